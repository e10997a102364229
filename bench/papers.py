"""The decision as PDF: typst inside the platform against LibreOffice converting our own DOCX of the same decision."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django

django.setup()

from bench.figures import median, seconds  # noqa: E402
from daylight.base.present import present  # noqa: E402
from daylight.decisions.models import Decision  # noqa: E402
from daylight.recording import papers, render  # noqa: E402

RUNS = 20
OFFICE_RUNS = 3
BATCH = 10


def _office(folder: Path, files: list[Path]) -> float:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [shutil.which("soffice") or "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    return seconds(
        lambda: subprocess.run(
            [*command, str(folder / "out"), *map(str, files)], check=True, capture_output=True, timeout=300
        )
    )


def main() -> None:
    document = Decision.objects.exclude(document=None).select_related("document").latest("pk").document
    assert document is not None
    template = papers.template_for(document)
    paper = papers.compose(
        document.case, template, papers.fields_of(document), present(), title=document.title, number=document.number,
        sealed=True, verify_code=document.verify_code, corrects=None,
    )  # fmt: skip
    pdf = render.pdf(paper)
    ours = [seconds(lambda: render.pdf(paper)) for _ in range(RUNS)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        word = render.docx(paper)
        files = [folder / f"{number}.docx" for number in range(BATCH)]
        for file in files:
            file.write_bytes(word)
        # The first start makes a profile; nobody pays that twice.
        _office(folder, files[:1])
        single = [_office(folder, files[:1]) for _ in range(OFFICE_RUNS)]
        batch = [_office(folder, files) / BATCH for _ in range(OFFICE_RUNS)]
        theirs = (folder / "out" / "0.pdf").stat().st_size
    found = {"ours": median(ours), "single": median(single), "batch": median(batch)}
    found |= {"bytes": len(pdf), "their_bytes": theirs, "runs": RUNS, "office_runs": OFFICE_RUNS, "files": BATCH}
    print(json.dumps(found))


if __name__ == "__main__":
    sys.exit(main())
