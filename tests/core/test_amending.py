"""Changes of what was approved: the way of a request, who may approve, and what is no redirection."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.amending import (
    WAY,
    Ground,
    Redirection,
    Standing,
    ground_words,
    is_easier,
    is_later,
    reasons_of_ground,
)
from goldenthread.core.approving import UnreadableChanges, approvers_of, approving_from, sentence_of
from goldenthread.core.commissioning import OPPORTUNITY, REVIEW
from goldenthread.core.state_map import Move, StateMap, drawn, problems_in
from goldenthread.core.travel import Polarity

ON, DUE = date(2014, 9, 2), date(2014, 12, 31)
MAPS = {"request": WAY, "review": REVIEW, "opportunity": OPPORTUNITY}
CABINET = Redirection("Cabinet", date(2014, 7, 3))
days = st.dates(date(2010, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize("name", ["request", "review"])
def test_a_map_has_no_dead_ends_and_an_end(name: str) -> None:
    assert problems_in(MAPS[name]) == []


def test_a_broken_map_says_what_is_wrong() -> None:
    broken = StateMap(
        {"A": "a", "B": "b"}, ("A",), {"go": Move(("A",), "C", "go"), "stay": Move(("A",), "A", "s")}
    )
    assert problems_in(broken) == ["There is no state C.", "Nothing leads to state B."]
    ring = StateMap({"A": "a"}, ("A",), {"stay": Move(("A",), "A", "stay")})
    assert problems_in(ring) == ["Nothing is ever over."]


@given(st.sampled_from(sorted(MAPS)), st.lists(st.integers(0, 9), max_size=12))
def test_every_journey_keeps_to_the_map_and_what_is_over_stays_over(name: str, steps: list[int]) -> None:
    held = MAPS[name]
    state = held.begins[0]
    for step in steps:
        moves = held.moves_from(state)
        if not moves:
            assert all(held.reasons_not(one, state, "It") for one in held.moves)
            assert held.is_over(state) and state not in held.waiting
            return
        move = moves[step % len(moves)]
        assert held.reasons_not(move, state, "It") == []
        assert held.reasons_not_to_become(state, held.moves[move].to, "It") == []
        state = held.moves[move].to
        assert state in held.states


def test_what_does_not_follow_is_refused_with_what_does() -> None:
    assert WAY.reasons_not("approve", "DECLINED", "This request") == ["This request is declined already."]
    assert REVIEW.reasons_not_to_become("PROPOSED", "REPORTED", "It") == [
        "It is proposed. From there it can only be under way or stopped."
    ]
    assert "which is its end" in REVIEW.reasons_not_to_become("STOPPED", "PROPOSED", "It")[0]


def test_the_drawing_is_of_the_map() -> None:
    assert "    OPEN --> PUT: put to a meeting, or to another\n" in drawn(WAY)
    assert "    NOTED --> [*]\n" in drawn(WAY)


@pytest.mark.parametrize(
    ("before", "after", "polarity", "low", "high", "is_eased"),
    [
        ("80", "75", Polarity.HIGHER, None, None, True),
        ("80", "85", Polarity.HIGHER, None, None, False),
        ("80", "85", Polarity.LOWER, None, None, True),
        ("80", "75", Polarity.LOWER, None, None, False),
        ("80", None, Polarity.HIGHER, None, None, True),
        (None, "75", Polarity.HIGHER, None, None, False),
        ("80", "80", Polarity.HIGHER, None, None, False),
        ("15", "25", Polarity.RANGE, "10", "20", True),
        ("15", "25", Polarity.RANGE, None, None, False),
    ],
)
def test_a_target_is_eased_where_it_asks_for_less(before, after, polarity, low, high, is_eased) -> None:
    given_figures = [None if one is None else Decimal(one) for one in (before, after, low, high)]
    was, would, lowest, highest = given_figures
    assert is_easier(was, would, polarity, lowest, highest) is is_eased


def test_a_date_is_put_off_where_it_moves_later_or_goes() -> None:
    assert is_later(ON, DUE) and is_later(ON, None)
    assert not is_later(DUE, ON) and not is_later(None, DUE)


@pytest.mark.parametrize(
    ("ground", "by", "standing", "sentence"),
    [
        ("", Redirection(), Standing(ON, DUE), "Say which it is"),
        ("MISS", CABINET, Standing(ON, DUE), "A miss needs no decision"),
        ("REDIRECTED", Redirection(), Standing(ON, DUE), "this is a deferral for a miss"),
        ("REDIRECTED", Redirection("Cabinet"), Standing(ON, DUE), "this is a deferral for a miss"),
        ("REDIRECTED", Redirection("Cabinet", DUE), Standing(ON, DUE), "is still to come"),
        (
            "REDIRECTED",
            Redirection(decision="Minute 4"),
            Standing(ON, date(2014, 6, 30)),
            "Its date has passed",
        ),
        (
            "REDIRECTED",
            Redirection(decision="Minute 4"),
            Standing(ON, DUE, is_off_track=True),
            "It is off track",
        ),
        ("REDIRECTED", CABINET, Standing(ON, date(2014, 6, 30)), "It is a deferral for a miss"),
    ],
)
def test_a_deferral_for_a_miss_is_not_offered_as_a_decision_to_redirect(
    ground, by, standing, sentence
) -> None:
    found = reasons_of_ground(ground, by, standing, is_eased=True)
    assert len(found) == 1 and sentence in found[0]


def test_what_the_council_decided_before_it_was_missed_is_a_redirection() -> None:
    for standing in (Standing(ON, DUE), Standing(ON, DUE, True), Standing(ON, date(2014, 8, 1), True)):
        assert reasons_of_ground("REDIRECTED", CABINET, standing, is_eased=True) == []
    named = Redirection(decision="Budget 2014/15")
    assert reasons_of_ground("REDIRECTED", named, Standing(ON, DUE), is_eased=True) == []
    assert reasons_of_ground("", Redirection(), Standing(ON), is_eased=False) == []
    assert "Only what is put off" in reasons_of_ground("MISS", Redirection(), Standing(ON), is_eased=False)[0]


@given(days, st.none() | days, st.booleans(), st.none() | days, st.booleans(), st.booleans())
def test_late_work_is_never_redirected_without_a_body_that_decided_in_time(
    on: date, due_on: date | None, is_off: bool, decided_on: date | None, has_body: bool, has_name: bool
) -> None:
    by = Redirection("Cabinet" if has_body else "", decided_on, "Minute 4" if has_name else "")
    standing = Standing(on, due_on, is_off)
    if reasons_of_ground(Ground.REDIRECTED, by, standing, is_eased=True):
        return
    assert by.is_named
    assert by.on is None or by.on <= on
    if standing.is_past or is_off:
        assert by.body and by.on is not None
    if standing.is_past:
        assert due_on is not None and by.on is not None and by.on <= due_on


def test_the_words_differ() -> None:
    """Lists and reports never say of a miss that anything was redirected."""
    assert ground_words("MISS", Redirection(), is_date=True) == "Deferred because it would be missed"
    assert ground_words("MISS", Redirection(), is_date=True, is_past=True) == "Deferred because it was missed"
    assert ground_words("MISS", Redirection(), is_date=False) == "Eased because it would be missed"
    assert ground_words("", Redirection(), is_date=True) == ""
    whole = Redirection("Cabinet", date(2014, 7, 3), "Minute 4")
    assert ground_words("REDIRECTED", whole, is_date=True) == (
        "Resources redirected by decision of Cabinet on 3 July 2014 (Minute 4)"
    )
    named = Redirection(decision="Budget 2014/15")
    assert ground_words("REDIRECTED", named, is_date=True) == "Resources redirected by Budget 2014/15"


ALL = ["TARGET", "BASELINE", "TOLERANCE", "DEFINITION", "COUNTING", "DATE", "OWNER", "WITHDRAWAL"]
DUTIES = {"EXECUTIVE": "Executive member", "DIRECTOR": "Director"}
WHOLE = {"kinds": ALL, "duties": ["EXECUTIVE"], "bodies": ["EXECUTIVE", "COUNCIL"]}
NEAR = {"kinds": ["DATE"], "within_days": 92, "duties": ["DIRECTOR"]}


def test_a_date_within_the_days_is_the_directors_too() -> None:
    rules = approving_from({"approves": [WHOLE, NEAR]}, DUTIES)
    assert approvers_of(rules, "DATE", 92).duties == ("EXECUTIVE", "DIRECTOR")
    assert approvers_of(rules, "DATE", 93).duties == ("EXECUTIVE",)
    assert approvers_of(rules, "DATE", None).duties == ("EXECUTIVE",)
    assert approvers_of(rules, "TARGET").bodies == ("EXECUTIVE", "COUNCIL")
    assert sentence_of(rules, "DATE", 30, DUTIES) == (
        "A date that moves by 30 days is approved by the executive member or director, or a decision of the "
        "executive or full council."
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, r"needs \[\[approves\]\] tables"),
        ({"approves": [WHOLE], "more": 1}, "and nothing else"),
        ({"approves": ["x"]}, "Rule 1 is not a table"),
        ({"approves": [{**WHOLE, "who": 1}]}, "there is no line “who”"),
        ({"approves": [{**WHOLE, "kinds": ALL[1:]}]}, r"Nobody may approve a target \(TARGET\)"),
        ({"approves": [WHOLE, {**NEAR, "within_days": 0}]}, "Rule 2: within_days is a whole number"),
        ({"approves": [WHOLE, {**NEAR, "kinds": ["OWNER"]}]}, "only a date moves by days"),
        ({"approves": [{**WHOLE, "kinds": ["COLOUR"]}]}, "kinds has no COLOUR"),
        ({"approves": [{**WHOLE, "duties": ["MAYOR"]}]}, "duties has no MAYOR"),
        ({"approves": [{**WHOLE, "bodies": "COUNCIL"}]}, "bodies is a list of words"),
        ({"approves": [{"duties": ["EXECUTIVE"]}]}, "names no kind"),
        ({"approves": [{"kinds": ALL}]}, "names nobody who may approve"),
    ],
)
def test_a_policy_that_cannot_be_obeyed_is_refused_with_a_sentence(data, sentence) -> None:
    with pytest.raises(UnreadableChanges, match=sentence):
        approving_from(data, DUTIES)
