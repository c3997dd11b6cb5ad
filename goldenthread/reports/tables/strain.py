"""The strain on services as tables: by service and quarter, by action, by scarce skill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from goldenthread.core.money_told import pounds, year_named
from goldenthread.core.periods import in_words
from goldenthread.core.sentences import start
from goldenthread.core.strain import Limits, Load
from goldenthread.core.workload import NOUGHT, Work, days_shown
from goldenthread.core.workload import Cell as Place
from goldenthread.reports.figures.strain import Strained
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, number, text
from goldenthread.reports.tables.quarters import ByYear, by_year
from goldenthread.reports.tables.skills_changed import skill_cell
from goldenthread.resources.models import Need
from goldenthread.resources.purse_offers import LinkedLine

WIDEST = Decimal("1.5")  # of what can be given: a load drawn beyond that is drawn as that
UNKNOWN = "Capacity not on record"
HEAT = {"FAR_OVER": "far-over", "OVER": "over", "TIGHT": "tight", "ROOM": ""}


def heat(found: Strained) -> Grid:
    """Load over capacity by service and quarter, in words and figures; each opens to its actions."""
    services = [
        one for one in found.workload.services if any(cell.service == one for cell in found.strain.loads)
    ]
    rows = tuple(
        Row((
            text(
                found.workload.services[service],
                link=Link("service-effort", f"{_edition(found)}/{service}"),
            ),
            *(_cell(found, Place(service, quarter)) for quarter in range(len(found.quarters))),
        ))
        for service in services
    )  # fmt: skip
    columns = _by_quarter(found, "Service")
    return Grid("Load by service and quarter", columns, rows, note="Days asked of days that can be given")


def by_year_of(found: Strained, grid: Grid) -> ByYear:
    """A table of the strain's quarters, a table for each financial year."""
    return by_year(grid, found.quarters, found.edition.plan.council.year_start)


def _by_quarter(found: Strained, first: str) -> tuple[Column, ...]:
    return (Column(first, width=24), *(Column(start(in_words(one)), width=19) for one in found.quarters))


def _edition(found: Strained) -> str:
    return f"{found.edition.plan.slug}/{found.edition.slug}"


def _cell(found: Strained, place: Place) -> Cell:
    load = found.strain.loads.get(place)
    if load is None:
        return blank("Nothing asked")
    quarter = found.quarters[place.quarter].starts_on
    link = Link("strain-cell", f"{_edition(found)}/{place.service}/{quarter}")
    band = found.strain.limits.band(load)
    if band is None:
        return text("Not known", link=link, note=f"{days_shown(load.asked)} days asked. {UNKNOWN}")
    is_strong = load.is_beyond(found.strain.limits.limit)
    told = text(band.words, link=link, note=figures_of(load, found.strain.limits), strong=is_strong)
    return replace(told, bar=_drawn(load), heat=HEAT[band.code])


def figures_of(load: Load, limits: Limits) -> str:
    """“90 of 100 days, 90%. Capacity not confirmed”. The capacity must be on record."""
    assert load.given is not None
    said = f"{days_shown(load.asked)} of {days_shown(load.given.days)} days"
    if percent := limits.percent_words(load):
        said += f", {percent}"
    doubts = _doubts(load, is_sure=load.given.is_confirmed)
    return f"{said}. {doubts}" if doubts else said


def _doubts(load: Load, *, is_sure: bool) -> str:
    """What of a load nobody confirmed: what is asked, what can be given, or both."""
    is_all = 0 < load.unconfirmed == load.asked
    if is_all and not is_sure:
        return "Nothing confirmed"
    doubts = [] if is_sure else ["capacity"]
    if load.unconfirmed:
        doubts.append("what is asked" if is_all else f"{days_shown(load.unconfirmed)} of those asked")
    return f"{start(' and '.join(doubts))} not confirmed" if doubts else ""


def _drawn(load: Load) -> tuple[float, float] | None:
    """What is asked and what can be given as shares of the width."""
    if load.given is None or not load.given.days:
        return None
    return float(min(load.asked / load.given.days, WIDEST) / WIDEST), float(1 / WIDEST)


def _answer(code: str) -> Cell:
    """What the service said where it did not confirm. What it declined counts until other is asked."""
    if code == Need.Answer.DECLINED:
        return text("Declined", note="Counted until other is asked")
    if code == Need.Answer.COUNTERED:
        return text("Other days offered", note="Counted as asked")
    return blank("Not confirmed")


def asking(found: Strained, place: Place, answers: Mapping[int, str]) -> Grid:
    """The actions that ask something of a service in a quarter, with its `answers` by action."""
    columns = (Column("Action", width=52), Column("Days", True, width=14), Column("Confirmed", width=24))
    rows = [
        Row((
            text(work.title, link=Link("needs", str(work.key))),
            number(days_shown(likely), value=likely),
            text("Confirmed") if is_sure else _answer(answers.get(work.key, "")),
        ))
        for work, likely, is_sure in found.asking(place)
    ]  # fmt: skip
    if len(rows) > 1:
        whole = sum((likely for _, likely, _ in found.asking(place)), Decimal(0))
        rows.append(Row((text("In all"), number(days_shown(whole), value=whole), text("")), is_total=True))
    return Grid("What is asked of it", columns, tuple(rows), "keep")


def works(found: Sequence[Work], caption: str) -> Grid:
    """Actions by name, each to its needs."""
    rows = tuple(Row((text(one.title, link=Link("needs", str(one.key))),)) for one in found)
    return Grid(caption, (Column("Action"),), rows, "keep")


def skills(found: Strained) -> Grid:
    """Each scarce skill by quarter: days asked of days that there are."""
    rows, places = [], range(len(found.quarters))
    for skill in found.skills:
        asked = found.skill_days.get(skill.pk, {})
        cells = (_skill(asked.get(one, NOUGHT), skill.days_a_quarter, found.strain.limits) for one in places)
        rows.append(Row((text(skill.name, note=skill.note), *cells)))
    return Grid("Scarce skills", _by_quarter(found, "Skill"), tuple(rows))


def _skill(asked: Decimal, there: Decimal | None, limits: Limits) -> Cell:
    if not asked:
        return blank("Nothing asked")
    if there is None:
        return text(f"{days_shown(asked)} days", note="How many there are is not on record")
    return skill_cell(asked, there, limits)


def money(found: Strained) -> Grid:
    """The council's own money by year: what the actions take, and what there is for them."""
    columns = (Column("Year", width=20), Column("The actions take", True), Column("There is", True))
    rows = []
    for year in found.years:
        taken = sum((work.money.get(year, NOUGHT) for work in found.workload.works), NOUGHT)
        there = found.workload.purse.get(year)
        first = text(year_named(year), link=Link("purse", f"{_edition(found)}/{year}"))
        rows.append(Row((first, number(pounds(taken), value=taken), _there(taken, there))))
    return Grid("Money by year", columns, tuple(rows), "keep")


def _there(taken: Decimal, there: Decimal | None) -> Cell:
    if there is None:
        return blank("Not on record")
    cell = number(pounds(there), value=there)
    return replace(cell, note=f"{pounds(taken - there)} short") if taken > there else cell


def linked_lines(found: Sequence[LinkedLine]) -> Grid:
    """The budget lines linked to an edition, and what their links to it come to."""
    columns = (Column("Budget line", width=44), Column("Kind", width=16), Column("Linked", True, width=20))
    rows = [
        Row((
            text(str(one.line), link=Link("budget-line", str(one.line.pk))),
            text(start(one.line.get_kind_display())),
            replace(
                number(pounds(one.amount), value=one.amount),
                note=f"of {pounds(one.line.amount)} {one.line.amount_of}",
            ),
        ))
        for one in found
    ]  # fmt: skip
    if len(rows) > 1:
        whole = sum((one.amount for one in found), NOUGHT)
        rows.append(Row((text("In all"), text(""), number(pounds(whole), value=whole)), is_total=True))
    return Grid("The linked budget lines", columns, tuple(rows), "keep")
