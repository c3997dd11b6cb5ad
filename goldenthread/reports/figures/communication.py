"""The plan of communication of an edition, and what one audience's briefing says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.changes import Became
from goldenthread.core.changes_for import narrowed
from goldenthread.core.changes_told import AUDIENCES, in_words, told
from goldenthread.core.communication import Launch, ToTell, launch_words, of_communication
from goldenthread.core.sentences import counted, on_day, said, start
from goldenthread.core.stages import Stand
from goldenthread.people.officers import Officer
from goldenthread.planning.communication_queries import (
    audiences_of,
    booked_of,
    communication_of,
    messages_of,
    tasks_of,
)
from goldenthread.planning.models import Audience, BookedTime, Communication, CommunicationTask, Message
from goldenthread.plans.history_queries import above_of
from goldenthread.plans.models import Edition
from goldenthread.reports.figures.changes import Changes, changes_to
from goldenthread.reports.figures.stages import planning_of

KINDS = {
    Became.ADDED: "New",
    Became.AMENDED: "Amended",
    Became.REPLACED: "Replaced",
    Became.MERGED: "Merged",
    Became.SPLIT: "Split",
    Became.DROPPED: "No longer in the plan",
    Became.CARRIED: "Unchanged",
}


@dataclass(frozen=True, slots=True)
class Communicated:
    """An edition's whole plan of communication."""

    edition: Edition
    plan: Communication | None
    audiences: list[Audience]
    messages: list[Message]
    tasks: list[CommunicationTask]
    booked: list[BookedTime]
    sentence: str

    @property
    def launch(self) -> Launch | None:
        return launch_of(self.plan)


def launch_of(plan: Communication | None) -> Launch | None:
    """The stage that is the launch, where one is chosen."""
    held = plan.launch if plan else None
    return Launch(held.name, held.starts_on, held.ends_on, held.done_on) if held else None


def communicated(edition: Edition, on: date) -> Communicated:
    """Everything of an edition's communication: five queries, whatever its size."""
    plan, audiences, tasks = communication_of(edition), audiences_of(edition), tasks_of(edition)
    booked = booked_of(edition)
    to_tell = [ToTell(one.what, one.due_on, one.done_on) for one in tasks]
    sentence = of_communication(len(audiences), to_tell, launch_of(plan), on, len(booked))
    return Communicated(edition, plan, audiences, messages_of(edition), tasks, booked, sentence)


@dataclass(frozen=True, slots=True)
class Briefing:
    """One audience's page: what the plan is, what changes for them, what happens next, whom to ask."""

    audience: Audience
    edition: Edition
    what_it_is: list[str]
    messages: list[Message]
    changes_opening: str
    changes: list[str]
    next: list[str]
    ask: str
    sentence: str

    @property
    def title(self) -> str:
        return f"{self.edition.name}: for {self.audience.name}"


def briefing_of(audience: Audience, viewer: Officer, on: date) -> Briefing:
    """What an audience is told of an edition, with the changes that this viewer may read."""
    edition = audience.edition
    plan = communication_of(edition)
    opening, changes = changes_for(audience, viewer)
    launch = launch_words(launch_of(plan), on) if launch_of(plan) else ""
    contact = audience.contact
    return Briefing(
        audience=audience,
        edition=edition,
        what_it_is=_what_it_is(audience),
        messages=[one for one in messages_of(edition) if one.audience_id == audience.pk],
        changes_opening=opening,
        changes=changes,
        next=_next(audience, launch, plan.launch_id if plan else None, viewer, on),
        ask=contact.title if contact else "",
        sentence=_sentence(changes, launch),
    )


def changes_for(audience: Audience, viewer: Officer) -> tuple[str, list[str]]:
    """The what-changed summary of one audience: how much changed in all, then what they are told of it."""
    found = changes_to(audience.edition, audience.reads_as, viewer)
    if found is None:
        return "This is the first edition of its plan, so nothing is compared with an edition before it.", []
    manner = AUDIENCES.get(audience.reads_as, AUDIENCES["staff"])
    kept = narrowed(told(found.every, manner), audience.themes, audience.kinds, _above(found))
    return said([found.opening]), [in_words(one, manner) for one in kept]


def _above(found: Changes) -> dict[int, int | None]:
    return above_of(found.before) | above_of(found.edition)


def _what_it_is(audience: Audience) -> list[str]:
    """What the edition is and how long it runs, then what somebody wrote in this audience's words."""
    edition = audience.edition
    span = f" from {on_day(edition.starts_on)}" if edition.starts_on else ""
    span += f" to {on_day(edition.ends_on)}" if edition.starts_on and edition.ends_on else ""
    first = f"{edition.name} is the council’s plan “{edition.plan.name}”{span}."
    return [first, *filter(None, [audience.opening])]


def _next(audience: Audience, launch: str, launched_by: int | None, viewer: Officer, on: date) -> list[str]:
    """What a person wrote, the launch, then the stages of its making that are still to come."""
    edition = audience.edition
    stages = planning_of(edition.plan.council, viewer, on).of_plan(edition)
    left = [one.stage for one in stages if one.stand in (Stand.TO_COME, Stand.UNDER_WAY)]
    coming = [one for one in left if one.pk != launched_by]
    lines = [audience.what_next, launch]
    lines += [
        f"{one.name}: {on_day(one.starts_on)}."
        if one.starts_on == one.ends_on
        else f"{one.name}: {on_day(one.starts_on)} to {on_day(one.ends_on)}."
        for one in coming
    ]
    return [line for line in lines if line]


def _sentence(changes: Sequence[str], launch: str) -> str:
    count = len(changes)
    if not count:
        return " ".join(filter(None, ("Nothing in it changes for you, as far as is recorded.", launch)))
    things = start(counted(count, "change concerns", "changes concern"))
    return " ".join(filter(None, (f"{things} you.", launch)))
