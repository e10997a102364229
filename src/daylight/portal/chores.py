"""Background work of the public site; each row's ``revision`` is the queue, so a killed worker only repeats itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from daylight.base.chores import chore
from daylight.base.journal.models import Entry
from daylight.base.journal.writing import committed_fields
from daylight.base.ledger.queries import proof_document
from daylight.base.outbox.posting import deliver
from daylight.base.permit import permit
from daylight.core.moment import local_date
from daylight.portal import bulk, letters, linkcheck, pages, search, subscribing
from daylight.portal.build import write_decision, write_site
from daylight.portal.feed import apply, clear, touch_all, touch_site
from daylight.portal.models import PublicDecision, PublicSite
from daylight.portal.queries import standing
from daylight.portal.statistics import write_statistics
from daylight.portal.tally import contribution, recount

# Fields of the journal entry that the published proof opens; the others stay sealed.
REVEALED = {
    "index.json": ("kind", "at", "agency", "uuid", "version", "published_sha256"),
    "withdrawn.json": ("kind", "at", "agency", "uuid", "reason", "withdrawn_on"),
}
BATCH = 50


@chore("portal.deliver", every=timedelta(seconds=1))
def deliver_feed(now: datetime) -> int:
    """Take in waiting publication messages, in order."""
    return deliver("portal", apply, now)


@chore("portal.prove", every=timedelta(seconds=5))
def fetch_proofs(now: datetime) -> int:
    """Proof of registration for each publication whose entry has been signed for."""
    moved = 0
    for decision in _unproved():
        entry = Entry.objects.select_related("agency", "actor").filter(pk=decision.journal_entry_id).first()
        if entry is None:
            continue
        fields = committed_fields(entry)
        file = "withdrawn.json" if decision.status == "withdrawn" else "index.json"
        document = proof_document(entry, [name for name in REVEALED[file] if name in fields], file)
        if document is None:
            continue
        document["registered_at"] = entry.at.isoformat()
        with permit("chore:portal.prove"), transaction.atomic():
            claimed = PublicDecision.objects.filter(pk=decision.pk, revision=decision.revision)
            moved += claimed.update(proof=document, revision=decision.revision + 1)
    return moved


def _unproved() -> QuerySet[PublicDecision]:
    waiting = PublicDecision.objects.filter(proof__isnull=True, journal_entry_id__isnull=False)
    return waiting.order_by("-pk")[:BATCH]


@chore("portal.expire", every=timedelta(minutes=10))
def expire(now: datetime) -> int:
    """Take down what has been shown to its last day (公示期满即停止公示)."""
    moved = 0
    for decision in standing().filter(keep_until__lt=local_date(now))[:BATCH]:
        with permit("chore:portal.expire"), transaction.atomic():
            counted = contribution(decision)
            decision.status = "expired"
            clear(decision, counted)
            touch_site()
        moved += 1
    return moved


@chore("portal.render", every=timedelta(seconds=1))
def render_pages(now: datetime) -> int:
    """Write what changed, the newest decision first. The row is marked only after its files are on disk."""
    root = Path(settings.PUBLIC_DIR)
    site = _site_of_this_edition()
    moved = 0
    waiting = list(PublicDecision.objects.exclude(revision=F("rendered_revision")).order_by("-pk")[: BATCH + 1])
    for decision in waiting[:BATCH]:
        write_decision(root, decision)
        search.update([decision])
        with permit("chore:portal.render"):
            moved += PublicDecision.objects.filter(pk=decision.pk, revision=decision.revision).update(
                rendered_revision=decision.revision
            )
    # What was taken down must not stand in a file of its month either.
    moved += bulk.write_months(root, now, urgent=True)
    today = local_date(now)
    if len(waiting) <= BATCH and (site.revision != site.rendered_revision or site.rendered_on != today):
        search.ready()
        write_site(root, now)
        with permit("chore:portal.render"):
            PublicSite.objects.filter(pk=site.pk).update(rendered_revision=site.revision, rendered_on=today)
        moved += 1
    return moved if waiting else moved + _repaint(root, site.repaint_from)


def _repaint(root: Path, first: int) -> int:
    """Some of the pages that only look different now; new publications never wait for them."""
    if not first:
        return 0
    rows = list(PublicDecision.objects.filter(pk__lte=first).exclude(revision=0).order_by("-pk")[:BATCH])
    for decision in rows:
        write_decision(root, decision)
    after = rows[-1].pk - 1 if len(rows) == BATCH else 0
    with permit("chore:portal.render"):
        PublicSite.objects.filter(repaint_from=first).update(repaint_from=after)
    return len(rows) or 1


@chore("portal.bulk", every=timedelta(minutes=10))
def write_bulk(now: datetime) -> int:
    """Open data and site map of the months that changed."""
    return bulk.write_months(Path(settings.PUBLIC_DIR), now)


@chore("portal.count", every=timedelta(minutes=10))
def count(now: datetime) -> int:
    """Write the statistics when something was published since, and each morning: the charts need not follow each decision."""
    site, today = PublicSite.objects.first(), local_date(now)
    if site is None or (site.counted_revision == site.revision and site.counted_on == today):
        return 0
    write_statistics(Path(settings.PUBLIC_DIR), today)
    with permit("chore:portal.count"):
        PublicSite.objects.filter(pk=site.pk).update(counted_revision=site.revision, counted_on=today)
    return 1


chore("portal.links", every=timedelta(minutes=30))(linkcheck.check_links)
chore("portal.tell", every=timedelta(minutes=10))(letters.tell_subscribers)
chore("portal.letters", every=timedelta(seconds=5))(letters.send_letters)
chore("portal.forget", every=timedelta(minutes=30))(subscribing.forget_unanswered)


def _site_of_this_edition() -> PublicSite:
    site = PublicSite.objects.first()
    if site is not None and site.edition == pages.edition():
        return site
    with permit("chore:portal.render"), transaction.atomic():
        if site is None:
            PublicSite.objects.create(edition=pages.edition())
        else:
            PublicSite.objects.filter(pk=site.pk).update(edition=pages.edition())
            # A release may count differently.
            recount()
            touch_all()
            touch_site()
    return PublicSite.objects.get()
