"""Entering results: one by the kind of its measure, many in a grid, and answers to what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.asked import PARTED_BY, Query, keys_of
from goldenthread.core.figures import Shape, read_figure, read_two_numbers, shown
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import Label, Observed, State, UnreadableNumber, read_number
from goldenthread.core.periods import Period, UnreadablePeriod, YearStart, label, parse_period
from goldenthread.core.sentences import start
from goldenthread.core.words import STATE
from goldenthread.measures.entering import Given
from goldenthread.measures.queries import has_two_numbers, plain, shape_of
from goldenthread.web.forms.fields import LinesField, plain_lines

if TYPE_CHECKING:
    from goldenthread.measures.models import Breakdown, Measure, Observation
    from goldenthread.reports.figures.entering import EnterRow, RecordPage

WITHOUT_FIGURE = (
    (State.NIL_ACTIVITY, "Nil activity: nothing took place"),
    (State.NOT_APPLICABLE, "Not applicable in this period"),
    (State.SUPPRESSED, "Suppressed: too few to publish"),
    (State.IN_WORDS, "Told in words, in the note below"),
    (State.AWAITED, "Not known yet"),
)


def written(value: Decimal | None, shape: Shape) -> str:
    """A figure as a form holds it, which is read back as the same figure."""
    if value is None:
        return ""
    return shown(value, shape) if not shape.kind.is_counted else f"{value:f}"


def _value_field(measure: Measure) -> forms.Field:
    """The field for a result, by the kind of its measure (R034)."""
    shape = shape_of(measure)
    label_words = f"Result, {measure.unit}" if measure.unit else "Result"
    if shape.kind is Kind.YES_NO:
        choices = (("Yes", "Yes"), ("No", "No"))
        return forms.ChoiceField(label="Result", choices=choices, required=False, widget=forms.RadioSelect)
    if shape.kind is Kind.LEVEL and shape.levels:
        levels = [("", "Choose"), *((one, one) for one in shape.levels)]
        return forms.ChoiceField(label="Level", choices=levels, required=False)
    if shape.kind is Kind.NARRATIVE:
        return LinesField(label="How it went", required=False, rows=5)
    hint = "A number, or why there is none: N/A, TBC, awaited"
    if shape.kind is Kind.PLAN_DATE:
        hint, label_words = "For example 30 June 2014", "Day"
    return forms.CharField(label=label_words, required=False, help_text=hint)


def _figure(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return read_number(text).value
    except UnreadableNumber as unclear:
        raise forms.ValidationError(str(unclear)) from None


class NumberTypedField(forms.CharField):
    """A number as councils type it; None where it is left empty."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, **more)

    def clean(self, value: Any) -> Decimal | None:
        return _figure(super().clean(value) or "")


class AnswerForm(forms.Form):
    """Why a figure in question is right."""

    explanation = LinesField(
        label="Why is it right?",
        required=False,
        help_text="Kept with the figure for whoever reads it",
    )


class RecordForm(forms.Form):
    """One result of one measure, by its kind, with the answer to what is asked of it once it is asked."""

    explanation = AnswerForm.base_fields["explanation"]
    later = forms.BooleanField(
        label="I can’t say yet: keep it in question, shown and not rated", required=False
    )
    put = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen_for = forms.CharField(required=False, widget=forms.HiddenInput)
    period = forms.CharField(
        label="Period", max_length=100, help_text="For example 2014/15 Q2, April 2014 or 2014/15"
    )

    def __init__(
        self, *given: Any, page: RecordPage, year_start: YearStart, labels: Mapping[str, Label], **more: Any
    ) -> None:
        measure = page.measure
        more["initial"] = _initial(page, year_start)
        super().__init__(*given, **more)
        self.measure, self.year_start, self.labels = measure, year_start, labels
        self.breakdowns: Sequence[Breakdown] = page.breakdowns
        self.fields["value"] = _value_field(measure)
        if has_two_numbers(measure):
            self._add_two_numbers(measure)
        if measure.kind != Kind.NARRATIVE:
            self.fields["state"] = forms.ChoiceField(
                label="Or why there is none",
                required=False,
                choices=[("", "There is a result"), *((code.value, words) for code, words in WITHOUT_FIGURE)],
            )
            self.fields["provisional"] = forms.BooleanField(
                label="Provisional: to be confirmed later", required=False
            )
        for part in page.breakdowns:
            self.fields[f"part_{part.pk}"] = NumberTypedField(
                label=f"{start(part.get_by_display())}: {part.name}"
            )
        self._add_words()
        if not self._is_asked():
            for name in ("explanation", "later"):
                del self.fields[name]

    def _is_asked(self) -> bool:
        return bool(self.data.get("put"))

    def _add_two_numbers(self, measure: Measure) -> None:
        hint = "With what it is out of, the result is worked out from the two"
        self.fields["numerator"] = NumberTypedField(
            label=measure.numerator or "Number counted", help_text=hint
        )
        self.fields["denominator"] = NumberTypedField(label=measure.denominator or "Out of")

    def _add_words(self) -> None:
        self.fields["note"] = LinesField(
            label="What should readers know?",
            required=False,
        )
        self.fields["reason"] = LinesField(
            label="Why does it change?",
            required=False,
            help_text="Only if a result is held for this period already. The old one is kept",
            rows=2,
        )

    def clean_period(self) -> Period:
        try:
            return parse_period(self.cleaned_data["period"], self.year_start)
        except UnreadablePeriod as unclear:
            raise forms.ValidationError(str(unclear)) from None

    def clean_value(self) -> Observed:
        try:
            return read_figure(self.cleaned_data["value"], shape_of(self.measure), self.labels)
        except UnreadableNumber as unclear:
            raise forms.ValidationError(str(unclear)) from None

    def given(self) -> Given:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        observed: Observed = data["value"]
        above, below = data.get("numerator"), data.get("denominator")
        has_two = above is not None or below is not None
        state = State(data["state"]) if data.get("state") else observed.state
        if not data.get("state") and has_two and observed.value is None:
            state = State.REPORTED
        if state is State.REPORTED and data.get("provisional"):
            state = State.PROVISIONAL
        seen_for = label(data["period"], self.year_start) == data["seen_for"]
        typed = self["value"].value() or ""
        note = typed.strip() if observed.state is State.IN_WORDS else data["note"]
        parts = {one.name: data[f"part_{one.pk}"] for one in self.breakdowns}
        return Given(
            measure=self.measure,
            period=data["period"],
            state=state,
            value=observed.value,
            numerator=above,
            denominator=below,
            note=note,
            reason=data["reason"],
            explanation=data.get("explanation", ""),
            parts={name: value for name, value in parts.items() if value is not None},
            seen=data["seen"] if seen_for else None,
            is_later=data.get("later", False),
            put=frozenset(data["put"].split(PARTED_BY)),
        )

    def show_questions(self, questions: Sequence[Query]) -> None:
        """Put the questions: the same form, what was typed kept, with a place for the answer."""
        self.data = {**dict(self.data.items()), "put": keys_of(questions)}
        self.fields = {
            "explanation": AnswerForm.base_fields["explanation"],
            "later": RecordForm.base_fields["later"],
            **self.fields,
        }

    def show_held(self, page: RecordPage) -> None:
        """Somebody else wrote first: keep what was typed, and let it be saved over what is held now."""
        self.data = {**dict(self.data.items()), "seen": page.held.pk if page.held else 0}


def _initial(page: RecordPage, year_start: YearStart) -> dict[str, Any]:
    held = page.held
    place = label(page.period, year_start)
    found: dict[str, Any] = {"period": place, "seen_for": place, "seen": held.pk if held else 0}
    if held is None:
        return found
    state = State(held.state)
    text = held.note if page.measure.kind == Kind.NARRATIVE else _held_value(held, page.measure)
    return {
        **found,
        "value": text,
        "numerator": written(plain(held.numerator), Shape()),
        "denominator": written(plain(held.denominator), Shape()),
        "state": "" if state.has_figure else state.value,
        "provisional": state is State.PROVISIONAL,
        "note": held.note,
        **{
            f"part_{one.pk}": written(plain(page.parts[one.name].value), Shape())
            for one in page.breakdowns
            if one.name in page.parts
        },
    }


def _held_value(held: Observation, measure: Measure) -> str:
    return "" if held.numerator is not None else written(plain(held.value), shape_of(measure))


class GridRow:
    """One measure's row in the grid: what was typed in it, what is wrong with it, what is asked of it."""

    def __init__(self, row: EnterRow, data: Mapping[str, str] | None) -> None:
        self.row, self.measure, self.key = row, row.measure, row.measure.pk
        self.problems: list[str] = []
        self.questions: list[str] = []
        held = row.held
        self.was = {"value": self._shown(held), "note": held.note if held else ""}
        self.seen = held.pk if held else 0
        self.value, self.note = self.was["value"], self.was["note"]
        self.is_provisional = self.was_provisional = bool(held and held.state == State.PROVISIONAL)
        self.reason = self.explanation = self.put = ""
        if data is not None:
            self._read(data)

    def _shown(self, held: Observation | None) -> str:
        if held is None or State(held.state).is_waiting:
            return ""
        if held.state == State.IN_WORDS:
            return held.note
        above, below = (written(plain(one), Shape()) for one in (held.numerator, held.denominator))
        if above and self.has_two_numbers:
            return f"{above} / {below}"
        shape = shape_of(self.measure)
        value = plain(held.value)
        return start(STATE[State(held.state)]) if value is None else written(value, shape)

    def _read(self, data: Mapping[str, str]) -> None:
        def typed(name: str) -> str:
            return plain_lines(data.get(f"{name}_{self.key}", "").replace("\0", "")).strip()

        self.was = {"value": typed("was"), "note": typed("was_note")}
        self.was_provisional = typed("was_provisional") == "on"
        self.value, self.note = typed("value"), typed("note")
        self.is_provisional = typed("provisional") == "on"
        seen = typed("seen")
        self.seen = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 16 else 0
        self.reason, self.explanation, self.put = typed("reason"), typed("explanation"), typed("put")

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what the page was loaded with: only then is it recorded."""
        now = (self.value, " ".join(self.note.split()), self.is_provisional)
        return now != (self.was["value"], " ".join(self.was["note"].split()), self.was_provisional)

    @property
    def has_two_numbers(self) -> bool:
        """Whether its result may be written as the two numbers that it is worked out from: 18 / 24."""
        return has_two_numbers(self.measure)

    @property
    def options(self) -> Sequence[str]:
        """What there is to choose from, for a measure of levels or of yes and no."""
        if self.measure.kind == Kind.YES_NO:
            return ("Yes", "No")
        return self.measure.levels if self.measure.kind == Kind.LEVEL else ()

    def given(self, period: Period, labels: Mapping[str, Label], is_later: bool) -> Given | None:
        """What was typed, as the action takes it; None, with the problem said, where it can't be read."""
        above, below = (read_two_numbers(self.value) if self.has_two_numbers else None) or (None, None)
        value, state, note = None, State.REPORTED, self.note  # worked out from the two
        if above is None:
            try:
                observed = _read_cell(self.value, shape_of(self.measure), labels)
            except UnreadableNumber as unclear:
                self.problems = [str(unclear)]
                return None
            value, state = observed.value, observed.state
            note = observed.said if state is State.IN_WORDS else self.note
        if state is State.REPORTED and self.is_provisional:
            state = State.PROVISIONAL
        return Given(
            measure=self.measure,
            period=period,
            state=state,
            value=value,
            numerator=above,
            denominator=below,
            note=note,
            reason=self.reason,
            explanation=self.explanation,
            seen=self.seen,
            is_later=is_later,
            put=frozenset(self.put.split(PARTED_BY)),
        )


_STATE_WORDS = {STATE[code]: code for code, _ in WITHOUT_FIGURE if code is not State.IN_WORDS}


def _read_cell(text: str, shape: Shape, labels: Mapping[str, Label]) -> Observed:
    """A cell of the grid: a figure by its kind, a label, or the name of a state itself."""
    state = _STATE_WORDS.get(text.casefold())
    return Observed(None, state, text) if state else read_figure(text, shape, labels)
