"""Words for the PDF: in our type, or said by their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reports.rendering.letters import REGULAR, STRONG, breakable, covered, lines_of, shown


def test_our_type_holds_what_councils_write() -> None:
    for letter in "ŵŷŴŶâêîôûïéáóäëöü£€“”‘’–—−…·†•½¼≤≥≠×÷±°²³→↗↘ŁłŠšČčŞğĄęαβЖд\u00a0\u2009\u202f":
        assert ord(letter) in covered(REGULAR), letter
    assert covered(REGULAR) == covered(STRONG)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Tŷ  Pŵer\n£5", "Tŷ Pŵer £5"),
        ("y\u0302", "ŷ"),
        ("🎉 now", "[party popper] now"),
        ("👩\u200d👧", "[woman][girl]"),
        ("bell \x07 rings", "bell rings"),
        ("水", "[cjk unified ideograph-6c34]"),
        ("\ue000", "[a sign without a name]"),
    ],
)
def test_what_our_type_lacks_is_said(words: str, said: str) -> None:
    assert shown(words) == said


@given(st.text())
def test_whatever_is_written_every_letter_of_it_can_be_shown(words: str) -> None:
    assert {ord(letter) for letter in shown(words)} <= covered(REGULAR)


@given(st.text("abc 1é"))
def test_breaking_takes_no_letter_away(words: str) -> None:
    assert breakable(words).replace("\u200b", "") == words


def test_only_a_very_long_word_may_be_broken() -> None:
    assert breakable("Llanfairpwllgwyngyll gogogoch") == "Llanfairpwllgwyngyll gogogoch"
    assert breakable("x" * 35) == "\u200b".join(["x" * 10] * 3 + ["x" * 5])


def test_lines_without_words_are_left_out() -> None:
    assert lines_of("One\n\n  \nTwo ") == ["One", "Two"]
