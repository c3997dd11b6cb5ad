"""The evidence for a framework as a pack to hand over: a Word document, the same as a table, a README.

The same evidence makes the same bytes, whenever the pack is made.
"""

from __future__ import annotations

from goldenthread.core.sentences import counted, on_day, said, start
from goldenthread.people.models import Council
from goldenthread.reports.figures.evidence import Pack
from goldenthread.reports.packing import packed
from goldenthread.reports.sheets import csv_of
from goldenthread.reports.tables.evidence import by_line, of_one
from goldenthread.reports.word_parts import Paper


def pack_file(council: Council, pack: Pack) -> bytes:
    """The pack as a zip file of three."""
    return packed(
        (
            ("README.txt", readme(council, pack).encode("utf-8")),
            ("evidence.csv", csv_of(by_line(pack))),
            ("evidence.docx", document(council, pack)),
        )
    )


def document(council: Council, pack: Pack) -> bytes:
    """The pack as a Word document: what there is for each line, then what is still without."""
    name, plan = pack.edition.name, pack.edition.plan
    paper = Paper(f"Evidence for the {name}: {council.name}", f"{council.name}  ·  Evidence for the {name}")
    paper.text(council.name, quiet=True)
    paper.title(f"Evidence for the {name}")
    if plan.owned_by:
        paper.text(f"{start(plan.get_kind_display())}, owned by {plan.owned_by}.", quiet=True)
    if plan.retired_on:
        paper.text(
            f"No longer in use since {on_day(plan.retired_on)}: {plan.retired_because}", bold="Retired."
        )
    if council.is_demonstration:
        paper.text("Made from published papers.", quiet=True, bold="Demonstration.")
    paper.heading("Summary")
    paper.sentences(pack.sentences)
    _lines(paper, pack)
    _without(paper, pack)
    return paper.bytes(pack.latest)


def _lines(paper: Paper, pack: Pack) -> None:
    paper.heading("Evidence by line")
    answered = [one for one in pack.lines if one.evidence]
    for one in answered:
        paper.heading(one.line.title, 2)
        pieces = start(counted(len(one.evidence), "piece"))
        paper.text(f"{one.level}. {pieces} of evidence.", quiet=True, leads=True)
        paper.table(of_one(one))
    if not answered:
        paper.text("No line has evidence yet.")


def _without(paper: Paper, pack: Pack) -> None:
    paper.heading("Without evidence")
    paper.bullets([one.line.title for one in pack.without])
    if not pack.without:
        paper.text("No line is without evidence.")


def readme(council: Council, pack: Pack) -> str:
    """What the pack holds, for whoever opens it."""
    pieces = {one.pk for line in pack.lines for one in line.evidence}
    lines = [
        f"Evidence for the {pack.edition.name}",
        council.name,
        "",
        said(pack.sentences),
        f"{start(counted(len(pieces), 'piece'))} of evidence; what answers several lines stands under each.",
        "",
        "evidence.docx  to read and to print",
        "evidence.csv   the same as a table, one row for each line and piece (UTF-8)",
        "",
        "The documents themselves are kept where the last column says.",
        "Made by Golden Thread from the council's own records. The same records make the same files.",
    ]
    return "\n".join(lines) + "\n"
