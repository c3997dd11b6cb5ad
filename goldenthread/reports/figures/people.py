"""Who is who: each post, the duties held at it, and how much it answers for. Never who the people are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from goldenthread.core.duties import Duty, Held, Policy
from goldenthread.core.sentences import counted, spell, start
from goldenthread.measures.models import Measure, MeasureGapNote
from goldenthread.people.holding import duties_by_post
from goldenthread.people.models import Council, Post
from goldenthread.people.queries import posts_of
from goldenthread.plans.models import Edition, Element, GapNote, Offer


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post: the duties held at it, and counts of what it answers for."""

    post: Post
    held: Sequence[Held]
    elements: int
    measures: int
    gaps: int
    offers: int

    @property
    def answers_for_something(self) -> bool:
        return bool(self.elements or self.measures or self.gaps)


def people(council: Council) -> list[PostRow]:
    """Every post of a council, in eight queries whatever their number.

    Elements are those of editions not yet replaced; offers are those that wait for the post's service.
    """
    elements = Element.objects.listed().exclude(edition__state=Edition.State.REPLACED)
    owned = _by(elements.filter(council=council), "owner")
    measures = _by(Measure.objects.filter(council=council), "owner")
    gaps = _by(GapNote.objects.filter(council=council, is_accepted=False), "owner")
    gaps += _by(MeasureGapNote.objects.filter(council=council, is_accepted=False), "owner")
    offers = _by(Offer.objects.filter(council=council, state=Offer.State.OFFERED), "service")
    held = duties_by_post(council)
    return [
        PostRow(
            post,
            held.get(post.pk, []),
            owned[post.pk],
            measures[post.pk],
            gaps[post.pk],
            offers[post.service_id] if post.service_id else 0,
        )
        for post in posts_of(council)
    ]


def _by(found: QuerySet, field: str) -> Counter[int]:  # type: ignore[type-arg]
    """How many records each post or service has, by its number."""
    held = found.filter(~Q(**{field: None})).order_by().values_list(f"{field}_id")
    return Counter(dict(held.annotate(count=Count("pk"))))


def of_people(rows: Sequence[PostRow]) -> str:
    """How many posts there are, and how many that answer for something nobody signs in for."""
    if not rows:
        return "No post is on record yet."
    silent = sum(row.answers_for_something and not row.held for row in rows)
    answering = sum(row.answers_for_something for row in rows)
    said = f"{start(counted(len(rows), 'post'))} {'is' if len(rows) == 1 else 'are'} on record"
    said += f", and {_answering(answering, len(rows))} for something"
    if silent:
        said += f"; nobody signs in for {spell(silent)} of those"
    return f"{said}."


def _answering(count: int, posts: int) -> str:
    if posts == 1:
        return "it answers" if count else "it does not yet answer"
    if count < 2:
        return "one of them answers" if count else "none of them yet answers"
    return f"{spell(count)} of them answer"


def held_words(policy: Policy, held: Held) -> str:
    """“Director, for Place”: a duty with the part that it is for, where its powers stop at a part."""
    duty = policy.duties.get(held.duty)
    if duty is None:
        return f"{held.duty or 'No duty'}, which is in no policy"
    part = _part_of(duty, held)
    return f"{duty.name}, for {part}" if part else duty.name


def _part_of(duty: Duty, held: Held) -> str:
    reaches = set(duty.may.values())
    if "service" in reaches:
        return held.service
    return held.directorate or held.service if "directorate" in reaches else ""
