"""Offering actions to services, and what services answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.core.cascade import Answer
from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import Officer
from goldenthread.plans.cascade import (
    Wording,
    add_service_item,
    answer_offer,
    offer_action,
    start_service_plan,
    withdraw_offer,
    wording_of,
)
from goldenthread.plans.cascade_queries import carried_elements
from goldenthread.plans.models import Contribution, Edition, Element, Offer, Plan
from tests.cast import AT, ON, STRANGER, WHO
from tests.cast_cascade import (
    AUDITOR,
    DIRECTOR,
    MANAGER,
    PARKS,
    STRATEGIST,
    SWEEPER,
    YEAR,
    Cascade,
    a_cascade,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cascade() -> Cascade:
    return a_cascade()


def answered(offer: Offer, answer: Answer, by: Officer = MANAGER, **more: Any) -> Offer:
    version = more.pop("version", None) or Offer.objects.get(pk=offer.pk).version
    return answer_offer(offer=offer, version=version, answer=answer, on=ON, by=by, at=AT, **more)


def test_an_action_is_offered_to_several_services_at_once(cascade: Cascade) -> None:
    """R038: draft actions are pushed to service plans."""
    made = cascade.offered(cascade.streets, cascade.parks, words="  By March?  ")

    assert [(one.service.name, one.state, one.words, one.offered_on) for one in made] == [
        ("Streets", "OFFERED", "By March?", ON),
        ("Parks", "OFFERED", "By March?", ON),
    ]
    entries = Entry.objects.filter(subject_kind="offer").order_by("id")
    assert [(one.verb, one.by_post, one.subject) for one in entries] == [
        ("offered", "Strategy Manager", "Action → Streets"),
        ("offered", "Strategy Manager", "Action → Parks"),
    ]


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (MANAGER, "Only the strategy team can offer actions to services"),
        (AUDITOR, "You are signed in as an auditor."),
        (STRANGER, "You work for another council than Testbury."),
    ],
)
def test_only_the_strategy_team_offers(cascade: Cascade, by: Officer, said: str) -> None:
    with pytest.raises(Refused, match=said):
        offer_action(action=cascade.action, services=[cascade.streets], words="", on=ON, by=by, at=AT)
    assert not Offer.objects.exists()


def test_a_service_is_asked_once_and_somebody_has_to_be_asked(cascade: Cascade) -> None:
    cascade.offered()
    with pytest.raises(Refused, match=r"Streets has been asked already\."):
        cascade.offered(cascade.streets, cascade.parks)
    assert Offer.objects.count() == 1
    with pytest.raises(Refused, match="Choose at least one service"):
        offer_action(action=cascade.action, services=[], words="", on=ON, by=STRATEGIST, at=AT)


@pytest.mark.parametrize("code", ["vision", "place", "clean"])
def test_what_is_above_the_actions_is_not_offered(cascade: Cascade, code: str) -> None:
    above = cascade.cast.elements[code]
    with pytest.raises(Refused, match=r"are not offered\. Offer the actions below it\."):
        offer_action(action=above, services=[cascade.streets], words="", on=ON, by=STRATEGIST, at=AT)


def test_a_council_may_mark_another_level_as_the_one_that_services_carry(cascade: Cascade) -> None:
    cascade.cast.edition.levels.filter(key="improvement").update(needs_carrier=True)
    with pytest.raises(Refused, match="Offer the improvements below it"):
        cascade.offered()
    clean = cascade.cast.elements["clean"]
    assert offer_action(action=clean, services=[cascade.streets], words="", on=ON, by=STRATEGIST, at=AT)


def test_what_is_retired_or_replaced_is_not_offered(cascade: Cascade) -> None:
    Element.objects.filter(pk=cascade.action.pk).update(state="RETIRED")
    cascade.action.refresh_from_db()
    with pytest.raises(Refused, match="no longer in Strategy 2014"):
        cascade.offered()
    edition = cascade.cast.edition
    Edition.objects.filter(pk=edition.pk).update(state="REPLACED", is_current=False)
    cascade.action.refresh_from_db()
    with pytest.raises(Refused, match="has been replaced"):
        cascade.offered()


@pytest.mark.parametrize(
    ("kind", "said"), [("SERVICE", "line of a service plan already"), ("FRAMEWORK", "line of a framework")]
)
def test_only_the_councils_own_plans_are_cascaded(cascade: Cascade, kind: str, said: str) -> None:
    Plan.objects.filter(pk=cascade.cast.edition.plan_id).update(kind=kind)
    cascade.action.refresh_from_db()
    with pytest.raises(Refused, match=said):
        cascade.offered()


def test_accepting_copies_the_words_and_joins_the_line_to_the_action(cascade: Cascade) -> None:
    """R038, R044: what is accepted hangs in the service's plan and on the thread."""
    offer = cascade.taken_in()

    item = offer.item
    assert item is not None
    assert (item.title, item.due_on, item.owner, item.service, item.kind) == (
        "Action", date(2015, 3, 31), cascade.post("Head of Streets"), cascade.streets, "ORDINARY",
    )  # fmt: skip
    link = Contribution.objects.get(giver=item)
    assert (link.taker, link.kind, link.seen_version) == (cascade.action, "CONTRIBUTES", 1)
    assert (offer.state, offer.answered_on, offer.version) == ("ACCEPTED", ON, 2)
    assert carried_elements(cascade.cast.edition) == {cascade.action.pk}
    entry = Entry.objects.get(subject_kind="offer", verb="accepted")
    assert (entry.before["state"], entry.after["state"], entry.by_post) == (
        "OFFERED", "ACCEPTED", "Head of Streets",
    )  # fmt: skip


def test_accepting_with_changes_keeps_the_services_words_and_its_reason(cascade: Cascade) -> None:
    """R038: the manager accepts, changes or declines it with a reason."""
    draft = cascade.started()
    (offer,) = cascade.offered()
    clerk = cascade.post("Street Clerk")
    said = Wording("Sweep  every street", "Twice a week", date(2014, 10, 1), date(2015, 2, 1), clerk)

    held = answered(offer, Answer.CHANGED, wording=said, reason="The depot closes in March.")

    item = Element.objects.get(edition=draft)
    assert (item.title, item.detail, item.starts_on, item.due_on, item.owner) == (
        "Sweep every street", "Twice a week", date(2014, 10, 1), date(2015, 2, 1), clerk,
    )  # fmt: skip
    assert (held.state, held.reason, held.item_id) == ("CHANGED", "The depot closes in March.", item.pk)


@pytest.mark.parametrize(
    ("answer", "wording", "reason", "said"),
    [
        (Answer.CHANGED, Wording("Sweep"), " ", "Say why: the strategy team reads the reason"),
        (Answer.DECLINED, None, "", "Say why"),
        (Answer.CHANGED, None, "Because", "Write what will be done."),
        (Answer.CHANGED, Wording(" "), "Because", "Write what will be done."),
        (
            Answer.CHANGED,
            Wording("Sweep", "", date(2015, 2, 1), date(2015, 1, 1)),
            "Because",
            "can't be done before it starts",
        ),
        (Answer.CHANGED, Wording("x" * 501), "Because", "too long for title"),
        (Answer.OFFERED, None, "", "Choose to accept"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(
    cascade: Cascade, answer: Answer, wording: Wording | None, reason: str, said: str
) -> None:
    cascade.started()
    (offer,) = cascade.offered()
    with pytest.raises(Refused, match=said):
        answered(offer, answer, wording=wording, reason=reason)
    assert Offer.objects.get().state == "OFFERED"
    assert not Element.objects.filter(edition__plan__kind="SERVICE").exists()


def test_what_is_accepted_with_changes_differs_from_what_was_offered(cascade: Cascade) -> None:
    """R038."""
    cascade.started()
    (offer,) = cascade.offered()
    with pytest.raises(Refused, match=r"Nothing in it is changed\. Accept it as it is"):
        answered(offer, Answer.CHANGED, wording=wording_of(offer.action), reason="Because")
    assert Offer.objects.get().state == "OFFERED"


@pytest.mark.parametrize("by", [PARKS, SWEEPER, AUDITOR, STRANGER])
def test_only_the_services_own_manager_answers(cascade: Cascade, by: Officer) -> None:
    cascade.started()
    (offer,) = cascade.offered()
    with pytest.raises(Refused, match=r"can answer what is offered to a service|another council"):
        answered(offer, Answer.DECLINED, by=by, reason="No.")


@pytest.mark.parametrize("by", [DIRECTOR, STRATEGIST])
def test_the_director_and_the_strategy_team_may_answer_for_it(cascade: Cascade, by: Officer) -> None:
    cascade.started()
    (offer,) = cascade.offered()
    assert answered(offer, Answer.ACCEPTED, by=by).state == "ACCEPTED"


def test_of_two_who_answer_at_once_the_second_sees_the_first_answer(cascade: Cascade) -> None:
    """R038: two managers at once; nothing is lost."""
    cascade.started()
    (offer,) = cascade.offered()
    answered(offer, Answer.DECLINED, reason="No people for it.", version=1)

    with pytest.raises(Refused, match=r"Somebody else answered .* declined because: No people for it\."):
        answered(offer, Answer.ACCEPTED, by=DIRECTOR, version=1)
    assert Offer.objects.get().state == "DECLINED"
    assert not carried_elements(cascade.cast.edition)


def test_answering_again_changes_the_line_and_the_earlier_answer_stays_in_the_ledger(
    cascade: Cascade,
) -> None:
    offer = cascade.taken_in()
    first = offer.item_id

    answered(offer, Answer.CHANGED, wording=Wording("Less of it"), reason="Money.")
    assert [
        (one.pk, one.title) for one in Element.objects.filter(edition__plan__service=cascade.streets)
    ] == [(first, "Less of it")]

    held = answered(offer, Answer.DECLINED, reason="No money at all.")
    assert (held.item, Element.objects.get(pk=first).state) == (None, "RETIRED")
    assert carried_elements(cascade.cast.edition) == set()

    again = answered(offer, Answer.ACCEPTED)
    assert again.item_id != first and carried_elements(cascade.cast.edition) == {cascade.action.pk}
    entries = Entry.objects.filter(subject_kind="offer").order_by("id")
    assert [(one.verb, one.reason) for one in entries] == [
        ("offered", ""),
        ("accepted", ""),
        ("accepted with changes", "Money."),
        ("declined", "No money at all."),
        ("accepted", ""),
    ]


def test_an_action_hangs_where_the_manager_chooses(cascade: Cascade) -> None:
    draft = cascade.started()
    aim = draft.levels.create(key="aim", name="Aim", plural="Aims", position=0)
    top = Element.objects.create(council=cascade.council, edition=draft, level=aim, title="Cleaner")
    (offer,) = cascade.offered()

    answered(offer, Answer.ACCEPTED, wording=Wording("", parent=top))
    assert Offer.objects.get().item.parent == top

    answered(offer, Answer.ACCEPTED)
    assert Offer.objects.get().item.parent is None


def test_an_action_does_not_hang_from_another_plan_or_another_councils_post(cascade: Cascade) -> None:
    cascade.started()
    (offer,) = cascade.offered()
    with pytest.raises(Refused, match=r"is not in Streets service plan 2014/15"):
        answered(offer, Answer.ACCEPTED, wording=Wording("", parent=cascade.cast.elements["place"]))
    other = a_cascade("elsewhere")
    with pytest.raises(Refused, match="a post of another council"):
        answered(
            offer, Answer.CHANGED, wording=Wording("Sweep", owner=other.post("Sweeper")), reason="Because"
        )


def test_an_adopted_service_plan_is_not_changed(cascade: Cascade) -> None:
    offer = cascade.taken_in()
    Edition.objects.filter(plan__service=cascade.streets).update(state="ADOPTED", is_current=True)
    with pytest.raises(Refused, match="Start a new edition of the service plan and change it there"):
        answered(offer, Answer.DECLINED, reason="No.")
    assert Offer.objects.get().state == "ACCEPTED"


def test_without_a_draft_an_action_can_be_declined_but_not_taken_in(cascade: Cascade) -> None:
    (offer,) = cascade.offered()
    with pytest.raises(Refused, match=r"Streets has no service plan yet\. Start one, then answer\."):
        answered(offer, Answer.ACCEPTED)
    cascade.started()
    Edition.objects.filter(plan__service=cascade.streets).update(state="ADOPTED", is_current=True)
    with pytest.raises(Refused, match="Start a new edition of it, then answer"):
        answered(offer, Answer.ACCEPTED)
    assert answered(offer, Answer.DECLINED, reason="Not ours.").state == "DECLINED"


def test_an_action_that_left_the_strategy_is_only_declined(cascade: Cascade) -> None:
    cascade.started()
    (offer,) = cascade.offered()
    Element.objects.filter(pk=cascade.action.pk).update(state="RETIRED")
    with pytest.raises(Refused, match="Decline it, and say so"):
        answered(offer, Answer.ACCEPTED)


def test_an_offer_is_taken_back_until_it_is_answered(cascade: Cascade) -> None:
    first, second = cascade.offered(cascade.streets, cascade.parks)
    with pytest.raises(Refused, match="Only the strategy team"):
        withdraw_offer(offer=first, by=MANAGER, at=AT)
    withdraw_offer(offer=first, by=STRATEGIST, at=AT)
    assert Entry.objects.get(verb="took back").before["words"] == "Can you do it?"
    with pytest.raises(Refused, match="taken back already"):
        withdraw_offer(offer=first, by=STRATEGIST, at=AT)
    with pytest.raises(Refused, match="The offer has been taken back"):
        answered(first, Answer.DECLINED, reason="No.", version=1)
    answered(second, Answer.DECLINED, by=PARKS, reason="No.")
    with pytest.raises(Refused, match="Parks has answered already"):
        withdraw_offer(offer=second, by=STRATEGIST, at=AT)


def test_a_service_plan_starts_with_a_closed_draft_and_one_plain_level(cascade: Cascade) -> None:
    """R038: a service without a plan begins one."""
    draft = start_service_plan(service=cascade.streets, year=YEAR, by=MANAGER, at=AT)

    assert (draft.plan.name, draft.plan.kind, draft.plan.service) == (
        "Streets service plan", "SERVICE", cascade.streets,
    )  # fmt: skip
    assert (draft.slug, draft.name, draft.starts_on, draft.ends_on, draft.is_open, draft.state) == (
        "2014-15", "Streets service plan 2014/15", date(2014, 4, 1), date(2015, 3, 31), False, "DRAFT",
    )  # fmt: skip
    assert [(one.name, one.needs_owner) for one in draft.levels.all()] == [("Service plan item", True)]
    started = Entry.objects.filter(verb="started").values_list("subject_kind", flat=True)
    assert sorted(started) == ["edition", "level", "plan"]


def test_the_next_service_plan_has_the_levels_of_the_last(cascade: Cascade) -> None:
    draft = cascade.started()
    draft.levels.create(key="step", name="Step", plural="Steps", position=2, needs_owner=True)
    other = start_service_plan(service=cascade.parks, year=YEAR, by=PARKS, at=AT)
    assert [one.name for one in other.levels.all()] == ["Service plan item", "Step"]


@pytest.mark.parametrize("by", [PARKS, SWEEPER, AUDITOR])
def test_only_those_of_the_service_start_its_plan(cascade: Cascade, by: Officer) -> None:
    with pytest.raises(Refused, match="can start, open or adopt an edition"):
        start_service_plan(service=cascade.streets, year=YEAR, by=by, at=AT)


def test_a_service_has_one_plan(cascade: Cascade) -> None:
    cascade.started()
    with pytest.raises(Refused, match=r"Streets has a service plan already\."):
        cascade.started()


def test_a_name_that_is_taken_or_says_nothing_gets_an_address_all_the_same(cascade: Cascade) -> None:
    """Hostile names: a service of signs only, and a plan that has the address already."""
    Plan.objects.create(council=cascade.council, slug="streets-service-plan", name="Other", kind="CORPORATE")
    assert cascade.started().plan.slug == f"streets-service-plan-{cascade.streets.pk}"
    signs = cascade.council.services.create(name="<" * 200)
    assert start_service_plan(service=signs, year=YEAR, **WHO).plan.slug == "service-service-plan"


def test_business_as_usual_sits_beside_what_is_carried(cascade: Cascade) -> None:
    """R038: business-as-usual items sit beside it."""
    cascade.taken_in()
    usual = cascade.item("Empty the bins", due_on=date(2015, 3, 31))
    own = cascade.item("Try a quieter sweeper", is_usual=False)

    assert (usual.kind, own.kind) == ("AS_USUAL", "ORDINARY")
    assert usual.service == cascade.streets
    assert Entry.objects.get(subject_kind="element", subject_id=str(usual.pk)).verb == "added"


def test_nothing_is_added_without_words_a_draft_or_the_duty(cascade: Cascade) -> None:
    with pytest.raises(Refused, match="Streets has no draft service plan"):
        cascade.item("Empty the bins")
    cascade.started()
    with pytest.raises(Refused, match="Write what will be done"):
        cascade.item(" ")
    with pytest.raises(Refused, match="can change a draft plan"):
        add_service_item(service=cascade.streets, wording=Wording("Mow"), is_usual=True, by=PARKS, at=AT)


def test_a_line_of_a_replaced_service_plan_carries_nothing(cascade: Cascade) -> None:
    """R039: whether a service plan carries it, as things stand."""
    cascade.taken_in()
    Edition.objects.filter(plan__service=cascade.streets).update(state="REPLACED")
    assert carried_elements(cascade.cast.edition) == set()
