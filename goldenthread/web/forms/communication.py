"""Forms of the plan of communication: audiences, messages, tasks, booked time and the launch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.changes_told import AUDIENCES
from goldenthread.planning.communicating import AudienceSaid, BookedSaid, MessageSaid, Planned, Said, TaskSaid
from goldenthread.reports.figures.communication import KINDS
from goldenthread.web.forms.fields import DayField, LinesField, RecordField, RecordsField

if TYPE_CHECKING:
    from goldenthread.people.models import Post, Service
    from goldenthread.planning.models import Audience, Communication, Stage

SIDES = (("INTERNAL", "Inside the council"), ("EXTERNAL", "Outside the council"))


@dataclass(frozen=True)
class Choices:
    """What the forms choose from, by number."""

    audiences: Mapping[int, Audience] = field(default_factory=dict)
    posts: Mapping[int, Post] = field(default_factory=dict)
    services: Mapping[int, Service] = field(default_factory=dict)
    themes: list[tuple[int, str]] = field(default_factory=list)


def _named(held: Mapping[int, Any]) -> list[tuple[int, str]]:
    return [(pk, str(one)) for pk, one in held.items()]


class PartForm(forms.Form):
    """What the four forms share: a version, and where it is from."""

    order: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # what is shown as it is held now, where somebody else wrote first
    records: Mapping[str, str] = {}

    version = forms.IntegerField(widget=forms.HiddenInput)
    source = forms.CharField(label="Where this is from", required=False)

    def __init__(self, *given: Any, choices: Choices, part: Any = None, **more: Any) -> None:
        super().__init__(*given, **more)
        self.choices = choices
        self.add_records()
        self.order_fields(["version", *self.order, "source"])
        for name, held in self.fields.items():
            kept = f"{name}_id" if name in self.records else name
            if part is not None:
                held.initial = getattr(part, kept)
            elif name == "version":
                held.initial = 0

    def add_records(self) -> None:
        """Add the fields that choose among records."""

    def said(self) -> Said:
        raise NotImplementedError

    def given(self) -> dict[str, Any]:
        """What was written, each record in the place of its number."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        for name, kind in self.records.items():
            found[name] = getattr(self.choices, kind).get(found[name])
        return found


class AudienceForm(PartForm):
    """Whom to tell, which changes they are told, and in what manner of words."""

    order = ("name", "side", "reads_as", "themes", "kinds", "opening", "what_next", "contact")
    records = {"contact": "posts"}
    words = ("name", "opening", "what_next")

    name = forms.CharField(
        label="Who they are", max_length=100, help_text="For example staff, or parish councils"
    )
    side = forms.ChoiceField(label="Where they are", choices=SIDES, widget=forms.RadioSelect)
    reads_as = forms.ChoiceField(
        label="Tell them what changed in words for",
        choices=[(one.code, one.name) for one in AUDIENCES.values()],
        widget=forms.RadioSelect,
        initial="staff",
        help_text="Residents are not told who decided and why",
    )
    kinds = forms.MultipleChoiceField(
        label="Which kinds of change they are told",
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Tick none to tell all that the words above tell",
    )
    opening = LinesField(label="What the plan is, in their words", required=False, rows=3)
    what_next = LinesField(label="What happens next for them", required=False, rows=2)

    def add_records(self) -> None:
        self.fields["themes"] = RecordsField(
            self.choices.themes,
            label="Which parts of the plan concern them",
            help_text="Tick none for all of it",
        )
        self.fields["contact"] = RecordField(_named(self.choices.posts), label="Whom they ask")

    def said(self) -> Said:
        return AudienceSaid(**self.given())


class MessageForm(PartForm):
    """What one audience is told by one channel."""

    order = ("audience", "channel", "text")
    records = {"audience": "audiences"}
    words = ("channel", "text")

    channel = forms.CharField(label="By which channel", max_length=100, help_text="For example team meetings")
    text = LinesField(label="What they are told", rows=3)

    def add_records(self) -> None:
        self.fields["audience"] = RecordField(
            _named(self.choices.audiences), label="Whom it is for", required=True, none="Choose one"
        )

    def said(self) -> Said:
        return MessageSaid(**self.given())


class TaskForm(PartForm):
    """One thing to be done so that people are told."""

    order = ("what", "audience", "channel", "owner", "starts_on", "due_on", "done_on")
    records = {"audience": "audiences", "owner": "posts"}
    words = ("what", "channel")

    what = forms.CharField(label="What is to be done", max_length=300)
    channel = forms.CharField(label="By which channel", max_length=100, required=False)
    starts_on = DayField(label="When it begins", help_text="Leave it empty where that does not matter")
    due_on = DayField(label="By when", required=True)
    done_on = DayField(label="When it was done", help_text="Leave it empty until it is")

    def add_records(self) -> None:
        self.fields["audience"] = RecordField(
            _named(self.choices.audiences), label="Whom it is for", none="Everybody"
        )
        self.fields["owner"] = RecordField(_named(self.choices.posts), label="Who does it")

    def said(self) -> Said:
        return TaskSaid(**self.given())


class BookedForm(PartForm):
    """Time of a team that is booked."""

    order = ("service", "team", "from_on", "until_on", "days", "why")
    records = {"service": "services"}
    words = ("team", "why")

    team = forms.CharField(
        label="Or another team",
        max_length=200,
        required=False,
        help_text="Where it is none of the services above",
    )
    from_on = DayField(label="From when", required=True)
    until_on = DayField(label="Until when", required=True)
    days = forms.DecimalField(
        label="How many days of work",
        required=False,
        max_digits=6,
        decimal_places=1,
        help_text="Leave it empty where that is not known",
    )
    why = LinesField(label="What for", rows=2)

    def add_records(self) -> None:
        self.fields["service"] = RecordField(
            _named(self.choices.services), label="Whose time", none="None of these"
        )

    def said(self) -> Said:
        return BookedSaid(**self.given())


PARTS: Mapping[str, type[PartForm]] = {
    "audiences": AudienceForm,
    "messages": MessageForm,
    "tasks": TaskForm,
    "time": BookedForm,
}


class LaunchForm(forms.Form):
    """What telling people is to reach, and which stage on the calendar is the launch."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    about = LinesField(label="What it is to reach", required=False, rows=3)
    source = forms.CharField(label="Where this is from", required=False)

    def __init__(self, *given: Any, stages: Iterable[Stage], plan: Communication | None, **more: Any) -> None:
        super().__init__(*given, **more)
        self.stages = {one.pk: one for one in stages}
        named = ((pk, f"{one.name}, {one.starts_on:%B %Y}") for pk, one in self.stages.items())
        self.fields["launch"] = RecordField(
            named,
            label="Which stage is the launch",
            none="None yet",
            help_text="It is moved on the calendar, and has the same days everywhere",
        )
        self.order_fields(["version", "about", "launch", "source"])
        kept = {"launch": "launch_id"}
        for name, held in self.fields.items():
            held.initial = getattr(plan, kept.get(name, name)) if plan else 0 if name == "version" else None

    def said(self) -> Planned:
        given = self.cleaned_data
        return Planned(given["about"], self.stages.get(given["launch"]), given["source"])
