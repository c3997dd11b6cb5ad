"""Forms of the calendar, of partnerships' decisions, and of the days without colour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.web.forms.fields import DayField, LinesField, RecordField

if TYPE_CHECKING:
    from goldenthread.governance.models import Body, PartnershipDecision
    from goldenthread.planning.models import Stage
    from goldenthread.plans.models import Edition

CYCLES = (("PLAN", "The plan"), ("BUDGET", "The budget"))
TAKEN_IN = (
    ("OPEN", "Not yet considered"),
    ("YES", "Taken in"),
    ("IN_PART", "Taken in in part"),
    ("NO", "Not taken in"),
)


class StageForm(forms.Form):
    """One stage of the plan or of the budget: what it is for, its days, and whether it is done."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    cycle = forms.ChoiceField(label="A stage of", choices=CYCLES, widget=forms.RadioSelect)
    name = forms.CharField(label="What happens", max_length=300)
    purpose = LinesField(label="What it is for", required=False, rows=2)
    starts_on = DayField(label="First day", required=True)
    ends_on = DayField(label="Last day", help_text="Leave it empty where it is one day")
    done_on = DayField(label="When it was done", help_text="Leave it empty until it is")
    done_what = LinesField(label="What was done", required=False, rows=2)
    source = forms.CharField(label="Where this is from", required=False)

    def __init__(
        self,
        *given: Any,
        editions: Iterable[Edition] = (),
        stage: Stage | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.editions = {one.pk: one for one in editions}
        named = ((pk, f"{one.plan.name}: {one.name}") for pk, one in self.editions.items())
        self.fields["edition"] = RecordField(named, label="Which edition it prepares", none="None")
        order = ["version", "cycle", "name", "purpose", "edition", "starts_on", "ends_on", "done_on"]
        self.order_fields([*order, "done_what", "source"])
        for name, field in self.fields.items():
            kept = "edition_id" if name == "edition" else name
            field.initial = getattr(stage, kept) if stage else 0 if name == "version" else None

    def said(self) -> dict[str, Any]:
        """The stage as the actions take it: one day lasts from itself to itself."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        edition = self.editions.get(given["edition"])
        return {**given, "edition": edition, "ends_on": given["ends_on"] or given["starts_on"]}


class WaitForm(forms.Form):
    """What a stage waits for, and why."""

    reason = LinesField(
        label="Why it waits", rows=2, help_text="It is printed after “because”: write how it goes on"
    )

    def __init__(self, *given: Any, stages: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["awaited"] = RecordField(stages, label="It waits for", required=True, none="Choose one")
        self.order_fields(["awaited", "reason"])


class CycleForm(forms.Form):
    """A council's cycle for one's own plan: the year in which that begins, and the edition it prepares."""

    year = forms.IntegerField(
        label="The calendar year in which your plan begins", min_value=1974, max_value=2199
    )

    def __init__(self, *given: Any, editions: Iterable[Edition], year: int, **more: Any) -> None:
        super().__init__(*given, **more)
        self.editions = {one.pk: one for one in editions}
        named = ((pk, f"{one.plan.name}: {one.name}") for pk, one in self.editions.items())
        self.fields["edition"] = RecordField(named, label="Which edition the stages prepare", none="None yet")
        self.fields["year"].initial = year


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
