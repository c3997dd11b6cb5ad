"""Recording, restating and refusing: a figure is never overwritten, and every refusal is a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from goldenthread.core.observed import State
from goldenthread.core.periods import month
from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.measures import actions, entering, targets
from goldenthread.measures.models import Measure, Observation, Target
from goldenthread.people.officers import OPERATOR, VISITOR
from tests.cast import (
    AT,
    NEIGHBOUR,
    OWNER,
    Q1,
    Q4,
    STRANGER,
    STRATEGY,
    WHO,
    Cast,
    a_council,
    observation_row,
    target_row,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_council()


def record(cast: Cast, value: str, **more: object) -> Observation:
    given = {"by": OWNER, "at": AT, **more}
    return entering.record_observation(
        measure=cast.measure, period=Q1, value=Decimal(value), state=State.REPORTED, **given
    )


@pytest.mark.parametrize("officer", [OWNER, STRATEGY, OPERATOR])
def test_the_owner_the_strategy_team_and_the_operator_record_a_result(cast: Cast, officer: object) -> None:
    made = record(cast, "78.5", by=officer, source="Telephone system")
    entry = Entry.objects.get(subject_kind="observation", subject_id=str(made.pk))
    assert (made.value, made.state, made.entered_by) == (Decimal("78.5"), "REPORTED", officer.post)  # type: ignore[attr-defined]
    assert (entry.verb, entry.by_post, entry.at, entry.source) == (
        "recorded", officer.post, AT, "Telephone system",  # type: ignore[attr-defined]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("officer", "sentence"),
    [
        (VISITOR, "Sign in first"),
        (STRANGER, "You work for another council than Testbury"),
        (NEIGHBOUR, "Only the strategy team or Head of Streets can record and restate results"),
    ],
)
def test_anyone_else_is_refused_with_a_sentence(cast: Cast, officer: object, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        record(cast, "1", by=officer)
    assert not Observation.objects.exists()


def test_a_second_figure_for_a_period_needs_a_reason(cast: Cast) -> None:
    record(cast, "78.5")
    with pytest.raises(Refused, match="Say why it changes"):
        record(cast, "79")
    assert Observation.objects.get().value == Decimal("78.5")


def test_a_restated_figure_keeps_the_old_one_with_who_and_why(cast: Cast) -> None:
    """R139: a restated value keeps the old one, who and why."""
    old = record(cast, "78.5")
    new = record(cast, "79", by=STRATEGY, reason="The April calls were counted twice.")
    old.refresh_from_db()
    entry = Entry.objects.filter(verb="restated").get()
    assert (old.is_current, old.value, old.entered_by) == (False, Decimal("78.5"), "Head of Streets")
    assert (new.is_current, new.state, new.supersedes_id) == (True, "RESTATED", old.pk)
    assert (entry.before["value"], entry.after["value"]) == ("78.500000", "79")
    assert entry.reason == "The April calls were counted twice."


def test_a_file_may_repeat_what_is_held_and_may_not_change_it(cast: Cast) -> None:
    """R139, R143."""
    rows = [observation_row(cast.measure, Q1, "78.5"), observation_row(cast.measure, Q4, "79.6")]
    first = actions.record_observations(council=cast.council, rows=rows, **WHO)
    again = actions.record_observations(council=cast.council, rows=rows, **WHO)
    assert ((first.created, first.same), (again.created, again.same)) == ((2, 0), (0, 2))
    with pytest.raises(Refused, match="one figure differs"):
        actions.record_observations(
            council=cast.council, rows=[observation_row(cast.measure, Q1, "99")], **WHO
        )
    assert Observation.objects.filter(is_current=True).count() == 2


def test_the_owner_of_a_blank_target_sets_it_and_a_change_says_why(cast: Cast) -> None:
    """R126: a target has an owner who must set it."""
    owner = cast.council.posts.get(title="Strategy Manager")
    blank = target_row(cast.measure, Q1, None, reason="Baseline new", owner_id=owner.pk)
    actions.set_targets(council=cast.council, rows=[blank], **WHO)
    other = OWNER
    with pytest.raises(
        Refused, match="Only the strategy team, Head of Streets or Strategy Manager can set targets"
    ):
        targets.set_target(measure=cast.measure, period=Q1, value=Decimal(80), reason="", by=NEIGHBOUR, at=AT)
    made = targets.set_target(
        measure=cast.measure, period=Q1, value=Decimal(80), reason="Agreed", by=other, at=AT
    )
    assert (made.value, made.state) == (Decimal(80), "SET")
    with pytest.raises(Refused, match="Say why it changes"):
        targets.set_target(measure=cast.measure, period=Q1, value=Decimal(70), reason="", by=other, at=AT)


def refused_by_the_database(model: type, **fields: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**fields)  # type: ignore[attr-defined]


def observed(cast: Cast, **more: object) -> dict[str, object]:
    return {
        "council": cast.council,
        "measure": cast.measure,
        **actions.fields_of(Q1),
        "value": Decimal(1),
        "state": "REPORTED",
        "entered_by": "x",
        "entered_at": AT,
        **more,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": None},
        {"state": "AWAITED"},
        {"state": "RESTATED", "reason": "why"},
    ],
)
def test_the_database_refuses_a_figure_without_a_state_that_fits(
    cast: Cast, wrong: dict[str, object]
) -> None:
    """R138, R139."""
    refused_by_the_database(Observation, **observed(cast, **wrong))


def test_the_database_refuses_two_current_figures_for_one_period(cast: Cast) -> None:
    Observation.objects.create(**observed(cast))
    refused_by_the_database(Observation, **observed(cast))
    Observation.objects.create(**observed(cast, breakdown="women"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": None, "state": "SET"},
        {"value": Decimal(1), "state": "NO_TARGET"},
    ],
)
def test_the_database_refuses_a_blank_target_that_claims_a_value(
    cast: Cast, wrong: dict[str, object]
) -> None:
    """R127."""
    base = {"council": cast.council, "measure": cast.measure, **actions.fields_of(Q1)}
    refused_by_the_database(Target, **base, **wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"polarity": "RANGE"},
        {"low": Decimal(5), "high": Decimal(4)},
        {"tolerance": Decimal(-1)},
        {"code": "M1"},
    ],
)
def test_the_database_refuses_a_measure_that_cannot_be(cast: Cast, wrong: dict[str, object]) -> None:
    refused_by_the_database(Measure, **{"council": cast.council, "code": "M9", "title": "x", **wrong})


def test_words_too_long_for_their_place_are_refused_with_a_sentence(cast: Cast) -> None:
    """SQLite would keep them and PostgreSQL refuse them without a word of help."""
    row = observation_row(cast.measure, Q1, "1", breakdown="x" * 101)
    with pytest.raises(Refused, match="too long for breakdown: up to 100 characters"):
        actions.record_observations(council=cast.council, rows=[row], **WHO)
    with pytest.raises(Refused, match="too long for title"):
        actions.define_measures(council=cast.council, rows=[{"code": "M2", "title": "x" * 301}], **WHO)
    assert not Observation.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by itself as it should.")
def test_each_place_of_a_file_is_looked_up_by_index_however_much_is_held(cast: Cast) -> None:
    """Once SQLite has counted what a large table holds, it walks all of it if the query lets it."""
    many = [observation_row(cast.measure, month(1950 + n // 12, n % 12 + 1), str(n)) for n in range(400)]
    actions.record_observations(council=cast.council, rows=many, **WHO)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("UPDATE sqlite_stat1 SET stat = '500000' || substr(stat, instr(stat, ' '))")
        cursor.execute("ANALYZE sqlite_schema")
    with CaptureQueriesContext(connection) as asked:
        actions.record_observations(council=cast.council, rows=many, **WHO)
    looked_up = next(one["sql"] for one in asked.captured_queries if "VALUES" in one["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {looked_up}")
        steps = [row[3] for row in cursor.fetchall()]
    assert any("SEARCH held USING INDEX one_current_observation_per_period" in one for one in steps)
    assert not any(
        "SCAN measures_observation" in one or "SCAN held" in one or "BLOOM" in one for one in steps
    )
