"""Forms of delivery: a decision to go forward all the same, and the money that there is in a year."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.core.purse_told import Linked
from goldenthread.web.forms.amounts import KeptAmountField
from goldenthread.web.forms.fields import DayField, LinesField
from goldenthread.web.forms.kept import KeptForm


class ForwardForm(KeptForm):
    """Who decided it, when, and why."""

    ORDER = ("decided_by", "decided_on", "because")

    decided_by = forms.CharField(
        label="Which body or post decided it", max_length=200, help_text="Such as: the Executive"
    )
    decided_on = DayField(label="When", required=True)
    because = LinesField(
        label="Why it goes forward all the same", help_text="Those who read the plan see it beside the strain"
    )


class PurseForm(KeptForm):
    """How much there is in a year, and where that is decided."""

    ORDER = ("amount", "note", "linked")

    amount = KeptAmountField(
        label="How many pounds there are for the actions of this plan",
        help_text="The council’s own money. Leave it empty where no limit is known",
    )  # fmt: skip
    note = LinesField(label="Where this is decided", required=False)
    linked = forms.DecimalField(
        max_digits=14, decimal_places=2, required=False, widget=forms.HiddenInput
    )  # what the linked budget lines come to as somebody sees them here

    def __init__(self, *given: Any, linked: Linked, held: Any = None, **more: Any) -> None:
        offer = linked.whole if linked.lines and linked.whole >= 0 else None
        super().__init__(*given, held=held, begin={"amount": offer}, **more)
        self.fields["linked"].initial = linked.whole
