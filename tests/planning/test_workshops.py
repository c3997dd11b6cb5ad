"""Rounds and sessions of workshops, invitations, and what becomes of proposals."""

from __future__ import annotations

from datetime import date, time

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Partner
from goldenthread.planning import promoting, proposing, workshop_inviting, workshops
from goldenthread.planning.models import Proposal, Vote, WorkshopInvitation, WorkshopRound
from goldenthread.planning.workshop_queries import (
    open_rounds_of,
    parts_by_session,
    proposals_of,
    reasons_to_wait_for_rounds,
    tallies_by_session,
    themes_in,
)
from goldenthread.plans.actions import set_up_edition
from goldenthread.plans.models import Edition, Element
from tests.cast import AT, STRANGER, STRATEGY
from tests.planning.workshops_made import BY, DEMOCRATIC, MEMBER, Made, a_proposal, a_voter, a_workshop

pytestmark = pytest.mark.django_db
ANSWERED = workshop_inviting.Answered


@pytest.fixture
def made() -> Made:
    return a_workshop()


def held(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


def promote(made: Made, one: Proposal, by=STRATEGY, **more) -> Element:
    level = made.edition.levels.get(key="improvement")
    given = {"level": level, "parent": made.elements["place"], "version": one.version, **more}
    return promoting.promote(proposal=one, by=by, at=AT, **given)


def test_a_session_is_made_for_every_theme_once(made) -> None:
    """R016: one step makes a session for every theme, and none twice."""
    level = made.edition.levels.get(key="theme")
    Element.objects.create(council=made.council, edition=made.edition, level=level, title="Safety")
    Element.objects.create(council=made.council, edition=made.edition, level=level, title="X", is_exempt=True)
    new = workshops.add_sessions_by_theme(round=made.round, level=level, **BY)
    assert [one.title for one in new] == ["Safety"]
    assert workshops.add_sessions_by_theme(round=made.round, level=level, **BY) == []
    assert [one.title for one in themes_in(made.edition, STRATEGY)] == ["Place", "Safety"]


def test_a_round_has_a_purpose_and_a_name_of_its_own(made) -> None:
    """R036."""
    for said in (workshops.RoundSaid("Second", " "), workshops.RoundSaid("First round", "Again")):
        with pytest.raises(Refused):
            workshops.add_round(edition=made.edition, said=said, **BY)
    other = set_up_edition(plan=made.edition.plan, slug="2015", name="2015", levels=[], **BY)
    workshops.add_round(edition=other, said=workshops.RoundSaid("First round", "Again"), **BY)


def test_the_report_waits_until_every_round_is_closed(made) -> None:
    """R050."""
    said = workshops.RoundSaid("Second round", "The medium term", "January 2015")
    second = workshops.add_round(edition=made.edition, said=said, **BY)
    assert reasons_to_wait_for_rounds(made.edition) == [
        "The report is blocked until “First round” is closed.",
        "The report is blocked until “Second round” is closed.",
    ]
    close(made)
    assert open_rounds_of(made.edition) == [second]


def close(made: Made, *, sets_aside: bool = False, reason: str = "") -> None:
    round = WorkshopRound.objects.get(pk=made.round.pk)
    workshops.close_round(round=round, version=round.version, sets_aside=sets_aside, reason=reason, **BY)


def test_closing_asks_about_what_nobody_settled(made) -> None:
    """R017: no proposal is lost at the close of a round."""
    one, settled = a_proposal(made), a_proposal(made, "Fewer vans")
    promoting.set_aside(proposal=settled, reason="Too dear", version=1, **BY)
    with pytest.raises(Refused, match="One proposal is neither in the draft nor set aside"):
        close(made)
    close(made, reason="The streets team takes it on")
    assert WorkshopRound.objects.get(pk=made.round.pk).left_open == "The streets team takes it on"
    assert held(one).state == "OPEN"
    with pytest.raises(Refused, match="takes no more proposals"):
        a_proposal(made, "Late")
    promote(made, held(one))  # still may


def test_closing_may_set_aside_what_is_left(made) -> None:
    one = a_proposal(made)
    close(made, sets_aside=True, reason="Nobody would own it")
    assert (held(one).state, held(one).reason) == ("SET_ASIDE", "Nobody would own it")


def test_a_round_is_opened_again_with_a_reason_and_closed_on_its_own_page(made) -> None:
    close(made)
    version = WorkshopRound.objects.get(pk=made.round.pk).version
    with pytest.raises(Refused, match="Say why this round is opened again"):
        workshops.move_round(round=made.round, code="reopen", version=version, **BY)
    workshops.move_round(round=made.round, code="reopen", version=version, reason="A theme was missed", **BY)
    with pytest.raises(Refused, match="on its own page"):
        workshops.move_round(round=made.round, code="close", version=version + 1, **BY)


def test_what_is_sent_twice_by_one_form_is_written_once(made) -> None:
    """A double press makes one proposal; other words typed after going back make another."""
    first, again = a_proposal(made, key="k" * 32), a_proposal(made, key="k" * 32)
    other = a_proposal(made, "Sweep by day", key="k" * 32)
    assert first.pk == again.pk != other.pk
    assert Proposal.objects.count() == 2
    assert a_proposal(made, "Sweep at night").pk not in (first.pk, other.pk)  # another scribe's own form


def test_a_proposal_is_changed_by_who_saw_it_as_it_is(made) -> None:
    one = a_proposal(made)
    said = proposing.ProposalSaid("Sweep at dawn", made.elements["place"], measure="Litter counted")
    proposing.change_proposal(proposal=one, said=said, version=1, by=MEMBER, at=AT)
    with pytest.raises(Stale):
        proposing.change_proposal(proposal=one, said=said, version=1, by=MEMBER, at=AT)
    assert (held(one).text, held(one).measure) == ("Sweep at dawn", "Litter counted")


def test_proposals_are_grouped_together_and_groups_renamed(made) -> None:
    keys = [a_proposal(made, text).pk for text in ("One", "Two", "Three")]
    act = {"session": made.session, "by": MEMBER, "at": AT}
    assert proposing.group_proposals(proposals=keys[:2], group=" Night  work ", **act) == 2
    assert proposing.rename_group(group="Night work", name="Hours", **act) == 2
    assert set(Proposal.objects.values_list("group", flat=True)) == {"", "Hours"}
    for group, name in (("Gone", "Name"), ("Hours", " ")):
        with pytest.raises(Refused):
            proposing.rename_group(group=group, name=name, **act)
    with pytest.raises(Refused, match="Choose at least one"):
        proposing.group_proposals(proposals=[], group="x", **act)


def test_one_vote_for_each_person_that_can_be_taken_back(made) -> None:
    one, _ = a_proposal(made), a_voter(made)
    assert proposing.vote(proposal=one, for_it=True, by=MEMBER, at=AT)
    assert not proposing.vote(proposal=one, for_it=True, by=MEMBER, at=AT)
    assert Vote.objects.count() == 1
    assert proposing.vote(proposal=one, for_it=False, by=MEMBER, at=AT)
    assert not Vote.objects.exists()
    with pytest.raises(Refused, match="show of hands"):
        proposing.vote(proposal=one, for_it=True, by=DEMOCRATIC, at=AT)


def test_hands_are_counted_by_the_scribe(made) -> None:
    one = a_proposal(made)
    proposing.count_hands(proposal=one, hands=12, version=1, by=MEMBER, at=AT)
    assert held(one).hands == 12
    with pytest.raises(Refused):
        proposing.count_hands(proposal=one, hands=10**9, version=2, by=MEMBER, at=AT)


def test_what_is_missing_is_counted_and_found(made) -> None:
    """R035: delivery arrangement, measure and owner."""
    a_proposal(made, "Bare")
    a_proposal(made, "Whole", delivery="d", measure="m", owner=made.council.posts.first())
    a_proposal(made, "Measured", measure="m")
    tally = tallies_by_session([made.session])[made.session.pk]
    assert (tally.total, tally.lacking) == (3, {"delivery": 2, "measure": 1, "owner": 2})
    assert [one.text for one in proposals_of(made.session, lacks="measure")] == ["Bare"]
    assert [one.text for one in proposals_of(made.session, lacks="any")] == ["Measured", "Bare"]


def test_a_proposal_becomes_one_line_of_the_draft_that_says_where_it_came_from(made) -> None:
    """R046, R017."""
    owner = made.council.posts.get(title="Head of Streets")
    one = a_proposal(made, owner=owner, delivery="Two crews", measure="Litter counted")
    element = promote(made, one)
    assert (element.title, element.owner, element.parent, element.agreement) == (
        "Sweep at night", owner, made.elements["place"], "PROPOSED",
    )  # fmt: skip
    assert element.source == "Proposed in the workshop “Place” of “First round”, November 2014"
    assert element.detail == "Delivery: Two crews\nMeasured by: Litter counted"
    assert held(one).became == element
    with pytest.raises(Refused, match="taken into the draft"):
        promote(made, held(one))
    assert Element.objects.filter(title="Sweep at night").count() == 1


def test_it_goes_into_a_draft_only_and_by_who_may_change_the_plan(made) -> None:
    one = a_proposal(made)
    with pytest.raises(Refused):
        promote(made, one, by=DEMOCRATIC)
    Edition.objects.filter(pk=made.edition.pk).update(state="ADOPTED")
    with pytest.raises(Refused, match="is adopted, so its lines stay as they are"):
        promote(made, one)
    assert held(one).state == "OPEN"


def test_setting_aside_says_why_and_can_be_taken_back(made) -> None:
    one = a_proposal(made)
    with pytest.raises(Refused, match="Say why this proposal is set aside"):
        promoting.set_aside(proposal=one, reason=" ", version=1, **BY)
    promoting.set_aside(proposal=one, reason="Too dear", version=1, **BY)
    with pytest.raises(Refused):
        promote(made, held(one))
    promoting.take_up(proposal=one, version=2, **BY)
    assert (held(one).state, held(one).reason) == ("OPEN", "")


def test_a_list_is_pasted_and_each_is_asked_once(made) -> None:
    """R037."""
    text = "Residents’ forum, forum@a.example\nPolice <desk@police.example>\nresidents’ Forum\n\n"
    lines = workshop_inviting.asked_in_lines("PARTNER", text)
    assert [(one.who, one.email) for one in lines[:2]] == [
        ("Residents’ forum", "forum@a.example"), ("Police", "desk@police.example"),
    ]  # fmt: skip
    assert len(workshop_inviting.ask_people(session=made.session, people=lines, **BY)) == 2
    assert not workshop_inviting.ask_people(session=made.session, people=lines, **BY)
    assert "police.example" not in str(list(Entry.objects.values_list("after", flat=True)))


def test_a_list_with_a_wrong_line_is_refused_whole(made) -> None:
    elsewhere = a_workshop("elsewhere")
    stranger = Partner.objects.create(council=elsewhere.council, slug="police", name="Police")
    for people in (
        [],
        workshop_inviting.asked_in_lines("PARTNER", "Police, a@b"),
        [workshop_inviting.Asked("FRIEND", "Police")],
        [workshop_inviting.Asked("PARTNER", "Police", partner=stranger)],
    ):
        with pytest.raises(Refused):
            workshop_inviting.ask_people(session=made.session, people=people, **BY)
    assert not WorkshopInvitation.objects.exists()


def test_replies_and_attendance_are_counted_by_kind(made) -> None:
    """R034, R063."""
    ask = workshop_inviting.asked_in_lines
    people = [*ask("MEMBER", "One\nTwo"), *ask("PARTNER", "Police")]
    one, two, police = workshop_inviting.ask_people(session=made.session, people=people, **BY)
    answers = {
        one.pk: ANSWERED(1, "YES", True), two.pk: ANSWERED(1, "NO", False), police.pk: ANSWERED(1, "", None),
    }  # fmt: skip
    assert workshop_inviting.record_answers(session=made.session, answers=answers, **BY) == 2
    parts = parts_by_session([made.session])[made.session.pk]
    assert (parts["MEMBER"].replied, parts["MEMBER"].came, parts["PARTNER"].unknown) == (2, 1, 1)
    with pytest.raises(Stale):
        answers = {one.pk: ANSWERED(1, "NO", True)}
        workshop_inviting.record_answers(session=made.session, answers=answers, **BY)
    workshop_inviting.take_off_list(invitation=police, **BY)
    with pytest.raises(Refused, match="was asked already"):
        workshop_inviting.take_off_list(invitation=one, **BY)


def test_a_session_counts_what_those_invited_are_told(made) -> None:
    said = workshops.SessionSaid("Place", made.elements["place"], date(2014, 11, 3), time(10), time(12))
    workshops.change_session(session=made.session, said=said, version=1, **BY)
    made.session.refresh_from_db()
    assert made.session.sequence == 2
    noted = said._replace(notes="Bring the map")
    workshops.change_session(session=made.session, said=noted, version=2, **BY)
    with pytest.raises(Refused, match="held once that day has come"):
        workshops.move_session(session=made.session, code="hold", version=3, on=date(2014, 11, 2), **BY)
    workshops.move_session(session=made.session, code="cancel", version=3, on=AT.date(), **BY)
    made.session.refresh_from_db()
    assert made.session.sequence == 3
    with pytest.raises(Refused, match="cancelled"):
        a_proposal(made)


def test_nothing_crosses_between_councils(made) -> None:
    other = a_workshop("elsewhere")
    with pytest.raises(Refused):
        a_proposal(made, theme=other.elements["place"])
    with pytest.raises(Refused):
        a_proposal(made, owner=other.council.posts.first())
    with pytest.raises(Refused):
        promote(made, a_proposal(made), parent=other.elements["place"])
    with pytest.raises(Refused):
        promote(made, a_proposal(made), by=STRANGER)
