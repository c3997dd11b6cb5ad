"""A directorate on a page in Oldham's four parts: figures set large, what is good, what is not, what next."""

from __future__ import annotations

from goldenthread.core.doing import Doing
from goldenthread.core.rating import Status
from goldenthread.core.sentences import counted, on_day, start
from goldenthread.core.travel import Direction
from goldenthread.reports.blocks import Big, Block, Bullets, Outline, Section
from goldenthread.reports.blocks import Text as Paragraph
from goldenthread.reports.facts import Facts, MeasureFact
from goldenthread.reports.outlines import parts
from goldenthread.reports.outlines.kept import kept
from goldenthread.reports.outlines.slices import of_directorate
from goldenthread.reports.products import Beside
from goldenthread.reports.tables import of_facts
from goldenthread.reports.tables.measures import result_cell, target_cell
from goldenthread.reports.tables.money import thousands

MOST = 6  # lines of a part, so that it stays one page


def compose(facts: Facts, part: str, beside: Beside) -> Outline:
    """One directorate's page; a person's words are kept apart for each."""
    own = of_directorate(facts, part)
    sections = [
        Section("figures", "In figures", (Big(tuple(figures(own))),)),
        Section("good", "What is good", tuple(_good(own))),
        Section("red", "What is not, in the director’s words", tuple(_red(own, part, beside))),
        Section("next", "What next", tuple(_next(own, beside))),
    ]
    return parts.outline(own, f"{part} on a page", facts.head.about, sections, beside)


def figures(facts: Facts) -> list[tuple[str, str, str]]:
    """The page's figures, each with its denominator."""
    status, travel, doing = facts.status(), facts.travel(), facts.doing()
    found = []
    if status.total:
        rest = f"{counted(status.not_rated, 'more', 'more')} not rated" if status.not_rated else "all rated"
        found.append((f"{status.on_target} of {status.rated}", "rated measures on target", rest))
    if travel.compared:
        found.append((f"{travel.improved} of {travel.compared}", "measures improved", "of those compared"))
    if doing.dated:
        what = facts.head.work_name[:1].lower() + facts.head.work_name[1:]
        found.append((f"{doing.on_time} of {doing.dated}", f"dated {what} done or not yet due", ""))
    whole = next((one for one in facts.money if one.is_total), None)
    own = whole or next((one for one in facts.money if not one.is_detail), next(iter(facts.money), None))
    if own:
        side = (
            "over budget" if own.money.amount > 0 else "under budget" if own.money.amount < 0 else "on budget"
        )
        found.append((thousands(own.money.amount), "£ thousand against budget", side))
    return found


def _line(one: MeasureFact) -> str:
    moved = ", and improved" if one.standing.direction is Direction.IMPROVED else ""
    return f"{one.measure.title}: {result_cell(one).text} against {target_cell(one).text}{moved}"


def _good(facts: Facts) -> list[Block]:
    best = sorted(
        (one for one in facts.measures if one.standing.status is Status.ON_TARGET),
        key=lambda one: one.standing.direction is not Direction.IMPROVED,
    )
    done = [f"Done: {one.title}" for one in facts.work if one.doing is Doing.DONE]
    lines = [*map(_line, best[:MOST]), *done[: MOST - min(len(best), MOST - 2)]]
    left = len(best) + len(done) - len(lines)
    if not lines:
        return [Paragraph("No rated measure is on target, and no work is recorded as done.")]
    more = [Paragraph(f"And {left} more, in the Monitor.", is_quiet=True)] if left > 0 else []
    return [Bullets(tuple(lines)), *more]


def _red(facts: Facts, part: str, beside: Beside) -> list[Block]:
    off = parts.short_of_target(facts)
    late = of_facts.needs_attention(facts.work)
    generated = (
        f"{start(counted(len(off), 'measure is', 'measures are'))} short of target and "
        f"{counted(len(late), 'piece of work needs', 'pieces of work need')} attention."
    )
    found: list[Block] = [kept("director", generated, beside)]
    found += parts.shown(of_facts.exceptions(off[:MOST], f"Measures of {part} short of target"))
    what = facts.head.work_name
    found += parts.shown(of_facts.work_table(late[:MOST], f"{what} that need attention", what))
    return found


def _next(facts: Facts, beside: Beside) -> list[Block]:
    coming = of_facts.due_next(facts.work).first(MOST)
    soonest = min(
        (one.due_on for one in facts.work if one.doing is Doing.DUE_LATER and one.due_on), default=None
    )
    said = f"The next piece of work is due on {on_day(soonest)}." if soonest else "No work is due next."
    return [kept("next", said, beside), *parts.shown(coming)]
