"""One comparison, one transaction, one entry for each change; and nothing written where nothing changed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ledger.actions import note
from goldenthread.ledger.models import Entry
from goldenthread.ledger.queries import history_of
from goldenthread.ledger.recording import Recorded, as_kept, bring_up_to_date
from goldenthread.measures.models import Measure
from goldenthread.people.officers import OPERATOR
from goldenthread.plans.models import Element, Level
from goldenthread.resources.models import Variance
from tests.cast import AT, STRATEGY, WHO, Cast, a_council, measure_row


@pytest.fixture
def cast(db: None) -> Cast:
    cast = a_council()
    Entry.objects.all().delete()  # what made the cast isn't what these tests are about
    return cast


def bring(cast: Cast, *rows: dict[str, object], **more: object) -> Recorded:
    return bring_up_to_date(
        Measure, rows, key=["code"], council=cast.council, **{"by": STRATEGY, "at": AT, **more}
    )  # type: ignore[arg-type]


def test_what_is_new_is_created_what_differs_changed_and_the_rest_left(cast: Cast) -> None:
    rows = [measure_row("M1"), measure_row("M2"), {**measure_row("M3"), "unit": "days"}]
    assert bring(cast, *rows) == Recorded(created=2, changed=0, same=1)
    rows[1] = {**rows[1], "unit": "days"}
    assert bring(cast, *rows) == Recorded(created=0, changed=1, same=2)
    assert bring(cast, *rows) == Recorded(same=3)
    assert Recorded(1, 2, 3) + Recorded(10, 20, 30) == Recorded(11, 22, 33)


def test_a_new_record_is_noted_with_everything_it_holds(cast: Cast) -> None:
    """R145: who, when, what."""
    bring(cast, measure_row("M2", baseline=Decimal("1.50")), reason="Agreed in May")
    entry, made = Entry.objects.get(), Measure.objects.get(code="M2")
    assert (entry.verb, entry.by_post, entry.by_user, entry.at, entry.council, entry.reason) == (
        "recorded", "Strategy Manager", "strategy", AT, "testbury", "Agreed in May",
    )  # fmt: skip
    assert (entry.subject_kind, entry.subject_id, entry.subject, entry.before) == (
        "measure", str(made.pk), "M2 Measure M2", {},
    )  # fmt: skip
    held = {name: entry.after[name] for name in ("code", "unit", "baseline", "council_id", "is_cumulative")}
    assert held == {
        "code": "M2", "unit": "%", "baseline": "1.50", "council_id": cast.council.pk, "is_cumulative": False,
    }  # fmt: skip
    assert str(entry) == "Strategy Manager recorded M2 Measure M2"


def test_a_change_is_noted_with_what_was_there_before_and_the_version_moves_on(cast: Cast) -> None:
    owner = cast.council.posts.get(title="Strategy Manager")
    bring(cast, {"code": "M1", "owner_id": owner.pk, "baseline": Decimal(4)}, by=OPERATOR)
    entry = Entry.objects.get()
    assert (entry.verb, entry.by_post, entry.by_user) == ("changed", OPERATOR.post, "")
    assert (entry.before, entry.after) == (
        {"owner_id": cast.measure.owner_id, "baseline": None},
        {"owner_id": owner.pk, "baseline": "4"},
    )
    held = Measure.objects.get(code="M1")
    assert (held.version, held.owner, held.baseline) == (2, owner, Decimal(4))


def test_decimals_longer_than_their_column_are_the_same_when_they_come_again(cast: Cast) -> None:
    """A spreadsheet's 66.666666666667 is kept as 66.666667: a second load must not find it changed."""
    row = measure_row("M2", baseline=Decimal("66.666666666667"), floor=Decimal("0.0000005"))
    assert bring(cast, row) == Recorded(created=1)
    before = Entry.objects.count()
    assert bring(cast, row) == Recorded(same=1)
    assert (Measure.objects.get(code="M2").baseline, Entry.objects.count()) == (Decimal("66.666667"), before)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12) + 1, max_value=10**12 - 1))
def test_a_decimal_is_kept_to_the_nearest_that_its_column_holds(value: Decimal) -> None:
    kept = as_kept(Variance, {"amount": value, "line": "Streets", "position": 1})
    assert abs(kept["amount"] - value) <= Decimal("0.005")
    assert as_kept(Variance, kept) == kept
    assert -kept["amount"].as_tuple().exponent <= 2


def test_records_may_change_places_that_no_two_may_share(cast: Cast) -> None:
    levels = list(
        Level.objects.filter(edition=cast.edition).order_by("-position").values_list("key", flat=True)
    )
    rows = [{"key": key, "position": place} for place, key in enumerate(levels, start=1)]
    recorded = bring_up_to_date(
        Level, rows, key=["key"], council=cast.council, within={"edition_id": cast.edition.pk},
        order="position", **WHO,
    )  # fmt: skip
    assert recorded == Recorded(changed=4)
    assert list(cast.edition.levels.values_list("key", flat=True)) == levels
    assert [(one.before, one.after) for one in Entry.objects.filter(subject="Vision")] == [
        ({"position": 1}, {"position": 4})
    ]


def test_only_the_councils_own_records_are_compared(cast: Cast) -> None:
    elsewhere = a_council("elsewhere")
    bring(cast, {"code": "M1", "unit": "days"})
    assert Measure.objects.get(pk=elsewhere.measure.pk).unit == "%"


def test_the_history_of_a_record_is_its_own_latest_first(cast: Cast) -> None:
    place, clean = cast.elements["place"], cast.elements["clean"]
    for subject, verb, days in [(place, "first", 0), (place, "second", 1), (clean, "of another", 2)]:
        note(verb=verb, subject=subject, council="testbury", by=STRATEGY, at=AT + timedelta(days=days))
    note(verb="elsewhere", subject=place, council="elsewhere", by=STRATEGY, at=AT)
    assert [entry.verb for entry in history_of(place, "testbury")] == ["second", "first"]
    assert [entry.verb for entry in history_of(place, "testbury", limit=1)] == ["second"]


def test_a_long_title_does_not_break_the_ledger(cast: Cast) -> None:
    entry = note(
        verb="read", subject=Element(title="x" * 900), council="testbury", by=STRATEGY, at=AT, source="s"
    )
    assert (len(entry.subject), entry.source, entry.before, entry.after) == (500, "s", {}, {})
