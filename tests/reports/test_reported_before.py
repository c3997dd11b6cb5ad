"""The next report lists exactly what was decided since the last: nothing twice, nothing missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.core.periods import code, parse_period
from goldenthread.governance.amending_elements import ask_for_owner, ask_for_withdrawal
from goldenthread.governance.changing import decide_change
from goldenthread.governance.models import ChangeRequest
from goldenthread.governance.moving_dates import ask_for_dates
from goldenthread.plans.models import Edition, Element
from goldenthread.reports.freezing import facts_now, freeze, publish
from goldenthread.reports.models import ReportSetting, Snapshot
from tests.cast import AT, OWNER, STRATEGY, a_council

pytestmark = pytest.mark.django_db
DECIDER = replace(STRATEGY, post="Executive Member", username="member", duty="EXECUTIVE")
QUARTERS = [parse_period(f"2014/15 Q{number}") for number in (1, 2, 3)]


@pytest.fixture
def cast():
    cast = a_council()
    Edition.objects.update(state="ADOPTED")
    for place, period in enumerate(QUARTERS):
        cast.council.report_settings.create(
            slug=f"q{place}", title=f"Q{place}", period=code(period), position=place
        )
    return cast


def decided(on: date, day: int) -> int:
    """Another date of the action, asked for and granted on a day."""
    element = Element.objects.get(code="action")
    dates = {"due_on": date(2015, 6, 1) + timedelta(days=day)}
    request = ask_for_dates(element=element, dates=dates, reason="Late.", on=on, by=OWNER, at=AT)
    decide_change(request=request, is_granted=True, decision="", version=1, on=on, by=DECIDER, at=AT)
    return request.pk


def report(cast, place: int, on: date, is_published: bool = True) -> Snapshot:
    setting = ReportSetting.objects.get(slug=f"q{place}")
    made = freeze(council=cast.council, setting=setting, on=on, by=STRATEGY, at=AT)
    if is_published:
        publish(snapshot=made, version=made.version, by=STRATEGY, at=AT, reason="As it is.")
    return made


def listed(cast, place: int, on: date) -> list[tuple[int, str]]:
    facts = facts_now(cast.council, ReportSetting.objects.get(slug=f"q{place}"), on)
    return [(one.pk, one.when) for one in facts.changes]


def test_what_a_late_report_listed_is_not_listed_again_and_a_gap_is_made_up_for(cast) -> None:
    in_q1, in_july, in_august = (decided(day, n) for n, day in enumerate(
        (date(2014, 5, 1), date(2014, 7, 10), date(2014, 8, 10))
    ))  # fmt: skip
    assert listed(cast, 0, date(2014, 7, 20)) == [(in_q1, "decided"), (in_july, "since")]
    report(cast, 0, date(2014, 7, 20))
    assert listed(cast, 1, date(2014, 10, 20)) == [(in_august, "decided")]
    # The second quarter is never reported: the third lists what was decided in it.
    in_q3 = decided(date(2014, 11, 1), 9)
    assert listed(cast, 2, date(2015, 1, 20)) == [(in_august, "decided"), (in_q3, "decided")]


def test_what_is_not_published_is_no_report_yet(cast) -> None:
    first = decided(date(2014, 7, 10), 1)
    report(cast, 0, date(2014, 7, 20), is_published=False)
    assert listed(cast, 1, date(2014, 10, 20)) == [(first, "decided")]


def test_what_waits_waits_in_each_report_and_is_listed_once_when_decided(cast) -> None:
    element = Element.objects.get(code="action")
    who = {"on": date(2014, 6, 1), "by": OWNER, "at": AT}
    request = ask_for_owner(
        element=element, owner=cast.council.posts.get(title="Strategy Manager"), reason="Moved.", **who
    )
    assert listed(cast, 0, date(2014, 7, 20)) == [(request.pk, "waiting")]
    report(cast, 0, date(2014, 7, 20))
    assert listed(cast, 1, date(2014, 10, 20)) == [(request.pk, "waiting")]
    decide_change(
        request=request, is_granted=True, decision="", version=1, on=date(2014, 7, 20), by=DECIDER, at=AT
    )
    assert listed(cast, 1, date(2014, 10, 20)) == [(request.pk, "decided")]


def test_a_withdrawn_line_and_why_it_was_put_off_are_in_the_report(cast) -> None:
    on = date(2014, 6, 1)
    late = decided(on, 3)
    request = ask_for_withdrawal(
        element=Element.objects.get(code="action"), reason="Over.", on=on, by=OWNER, at=AT
    )
    decide_change(request=request, is_granted=True, decision="", version=1, on=on, by=DECIDER, at=AT)
    facts = facts_now(cast.council, ReportSetting.objects.get(slug="q0"), date(2014, 7, 20))
    said = {one.pk: (one.what, one.after, one.reason) for one in facts.changes}
    assert said[late] == ("Due date", "4 June 2015", "Deferred because it would be missed. Late.")
    assert said[request.pk] == ("Withdrawal", "Withdrawn", "Over.")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.integers(0, 270), min_size=1, max_size=6, unique=True),
    st.tuples(st.integers(1, 60), st.integers(1, 60)),
)
def test_every_decision_is_in_exactly_one_of_the_published_reports(cast, offsets, delays) -> None:
    ChangeRequest.objects.all().delete()
    Snapshot.objects.all().delete()
    Element.objects.filter(code="action").update(due_on=date(2015, 3, 31))
    start = date(2014, 4, 1)
    wanted, found = [], []
    reports = [(QUARTERS[place].ends_on + timedelta(days=delays[place]), place) for place in (0, 1)]
    events = sorted(
        [*((start + timedelta(days=one), -1) for one in offsets), *reports, (date(2015, 3, 30), 2)]
    )
    for number, (on, place) in enumerate(events):
        if place < 0:
            wanted.append(decided(on, number))
        else:
            found += [change for change in listed(cast, place, on) if change[1] != "waiting"]
            report(cast, place, on)
    assert sorted(pk for pk, _ in found) == sorted(wanted)
