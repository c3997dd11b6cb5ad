"""Having reports frozen, made and sent to named posts on a day, each once, though the worker be killed.

A schedule goes through three transactions, and each finds where the one before left it: its day comes, so the
figures are frozen and the document is asked for; the document is made (`reports.making`); the messages are
written and the schedule is done. Published figures are sent as they are: no schedule corrects them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import DatabaseError, transaction

from goldenthread.core.refused import Refused, refuse_if, refuse_if_stale
from goldenthread.core.sentences import on_day
from goldenthread.ledger.claims import WORKER
from goldenthread.ledger.one import change, make
from goldenthread.people.addresses import addresses_of
from goldenthread.people.models import Council, Post
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.reports.facts import Facts
from goldenthread.reports.figures.frozen import code_version
from goldenthread.reports.freezing import facts_now, freeze, latest_of
from goldenthread.reports.making import ask_for_document
from goldenthread.reports.making_permissions import reasons_not_part, reasons_not_product
from goldenthread.reports.models import Document, ReportSetting, Schedule, Snapshot
from goldenthread.reports.products import NAMES, Product
from goldenthread.rounds.notices import SITE, tell

State = Schedule.State
_Step = Callable[[Schedule], None]
log = logging.getLogger("goldenthread.work")


class Planned(NamedTuple):
    """One schedule as somebody writes it."""

    setting: ReportSetting
    product: str
    part: str
    format: str
    send_on: date
    posts: Sequence[Post]


def reasons_not_to_schedule(council: Council, by: Officer) -> list[str]:
    """Why this person may not have reports made and sent on a day."""
    return reasons_of_duty(council, "schedule_reports", by)


def _reasons_not_this(council: Council, said: Planned, facts: Facts, on: date) -> Iterator[str]:
    if said.setting.council_id != council.pk or any(one.council_id != council.pk for one in said.posts):
        yield "This report, or one of these posts, belongs to another council."
    if said.send_on < on:
        yield f"{on_day(said.send_on)} is past. Choose {on_day(on)} or a later day."
    if not said.posts:
        yield "Choose at least one post to send it to."
    found = list(reasons_not_product(said.product, said.format))
    yield from found or reasons_not_part(facts, Product(said.product), said.part)


@transaction.atomic
def schedule_report(*, council: Council, said: Planned, on: date, by: Officer, at: datetime) -> Schedule:
    """Have a report made and sent on a day; `on` is the council's day. Raises `Refused`."""
    refuse_if(reasons_not_to_schedule(council, by))
    refuse_if(_reasons_not_this(council, said, facts_now(council, said.setting, on), on))
    row = {
        "setting_id": said.setting.pk, "product": said.product, "part": said.part, "format": said.format,
        "send_on": said.send_on, "made_by": by.post,
    }  # fmt: skip
    to = ", ".join(one.title for one in said.posts)
    made = make(
        Schedule, {"council_id": council.pk, **row}, council=council, by=by, at=at, verb="scheduled",
        reason=f"To be sent to {to}",
    )  # fmt: skip
    made.posts.set(said.posts)
    return made


def schedules_of(council: Council) -> list[Schedule]:
    """Every schedule of a council with its posts, the next day first: two queries."""
    found = council.schedules.select_related("setting", "document").defer("document__file")
    return list(found.prefetch_related("posts").order_by("send_on", "pk"))


def schedule_at(council: Council, pk: int) -> Schedule | None:
    """One schedule of this council."""
    return next((one for one in schedules_of(council) if one.pk == pk), None)


def _held(schedule: Schedule) -> Schedule:
    joined = Schedule.objects.select_for_update(of=("self",)).select_related("council", "setting")
    return joined.get(pk=schedule.pk)


@transaction.atomic
def stop_schedule(*, schedule: Schedule, version: int, by: Officer, at: datetime) -> None:
    """Let nothing come of a schedule whose day has not come, or that failed. Raises `Refused`."""
    held = _held(schedule)
    refuse_if(reasons_not_to_schedule(held.council, by))
    refuse_if_stale(version, held.version, "this schedule")
    refuse_if([] if held.state in (State.WAITING, State.FAILED) else [f"It is {_said(held)} already."])
    change(held, {"state": State.STOPPED}, council=held.council, by=by, at=at, verb="stopped")


@transaction.atomic
def resume_schedule(*, schedule: Schedule, version: int, by: Officer, at: datetime) -> None:
    """Let a schedule that failed or was stopped go on from its start. Raises `Refused`."""
    held = _held(schedule)
    refuse_if(reasons_not_to_schedule(held.council, by))
    refuse_if_stale(version, held.version, "this schedule")
    refuse_if([] if held.state in (State.STOPPED, State.FAILED) else [f"It is {_said(held)} already."])
    row = {"state": State.WAITING, "fault": "", "document_id": None}
    change(held, row, council=held.council, by=by, at=at, verb="resumed")


def _said(held: Schedule) -> str:
    return str(State(held.state).label)


def start_due(*, council: Council, on: date, at: datetime) -> int:
    """Freeze and ask for what is due by the council's day; gives how many schedules went on."""
    due = council.schedules.filter(state=State.WAITING, send_on__lte=on)
    return sum(_go_on(one, lambda held: _start(held, on, at), at) for one in due)


def send_made(*, at: datetime) -> int:
    """Send what is made by now; gives how many schedules came to their end."""
    ended = (Document.State.MADE, Document.State.FAILED)
    running = Schedule.objects.filter(state=State.RUNNING, document__state__in=ended)
    return sum(_go_on(one, lambda held: _send(held, at), at) for one in running)


def _go_on(schedule: Schedule, step: _Step, at: datetime) -> bool:
    """One step in one transaction; where it can't be taken the schedule says why and the others go on."""
    try:
        with transaction.atomic():
            held = _held(schedule)
            if held.state != schedule.state:  # another worker was here first
                return False
            step(held)
    except DatabaseError:
        raise  # nothing is wrong with the schedule: it is tried again
    except Refused as refusal:
        _fail(schedule, " ".join(refusal.reasons), at)
    except Exception as fault:
        log.exception("Schedule %s could not go on.", schedule.pk)
        _fail(schedule, f"Something went wrong ({type(fault).__name__}). See the worker’s log.", at)
    return True


def _start(held: Schedule, on: date, at: datetime) -> None:
    document = ask_for_document(
        snapshot=_figures_for(held, on, at),
        product=held.product,
        part=held.part,
        form=held.format,
        is_plain=held.council.is_plain(on),
        code_version=code_version(),
        by=WORKER,
        at=at,
    )
    row = {"state": State.RUNNING, "document_id": document.pk}
    change(held, row, council=held.council, by=WORKER, at=at, verb="begun")


def _figures_for(held: Schedule, on: date, at: datetime) -> Snapshot:
    """What is published of the report, or else its figures as they stand, frozen now."""
    latest = latest_of(held.setting)
    if latest is not None and latest.published_at is not None:
        return latest
    why = f"As scheduled by {held.made_by} for {on_day(held.send_on)}"
    return freeze(council=held.council, setting=held.setting, on=on, by=WORKER, at=at, reason=why)


def _send(held: Schedule, at: datetime) -> None:
    document = held.document
    if document is None or document.state == Document.State.FAILED:
        raise Refused(document.fault if document else "Its document is no longer held.")
    emails = addresses_of(held.council).of_post
    for post in held.posts.all():
        for email in emails.get(post.pk) or [""]:
            tell(
                council=held.council,
                kind="report",
                key=f"schedule-{held.pk}-{held.version}-{post.pk}",
                to=post.title,
                email=email,
                subject=f"{held.setting.title}, {held.council}",
                text=_text(held, document),
                attachment=document.pk,
                at=at,
            )
    change(held, {"state": State.DONE, "done_at": at}, council=held.council, by=WORKER, at=at, verb="sent")


def _text(held: Schedule, document: Document) -> str:
    name = NAMES[Product(held.product)] + (f": {held.part}" if held.part else "")
    return (
        f"{name}, of {held.setting.title}, goes with this message. {held.made_by} asked for it to be sent on "
        f"{on_day(held.send_on)}.\n\nIts page, with the digest of its figures:\n"
        f"{SITE}/{held.council.slug}/documents/{document.pk}/\n"
    )


@transaction.atomic
def _fail(schedule: Schedule, fault: str, at: datetime) -> None:
    held = _held(schedule)
    if held.state == schedule.state:
        row = {"state": State.FAILED, "fault": fault}
        change(held, row, council=held.council, by=WORKER, at=at, verb="could not be sent", reason=fault)
