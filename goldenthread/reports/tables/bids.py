"""Tables of bids and savings: their years, their scores, the ranking and what the weights decide."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.core.money_scoring import Places, Range
from goldenthread.core.money_told import year_named
from goldenthread.core.sentences import start
from goldenthread.reports.figures.bids import IfItFails, Ranking, of_year, shown
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, number, text
from goldenthread.reports.tables.budgets import money
from goldenthread.resources.models import Bid, Criterion
from goldenthread.resources.money_queries import amount_in, amount_in_all


def bids(found: Sequence[Bid], years: Sequence[int]) -> Grid:
    """Bids or savings with what they take or release by year, their sums, and what was decided."""
    columns = (
        Column("Bid or saving", width=34), Column("Kind", width=12),
        *(Column(year_named(year), True, width=12) for year in years),
        Column("In these years", True, width=12), Column("Outcome", width=14),
        Column("Priority served", width=22),
    )  # fmt: skip
    rows = [Row(tuple(_bid(one, years))) for one in found]
    for kind, named in Bid.Kind.choices:
        held = [one for one in found if one.kind == kind]
        if len(held) > 1:
            sums = [sum((amount_in(one, year) for one in held), Decimal(0)) for year in years]
            amounts = [*sums, sum(sums, Decimal(0))]
            cells = (text(f"Every {named}"), text(""), *map(money, amounts), text(""), text(""))
            rows.append(Row(cells, is_total=True))
    return Grid("Bids and savings", columns, tuple(rows), "wide")


def _bid(one: Bid, years: Sequence[int]) -> list[Cell]:
    amounts = [amount_in(one, year) for year in years]
    return [
        text(str(one), link=Link("bid", str(one.pk)), note=str(one.service or "")),
        text(start(str(one.get_kind_display()))),
        *map(money, [*amounts, sum(amounts, Decimal(0))]),
        text(start(str(one.get_outcome_display()))),
        text(one.priority.title) if one.priority else blank("None named"),
    ]


def years(bid: Bid) -> Grid:
    """What a bid takes, or a saving releases, by year, and at what level it goes on after those written."""
    columns = (
        Column("Year", width=16), Column("What goes on", True, width=18),
        Column("For that year only", True, width=18), Column("Together", True, width=14),
    )  # fmt: skip
    written = {one.year: one for one in bid.years.all()}
    rows = []
    for year in range(min(written), max(written) + 1) if written else ():
        whole, once = amount_in(bid, year), written[year].one_off if year in written else Decimal(0)
        rows.append(Row((text(year_named(year)), *map(money, (whole - once, once, whole)))))
    if written:
        after = max(written) + 1
        level = amount_in(bid, after)
        cells = map(money, (level, Decimal(0), level))
        rows.append(Row((text(f"{year_named(after)} and each after"), *cells)))
    note = "What goes on stays at the level last written until a later year says another."
    return Grid("By year", columns, tuple(rows), note=note)


def scores(bid: Bid, criteria: Sequence[Criterion]) -> Grid:
    """How a bid does on each criterion, and why."""
    columns = (
        Column("Criterion", width=30), Column("Weight", True, width=9),
        Column("Score, 0 to 5", True, width=12),
        Column("Why", width=40),
    )  # fmt: skip
    held = {one.criterion_id: one for one in bid.scores.all()}
    rows = []
    for one in criteria:
        score = held.get(one.pk)
        said = number(str(score.score), value=Decimal(score.score)) if score else blank("Not scored")
        why = text(score.reason) if score else blank("Not said")
        rows.append([text(one.name, note=one.about), number(f"{one.weight.normalize():f}"), said, why])
    return grid("Scores", columns, rows)


def stops(found: IfItFails) -> Grid:
    """Each element that a bid's failing touches, and how."""
    columns = (Column("Element", width=44), Column("What happens", width=44))
    told = (
        (found.stops.stopped, "It stops: nothing else of its kind pays for it"),
        (found.stops.partly, "It stops in part: what else pays does not cover it"),
        (found.stops.lessened, "It goes on with less: what else pays covers it"),
        (found.stops.below, "It is part of what stops"),
        (found.stops.waiting, "It waits for what stops"),
    )
    rows = []
    for elements, words in told:
        for pk in elements:
            is_seen = pk in found.thread.titles
            name = (
                text(found.thread.title(pk), link=Link("element", str(pk)))
                if is_seen
                else blank(found.thread.title(pk))
            )
            note = " ".join(map(of_year, found.years.get(pk, ())))
            rows.append([name, text(words, note=note)])
    return grid("What stops without it", columns, rows)


def measures(found: IfItFails) -> Grid:
    """The measures that follow what is touched."""
    columns = (Column("Measure", width=60), Column("Code", width=14))
    rows = [[text(title, link=Link("measure", code)), text(code)] for code, title in found.measures]
    return grid("Measures that follow these", columns, rows)


def ranking(found: Ranking) -> Grid:
    """The bids in order, with their scores and points, and the places that other weights could give them."""
    columns = (
        Column("Place", width=7),
        Column("Bid, and its scores", width=44),
        Column("Points of 100", True, width=11),
        Column("Asks for", True, width=13),
        Column(f"Place if weights change by {found.within}%", width=18),
    )
    rows = []
    for one in found.ranked:
        bid = found.bids[one.bid.key]
        held = zip(found.criteria, one.bid.scores, strict=True)
        scores = "; ".join(f"{named}: {'not scored' if score is None else score}" for named, score in held)
        rows.append(
            [
                text(str(one.place)),
                text(str(bid), link=Link("bid", str(bid.pk)), note=scores),
                number(shown(one.points), strong=True),
                money(amount_in_all(bid)),
                text(_places(found.places[bid.pk])),
            ]
        )
    rows += [
        [
            blank("Not scored"),
            text(str(bid), link=Link("bid", str(bid.pk)), note="Not scored on every criterion"),
            blank("Not scored"),
            money(amount_in_all(bid)),
            blank("None yet"),
        ]
        for bid in found.unscored
    ]
    return grid("Bids ranked on the criteria", columns, rows)


def _places(places: Places) -> str:
    return f"Stays {places.best}" if places.best == places.worst else f"{places.best} to {places.worst}"


def weighings(found: Ranking) -> Grid:
    """Over which weights of each criterion the order, and the first few, stay as they are."""
    first = "The first stays" if found.first == 1 else f"The first {found.first} stay"
    columns = (
        Column("Criterion", width=32), Column("Weight", True, width=9),
        Column("The whole order stays", width=26), Column(first, width=26),
    )  # fmt: skip
    rows = [
        [
            text(one.criterion.name), number(f"{one.criterion.weight.normalize():f}"),
            text(_range(one.order)), text(_range(one.top)),
        ]
        for one in found.weighings
    ]  # fmt: skip
    note = "With the other weights as they are. At either end two bids have the same points."
    return grid("What the weights decide", columns, rows, note=note)


def _range(found: Range) -> str:
    if found.most is None:
        return f"from {shown(found.least)} up" if found.least else "whatever its weight"
    return (
        f"from {shown(found.least)} to {shown(found.most)}" if found.least else f"up to {shown(found.most)}"
    )


def criteria(found: Sequence[Criterion], *, can_change: bool) -> Grid:
    """What bids are scored on, with the weights and what share of all the weight each has."""
    columns = (
        Column("Criterion", width=34), Column("Weight", True, width=10),
        Column("Of all the weight", True, width=14),
        Column("What earns 0 and what 5", width=40),
    )  # fmt: skip
    whole = sum((one.weight for one in found), Decimal(0))
    rows = []
    for one in found:
        link = Link("criterion", str(one.pk)) if can_change else None
        share = (one.weight * 100 / whole).quantize(Decimal("0.1"))
        about = text(one.about) if one.about else blank("Not said")
        rows.append(
            [text(one.name, link=link), number(f"{one.weight.normalize():f}"), number(f"{share}%"), about]
        )
    return grid("Criteria", columns, rows)
