"""Comments are made, answered, referred, forwarded and followed; each is accounted for exactly once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.core.dispositions import MOVES, OPEN, Standing
from goldenthread.core.refused import Refused, Stale
from goldenthread.core.sentences import said as in_words
from goldenthread.governance import answering_comments as acts
from goldenthread.governance.actions import record_referrals
from goldenthread.governance.comment_queries import comment_at, register_of, themes_of
from goldenthread.governance.comment_windows import Opened, change_window, open_window
from goldenthread.governance.commenting import (
    Origin,
    Remark,
    correct_comment,
    make_comment,
    record_comment,
)
from goldenthread.governance.models import Body, Comment, Meeting, TextChange, WorkItem
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Partner
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import Edition, Element
from goldenthread.reports.tables.comments import of_comments
from tests.cast import AT, ON, OWNER, STRANGER, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": STRATEGY, "at": AT}
DIRECTOR = Officer("Director of Place", "director", "testbury", "DIRECTOR", "", "Place")
ELSEWHERE = Officer("Director of Care", "care", "testbury", "DIRECTOR", "", "Care")
PARTNER = Officer("Officer", "partner", "testbury", "PARTNER", partner="Police")


@pytest.fixture
def cast() -> Cast:
    return a_council()


def said(cast: Cast, code: str = "action", text: str = "Which streets?", **more: Any) -> Comment:
    element = cast.elements[code] if code else None
    remark = Remark(text, element, **more)
    later = AT + timedelta(minutes=2 * Comment.objects.count())  # nobody says the same twice in a moment
    return make_comment(edition=cast.edition, said=remark, on=ON, by=OWNER, at=later)


def a_partner(cast: Cast) -> Partner:
    return Partner.objects.get_or_create(council=cast.council, slug="police", name="Police")[0]


def a_body(cast: Cast, name: str = "Scrutiny") -> Body:
    return Body.objects.get_or_create(council=cast.council, name=name, kind="SCRUTINY")[0]


def again(comment: Comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


def answer(comment: Comment, disposition: str = "ACCEPTED", **who: Any) -> None:
    version = again(comment).version
    given = {"disposition": disposition, "response": "We agree.", "version": version}
    acts.answer_comment(comment=comment, **given, **{**WHO, **who})


def test_a_comment_in_ones_own_name_is_open_and_numbered(cast: Cast) -> None:
    """R110, R113."""
    first, second = said(cast), said(cast, "", is_gap=True)
    with pytest.raises(Refused, match="You recorded this a moment ago: “Which streets"):
        remark = Remark("Which streets?", cast.elements["action"])
        make_comment(edition=cast.edition, said=remark, on=ON, by=OWNER, at=AT + timedelta(seconds=59))
    assert [(one.position, one.who, one.came_from, one.is_gap) for one in (first, second)] == [
        (1, "Head of Streets", "PERSON", False), (2, "Head of Streets", "PERSON", True),
    ]  # fmt: skip
    assert {one.standing for one in (first, second)} == {Standing.OPEN}
    made = make_comment(edition=cast.edition, said=Remark("More"), on=ON, by=PARTNER, at=AT)
    assert (made.came_from, made.said_by) == ("PARTNER", "Police")


def test_comments_are_for_drafts_in_their_time(cast: Cast) -> None:
    """R110: open until a date."""
    who = {"by": STRATEGY, "at": AT}
    window = Opened(ON, ON + timedelta(days=9), "The actions", False, "ours")
    held = open_window(edition=cast.edition, said=window, **who)
    said(cast)
    early, late = ON - timedelta(days=1), ON + timedelta(days=10)
    for day, why in ((early, "Comments open on 2 September 2014"), (late, "closed on 11 September 2014")):
        with pytest.raises(Refused, match=why):
            make_comment(edition=cast.edition, said=Remark("Late"), on=day, by=OWNER, at=AT)
    moved = window._replace(closes_on=late)
    change_window(window=held, said=moved, version=1, **who)
    make_comment(edition=cast.edition, said=Remark("In time now"), on=late, by=OWNER, at=AT)
    with pytest.raises(Stale):
        change_window(window=held, said=moved, version=1, **who)
    Edition.objects.filter(pk=cast.edition.pk).update(is_open=False)
    with pytest.raises(Refused, match="not open to people outside"):
        make_comment(edition=cast.edition, said=Remark("X"), on=ON, by=PARTNER, at=AT)
    Edition.objects.filter(pk=cast.edition.pk).update(state="ADOPTED")
    with pytest.raises(Refused, match="is adopted: comments are made while it is a draft"):
        said(cast)
    with pytest.raises(Refused, match="only a draft is open for comments"):
        open_window(edition=Edition.objects.get(pk=cast.edition.pk), said=window._replace(slug="x"), **who)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"closes_on": ON - timedelta(days=1)}, "closes before it opens"),
        ({"may_change": " "}, "Say what can still change"),
        ({"slug": "Our Plan"}, "small letters, figures and hyphens"),
        ({"slug": "taken"}, "has this address already"),
    ],
)
def test_a_time_for_comments_that_cannot_be_is_refused(cast: Cast, change: dict, why: str) -> None:
    window = Opened(ON, ON, "Words", True, "ours")
    open_window(edition=cast.edition, said=window._replace(slug="taken"), **WHO)
    with pytest.raises(Refused, match=why):
        open_window(edition=cast.edition, said=window._replace(**change), **WHO)
    Edition.objects.filter(pk=cast.edition.pk).update(is_open=False)
    with pytest.raises(Refused, match="Nobody outside can read this draft"):
        open_window(edition=Edition.objects.get(pk=cast.edition.pk), said=window, **WHO)
    with pytest.raises(Refused, match="can keep consultations"):
        open_window(edition=cast.edition, said=window, by=OWNER, at=AT)


def test_what_a_body_said_is_recorded_with_its_meeting(cast: Cast) -> None:
    body = a_body(cast)
    meeting = Meeting.objects.create(council=cast.council, body=body, meets_on=ON)
    origin = Origin("BODY", body=body, meeting=meeting)
    made = record_comment(edition=cast.edition, said=Remark("Too long"), origin=origin, **WHO)
    assert (made.said_by, str(made.meeting)) == ("Scrutiny", "Scrutiny, 2 September 2014")
    right = origin._replace(when="In September")
    correct_comment(comment=made, said=Remark("Much too long"), origin=right, version=1, **WHO)
    assert (again(made).text, again(made).version) == ("Much too long", 2)
    entry = Entry.objects.filter(verb="corrected").get()
    assert entry.before["text"] == "Too long"


@pytest.mark.parametrize(
    ("origin", "why"),
    [
        (lambda cast: Origin("BODY"), "Say which body"),
        (lambda cast: Origin("PARTNER"), "Say which organisation"),
        (lambda cast: Origin("BODY", body=a_body(a_council("elsewhere"))), "of this council"),
        (lambda cast: Origin("BODY", body=a_body(cast, "Other"), meeting=Meeting.objects.create(
            council=cast.council, body=a_body(cast), meets_on=ON)), "not one of Other"),
    ],
)  # fmt: skip
def test_a_comment_from_nowhere_is_refused(cast: Cast, origin: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        record_comment(edition=cast.edition, said=Remark("X"), origin=origin(cast), **WHO)


def test_an_answer_closes_and_a_reason_opens_again(cast: Cast) -> None:
    """R113: what was said before stays in the ledger."""
    comment = said(cast)
    answer(comment, "NOT_ACCEPTED")
    held = again(comment)
    assert (held.standing, held.answered_by, held.answered_at) == (Standing.CLOSED, "Strategy Manager", AT)
    with pytest.raises(Refused, match="not accepted already"):
        answer(comment)
    with pytest.raises(Refused, match="Say why it is opened again"):
        acts.reopen_comment(comment=comment, reason=" ", version=held.version, **WHO)
    acts.reopen_comment(comment=comment, reason="The Chair asked", version=held.version, **WHO)
    assert again(comment).standing is Standing.OPEN
    entry = Entry.objects.get(verb="opened again")
    assert (entry.before["response"], entry.reason) == ("We agree.", "The Chair asked")


def test_an_answer_reaches_as_far_as_the_duty(cast: Cast) -> None:
    """Director of the element's directorate; nobody of another, and no stranger."""
    owner = cast.elements["action"].owner
    Element.objects.filter(pk=cast.elements["action"].pk).update(service=owner.service)
    comment = said(cast)
    for by in (ELSEWHERE, OWNER, STRANGER, VISITOR):
        with pytest.raises(Refused):
            answer(comment, by=by)
    answer(comment, by=DIRECTOR)
    with pytest.raises(Refused):
        answer(said(cast, ""), by=DIRECTOR)
    with pytest.raises(Stale):
        acts.answer_comment(comment=comment, disposition="NOTED", response="X", version=1, **WHO)
    with pytest.raises(Refused, match="Say whether it is accepted"):
        acts.answer_comment(comment=said(cast), disposition="OPEN", response="X", version=1, **WHO)
    with pytest.raises(Refused, match="Write an answer"):
        acts.answer_comment(comment=said(cast), disposition="NOTED", response=" ", version=1, **WHO)


def test_a_referral_is_a_topic_of_the_bodys_work_programme(cast: Cast) -> None:
    """R116: affordable housing may be taken forward by the new scrutiny committee."""
    comment, old, new = said(cast, ""), a_body(cast, "Old"), a_body(cast, "New")
    Body.objects.filter(pk=old.pk).update(replaced_by=new)
    old.refresh_from_db()
    with pytest.raises(Refused, match="was replaced by New"):
        acts.refer_comment(comment=comment, to=acts.Referral(old, "X"), response="Yes", version=1, **WHO)
    to = acts.Referral(new, "Housing")
    with pytest.raises(Refused, match="Say what the body means to look into"):
        acts.refer_comment(comment=comment, to=to._replace(topic=" "), response="Y", version=1, **WHO)
    with pytest.raises(Refused, match="Write an answer"):
        acts.refer_comment(comment=comment, to=to, version=1, **WHO)
    acts.refer_comment(comment=comment, to=to, response="They will look.", version=1, **WHO)
    assert (again(comment).disposition, again(comment).standing) == ("REFERRED", Standing.CLOSED)
    assert WorkItem.objects.get().state == "PROPOSED" and "Which streets?" in WorkItem.objects.get().why
    with pytest.raises(Refused, match="already"):
        acts.refer_comment(comment=comment, to=to, response="X", version=2, **WHO)


def test_a_topic_that_a_work_programme_holds_already_stays_as_it_is(cast: Cast) -> None:
    body = a_body(cast, "New")
    held = WorkItem.objects.create(council=cast.council, body=body, topic="Housing", source="Its own list")
    rows = [None, {"body_id": body.pk, "topic": "Housing", "source": "A minute"}]
    assert record_referrals(council=cast.council, referrals=rows, **WHO) == [None, held.pk]
    assert WorkItem.objects.get().source == "Its own list"


def test_accepted_and_forwarded_waits_for_the_partners_reply(cast: Cast) -> None:
    """R115: inclusion is fed back to the partnership, and tracked to its reply."""
    comment, police = said(cast, ""), a_partner(cast)
    answer(comment)
    acts.forward_comment(comment=comment, to=police, on=ON, version=2, **WHO)
    held = again(comment)
    assert (held.disposition, held.standing, held.response) == ("ACCEPTED", Standing.AWAITING, "We agree.")
    assert in_words(of_comments(register_of(cast.edition, STRATEGY))) == (
        "One comment: one accepted; none open. One waits for a partner’s reply."
    )
    with pytest.raises(Refused, match="waits for the reply"):
        acts.forward_comment(comment=comment, to=police, on=ON, version=3, **WHO)
    with pytest.raises(Refused, match="before the comment was forwarded"):
        acts.record_reply(comment=comment, reply="Y", on=ON - timedelta(days=1), version=3, **WHO)
    with pytest.raises(Refused, match="Write what the partner answered"):
        acts.record_reply(comment=comment, reply=" ", on=ON, version=3, **WHO)
    acts.record_reply(comment=comment, reply="We shall.", on=ON, version=3, **WHO)
    assert again(comment).standing is Standing.CLOSED
    with pytest.raises(Refused, match="is recorded already"):
        acts.record_reply(comment=comment, reply="Y", on=ON, version=4, **WHO)
    with pytest.raises(Refused, match="forwarded to nobody"):
        acts.record_reply(comment=said(cast), reply="Y", on=ON, version=1, **WHO)
    stranger = a_partner(a_council("elsewhere"))
    with pytest.raises(Refused, match="partner of this council"):
        acts.forward_comment(comment=said(cast), to=stranger, on=ON, response="Y", version=1, **WHO)


def test_a_comment_changes_the_text_and_both_are_kept(cast: Cast) -> None:
    """R118: what the text said, and what it says."""
    comment, element = said(cast), cast.elements["action"]
    given = {"comment": comment, "element": element, "element_version": element.version, **WHO}
    with pytest.raises(Refused, match="Nothing would change"):
        acts.change_words(changes={"title": "Action"}, response="Yes", version=1, **given)
    acts.change_words(
        changes={"title": "Sweep daily", "due_on": date(2015, 6, 30)}, response="Yes", version=1, **given
    )
    held = again(comment)
    assert (held.disposition, held.standing) == ("ACCEPTED", Standing.CLOSED)
    assert [(one.field, one.before, one.after) for one in held.changes.all()] == [
        ("title", "Action", "Sweep daily"), ("due_on", "31 March 2015", "30 June 2015"),
    ]  # fmt: skip
    element.refresh_from_db()
    assert element.title == "Sweep daily"
    assert Entry.objects.filter(verb="changed the text after").count() == 1
    with pytest.raises(Stale):
        acts.change_words(changes={"title": "X"}, version=held.version, **given)
    with pytest.raises(Refused, match="Only the words"):
        acts.change_words(changes={"owner_id": None}, version=held.version, **given)
    answer(noted := said(cast), "NOTED")
    with pytest.raises(Refused, match="only what is accepted changes the text"):
        acts.change_words(
            comment=noted, element=element, element_version=element.version, changes={"title": "X"},
            version=2, **WHO,
        )  # fmt: skip


def test_a_gap_becomes_a_new_line_of_the_draft(cast: Cast) -> None:
    """R118: the Police Commissioner was missing."""
    comment = said(cast, "", text="The Police Commissioner is not mentioned.", is_gap=True)
    level = cast.elements["action"].level
    line = acts.NewLine(level, cast.elements["clean"], "Work with the Police Commissioner")
    with pytest.raises(Refused, match="Write what the new line says"):
        acts.add_line(comment=comment, line=line._replace(title=""), response="Y", version=1, **WHO)
    acts.add_line(comment=comment, line=line, response="Welcomed.", version=1, **WHO)
    change = TextChange.objects.get()
    assert (change.before, change.after) == ("", "Work with the Police Commissioner")
    assert change.element and change.element.title == change.after and change.element.parent_id
    assert themes_of(cast.edition, STRATEGY)[change.element.pk] == "Place"


def test_an_exempt_line_keeps_its_comments_from_outsiders(cast: Cast) -> None:
    comment = said(cast)
    Element.objects.filter(pk=cast.elements["action"].pk).update(is_exempt=True)
    assert register_of(cast.edition, VISITOR) == []
    assert comment_at(cast.council, comment.pk, VISITOR) is None
    assert comment_at(cast.council, comment.pk, STRATEGY) == comment


JOURNEY = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(sorted(MOVES))), min_size=1, max_size=14)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JOURNEY)
def test_on_any_journey_every_comment_is_accounted_for_exactly_once(
    cast: Cast, journey: list[tuple[int, str]]
) -> None:
    """R113, R115, R116, R118: closed ones have an answer; what was said stays; text is as the change says."""
    with transaction.atomic():
        comments = [said(cast, "action", text=f"Comment {number}") for number in range(3)]
        for turn, (place, code) in enumerate(journey):
            before = again(comments[place])
            try:
                with transaction.atomic():
                    _move(cast, before, code, turn)
            except Refused as refusal:
                assert all(reason.endswith(".") for reason in refusal.reasons)
                assert again(before).version == before.version
                continue
            assert again(before).version > before.version
            if code == "reopen":
                entry = Entry.objects.filter(subject_id=str(before.pk), verb="opened again").first()
                assert entry and entry.before["response"] == before.response and entry.reason
        _check(cast, comments)
        transaction.set_rollback(True)


def _move(cast: Cast, comment: Comment, code: str, turn: int) -> None:
    given: dict[str, Any] = {"comment": comment, "version": comment.version, **WHO}
    decided = {"accept": "ACCEPTED", "accept_in_part": "ACCEPTED_IN_PART", "not_accept": "NOT_ACCEPTED",
               "note": "NOTED"}  # fmt: skip
    if code in decided:
        acts.answer_comment(disposition=decided[code], response=f"Answer {turn}", **given)
    elif code == "refer":
        acts.refer_comment(to=acts.Referral(a_body(cast), f"Topic {turn}"), response="See there", **given)
    elif code == "forward":
        acts.forward_comment(to=a_partner(cast), on=ON, response="We asked", **given)
    elif code == "record_reply":
        acts.record_reply(reply="They agree", on=ON, **given)
    elif code == "reopen":
        acts.reopen_comment(reason="Asked again", **given)
    else:
        line = Element.objects.get(pk=cast.elements["action"].pk)
        changes = {"title": f"Action {turn}"}
        acts.change_words(
            element=line, element_version=line.version, changes=changes, response="Changed", **given
        )


def _check(cast: Cast, comments: list[Comment]) -> None:
    held = register_of(cast.edition, STRATEGY)
    assert sorted(one.pk for one in held) == sorted(one.pk for one in comments)
    by_standing = [sum(one.standing is standing for one in held) for standing in Standing]
    assert sum(by_standing) == len(comments)
    for one in held:
        assert (one.disposition == OPEN) == (one.standing is Standing.OPEN)
        assert one.disposition == OPEN or one.response
        assert (one.standing is Standing.AWAITING) <= (one.forwarded_to is not None and not one.reply)
    changes = list(TextChange.objects.filter(comment__in=held).order_by("id"))
    assert all(one.before != one.after for one in changes)
    if changes:
        assert Element.objects.get(pk=cast.elements["action"].pk).title == changes[-1].after
