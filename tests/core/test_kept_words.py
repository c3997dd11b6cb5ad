"""A person's words stay when figures are made afresh, and what changed beneath them is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.kept_words import FIGURES, changes, kept, refreshed, sentences_of

COUNTS = st.integers(0, 400)
OPENINGS = ("Measures on target", "Actions overdue", "Gaps open", "Targets still to be set")
SENTENCES = st.lists(
    st.builds(
        lambda opening, part, whole: f"{opening}: {part} of {whole}.",
        st.sampled_from(OPENINGS),
        COUNTS,
        COUNTS,
    ),
    unique_by=lambda one: one.split(":")[0],
    max_size=4,
)
GENERATED = SENTENCES.map(" ".join)
WRITTEN = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip)


@given(GENERATED)
def test_where_nobody_wrote_the_figures_speak(now: str) -> None:
    assert kept(now).text == now
    assert not kept(now).is_edited


@given(WRITTEN, GENERATED, GENERATED)
def test_a_persons_words_survive_every_change_of_the_figures(text: str, then: str, now: str) -> None:
    """R107: regenerating keeps the human's edits."""
    found = kept(now, (f"{text} I say so", then))
    assert found.text == f"{text} I say so"
    assert found.is_edited
    assert found.generated == now


@given(GENERATED, GENERATED)
def test_words_left_as_they_were_generated_are_nobodys(then: str, now: str) -> None:
    found = kept(now, (f"  {then}\n", then))
    assert (found.text, found.is_edited, found.changed) == (now, False, ())


@given(GENERATED, GENERATED)
def test_a_change_is_said_when_and_only_when_there_is_one(then: str, now: str) -> None:
    assert (changes(then, now) == ()) == (sorted(sentences_of(then)) == sorted(sentences_of(now)))


@given(GENERATED, GENERATED)
def test_every_sentence_that_is_new_and_every_one_that_went_is_told(then: str, now: str) -> None:
    told = " ".join(changes(then, now))
    assert all(one in told for one in set(sentences_of(now)) - set(sentences_of(then)))
    for gone in set(sentences_of(then)) - set(sentences_of(now)):
        assert gone in told or all(figure in told for figure in FIGURES.findall(gone))


@given(GENERATED, GENERATED)
def test_words_that_nobody_touched_are_brought_up_to_date(then: str, now: str) -> None:
    held = {one.split(":")[0]: one for one in sentences_of(now)}
    expected = [held[one.split(":")[0]] for one in sentences_of(then) if one.split(":")[0] in held]
    assert sentences_of(refreshed(then, then, now)) == expected


@given(WRITTEN, GENERATED, GENERATED)
def test_bringing_words_up_to_date_leaves_a_persons_own_sentences(text: str, then: str, now: str) -> None:
    mine = f"Mine {' '.join(text.split())}"
    assert " ".join(refreshed(mine, then, now).split()) == " ".join(mine.split())


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (
            "32 of 50 rated measures are on target. Two actions are late.",
            "33 of 50 rated measures are on target. Two actions are late.",
            ("was 32 of 50, is now 33 of 50: “33 of 50 rated measures are on target.”",),
        ),
        (
            "Two actions are late.",
            "Three actions are late.",
            ("was Two, is now Three: “Three actions are late.”",),
        ),
        (
            "It is £742,000 over, 1.5% of it.",
            "It is £1,742,000 over, 2% of it.",
            ("was £742,000, is now £1,742,000; was 1.5%, is now 2%: “It is £1,742,000 over, 2% of it.”",),
        ),
        ("Nothing is missing.", "", ("no longer said: “Nothing is missing.”",)),
        ("", "Four gaps are open.", ("now also said: “Four gaps are open.”",)),
        (
            "Most trouble is in Housing this time.",
            "Most trouble is in Highways this time.",
            ("was “Most trouble is in Housing this time.”, is now “Most trouble is in Highways this time.”",),
        ),
        ("One  thing.\nTwo things.", "One thing. Two things.", ()),
        ("Same. Same.", "Same.", ("no longer said: “Same.”",)),
    ],
)
def test_what_changed_is_said_sentence_by_sentence(then: str, now: str, expected: tuple[str, ...]) -> None:
    assert changes(then, now) == expected


def test_a_persons_sentences_stand_among_those_brought_up_to_date() -> None:
    then = "32 of 50 measures are on target. Two actions are late. Nothing is missing."
    now = "33 of 50 measures are on target. Two actions are late."
    text = (
        "32 of 50 measures are on target. We are proud of that.\n\nTwo actions are late.\nNothing is missing."
    )
    assert refreshed(text, then, now) == (
        "33 of 50 measures are on target. We are proud of that.\n\nTwo actions are late."
    )
