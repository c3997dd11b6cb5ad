"""Tables of commissioning: reviews, opportunities with partners, and each side's lines of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goldenthread.core.sentences import on_day, start
from goldenthread.governance.commissioning_queries import Defining, Sided
from goldenthread.governance.models import CommissioningReview, Opportunity
from goldenthread.plans.models import Element, Involvement
from goldenthread.reports.figures.commissioning import came_from
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text


def reviews(found: Iterable[Defining]) -> Grid:
    """Every review: what it covers, how it stands, who leads it and which outcomes it defines."""
    columns = (
        Column("Review", width=24),
        Column("How it stands", width=14),
        Column("When", width=16),
        Column("Led by", width=18),
        Column("Outcomes it defines", width=28),
    )
    return grid("Commissioning reviews", columns, (_review(one) for one in found), "wide")


def _review(given: Defining) -> list[Cell]:
    one, outcomes = given
    defined = [f"{each.element}{' (anew)' if each.how == 'REDEFINES' else ''}" for each in outcomes]
    return [
        text(one.name, link=Link("commissioning-review", str(one.pk)), note=one.covers),
        text(start(str(one.get_state_display())), note=one.found),
        text(when) if (when := when_words(one)) else blank("No day"),
        text(str(one.lead)) if one.lead else blank("Nobody named"),
        text("; ".join(defined)) if defined else blank("None"),
    ]


def when_words(one: CommissioningReview) -> str:
    """“1 April 2012 to 30 June 2012”, “From …”, “Until …”."""
    if one.starts_on and one.ends_on:
        return f"{on_day(one.starts_on)} to {on_day(one.ends_on)}"
    if one.starts_on:
        return f"From {on_day(one.starts_on)}"
    return f"Until {on_day(one.ends_on)}" if one.ends_on else ""


def without_review(found: Iterable[Element]) -> Grid:
    """Outcomes that no review defines, each with who answers for it."""
    columns = (Column("Outcome", width=60), Column("Owner", width=40))
    rows = (
        [
            text(one.title, link=Link("element", str(one.pk))),
            text(str(one.owner)) if one.owner else blank("None named"),
        ]
        for one in found
    )
    return grid("Outcomes without a review", columns, rows)


def opportunities(found: Iterable[Opportunity], *, with_partner: bool = True) -> Grid:
    """Opportunities: with whom, where each came from, what became of it, and how it goes in words."""
    columns = (
        *((Column("Partner", width=16),) if with_partner else ()),
        Column("The opportunity", width=26),
        Column("Where it came from", width=18),
        Column("What became of it", width=16),
        Column("With which resources", width=14),
        Column("How it goes", width=20),
    )
    rows = (_opportunity(one, with_partner) for one in found)
    return grid("Opportunities with partners", columns, rows, "wide")


def _opportunity(one: Opportunity, with_partner: bool) -> list[Cell]:
    partner = [text(one.partner.name, link=Link("partner", one.partner.slug))] if with_partner else []
    about = f"For “{one.element}”" if one.element else ""
    said = came_from(one)
    return [
        *partner,
        text(one.text, link=Link("opportunity", str(one.pk)), note=about),
        text(said) if said else blank("Not said"),
        text(start(str(one.get_state_display())), note=one.reason),
        text(start(str(one.get_resource_display()))) if one.resource else blank("Not said"),
        text(one.progress) if one.progress else blank("Nothing said yet"),
    ]


def sides(found: Sequence[Sided], *, is_commissioner: bool) -> Grid:
    """Each commissioner's or provider's lines, with who stands on the other side."""
    is_first = is_commissioner
    one, other = ("Commissioner", "Provider") if is_first else ("Provider", "Commissioner")
    columns = (
        Column(one, width=24),
        Column("Line", width=36),
        Column("Level", width=14),
        Column(other, width=26),
    )
    rows = [
        (part, side, side.providers if is_first else side.commissioners)
        for side in found
        for part in (side.commissioners if is_first else side.providers)
    ]
    rows.sort(key=lambda row: row[0].who)
    return grid(f"{one}s and their lines", columns, (_side(*row, other.lower()) for row in rows), "wide")


def _side(part: Involvement, side: Sided, others: Sequence[Involvement], other: str) -> list[Cell]:
    names = "; ".join(dict.fromkeys(one.who for one in others))
    return [
        _who(part),
        text(side.element.title, link=Link("element", str(side.element.pk))),
        text(side.element.level.name),
        text(names) if names else blank(f"No {other} named"),
    ]


def _who(part: Involvement) -> Cell:
    basis = "" if part.basis == "STATED" else start(str(part.get_basis_display()))
    if part.partner is not None:
        return text(part.who, link=Link("partner", part.partner.slug), note=basis)
    return text(part.who, note=basis)


def one_sided(found: Iterable[Sided]) -> Grid:
    """Lines that name only one of the two sides, and which is missing."""
    columns = (Column("Line", width=46), Column("Named", width=30), Column("Missing", width=24))
    rows = (_one_sided(side) for side in found if not side.is_split)
    return grid("Lines with only one side", columns, rows)


def _one_sided(side: Sided) -> list[Cell]:
    held = side.commissioners or side.providers
    missing = "A provider" if side.commissioners else "A commissioner"
    named = "; ".join(f"{one.who} {one.get_role_display()}" for one in held)
    return [
        text(side.element.title, link=Link("element", str(side.element.pk))),
        text(named),
        blank(missing),
    ]
