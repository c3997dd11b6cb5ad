"""A new edition is given what its lines need from then on; services are asked anew (R010, R104)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.planning.copying import NewEdition
from goldenthread.planning.refresh import start_edition
from goldenthread.plans.models import Edition, Element
from goldenthread.resources.models import Cost, Dependency, Effort, Need, Skill, SkillNeed, Terms
from tests.cast import AT, ON, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
NEW = NewEdition("2015", "Strategy 2015", date(2015, 4, 1), date(2016, 3, 31))
PAST, COMING, LATER = date(2015, 1, 1), date(2015, 4, 1), date(2016, 4, 1)


@pytest.fixture
def cast() -> Cast:
    cast = a_council()
    Edition.objects.update(state="ADOPTED", is_current=True)
    return replace(cast, edition=Edition.objects.get())


def a_need(cast: Cast, days: int | None = 30, **quarters: tuple[int, int, int]) -> Need:
    """A confirmed need of Streets, with its effort by quarter."""
    need = Need.objects.create(
        council=cast.council, element=cast.elements["action"], service=cast.council.services.get(), days=days,
        days_low=days, days_high=days, money=500, budget_line="R1", note="Vans", unit="FTE",
        answer="CONFIRMED", confirmed_on=ON, confirmed_by="Head of Streets", answered_on=ON,
        answered_by="Head of Streets",
    )  # fmt: skip
    for name, (low, likely, high) in quarters.items():
        on = {"past": PAST, "coming": COMING, "later": LATER}[name]
        Effort.objects.create(need=need, quarter_on=on, low=low, likely=likely, high=high)
    return need


def started(cast: Cast, new: NewEdition = NEW) -> Element:
    """The copy of the action in the new edition."""
    made = start_edition(old=cast.edition, new=new, by=STRATEGY, at=AT)
    return made.elements.get(code="action")


def said(need: Need) -> tuple[Any, ...]:
    return need.days_low, need.days, need.days_high


def test_needs_go_along_and_are_asked_anew(cast: Cast) -> None:
    a_need(cast)
    need = started(cast).needs.get()
    assert (*said(need), need.money, need.budget_line, need.note, need.unit) == (
        30, 30, 30, 500, "R1", "Vans", "FTE",
    )  # fmt: skip
    assert (need.answer, need.confirmed_on, need.confirmed_by, need.answered_by) == ("", None, "", "")
    assert Need.objects.get(element=cast.elements["action"]).answer == "CONFIRMED"


def test_only_the_effort_that_is_still_to_come_goes_along(cast: Cast) -> None:
    """The days are the sums of the quarters, here as everywhere."""
    need = a_need(cast, past=(5, 10, 15), coming=(5, 12, 20), later=(1, 8, 9))
    skill = Skill.objects.create(council=cast.council, name="Ecology")
    SkillNeed.objects.create(need=need, skill=skill, days=15)
    new = started(cast).needs.get()
    assert said(new) == (6, 20, 29)
    assert list(new.efforts.values_list("quarter_on", "likely")) == [(COMING, 12), (LATER, 8)]
    assert new.skills.get().days == Decimal(10)


def test_where_all_of_it_lies_before_the_whole_is_left_to_be_spread(cast: Cast) -> None:
    a_need(cast, past=(30, 30, 30))
    new = started(cast).needs.get()
    assert (said(new), new.efforts.count()) == ((30, 30, 30), 0)


def test_costs_terms_and_waits_go_along_as_far_as_they_are_to_come(cast: Cast) -> None:
    action, clean = cast.elements["action"], cast.elements["clean"]
    for year, what, again in ((2014, "Launch", False), (2014, "Licence", True), (2015, "Vans", False)):
        Cost.objects.create(
            council=cast.council, element=action, year=year, what=what, is_recurring=again, amount=10
        )
    Terms.objects.create(
        council=cast.council, element=action, is_fixed=True, fixed_because="A statute.", value=70
    )
    rows: list[dict[str, Any]] = [
        {"on": clean}, {"event": "Done long ago", "event_on": date(2014, 5, 1)},
        {"event": "The grant", "event_on": date(2015, 3, 1), "event_latest_on": date(2015, 5, 1)},
    ]  # fmt: skip
    for row in rows:
        Dependency.objects.create(council=cast.council, element=action, because="It must.", **row)
    copy = started(cast)
    assert [one.what for one in copy.costs.all()] == ["Licence", "Vans"]
    assert (copy.terms.fixed_because, copy.terms.value) == ("A statute.", 70)
    waits = [(one.on.edition_id if one.on else None, one.event) for one in copy.waits_for.all()]
    assert waits == [(copy.edition_id, ""), (None, "The grant")]
    assert action.costs.count() == action.waits_for.count() == 3


def test_what_waits_for_a_dropped_line_waits_for_it_no_more(cast: Cast) -> None:
    Dependency.objects.create(
        council=cast.council, element=cast.elements["action"], on=cast.elements["clean"], because="It must."
    )
    copy = started(cast, replace(NEW, without_levels=frozenset({"improvement"})))
    assert not copy.waits_for.exists()
