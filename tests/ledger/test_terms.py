"""A council's words: added, changed and removed, each with its entry, and two people at once."""

from __future__ import annotations

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.governance.glossary_queries import glossary_of, term_at
from goldenthread.ledger.models import Entry
from goldenthread.ledger.terms import add_term, change_term, remove_term
from goldenthread.people.models import Council, Term
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from tests.cast import AT, OWNER, STRANGER, STRATEGY, a_council

pytestmark = pytest.mark.django_db
CLERK = Officer("Clerk", "clerk", "testbury", "DEMOCRATIC")


@pytest.fixture
def council() -> Council:
    return a_council().council


def add(council: Council, word: str = "EBI", meaning: str = "A committee", by: Officer = CLERK) -> Term:
    return add_term(council=council, word=word, meaning=meaning, source="A minute", by=by, at=AT)


def change(term: Term, by: Officer = CLERK, **given: str) -> Term:
    facts = {"seen": term.meaning, "word": term.word, "meaning": term.meaning, "source": term.source, **given}
    return change_term(term=term, by=by, at=AT, **facts)


def entries() -> list[tuple[str, str, dict[str, str], dict[str, str]]]:
    return [
        (one.verb, one.subject, one.before, one.after) for one in Entry.objects.filter(subject_kind="term")
    ]


@pytest.mark.parametrize("officer", [CLERK, STRATEGY, OPERATOR])
def test_a_word_is_added_with_its_entry(council: Council, officer: Officer) -> None:
    """R131: abbreviations such as EBI are explained."""
    term = add(council, " EBI ", " A committee ", officer)

    assert (term.word, term.meaning, term.source) == ("EBI", "A committee", "A minute")
    assert entries() == [
        ("added", "EBI", {}, {"word": "EBI", "meaning": "A committee", "source": "A minute"})
    ]


def test_a_change_keeps_what_was_before_and_no_change_writes_nothing(council: Council) -> None:
    term = add(council)
    change(term)
    change(term, meaning="Economy and Business Improvement")
    term.refresh_from_db()

    assert term.meaning == "Economy and Business Improvement"
    assert entries()[:-1] == [
        (
            "changed",
            "EBI",
            {"meaning": "A committee"},
            {"meaning": "Economy and Business Improvement"},
        )
    ]


def test_a_word_taken_out_stays_in_the_ledger(council: Council) -> None:
    term = add(council)
    remove_term(term=term, by=CLERK, at=AT)

    assert term_at(council, term.pk or 0) is None and not Term.objects.exists()
    before = {"word": "EBI", "meaning": "A committee", "source": "A minute"}
    assert entries()[0] == ("removed", "EBI", before, {})


@pytest.mark.parametrize(
    ("officer", "sentence"),
    [
        (VISITOR, "Sign in first"),
        (STRANGER, "You work for another council than Testbury"),
        (OWNER, "Only the strategy team or a democratic services officer can keep the council's words"),
    ],
)
def test_nobody_else_keeps_the_words(council: Council, officer: Officer, sentence: str) -> None:
    """R142."""
    term = add(council)
    for act in (
        lambda: add(council, "HR", "Human Resources", officer),
        lambda: change(term, officer, meaning="Other"),
        lambda: remove_term(term=term, by=officer, at=AT),
    ):
        with pytest.raises(Refused, match=sentence):
            act()
    assert [(one.word, one.meaning) for one in Term.objects.all()] == [("EBI", "A committee")]


def test_the_second_of_two_people_is_told_and_nothing_is_lost(council: Council) -> None:
    term = add(council, meaning="A committee\nof councillors")
    change(term, meaning="First", seen="A committee\r\nof councillors ")

    with pytest.raises(Stale, match="Somebody else changed “EBI”"):
        change(term, meaning="Second", seen="A committee\nof councillors")
    assert Term.objects.get().meaning == "First"


@pytest.mark.parametrize(
    ("word", "meaning", "sentence"),
    [
        (" ", "A committee", "Write the word and what it means"),
        ("HR", " ", "Write the word and what it means"),
        ("ebi", "Another", "“ebi” is in the glossary already. Change what it says there."),
        ("x" * 81, "Too long", "is too long for word"),
    ],
)
def test_what_is_no_word_or_there_already_is_refused(
    council: Council, word: str, meaning: str, sentence: str
) -> None:
    held, other = add(council), add(council, "JCS", "A strategy")

    with pytest.raises(Refused, match=sentence):
        add(council, word, meaning)
    with pytest.raises(Refused, match=sentence):
        change(other, word=word, meaning=meaning)
    assert change(held, word="Ebi").word == "Ebi"  # its own word in other letters is no second word


def test_a_word_of_another_council_is_not_found_and_does_not_clash(council: Council) -> None:
    """R142."""
    elsewhere = a_council("elsewhere").council
    term = add(council)
    theirs = add(elsewhere, by=Officer("Clerk", "c", "elsewhere", "DEMOCRATIC"))

    assert term_at(elsewhere, term.pk) is None
    assert [one.pk for one in glossary_of(elsewhere, VISITOR).terms] == [theirs.pk]
    assert [str(level) for level in glossary_of(council, VISITOR).levels] == [
        "Vision", "Theme", "Improvement", "Action",
    ]  # fmt: skip
