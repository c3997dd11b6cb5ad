"""Forms that say how an element goes, ask for another date of it, and ask for or answer help."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.core.sentences import on_day, spell, start
from goldenthread.plans.updating import Said
from goldenthread.web.forms.fields import DayField, LinesField, RecordField

if TYPE_CHECKING:
    from goldenthread.core.action_status import ActionRule
    from goldenthread.people.models import Service
    from goldenthread.plans.models import Element, Update

DONE, NOT_DONE = "done", "not-done"
_PARTS = (
    ("", ("seen", "stands", "expected_on", "text")),
    ("How far it is", ("percent_complete", "milestones_done", "milestones")),
    ("What is in the way, and what is being done", ("in_the_way", "corrective")),
    ("I see it otherwise than the rule", ("view", "view_reason")),
    ("Ask for another date", ("new_due_on", "moved_because")),
)


class FormPart(NamedTuple):
    """Some fields of a form under one heading; open where something is held or wrong there."""

    heading: str
    fields: list[BoundField]
    is_open: bool


class UpdateForm(forms.Form):
    """How an element goes, filled in with what was last said; it asks only what can't be worked out.

    `milestones` are those that hang from the element, done and in all. `can_ask` says whether another date
    may be asked for here: of what was approved, by a request.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    stands = forms.ChoiceField(
        label="Where does it stand?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where it stands."},
    )
    expected_on = DayField(label="When do you expect it to be finished?")
    percent_complete = forms.IntegerField(
        label="How much is complete, in per cent?",
        required=False,
        error_messages={"invalid": "Write a whole number from 0 to 100."},
    )
    milestones_done = forms.IntegerField(
        label="How many milestones are done?",
        required=False,
        error_messages={"invalid": "Write a whole number."},
    )
    milestones = forms.IntegerField(
        label="Of how many?", required=False, error_messages={"invalid": "Write a whole number."}
    )
    text = LinesField(label="What should readers know?", required=False)
    in_the_way = LinesField(label="What is in the way?", required=False, rows=2)
    corrective = LinesField(
        label="What is being done about it?",
        required=False,
        rows=2,
        help_text="Needed where it is off target or slipping; without it an alert is raised",
    )
    view = forms.ChoiceField(
        label="Do you see it otherwise than the rule?",
        required=False,
        help_text="The status you would give. Both are shown",
    )
    view_reason = LinesField(label="Why do you see it otherwise?", required=False, rows=2)
    new_due_on = DayField(label="New date, for somebody else to approve")
    moved_because = LinesField(label="Why it moved", required=False, rows=2)

    def __init__(
        self,
        data: Any = None,
        *,
        element: Element,
        latest: Update | None,
        rule: ActionRule,
        on: date | None = None,
        milestones: tuple[int, int] | None = None,
        can_ask: bool = False,
        **more: Any,
    ) -> None:
        more.setdefault("initial", held_of(latest, rule, on))
        super().__init__(data, **more)
        self.rule, self.counted = rule, milestones
        self.offer("stands", stands_of(rule))
        self.offer("view", [("", "No, I agree"), *rule.names.items()])
        self.fields["expected_on"].help_text = _due_words(element)
        self.fields["text"].help_text = _last_words(latest, on)
        if milestones is not None:
            self.leave_out("percent_complete", "milestones_done", "milestones")
        if rule.is_stated:
            self.leave_out("view", "view_reason")
        if not can_ask:
            self.leave_out("new_due_on", "moved_because")
        elif element.due_on is not None:
            until = f"Until then it stays due on {on_day(element.due_on)}"
            miss = "A later date asked for here is a deferral because it would be missed"
            self.fields["new_due_on"].help_text = f"{until}. Leave it empty to keep that date. {miss}"

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Set what can be chosen."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def leave_out(self, *names: str) -> None:
        for name in names:
            del self.fields[name]

    @property
    def counted_words(self) -> str:
        """“Four of seven milestones below it are done”, where they are counted."""
        if self.counted is None:
            return ""
        done, of = self.counted
        are = "is" if done == 1 else "are"
        return f"{start(spell(done)) if done else 'None'} of the {spell(of)} below it {are} done"

    @property
    def parts(self) -> list[FormPart]:
        """The fields in the order they are asked: what everybody says, then what only some have to."""
        found = []
        for heading, names in _PARTS:
            fields = [self[name] for name in names if name in self.fields]
            is_needed = any(field.errors or field.value() not in (None, "") for field in fields)
            if fields:
                found.append(FormPart(heading, fields, is_needed))
        return found

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("new_due_on") and not str(data.get("moved_because", "")).strip():
            self.add_error("moved_because", "Say why it moved: those who decide will ask.")
        if str(data.get("moved_because", "")).strip() and "new_due_on" in data and not data["new_due_on"]:
            self.add_error("new_due_on", "Say what the new date should be, or leave the reason out.")
        return data

    def show_meanwhile(self, latest: Update | None) -> None:
        """Say what somebody else said meanwhile, keep what was typed, and let it be saved over that."""
        if latest is None:
            return
        self.data = {**dict(self.data.items()), self.add_prefix("seen"): latest.version}
        for name in ("text", "in_the_way", "corrective"):
            self.fields[name].help_text = f"Said meanwhile: {getattr(latest, name) or 'nothing'}"

    def said(self) -> Said:
        """What was said, as the action takes it."""
        data, stands = self.cleaned_data, self.cleaned_data["stands"]
        is_done = stands == DONE or self.rule.is_over(stands)
        state = self.rule.when_done if stands == DONE else stands
        done, of = self.counted or (data.get("milestones_done"), data.get("milestones"))
        return Said(
            text=data["text"],
            is_done=is_done,
            percent_complete=data.get("percent_complete"),
            milestones_done=done,
            milestones=of,
            expected_on=None if is_done else data["expected_on"],
            in_the_way=data["in_the_way"],
            corrective=data["corrective"],
            state=state if self.rule.is_stated else "",
            view=data.get("view", ""),
            view_reason=data.get("view_reason", ""),
        )

    def asked(self) -> tuple[date, str] | None:
        """The new date that is asked for and why it moved; None where none is."""
        data = self.cleaned_data
        return (data["new_due_on"], data["moved_because"]) if data.get("new_due_on") else None


def stands_of(rule: ActionRule) -> list[tuple[str, str]]:
    """What an owner may say of where work stands: the council's states, or, by dates, done or not."""
    if not rule.is_stated:
        return [(DONE, "Done"), (NOT_DONE, "Not done yet")]
    has_done = any(state.is_done for state in rule.states)
    states = [(state.code, state.name) for state in rule.states]
    return states if has_done else [(DONE, "Done"), *states]


def held_of(latest: Update | None, rule: ActionRule, on: date | None) -> dict[str, Any]:
    """What was last said, as the form shows it; words are of their day and are not repeated on another."""
    if latest is None:
        return {"seen": 0 if on else None}
    is_same_day = latest.made_on == on
    kept = ("expected_on", "percent_complete", "milestones_done", "milestones", "in_the_way", "corrective",
            "view", "view_reason")  # fmt: skip
    found = {name: getattr(latest, name) for name in kept}
    if latest.is_done and not (rule.is_stated and rule.is_over(latest.state)):
        found["stands"] = DONE
    else:
        found["stands"] = latest.state if rule.is_stated else NOT_DONE if latest.is_done is False else ""
    found["text"] = latest.text if is_same_day else ""
    found["seen"] = (latest.version if is_same_day else 0) if on else None
    return found


def _due_words(element: Element) -> str:
    example = DayField.default_hint
    if element.due_on is None:
        return example
    return f"It is due on {on_day(element.due_on)}. Leave it empty if you expect no other day. {example}"


def _last_words(latest: Update | None, on: date | None) -> str:
    if latest is None or not latest.text or latest.made_on == on:
        return ""
    return f"Last said, on {on_day(latest.made_on)}: {latest.text[:300]}"


class AskHelpForm(forms.Form):
    """Ask another service for help."""

    words = LinesField(label="What help is wanted?", error_messages={"required": "Say what help is wanted."})
    by_on = DayField(label="By when?")

    def __init__(self, *given: Any, services: Iterable[Service], **more: Any) -> None:
        super().__init__(*given, **more)
        self.services = {one.pk: one for one in services}
        names = [(pk, one.name) for pk, one in self.services.items()]
        service = RecordField(names, none="Choose a service", label="Of which service?", required=True,
                              error_messages={"required": "Choose the service to ask."})  # fmt: skip
        self.fields = {"service": service, **self.fields}

    def asked(self) -> dict[str, Any]:
        """What was asked, as the action takes it."""
        data = self.cleaned_data
        return {"service": self.services[data["service"]], "words": data["words"], "by_on": data["by_on"]}


class AnswerHelpForm(forms.Form):
    """Accept to help, or decline and say why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    is_accepted = forms.ChoiceField(
        label="Can your service help?",
        choices=[("yes", "Yes, we will"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether your service can help."},
    )
    answer = LinesField(label="What should they know?", required=False, help_text="Needed where you decline")

    def answered(self) -> dict[str, Any]:
        """The answer, as the action takes it."""
        data = self.cleaned_data
        return {
            "is_accepted": data["is_accepted"] == "yes",
            "answer": data["answer"],
            "version": data["version"],
        }
