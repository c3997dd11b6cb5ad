"""Why somebody may not, for reasons of who they are: sentences that every other room begins with."""

from __future__ import annotations

from goldenthread.core.duties import Subject, as_what, either, may, only_who, parts_of, reasons_not
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


def reasons_beyond_own(council: Council, power: str, by: Officer, subject: Subject) -> list[str]:
    """Why this person may not, where whoever's post has the subject in its hands needs no further power.

    Who could is said with those posts: “Only the strategy team or Head of Streets can …”.
    """
    found = reasons_of_duty(council, power, by, subject)
    if not found or reasons_of_place(council, by):
        return found
    if set(subject.posts) & {by.post, *by.stands_in}:
        return []
    try:
        policy = duties()
    except UnreadableFile:
        return found
    return [f"{only_who(policy, power, subject, subject.posts)} {as_what(policy, by.held)}"]


def reasons_of_part(council: Council, power: str, by: Officer, subject: Subject) -> list[str]:
    """Why what somebody writes may not belong where they say: who has the power for a part chooses that part.

    “Choose Streets as its service: you can keep the register of risks for that.”
    """
    found = reasons_of_duty(council, power, by, subject)
    if not found or reasons_of_duty(council, power, by):
        return found
    parts = parts_of(duties(), power, by.held)
    words = duties().powers[power]
    return [f"Choose {either(parts)}: you can {words} for that, and for nothing beyond."] if parts else found


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


def subject_of_posts(service: Service | None, *posts: Post | None) -> Subject:
    """What belongs to a service, or where none is named to that of its posts, and is in the posts' hands.

    A post that is of a directorate without a service carries that directorate.
    """
    within = service or next((one.service for one in posts if one and one.service), None)
    subject = subject_of(within, *posts)
    of_posts = next((one.directorate for one in posts if one and one.directorate), None)
    return subject if within or of_posts is None else subject._replace(directorate=of_posts.name)
