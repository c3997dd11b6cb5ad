"""A finance file on its way in, in sentences: how many lines come of it, and what doesn't add up."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.money_table.becoming import Brought
from goldenthread.core.money_table.beside import NOUGHT, Beside, amount_of
from goldenthread.core.money_told import change, of_misfit, pounds, what_is_told, year_named
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
    return [*what_is_told(looked), *(of_misfit(one, "budget") for one in looked.misfits)]


def of_beside(found: Beside, year: int) -> list[str]:
    """What a file would make of a year's budget: how many lines are new, changed and missing, with sums."""
    named = year_named(year)
    if found.is_first:
        return [f"No budget of {named} is on record yet: every line is new."]
    new = sum((amount_of(one.gross, one.net) for one in found.new), NOUGHT)
    said = [f"{start(counted(len(found.new), 'line'))} of the file {_is(found.new)} new: {pounds(new)}."]
    by = sum((one.by for one in found.changed), NOUGHT)
    said.append(
        f"{start(counted(len(found.changed), 'line'))} {_is(found.changed)} changed, by {change(by)}."
    )
    missing = sum((one.amount for one in found.missing), NOUGHT)
    said.append(
        f"{start(counted(len(found.missing), 'line'))} on record {_is(found.missing)} not in the file: "
        f"{pounds(missing)}."
    )
    if found.same:
        said.append(
            f"{start(counted(found.same, 'line'))} stay{'s as it is' if found.same == 1 else ' as they are'}."
        )
    return said


def _is(some: Sequence[object]) -> str:
    return "is" if len(some) == 1 else "are"
