"""What changed between two editions: grouped, in plain words, and told to whom it concerns."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.changes import (
    Became,
    Change,
    Difference,
    Link,
    Piece,
    Written,
    changes_between,
    compared_words,
)
from goldenthread.core.changes_told import AUDIENCES, in_words, levels_changed, opening, told
from goldenthread.core.sentences import said

STAFF, RESIDENTS = AUDIENCES["staff"], AUDIENCES["residents"]


def line(pk: int, title: str, **more: object) -> Written:
    return Written(**{"id": pk, "title": title, "level": "Theme", "place": 1, **more})  # type: ignore[arg-type]


def only(olds: list[Written], news: list[Written], links: list[Link]) -> Change:
    (found,) = changes_between(olds, news, links)
    return found


def test_a_line_carried_forward_goes_on_unchanged() -> None:
    change = only([line(1, "Clean")], [line(11, "Clean")], [Link(1, 11, "CARRIED")])
    assert (change.became, in_words(change, STAFF)) == (Became.CARRIED, "“Clean” goes on unchanged.")


def test_what_differs_about_a_line_is_said_and_so_is_who_decided() -> None:
    """R090, R094."""
    old = line(1, "Clean streets", owner="Head of Streets", under="The City")
    new = line(11, "Clean streets and parks", due_on=date(2012, 3, 31), under="The Green City")
    links = [Link(1, 11, "AMENDED", "Residents asked.", "Executive", date(2009, 3, 31))]
    change = only([old], [new], links)
    assert change.differences == (
        Difference("words", "Clean streets", "Clean streets and parks"),
        Difference("owner", "Head of Streets", "nobody named"),
        Difference("date", "no date", "31 March 2012"),
        Difference("place", "The City", "The Green City"),
    )
    assert in_words(change, STAFF) == (
        "“Clean streets” is now “Clean streets and parks”; "
        "its owner is nobody named, before Head of Streets; "
        "it is due 31 March 2012, before no date; it stands under The Green City, before under The City. "
        "Why: Residents asked. Decided by Executive, 31 March 2009."
    )
    assert "Why" not in in_words(change, RESIDENTS)


def test_hanging_from_the_same_theme_under_its_new_name_is_no_move() -> None:
    olds = [line(1, "The City"), line(2, "Clean", place=2, under="The City")]
    news = [line(11, "The Green City"), line(12, "Clean", place=2, under="The Green City")]
    kinds = [c.became for c in changes_between(olds, news, [Link(1, 11, "CARRIED"), Link(2, 12, "CARRIED")])]
    assert kinds == [Became.AMENDED, Became.CARRIED]


def test_one_to_many_many_to_one_and_many_to_many() -> None:
    """R024: ten priorities became eight themes."""
    a, b, c = line(1, "A"), line(2, "B"), line(3, "C")
    x, y = line(11, "X"), line(12, "Y")
    split = only([a], [x, y], [Link(1, 11, "SPLIT"), Link(1, 12, "SPLIT")])
    merged = only([a, b, c], [x], [Link(1, 11, "MERGED"), Link(2, 11, "MERGED"), Link(3, 11, "MERGED")])
    many = only([a, b], [x, y], [Link(1, 11, "REPLACED"), Link(1, 12, "REPLACED"), Link(2, 12, "REPLACED")])
    assert [in_words(one, STAFF) for one in (split, merged, many)] == [
        "“A” has become two: “X” and “Y”.",
        "“A”, “B” and “C” have become one: “X”.",
        "“A” and “B” are replaced by “X” and “Y”.",
    ]


def test_what_is_new_dropped_or_not_recorded_is_said_to_be_so() -> None:
    olds, news = [line(1, "A"), line(2, "B")], [line(11, "X"), line(12, "Y")]
    found = changes_between(olds, news, [Link(1, None, "DROPPED", "Too many."), Link(None, 11, "ADDED")])
    assert [in_words(one, STAFF) for one in found] == [
        "“X” is new.",
        "Where “Y” came from is not recorded.",
        "“A” is no longer in the plan. Why: Too many.",
        "What became of “B” is not recorded.",
    ]


def test_many_reasons_for_one_change_are_not_all_repeated() -> None:
    links = [Link(1, 11, "SPLIT", "One"), Link(1, 12, "SPLIT", "Two"), Link(1, 13, "SPLIT", "Two")]
    assert only([line(1, "A")], [line(n, str(n)) for n in (11, 12, 13)], links).reason == "One; Two"
    links.append(Link(1, 14, "SPLIT", "Three"))
    assert only([line(1, "A")], [line(n, str(n)) for n in (11, 12, 13, 14)], links).reason == "Two"


def test_each_audience_is_told_what_concerns_it() -> None:
    """R072."""
    theme = only([line(1, "A")], [line(11, "A")], [Link(1, 11, "CARRIED")])
    action = only([], [line(12, "Sweep", is_work=True)], [Link(None, 12, "ADDED")])
    shared = only([], [line(13, "Safer", is_shared=True)], [Link(None, 13, "ADDED")])
    every = [theme, action, shared]
    assert {code: told(every, one) for code, one in AUDIENCES.items()} == {
        "staff": [theme, action, shared],
        "members": [theme, shared],
        "partners": [shared],
        "residents": [shared],
    }


@pytest.mark.parametrize(
    ("olds", "news", "links", "sentence"),
    [
        (
            "ABC",
            "XC",
            [(1, 11, "MERGED"), (2, 11, "MERGED"), (3, 12, "CARRIED")],
            "Three lines of Old: one unchanged, two merged; New has two.",
        ),
        (
            "AB",
            "XYZ",
            [(1, None, "DROPPED"), (None, 11, "ADDED")],
            "Two lines of Old: one dropped, one not accounted for; New has three, all of them new.",
        ),
        ("A", "XY", [(1, 11, "CARRIED"), (None, 12, "ADDED")],
         "One line of Old: one amended; New has two, one of them new."),
        ("A", "", [(1, None, "DROPPED")], "One line of Old: one dropped; New has none."),
        ("", "", [], "No lines of Old; New has none."),
    ],
)  # fmt: skip
def test_the_first_sentence_counts_every_line_by_what_became_of_it(
    olds: str, news: str, links: list[tuple[int | None, int | None, str]], sentence: str
) -> None:
    before = [line(n, title) for n, title in enumerate(olds, start=1)]
    after = [line(n, title) for n, title in enumerate(news, start=11)]
    found = changes_between(before, after, [Link(*one) for one in links])
    assert said([opening(found, ("Old", "New"))]) == sentence


def test_levels_that_went_and_came_are_named() -> None:
    """R031."""
    assert levels_changed(["Values", "Priorities"], ["Values", "Themes"]) == [
        "No longer shown as a level: Priorities.",
        "New as a level: Themes.",
    ]
    assert levels_changed(["Values"], ["Values"]) == []


def test_two_wordings_are_shown_as_one() -> None:
    assert compared_words("Keep the streets clean", "Keep all streets very clean") == [
        Piece("Keep"), Piece("the", is_gone=True), Piece("all", is_new=True), Piece("streets"),
        Piece("very", is_new=True), Piece("clean"),
    ]  # fmt: skip


KINDS = st.sampled_from(["CARRIED", "AMENDED", "MERGED", "SPLIT", "REPLACED", "ADDED", "DROPPED"])
LINKS = st.lists(
    st.builds(Link, st.none() | st.integers(1, 6), st.none() | st.integers(11, 16), KINDS), max_size=12
)


@given(st.sets(st.integers(1, 6)), st.sets(st.integers(11, 16)), LINKS)
def test_every_line_of_both_editions_is_in_exactly_one_change(
    olds: set[int], news: set[int], links: list[Link]
) -> None:
    """R024: whatever the crosswalk says, even nonsense, no line is lost and none is told twice."""
    found = changes_between([line(n, f"L{n}") for n in olds], [line(n, f"L{n}") for n in news], links)
    assert sorted(one.id for c in found for one in c.olds) == sorted(olds)
    assert sorted(one.id for c in found for one in c.news) == sorted(news)
    for audience in AUDIENCES.values():
        assert all(in_words(one, audience) for one in told(found, audience))


@pytest.mark.parametrize("kind", ["CARRIED", "MERGED", "SPLIT"])
def test_a_single_pair_is_judged_by_what_differs(kind: str) -> None:
    """A line merged with another that was new has nothing else to account for."""
    assert only([line(1, "A")], [line(11, "A")], [Link(1, 11, kind)]).became is Became.CARRIED
    assert only([line(1, "A")], [line(11, "B")], [Link(1, 11, kind)]).became is Became.AMENDED


def test_another_level_takes_its_article_and_the_top_of_a_plan_is_called_so() -> None:
    """R090: Cheltenham's arts and culture was an objective under a vision, and became an outcome."""
    old = line(1, "Arts", level="Objective", under="The vision")
    new = line(11, "Arts", level="Outcome")
    change = only([old], [new], [Link(1, 11, "AMENDED")])
    assert in_words(change, STAFF) == (
        "“Arts” stays, with changes: it was an objective and is an outcome; "
        "it stands at the top, before under The vision."
    )
