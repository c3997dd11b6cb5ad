"""Bids: what stops if one fails, how they rank on the council's criteria, and what other weights change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from goldenthread.core.duties import joined
from goldenthread.core.money_failing import Year, fate_of
from goldenthread.core.money_links import Stops, what_stops
from goldenthread.core.money_scoring import (
    Places,
    Range,
    Ranked,
    Scored,
    as_weights,
    places_within,
    range_of_ranking,
    range_of_top,
    ranked,
)
from goldenthread.core.money_told import pounds, year_named
from goldenthread.core.sentences import Sentence, Span, counted, plain, spell, start
from goldenthread.core.thread import children_of
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.resources.failing_queries import years_without
from goldenthread.resources.models import Bid, Criterion
from goldenthread.resources.money_queries import (
    Thread,
    amount_in,
    kind_of,
    measures_on,
    thread_of,
    waits_in,
)

YEARS_AHEAD = 5


@dataclass(frozen=True, slots=True)
class IfItFails:
    """What stops if a bid fails or a saving is not made: by element and year, with titles and measures."""

    stops: Stops
    thread: Thread
    measures: list[tuple[str, str]]
    years: Mapping[int, list[Year]]


def if_it_fails(bid: Bid, council: Council, viewer: Officer) -> IfItFails:
    """What stops if a bid fails, or a saving is not made."""
    if not bid.links.all():
        return IfItFails(Stops((), (), (), (), ()), Thread({}, {}, {}, {}), [], {})
    waits = waits_in(council)
    editions = {one.element.edition_id for one in bid.links.all()}
    thread = thread_of(editions, viewer)
    below = {key: found for key, found in children_of(thread.parent_of).items() if key is not None}
    years = years_without(bid)
    stops = what_stops({one: fate_of(held) for one, held in years.items()}, below, waits)
    missing = [pk for pk in stops.all if pk not in thread.parent_of]
    if missing:  # what waits may stand in another plan
        others = council.elements.filter(pk__in=missing).values_list("edition_id", flat=True)
        thread = thread_of({*editions, *others}, viewer)
    seen = [pk for pk in stops.all if pk in thread.titles]
    return IfItFails(stops, thread, measures_on(seen), years)


def of_failing(bid: Bid, found: IfItFails) -> list[Sentence]:
    """What stops if a bid fails or a saving is not made, in a few sentences."""
    stops, kind = found.stops, str(kind_of(bid)).lower()
    what, otherwise = ("saving", "is not made") if bid.is_saving else ("bid", "fails")
    said = [_less_released(bid)] if bid.is_saving and bid.years.all() else []
    if not stops.all:
        return [
            *said,
            plain(f"Nothing is linked to this {what}, so nobody can say what stops if it {otherwise}."),
        ]
    for some, words in (
        (stops.stopped, f"if this {what} {otherwise}: no other {kind} pays for"),
        (stops.partly, f"in part if this {what} {otherwise}: other {kind} does not cover"),
    ):
        if some:
            stop = "stops" if len(some) == 1 else "stop"
            opening = Span(start(counted(len(some), "element")), True)
            said.append((opening, Span(f" {stop} {words} {'it' if len(some) == 1 else 'them'}.")))
    if not stops.stopped and not stops.partly:
        covers = f"other {kind} covers each in its year"
        said.append(plain(f"No element stops if this {what} {otherwise}: {covers}."))
    if stops.lessened:
        has = "has" if len(stops.lessened) == 1 else "have"
        said.append(plain(f"{start(counted(len(stops.lessened), 'element'))} {has} less to spend."))
    held_up = len(stops.below) + len(stops.waiting)
    if held_up:
        is_are = "is" if held_up == 1 else "are"
        said.append(plain(f"{start(counted(held_up, 'more element'))} {is_are} held up with what stops."))
    if found.measures:
        follow = "follows" if len(found.measures) == 1 else "follow"
        counts = start(counted(len(found.measures), "measure"))
        said.append(plain(f"{counts} that {follow} these may not move."))
    return said


def _less_released(bid: Bid) -> Sentence:
    """How much less the council has in each year that is written of a saving."""
    years = [one.year for one in bid.years.all()]
    amounts = joined([f"{pounds(amount_in(bid, year))} in {year_named(year)}" for year in years])
    return plain(f"If this saving is not made, {amounts} is not released.")


def of_year(one: Year) -> str:
    """One year of an element without the bid: its share, what else pays of the same kind, what is short."""
    others = joined([f"{given.name} gives {pounds(given.amount)}" for given in one.others])
    others = others or "nothing else of its kind pays"
    short = f"{pounds(one.short)} is short" if one.short else "nothing is short"
    return f"{year_named(one.year)}: of {pounds(one.share)}, {short}; {others}."


# Ranking


class Weighing(NamedTuple):
    """One criterion: how much of all the weight it has, and over which weights what is said holds."""

    criterion: Criterion
    order: Range
    top: Range


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bids ranked on the council's criteria, with how far the ranking hangs on the weights."""

    bids: dict[int, Bid]
    criteria: list[Criterion]
    ranked: list[Ranked]
    weighings: list[Weighing]
    places: dict[int, Places]
    first: int
    within: int
    unscored: Sequence[Bid] = ()  # not scored on every criterion: they have no place


def ranking_of(bids: Sequence[Bid], criteria: Sequence[Criterion], first: int, within: int) -> Ranking | None:
    """The ranking of bids that are scored on every criterion; None where there are none. Without a query.

    A bid that isn't has no place: what nobody scored is not nought.
    """
    every = [_scored(bid, criteria) for bid in bids]
    scored = [one for one in every if one.is_complete]
    if not scored or not criteria:
        return None
    weights = as_weights([one.weight for one in criteria])
    first = min(first, len(scored))
    kept = {one.key for one in scored}
    weighings = [
        Weighing(one, range_of_ranking(scored, weights, place), range_of_top(scored, weights, place, first))
        for place, one in enumerate(criteria)
    ]
    return Ranking(
        {bid.pk: bid for bid in bids}, list(criteria), ranked(scored, weights), weighings,
        dict(places_within(scored, weights, within)), first, within,
        [bid for bid in bids if bid.pk not in kept],
    )  # fmt: skip


def _scored(bid: Bid, criteria: Sequence[Criterion]) -> Scored:
    held = {one.criterion_id: one.score for one in bid.scores.all()}
    return Scored(bid.pk, str(bid), tuple(held.get(one.pk) for one in criteria))


def of_ranking(ranking: Ranking | None, bids: int, criteria: int) -> list[Sentence]:
    """Which bid comes first, and whether other weights would change that."""
    if ranking is None:
        if not criteria:
            return [plain("The council has set no criteria yet. Set them first, then score the bids.")]
        return [plain("No bid is for decision." if not bids else "No bid is scored on every criterion yet.")]
    best = ranking.ranked[0]
    shared = [one for one in ranking.ranked if one.place == 1]
    name = ranking.bids[best.bid.key].title
    opening: Sentence = (
        Span(name, True),
        Span(
            " comes first, with "
            if len(shared) == 1
            else f" shares the first place with {len(shared) - 1}, at "
        ),
        Span(f"{shown(best.points)} of 100 points.", True),
    )
    stay = [bid for bid, places in ranking.places.items() if places.best == places.worst]
    told = (
        f"With each weight up to {ranking.within}% more or less, "
        f"{spell(len(stay))} of {counted(len(ranking.ranked), 'bid')} keep{'s' if len(stay) == 1 else ''} "
        f"{'its' if len(stay) == 1 else 'their'} place."
    )
    found = [opening, plain(told)]
    if ranking.unscored:
        missing = counted(len(ranking.unscored), "bid")
        verb = "is" if len(ranking.unscored) == 1 else "are"
        found.append(
            plain(f"{start(missing)} {verb} not scored on every criterion yet, and {verb} in no place.")
        )
    return found


def shown(value: Fraction) -> str:
    """A fraction to one decimal, and without it where it is whole; half away from nought."""
    tenths = (value * 10 + Fraction(1, 2)).__floor__()
    return f"{Decimal(tenths) / 10:f}".removesuffix(".0")


def of_bids(bids: Sequence[Bid], years: Sequence[int]) -> list[Sentence]:
    """How many bids and savings there are, what they take and release in these years, how many are open."""
    if not bids:
        return [plain("No bid or saving is on record yet.")]
    asks = [bid for bid in bids if not bid.is_saving]
    saves = [bid for bid in bids if bid.is_saving]
    asked, released = (
        sum((amount_in(bid, year) for bid in some for year in years), Decimal(0)) for some in (asks, saves)
    )
    waiting = sum(bid.outcome == Bid.Outcome.OPEN for bid in bids)
    is_are = "is" if waiting == 1 else "are"
    over = f", over {year_named(years[0])} to {year_named(years[-1])}" if years else ""
    open_ones = f"{spell(waiting)} {is_are}" if waiting else "none is"
    return [
        (
            Span(start(counted(len(asks), "bid")) + " for "), Span(pounds(asked), True),
            Span(f" and {counted(len(saves), 'saving')} of "), Span(pounds(released), True),
            Span(f" are on record{over}; {open_ones} for decision."),
        )
    ]  # fmt: skip


def years_written(bids: Sequence[Bid]) -> list[int]:
    """The years that any of these bids says something of, the first five."""
    return sorted({one.year for bid in bids for one in bid.years.all()})[:YEARS_AHEAD]
