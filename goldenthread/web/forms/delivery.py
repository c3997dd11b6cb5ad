"""The form of a decision that a plan goes forward although more is asked of services than they can give."""

from __future__ import annotations

from django import forms

from goldenthread.web.forms.fields import DayField
from goldenthread.web.forms.kept import KeptForm


class ForwardForm(KeptForm):
    """Who decided it, when, and why."""

    ORDER = ("decided_by", "decided_on", "because")

    decided_by = forms.CharField(
        label="Which body or post decided it", max_length=200, help_text="Such as: the Executive"
    )
    decided_on = DayField(label="When", required=True)
    because = forms.CharField(
        label="Why it goes forward all the same", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Those who read the plan see it beside the strain",
    )  # fmt: skip
