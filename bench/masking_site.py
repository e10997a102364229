"""From a masked record to every byte of the public site, and what those bytes say: pages, data, feeds, papers, names of files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2
from django.conf import settings
from django.db import transaction

from bench.masking_measure import Measured
from bench.masking_oracle import bare, needles, spoken, visible
from bench.masking_truth import Document, Seed
from daylight.base.orgs.models import Agency
from daylight.base.permit import permit
from daylight.disclosure import public_paper
from daylight.portal import chores, feed

_TEXTS = {".html", ".json", ".csv", ".atom", ".xml", ".svg", ".txt", ".bpmn"}


def send(record: dict[str, Any], agency: Agency, now: datetime) -> None:
    """Hand one masked record with its paper to the public site, as the outbox does."""
    line, file = public_paper.draw(record, agency, now)
    whole = record | {"documents": [line]}
    message = {"kind": "decision.published", "uuid": whole["uuid"], "version": 1, "entry_id": None, "record": whole,
               "files": [file], "published_on": whole["published_on"]}  # fmt: skip
    with permit("chore:deliver.portal"), transaction.atomic():
        feed.apply(message, now)


def write(now: datetime) -> Path:
    """The whole site as files; where they lie."""
    while chores.render_pages(now):
        pass
    return Path(settings.PUBLIC_DIR)


def readings(file: Path) -> Iterator[tuple[str, str]]:
    """What one file says, way by way: (which way, text). Every file also says its raw bytes and its name."""
    body = file.read_bytes()
    yield "name", "/".join(file.parts[-3:])
    if file.suffix in _TEXTS:
        text = body.decode("utf-8-sig")
        yield "text", text
        if file.suffix in {".html", ".xml", ".atom", ".svg", ".bpmn"}:
            yield "visible", visible(text)
        if file.suffix == ".json":
            yield "values", spoken(text)
    elif file.suffix == ".pdf":
        yield "raw", body.decode("latin-1")
        document = pypdfium2.PdfDocument(body)
        yield "text layer", "\n".join(page.get_textpage().get_text_bounded() for page in document)
        yield "metadata", "\n".join(document.get_metadata_dict().values())
    elif file.suffix == ".docx":
        with zipfile.ZipFile(file) as parts:
            for each in parts.namelist():
                yield f"part {each}", re.sub(r"<[^>]*>", "", parts.read(each).decode("utf-8", "replace"))
    else:
        yield "raw", body.decode("utf-8", "replace")


def judge_site(root: Path, documents: Sequence[Document], uuids: Sequence[str], into: Measured) -> int:
    """Read every file of the site; note every seed that can be read. Files of one decision are held against that decision,
    those about many against all. How many readings were made."""
    count = 0
    wanted = {uuid: needles(document) for uuid, document in zip(uuids, documents, strict=True)}
    by_uuid = dict(zip(uuids, documents, strict=True))
    # The page that answers a paper's code is about one decision as well.
    owner = {uuid: uuid for uuid in uuids} | {document.record()["code"]: uuid for uuid, document in by_uuid.items()}
    for file in sorted(each for each in root.rglob("*") if each.is_file()):
        own = next((owner[part] for part in file.parts if part in owner), None)
        for way, text in readings(file):
            said, count = bare(text), count + 1
            for uuid in [own] if own else uuids:
                found = {needle: seed for needle, seed in wanted[uuid].items() if needle in said}
                into.leaked += [
                    (by_uuid[uuid], f"{file.relative_to(root)} ({way})", seed, piece) for piece, seed in found.items()
                ]
    return count


def plant(document: Document, record: dict[str, Any], seed: Seed) -> dict[str, Any]:
    """The record with one seed put back as it stood: the judges must see it, or their silence says nothing."""
    stood = document.texts[seed.path][max(0, seed.start - 3) : seed.start + len(seed.written)]
    return record | {"gist": record["gist"] + stood}
