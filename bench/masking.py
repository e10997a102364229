"""``python -m bench.masking COUNT SEED`` in a room: masking over that many synthetic decisions, through to the bytes of the site.

Every document is masked, its doubts answered by the truth, its record drawn as a paper and handed to the public site; then every
file of the site is read. The last line is JSON; ``masking_figures`` makes the lines of the report from it.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from typing import Any

import django

django.setup()

from bench import masking_site  # noqa: E402
from bench.masking_documents import documents  # noqa: E402
from bench.masking_measure import Measured, measure  # noqa: E402
from daylight.base.orgs.models import Agency  # noqa: E402
from daylight.base.present import present  # noqa: E402


def run(count: int, seed: int) -> dict[str, Any]:
    agency, now, found = Agency.objects.get(code="haiyang"), present(), Measured()
    whole, records = list(documents(count, seed)), []
    began = time.process_time()
    records = [measure(each, found) for each in whole]
    busy = time.process_time() - began
    today = now.date().isoformat()
    until = now.date().replace(year=now.year + 1, day=1).isoformat()
    # A minor's case never comes this far: nothing of it is published.
    open_to_all = [(each, record) for each, record in zip(whole, records, strict=True) if not each.blocked]
    for _, record in open_to_all:
        masking_site.send(record | {"published_on": today, "keep_until": until}, agency, now)
    root = masking_site.write(now)
    uuids = [record["uuid"] for _, record in open_to_all]
    readings = masking_site.judge_site(root, [each for each, _ in open_to_all], uuids, found)
    for each, where, wanted, piece in found.leaked[:20]:
        print(f"leak: {each.number} {where} {wanted.kind} {wanted.spelling} {piece}")
    for each, wanted in found.missed[:20]:
        print(f"missed: {each.number} {wanted.kind} {wanted.spelling} {wanted.written!r}")
    print("hidden needlessly:", Counter(each.written for _, each in found.over).most_common(20))
    return {
        "documents": found.documents, "published": len(uuids), "seeds": found.seeds, "kept": found.kept,
        "spellings": len(found.spellings), "missed": len(found.missed), "unseen": len(found.unseen),
        "leaked": len(found.leaked), "over": len(found.over), "changed": len(found.changed), "stuck": len(found.stuck),
        "doubts": found.doubts, "entities": len(found.entities),
        "whole": sum(found.whole[name] == times for name, times in found.entities.items()),
        "readings": readings, "seconds": busy,
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]))))
