"""Cases of comments, of the times for them, and of consultations."""

from __future__ import annotations

from datetime import date

from goldenthread.governance.models import Comment, CommentWindow, PublicComment, TextChange
from goldenthread.people.models import Partner
from goldenthread.planning.models import Consultation, Response
from tests.cast import AT, Cast
from tests.constraint_cases.base import DAY, Case, Row, edition_of, other, same

LATER, EARLIER = date(2014, 9, 3), date(2014, 9, 1)


def a_forwarded(cast: Cast) -> Row:
    partner, _ = Partner.objects.get_or_create(council=cast.council, slug="police", name="Police")
    sent = {"forwarded_to": partner, "forwarded_on": DAY, "reply": "Yes", "replied_on": LATER}
    return {**edition_of(cast), "position": 7, "text": "Words", **sent}


def a_comment(cast: Cast) -> Comment:
    found = Comment.objects.filter(edition=cast.edition, position=8).first()
    return found or Comment.objects.create(**edition_of(cast), position=8, text="Words")


def a_text_change(cast: Cast) -> Row:
    return {"comment": a_comment(cast), "field": "title", "before": "Sweep", "after": "Sweep daily",
            "made_at": AT, "made_by": "A post"}  # fmt: skip


def a_window(cast: Cast) -> Row:
    return {**edition_of(cast), "slug": "ours", "opens_on": DAY, "closes_on": LATER, "may_change": "Words"}


def a_public_comment(cast: Cast) -> Row:
    window, _ = CommentWindow.objects.get_or_create(
        council=cast.council, slug="ours", defaults=a_window(cast)
    )
    return {"council": cast.council, "window": window, "reference": "ABC", "text": "Trees", "digest": "1",
            "received_at": AT}  # fmt: skip


def a_consultation(cast: Cast) -> Row:
    return {**edition_of(cast), "kind": "SURVEY", "name": "Survey", "from_on": DAY, "until_on": LATER,
            "asked": 10, "answered": 6, "for_it": 3, "against": 2, "neither": 1,
            "base": "who answered"}  # fmt: skip


def a_response(cast: Cast) -> Row:
    held, _ = Consultation.objects.get_or_create(
        edition=cast.edition, name="Survey", defaults=a_consultation(cast)
    )
    said = Comment.objects.create(**edition_of(cast), position=100 + Comment.objects.count(), text="Words")
    return {"consultation": held, "comment": said, "digest": "1"}


def another_comment(cast: Cast) -> Row:
    return {"comment": a_response(cast)["comment"]}


CASES: dict[str, list[Case]] = {
    "forwarded_comment_names_the_partner": [other(Comment, a_forwarded, forwarded_to=None)],
    "reply_to_a_comment_is_in_words": [other(Comment, a_forwarded, reply="")],
    "reply_to_a_comment_comes_after_it": [other(Comment, a_forwarded, replied_on=EARLIER)],
    "text_change_changes_something": [other(TextChange, a_text_change, after="Sweep")],
    "one_comment_window_per_slug": [same(CommentWindow, a_window)],
    "comment_window_closes_after_it_opens": [other(CommentWindow, a_window, closes_on=EARLIER)],
    "one_public_comment_per_reference": [same(PublicComment, a_public_comment, digest="2")],
    "same_public_comment_once": [same(PublicComment, a_public_comment, reference="DEF")],
    "set_aside_public_comment_says_why": [other(PublicComment, a_public_comment, state="SET_ASIDE")],
    "one_consultation_per_name": [same(Consultation, a_consultation)],
    "consultation_ends_after_it_starts": [other(Consultation, a_consultation, until_on=EARLIER)],
    "no_more_answer_than_were_asked": [other(Consultation, a_consultation, asked=5)],
    "support_is_counted_whole_with_its_base": [
        other(Consultation, a_consultation, base=""),
        other(Consultation, a_consultation, neither=None),
    ],
    "same_response_once_in_a_consultation": [
        Case(Response, a_response, another_comment, is_stored_first=True)
    ],
}
