"""Budget monitoring in sentences: the forecast beside the budget, how it moved, and what doesn't add up."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.core.duties import joined
from goldenthread.core.money_monitoring import Held
from goldenthread.core.money_table import Role
from goldenthread.core.money_told import change, of_misfit, pounds, year_named
from goldenthread.core.sentences import Sentence, Span, counted, on_day, part_of, plain, start
from goldenthread.core.words import worked_out
from goldenthread.resources.monitoring_queries import ReportRead

MOST_NAMED = 5


def of_report(read: ReportRead, below: str = "see below") -> list[Sentence]:
    """The forecast of all lines against their budget, as a percentage of the named base, and the movement."""
    variance = read.sum_of(Role.VARIANCE)
    if variance is None:
        return [plain(f"No forecast is given for {on_day(read.report.ends_on)}.")]
    said = [Span("The lines together are forecast to be "), Span(_side(variance), True)]
    if read.percent is not None and read.base is not None and not read.without_base:
        said.append(Span(f", which is {_of_base(read)}"))
    found: list[Sentence] = [(*said, Span("."))]
    if read.without_base:
        found.append(_of_some(read))
    if read.report.missing:
        found.append(plain(f"It follows {lines_followed(read)} of the budget."))
    if read.movement is not None:
        since = f" since {read.before}" if read.before else " since the report before"
        found.append(plain(f"The forecast moved by {change(read.movement)}{since}."))
    wrong = len(read.told) + len(read.misfits)
    if wrong:
        does = "does" if wrong == 1 else "do"
        found.append(plain(f"{start(counted(wrong, 'thing'))} in what was printed {does} not fit; {below}."))
    return found


def _side(variance: Decimal) -> str:
    side = "over budget" if variance > 0 else "under budget" if variance < 0 else "on budget"
    return f"{pounds(abs(variance))} {side}" if variance else side


def _of_base(read: ReportRead) -> str:
    assert read.percent is not None
    assert read.base is not None
    base = read.report.get_base_display()
    return f"{worked_out(read.percent)}% of the {base} of {pounds(read.base)}"


def _of_some(read: ReportRead) -> Sentence:
    """What the lines come to whose base is known, where that of others isn't."""
    names = joined([f"“{one.line.name}”" for one in read.without_base[:MOST_NAMED]])
    more = len(read.without_base) - MOST_NAMED
    names = f"{names} and {more} more" if more > 0 else names
    has = "has" if len(read.without_base) == 1 else "have"
    lacking = f"{names} {has} no {read.report.get_base_display()} on record"
    if read.percent is None or read.variance_of_based is None:
        return plain(f"No percentage is given: {lacking}.")
    return plain(
        f"{lacking}; without {'it' if len(read.without_base) == 1 else 'them'} the lines are "
        f"{_side(read.variance_of_based)}, which is {_of_base(read)}."
    )


def what_does_not_fit(read: ReportRead) -> list[str]:
    """What the file's own figures didn't come to, and percentages that the base doesn't give."""
    base = str(read.report.get_base_display())
    return [*read.told, *(of_misfit(one, base) for one in read.misfits)]


def beside_the_budget(read: ReportRead) -> list[str]:
    """How the report differs from the budget that was on record when it was stored."""
    if not read.is_beside_budget:
        return [
            f"No line of it was in a budget of {year_named(read.report.year)} on record when it was stored; "
            "percentages are taken of the budget that it prints itself."
        ]
    found = [
        f"{one.line.name}: its budget here is {pounds(one.followed.budget)}, but the budget on record was "
        f"{_on_record(one.held)}."
        for one in read.differing
        if one.followed.budget is not None and one.held is not None
    ]
    found += [f"{one.line.name} was not in the budget on record." for one in read.unlisted]
    return found + [
        f"{one['name']} of the budget, {pounds(Decimal(one['amount']))} {one['of']}, is not in this report."
        for one in read.report.missing
    ]


def lines_followed(read: ReportRead) -> str:
    """How many of how many of the budget's lines a report follows: “four of five revenue lines”."""
    if not read.is_beside_budget:
        return ""
    followed = sum(one.held is not None for one in read.lines)
    kinds = {str(one.line.line.get_kind_display()) for one in read.lines if one.line.line is not None}
    kind = f"{kinds.pop()} line" if len(kinds) == 1 else "line"
    return part_of(followed, followed + len(read.report.missing), kind)


def _on_record(held: Held) -> str:
    said = [
        f"{pounds(one)} {of}" for one, of in ((held.net, "net"), (held.gross, "gross")) if one is not None
    ]
    return " and ".join(said)
