"""A finance file on its way in, in sentences: how many lines come of it, and what doesn't add up."""

from __future__ import annotations

from goldenthread.core.money_table.becoming import Brought
from goldenthread.core.money_told import of_misfit, of_uneven
from goldenthread.core.sentences import Sentence, Span, counted, plain, start


def of_looked(looked: Brought) -> list[Sentence]:
    """What comes of the file, and whether it can be stored."""
    lines, totals = counted(len(looked.lines), "line"), len(looked.sheet.totals)
    found: list[Sentence] = [
        (
            Span(f"{start(lines)} come{'s' if len(looked.lines) == 1 else ''} of {looked.file}", True),
            Span("."),
        )
    ]
    if totals:
        is_are = "is a total and becomes" if totals == 1 else "are totals and become"
        found.append(plain(f"{start(counted(totals, 'row'))} {is_are} no line."))
    if looked.sheet.uneven:
        does = "does" if len(looked.sheet.uneven) == 1 else "do"
        printed = counted(len(looked.sheet.uneven), "printed total")
        found.append(plain(f"{start(printed)} {does} not add up."))
    if looked.problems:
        does = "has" if len(looked.problems) == 1 else "have"
        wrong = counted(len(looked.problems), "thing")
        found.append(plain(f"{start(wrong)} {does} to be put right before it can be stored."))
    return found


def what_to_look_at(looked: Brought) -> list[str]:
    """Totals that don't add up, percentages that don't fit, and other doubts; none refuses the file."""
    doubts = [f"Row {one.row}: {one.sentence}" if one.row else one.sentence for one in looked.doubts]
    misfits = [of_misfit(one, "budget") for one in looked.misfits]
    return [*map(of_uneven, looked.sheet.uneven), *misfits, *doubts]
