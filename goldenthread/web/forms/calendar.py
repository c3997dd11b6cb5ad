"""Forms of the calendar, of partnerships' decisions, and of the days without colour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.web.forms.fields import DayField, LinesField, RecordField

if TYPE_CHECKING:
    from goldenthread.governance.models import Body, PartnershipDecision
    from goldenthread.planning.models import Stage

CYCLES = (("PLAN", "The plan"), ("BUDGET", "The budget"))
TAKEN_IN = (
    ("OPEN", "Not yet considered"),
    ("YES", "Taken in"),
    ("IN_PART", "Taken in in part"),
    ("NO", "Not taken in"),
)


class StageForm(forms.Form):
    """One stage of the plan or of the budget."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    cycle = forms.ChoiceField(label="A stage of", choices=CYCLES, widget=forms.RadioSelect)
    name = forms.CharField(label="What happens", max_length=300)
    starts_on = DayField(label="First day", required=True)
    ends_on = DayField(label="Last day", help_text="Leave it empty where it is one day")
    source = forms.CharField(label="Where this is from", required=False)

    def __init__(self, *given: Any, stage: Stage | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, field in self.fields.items():
            field.initial = getattr(stage, name) if stage else 0 if name == "version" else None

    def said(self) -> dict[str, Any]:
        """The stage as the actions take it: one day lasts from itself to itself."""
        names = ("cycle", "name", "starts_on", "ends_on", "source")
        given = {name: self.cleaned_data[name] for name in names}
        return {**given, "ends_on": given["ends_on"] or given["starts_on"]}


class DecisionForm(forms.Form):
    """What a partnership decided, and what the plan makes of it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = LinesField(label="What was decided")
    decided_on = DayField(label="When")
    taken_in = forms.ChoiceField(
        label="Does the plan take it in?", choices=TAKEN_IN, widget=forms.RadioSelect
    )
    reason = LinesField(
        label="Why, or where otherwise",
        required=False,
        rows=2,
        help_text="Needed where it is not taken in, only in part, or taken in by no one line",
    )
    source = forms.CharField(label="Where this is from", required=False)

    def __init__(
        self,
        *given: Any,
        bodies: Iterable[Body],
        lines: Iterable[tuple[int, str]],
        decision: PartnershipDecision | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        partnerships = [(one.pk, one.name) for one in bodies]
        self.fields["body"] = RecordField(
            partnerships, label="Which partnership", required=True, none="Choose one"
        )
        self.fields["element"] = RecordField(
            lines, label="The line of the plan that takes it in", none="None, or several"
        )
        self.order_fields(
            ["version", "body", "text", "decided_on", "taken_in", "element", "reason", "source"]
        )
        new = {"version": 0, "taken_in": "OPEN"}
        kept = {"body": "body_id", "element": "element_id"}
        for name, field in self.fields.items():
            field.initial = getattr(decision, kept.get(name, name)) if decision else new.get(name)


class PlainForm(forms.Form):
    """From when to when statuses are shown without colour."""

    first = DayField(label="First day without colour")
    last = DayField(label="Last day without colour", help_text="Leave both empty to show colour always")
    reason = forms.CharField(label="Why", required=False, help_text="For example the time before an election")
