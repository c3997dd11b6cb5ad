"""Tables of odds: what is never finished, causes beyond the largest, and chances of none or all."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.core.odds import Blame, Checkpoint, Odds, OfGroup, OfWork
from goldenthread.core.odds_causes import Cause, Kind
from goldenthread.core.odds_told import Names
from goldenthread.core.sentences import said
from goldenthread.people.models import Council
from goldenthread.plans.models import Edition, Plan
from goldenthread.reports.figures.odds import OddsShown, about, how_far, whose
from goldenthread.reports.grids import Grid
from goldenthread.reports.tables import odds as tables
from goldenthread.resources.models import OddsRun
from goldenthread.resources.odds_queries import Line

AT = datetime(2014, 9, 2, tzinfo=UTC)
COUNCIL = Council(slug="testbury", name="Testbury")
EDITION = Edition(name="Service plans 2014", plan=Plan(name="Strategy", council=COUNCIL))
NAMES = Names("The plan", {}, {7: "Planning"}, lambda number: f"quarter {number}")


def run_of(**more: object) -> OddsRun:
    held = {
        "council": COUNCIL, "edition": EDITION, "first_on": date(2014, 7, 1), "last_on": date(2015, 3, 31),
        "seed": 1, "runs": 1_000, "method": 1, "asked_at": AT, **more,
    }  # fmt: skip
    return OddsRun(**held)


def shown(**more: object) -> OddsShown:
    full = tuple(Blame(Cause(Kind.FULL, 7, quarter=place), 10, 1) for place in range(22))
    held = {
        "runs": 1_000, "seed": 1, "quarters": 3, "horizon": 3, "how_many": (1_000, 0), "drivers": full,
        "of_works": (OfWork(1, -1, 0, (0, 0, 0, 1_000), full[:1], True, True),),
        "of_groups": (OfGroup(2, 1, 0), OfGroup(3, 1, 0)),
        "checkpoints": (Checkpoint(1_000, 0, 0, 0, (0,)),), "rooms": (), "done": 0, "asks": 1,
        "certain_asks": 0, "waits_unseen": 0, **more,
    }  # fmt: skip
    lines = {1: Line("Light the park", "Action", 4), 2: Line("Safer", "Theme", 2)}
    return OddsShown(run_of(), Odds(**held), NAMES, lines)  # type: ignore[arg-type]


def words(grid: Grid) -> list[list[str]]:
    return [
        [f"{cell.text} | {cell.note}" if cell.note else cell.text for cell in row.cells] for row in grid.rows
    ]


def test_what_is_never_finished_says_until_when_was_looked() -> None:
    assert words(tables.of_works(shown())) == [
        [
            "Light the park", "Before these quarters", "In no run | a remote chance; 0 to 0.38 in 100",
            "0.00", "Not by the end of March 2015 | in nine of ten not by the end of March 2015",
            "Planning was full in quarter 0",
        ]
    ]  # fmt: skip


def test_elements_that_may_not_be_read_are_left_out() -> None:
    assert [row[0] for row in words(tables.of_groups(shown()))] == ["Safer | Theme"]


def test_causes_beyond_the_largest_are_put_together_and_all_add_up() -> None:
    rows = words(tables.of_drivers(shown()))
    assert rows[-1] == ["2 smaller causes", "20", "9.1", "Several"]
    assert len(rows) == 21


@pytest.mark.parametrize(
    ("all_on_time", "error"), [(0, "At most 0.38"), (1_000, "At least 99.62"), (500, "1.58")]
)
def test_a_count_of_none_or_all_says_how_far_off_it_is_at_most(all_on_time: int, error: str) -> None:
    looks = (Checkpoint(1_000, all_on_time, 0, 0, (0,)),)
    assert words(tables.of_looks(shown(checkpoints=looks)))[0][2] == error


def test_where_a_simulation_stands_is_a_sentence() -> None:
    assert [how_far(run_of(state=state, fault="No ink.", done_at=AT, step=1, steps=0)) for state in (
        "WAITING", "WORKING", "DONE", "FAILED", "CANCELLED",
    )] == [
        "Waiting for the worker, which takes up the oldest first.",
        "Being worked out: 0 in 100 of it is done.",
        "Worked out on 2 September 2014.",
        "No ink.",
        "Cancelled.",
    ]  # fmt: skip
    assert about(run_of()) == "1 July 2014 to 31 March 2015; 1,000 runs, seed 1, method 1"


def test_an_edition_is_called_by_its_plan_where_its_name_does_not_say_it() -> None:
    assert whose(EDITION) == "Strategy, Service plans 2014"
    assert whose(Edition(name="Strategy 2014", plan=Plan(name="Strategy"))) == "Strategy 2014"


def half_said(on_time: int = 1_000) -> OddsShown:
    """Two actions of which one's effort is on record, under one theme."""
    found = shown(
        how_many=(0, 400, 600),
        of_works=(
            OfWork(1, 1, 600, (0, 600, 400, 0), (), True, True),
            OfWork(4, 2, on_time, (0, 0, 1_000, 0), (), False, False),
        ),
        of_groups=(OfGroup(2, 2, 600), OfGroup(3, 1, 1_000)),
    )
    found.lines.update({
        1: Line("Light the park", "Action", 4, 2), 2: Line("Safer", "Theme", 2),
        3: Line("Fairer", "Theme", 3), 4: Line("Mend the gate", "Action", 4, 3),
    })  # fmt: skip
    return found


def test_an_action_whose_effort_nobody_said_has_no_odds() -> None:
    """A blank is a named state, never green: it stands last, and is counted nowhere as finished."""
    held = half_said()
    rows = words(tables.of_works(held))
    assert rows[1] == [
        "Mend the gate", "quarter 2", "Not said | Nobody said what it takes", "", "Not known",
        "Say what it takes",
    ]  # fmt: skip
    told = said(held.sentences)
    assert "the chance that its one action finishes on time is 60 in 100." in told
    assert told.endswith("Of one more action nobody has said what it takes: it has no odds.")
    groups = words(tables.of_groups(held))
    assert ["Fairer | Theme", "0 | and 1 not said", "Not said", ""] in groups


def test_one_that_waits_for_others_is_said_to() -> None:
    assert said(half_said(on_time=900).sentences).endswith(
        "Of one of these nobody has said what it takes: it is late only where it waits for others."
    )


def test_a_plan_of_which_nothing_is_said_has_no_odds() -> None:
    found = shown(how_many=(0, 1_000), of_works=(OfWork(1, 1, 1_000, (0, 1_000, 0, 0), (), False, False),))
    assert said(found.sentences) == (
        "The plan: nobody has said what any of its actions takes, so it has no odds."
    )
