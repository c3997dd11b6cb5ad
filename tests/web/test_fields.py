"""Days as people write them, and choices among records."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms

from goldenthread.web.forms.comments import RecordedForm
from goldenthread.web.forms.consultations import ConsultationForm
from goldenthread.web.forms.decided import DecisionTakenForm, MinuteForm, TaskForm
from goldenthread.web.forms.fields import DayField, LinesField, RecordField, RecordsField, day_as_written
from goldenthread.web.forms.papers import FrontForm
from goldenthread.web.templatetags.govuk import component, error_summary, govuk_fields, govuk_form

DAY = date(2012, 3, 31)


@pytest.mark.parametrize(
    "written",
    [
        "31 March 2012", "31st March, 2012", "31 Mar 2012", "2012-03-31",
        "31/3/2012", "31.03.2012", " 31-3-2012 ", "31/03/12",
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(written: str) -> None:
    assert day_as_written(written) == DAY


@pytest.mark.parametrize("written", ["", "soon", "31/31/2012", "30 February 2012", "1 May 0012", "٣/3/2012x"])
def test_what_is_no_day_is_not_guessed_at(written: str) -> None:
    assert day_as_written(written) is None


class Asked(forms.Form):
    due_on = DayField(label="Due")
    owner = RecordField([(3, "Head of Streets")], label="Owner")
    wards = RecordsField([(1, "North"), (2, "South")], label="Wards")
    how = forms.ChoiceField(
        choices=[("a", "Accept"), ("b", "Decline")], widget=forms.RadioSelect, label="How?"
    )


def test_a_form_gives_days_and_numbers() -> None:
    form = Asked({"due_on": "31 March 2012", "owner": "3", "wards": ["1", "2"], "how": "a"})
    assert form.is_valid()
    assert form.cleaned_data == {"due_on": DAY, "owner": 3, "wards": [1, 2], "how": "a"}
    blank = Asked({"how": "b"})
    assert blank.is_valid()
    assert blank.cleaned_data == {"due_on": None, "owner": None, "wards": [], "how": "b"}


def test_a_form_says_what_is_wrong_and_keeps_what_was_typed() -> None:
    form = Asked({"due_on": "soon", "owner": "99", "how": "c"})
    assert form.errors["due_on"] == ["“soon” is not a day we can read. Write it as 31 March 2012."]
    assert set(form.errors) == {"due_on", "owner", "how"}
    assert 'value="soon"' in govuk_form(form)


def test_choices_are_drawn_as_govuk_draws_them() -> None:
    html = govuk_form(Asked(initial={"owner": 3, "wards": [2], "how": "b", "due_on": DAY}))
    assert '<option value="3" selected>Head of Streets</option>' in html
    assert 'value="31 March 2012"' in html
    assert html.count("checked") == 2
    assert html.count("<fieldset") == 2


class Told(forms.Form):
    text = LinesField(label="Words", required=False)


@pytest.mark.parametrize("sent", ["one\r\ntwo", "one\rtwo", "one\ntwo", " one\r\ntwo\r\n"])
def test_the_line_ends_of_a_browser_change_nothing(sent: str) -> None:
    for held in ("one\ntwo", "one\r\ntwo"):
        form = Told({"text": sent}, initial={"text": held})
        assert form.is_valid()
        assert form.cleaned_data == {"text": "one\ntwo"}
        assert "\r" not in form["text"].value()
        assert not form.has_changed()
    assert Told({"text": sent}, initial={"text": "one\n\ntwo"}).has_changed()


def test_every_text_of_several_lines_is_read_so() -> None:
    """A plain `Textarea` keeps the line ends of the browser, so that an unchanged text counts as changed."""
    folder = Path(__file__).parents[2] / "goldenthread" / "web"
    plain = [file.name for file in folder.rglob("*.py") if "=forms.Textarea" in file.read_text("utf-8")]
    assert plain == []


class Typed(forms.Form):
    title = forms.CharField(label="Words", max_length=5)
    rank = forms.IntegerField(label="Rank", min_value=1, max_value=9)
    why = forms.CharField(label="Why?", error_messages={"required": "Say why."})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, ["Fill in “Words”.", "Fill in “Rank”.", "Say why."]),
        (
            {"title": "Streets", "rank": "12", "why": "So"},
            [
                "“Words” has 7 letters. Make it 5 or fewer.",
                "“Rank” is too large. Give a number up to 9.",
            ],
        ),
        ({"title": "Parks", "rank": "0", "why": "So"}, ["“Rank” is too small. Give 1 or more."]),
    ],
)
def test_an_error_names_its_field_above_the_form_and_beside_it(typed, said: list[str]) -> None:
    form = Typed(typed)
    assert not form.is_valid()
    above, beside = error_summary(form), govuk_form(form)
    for words in said:
        assert words in above and words in beside
    assert "This field" not in above + beside and "Ensure this" not in above + beside


class Hostile(forms.Form):
    post = forms.ChoiceField(
        label="</select>",
        choices=[("", "All"), ('"><b>', "R & D's </option></select><script>"), ("Housing", [("h", "Homes")])],
    )


def test_options_are_drawn_as_the_component_draws_them_whatever_they_say() -> None:
    items = [
        {"value": "", "text": "All", "selected": False},
        {"value": '"><b>', "text": "R & D's </option></select><script>", "selected": True},
        {"value": "h", "text": "Homes", "selected": False},
    ]
    label = {"text": "</select>", "for": "id_post"}
    whole = component("select", id="id_post", name="post", label=label, items=items)
    drawn = govuk_form(Hostile(initial={"post": '"><b>'}))
    assert _pieces(drawn) == _pieces(whole)
    assert "<script>" not in drawn


def _pieces(html: str) -> list[object]:
    """The tags with their attributes and the words between them, in order."""
    reader = _Reader()
    reader.feed(html)
    return [one for one in reader.found if one]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        self.found.append(data.strip())


@pytest.mark.parametrize(
    "form",
    [
        DecisionTakenForm(),
        TaskForm(),
        MinuteForm(),
        ConsultationForm(editions=[]),
        RecordedForm(lines=[], bodies=[], meetings=[], steps=[]),
        FrontForm(bodies=[], meetings=[], editions=[], snapshots=[]),
    ],
    ids=lambda form: type(form).__name__,
)
def test_a_long_form_asks_for_each_field_once_under_a_heading(form: Any) -> None:
    """What no heading names would not be asked for at all."""
    asked = [field.name for _, _, fields in form.groups() for field in fields]
    assert sorted(asked) == sorted(set(form.fields) - {"version"})


def test_a_label_that_says_the_legend_again_is_only_read_out() -> None:
    form = Asked()
    hidden = 'class="govuk-label govuk-visually-hidden"'
    assert hidden in govuk_fields([form["due_on"]], "Due")
    assert hidden not in govuk_fields([form["due_on"]], "When")
