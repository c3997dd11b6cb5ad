"""Defining a measure, changing its sheet, keeping the definitions it had, and who may (R047, R048)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.core.measure_sheet import Definition, MeasureSheet
from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.measures import actions
from goldenthread.measures.models import EarlierDefinition, Measure, MeasureLink
from goldenthread.measures.sheet_parts import (
    OtherCode,
    Part,
    bring_back,
    link_measure,
    retire_measure,
    set_aliases,
    set_breakdowns,
    unlink_measure,
)
from goldenthread.measures.sheets import (
    change_measure,
    change_tolerance,
    define_measure,
    redefine_measure,
    written_of,
)
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import Edition
from tests.cast import AT, OWNER, Q1, STRANGER, STRATEGY, WHO, Cast, a_council, observation_row

pytestmark = pytest.mark.django_db
MANAGER = Officer("Streets Manager", "manager", "testbury", "SERVICE_MANAGER", "Streets", "Place")
PARKS = Officer("Parks Manager", "parks", "testbury", "SERVICE_MANAGER", "Parks", "Place")
DO: dict[str, Any] = {"by": STRATEGY, "at": AT}


@pytest.fixture
def cast() -> Cast:
    return a_council()


def fresh(cast: Cast) -> Measure:
    return Measure.objects.get(pk=cast.measure.pk)


def adopt(cast: Cast) -> None:
    """Approve the plan with its measure, whose definition is written; a blank one could still be said."""
    Measure.objects.filter(pk=cast.measure.pk).update(definition="Streets", method="Counted")
    Edition.objects.filter(pk=cast.edition.pk).update(state="ADOPTED")


def said(refused: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(refused.value.reasons)


def test_a_measure_is_defined_with_its_whole_sheet_and_a_line_in_the_ledger(cast: Cast) -> None:
    """R047: what a measure is, how it is counted, how often and by whom."""
    sheet = MeasureSheet(
        code="  BV/199a ",
        title="Streets below standard", question="Are our streets clean?", kind="PERCENTAGE",
        numerator="Sites below grade B", denominator="Sites inspected", polarity="LOWER",
        reporting="YEARLY", derivation="AVERAGE", tolerance=Decimal("1.5"), decimals=1,
    )  # fmt: skip
    made = define_measure(council=cast.council, sheet=sheet, **DO)
    held = Measure.objects.get(code="BV/199a")
    assert written_of(held) == replace(sheet, code="BV/199a")
    assert (held.pk, held.position, held.source) == (made.pk, 1, "Strategy Manager, 2 September 2014")
    assert Entry.objects.filter(verb="defined", subject_id=str(made.pk)).count() == 1


@pytest.mark.parametrize(
    ("officer", "reason"),
    [
        (VISITOR, "Sign in first."),
        (STRANGER, "You work for another council"),
        (OWNER, "define a measure"),
        (PARKS, "define a measure"),
    ],
)
def test_only_those_with_the_duty_define_change_and_retire(cast: Cast, officer: Officer, reason: str) -> None:
    who: dict[str, Any] = {"by": officer, "at": AT}
    service = cast.council.services.get()
    sheet = MeasureSheet(code="M2", title="Two", service_id=service.pk)
    with pytest.raises(Refused, match=reason):
        define_measure(council=cast.council, sheet=sheet, **who)
    with pytest.raises(Refused, match=reason):
        change_measure(measure=cast.measure, sheet=sheet, version=1, **who)
    with pytest.raises(Refused, match=reason):
        retire_measure(measure=cast.measure, on=date(2014, 9, 1), reason="Old", version=1, **who)
    assert (Measure.objects.count(), fresh(cast).version) == (1, 1)


def test_a_service_manager_defines_measures_of_the_service(cast: Cast) -> None:
    service = cast.council.services.get()
    sheet = MeasureSheet(code="M2", title="Two", service_id=service.pk)
    assert define_measure(council=cast.council, sheet=sheet, by=MANAGER, at=AT).service == service


def test_a_code_is_given_once_whatever_its_capitals(cast: Cast) -> None:
    with pytest.raises(Refused, match="M1 is the code of “Measure M1”"):
        define_measure(council=cast.council, sheet=MeasureSheet(code="m1", title="Again"), **DO)


def test_posts_of_another_council_cannot_be_named(cast: Cast) -> None:
    other = a_council("elsewhere")
    stranger = other.council.posts.first()
    assert stranger is not None
    sheet = MeasureSheet(code="M2", title="Two", owner_id=stranger.pk)
    with pytest.raises(Refused, match="No post of this council"):
        define_measure(council=cast.council, sheet=sheet, **DO)


def test_of_two_who_change_a_sheet_the_second_is_told(cast: Cast) -> None:
    sheet = replace(written_of(cast.measure), title="First")
    assert change_measure(measure=cast.measure, sheet=sheet, version=1, **DO)
    with pytest.raises(Stale):
        change_measure(measure=cast.measure, sheet=replace(sheet, title="Second"), version=1, **DO)
    assert (fresh(cast).title, fresh(cast).version) == ("First", 2)


def test_nothing_is_written_where_nothing_differs(cast: Cast) -> None:
    before = Entry.objects.count()
    assert not change_measure(measure=cast.measure, sheet=written_of(cast.measure), version=1, **DO)
    assert (fresh(cast).version, Entry.objects.count()) == (1, before)


APPROVED = [
    ({"definition": "Another"}, "This definition was approved"),
    ({"method": "Another"}, "This definition was approved"),
    ({"unit": "days", "kind": "DURATION"}, "This unit was approved"),
    ({"polarity": "LOWER"}, "This polarity was approved"),
    ({"tolerance": Decimal(2)}, "This tolerance was approved"),
    ({"floor": Decimal(2)}, "This floor was approved"),
    ({"polarity": "RANGE", "low": Decimal(2)}, "This range was approved"),
    ({"formula": "[M2] * 2"}, "This way of counting was approved"),
    ({"if_missing": "COUNT_AS_ZERO"}, "This way of counting was approved"),
    ({"frequency": "MONTHLY"}, "This way of counting was approved"),
    ({"reporting": "YEARLY", "derivation": "LAST"}, "This way of counting was approved"),
    ({"is_cumulative": True}, "This way of counting was approved"),
    ({"is_data_only": True}, "This way of judging was approved"),
]


def _another(cast: Cast) -> None:
    """Define M2, for a formula to name."""
    define_measure(council=cast.council, sheet=MeasureSheet(code="M2", title="Two"), **DO)


@pytest.mark.parametrize(("change", "reason"), APPROVED)
def test_what_was_approved_changes_by_request_only(cast: Cast, change: dict[str, Any], reason: str) -> None:
    """R136: targets, tolerances and definitions don't drift after approval."""
    _another(cast)
    adopt(cast)
    sheet = replace(written_of(cast.measure), **change)
    with pytest.raises(Refused) as refused:
        change_measure(measure=cast.measure, sheet=sheet, version=1, **DO)
    assert reason in said(refused) and fresh(cast).version == 1
    assert change_measure(measure=cast.measure, sheet=sheet, version=1, request=7, **DO)
    assert written_of(fresh(cast)) == sheet


def test_what_was_not_approved_changes_outright(cast: Cast) -> None:
    adopt(cast)
    sheet = replace(written_of(fresh(cast)), title="Better words", question="Is it clean?", lag_days=30)
    assert change_measure(measure=cast.measure, sheet=sheet, version=1, **DO)


def test_before_approval_everything_changes_outright(cast: Cast) -> None:
    _another(cast)
    first = written_of(cast.measure)
    for version, (change, _) in enumerate(APPROVED, start=1):
        sheet = replace(first, **change)
        assert change_measure(measure=cast.measure, sheet=sheet, version=version, **DO)


def redefined(cast: Cast, **more: Any) -> EarlierDefinition:
    given: dict[str, Any] = {
        "new": Definition(definition="From the new survey", unit="%"), "from_on": date(2014, 4, 1),
        "is_comparable": False, "reason": "The survey changed", "version": fresh(cast).version, **DO, **more,
    }  # fmt: skip
    return redefine_measure(measure=cast.measure, **given)


def test_an_old_definition_is_kept_with_its_days_and_the_reason(cast: Cast) -> None:
    """R049: a change of definition is dated, and the figures before it are known for what they are."""
    Measure.objects.update(definition="From the survey", method="Count", defined_from=date(2010, 4, 1))
    kept = redefined(cast)
    held = fresh(cast)
    assert (held.definition, held.method, held.defined_from) == (
        "From the new survey", "", date(2014, 4, 1),
    )  # fmt: skip
    assert (kept.definition, kept.method, kept.unit, kept.from_on, kept.until_on) == (
        "From the survey", "Count", "%", date(2010, 4, 1), date(2014, 3, 31),
    )  # fmt: skip
    assert (kept.is_comparable, kept.reason) == (False, "The survey changed")
    assert Entry.objects.get(verb="redefined").reason == "The survey changed"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"reason": "  "}, "Say why the definition changes"),
        ({"new": Definition(unit="%")}, "Nothing of the definition differs"),
        ({"from_on": date(2010, 4, 1)}, "began on 1 April 2010"),
        ({"version": 9}, "Somebody else changed"),
        ({"new": Definition(numerator="Only above")}, "above the line and below it"),
        ({"by": OWNER}, "define a measure"),
    ],
)
def test_a_definition_is_refused_with_a_sentence(cast: Cast, more: dict[str, Any], reason: str) -> None:
    Measure.objects.update(defined_from=date(2010, 4, 1))
    with pytest.raises(Refused, match=reason):
        redefined(cast, **more)
    assert not EarlierDefinition.objects.exists()


def test_an_approved_definition_changes_by_request_only(cast: Cast) -> None:
    adopt(cast)
    with pytest.raises(Refused, match="Ask for a change"):
        redefined(cast)
    assert redefined(cast, request=3).reason == "The survey changed"


def test_figures_already_counted_cannot_become_levels(cast: Cast) -> None:
    row = observation_row(cast.measure, Q1, "12")
    actions.record_observations(council=cast.council, rows=[row], **WHO)
    sheet = replace(written_of(cast.measure), kind="LEVEL", unit="", levels=("Poor", "Good"))
    with pytest.raises(Refused, match="Retire this measure and define a new one"):
        change_measure(measure=cast.measure, sheet=sheet, version=1, **DO)


def tolerated(cast: Cast, **more: Any) -> bool:
    given: dict[str, Any] = {
        "tolerance": Decimal(2), "is_percent": True, "floor": None, "low": None, "high": None,
        "reason": "Agreed", **DO, **more,
    }  # fmt: skip
    return change_tolerance(measure=cast.measure, **given)


def test_a_tolerance_changes_with_a_reason_and_after_approval_by_request(cast: Cast) -> None:
    assert tolerated(cast) and not tolerated(cast)
    with pytest.raises(Refused, match="Say why"):
        tolerated(cast, reason="")
    adopt(cast)
    with pytest.raises(Refused, match="This tolerance was approved"):
        tolerated(cast, tolerance=Decimal(3))
    assert tolerated(cast, tolerance=Decimal(3), request=1)
    assert fresh(cast).own_tolerance == (Decimal(3), True)


def test_a_range_given_to_a_measure_that_has_none_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="within a range"):
        tolerated(cast, low=Decimal(1))


def test_a_link_closes_the_gap_and_is_taken_away_with_a_reason(cast: Cast) -> None:
    action = cast.elements["action"]
    link = link_measure(measure=cast.measure, element=action, **DO)
    assert (link.basis, link.source) == ("STATED", "Strategy Manager, 2 September 2014")
    with pytest.raises(Refused, match="already"):
        link_measure(measure=cast.measure, element=action, **DO)
    with pytest.raises(Refused, match="Say why"):
        unlink_measure(link=link, reason="", **DO)
    unlink_measure(link=link, reason="It measures the theme", **DO)
    verbs = Entry.objects.filter(subject_kind="measure").values_list("verb", flat=True)
    assert {"linked", "unlinked"} <= set(verbs)


def test_a_link_to_what_is_retired_or_another_councils_is_refused(cast: Cast) -> None:
    other = a_council("elsewhere")
    with pytest.raises(Refused, match="another council"):
        link_measure(measure=cast.measure, element=other.elements["clean"], **DO)
    retired = cast.elements["action"]
    retired.state = "RETIRED"
    with pytest.raises(Refused, match="no longer in its plan"):
        link_measure(measure=cast.measure, element=retired, **DO)


def test_the_last_link_to_an_adopted_plan_stays(cast: Cast) -> None:
    """Otherwise what was approved could be unlinked, changed and linked again."""
    adopt(cast)
    first = MeasureLink.objects.get()
    with pytest.raises(Refused, match="Link it to another line of the plan first"):
        unlink_measure(link=first, reason="To change it", **DO)
    link_measure(measure=cast.measure, element=cast.elements["action"], **DO)
    unlink_measure(link=first, reason="It moved", **DO)
    assert MeasureLink.objects.get().element == cast.elements["action"]


def test_parts_are_named_in_order_and_a_part_with_figures_stays(cast: Cast) -> None:
    parts = [Part("WARD", "Acomb", True), Part("WARD", "  Clifton  ", True), Part("AGE", "Under 16")]
    set_breakdowns(measure=cast.measure, parts=parts, version=1, **DO)
    held = list(cast.measure.breakdowns.values_list("by", "name", "adds_up"))
    assert held == [("AGE", "Under 16", False), ("WARD", "Acomb", True), ("WARD", "Clifton", True)]
    row = observation_row(cast.measure, Q1, "4", breakdown="Acomb")
    actions.record_observations(council=cast.council, rows=[row], **WHO)
    with pytest.raises(Stale):
        set_breakdowns(measure=cast.measure, parts=[], version=1, **DO)
    with pytest.raises(Refused, match="“Acomb” has figures"):
        set_breakdowns(measure=cast.measure, parts=parts[1:], version=2, **DO)
    set_breakdowns(measure=cast.measure, parts=parts[:1], version=2, **DO)
    assert [one.name for one in cast.measure.breakdowns.all()] == ["Acomb"]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([Part("WARD", " ")], "has no name"),
        ([Part("WARD", "Acomb"), Part("AGE", "ACOMB")], "stands twice"),
        ([Part("MOON", "Far side")], "ward, age, service"),
        ([Part("WARD", f"Ward {n}") for n in range(201)], "too many"),
        ([Part("WARD", "a" * 101)], "too long"),
    ],
)
def test_parts_are_refused_with_a_sentence(cast: Cast, parts: list[Part], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        set_breakdowns(measure=cast.measure, parts=parts, version=1, **DO)
    assert not cast.measure.breakdowns.exists()


def test_aliases_are_set_and_dropped(cast: Cast) -> None:
    codes = [OtherCode("NI", "NI 195"), OtherCode("NI", "NI  195"), OtherCode("LGBF", "ENV1")]
    set_aliases(measure=cast.measure, aliases=codes, version=1, **DO)
    assert [str(one) for one in cast.measure.aliases.all()] == ["LGBF ENV1", "NI NI 195"]
    set_aliases(measure=cast.measure, aliases=codes[:1], version=2, **DO)
    assert [str(one) for one in cast.measure.aliases.all()] == ["NI NI 195"]
    for wrong in (OtherCode("NI", " "), OtherCode("XX", "1")):
        with pytest.raises(Refused):
            set_aliases(measure=cast.measure, aliases=[wrong], version=3, **DO)


def test_a_measure_is_retired_and_brought_back_with_reasons(cast: Cast) -> None:
    who: dict[str, Any] = {"measure": cast.measure, **DO}
    with pytest.raises(Refused, match="Say why"):
        retire_measure(on=date(2014, 9, 1), reason=" ", version=1, **who)
    retire_measure(on=date(2014, 9, 1), reason="No longer collected", version=1, **who)
    held = fresh(cast)
    assert (held.retired_on, held.retired_because) == (date(2014, 9, 1), "No longer collected")
    with pytest.raises(Refused, match="retired already"):
        retire_measure(on=date(2014, 9, 1), reason="Again", version=2, **who)
    with pytest.raises(Stale):
        bring_back(reason="Asked for", version=1, **who)
    bring_back(reason="Asked for", version=2, **who)
    assert fresh(cast).retired_on is None
    with pytest.raises(Refused, match="followed already"):
        bring_back(reason="Again", version=3, **who)


def test_what_was_left_blank_was_not_approved_and_may_be_said(cast):
    """R047: a measure without a definition gets one without a request; a written one doesn't change so."""
    adopt(cast)
    Measure.objects.filter(pk=cast.measure.pk).update(definition="")
    held = fresh(cast)
    sheet = replace(written_of(held), definition="Streets without litter")
    assert change_measure(measure=held, sheet=sheet, version=held.version, **DO)
    with pytest.raises(Refused, match="approved with the plan"):
        other = replace(sheet, definition="Something else")
        change_measure(measure=held, sheet=other, version=fresh(cast).version, **DO)
