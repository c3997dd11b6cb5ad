"""A scenario is tried beside the plan, made in a draft, asked for in an adopted edition, or thrown away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.governance.changing import decide_change
from goldenthread.governance.models import ChangeRequest
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Service
from goldenthread.planning.applying_scenario import apply_scenario, finish_scenario
from goldenthread.plans.models import Edition, Element
from goldenthread.reports.figures.scenario import shown_of
from goldenthread.resources.models import Capacity, Effort, Need, Scenario, Terms
from goldenthread.resources.scenario_queries import changes_of, scenario_at, scenarios_of, with_changes
from goldenthread.resources.scenarios import (
    begin_scenario,
    move_scenario,
    name_scenario,
    take_back_change,
    try_change,
)
from goldenthread.resources.tried import Tried
from goldenthread.resources.workload_queries import quarters_from, quarters_of_edition, workload_of
from tests.cast import AT, NEIGHBOUR, ON, STRANGER, STRATEGY, a_council

pytestmark = pytest.mark.django_db
DECIDER = replace(STRATEGY, post="Executive Member", username="member", duty="EXECUTIVE")
SPRING, SUMMER, AUTUMN, WINTER = date(2014, 4, 1), date(2014, 7, 1), date(2014, 10, 1), date(2015, 1, 1)
DUE = date(2014, 9, 30)


@pytest.fixture
def cast():
    """Its action, due at the end of September, takes ten days in spring and four in summer, confirmed."""
    cast = a_council()
    Edition.objects.update(state="DRAFT", starts_on=SPRING, ends_on=date(2015, 3, 31))
    Element.objects.filter(code="action").update(starts_on=SPRING, due_on=DUE)
    cast.edition.refresh_from_db()
    service = Service.objects.filter(council=cast.council).order_by("name").first()
    assert service is not None
    need = Need.objects.create(
        council=cast.council, element=action(), service=service, days=14, days_low=7, days_high=28,
        confirmed_on=ON, confirmed_by="Director", answer="CONFIRMED",
    )  # fmt: skip
    Effort.objects.create(need=need, quarter_on=SPRING, low=5, likely=10, high=20)
    Effort.objects.create(need=need, quarter_on=SUMMER, low=2, likely=4, high=8)
    Capacity.objects.create(
        council=cast.council, service=service, quarter_on=AUTUMN, gross=30, confirmed_on=ON, confirmed_by="D"
    )
    return cast


def action() -> Element:
    return Element.objects.select_related("edition__plan__council", "council").get(code="action")


def begin(cast, *tried: Tried, name: str = "Later", by=STRATEGY, why: str = "To relieve Streets") -> Scenario:
    return begin_scenario(edition=cast.edition, name=name, why=why, tried=tried, on=ON, by=by, at=AT)


def do(scenario: Scenario, by=STRATEGY):
    scenario.refresh_from_db()
    apply_scenario(scenario=scenario, version=scenario.version, on=ON, by=by, at=AT)
    scenario.refresh_from_db()


def decide(request: ChangeRequest, *, is_granted: bool):
    said = {"is_granted": is_granted, "decision": "As discussed.", "version": request.version}
    decide_change(request=request, on=ON, by=DECIDER, at=AT, **said)


def efforts() -> dict[date, tuple[Decimal, ...]]:
    rows = Effort.objects.filter(need__element__code="action")
    return {one.quarter_on: (one.low, one.likely, one.high) for one in rows}


def defer(quarters: int = 1, **more) -> Tried:
    return Tried("DEFER", element=action(), quarters=quarters, **more)


def test_the_plan_stays_as_it_is_while_something_is_tried(cast):
    """The differences are worked out on a copy."""
    quarters = quarters_of_edition(cast.edition, ON)
    before = workload_of(cast.edition, quarters, ON, STRATEGY)
    scenario = begin(cast, defer())
    after = with_changes(before, changes_of(scenario))
    assert [work.due for work in (before.work(action().pk), after.work(action().pk))] == [1, 2]
    assert (action().due_on, list(efforts())) == (DUE, [SPRING, SUMMER])


def test_in_a_draft_a_deferral_moves_date_and_effort_and_drops_what_was_confirmed(cast):
    do(scenario := begin(cast, defer(because="The contractor is busy.")))
    assert (action().starts_on, action().due_on) == (SUMMER, date(2014, 12, 31))
    assert efforts() == {SUMMER: (5, 10, 20), AUTUMN: (2, 4, 8)}
    need = Need.objects.get()
    assert (need.confirmed_on, need.answer, need.days) == (None, "", 14)
    assert (scenario.state, scenario.ended_on) == ("APPLIED", ON)
    moved = Entry.objects.get(verb="moved the effort of")
    assert moved.reason == "Scenario “Later”: The contractor is busy."
    assert "April to June 2014" in moved.before["effort"]
    assert "October to December 2014" in moved.after["effort"]


def test_in_a_draft_moving_and_splitting_write_the_quarters_out(cast):
    Effort.objects.all().delete()
    do(begin(cast, Tried("SPLIT", element=action(), quarters=2, percent=50)))
    assert sum(likely for _, likely, _ in efforts().values()) == 14
    assert list(efforts()) == [SPRING, SUMMER, AUTUMN, WINTER]
    assert action().due_on == date(2015, 3, 31)


def test_effort_spread_between_dates_follows_them_by_itself(cast):
    Effort.objects.all().delete()
    do(begin(cast, defer()))
    assert efforts() == {}
    quarters = quarters_from(quarters_of_edition(cast.edition, ON)[0], 4)
    (ask,) = workload_of(cast.edition, quarters, ON, STRATEGY).work(action().pk).asks
    assert (list(ask.by_quarter), ask.days) == ([1, 2], 14)


def test_in_a_draft_what_is_dropped_is_retired(cast):
    do(begin(cast, Tried("DROP", element=action())))
    assert Element.objects.get(title="Action").state == "RETIRED"


def test_staff_are_added_to_capacity_which_its_director_confirms_anew(cast):
    service = Service.objects.get(capacities__isnull=False)
    do(begin(cast, Tried("STAFF", service=service, quarter_on=AUTUMN, days=Decimal(12))))
    held = Capacity.objects.get()
    assert (held.gross, held.confirmed_on) == (42, None)


def test_in_an_adopted_edition_it_asks_and_the_effort_goes_along_once_granted(cast):
    """What was approved changes by request only: the date waits for the decision, and so does the effort."""
    Edition.objects.update(state="ADOPTED")
    cast.edition.refresh_from_db()
    scenario = begin(cast, defer())
    do(scenario)
    (request,) = ChangeRequest.objects.filter(scenario=scenario)
    assert (request.kind, request.after["due_on"], request.state) == ("DATE", "2014-12-31", "OPEN")
    assert (scenario.state, action().due_on, list(efforts())) == ("ASKED", DUE, [SPRING, SUMMER])
    with pytest.raises(Refused, match="One request of this scenario is still to be decided"):
        finish_scenario(scenario=scenario, version=scenario.version, on=ON, by=STRATEGY, at=AT)
    decide_change(
        request=request,
        is_granted=True,
        decision="Agreed.",
        version=request.version,
        on=ON,
        by=DECIDER,
        at=AT,
    )
    finish_scenario(scenario=scenario, version=scenario.version, on=ON, by=STRATEGY, at=AT)
    assert (action().due_on, list(efforts())) == (date(2014, 12, 31), [SUMMER, AUTUMN])
    assert Scenario.objects.get().state == "APPLIED"


def test_staff_wait_for_the_decisions_too(cast):
    """Nothing of a scenario is made while a part of it is still to be decided."""
    Edition.objects.update(state="ADOPTED")
    cast.edition.refresh_from_db()
    scenario = begin(cast, defer())
    service = Service.objects.get(capacities__isnull=False)
    try_it(cast, scenario, Tried("STAFF", service=service, quarter_on=AUTUMN, days=Decimal(12)))
    scenario.refresh_from_db()
    do(scenario)
    assert Capacity.objects.get().gross == 30
    decide(ChangeRequest.objects.get(), is_granted=False)
    finish_scenario(scenario=scenario, version=scenario.version, on=ON, by=STRATEGY, at=AT)
    assert Capacity.objects.get().gross == 42


def test_what_a_scenario_came_to_is_kept_when_the_plan_has_it(cast):
    """R105: the page of one that was applied says what it did, and doesn't make its changes twice."""
    scenario = begin(cast, defer())
    tried = shown_of(scenario, ON, STRATEGY)
    assert tried.effect.differences and tried.heading == "What it would do"
    do(scenario)
    scenario.refresh_from_db()
    made = shown_of(scenario, ON, STRATEGY)
    assert (made.effect, tuple(made.quarters), made.heading) == (tried.effect, tried.quarters, "What it did")
    assert made.sentence == tried.sentence


def test_what_was_declined_leaves_the_effort_where_it_is(cast):
    Edition.objects.update(state="ADOPTED")
    cast.edition.refresh_from_db()
    do(scenario := begin(cast, defer()))
    (request,) = ChangeRequest.objects.all()
    decide(request, is_granted=False)
    finish_scenario(scenario=scenario, version=scenario.version, on=ON, by=STRATEGY, at=AT)
    assert (action().due_on, list(efforts())) == (DUE, [SPRING, SUMMER])


def test_in_an_adopted_edition_dropping_asks_for_a_withdrawal(cast):
    Edition.objects.update(state="ADOPTED")
    cast.edition.refresh_from_db()
    do(begin(cast, Tried("DROP", element=action())))
    assert ChangeRequest.objects.get().kind == "WITHDRAWAL"
    assert action().state == "LIVE"


def test_effort_alone_moves_at_once_for_nothing_that_was_approved_changes(cast):
    Edition.objects.update(state="ADOPTED")
    cast.edition.refresh_from_db()
    Element.objects.filter(code="action").update(due_on=date(2014, 12, 31))
    do(scenario := begin(cast, Tried("MOVE", element=action(), quarters=1)))
    assert (scenario.state, list(efforts())) == ("APPLIED", [SUMMER, AUTUMN])


def test_effort_of_an_action_without_dates_is_deferred_at_once(cast):
    """There is no date to ask for, so nothing would ever take the effort along."""
    Edition.objects.update(state="ADOPTED")
    cast.edition.refresh_from_db()
    Element.objects.filter(code="action").update(starts_on=None, due_on=None)
    do(scenario := begin(cast, defer()))
    assert (scenario.state, list(efforts())) == ("APPLIED", [SUMMER, AUTUMN])


def test_it_is_made_whole_or_not_at_all(cast):
    """A change that became impossible meanwhile stops every other, and says so."""
    scenario = begin(cast, defer())
    service = Service.objects.get(capacities__isnull=False)
    try_it(cast, scenario, Tried("STAFF", service=service, quarter_on=AUTUMN, days=Decimal(1)))
    Terms.objects.create(council=cast.council, element=action(), is_fixed=True, fixed_because="A statute.")
    with pytest.raises(Refused, match="The dates of “Action” are fixed"):
        do(scenario)
    scenario.refresh_from_db()
    assert (scenario.state, Capacity.objects.get().gross, action().due_on) == ("OPEN", 30, DUE)


def try_it(cast, scenario: Scenario, tried: Tried, by=STRATEGY):
    scenario.refresh_from_db()
    held = workload_of(cast.edition, quarters_of_edition(cast.edition, ON), ON, by)
    now = with_changes(held, changes_of(scenario))
    return try_change(scenario=scenario, tried=tried, before=now, version=scenario.version, by=by, at=AT)


def test_changes_are_tried_in_order_and_taken_back(cast):
    scenario = begin(cast)
    first = try_it(cast, scenario, Tried("DROP", element=action()))
    with pytest.raises(Refused, match="dropped already"):
        try_it(cast, scenario, defer())
    scenario.refresh_from_db()
    take_back_change(tried=first, version=scenario.version, by=STRATEGY, at=AT)
    assert changes_of(scenario) == []
    assert try_it(cast, scenario, defer()).position == 1


def test_two_who_change_one_scenario_are_told(cast):
    scenario = begin(cast)
    try_it(cast, scenario, defer())
    with pytest.raises(Stale):
        name_scenario(scenario=scenario, name="Other", why="", version=1, by=STRATEGY, at=AT)


def test_an_empty_scenario_changes_nothing(cast):
    with pytest.raises(Refused, match="changes nothing yet"):
        do(begin(cast))


def test_a_name_is_taken_once_until_it_is_thrown_away(cast):
    scenario = begin(cast)
    with pytest.raises(Refused, match="Choose another name"):
        begin(cast)
    move_scenario(scenario=scenario, move="throw away", version=1, on=ON, by=STRATEGY, at=AT)
    begin(cast)
    scenario.refresh_from_db()
    with pytest.raises(Refused, match="Choose another name"):
        move_scenario(
            scenario=scenario, move="take up again", version=scenario.version, on=ON, by=STRATEGY, at=AT
        )


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER])
def test_who_may_not_is_told_why(cast, by):
    with pytest.raises(Refused):
        begin(cast, by=by)


def test_another_council_neither_sees_nor_names_what_is_tried(cast):
    scenario = begin(cast)
    assert scenarios_of(cast.edition, STRANGER) == []
    assert scenario_at(cast.council, scenario.pk, STRANGER) is None
    assert scenario_at(cast.council, scenario.pk, STRATEGY) == scenario
    assert [one.count for one in scenarios_of(cast.edition, STRATEGY)] == [0]
