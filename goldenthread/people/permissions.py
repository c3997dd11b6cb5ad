"""Why somebody may not, for reasons of who they are: sentences that every other room begins with."""

from __future__ import annotations

from goldenthread.core.duties import Subject, may, reasons_not
from goldenthread.core.refused import UnreadableFile
from goldenthread.people.models import Council, Post, Service
from goldenthread.people.officers import Officer
from goldenthread.people.policies import duties


def reasons_of_place(council: Council, by: Officer) -> list[str]:
    """Why this person may change nothing of this council; the operator serves every council."""
    if by.serves_everyone:
        return []
    if not by.is_signed_in:
        return ["Sign in first."]
    if by.council != council.slug:
        return [f"You work for another council than {council}."]
    return []


def reasons_of_duty(council: Council, power: str, by: Officer, subject: Subject | None = None) -> list[str]:
    """Why this person may not do this here, to a subject or, without one, to anything at all.

    The powers and duties are those of `policies/duties.toml`.
    """
    found = reasons_of_place(council, by)
    if found or by.serves_everyone:
        return found
    try:
        if any(may(duties(), power, by.held, post, subject) for post in by.stands_in):
            return []
        return reasons_not(duties(), power, by.held, by.post, subject)
    except UnreadableFile as broken:
        return [f"{reason} Until it is mended nobody can change anything." for reason in broken.reasons]


def has_power(power: str, by: Officer, subject: Subject | None = None) -> bool:
    """True when this person's duties give them a power; says nothing of which council they are at.

    By a policy that can't be read nobody has any.
    """
    try:
        return by.serves_everyone or may(duties(), power, by.held, by.post, subject)
    except UnreadableFile:
        return False


def subject_of(service: Service | None, *posts: Post | None) -> Subject:
    """What belongs to a service and is in the hands of posts; a service carries its directorate with it."""
    directorate = service.directorate.name if service and service.directorate else ""
    return Subject(str(service or ""), directorate, tuple(post.title for post in posts if post))
