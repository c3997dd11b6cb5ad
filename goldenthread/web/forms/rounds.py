"""Forms of reporting rounds and of the times before elections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.elections import Restraint
from goldenthread.core.periods import Period, UnreadablePeriod, label, parse_period
from goldenthread.core.round_plan import Fixed
from goldenthread.rounds.queries import period_of
from goldenthread.web.forms.fields import DayField, LinesField, RecordField

if TYPE_CHECKING:
    from goldenthread.governance.models import Body
    from goldenthread.people.models import Council
    from goldenthread.reports.models import ReportSetting
    from goldenthread.rounds.models import Deadline, PreElection, Round

Choices = Iterable[tuple[int, str]]


class RoundForm(forms.Form):
    """What a round is called, which period it is of, who considers it, and whose actions are asked about."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="Name of the round", max_length=200, help_text="For example Quarter 2 2014/15"
    )
    period = forms.CharField(
        label="Period that it reports on",
        max_length=60,
        help_text="For example 2014/15 Q2, 2014/15, or 1 April 2014 to 31 January 2015",
    )

    def __init__(
        self,
        *given: Any,
        council: Council,
        bodies: Iterable[Body],
        editions: Choices,
        round: Round | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.council = council
        self.fields["body"] = RecordField(
            ((one.pk, one.name) for one in bodies), label="Body that considers it", none="Not said yet"
        )
        self.fields["edition"] = RecordField(
            editions, label="Plan whose actions are asked about", none="None: only measures are asked about"
        )
        kept = {"body": "body_id", "edition": "edition_id"}
        for name, field in self.fields.items():
            field.initial = (
                getattr(round, kept.get(name, name)) if round else 0 if name == "version" else None
            )
        if round:
            self.fields["period"].initial = label(period_of(round), council.year_start)

    def clean_period(self) -> Period:
        try:
            return parse_period(self.cleaned_data["period"], self.council.year_start)
        except UnreadablePeriod as unclear:
            raise forms.ValidationError(str(unclear)) from None


class SetUpForm(RoundForm):
    """A new round, with its meeting and the report that it is for."""

    meets_on = DayField(label="Day of the meeting", required=True)

    def __init__(self, *given: Any, reports: Iterable[ReportSetting], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["report"] = RecordField(
            ((one.pk, one.title) for one in reports),
            label="Report that it is for",
            none="A new report, or none yet",
        )
        self.fields["title"] = forms.CharField(
            label="Title of a new report",
            max_length=200,
            required=False,
            help_text="Leave it empty where you chose a report, or where none is made",
        )
        self.order_fields(["version", "name", "period", "meets_on", "body", "edition", "report", "title"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("report") and data.get("title"):
            self.add_error("title", "Choose a report or give a new one its title: one of the two.")
        return data


class MoveForm(forms.Form):
    """Another day for a round's meeting."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    meets_on = DayField(label="New day of the meeting", required=True)
    reason = forms.CharField(label="Why it moves", max_length=300, required=False)


class DeadlineForm(forms.Form):
    """A step's day set by hand, with the reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    due_on = DayField(label="Done by", required=True)
    reason = LinesField(label="Why it is set by hand", rows=2)

    def __init__(self, *given: Any, deadline: Deadline, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, field in self.fields.items():
            field.initial = getattr(deadline, name)

    def fixed(self) -> Fixed:
        return Fixed(self.cleaned_data["due_on"], self.cleaned_data["reason"])


class ReportForm(forms.Form):
    """A report that is to come in by a round."""

    def __init__(self, *given: Any, reports: Iterable[ReportSetting], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["report"] = RecordField(
            ((one.pk, one.title) for one in reports), label="Report", none="A new report"
        )
        self.fields["title"] = forms.CharField(label="Title of a new report", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(data.get("report")) == bool(data.get("title")):
            self.add_error("title", "Choose a report or give a new one its title: one of the two.")
        return data


class PreElectionForm(forms.Form):
    """A time before an election in which publicity is held back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="Election", max_length=200, help_text="For example Local elections 2015")
    starts_on = DayField(
        label="Publicity is held back from",
        required=True,
        help_text="Usually the day on which notice of the election is published",
    )
    ends_on = DayField(label="Day of the election", required=True)

    def __init__(
        self,
        *given: Any,
        pre_election: PreElection | None = None,
        suggestion: Restraint | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        shown = pre_election or suggestion
        for name, field in self.fields.items():
            field.initial = getattr(shown, name, 0) if shown else 0 if name == "version" else None
