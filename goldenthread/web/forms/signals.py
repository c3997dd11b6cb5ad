"""What a year is expected to end at, and from when limits are worked out afresh."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.core.figures import Shape, read_value
from goldenthread.core.observed import UnreadableNumber
from goldenthread.core.periods import UnreadablePeriod, YearStart, parse_period
from goldenthread.web.forms.fields import LinesField


class ForecastForm(forms.Form):
    """The figure that a year is expected to end at, and why."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    value = forms.CharField(
        label="What do you expect?", max_length=60, error_messages={"required": "Write what you expect"}
    )
    words = LinesField(
        label="Why do you expect this?",
        required=False,
        max_length=2000,
        help_text="One or two sentences. They are printed beside the forecast",
    )

    def __init__(self, *given: Any, shape: Shape, **more: Any) -> None:
        super().__init__(*given, **more)
        self.shape = shape

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0

    def clean_value(self) -> Decimal:
        try:
            return read_value(self.cleaned_data["value"], self.shape)
        except UnreadableNumber as unclear:
            raise forms.ValidationError(str(unclear)) from None


class RebaseForm(forms.Form):
    """From which period on limits start afresh, and what changed then."""

    from_on = forms.CharField(
        label="From which period?",
        max_length=60,
        help_text="The first one after the change, such as April 2014, 2014/15 Q1 or 1 April 2014",
        error_messages={"required": "Write from which period"},
    )
    reason = LinesField(
        label="What changed?",
        max_length=2000,
        help_text="A known cause, such as a new way of counting. It is printed with the chart",
        error_messages={"required": "Say what changed: limits start afresh only for a known reason"},
    )

    def __init__(self, *given: Any, year_start: YearStart, **more: Any) -> None:
        super().__init__(*given, **more)
        self.year_start = year_start

    def clean_from_on(self) -> date:
        try:
            return parse_period(self.cleaned_data["from_on"], self.year_start).starts_on
        except UnreadablePeriod as unclear:
            raise forms.ValidationError(str(unclear)) from None


class RemoveRebaseForm(forms.Form):
    """Why the limits go on as before."""

    reason = LinesField(
        label="Why do the limits go on as before?",
        max_length=2000,
        rows=2,
        error_messages={"required": "Say why the limits go on as before"},
    )
