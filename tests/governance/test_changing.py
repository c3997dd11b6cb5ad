"""What was approved changes by request only: asked for, decided by somebody else, and kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.core.measure_sheet import APPROVED, MeasureSheet
from goldenthread.core.observed import TargetState
from goldenthread.core.periods import parse_period
from goldenthread.core.refused import Refused, Stale
from goldenthread.governance.changing import FIELDS, Wish, ask_for_change, decide_change, withdraw_change
from goldenthread.governance.models import ChangeRequest
from goldenthread.ledger.models import Entry
from goldenthread.measures import actions
from goldenthread.measures.models import Measure, Target
from goldenthread.measures.sheets import change_measure, define_measure, written_of
from goldenthread.measures.targets import Blank, Doubted, leave_blank, set_target
from goldenthread.plans.models import Edition
from tests.cast import AT, NEIGHBOUR, ON, OWNER, Q1, STRANGER, STRATEGY, WHO, a_council, target_row

pytestmark = pytest.mark.django_db
YEAR = parse_period("2014/15")
DECIDER = replace(STRATEGY, post="Executive Member", username="member", duty="EXECUTIVE")


@pytest.fixture
def cast():
    cast = a_council()
    actions.set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "80")], **WHO)
    Edition.objects.update(state="ADOPTED")
    return cast


def ask(cast, by=OWNER, kind="TARGET", period=Q1, reason="The service moved.", **after):
    wish = Wish(kind, cast.measure, after, period)
    return ask_for_change(wish=wish, reason=reason, on=ON, by=by, at=AT)


def decide(request, by=DECIDER, is_granted=True, decision="", version=1):
    said = {"is_granted": is_granted, "decision": decision, "version": version}
    decide_change(request=request, on=ON, by=by, at=AT, **said)


def test_an_approved_target_changes_only_by_a_request_that_somebody_else_grants(cast):
    with pytest.raises(Refused, match="Ask for a change"):
        set_target(measure=cast.measure, period=Q1, value=Decimal(75), reason="R", by=OWNER, at=AT)
    request = ask(cast, value=Decimal(75), stretch=Decimal(85))
    assert (request.before, request.after) == (
        {"value": "80", "stretch": None},
        {"value": "75", "stretch": "85"},
    )
    decide(request)
    held, request = Target.objects.get(), ChangeRequest.objects.get()
    assert (held.value, held.stretch, held.reason) == (75, 85, "The service moved.")
    assert (request.state, request.decided_by) == ("APPROVED", "Executive Member")
    entry = Entry.objects.filter(subject_kind="target", verb="changed").get()
    assert f"By change request {request.pk}." in entry.reason


def test_nobody_decides_their_own_and_a_refusal_says_why(cast):
    request = ask(cast, by=STRATEGY, value=Decimal(75))
    with pytest.raises(Refused, match="somebody else decides it"):
        decide(request, by=STRATEGY)
    with pytest.raises(Refused, match="Say why it is declined"):
        decide(request, is_granted=False)
    with pytest.raises(Stale):
        decide(request, version=7)
    for officer in (OWNER, NEIGHBOUR, STRANGER):
        with pytest.raises(Refused):
            decide(request, by=officer)
    decide(request, is_granted=False, decision="Too early.")
    assert (ChangeRequest.objects.get().state, Target.objects.get().value) == ("DECLINED", 80)
    with pytest.raises(Refused, match="already"):
        decide(request, version=2)


def test_what_has_changed_meanwhile_is_not_granted(cast):
    request = ask(cast, value=Decimal(75))
    Target.objects.update(value=82)
    with pytest.raises(Refused, match="has itself changed since it was asked"):
        decide(request)
    assert ChangeRequest.objects.get().state == "OPEN"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"value": Decimal(80)}, "Nothing would change"),
        ({"value": Decimal(75), "reason": " "}, "Say why"),
        ({"value": Decimal(75), "by": NEIGHBOUR}, "Only"),
        ({"value": Decimal(10) ** 15}, "too large"),
        ({"value": Decimal(75), "kind": "DATE"}, "has no date of its own"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(cast, more, sentence):
    with pytest.raises(Refused, match=sentence):
        ask(cast, **more)
    assert not ChangeRequest.objects.exists()


def test_a_request_waits_once_and_can_be_taken_back_by_who_asked(cast):
    request = ask(cast, value=Decimal(75))
    with pytest.raises(Refused, match="asks for this already"):
        ask(cast, value=Decimal(70))
    with pytest.raises(Refused, match="who asked for it"):
        withdraw_change(request=request, version=1, by=STRATEGY, at=AT)
    withdraw_change(request=request, version=1, by=OWNER, at=AT)
    assert ChangeRequest.objects.get().state == "WITHDRAWN"


def test_a_tolerance_and_a_definition_change_by_request(cast):
    """R137: a measure's own tolerance."""
    decide(ask(cast, kind="TOLERANCE", period=None, tolerance=Decimal(5)))
    words = {"definition": "Calls answered", "from_on": date(2014, 10, 1), "is_comparable": False}
    decide(ask(cast, kind="DEFINITION", period=None, **words))
    held = Measure.objects.get()
    assert (held.tolerance, held.definition, held.defined_from) == (5, "Calls answered", date(2014, 10, 1))


def test_whatever_is_refused_as_approved_can_be_asked_for():
    """R136: “ask for a change” leads somewhere."""
    assert set(APPROVED) == {name for kind, names in FIELDS.items() for name in names if kind != "TARGET"}


def test_how_it_is_counted_changes_by_request_by_who_could_not_change_the_sheet(cast):
    """R136: not the polarity, nor what is reported of what is collected, drifts after approval."""
    another = define_measure(council=cast.council, sheet=MeasureSheet(code="M9", title="Calls"), **WHO)
    with pytest.raises(Refused):
        change_measure(measure=cast.measure, sheet=written_of(cast.measure), version=1, by=DECIDER, at=AT)
    wished = {
        "polarity": "RANGE",
        "low": Decimal("60.5"),
        "formula": "[M9] * 2",
        "if_missing": "COUNT_AS_ZERO",
    }
    request = ask(cast, kind="COUNTING", period=None, **wished)
    assert (request.before["low"], request.after["low"]) == (None, "60.5")
    decide(request)
    held = written_of(Measure.objects.get(pk=cast.measure.pk))
    assert {name: getattr(held, name) for name in wished} == wished
    assert another.code in held.formula
    entry = Entry.objects.filter(subject_kind="measure", verb="changed").get()
    assert "The service moved." in entry.reason


def test_levels_go_there_and_back_as_they_are_kept(cast):
    Measure.objects.filter(pk=cast.measure.pk).update(kind="LEVEL", unit="", levels=["Low", "High"])
    request = ask(cast, kind="COUNTING", period=None, levels=("Low", "Middling", "High"))
    decide(request)
    assert Measure.objects.get(pk=cast.measure.pk).levels == ["Low", "Middling", "High"]


@pytest.mark.parametrize(
    ("kind", "after", "sentence"),
    [
        ("COUNTING", {"formula": "[NOWHERE]"}, "No measure of this council has the code NOWHERE"),
        ("COUNTING", {"formula": "[M1] + 1"}, "M1"),
        ("COUNTING", {"polarity": "RANGE"}, "needs one edge at least"),
        ("COUNTING", {"derivation": "LAST"}, "Say how often it is reported"),
        ("TOLERANCE", {"tolerance": Decimal(-1)}, "0 or more"),
        ("TOLERANCE", {"floor": Decimal(10) ** 15}, "too large"),
        ("DEFINITION", {"denominator": "Calls", "from_on": ON}, "above the line and below it"),
    ],
)
def test_what_could_never_be_granted_cannot_be_asked(cast, kind, after, sentence):
    with pytest.raises(Refused, match=sentence):
        ask(cast, kind=kind, period=None, **after)
    assert not ChangeRequest.objects.exists()


def test_a_target_left_blank_is_set_without_a_request_and_a_blank_says_who_and_when(cast):
    """R126, R127: a blank target has a reason, an owner and a day, and is no nought."""
    owner = cast.council.posts.get(title="Head of Streets")
    year = {"measure": cast.measure, "period": YEAR, "by": OWNER, "at": AT}
    for blank in (
        Blank(TargetState.TO_BE_SET, "New baseline", owner),
        Blank(TargetState.TO_BE_SET, "New baseline", None, ON),
        Blank(TargetState.NO_TARGET, " "),
    ):
        with pytest.raises(Refused):
            leave_blank(blank=blank, **year)
    made = leave_blank(blank=Blank(TargetState.TO_BE_SET, "New baseline", owner, ON), **year)
    assert (made.value, made.state, made.owner, made.due_on) == (None, "TO_BE_SET", owner, ON)
    with pytest.raises(Doubted, match="Say why that is right"):
        set_target(value=Decimal(0), reason="", **year)
    set_target(value=Decimal(0), reason="", explanation="None is aimed at.", **year)
    assert "Answered: None is aimed at." in Entry.objects.filter(verb="changed").latest("pk").reason
    with pytest.raises(Refused, match="Ask for a change"):
        leave_blank(blank=Blank(TargetState.NO_TARGET, "Gone"), **year)
