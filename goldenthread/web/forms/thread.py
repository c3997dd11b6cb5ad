"""Forms of links between elements, of partners' parts, of evidence, and of frameworks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.web.forms.fields import DayField, LinesField

Choices = Sequence[tuple[str, str]]
KINDS: Choices = (
    ("CONTRIBUTES", "Contributes to it"),
    ("ENABLES", "Enables it"),
    ("RUNS_ACROSS", "Runs across it"),
)
BASES: Choices = (
    ("STATED", "It is stated in a plan or paper"),
    ("INFERRED", "We infer it"),
    ("ILLUSTRATIVE", "It is illustrative"),
)
ROLES: Choices = (
    ("COMMISSIONER", "Commissions it"),
    ("PROVIDER", "Provides it"),
    ("PARTNER", "Takes part in it"),
)


class LinkForm(forms.Form):
    """A link to an element of another plan, or of the same."""

    taker = forms.ChoiceField(
        label="Which element does it serve?", error_messages={"required": "Choose an element"}
    )
    kind = forms.ChoiceField(
        label="How does it serve it?", widget=forms.RadioSelect, choices=KINDS, initial="CONTRIBUTES"
    )
    how = LinesField(
        label="What is the contribution?",
        required=False,
        help_text="In words that a partner or a resident would follow",
    )
    basis = forms.ChoiceField(
        label="How do we know?", widget=forms.RadioSelect, choices=BASES, initial="STATED"
    )

    def __init__(self, *given: Any, takers: Choices, **more: Any) -> None:
        super().__init__(*given, **more)
        taker = self.fields["taker"]
        assert isinstance(taker, forms.ChoiceField)
        taker.choices = [("", "Choose an element"), *takers]


class PartForm(forms.Form):
    """A partner's or a service's part in an element."""

    prefix = "part"
    who = forms.ChoiceField(
        label="Who has a part in it?", error_messages={"required": "Choose a partner or a service"}
    )
    role = forms.ChoiceField(label="What part?", widget=forms.RadioSelect, choices=ROLES, initial="PARTNER")

    def __init__(self, *given: Any, whom: Choices, **more: Any) -> None:
        super().__init__(*given, **more)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [("", "Choose a partner or a service"), *whom]


class ReasonForm(forms.Form):
    """Why something is taken away."""

    reason = forms.CharField(
        label="Why is it removed?", error_messages={"required": "Say why: the ledger keeps the reason"}
    )


class RetireForm(forms.Form):
    """From which day a framework is no longer in use, and why."""

    on = DayField(
        label="From which day is it no longer in use?",
        required=True,
        error_messages={"required": "Give a day"},
    )
    reason = LinesField(
        label="Why?",
        help_text="For example: abolished by the government in 2010",
        error_messages={"required": "Say why"},
    )


class EvidenceForm(forms.Form):
    """Something that shows an element is done or needed, and which lines of a framework it answers."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label="What is it?", max_length=300, help_text="For example: Inspection letter, March 2009",
        error_messages={"required": "Say what the evidence is", "max_length": "Use 300 characters or fewer"},
    )  # fmt: skip
    text = LinesField(label="What does it show?", required=False, rows=4)
    dated_on = DayField(label="Its date", required=False)
    kept_at = forms.CharField(
        label="Where is it kept?", required=False, max_length=500,
        help_text="A web address, or the name of the file and of the post that keeps it",
        error_messages={"max_length": "Use 500 characters or fewer"},
    )  # fmt: skip
    answers = forms.MultipleChoiceField(
        label="Which lines of a framework does it answer?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *given: Any, lines: Choices, **more: Any) -> None:
        super().__init__(*given, **more)
        answers = self.fields["answers"]
        assert isinstance(answers, forms.MultipleChoiceField)
        answers.choices = list(lines)
        if not lines:
            del self.fields["answers"]
