"""What is worked out is kept like any figure, follows its parts, and never overwrites what somebody typed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core.observed import State
from goldenthread.core.periods import parse_period
from goldenthread.core.rulebook import short_rule
from goldenthread.core.standing import stand
from goldenthread.ledger.models import Entry
from goldenthread.measures import actions as measures
from goldenthread.measures import entering
from goldenthread.measures.deriving import reasons_not_to_work_out, work_out
from goldenthread.measures.models import Measure, Observation
from goldenthread.measures.queries import results_of, sheet_of
from tests.cast import ON, WHO, Cast, a_council, measure_row, observation_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_council()


def define(cast: Cast, code: str, **more: Any) -> Measure:
    measures.define_measures(council=cast.council, rows=[measure_row(code, **more)], **WHO)
    return Measure.objects.get(council=cast.council, code=code)


def record(cast: Cast, measure: Measure, **figures: str | None) -> None:
    """Figures by month of 2014, such as Apr="12"."""
    rows = [
        observation_row(measure, parse_period(f"{month} 2014"), value) for month, value in figures.items()
    ]
    measures.record_observations(council=cast.council, rows=rows, **WHO)


def told(measure: Measure) -> dict[str, tuple[str | None, str]]:
    """What is held now by period: value and state."""
    return {
        f"{one.starts_on:%b}-{one.ends_on:%b}": (
            None if one.value is None else f"{one.value.normalize():f}",
            one.state,
        )
        for one in Observation.objects.filter(measure=measure, is_current=True)
    }


def worked(cast: Cast, *changed: Measure) -> int:
    return work_out(council=cast.council, measures=[one.pk for one in changed], **WHO)


def restate(measure: Measure, month: str, value: str) -> None:
    entering.record_observation(
        measure=measure, period=parse_period(f"{month} 2014"), value=Decimal(value), state=State.REPORTED,
        reason="Counted twice", **WHO,
    )  # fmt: skip


def test_quarters_come_of_months_once_all_are_in(cast: Cast) -> None:
    """R140: collected by month, reported by quarter."""
    monthly = define(cast, "W", frequency="MONTHLY", reporting="QUARTERLY", derivation="SUM", unit="")
    record(cast, monthly, Apr="1", May="2")
    assert worked(cast, monthly) == 0
    record(cast, monthly, Jun="4")
    assert worked(cast, monthly) == 1
    assert told(monthly)["Apr-Jun"] == ("7", "REPORTED")
    assert worked(cast, monthly) == 0


def test_a_restated_month_restates_its_quarter_and_keeps_the_old_figure(cast: Cast) -> None:
    """R139, R145."""
    monthly = define(cast, "W", frequency="MONTHLY", reporting="QUARTERLY", derivation="SUM", unit="")
    record(cast, monthly, Apr="1", May="2", Jun="4")
    worked(cast, monthly)
    restate(monthly, "Jun", "5")
    worked(cast, monthly)
    quarters = Observation.objects.filter(measure=monthly, period_kind="QUARTER").order_by("id")
    assert [(one.value, one.state, one.is_current) for one in quarters] == [
        (Decimal(7), "REPORTED", False),
        (Decimal(8), "RESTATED", True),
    ]
    assert Entry.objects.filter(verb="worked out").count() == 2


def test_a_formula_follows_its_parts_through_another_formula_and_into_quarters(cast: Cast) -> None:
    done = define(cast, "DONE", frequency="MONTHLY", unit="")
    asked = define(cast, "ASKED", frequency="MONTHLY", unit="")
    left = define(cast, "LEFT", frequency="MONTHLY", unit="", formula="[ASKED] - [DONE]")
    share = define(
        cast, "SHARE", frequency="MONTHLY", formula="[LEFT] / [ASKED] * 100", if_zero="NIL_ACTIVITY",
        reporting="QUARTERLY", derivation="LAST",
    )  # fmt: skip
    record(cast, asked, Apr="10", May="0", Jun="8")
    record(cast, done, Apr="5", May="0", Jun="6")
    worked(cast, asked, done)
    assert told(left) == {
        "Apr-Apr": ("5", "REPORTED"), "May-May": ("0", "REPORTED"), "Jun-Jun": ("2", "REPORTED"),
    }  # fmt: skip
    assert told(share) == {
        "Apr-Apr": ("50", "REPORTED"),
        "May-May": (None, "NIL_ACTIVITY"),
        "Jun-Jun": ("25", "REPORTED"),
        "Apr-Jun": ("25", "REPORTED"),
    }
    restate(done, "Jun", "8")
    worked(cast, done)
    assert told(share)["Apr-Jun"] == ("0", "RESTATED")


def test_what_somebody_typed_is_never_overwritten(cast: Cast) -> None:
    monthly = define(cast, "W", frequency="MONTHLY", reporting="QUARTERLY", derivation="SUM", unit="")
    quarter = observation_row(monthly, parse_period("2014/15 Q1"), "99")
    measures.record_observations(council=cast.council, rows=[quarter], **WHO)
    record(cast, monthly, Apr="1", May="2", Jun="4")
    assert worked(cast, monthly) == 0
    assert told(monthly)["Apr-Jun"] == ("99", "REPORTED")


def test_a_figure_whose_part_is_taken_back_waits_again(cast: Cast) -> None:
    part = define(cast, "P", frequency="MONTHLY", unit="")
    whole = define(cast, "T", frequency="MONTHLY", unit="", formula="[P] * 2")
    record(cast, part, Apr="3")
    worked(cast, part)
    entering.record_observation(
        measure=part, period=parse_period("April 2014"), value=None, state=State.NOT_APPLICABLE,
        reason="Not counted", **WHO,
    )  # fmt: skip
    worked(cast, part)
    assert told(whole) == {"Apr-Apr": (None, "AWAITED")}


def test_a_measure_reported_by_quarter_stands_where_its_quarters_stand(cast: Cast) -> None:
    monthly = define(cast, "W", frequency="MONTHLY", reporting="QUARTERLY", derivation="SUM", unit="")
    record(cast, monthly, Apr="1", May="2", Jun="4", Jul="100")
    worked(cast, monthly)
    standing = stand(sheet_of(monthly), results_of(monthly), [], rule=short_rule("met").rule, on=ON)
    assert standing.value == Decimal(7)


def test_a_council_without_anything_to_work_out_costs_one_query(cast: Cast) -> None:
    record(cast, cast.measure, Apr="1")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert worked(cast, cast.measure) == 0
    assert len([one for one in asked if "SELECT" in one["sql"]]) == 1


@pytest.mark.parametrize(
    ("code", "formula", "reason"),
    [
        ("NEW", "[M1] * 2", None),
        ("NEW", "", None),
        ("NEW", "[M1", "can't be read"),
        ("NEW", "[NONE] + 1", "code NONE"),
        ("M1", "[M1] + 1", "worked out from itself"),
        ("M1", "[T] + 1", "M1 needs T, which needs M1|T needs M1, which needs T"),
    ],
)
def test_a_formula_that_cannot_stand_is_refused(
    cast: Cast, code: str, formula: str, reason: str | None
) -> None:
    define(cast, "T", formula="[M1] * 2")
    found = reasons_not_to_work_out(cast.council, code, formula)
    assert found == [] if reason is None else re.search(reason, found[0])


def test_a_part_that_is_itself_worked_out_keeps_its_figure_when_its_sibling_changes(cast: Cast) -> None:
    """R139: a change in one branch of a chain leaves what the other branch comes to as it is."""
    first, second, third = (define(cast, code, frequency="MONTHLY", unit="") for code in ("B", "D", "E"))
    sibling = define(cast, "C", frequency="MONTHLY", unit="", formula="[D] + [E]")
    whole = define(cast, "A", frequency="MONTHLY", unit="", formula="[B] + [C]")
    record(cast, first, Apr="1")
    record(cast, second, Apr="2")
    record(cast, third, Apr="3")
    worked(cast, first, second, third)
    restate(first, "Apr", "10")
    assert told(sibling) == {"Apr-Apr": ("5", "REPORTED")}
    assert told(whole) == {"Apr-Apr": ("15", "RESTATED")}


def test_a_formula_by_quarter_follows_quarters_that_come_of_months(cast: Cast) -> None:
    """R140: the quarters of a part are worked out before what needs them."""
    monthly = define(cast, "W", frequency="MONTHLY", reporting="QUARTERLY", derivation="SUM", unit="")
    twice = define(cast, "T", frequency="QUARTERLY", unit="", formula="[W] * 2")
    record(cast, monthly, Apr="1", May="2", Jun="4")
    worked(cast, monthly)
    assert told(twice) == {"Apr-Jun": ("14", "REPORTED")}
    restate(monthly, "Jun", "5")
    assert told(twice) == {"Apr-Jun": ("16", "RESTATED")}


def test_a_sum_of_parts_none_of_which_has_come_in_waits(cast: Cast) -> None:
    """R122: “count as nought” counts what is missing beside a figure; of nothing it makes no nought."""
    part = define(cast, "P", frequency="MONTHLY", unit="")
    other = define(cast, "Q", frequency="MONTHLY", unit="")
    whole = define(cast, "T", frequency="MONTHLY", unit="", formula="[P] + [Q]", if_missing="COUNT_AS_ZERO")
    record(cast, part, Apr="3")
    worked(cast, part)
    assert told(whole) == {"Apr-Apr": ("3", "REPORTED")}
    entering.record_observation(
        measure=part, period=parse_period("May 2014"), value=None, state=State.AWAITED, **WHO
    )
    assert "May-May" not in told(whole)
    assert other.pk
