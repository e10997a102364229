"""``docs/performance.md`` from the figures of one run."""

from __future__ import annotations

from collections.abc import Sequence

from bench.figures import Figure, Plain

HEAD = """# Speed 性能

Ratios against a named peer, both measured in one run on one machine; written by `make bench`, not by hand. Absolute figures
belong to that machine, the ratios travel. Every figure is a median. 每个数都是同一次运行里与对照物的比值。

| | |
|---|---|
"""
READING = """
## How to read it 怎么读

- **Acts.** The peer is the INSERT and UPDATE statements the same acts sent, with the same values, replayed by `sqlite3` on a
  copy of the same database with the same settings (WAL, `synchronous=FULL`), one durable commit each. The rest is the act:
  rights, gates, law in force, reading the file, the commitment of the journal entry — and for a paper its drawing, which is
  given by itself. Every act was made with an idempotency key, so its receipt is among the statements. What an act adds is
  processor time, most of it Django composing statements, so the ratio grows as the disk gets faster: read it together with
  the milliseconds.
- **Pages.** Requests per second, higher is better. The built-in server checks with every request that the file is still what
  it was, so a withdrawn page is gone at once. The load generator runs on the same cores.
- **Upload.** Seconds, lower is better. The peer copies, syncs and hashes the file once; we receive it through a socket from
  a client that hashes too, verify a checksum per chunk, sync before each acknowledgement and keep a digest per 8 MiB.
- **我的待办 and the case page.** The same page with 100,000 and with 1,000 cases of one agency, each in a database of its own,
  opened in turns through the whole request stack, middleware and session included; at most 1.2 is demanded. The measured
  officers handle a tenth of all cases. Milliseconds of processor, because other work on the machine shows in the wall clock,
  which stands in the note.
- **A million published decisions.** Two rooms filled by a seeded script straight into the public tables; the large one is asked
  through the whole request stack. Publishing is measured from the message to the written files and the index, in turns with
  the small room; what is written by month is given by itself. The peer of the search is Datasette over the same rows and its
  substring filter: its full text search cannot find words of two characters.
- **Random orders.** Steps tried out of order, with one officer, without review, before the window is over and so on; what the
  program lets through is compared with a model of the law written separately. Both counts are 0 or `make bench` fails.
- **Masking.** Synthetic public texts of all six kinds (penalty, permit, coercion, levy, fee, inspection) with personal data in
  every disguise we know of, beside things that must stay. Each goes the way of a publication: masked, its doubts answered,
  drawn as a paper, written as pages; then every file is read by judges that share no code with the masking. Synthetic means
  that the disguises are ours: 0 of 1,200 bounds such leaks at 0.25 % of documents (95 %), and says nothing about people whom
  neither the case nor their surroundings name.
- **Decision as PDF.** Seconds, lower is better. typst works inside the platform's process; LibreOffice is started for every
  file, and in the second line once for ten.
"""


def _number(value: float) -> str:
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 100 else f"{value:.3g}"


def text(machine: Sequence[tuple[str, str]], figures: Sequence[Figure | Plain], day: str, command: str) -> str:
    """The whole page."""
    lines = [HEAD.rstrip("\n")]
    lines += [f"| {name} | {value} |" for name, value in [*machine, ("command", f"`{command}`"), ("date", day)]]
    lines += ["", "## Against a peer 与对照物相比", ""]
    lines += ["| what | ours | peer | peer's | ratio | runs | |", "|---|---:|---|---:|---:|---:|---|"]
    for each in figures:
        if isinstance(each, Figure):
            unit = each.unit
            lines.append(
                f"| {each.what} | {_number(each.ours)} {unit} | {each.peer_name} | {_number(each.peer)} {unit} "
                f"| **{_number(each.ratio)}** | {each.runs} | {each.note} |"
            )
    lines += ["", "## Plain figures 单列", "", "| what | value | |", "|---|---:|---|"]
    for each in figures:
        if isinstance(each, Plain):
            lines.append(_line(each))
    return "\n".join(lines) + "\n" + READING


def renewed(page: str, figures: Sequence[Figure | Plain], day: str) -> str:
    """The page with the plain figures of one part measured again, each with its day; the explanations as they are now."""
    head, _, rest = page.partition("## Plain figures")
    table, _, after = rest.partition("\n\n## ")
    lines = table.split("\n")
    for each in figures:
        if isinstance(each, Plain):
            line = _line(each, day)
            place = next((n for n, old in enumerate(lines) if old.startswith(f"| {each.what} |")), None)
            if place is None:
                lines.append(line)
            else:
                lines[place] = line
    between, found, _ = after.rpartition("How to read it")
    body = f"{head}## Plain figures{chr(10).join(lines)}\n\n## {between}"
    return body.rstrip("# \n") + "\n" + READING if found else page


def _line(each: Plain, day: str = "") -> str:
    note = f"{each.note}; {day}" if day and each.note else each.note or day
    return f"| {each.what} | {_number(each.value)} {each.unit} | {note} |"
