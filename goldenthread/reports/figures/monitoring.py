"""Budget monitoring in sentences: the forecast beside the budget, how it moved, and what doesn't add up."""

from __future__ import annotations

from goldenthread.core.money_table import Role
from goldenthread.core.money_told import change, of_misfit, of_uneven, pounds
from goldenthread.core.sentences import Sentence, Span, counted, on_day, plain, start
from goldenthread.core.words import worked_out
from goldenthread.resources.monitoring_queries import ReportRead


def of_report(read: ReportRead) -> list[Sentence]:
    """The forecast of all lines against their budget, as a percentage of the named base, and the movement."""
    variance, budget = read.sum_of(Role.VARIANCE), read.sum_of(Role.BUDGET)
    base = read.report.get_base_display()
    if variance is None:
        return [plain(f"No forecast is given for {on_day(read.report.ends_on)}.")]
    side = "over budget" if variance > 0 else "under budget" if variance < 0 else "on budget"
    amount = f"{pounds(abs(variance))} {side}" if variance else side
    said = [Span("The lines together are forecast to be "), Span(amount, True)]
    if read.percent is not None and budget is not None:
        said.append(
            Span(f", which is {worked_out(read.percent)}% of the {base} of {pounds(read.base or budget)}")
        )
    found: list[Sentence] = [(*said, Span("."))]
    if read.movement is not None:
        since = f" since {read.before}" if read.before else " since the report before"
        found.append(plain(f"The forecast moved by {change(read.movement)}{since}."))
    wrong = len(read.uneven) + len(read.misfits)
    if wrong:
        does = "does" if wrong == 1 else "do"
        found.append(plain(f"{start(counted(wrong, 'printed figure'))} {does} not fit the lines; see below."))
    return found


def what_does_not_fit(read: ReportRead) -> list[str]:
    """Each printed total and percentage that the lines don't come to."""
    base = str(read.report.get_base_display())
    return [*map(of_uneven, read.uneven), *(of_misfit(one, base) for one in read.misfits)]
