"""An issued paper as a phone shows it: the pages as pictures, the QR of its check address.

The picture is drawn from the same fields as the paper in the vault, and only shown when drawing the PDF again gives the
very bytes that were issued: what is on the screen is what was sealed.
"""

from __future__ import annotations

import hashlib

from django.conf import settings

from daylight.recording import render
from daylight.recording.models import Document
from daylight.recording.papers import compose, fields_of, template_for
from daylight.recording.render.blocks import Paper
from daylight.recording.render.picture import pictures
from daylight.recording.render.seal import qr_svg


def pictures_of(document: Document) -> tuple[bytes, ...]:
    """PNG pages; none when the paper cannot be drawn again byte for byte (the agency was renamed, another font)."""
    if document.issued_at is None or document.pdf is None:
        return ()
    paper = _paper(document)
    if hashlib.sha256(render.pdf(paper)).hexdigest() != document.pdf.sha256:
        return ()
    return pictures(paper)


def check_address(document: Document) -> str:
    """Where anybody can check the paper."""
    return f"{settings.BASE_URL}/y/{document.verify_code}/"


def qr_of(document: Document) -> str:
    """The QR of the check address as SVG."""
    return qr_svg(check_address(document), sized=False)


def _paper(document: Document) -> Paper:
    assert document.issued_at is not None
    return compose(
        document.case,
        template_for(document),
        fields_of(document),
        document.issued_at,
        number=document.number,
        sealed=document.sealed,
        verify_code=document.verify_code,
        wording=document.wording,
    )
