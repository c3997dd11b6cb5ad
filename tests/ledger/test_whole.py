"""The whole ledger: filtered and paged, its numbers named, and its private words kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from goldenthread.ledger.models import Entry
from goldenthread.ledger.whole import (
    ON_A_PAGE,
    Wanted,
    entries_of,
    kinds_and_posts,
    ledger_page,
    model_of,
    names_behind,
)
from goldenthread.people.models import Council
from goldenthread.reports.grids import text
from goldenthread.reports.tables.ledger import field_words, kind_words, ledger
from tests.cast import Cast, a_council

pytestmark = pytest.mark.django_db
NOON = datetime(2014, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    cast = a_council()
    Entry.objects.all().delete()
    return cast


def write(**given: Any) -> Entry:
    facts = {
        "council": "testbury", "at": NOON, "by_post": "Clerk", "verb": "changed", "subject_kind": "element",
        "subject_id": "1", "subject": "Clean streets",
    }  # fmt: skip
    return Entry.objects.create(**{**facts, **given})


def found(council: Council, **wanted: Any) -> list[str]:
    return [one.subject for one in entries_of(council, Wanted(**wanted))]


def changed(**given: Any) -> str:
    """The words of what changed in one entry."""
    entry = write(**given)
    return ledger([entry], names_behind([entry])).rows[0].cells[3].text


def test_entries_are_found_by_kind_post_subject_and_day(cast: Cast) -> None:
    """R142: an auditor traces what happened."""
    write(subject="Old", at=datetime(2014, 5, 31, 22, 59, tzinfo=UTC))
    write(subject="New", at=datetime(2014, 5, 31, 23, 0, tzinfo=UTC))  # midnight in London in summer
    write(subject="A measure", subject_kind="measure", by_post="Director")
    write(subject="Theirs", council="elsewhere")

    assert found(cast.council) == ["A measure", "New", "Old"]
    assert found(cast.council, kind="measure") == ["A measure"]
    assert found(cast.council, post="Clerk") == ["New", "Old"]
    assert found(cast.council, subject="NE") == ["New"]
    assert found(cast.council, since=date(2014, 6, 1)) == ["A measure", "New"]
    assert found(cast.council, until=date(2014, 5, 31)) == ["Old"]
    assert kinds_and_posts(cast.council) == (["element", "measure"], ["Clerk", "Director"])


@pytest.mark.parametrize(("asked", "shown", "rows"), [(-3, 1, 50), (1, 1, 50), (3, 3, 2), (99, 3, 2)])
def test_a_page_beyond_the_last_is_the_last(cast: Cast, asked: int, shown: int, rows: int) -> None:
    for number in range(2 * ON_A_PAGE + 2):
        write(subject=str(number))

    page = ledger_page(cast.council, Wanted(), asked)

    assert (page.number, len(page.entries), page.pages, page.total) == (shown, rows, 3, 102)


def test_an_empty_ledger_has_one_empty_page(cast: Cast) -> None:
    page = ledger_page(cast.council, Wanted(), 1)

    assert (page.entries, page.number, page.pages, page.total) == ([], 1, 1, 0)


def test_what_changed_is_said_in_words_with_the_names_behind_numbers(cast: Cast) -> None:
    head, strategy = (
        cast.council.posts.get(title=title) for title in ("Head of Streets", "Strategy Manager")
    )

    assert changed(
        before={"owner_id": head.pk, "due_on": "2014-06-30", "is_exempt": False, "version": 1},
        after={"owner_id": strategy.pk, "due_on": None, "is_exempt": True, "version": 2},
    ) == ("Owner: Head of Streets → Strategy Manager; due: 30 June 2014 → nothing; exempt: no → yes.")
    assert changed(verb="recorded", after={"id": 3, "council_id": 1, "title": "Clean"}) == "Title: Clean."
    assert changed(verb="removed", before={"meaning": "A word"}) == "Meaning was A word."
    assert changed() == "Nothing but what is said beside this"


def test_names_take_one_query_for_each_table_whatever_the_rows(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    head = cast.council.posts.get(title="Head of Streets")
    streets = cast.council.services.get()
    entries = [write(after={"owner_id": head.pk, "service_id": streets.pk}) for _ in range(5)]

    with django_assert_num_queries(2):
        names = names_behind(entries)

    assert names == {
        ("element", "owner_id", str(head.pk)): "Head of Streets",
        ("element", "service_id", str(streets.pk)): "Streets",
    }


def test_a_number_without_a_record_or_a_field_stays_a_number(cast: Cast) -> None:
    assert changed(after={"owner_id": 987654}) == "Owner: 987654."
    assert changed(after={"strange_id": 5}, subject_kind="gone") == "Strange: 5."
    assert changed(after={"owner_id": "a text"}) == "Owner: a text."


def test_long_and_nested_values_are_said_shortly_on_a_page_and_whole_in_a_file(cast: Cast) -> None:
    entry = write(after={"detail": "word " * 100, "body": {"is_done": True, "bands": ["a", None]}})
    short, whole = (
        ledger([entry], {}, is_whole=is_whole).rows[0].cells[3].text for is_whole in (False, True)
    )

    assert len(short) < 300 and "…" in short and "body: done yes, bands a, nothing" in short
    assert len(whole) > 500 and "…" not in whole


def test_a_new_record_shows_its_first_fields_and_the_file_all(cast: Cast) -> None:
    entry = write(verb="recorded", after={name: name for name in "abcdef"})
    short, whole = (ledger([entry], {}, is_whole=is_whole).rows[0].cells[3] for is_whole in (False, True))

    assert (short.text, short.note) == ("A: a; b: b; c: c; d: d.", "Two more fields in the file.")
    assert (whole.text, whole.note) == ("A: a; b: b; c: c; d: d; e: e; f: f.", "")


def test_a_workplans_words_are_never_shown(cast: Cast) -> None:
    """The issue: personal content is private to the post-holder and their manager."""
    entry = write(
        subject_kind="workplanitem",
        subject="A workplan item of Clerk",
        before={"words": "Secret before"},
        after={"words": "Secret after"},
        reason="Secret reason",
    )
    for is_whole in (False, True):
        row = ledger([entry], names_behind([entry]), is_whole=is_whole).rows[0]
        said = " ".join(f"{cell.text} {cell.note}" for cell in row.cells)
        assert "Secret" not in said
        assert "Personal: its words are for the post-holder and the manager only" in said


def test_entries_lead_to_what_they_speak_of_where_it_has_a_page(cast: Cast) -> None:
    rows = ledger([write(), write(subject_kind="paper"), write(subject_id="'x")], {}).rows

    assert [row.cells[2].link for row in rows] == [("element", "1"), None, None]
    assert rows[0].cells[2].note == "Element changed"
    assert rows[0].cells[0] == text("1 June 2014", note="13:00")  # as clocks in Britain show it
    assert ledger([write()], {}, is_whole=True).rows[0].cells[0] == text("2014-06-01 13:00")


def test_a_day_is_said_in_words_on_a_page_and_kept_sortable_in_a_file(cast: Cast) -> None:
    entry = write(after={"due_on": "2014-06-30", "code": "2014-99-99"})
    said = [ledger([entry], {}, is_whole=is_whole).rows[0].cells[3].text for is_whole in (False, True)]

    assert said == ["Due: 30 June 2014; code: 2014-99-99.", "Due: 2014-06-30; code: 2014-99-99."]


def test_kinds_and_fields_have_plain_names() -> None:
    assert [kind_words(kind) for kind in ("gapnote", "body", "ratingrule", "gone")] == [
        "gap", "body", "rating rule", "gone",
    ]  # fmt: skip
    assert [field_words(name) for name in ("owner_id", "is_done", "starts_on", "stated", "until_on")] == [
        "owner", "done", "starts", "stated", "until",
    ]  # fmt: skip
    assert model_of("gone") is None


def test_codes_yes_and_no_and_nothing_are_said_in_words_and_a_value_s_full_stop_is_not_doubled(cast):
    before = {"state": "DRAFT", "is_open": "False", "adopted_on": "None"}
    after = {"state": "ADOPTED", "is_open": "True", "adopted_on": "2010-03-31", "source": "Minute 5."}
    entry = write(subject_kind="edition", before=before, after=after)
    said = ledger([entry], names_behind([entry])).rows[0].cells[3].text
    assert said == (
        "State: draft → adopted; open: no → yes; adopted on: nothing → 31 March 2010; source: Minute 5."
    )
