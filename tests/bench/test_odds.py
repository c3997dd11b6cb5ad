"""The benchmark of odds: the floor makes the same draws, and what is printed says what was measured."""

from __future__ import annotations

from xml.etree import ElementTree

from bench.cost_chart import cost_chart
from bench.made_up_workload import made_up_workload
from bench.odds import QUARTERS, SERVICES, added_up, compare, told
from goldenthread.core.odds_plan import NO_LIMIT, made_ready


def test_a_made_up_plan_is_the_same_for_a_seed_and_limited_everywhere() -> None:
    one, other = made_up_workload(30, 4, 4, 7), made_up_workload(30, 4, 4, 7)
    assert one == other != made_up_workload(30, 4, 4, 8)
    assert len(one.works) == 30 and len(one.given) == 16
    ready = made_ready(one)
    assert all(given < NO_LIMIT for row in ready.given.values() for given in row)


def test_what_the_floor_draws_fits_in_some_runs_and_not_in_others() -> None:
    fits = added_up(made_up_workload(40, 4, 4, 1), 1_000)
    assert len(fits) == 16
    assert any(0 < runs < 1_000 for runs in fits.values())


def test_the_simulation_stands_beside_the_floor() -> None:
    done = compare(20, 1_000, 1, sizes=(5, 10))
    assert done.agree and done.found.works == 20
    printed = told(done)
    assert f"20 actions, {SERVICES} services and {QUARTERS} quarters" in printed
    assert "Counts agree" in printed and "5 actions" in printed


def test_the_picture_of_cost_stands_alone_and_names_its_curves() -> None:
    drawn = cost_chart({"Odds": [(100, 0.5), (300, 1.4)], "Way out": [(100, 4.0), (300, 9.0)]}, "Cost")
    root = ElementTree.fromstring(drawn)
    words = [one.text for one in root.iter() if one.text]
    assert {"Odds", "Way out", "Cost", "100", "300", "10 s"} <= set(words)
