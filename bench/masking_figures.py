"""The part ``masking`` of ``make bench``: how much of what is personal goes out, and how much of the rest is hidden."""

from __future__ import annotations

import json

from bench.figures import Plain, say
from tests.faults.harness import Room

DOCUMENTS, SEED = 1_200, 20260501
# The issue: nothing may leak, and at most five of a hundred things that must stay may be hidden.
MOST_HIDDEN_NEEDLESSLY = 0.05


def run(room: Room, documents: int = DOCUMENTS) -> list[Plain]:
    """Raises when a document leaks, is changed outside its masks, or more than the allowed share is hidden."""
    found = json.loads(room.run("bench.masking", str(documents), str(SEED)).splitlines()[-1])
    say(f"masking: {found}")
    share = found["over"] / found["kept"]
    if found["leaked"] or found["unseen"] or found["changed"] or share > MOST_HIDDEN_NEEDLESSLY:
        raise RuntimeError(f"masking does not hold: {found}")
    alone = found["seeds"] - found["missed"]
    return [
        Plain("personal data readable in any byte of the site", float(found["leaked"]), "",
              f"{found['documents']:,} documents, {found['seeds']:,} seeds in {found['spellings']} spellings; "
              f"{found['readings']:,} readings of pages, data, papers, names; 0 demanded"),
        Plain("hidden or asked about by the program alone", 100 * alone / found["seeds"], "%", "of the seeds, before a person looks"),
        Plain("people, numbers, places covered in every mention", 100 * found["whole"] / found["entities"], "%",
              f"{found['entities']:,} entities, each in its document"),
        Plain("hidden needlessly", 100 * share, "%", f"of {found['kept']:,} things that must stay; at most 5 % demanded"),
        Plain("texts changed outside their masks", float(found["changed"]), "", "published equals served"),
        Plain("questions to a person", found["doubts"] / found["documents"], "per document",
              f"{found['stuck']} documents held back after all were answered"),
        Plain("masking one document", 1000 * found["seconds"] / found["documents"], "ms of processor", "with leak scan, twice"),
    ]  # fmt: skip
