"""Workshops as tables: rounds, the sessions of one, and who took part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from goldenthread.core.sentences import counted, on_day, start
from goldenthread.core.workshops import KINDS, Part
from goldenthread.planning.models import WorkshopSession
from goldenthread.reports.figures.workshops import NAMES, Prepared, RoundAt, SessionAt, when_of
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, number, text


def rounds(found: Sequence[RoundAt]) -> Grid:
    """Every round: what it is for, when, how it stands, and what it brought."""
    columns = (
        Column("Round", width=24),
        Column("What it is for", width=34),
        Column("When", width=18),
        Column("How it stands", width=14),
        Column("Sessions held", is_number=True, is_minor=True),
        Column("Proposals", is_number=True, is_minor=True),
    )
    return grid("Rounds of workshops", columns, (_round(one) for one in found), "wide")


def _round(one: RoundAt) -> list[Cell]:
    held = one.round
    return [
        text(held.name, link=Link("workshop-round", str(held.pk)), note=str(held.edition), strong=True),
        text(held.purpose),
        text(when_of(held)),
        text(start(held.get_state_display())),
        number(f"{one.held} of {len(one.sessions)}") if one.sessions else blank("None yet"),
        _count(one.tally.total),
    ]


def sessions(of: RoundAt) -> Grid:
    """The sessions of a round, with their day and place and what is on record of each."""
    columns = (
        Column("Session", width=28),
        Column("When and where", width=28),
        Column("How it stands", width=14),
        Column("Invited", is_number=True),
        Column("Came", is_number=True),
        Column("Proposals", is_number=True),
    )
    return grid(f"Sessions of {of.round}", columns, (_session(one) for one in of.sessions))


def _session(one: SessionAt) -> list[Cell]:
    held = one.session
    theme = str(held.theme) if held.theme and str(held.theme) != held.title else ""
    return [
        text(held.title, link=Link("workshop-session", str(held.pk)), note=theme, strong=True),
        text(when_and_where(held)),
        text(start(held.get_state_display())),
        _count(one.part.invited, "No list"),
        _came(one.part),
        _count(one.tally.total),
    ]


def when_and_where(held: WorkshopSession) -> str:
    """“3 November 2008, 10:00 to 12:00, the Guildhall”; a session without a day has its round's time."""
    day = on_day(held.held_on) if held.held_on else when_of(held.round)
    if held.starts_at:
        day += f", {held.starts_at:%H:%M}" + (f" to {held.ends_at:%H:%M}" if held.ends_at else "")
    return f"{day}, {held.place}" if held.place else day


def _count(count: int, none: str = "None") -> Cell:
    return number(f"{count:,}", value=Decimal(count)) if count else blank(none)


def _came(part: Part) -> Cell:
    if not part.invited or part.unknown:
        return blank("Not known" if part.unknown == part.invited else f"{part.came}, the rest not known")
    return number(f"{part.came:,}", value=Decimal(part.came))


def participation(found: Sequence[RoundAt]) -> Grid:
    """By session and kind: invited, replied, came, did not, not known, and the share (R063)."""
    columns = (
        Column("Session", width=30),
        Column("Kind", width=14),
        *(
            Column(head, is_number=True)
            for head in ("Invited", "Replied", "Came", "Did not come", "Not known")
        ),
        Column("Share who came", is_number=True),
    )
    rows = tuple(row for one in found for row in _of_round(one))
    note = (
        "Came, did not come and not known add up to invited. Whoever is asked to two sessions counts twice."
    )
    return Grid("Who took part", columns, rows, "wide", note)


def _of_round(of: RoundAt) -> Iterator[Row]:
    """A session without a list has nothing to count: those of a round are told in one row."""
    for one in of.sessions:
        name = text(str(one.session), note=f"{of.round}, {when_and_where(one.session)}")
        for kind in (kind for kind in KINDS if kind in one.parts):
            yield Row((name, text(start(NAMES[kind][1])), *_figures(one.parts[kind])))
    without = [one for one in of.sessions if not one.parts]
    if without:
        names = ", ".join(str(one.session) for one in without)
        told = start(counted(len(without), "session")) if len(without) > 1 else names
        note = f"{of.round}: {names}" if len(without) > 1 else f"{of.round}, {when_of(of.round)}"
        none = blank(of.round.took_part or "Not on record")
        yield Row((text(told, note=note), none, *[blank("No list")] * 5, blank("Not known")))
    if of.parts:
        whole = sum(of.parts.values(), Part())
        yield Row((text(f"{of.round}, in all"), text("All kinds"), *_figures(whole)), is_total=True)


def _figures(part: Part) -> list[Cell]:
    counts = (part.invited, part.replied, part.came, part.stayed_away, part.unknown)
    share = Decimal(100 * part.came) / part.invited
    return [
        *(number(f"{count:,}", value=Decimal(count)) for count in counts),
        blank("Not known") if part.unknown else number(f"{share:.0f}%", value=share),
    ]


def prepared(found: Sequence[Prepared]) -> Grid:
    """The plain record for “how this plan was prepared”: name, day and counts by kind."""
    columns = (
        Column("Workshop", width=34),
        Column("Day", width=18),
        *(Column(start(many), is_number=True) for _, many in NAMES.values()),
    )
    rows = (
        [
            text(one.name, note=one.round),
            text(one.day),
            *(
                blank("Not known") if count is None else number(f"{count:,}", value=Decimal(count))
                for count in one.counts.values()
            ),
        ]
        for one in found
    )
    return grid("Workshops held", columns, rows)
