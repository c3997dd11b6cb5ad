"""A session of a workshop as iCalendar (RFC 5545): one event, under an identifier that stays.

SEQUENCE counts what those invited are told of, so that a diary takes the newer day and drops what is
cancelled. Without times it is a whole day; without a day there is nothing to put into a diary.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import icalendar
from django.utils.timezone import make_aware

from goldenthread.core.workshops import CANCELLED
from goldenthread.exchange.calendar_files import PRODUCT
from goldenthread.ledger.queries import last_changed
from goldenthread.planning.models import WorkshopSession

KIND = "workshopsession"


def session_file(session: WorkshopSession) -> bytes | None:
    """The session for a diary; None while it has no day."""
    day = session.held_on
    if day is None:
        return None
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(_event(session, day))
    return bytes(made.to_ical())


def _event(session: WorkshopSession, day: date) -> icalendar.Event:
    council, is_cancelled = session.council, session.state == CANCELLED
    changed = last_changed(council.slug, (KIND,)).get((KIND, session.pk))
    event = icalendar.Event()
    event.add("uid", f"workshop-{session.pk}.{council.slug}@goldenthread")
    stamp = changed or datetime.combine(day, time(), UTC)
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", session.sequence)
    event.add("summary", f"Workshop: {session}")
    event.add("description", f"{session.round}. {session.round.purpose}")
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    if session.place:
        event.add("location", session.place)
    for name, at in zip(("dtstart", "dtend"), _span(session, day), strict=True):
        if at is not None:
            event.add(name, at)
    return event


def _span(session: WorkshopSession, day: date) -> tuple[date, date | None]:
    """From when to when: times as they are in the council's own zone, told in UTC; else the whole day."""
    if session.starts_at is None:
        return day, day + timedelta(days=1)
    start = make_aware(datetime.combine(day, session.starts_at)).astimezone(UTC)
    if session.ends_at is None:
        return start, None
    return start, make_aware(datetime.combine(day, session.ends_at)).astimezone(UTC)
