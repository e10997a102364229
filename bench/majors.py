"""``python -m bench.majors N``: N calls over the interface that try to issue a major decision without a pass on its hash.

Runs in a room of its own (bench/__main__), each run on a case of its own; nothing is rolled back.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from itertools import count
from typing import ClassVar

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daylight.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from hypothesis import seed  # noqa: E402
from hypothesis.stateful import run_state_machine_as_test  # noqa: E402

from bench.figures import say  # noqa: E402
from daylight.base.permit import permit  # noqa: E402
from daylight.recording import render  # noqa: E402
from tests.cast import assemble  # noqa: E402
from tests.story import Story, begin  # noqa: E402
from tests.web.majors import MORNING, programs_of, told  # noqa: E402
from tests.web.majors_machine import Majors, runs  # noqa: E402

TRIES = 20_000
EXAMPLES, STEPS = 20, 30


def run(tries: int) -> Counter[str]:
    """Until ``tries`` calls were made; raises ``AssertionError`` at the first unlawful decision."""
    call_command("migrate", verbosity=0)
    settings.FIXED_NOW, settings.ALLOWED_HOSTS = MORNING, ["*"]
    render.pdf = lambda paper, **_: b"%PDF-1.7 " + repr(paper).encode()  # type: ignore[assignment]
    with permit("bench"):
        cast = assemble()
    begin(cast, MORNING)
    numbers = iter(range(1, tries))

    class Run(Majors):
        people, programs, settings_ = cast, programs_of(cast, MORNING), settings
        told: ClassVar[Counter[str]] = Counter()

        def setting_up(self) -> Story:
            return told(cast, next(numbers))

    for number in count():
        if Run.told["tries"] >= tries:
            break
        # The number says which round to repeat when one fails.
        say(f"round {number}: {Run.told['tries']:,} tries")
        run_state_machine_as_test(seed(number)(Run), settings=runs(EXAMPLES, STEPS))
    return Run.told


def main() -> int:
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else TRIES
    started = time.monotonic()
    said = run(tries)
    print(f"{said['tries']:,} tries in {time.monotonic() - started:.0f} s")
    print(f"issued {said['issued']:,}, major {said['major issued']:,}, unlawful 0")
    return 0


if __name__ == "__main__":
    sys.exit(main())
