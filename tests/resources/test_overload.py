"""A plan loaded above its limit goes forward only by a decision on record, and only as loaded as then."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.core.refused import Reason, Refused
from goldenthread.governance.models import Body, Paper, Step
from goldenthread.governance.routing import hold_step, send_to_body
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Service
from goldenthread.planning.refresh import adopt_edition
from goldenthread.plans.models import Edition, Element
from goldenthread.reports.paper_approval import reasons_not_complete
from goldenthread.resources.models import Capacity, Effort, Need, OverloadAllowed
from goldenthread.resources.overload import Decided, allow_overload, reasons_of_overload
from tests.cast import AT, NEIGHBOUR, ON, STRANGER, STRATEGY, a_council

pytestmark = pytest.mark.django_db
SUMMER = date(2014, 7, 1)
SAID = Decided("The Executive", ON, "Staff are lent by the county.")


@pytest.fixture
def cast():
    """A draft that asks Streets for 12 days in a quarter in which it can give ten."""
    cast = a_council()
    Edition.objects.update(
        state="DRAFT", is_current=False, starts_on=date(2014, 4, 1), ends_on=date(2015, 3, 31)
    )
    cast.edition.refresh_from_db()
    service = Service.objects.get(council=cast.council)
    Capacity.objects.create(
        council=cast.council, service=service, quarter_on=SUMMER, gross=16, business_as_usual=4, leave=1,
        vacancies=1,
    )  # fmt: skip
    ask(cast, "12")
    return cast


def ask(cast, likely: str) -> None:
    need, _ = Need.objects.get_or_create(
        council=cast.council, element=Element.objects.get(code="action"),
        service=Service.objects.get(council=cast.council), defaults={"days": 12},
    )  # fmt: skip
    days = {"low": 0, "likely": Decimal(likely), "high": 40}
    Effort.objects.update_or_create(need=need, quarter_on=SUMMER, defaults=days)


def allow(cast, said: Decided = SAID, by=STRATEGY) -> OverloadAllowed:
    return allow_overload(edition=cast.edition, said=said, on=ON, by=by, at=AT)


def adopt(cast):
    cast.edition.refresh_from_db()
    adopt_edition(
        edition=cast.edition,
        version=cast.edition.version,
        adopted="Council",
        adopted_on=ON,
        by=STRATEGY,
        at=AT,
    )


def test_it_is_not_adopted_and_the_refusal_says_what_to_relieve(cast):
    """R105: services under strain are named before the plan is agreed."""
    with pytest.raises(
        Refused, match="Streets is asked for 12 days in July to September 2014 and can give 10"
    ):
        adopt(cast)
    assert Edition.objects.get().state == "DRAFT"
    ask(cast, "10")
    adopt(cast)
    assert Edition.objects.get().state == "ADOPTED"


def test_it_is_not_sent_to_a_body_either(cast):
    body = Body.objects.create(council=cast.council, name="Executive", kind="EXECUTIVE")
    step = Step.objects.create(council=cast.council, edition=cast.edition, position=1, body=body)
    with pytest.raises(Refused, match="record on the plan’s page of strain the decision"):
        send_to_body(step=step, version=1, on=ON, by=STRATEGY, at=AT)
    allow(cast)
    send_to_body(step=step, version=1, on=ON, by=STRATEGY, at=AT)


def test_it_does_not_reach_a_body_by_being_recorded_as_held(cast):
    """What wasn't sent is kept as the body saw it when the step is held, so the same decision is needed."""
    body = Body.objects.create(council=cast.council, name="Executive", kind="EXECUTIVE")
    step = Step.objects.create(council=cast.council, edition=cast.edition, position=1, body=body)
    said = {"step": step, "happened_on": ON, "what": "Agreed", "version": 1, "on": ON, "by": STRATEGY}
    with pytest.raises(Refused, match="Streets is asked for 12 days") as refused:
        hold_step(**said, at=AT)
    assert refused.value.reasons[-1].kind == "strain"
    step.refresh_from_db()
    assert (step.state, step.seen_id) == ("TO_COME", None)
    allow(cast)
    hold_step(**said, at=AT)


def test_what_a_body_saw_in_time_is_recorded_as_held_whatever_is_asked_since(cast):
    body = Body.objects.create(council=cast.council, name="Executive", kind="EXECUTIVE")
    step = Step.objects.create(council=cast.council, edition=cast.edition, position=1, body=body)
    ask(cast, "9")
    send_to_body(step=step, version=1, on=ON, by=STRATEGY, at=AT)
    ask(cast, "12")
    hold_step(step=step, happened_on=ON, what="Agreed", version=2, on=ON, by=STRATEGY, at=AT)
    step.refresh_from_db()
    assert step.state == "HELD"


def test_a_paper_that_puts_the_whole_strategy_waits_for_the_decision_too(cast):
    paper = Paper.objects.create(
        council=cast.council, slug="plan", title="The plan", report_of="Chief Executive", kind="DISCUSSION",
        template="discussion", edition=cast.edition, is_whole=True,
    )  # fmt: skip

    def too_much() -> list[str]:
        return [one for one in reasons_not_complete(paper, ON) if "Streets is asked for 12 days" in one]

    (reason,) = too_much()
    assert isinstance(reason, Reason)
    assert (reason.kind, reason.key) == ("strain", "strategy/2014")
    allow(cast)
    assert too_much() == []
    OverloadAllowed.objects.all().delete()
    paper.is_whole = False
    assert too_much() == []


def test_a_decision_on_record_lets_it_go_forward_and_the_ledger_says_why(cast):
    made = allow(cast)
    assert made.asked == {f"{Service.objects.get().pk} 2014-07-01": "12.00"}
    assert Entry.objects.get(verb="allowed").reason == SAID.because
    adopt(cast)


def test_more_than_was_allowed_is_decided_anew(cast):
    allow(cast)
    ask(cast, "12.01")
    with pytest.raises(Refused, match=r"12\.01 days"):
        adopt(cast)
    ask(cast, "11")
    assert reasons_of_overload(cast.edition, ON) == []


def test_without_capacity_on_record_nothing_is_known_and_nothing_is_refused(cast):
    Capacity.objects.all().delete()
    assert reasons_of_overload(cast.edition, ON) == []
    with pytest.raises(Refused, match="there is nothing to decide"):
        allow(cast)


def test_what_was_adopted_goes_forward_no_more(cast):
    Edition.objects.update(state="ADOPTED")
    cast.edition.refresh_from_db()
    assert reasons_of_overload(cast.edition, ON) == []


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (SAID._replace(decided_by=" "), "which body or post"),
        (SAID._replace(because=""), "Say why"),
        (SAID._replace(decided_on=date(2014, 9, 3)), "a day to come"),
    ],
)
def test_a_decision_says_who_when_and_why(cast, said, why):
    with pytest.raises(Refused, match=why):
        allow(cast, said)


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER])
def test_who_may_not_record_it_is_told(cast, by):
    with pytest.raises(Refused):
        allow(cast, by=by)
