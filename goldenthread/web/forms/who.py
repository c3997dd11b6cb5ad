"""Forms on who is who: remits, bodies that change, words, and further duties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.web.forms.fields import DayField, RecordField

if TYPE_CHECKING:
    from datetime import date

    from goldenthread.governance.models import Body, Remit


def _lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RemitForm(forms.Form):
    """The body that scrutinises an element, from which day on, and why."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *given: Any, bodies: Iterable[Body], held: Remit | None, on: date, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["seen"].initial = held.pk if held else None
        self.fields["body"] = RecordField(
            [(body.pk, body.name) for body in bodies],
            label="Body",
            none="Choose a body",
            required=True,
            initial=held.body_id if held else None,
            error_messages={"required": "Choose a body"},
        )
        self.fields["on"] = DayField(
            label="From", required=True, initial=on, error_messages={"required": "Write the day it begins"}
        )
        self.fields["reason"] = forms.CharField(
            label="Why", required=False, widget=_lines(), help_text="Needed where it moves from another body"
        )


class ReplaceForm(forms.Form):
    """The body that takes another's place, from which day on, and why."""

    def __init__(self, *given: Any, bodies: Iterable[Body], on: date, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["successor"] = RecordField(
            [(body.pk, body.name) for body in bodies],
            label="The body that takes its place",
            none="Choose a body",
            required=True,
            error_messages={"required": "Choose a body"},
        )
        self.fields["on"] = DayField(
            label="From", required=True, initial=on, error_messages={"required": "Write the day it begins"}
        )
        self.fields["reason"] = forms.CharField(label="Why", required=False, widget=_lines())


class LedgerForm(forms.Form):
    """Which entries of the ledger are asked for."""

    kind = forms.ChoiceField(label="Kind of record", required=False)
    post = forms.ChoiceField(label="By", required=False)
    subject = forms.CharField(label="What it is about", required=False, max_length=200)
    since = DayField(label="From")
    until = DayField(label="Until")

    def __init__(
        self, *given: Any, kinds: Iterable[tuple[str, str]], posts: Iterable[str], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["kind"].choices = [("", "All"), *kinds]  # type: ignore[attr-defined]
        self.fields["post"].choices = [("", "Everybody"), *((post, post) for post in posts)]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What was asked for, by the names that the ledger's queries know."""
        return {name: self.cleaned_data[name] for name in ("kind", "post", "subject", "since", "until")}
