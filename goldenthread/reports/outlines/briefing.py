"""A briefing sheet for one audience: what the plan is, what changes for them, what is next, whom to ask."""

from __future__ import annotations

from datetime import date

from goldenthread.core.sentences import counted, on_day, plain, start
from goldenthread.reports.blocks import Block, Bullets, Outline, Section, Text
from goldenthread.reports.figures.communication import Briefing

NOTHING = "Nothing that concerns these readers is recorded as changed."
MOST = 4  # changes, so that it stays one page; the audience's own page tells all of them
NOBODY = "Whom to ask is not said yet."


def compose(briefing: Briefing, on: date) -> Outline:
    """The sheet as an outline, which every format draws alike."""
    council = briefing.edition.plan.council
    return Outline(
        title=briefing.title,
        council=council.name,
        kicker="Briefing",
        sections=(
            Section("what", "What it is", tuple(_what(briefing))),
            Section("changes", "What changes for you", tuple(_changes(briefing))),
            Section("next", "What happens next", tuple(_next(briefing))),
            Section("ask", "Whom to ask", (Text(briefing.ask or NOBODY),)),
        ),
        lead=(plain(briefing.sentence),),
        notices=("A draft: it may still change.",) if briefing.edition.state == "DRAFT" else (),
        is_plain=council.is_plain(on),
        is_demonstration=council.is_demonstration,
        dated=on_day(on),
    )


def _what(briefing: Briefing) -> list[Block]:
    said: list[Block] = [Text(words) for words in briefing.what_it_is]
    return [*said, *(Text(one.text) for one in briefing.messages)]


def _changes(briefing: Briefing) -> list[Block]:
    opening = Text(briefing.changes_opening, is_quiet=True)
    if not briefing.changes:
        return [Text(NOTHING), opening]
    found: list[Block] = [Bullets(tuple(briefing.changes[:MOST]))]
    left = len(briefing.changes) - MOST
    if left > 0:
        more = counted(left, "further change is", "further changes are")
        found.append(Text(f"{start(more)} told on the council’s pages."))
    return [*found, opening]


def _next(briefing: Briefing) -> list[Block]:
    if not briefing.next:
        return [Text("Nothing further is on the calendar.")]
    return [Bullets(tuple(briefing.next))]
