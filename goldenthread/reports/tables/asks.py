"""Tables of what rounds asked: of one measure or element, round by round."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goldenthread.core.periods import from_code, in_words
from goldenthread.core.sentences import start
from goldenthread.measures.models import Measure
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.reports.grids import Column, Grid, Link, blank, grid, on_day, text
from goldenthread.rounds.ask_queries import asks_about
from goldenthread.rounds.models import Ask
from goldenthread.rounds.sign_off import sign_off


def rounds_of_measure(measure: Measure, viewer: Officer) -> Grid | None:
    """What rounds asked of a measure, for the council's own people; None for others, or where none did."""
    return _for_insiders(viewer, measure.council, lambda: asks_about(measure=measure))


def rounds_of_element(element: Element, viewer: Officer) -> Grid | None:
    """What rounds asked of an element, likewise."""
    return _for_insiders(viewer, element.council, lambda: asks_about(element=element))


def _for_insiders(viewer: Officer, council: Council, found: Callable[[], list[Ask]]) -> Grid | None:
    """Words that are not signed off or published yet are for those inside: one query for them, none else."""
    asks = found() if viewer.serves_everyone or viewer.inside == council.slug else []
    return said_in_rounds(asks) if asks else None


def said_in_rounds(asks: Sequence[Ask]) -> Grid:
    """Who said what of one measure or element in which round, the latest first."""
    states = sign_off().states
    columns = (
        Column("Round"), Column("Asked of"), Column("What was said"), Column("Sent"), Column("Now"),
    )  # fmt: skip
    return grid(
        "What was said in reporting rounds",
        columns,
        (
            [
                text(start(in_words(from_code(ask.round.period))), link=Link("ask", str(ask.pk))),
                text(str(ask.partner or ask.updater)) if ask.partner or ask.updater else blank("Nobody"),
                text(ask.words, note=ask.doing_about) if ask.words else blank("Nothing yet"),
                on_day(ask.sent_on, "Not sent"),
                text(start(states.get(ask.state, ask.state))),
            ]
            for ask in asks
        ),
    )
