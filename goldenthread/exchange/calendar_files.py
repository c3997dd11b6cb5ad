"""The calendar as iCalendar (RFC 5545): a feed to subscribe to, and single events.

Every event is a whole day or several, under an identifier that stays: kind, number, council. SEQUENCE is the
version of its record and DTSTAMP the time of its last entry in the ledger, so that the file is the same, byte
for byte, until something changes. Meetings of bodies are in it, with the days on which their papers are
published; one that is cancelled is sent as cancelled. What was removed in the last year is sent as cancelled
too, so that diaries drop it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from goldenthread.core.round_plan import MEETING
from goldenthread.core.sentences import on_day
from goldenthread.governance.models import Meeting
from goldenthread.governance.route_queries import meetings_held
from goldenthread.ledger.models import Entry
from goldenthread.ledger.queries import last_changed, removed_since
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition
from goldenthread.reports.figures.calendar import BUDGET, PLAN, ROUND, TELLING, Event, calendar_of
from goldenthread.rounds.policies import round_steps
from goldenthread.rounds.pre_elections import pre_elections_of
from goldenthread.rounds.queries import rounds_seen_by

MEDIA = "text/calendar; charset=utf-8"
PRODUCT = "-//Golden Thread//Calendar//EN"
KINDS = ("stage", "round", "deadline", "preelection", "communicationtask", "bookedtime", "meeting")
TOLD = ("communicationtask", "bookedtime")
CATEGORIES = {PLAN: "The plan", BUDGET: "The budget", ROUND: "Reporting round", TELLING: "Communication"}
KEPT = timedelta(days=366)  # how long what was removed is sent as cancelled
Subject = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """One event as it is written down; `last` is its last day, included."""

    subject: Subject
    name: str
    first: date
    last: date
    version: int
    at: datetime
    about: str = ""
    category: str = ""
    is_cancelled: bool = False

    @property
    def key(self) -> str:
        return "-".join(map(str, self.subject))


def feed_file(council: Council, viewer: Officer, on: date) -> bytes:
    """Everything on the calendar that this person may see, and what was removed in the year to a day."""
    changed = last_changed(council.slug, KINDS)
    kept = [*_events(council, viewer, changed), *_cancelled(council, viewer, on - KEPT)]
    return _file(council, sorted(kept, key=lambda one: (one.first, one.subject)))


def event_file(council: Council, viewer: Officer, key: str) -> bytes | None:
    """One event by its key, such as “stage-12”; None where this person sees no such event."""
    changed = last_changed(council.slug, KINDS)
    found = [one for one in _events(council, viewer, changed) if one.key == key]
    return _file(council, found) if found else None


def _events(council: Council, viewer: Officer, changed: Mapping[Subject, datetime]) -> Iterator[Kept]:
    for one in calendar_of(council, viewer):
        yield _kept(one, changed)
    for meeting in meetings_held(council):
        yield from _of_meeting(meeting, changed)
    for held in pre_elections_of(council):
        subject = ("preelection", held.pk)
        yield Kept(
            subject,
            _before(held.name),
            held.starts_on,
            held.ends_on,
            held.version,
            changed.get(subject, _start_of(held.starts_on)),
            "Care is taken with what is published.",
        )


def _of_meeting(one: Meeting, changed: Mapping[Subject, datetime]) -> Iterator[Kept]:
    """A meeting of a body, and the day by which its papers are published; cancelled, both are."""
    at = changed.get(("meeting", one.pk), _start_of(one.meets_on))
    can = f"Its decisions can be called in until {on_day(one.call_in_until)}." if one.call_in_until else ""
    days = [("meeting", f"{one.body} meets", one.meets_on, "\n".join(filter(None, (one.place, can))))]
    if one.publication_on:
        about = f"For the meeting on {on_day(one.meets_on)}."
        days.append(("publication", f"{one.body}: papers published", one.publication_on, about))
    for kind, name, day, said in days:
        yield Kept((kind, one.pk), name, day, day, one.version, at, said, "Meeting", one.is_cancelled)


def _before(name: str) -> str:
    return f"The time before {name}"


def _kept(one: Event, changed: Mapping[Subject, datetime]) -> Kept:
    times = [changed[it] for it in (one.subject, one.with_subject) if it is not None and it in changed]
    said = [one.note, *(f"In the time before {name}." for name in one.held_back)]
    about = "\n".join(words for words in said if words)
    at = max(times, default=_start_of(one.first))
    return Kept(one.subject, one.name, one.first, one.last, one.version, at, about, CATEGORIES[one.cycle])


def _start_of(on: date) -> datetime:
    """A time for what the ledger says nothing of: its own first day."""
    return datetime.combine(on, time(), UTC)


def _cancelled(council: Council, viewer: Officer, since: date) -> Iterator[Kept]:
    """What was removed, as far as this person could have seen it."""
    entries = removed_since(council.slug, KINDS, since)
    editions = _editions_seen(council, viewer)
    rounds = _rounds_seen(council, viewer, entries, editions)
    names = {step.key: step.name for step in round_steps()}
    for entry in entries:
        kind, pk, held = entry.subject_kind, int(entry.subject_id), entry.before
        version, name = int(held.get("version", 1)) + 1, entry.subject
        if kind in TOLD and int(held["edition_id"]) not in editions:
            continue
        if kind in ("round", "deadline"):
            known = rounds.get(pk if kind == "round" else int(held["round_id"]))
            if known is None:
                continue
            step = held["step"] if kind == "deadline" else MEETING
            name, version = f"{known[0]}: {names.get(step, step)}", version + known[1]
        first, last = (date.fromisoformat(held[part]) for part in _DAYS[kind])
        shown = _before(name) if kind == "preelection" else name
        yield Kept((kind, pk), shown, first, last, version, entry.at, is_cancelled=True)


_SPAN = ("starts_on", "ends_on")
_DAYS = {
    "stage": _SPAN,
    "preelection": _SPAN,
    "round": ("meets_on", "meets_on"),
    "deadline": ("due_on", "due_on"),
    "communicationtask": ("due_on", "due_on"),
    "bookedtime": ("from_on", "until_on"),
}


def _editions_seen(council: Council, viewer: Officer) -> set[int]:
    return set(Edition.objects.seen_by(viewer).filter(plan__council=council).values_list("id", flat=True))


def _rounds_seen(
    council: Council, viewer: Officer, entries: Iterable[Entry], editions: set[int]
) -> dict[int, tuple[str, int]]:
    """The name and version of each round, there or removed, that this person may see or might have seen."""
    there = rounds_seen_by(council, viewer).values_list("id", "name", "version")
    found = {pk: (name, version) for pk, name, version in there}
    for entry in entries:
        edition = entry.before.get("edition_id")
        if entry.subject_kind == "round" and (edition is None or edition in editions):
            found[int(entry.subject_id)] = (entry.subject, int(entry.before.get("version", 1)))
    return found


def _file(council: Council, kept: Iterable[Kept]) -> bytes:
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"{council}: plan, budget, meetings and reporting rounds")
    for one in kept:
        made.add_component(_component(council, one))
    return bytes(made.to_ical())


def _component(council: Council, one: Kept) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", f"{one.key}.{council.slug}@goldenthread")
    made.add("dtstamp", one.at.astimezone(UTC).replace(microsecond=0))
    made.add("sequence", one.version)
    made.add("summary", one.name)
    made.add("dtstart", one.first)
    made.add("dtend", one.last + timedelta(days=1))
    made.add("transp", "TRANSPARENT")
    made.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    if one.about:
        made.add("description", one.about)
    if one.category:
        made.add("categories", [one.category])
    return made
