"""导入: a file → a draft version of a list, with every fault named by its cell (contract: ``daylight lists import``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from daylight.base.orgs.models import Agency, Person
from daylight.core.listkinds import KINDS
from daylight.core.listrows import Fault, Parsed, parse_grid, parse_records
from daylight.lists.acts import draft_list
from daylight.lists.models import ListVersion
from daylight.lists.tables import UnusableFile, read_table


@dataclass(slots=True)
class ImportReport:
    """What became of a file. ``version_object``: the draft, None when nothing was written."""

    kind: str
    accepted: int = 0
    rejected: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    version_object: ListVersion | None = None
    dry_run: bool = False
    unusable: str = ""

    @property
    def version(self) -> int | None:
        """Number of the draft."""
        return self.version_object.number if self.version_object else None

    @property
    def exit_code(self) -> int:
        """0 every row accepted · 1 some rows refused · 2 nothing usable, nothing changed."""
        if self.unusable or not self.accepted:
            return 2
        return 1 if self.rejected else 0

    def to_json(self) -> dict[str, Any]:
        """The document of the contract; ``error`` only when the file cannot be used at all."""
        body: dict[str, Any] = {
            "kind": self.kind,
            "accepted": self.accepted,
            "rejected": [each.as_dict() for each in self.rejected],
            "warnings": [each.as_dict() for each in self.warnings],
            "version": self.version,
            "version_uuid": str(self.version_object.uuid) if self.version_object else "",
            "state": "draft" if self.version else "",
            "dry_run": self.dry_run,
        }
        return body | ({"error": self.unusable} if self.unusable else {})

    def lines(self) -> list[str]:
        """The report for a person."""
        if self.unusable:
            return [f"没有导入：{self.unusable}"]
        refused = len({fault.row for fault in self.rejected})
        what = "试读" if self.dry_run else f"草案第 {self.version} 版" if self.version else "没有导入"
        head = f"{KINDS[self.kind].title}（{what}）：接受 {self.accepted} 行，退回 {refused} 行，提醒 {len(self.warnings)} 处。"
        return [
            head,
            *(_line("退回", each) for each in self.rejected),
            *(_line("提醒", each) for each in self.warnings),
        ]


def _line(word: str, fault: Fault) -> str:
    row = f"第 {fault.row} 行" if fault.row else "全表"
    return f"{word} {row}{f'“{fault.column}”' if fault.column else ''}：{fault.message}"


def parse_file(kind: str, name: str, content: bytes) -> Parsed:
    """Read a list file without writing anything; ``unusable`` is set instead of raising."""
    if kind not in KINDS:
        return Parsed(unusable=f"没有“{kind}”这种清单，可用：{'、'.join(KINDS)}")
    try:
        table = read_table(KINDS[kind], name, content)
    except UnusableFile as fault:
        return Parsed(unusable=str(fault))
    parsed = parse_grid(KINDS[kind], table.grid) if table.records is None else parse_records(KINDS[kind], table.records)
    parsed.warnings[:0] = table.warnings
    return parsed


def import_list(
    kind: str,
    path: Path | str,
    agency: Agency,
    actor: Person,
    now: datetime,
    dry_run: bool = False,
    *,
    note: str = "",
    basis: str = "",
) -> ImportReport:
    """Import the file at ``path`` as a draft of ``kind``. Raises ``Refused`` when ``actor`` may not draft."""
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError:
        return ImportReport(kind, dry_run=dry_run, unusable=f"读不到文件 {path.name}，请核对路径和权限")
    return import_content(kind, path.name, content, agency, actor, now, dry_run, note=note, basis=basis)


def import_content(
    kind: str,
    name: str,
    content: bytes,
    agency: Agency,
    actor: Person,
    now: datetime,
    dry_run: bool = False,
    *,
    note: str = "",
    basis: str = "",
    idempotency_key: str = "",
) -> ImportReport:
    """The same for an uploaded file."""
    parsed = parse_file(kind, name, content)
    report = ImportReport(
        kind,
        accepted=len(parsed.rows),
        rejected=parsed.rejected,
        warnings=[*_other_agencies(parsed, agency), *parsed.warnings],
        dry_run=dry_run,
        unusable=parsed.unusable,
    )
    if not parsed.unusable and not parsed.rows and not parsed.rejected:
        report.unusable = "标题行之下没有任何内容，请核对文件"
    if dry_run or not parsed.rows:
        return report
    report.version_object = draft_list(
        agency,
        kind,
        parsed.rows,
        actor=actor,
        now=now,
        idempotency_key=idempotency_key,
        note=note,
        basis=basis,
        source_name=name,
    )
    return report


def _other_agencies(parsed: Parsed, agency: Agency) -> list[Fault]:
    """Rows of somebody else's list: legal to learn from, but a person should know before he approves."""
    strange = [row for row in parsed.rows if row.values.get("agency") not in {None, agency.name}]
    if not strange:
        return []
    first = strange[0]
    message = f"{len(strange)} 行写的机关不是{agency.name}（例如 {first.code}：{first.values['agency']}），请核对是否导入到本机关"
    return [Fault(0, "agency", str(first.values["agency"]), message)]
