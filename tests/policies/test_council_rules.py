"""Real councils' published rules, each at its edges, with the source of each."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.core.rating import Allowance, Figure, Status, rate
from goldenthread.core.travel import Direction, Polarity
from goldenthread.exchange.policies import read_rulebook, rule_names

ROOT = Path(__file__).resolve().parents[2]
ON, NEAR, OFF, NOT = Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET, Status.NOT_RATED
HIGHER, LOWER = Polarity.HIGHER, Polarity.LOWER


def figure(actual: str, target: str | None = None, polarity: Polarity = HIGHER, **more: object) -> Figure:
    number = None if target is None else Decimal(target)
    return Figure(Decimal(actual), number, polarity, **more)  # type: ignore[arg-type]


def status(council: str, one: Figure) -> Status:
    return rate(read_rulebook(f"{council}.toml").rule, one).status


def band(council: str, one: Figure) -> str:
    return rate(read_rulebook(f"{council}.toml").rule, one).band


@pytest.mark.parametrize("year", ["2013-14", "2014-15"])
@pytest.mark.parametrize(
    ("actual", "direction", "expected"),
    [
        ("100", Direction.WORSE, ON),
        ("90", Direction.WORSE, ON),
        ("89.9", Direction.IMPROVED, NEAR),
        ("89.9", Direction.SAME, NEAR),
        ("89.9", Direction.WORSE, OFF),
        ("89.9", None, NOT),
    ],
)
def test_havering_is_green_within_ten_per_cent_and_amber_if_it_improved_or_held(
    year: str, actual: str, direction: Direction | None, expected: Status
) -> None:
    """R137. democracy.havering.gov.uk mgAi 7435 (2013/14) and mgAi 8989 (2014/15)."""
    assert status(f"havering-{year}", figure(actual, "100", direction=direction)) is expected


@pytest.mark.parametrize(
    ("actual", "floor", "expected"),
    [("80", "70", ON), ("79.9", "70", NEAR), ("70", "70", NEAR), ("69.9", "70", OFF), ("79", None, OFF)],
)
def test_kent_is_amber_while_the_measures_own_floor_is_met(
    actual: str, floor: str | None, expected: Status
) -> None:
    """R137: a tolerance of the measure's own. democracy.kent.gov.uk mgAi 66160, 52648."""
    held = None if floor is None else Decimal(floor)
    assert status("kent", figure(actual, "80", floor=held)) is expected


@pytest.mark.parametrize(("actual", "expected"), [("100", ON), ("90", NEAR), ("89.99", OFF)])
def test_cambridgeshire_is_red_when_off_by_more_than_ten_per_cent(actual: str, expected: Status) -> None:
    """documents.pub, Corporate Performance Report Q3 2019/20."""
    assert status("cambridgeshire", figure(actual, "100")) is expected


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("110.1", "Green+"),
        ("110", "Green"),
        ("95", "Green"),
        ("94.9", "Amber"),
        ("90", "Amber"),
        ("89.9", "Red"),
    ],
)
def test_a_county_has_a_band_for_ten_per_cent_better(actual: str, expected: str) -> None:
    """vdocuments.net, 2013-14 Q4 Corporate Performance Report."""
    assert band("county-2013-14", figure(actual, "100")) == expected


def test_a_county_calls_a_change_of_up_to_two_per_cent_the_same() -> None:
    """vdocuments.net, 2013-14 Q4 Corporate Performance Report: improved by more than 2%."""
    comparison = read_rulebook("county-2013-14.toml").comparison
    moves = [comparison.direction([Decimal(100), Decimal(now)], HIGHER) for now in ("102", "102.1", "97.9")]
    assert moves == [Direction.SAME, Direction.IMPROVED, Direction.WORSE]


@pytest.mark.parametrize(("actual", "expected"), [("100", ON), ("99.9", NEAR), ("75", NEAR), ("74.9", OFF)])
def test_oxfordshire_is_near_from_three_quarters_of_its_target(actual: str, expected: Status) -> None:
    """mycouncil.oxfordshire.gov.uk EX291002-06 (2001/02)."""
    assert status("oxfordshire-2001-02", figure(actual, "100")) is expected


@pytest.mark.parametrize(("actual", "expected"), [("10", ON), ("11", NEAR), ("11.01", OFF)])
def test_durham_is_off_when_more_than_ten_per_cent_worse(actual: str, expected: Status) -> None:
    """democracy.durham.gov.uk, Cabinet 4 December 2008, A7."""
    assert status("durham-2008-09", figure(actual, "10", LOWER)) is expected


@pytest.mark.parametrize(
    ("actual", "expected"), [("105", ON), ("104.9", NEAR), ("95.1", NEAR), ("95", OFF), ("100", NEAR)]
)
def test_highland_asks_for_five_per_cent_on_the_year_before_and_for_no_target(
    actual: str, expected: Status
) -> None:
    """docsbay.net, Highland Council, 9 March 2017."""
    assert status("highland", figure(actual, previous=Decimal(100))) is expected


def test_highland_cannot_rate_without_the_year_before() -> None:
    assert status("highland", figure("105")) is NOT


@pytest.mark.parametrize(("months", "expected"), [("0", ON), ("2.9", NEAR), ("3", OFF), ("5", OFF)])
def test_rotherham_actions_may_be_less_than_three_months_late(months: str, expected: Status) -> None:
    """moderngov.rotherham.gov.uk mgAi 103296 (2025/26)."""
    assert status("rotherham-actions", figure(months, "0", LOWER)) is expected


def test_york_2021_22_reads_the_latest_three_results() -> None:
    """York Annex 1, Council Plan Outcomes Q3 2021-22."""
    comparison = read_rulebook("york-2021-22.toml").comparison
    rising = [Decimal(1), Decimal(2), Decimal(3)]
    assert comparison.direction(rising, HIGHER) is Direction.IMPROVED
    assert comparison.direction(rising, LOWER) is Direction.WORSE
    assert comparison.direction([Decimal(1), Decimal(3), Decimal(2)], HIGHER) is Direction.SAME
    assert comparison.direction(rising[:2], HIGHER) is Direction.CANNOT_COMPARE


@pytest.mark.parametrize(("share", "expected"), [("85", ON), ("84.9", NEAR), ("50", NEAR), ("49.9", OFF)])
def test_toowoomba_rates_a_goal_by_the_share_on_track(share: str, expected: Status) -> None:
    """tr.qld.gov.au/ar2017."""
    assert status("toowoomba", figure(share)) is expected


@pytest.mark.parametrize(
    ("actual", "polarity", "expected"),
    [("100", HIGHER, ON), ("99.9", HIGHER, OFF), ("99", LOWER, ON), ("101", LOWER, OFF)],
)
def test_boston_scores_one_when_the_target_is_met(actual: str, polarity: Polarity, expected: Status) -> None:
    """github CityOfBoston/CityScoreToolkit models.py; metric_master.csv."""
    assert status("boston-cityscore", figure(actual, "100", polarity)) is expected


@pytest.mark.parametrize("council", ["reigate-and-banstead", "epping-forest"])
def test_a_measures_own_tolerance_decides_where_the_council_agrees_one_for_each(council: str) -> None:
    """R137. reigate-banstead.gov.uk performance page; rds.eppingforestdc.gov.uk mgAi 61545."""
    own = Allowance(Decimal(5), is_percent=True)
    assert status(council, figure("95", "100", tolerance=own)) is NEAR
    assert status(council, figure("94.9", "100", tolerance=own)) is OFF
    assert status(council, figure("99", "100")) is OFF


def test_east_riding_has_a_tolerance_on_both_sides() -> None:
    """eastriding.gov.uk Customer_Promises_January_09."""
    own = Allowance(Decimal(5), is_percent=True)
    bands = [band("east-riding", figure(actual, "100", tolerance=own)) for actual in ("106", "100", "94")]
    assert len(set(bands)) == 3


def test_every_rule_file_names_its_source_and_rates_a_plain_case() -> None:
    for name in rule_names():
        rule = read_rulebook(f"{name}.toml").rule
        assert rule.source, name
        assert rule.bands, name


def test_the_twelve_rules_with_published_numbers_are_all_here() -> None:
    """R137. demo/rules/rag_rules.csv: the rows whose threshold is a number."""
    with (ROOT / "demo" / "rules" / "rag_rules.csv").open(encoding="utf-8", newline="") as file:
        numbered = [row for row in csv.DictReader(file) if any(c.isdigit() for c in row["threshold"])]
    sources = " ".join(read_rulebook(f"{name}.toml").rule.source for name in rule_names())
    known = ("7435", "8989", "66160", "documents.pub", "vdocuments.net", "EX291002", "A7", "docsbay")
    known += ("103296", "Annex 1", "tr.qld.gov.au", "CityScoreToolkit")
    assert len(numbered) >= 11
    assert not [one for one in known if one not in sources]
