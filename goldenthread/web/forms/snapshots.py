"""Freezing a period's figures."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.web.forms.fields import LinesField


class PublishForm(forms.Form):
    """Which version of a snapshot is published, and why although something is not finished."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = LinesField(
        label="Why are they published all the same?",
        required=False,
        rows=2,
        help_text="Needed while something is not finished. The ledger keeps it.",
    )


class FreezeForm(forms.Form):
    """Why published figures are corrected; nothing is asked where none are published yet."""

    reason = LinesField(label="Why are the published figures corrected?", required=False, rows=3)

    def __init__(self, *given: Any, is_correction: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["reason"].help_text = "Every document made from the earlier figures will show this."
        if not is_correction:
            self.fields["reason"].widget = forms.HiddenInput()
