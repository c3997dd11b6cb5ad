"""Tables of requests to change what was approved: the register, and what a report prints."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.core.listing import Filter, Listing, Order, Value
from goldenthread.core.sentences import on_day, start
from goldenthread.governance.changing import subject_words
from goldenthread.governance.grounds import said_of_ground
from goldenthread.governance.models import ChangeRequest
from goldenthread.reports.facts import ChangeFact
from goldenthread.reports.figures.changing import said_in_short
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text
from goldenthread.reports.tables.lists import ListColumn, ListTable

LISTING: Listing[ChangeRequest] = Listing(
    filters=(
        Filter(
            "state",
            "State",
            lambda one: [Value(one.state.lower(), start(str(one.get_state_display())))],
            keeps_order=True,
            groups=True,
        ),
        Filter(
            "kind",
            "What would change",
            lambda one: [Value(one.kind.lower(), start(str(one.get_kind_display())))],
            groups=True,
        ),
        Filter(
            "meeting",
            "Put to",
            lambda one: [Value(str(one.meeting_id), str(one.meeting))] if one.meeting else [],
            groups=True,
        ),
        Filter(
            "because",
            "Why put off or eased",
            lambda one: (
                [Value(one.ground.lower(), start(str(one.get_ground_display())))] if one.ground else []
            ),
        ),
        Filter("asked-by", "Asked by", lambda one: [Value(one.asked_by, one.asked_by)], groups=True),
    ),
    orders=(
        Order("asked", "Asked on", lambda one: one.asked_at, "oldest first", "newest first"),
        Order("decided", "Decided on", lambda one: one.decided_at, "oldest first", "newest first"),
    ),
    words=lambda one: " ".join((str(one.measure or one.element or ""), one.reason, one.decision)),
)


def request_table() -> ListTable[ChangeRequest]:
    """The register of requests."""
    columns: tuple[ListColumn[ChangeRequest], ...] = (
        ListColumn(Column("What would change", width=30), _subject),
        ListColumn(Column("Before", width=16), lambda one: text(said_in_short(one, is_before=True))),
        ListColumn(Column("After", width=16), lambda one: text(said_in_short(one, is_before=False))),
        ListColumn(Column("Why", width=20), lambda one: text(one.reason, note=said_of_ground(one))),
        ListColumn(
            Column("Asked", width=14),
            lambda one: text(on_day(one.asked_at.date()), note=one.asked_by),
            "asked",
        ),
        ListColumn(Column("Decision", width=18), _decision, "decided"),
    )
    return ListTable("Requests for change", LISTING, columns, "request", "requests", "wide")


def _subject(one: ChangeRequest) -> Cell:
    title = str(one.measure.title if one.measure else one.element or "")
    link = Link("change-request", str(one.pk))
    return text(f"{subject_words(one)}, request {one.pk}", link=link, note=title)


def _decision(one: ChangeRequest) -> Cell:
    state = start(str(one.get_state_display()))
    if one.state == ChangeRequest.State.PUT:
        return text(state, note=str(one.meeting))
    if one.is_waiting:
        return blank(state)
    when = on_day(one.decided_at.date()) if one.decided_at else ""
    who = str(one.body or one.decided_by)
    return text(
        state, note=". ".join(part for part in (", ".join(p for p in (who, when) if p), one.decision) if part)
    )


def printed(found: Iterable[ChangeFact], caption: str, *, is_decided: bool) -> Grid:
    """Requests as a report prints them: before, after, why, and who decided."""
    columns = (
        Column("What", width=26),
        Column("Before", width=15),
        Column("After", width=15),
        Column("Why", width=22),
        Column("Decided by" if is_decided else "Asked by", width=22),
    )
    return grid(caption, columns, (_printed(one, is_decided) for one in found), "wide")


def _printed(one: ChangeFact, is_decided: bool) -> list[Cell]:
    link = Link("change-request", str(one.pk))
    return [
        text(f"{one.what}, request {one.pk}", link=link, note=one.of),
        text(one.before),
        text(one.after),
        text(one.reason),
        _decided(one) if is_decided else text(one.asked_by, note=on_day(one.asked_on)),
    ]


def _decided(one: ChangeFact) -> Cell:
    when = on_day(one.decided_on) if one.decided_on else ""
    who = ", ".join(part for part in (one.decided_by, when) if part)
    return text(start(one.state), note=". ".join(part for part in (who, one.decision) if part))
