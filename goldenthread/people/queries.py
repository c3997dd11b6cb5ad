"""Reading who is who; a council is shown only to those who may read it."""

from __future__ import annotations

from django.db.models import Count, Q

from goldenthread.core.duties import Held
from goldenthread.people.models import Appointment, Council, Directorate, Partner, Post, Service, Term, User
from goldenthread.people.officers import VISITOR, Officer


def officer_for(user: User) -> Officer:
    """The officer behind a signed-in user; a user without a post may only read what is open."""
    if user.post is None:
        return Officer(post=user.username, username=user.username)
    post = user.post
    directorate = post.directorate or (post.service.directorate if post.service else None)
    return Officer(
        post=post.title,
        username=user.username,
        council=post.council.slug,
        duty=user.duty,
        service=str(post.service or ""),
        directorate=str(directorate or ""),
        partner=user.partner.slug if user.partner else "",
        also=_also(user, post.council),
    )


def _also(user: User, council: Council) -> tuple[Held, ...]:
    """Their further duties; one for a part of another council, however it got there, gives nothing here."""
    held = user.appointments.select_related("directorate", "service").order_by("id")
    parts = [(one, one.service or one.directorate) for one in held]
    return tuple(held_by(one) for one, part in parts if part is None or part.council_id == council.pk)


def held_by(appointment: Appointment) -> Held:
    """A further duty as the rules know it: one for a service reaches that service, not its directorate."""
    return Held(appointment.duty, str(appointment.service or ""), str(appointment.directorate or ""))


def councils_for(officer: Officer = VISITOR) -> list[Council]:
    """The councils this person may read: their own, and those that are open to everyone."""
    return list(Council.objects.filter(Q(is_open=True) | Q(slug=officer.council or None)))


def councils_for_operator() -> list[Council]:
    """Every council of this installation."""
    return list(Council.objects.all())


def council_for(slug: str, officer: Officer = VISITOR) -> Council | None:
    """One council, or None where there is none or this person may not read it.

    It comes with how many reporting rounds are going on, which every page asks: `rounds_going`.
    """
    readable = Q(is_open=True) | Q(slug=officer.council or None)
    if officer.serves_everyone:
        readable = Q()
    going = Count("rounds", filter=Q(rounds__state__in=["OPEN", "CLOSED"]))
    return Council.objects.annotate(rounds_going=going).filter(readable, slug=slug).first()


def posts_by_title(council: Council) -> dict[str, Post]:
    return {post.title: post for post in council.posts.all()}


def posts_of(council: Council) -> list[Post]:
    """Every post with its service, directorate and manager, by title."""
    return list(council.posts.select_related("service", "directorate", "manager"))


def post_titles(council: Council) -> dict[int, str]:
    """The title of every post by its key, by title."""
    return dict(council.posts.values_list("id", "title"))


def directorates_of(council: Council) -> list[Directorate]:
    return list(council.directorates.all())


def services_of(council: Council) -> list[Service]:
    return list(council.services.select_related("directorate"))


def partners_of(council: Council) -> list[Partner]:
    return list(council.partners.all())


def terms_of(council: Council) -> list[Term]:
    return list(council.terms.all())
