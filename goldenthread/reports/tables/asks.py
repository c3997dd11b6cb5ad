"""Tables of what rounds asked: of one measure or element, round by round."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.periods import from_code, in_words
from goldenthread.core.sentences import start
from goldenthread.reports.grids import Column, Grid, Link, blank, grid, on_day, text
from goldenthread.rounds.models import Ask
from goldenthread.rounds.sign_off import sign_off


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
