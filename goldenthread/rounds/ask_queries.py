"""Reading what a round asks: the lines of a post, those to check or sign off, and when each step is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from goldenthread.core.amending import WAITING
from goldenthread.core.due import period_due
from goldenthread.core.periods import Period, from_code
from goldenthread.governance.models import ChangeRequest
from goldenthread.measures.models import Measure
from goldenthread.people.covering import stands_in_for
from goldenthread.people.models import Council, Post
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element, Update
from goldenthread.rounds.models import Ask, Round

JOINED = (
    "council", "round__council", "round__edition", "updater", "owner__service__directorate",
    "owner__directorate", "partner", "measure__council", "measure__owner", "measure__updater",
    "measure__service__directorate", "element__council", "element__owner",
    "element__service__directorate", "element__level", "element__edition__plan__service__directorate",
)  # fmt: skip
State = Round.State
IN_ORDER = (F("measure__position").asc(nulls_last=True), "measure__code", "id")  # figures, then actions


def asks_in(round: Round) -> QuerySet[Ask]:
    """A round's lines with everything that answering and reading them needs."""
    return round.asks.select_related(*JOINED).order_by(*IN_ORDER)


def rounds_open(council: Council) -> list[Round]:
    """The rounds that are asking, the one that reports first ahead."""
    return list(
        council.rounds.filter(state=State.OPEN).select_related("council").order_by("meets_on", "slug")
    )


def rounds_going(council: Council) -> list[Round]:
    """The rounds that are open, or closed and still to be signed off: the one that reports first ahead."""
    held = council.rounds.filter(state__in=[State.OPEN, State.CLOSED])
    return list(held.select_related("council", "body").order_by("meets_on", "slug"))


def round_wanted(rounds: Iterable[Round], slug: str) -> Round | None:
    """The round that is asked for among these, or the first."""
    held = list(rounds)
    return next((one for one in held if one.slug == slug), held[0] if held and not slug else None)


def post_called(council: Council, title: str) -> Post | None:
    """The post of a title."""
    return council.posts.filter(title=title).first()


def covered_by(council: Council, by: Officer, on: date) -> list[str]:
    """The titles of the posts that a person's post stands in for on a day: two queries."""
    return [post.title for post in stands_in_for(post_called(council, by.post), on)]


def asked_of(posts: Collection[str], partner: str = "") -> Q:
    """The lines that are asked of these posts, or of a partner."""
    found = Q(updater__title__in=posts)
    return found | Q(partner__slug=partner) if partner else found


def period_of(ask: Ask) -> Period:
    """The period that a line of a round is asked for: a measure's own, or the round's."""
    whole = from_code(ask.round.period)
    if ask.measure is None:
        return whole
    return period_due(ask.measure.frequency, whole, ask.council.year_start) or whole


def deadlines_of(round: Round) -> dict[str, date]:
    """The day of each step of a round."""
    return dict(round.deadlines.values_list("step", "due_on"))


def answers_from(round: Round, deadlines: dict[str, date]) -> date:
    """The day from which an update counts as an answer: when the round opens, or its period is over."""
    after = from_code(round.period).ends_on + timedelta(days=1)
    return min(after, deadlines.get("open", after))


def updates_since(elements: Collection[Element], since: date, on: date) -> dict[int, Update]:
    """The latest update of each element from a day to a day."""
    held = Update.objects.filter(element__in=elements, made_on__gte=since, made_on__lte=on)
    return {one.element_id: one for one in held.order_by("made_on")}


def updates_before(elements: Collection[Element], since: date) -> dict[int, Update]:
    """The latest update of each element before a day."""
    held = Update.objects.filter(element__in=elements, made_on__lt=since)
    return {one.element_id: one for one in held.order_by("made_on")}


def dates_asked_for(elements: Collection[Element]) -> set[int | None]:
    """The elements for which another date is asked for already, and not decided: one query."""
    waiting = ChangeRequest.objects.filter(element__in=elements, kind="DATE", state__in=WAITING)
    return set(waiting.values_list("element_id", flat=True))


def asked_of_nobody(round: Round) -> list[Ask]:
    """The lines that nobody answers for: asked of nobody, and listed as such."""
    return list(asks_in(round).filter(updater__isnull=True, partner__isnull=True))


def ask_at(council: Council, pk: int) -> Ask | None:
    """One line of a council's rounds with everything that its page shows."""
    return Ask.objects.select_related(*JOINED, "round__body").filter(council=council, pk=pk).first()


def asks_about(*, measure: Measure | None = None, element: Element | None = None) -> list[Ask]:
    """What each round asked of one measure or element, the latest round first: one query."""
    held = Ask.objects.filter(measure=measure) if measure else Ask.objects.filter(element=element)
    joined = held.select_related("round__council", "updater", "owner", "partner", "council")
    return list(joined.order_by("-round__meets_on", "-id"))
