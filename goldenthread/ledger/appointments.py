"""Letting people sign in, and further duties. Here and not among people, as the ledger is built upon them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.core.duties import Reach, with_article
from goldenthread.core.refused import refuse_if
from goldenthread.core.sentences import start
from goldenthread.ledger.actions import note
from goldenthread.ledger.addresses import reasons_not_an_address
from goldenthread.people.actions import give_sign_in
from goldenthread.people.models import Appointment, Council, Directorate, Post, Service, User
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.people.policies import duties


def reasons_not_to_appoint(council: Council, by: Officer) -> list[str]:
    """Why this person may not say who has which further duty."""
    return reasons_of_duty(council, "keep_people", by)


@transaction.atomic
def let_sign_in(
    *,
    username: str,
    password: str,
    post: Post,
    duty: str,
    email: str | None = None,
    by: Officer,
    at: datetime,
) -> User:
    """Let somebody sign in for a post; a second call gives a new password, post, duty or address."""
    if not by.serves_everyone:
        refuse_if(["Only the operator of this installation lets people sign in."])
    refuse_if(_reasons_not_for(post.council, duty, None, None))
    if User.objects.filter(username=username).exclude(post__council=post.council).exists():
        refuse_if([f"“{username}” signs in elsewhere already. Choose another name."])
    refuse_if(reasons_not_an_address(email or ""))
    user = give_sign_in(username=username, password=password, post=post, duty=duty, email=email)
    note(verb="given a sign-in", subject=post, council=post.council.slug, by=by, at=at, after={"duty": duty})
    return user


@transaction.atomic
def appoint(
    *,
    post: Post,
    duty: str,
    service: Service | None = None,
    directorate: Directorate | None = None,
    reason: str = "",
    by: Officer,
    at: datetime,
) -> list[Appointment]:
    """Give whoever signs in for a post a further duty: for the council, one directorate or one service."""
    council = post.council
    refuse_if(reasons_not_to_appoint(council, by) or _reasons_not_for(council, duty, service, directorate))
    holders = list(User.objects.filter(post=post))
    if not holders:
        refuse_if([f"Nobody signs in for {post} yet. Make a sign-in for it first."])
    given = [
        Appointment.objects.get_or_create(user=user, duty=duty, service=service, directorate=directorate)
        for user in holders
    ]
    if not any(is_new for _, is_new in given):
        refuse_if([f"{post} has this duty already."])
    after = {"duty": duty, "for": _part(service, directorate)}
    note(
        verb="given a duty",
        subject=post,
        council=council.slug,
        by=by,
        at=at,
        after=after,
        reason=reason.strip(),
    )
    return [one for one, _ in given]


@transaction.atomic
def end_appointment(
    *, post: Post, appointment: Appointment, reason: str = "", by: Officer, at: datetime
) -> None:
    """Take a further duty back from everybody who signs in for a post."""
    refuse_if(reasons_not_to_appoint(post.council, by))
    if appointment.user.post_id != post.pk:
        refuse_if(["This duty belongs to another post."])
    service, directorate = appointment.service, appointment.directorate
    before = {"duty": appointment.duty, "for": _part(service, directorate)}
    Appointment.objects.filter(
        user__post=post, duty=appointment.duty, service=service, directorate=directorate
    ).delete()
    note(
        verb="relieved of a duty", subject=post, council=post.council.slug, by=by, at=at, before=before,
        reason=reason.strip(),
    )  # fmt: skip


def _reasons_not_for(
    council: Council, duty: str, service: Service | None, directorate: Directorate | None
) -> list[str]:
    if duty not in duties().duties:
        return [f"There is no duty “{duty}”. Choose one of {', '.join(duties().duties)}."]
    if service is not None and directorate is not None:
        return ["A duty is for one directorate or one service, not both."]
    for part in (service, directorate):
        if part is not None and part.council_id != council.pk:
            return [f"{part} belongs to another council."]
    given = duties().duties[duty]
    reaches = set(given.may.values())
    if directorate is not None and Reach.SERVICE in reaches and Reach.DIRECTORATE not in reaches:
        name = start(with_article(given.name))
        return [f"{name} answers for one service. Choose the service, not its directorate."]
    return []


def _part(service: Service | None, directorate: Directorate | None) -> str:
    return str(service or directorate or "the whole council")
