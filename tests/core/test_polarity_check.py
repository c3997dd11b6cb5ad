"""Whether a measure's stated polarity goes against its title: on Scotland's framework and by cases."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.polarity_check import Objection, check_polarity, clue_in
from goldenthread.core.polarity_words import CLUES
from goldenthread.core.travel import Polarity

HIGHER, LOWER = Polarity.HIGHER, Polarity.LOWER
LGBF = Path(__file__).parents[2] / "demo" / "lgbf" / "lgbf_indicators.csv"


def lgbf():
    """Each measure of the framework by code: its title and its polarity as its publisher states it."""
    with LGBF.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        return {
            row["code"]: (row["title"], HIGHER if row["high_is_good_as_stated"] == "Yes" else LOWER)
            for row in rows
        }


def lgbf_findings(objection):
    found = {code: check_polarity(*facts) for code, facts in lgbf().items()}
    return {code: one.clue for code, one in found.items() if one and one.objection is objection}


def test_the_two_attainment_gaps_of_scotlands_framework_contradict_their_titles():
    """Of 115 measures, these two say that a wider gap between rich and poor pupils is better."""
    assert lgbf_findings(Objection.CONTRADICTS) == {"CHN14A": "gap", "CHN14B": "gap"}
    found = check_polarity(*lgbf()["CHN14A"])
    assert (found.better, found.said, found.reason) == (
        LOWER, "Attainment Gap", "A gap between groups is better when it is narrower.",
    )  # fmt: skip


def test_what_can_be_read_either_way_in_scotlands_framework_is_told_apart():
    """Money for the size of a place, shares of spending, reserves, an outturn, a gap round nought."""
    assert lgbf_findings(Objection.EITHER_WAY) == {
        "CORP3C": "pay_gap",  # some councils' figures are below nought
        "SW2": "spend",  # a share of spending given as direct payments
        "ECON4": "spend",  # a share of spending that stays with local firms
        "C&L4": "spend_for_size",  # cost of parks per 1,000 people
        "ENV3A": "spend_for_size",
        "ENV4A": "spend_for_size",  # cost of maintenance per kilometre: less may be neglect
        "ENV5": "spend_for_size",
        "ENV5A": "spend_for_size",
        "ENV5B": "spend_for_size",
        "ECON6": "spend_for_size",
        "FINSUS1": "reserves",
        "FINSUS2": "reserves",
        "FINSUS5": "outturn",  # best near 100% of the budget, though “higher” is stated
    }


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("ECON1", "unemployed people assisted into work: the work decides, not the unemployment"),
        ("CHN6", "pupils from deprived areas gaining awards: the awards decide"),
        ("CHN22", "re-registrations within 18 months: “within” is no promise kept here"),
        ("SW8", "days people spend in hospital: time, not money"),
        ("CORP1", "support services as a % of expenditure: spending is only what the share is of"),
        ("HSN1B", "arrears as a percentage of rent due: the rent is only what the share is of"),
        ("CHN9", "balance of care: no word of ours tells which way is better"),
        ("CORP3B", "women among the best paid: past a half, more isn't better, but the title doesn't say so"),
        ("CHN1", "cost per pupil: a unit cost, stated as lower"),
        ("FINSUS3", "financing costs to revenue: stated as lower, and no word speaks against it"),
    ],
)
def test_plausible_measures_of_scotlands_framework_are_rightly_left(code, why):
    assert check_polarity(*lgbf()[code]) is None, why


@pytest.mark.parametrize(
    ("title", "better"),
    [
        ("Cost per case of homelessness prevented", LOWER),
        ("% of adults satisfied with libraries", HIGHER),
        ("Dissatisfied customers", LOWER),
        ("Sickness absence days per teacher", LOWER),
        ("Rate of re-offending", LOWER),
        ("Percentage of offenders not re-offending", HIGHER),
        ("Unemployment rate", LOWER),
        ("Employment rate, aged 16 to 64", HIGHER),
        ("16-17 year olds not in education, employment or training (NEET)", LOWER),
        ("Household waste not sent for reuse, recycling or composting", LOWER),
        ("Percentage of calls not answered within 20 seconds", LOWER),
        ("Percentage of complaints answered within 10 days", HIGHER),
        ("Streets free from litter", HIGHER),
        ("Pupils not on free meals achieving level 5", HIGHER),
        ("Average time (in days) taken to decide", LOWER),
        ("Employees paid at or above the real living wage", HIGHER),
        ("People willing to report crime and anti-social behaviour", HIGHER),
        ("Inequality in life expectancy at birth", LOWER),
        ("Proportion of physically inactive adults", LOWER),
    ],
)
def test_a_title_tells_which_way_is_better(title, better):
    """A title that tells is contradicted by the opposite polarity, and by that alone."""
    opposite = LOWER if better is HIGHER else HIGHER
    assert check_polarity(title, better) is None
    assert check_polarity(title, opposite).better is better
    assert check_polarity(title, opposite).objection is Objection.CONTRADICTS


def test_the_words_that_were_read_are_quoted_whole():
    found = check_polarity("Cost of maintenance per kilometre of roads", LOWER)
    assert found.said == "Cost of maintenance per kilometre"


@pytest.mark.parametrize(
    "title",
    [
        "", "Number of crime prevention visits", "Litter fines issued", "Smoking cessation clients",
        "Reduction in sickness absence", "Carbon saved by the projects", "Overall average total tariff",
        "Processing of planning applications", "Homeless households and physically active adults",
    ],
)  # fmt: skip
def test_a_title_that_is_not_clear_is_left_alone(title):
    assert check_polarity(title, HIGHER) is None
    assert check_polarity(title, LOWER) is None


def test_a_pay_gap_stated_as_better_when_higher_contradicts_its_title():
    assert check_polarity("Gender pay gap", HIGHER).objection is Objection.CONTRADICTS


@given(st.sampled_from([title for title, _ in lgbf().values()]))
def test_a_range_and_a_polarity_not_stated_are_never_doubted(title):
    assert check_polarity(title, Polarity.RANGE) is None
    assert check_polarity(title, None) is None


@given(st.text(max_size=300))
def test_any_text_can_be_read(title):
    found = clue_in(title)
    assert found is None or found[0] in CLUES


@given(st.sampled_from([title for title, _ in lgbf().values()]))
def test_capitals_and_spaces_change_nothing(title):
    spaced = "  ".join(title.upper().split())
    assert (clue_in(spaced) or [None])[0] == (clue_in(title) or [None])[0]


def test_every_clue_has_a_code_of_its_own_and_a_reason():
    assert len({clue.code for clue in CLUES}) == len(CLUES)
    assert all(clue.reason.endswith(".") for clue in CLUES)
