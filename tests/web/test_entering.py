"""Entering results on the pages: one by its kind, a grid, questions put and answered, confirming."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from goldenthread.core.observed import State
from goldenthread.core.periods import parse_period, previous
from goldenthread.measures import actions, entering
from goldenthread.measures.models import Breakdown, Measure, Observation
from goldenthread.measures.queries import plain
from goldenthread.people.models import User
from tests.cast import AT, OWNER, Q1, Q4, WHO, Cast, a_council, measure_row, target_row

pytestmark = pytest.mark.django_db
RECORD, ENTER = "/testbury/measures/M1/record/", "/testbury/enter/"


@pytest.fixture
def cast() -> Cast:
    return a_council()


@pytest.fixture
def as_(cast: Cast) -> Callable[..., Client]:
    def sign_in(title: str = "Head of Streets", duty: str = "OWNER") -> Client:
        post = cast.council.posts.get(title=title)
        user, _ = User.objects.get_or_create(username=f"{duty.lower()}", post=post, duty=duty)
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def put_in(html: str) -> str:
    """The questions that a page puts, as its form carries them."""
    found = re.search(r'name="put(?:_\d+)?" value="([^"]+)"', html)
    assert found
    return found[1]


def html_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def recorded(measure: Measure, value: str, when: Any = Q1, **more: Any) -> Observation:
    given = {"state": State.REPORTED, "by": OWNER, "at": AT, **more}
    return entering.record_observation(measure=measure, period=when, value=Decimal(value), **given)


def with_history(measure: Measure, *values: str) -> None:
    when = Q4
    for value in reversed(values):
        recorded(measure, value, when, asked=True)
        when = previous(when)


def current(cast: Cast) -> list[Observation]:
    return list(Observation.objects.filter(is_current=True).order_by("ends_on", "measure__code", "breakdown"))


def test_a_figure_that_is_a_slip_is_asked_about_and_kept_on_the_page_until_it_is_answered(
    cast: Cast, as_: Any
) -> None:
    """R138: 73,390 against a target of 420 is never stored unasked, and never turned away."""
    cast.measure.unit = ""
    cast.measure.save()
    actions.set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "420")], **WHO)
    client = as_()
    typed = {"period": "2014/15 Q1", "value": "73,390", "note": "", "reason": ""}
    answer = client.post(RECORD, typed)
    html = html_of(answer)
    assert answer.status_code == 422 and not Observation.objects.exists()
    assert "73,390 is about 170 times the target of 420" in html
    assert 'value="73,390"' in html and "Say why it is right" in html
    put = {**typed, "put": put_in(html)}
    assert client.post(RECORD, put).status_code == 422  # no answer yet
    other = client.post(RECORD, {**put, "value": "73,930", "explanation": "Counted twice over."})
    assert other.status_code == 422 and "73,930 is about" in html_of(
        other
    )  # the answer was to another question
    assert client.post(RECORD, {**put, "explanation": "All journeys are counted now."}).status_code == 302
    made = Observation.objects.get()
    assert (made.value, made.is_questioned, made.explanation) == (
        Decimal(73390), False, "All journeys are counted now.",
    )  # fmt: skip
    assert made.queries[0]["code"] == "TIMES_TARGET"


def test_a_figure_may_be_kept_in_question_and_answered_later(cast: Cast, as_: Any) -> None:
    with_history(cast.measure, "82", "84", "79", "81")
    client = as_()
    typed = {"period": "2014/15 Q1", "value": "0.84"}
    put = put_in(html_of(client.post(RECORD, typed)))
    assert client.post(RECORD, {**typed, "put": put, "later": "on"}).status_code == 302
    made = Observation.objects.get(starts_on=Q1.starts_on, is_current=True)
    assert made.is_questioned
    listed = html_of(client.get("/testbury/queries/"))
    assert "One result is in question and unanswered, one of them yours to answer." in listed
    assert "0.84% looks like a fraction of one. Should it be 84%?" in listed
    one = f"/testbury/queries/{made.pk}/"
    assert client.post(one, {"explanation": " "}).status_code == 422
    assert client.post(one, {"explanation": "It fell to nearly nothing."}).status_code == 302
    assert "No result is in question." in html_of(client.get("/testbury/queries/"))
    again = client.post(one, {"explanation": "Twice"})
    assert again.status_code == 422 and "Somebody has answered this" in html_of(again)


@pytest.mark.parametrize(
    ("kind", "more", "typed", "value", "state"),
    [
        ("YES_NO", {}, {"value": "Yes"}, "1", "REPORTED"),
        ("LEVEL", {"levels": ["Low", "High"]}, {"value": "High"}, "2", "REPORTED"),
        ("PLAN_DATE", {}, {"value": "30 June 2014"}, str(date(2014, 6, 30).toordinal()), "REPORTED"),
        ("NARRATIVE", {}, {"value": "Going well."}, None, "IN_WORDS"),
        ("PERCENTAGE", {}, {"numerator": "157", "denominator": "200"}, "78.5", "REPORTED"),
        ("RATE", {"per": 1000}, {"numerator": "3", "denominator": "1,500"}, "2", "REPORTED"),
        ("NUMBER", {}, {"value": "12", "provisional": "on"}, "12", "PROVISIONAL"),
        ("NUMBER", {}, {"state": "NIL_ACTIVITY"}, None, "NIL_ACTIVITY"),
        ("NUMBER", {}, {"state": "SUPPRESSED"}, None, "SUPPRESSED"),
        ("NUMBER", {}, {"value": "N/A"}, None, "NOT_APPLICABLE"),
    ],
)
def test_a_result_is_entered_by_the_kind_of_its_measure(
    cast: Cast,
    as_: Any,
    kind: str,
    more: dict[str, Any],
    typed: dict[str, str],
    value: str | None,
    state: str,
) -> None:
    """R034."""
    Measure.objects.filter(pk=cast.measure.pk).update(kind=kind, unit="", **more)
    client = as_()
    assert client.get(RECORD).status_code == 200
    answer = client.post(RECORD, {"period": "2014/15 Q1", **typed})
    assert answer.status_code == 302, html_of(answer)
    made = Observation.objects.get()
    assert (made.value, made.state) == (None if value is None else Decimal(value), state)
    assert client.get(RECORD, {"period": "2014/15 Q1"}).status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"numerator": "5"}, "Give both numbers"),
        ({"numerator": "5", "denominator": "0"}, "Nothing can be counted out of 0"),
        ({"numerator": "five", "denominator": "1"}, "“five” is neither a number"),
        ({"value": "5", "state": "SUPPRESSED"}, "Give either a figure or a reason"),
        ({"state": "IN_WORDS"}, "Say in words how it went."),
        ({"value": "1e5"}, "“1e5” is neither a number"),
        ({"value": "9" * 14}, "is too large"),
        ({"numerator": "9" * 40, "denominator": "3"}, "is too large"),
        ({"numerator": "9" * 13, "denominator": "0.000001"}, "is too large"),
        ({"value": "5", "note": "a\0b"}, "Null characters"),
        ({"value": "5", "period": "soon"}, "is not a period"),
    ],
)
def test_what_is_no_result_is_refused_with_a_remedy(
    cast: Cast, as_: Any, typed: dict[str, str], said: str
) -> None:
    answer = as_().post(RECORD, {"period": "2014/15 Q1", **typed})
    assert answer.status_code == 422 and said in html_of(answer)
    assert not Observation.objects.exists()


def test_parts_are_entered_beside_their_total_and_must_make_it(cast: Cast, as_: Any) -> None:
    Measure.objects.filter(pk=cast.measure.pk).update(unit="")
    parts = [
        Breakdown.objects.create(measure=cast.measure, by="WARD", name=name, adds_up=True)
        for name in ("North", "South")
    ]
    typed = {"period": "2014/15 Q1", "value": "30", f"part_{parts[0].pk}": "10", f"part_{parts[1].pk}": "21"}
    client = as_()
    answer = client.post(RECORD, typed)
    assert answer.status_code == 422 and "The parts by ward add up to 31, and the total is 30" in html_of(
        answer
    )
    assert client.post(RECORD, {**typed, f"part_{parts[1].pk}": "20"}).status_code == 302
    assert [(one.breakdown, one.value) for one in current(cast)] == [
        ("", Decimal(30)), ("North", Decimal(10)), ("South", Decimal(20)),
    ]  # fmt: skip
    changed = {**typed, f"part_{parts[0].pk}": "9"}
    assert "A part is held" in html_of(client.post(RECORD, changed))
    assert client.post(RECORD, {**changed, "reason": "Moved a street."}).status_code == 302
    assert [str(one.value) for one in current(cast)] == ["30.000000", "9.000000", "21.000000"]


def test_notes_of_the_grid_are_kept_without_the_line_ends_of_a_browser(cast: Cast, as_: Any) -> None:
    in_grid = {"period": "2013/14 Q4", **grid_post(cast.measure, "79", note="One.\r\nTwo.")}
    assert as_().post(ENTER, in_grid).status_code == 302
    assert current(cast)[0].note == "One.\nTwo."


def test_a_result_in_words_is_kept_without_the_line_ends_of_a_browser(cast: Cast, as_: Any) -> None:
    Measure.objects.update(kind="NARRATIVE", unit="")
    told = {"period": "2014/15 Q1", "value": "It went well.\r\nMostly."}
    assert as_().post(RECORD, told).status_code == 302
    assert current(cast)[0].note == "It went well.\nMostly."


def test_the_second_of_two_people_keeps_what_they_typed_and_sees_what_is_held(cast: Cast, as_: Any) -> None:
    client = as_()
    seen = {"period": "2014/15 Q1", "value": "80", "seen": "0", "seen_for": "2014/15 Q1"}
    held = recorded(cast.measure, "78.5")
    html = html_of(client.post(RECORD, {**seen, "reason": "Mine"}))
    assert "Somebody else recorded this result while you were writing." in html
    assert "<strong>78.5%</strong>" in html and 'value="80"' in html and f'value="{held.pk}"' in html
    assert client.post(RECORD, {**seen, "seen": str(held.pk), "reason": "Mine"}).status_code == 302


def grid_post(measure: Measure, value: str, **more: str) -> dict[str, str]:
    given = {"value": value, "seen": "0", "was": "", **more}
    return {f"{name}_{measure.pk}": text for name, text in given.items()}


def three(cast: Cast) -> list[Measure]:
    owner = cast.council.posts.get(title="Head of Streets")
    rows = [measure_row(code, owner_id=owner.pk) for code in ("M2", "M3")]
    actions.define_measures(council=cast.council, rows=rows, **WHO)
    return list(Measure.objects.order_by("code"))


def test_a_grid_is_stored_whole_or_not_at_all(cast: Cast, as_: Any) -> None:
    first, second, third = three(cast)
    with_history(first, "82", "84", "79", "81")
    client = as_()
    html = html_of(client.get(ENTER))
    assert "None of three results here are in for April to June 2014." in html and "81%" in html
    rows = {**grid_post(first, "0.84"), **grid_post(second, "50"), **grid_post(third, "some")}
    answer = client.post(ENTER, rows)
    assert answer.status_code == 422 and "M3: “some” is neither a number" in html_of(answer)
    assert "M1: 0.84% looks like a fraction" in html_of(answer)  # everything is said at once
    rows |= grid_post(third, "nil activity")
    answer = client.post(ENTER, rows)
    assert answer.status_code == 422 and "M1: 0.84% looks like a fraction" in html_of(answer)
    assert not Observation.objects.filter(starts_on=Q1.starts_on).exists()
    rows |= grid_post(first, "0.84", put=put_in(html_of(answer)), explanation="Nearly all left.")
    answer = client.post(ENTER, rows, follow=True)
    assert answer.status_code == 200 and "Three results are stored." in html_of(answer)
    found = {one.measure.code: (str(one.value), one.state) for one in current(cast)[-3:]}
    assert found == {
        "M1": ("0.840000", "REPORTED"), "M2": ("50.000000", "REPORTED"), "M3": ("None", "NIL_ACTIVITY"),
    }  # fmt: skip


def test_the_grid_leaves_alone_what_was_not_touched_and_says_when_somebody_was_first(
    cast: Cast, as_: Any
) -> None:
    first, second, _ = three(cast)
    held = recorded(first, "80")
    client = as_()
    untouched = grid_post(first, "80", was="80", seen=str(held.pk))
    assert "One result is stored." in html_of(
        client.post(ENTER, {**untouched, **grid_post(second, "5")}, follow=True)
    )
    assert "Nothing was changed" in html_of(client.post(ENTER, untouched))
    answer = client.post(ENTER, grid_post(first, "81"))
    assert answer.status_code == 422 and "Somebody else recorded this result" in html_of(answer)
    answer = client.post(ENTER, grid_post(first, "81", was="80", seen=str(held.pk)))
    assert "Say why it changes" in html_of(answer) and f'name="reason_{first.pk}"' in html_of(answer)
    again = grid_post(first, "81", was="80", seen=str(held.pk), reason="A late return.")
    assert client.post(ENTER, again).status_code == 302
    assert Observation.objects.get(measure=first, is_current=True).state == "RESTATED"


def test_a_cell_of_the_grid_takes_the_two_numbers_that_a_result_is_worked_out_from(
    cast: Cast, as_: Any
) -> None:
    first = cast.measure  # a percentage
    client = as_()
    assert "18 / 24" in html_of(client.get(ENTER))
    assert client.post(ENTER, grid_post(first, "41 out of 50")).status_code == 302
    held = Observation.objects.get(measure=first, is_current=True)
    assert [str(one) for one in (held.value, held.numerator, held.denominator)] == [
        "82.000000", "41.000000", "50.000000",
    ]  # fmt: skip
    html = html_of(client.get(ENTER))
    assert 'value="41 / 50"' in html  # so that a note can be added without losing them
    noted = {"was": "41 / 50", "seen": str(held.pk), "note": "Fewer streets.", "reason": "A note."}
    assert client.post(ENTER, grid_post(first, "41 / 50", **noted)).status_code == 302
    held = Observation.objects.get(measure=first, is_current=True)
    assert (held.note, plain(held.numerator)) == ("Fewer streets.", 41)
    answer = client.post(ENTER, grid_post(first, "41 / 0", seen=str(held.pk), was="41 / 50", reason="Slip"))
    assert answer.status_code == 422 and "Nothing can be counted out of 0" in html_of(answer)


def test_provisional_results_are_confirmed_together_and_restate_nothing(cast: Cast, as_: Any) -> None:
    first, second, _ = three(cast)
    held = [recorded(one, "80", state=State.PROVISIONAL) for one in (first, second)]
    client = as_()
    assert "Two provisional results wait to be confirmed." in html_of(client.get("/testbury/enter/confirm/"))
    assert client.post("/testbury/enter/confirm/", {}).status_code == 422
    chosen = {"observation": [str(one.pk) for one in held]}
    assert client.post("/testbury/enter/confirm/", chosen).status_code == 302
    assert [(one.state, one.supersedes_id) for one in current(cast)] == [
        ("REPORTED", held[0].pk), ("REPORTED", held[1].pk),
    ]  # fmt: skip
    late = client.post("/testbury/enter/confirm/", chosen)
    assert late.status_code == 422 and "provisional no more" in html_of(late)
    page = html_of(client.get("/testbury/measures/M1/"))
    assert "Restated figures" not in page
    assert "Nothing waits to be confirmed of Measure M1." in html_of(
        client.get("/testbury/measures/M1/confirm/")
    )


def test_a_grid_taken_away_is_read_back_by_the_upload(cast: Cast, as_: Any) -> None:
    recorded(cast.measure, "80", Q4)
    client = as_("Strategy Manager", "STRATEGY")
    taken = client.get(ENTER, {"as": "xlsx", "period": "2014/15 Q1"})
    book = load_workbook(BytesIO(taken.content))
    sheet = book.active
    assert [cell.value for cell in sheet[1]] == [
        "measure",
        "title",
        "unit",
        "period",
        "last",
        "value",
        "note",
    ]
    assert [cell.value for cell in sheet[2]][:5] == ["M1", "Measure M1", "%", "2014/15 Q1", 80]
    sheet["F2"] = 81.5
    filled = BytesIO()
    book.save(filled)
    file = SimpleUploadedFile("filled.xlsx", filled.getvalue())
    assert client.post("/testbury/measures/upload/", {"file": file}).status_code == 200
    assert Observation.objects.get(starts_on=Q1.starts_on).value == Decimal("81.5")


@pytest.mark.parametrize(
    "path", [RECORD, ENTER, "/testbury/enter/confirm/", "/testbury/measures/M1/confirm/"]
)
def test_only_those_who_record_get_in(cast: Cast, as_: Any, path: str) -> None:
    assert Client().get(path).status_code == 403
    assert as_("Strategy Manager", "SCRUTINY").get(path).status_code == 403


def test_a_grid_of_a_period_that_nobody_can_read_says_so(cast: Cast, as_: Any) -> None:
    assert "“soon” is not a period we can read" in html_of(as_().get(ENTER, {"period": "soon"}))
    year = parse_period("2013/14")
    assert year and "No measure that you may record" in html_of(as_().get(ENTER, {"period": "2013/14"}))


def test_what_a_database_cannot_hold_does_not_reach_it_from_the_grid(cast: Cast, as_: Any) -> None:
    client = as_()
    typed = grid_post(cast.measure, "5\0", note="a\0b", seen="9" * 40)
    assert client.post(ENTER, typed).status_code == 302
    assert Observation.objects.get().note == "ab"
    assert client.get(ENTER, {"stored": "x", "page": "9" * 30, "service": "\0"}).status_code == 200


def test_half_years_are_entered_too(cast: Cast, as_: Any) -> None:
    Measure.objects.filter(pk=cast.measure.pk).update(frequency="HALF_YEARLY")
    client = as_()
    assert "October 2013 to March 2014" in html_of(client.get(RECORD))
    assert "for October 2013 to March 2014" in html_of(client.get(ENTER))


def test_a_figure_with_more_places_than_are_kept_is_the_same_when_given_again(cast: Cast) -> None:
    held = recorded(cast.measure, "0.12345678")
    assert recorded(cast.measure, "0.12345678") == held


@pytest.mark.parametrize(("path", "count"), [("enter/", 12), ("enter/confirm/", 9)])
def test_the_grid_runs_the_same_queries_for_one_row_as_for_three(
    cast: Cast, as_: Any, path: str, count: int, django_assert_num_queries: Any
) -> None:
    recorded(cast.measure, "5", state=State.PROVISIONAL)
    client = as_()
    with django_assert_num_queries(count):
        client.get(f"/testbury/{path}")
    for one in three(cast)[1:]:
        recorded(one, "5", state=State.PROVISIONAL)
    with django_assert_num_queries(count):
        client.get(f"/testbury/{path}")
