"""Forms of comments: what is said, where it came from, the answer, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.web.forms.fields import DayField, Groups, LinesField, RecordField, in_groups

STANCES = (("", "Not said"), ("FOR", "For"), ("AGAINST", "Against"), ("NEITHER", "Neither for nor against"))
FROM = (
    ("BODY", "A body"),
    ("PARTNER", "A partner"),
    ("PERSON", "A person"),
    ("CONSULTATION", "A consultation"),
)
DECISIONS = (
    ("ACCEPTED", "Accepted"),
    ("ACCEPTED_IN_PART", "Accepted in part"),
    ("NOT_ACCEPTED", "Not accepted"),
    ("NOTED", "Noted"),
)
Choices = Iterable[tuple[int, str]]
WHOLE = "The plan as a whole"


class VersionForm(forms.Form):
    """A form that says which version of a record it was begun from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RemarkForm(forms.Form):
    """A comment on a draft, in one's own name as a post."""

    text = LinesField(label="Your comment", rows=6)
    is_gap = forms.BooleanField(label="Something is missing from the plan", required=False)
    stance = forms.ChoiceField(
        label="Are you for or against what it is about?",
        choices=STANCES,
        required=False,
        initial="",
        widget=forms.RadioSelect,
    )
    strength = forms.CharField(
        label="How strongly is it wanted?",
        max_length=300,
        required=False,
        help_text="In words, as evidence of support: who wants it, and how you know. May stay empty",
    )

    def __init__(self, *given: Any, lines: Choices, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["element"] = RecordField(lines, label="What it is about", none=WHOLE)
        self.order_fields(["element", "text", "is_gap", "stance", "strength"])


class RecordedForm(RemarkForm):
    """A comment that a body, a partner or a person made elsewhere, written down for them."""

    GROUPS: ClassVar[Groups] = (
        ("who", "Who said it", ("came_from", "body", "who")),
        ("what", "The comment", ("element", "text", "is_gap", "stance", "strength")),
        ("where", "Where and when", ("meeting", "step", "when", "source")),
    )

    version = forms.IntegerField(widget=forms.HiddenInput)
    came_from = forms.ChoiceField(label="Where it came from", choices=FROM, widget=forms.RadioSelect)
    who = forms.CharField(
        label="Who said it",
        max_length=200,
        required=False,
        help_text="A post, a body or an organisation. Leave out people’s names",
    )
    when = forms.CharField(label="When, in words", max_length=100, required=False)
    source = forms.CharField(label="Where this is from", required=False)

    def __init__(
        self, *given: Any, lines: Choices, bodies: Choices, meetings: Choices, steps: Choices, **more: Any
    ) -> None:
        super().__init__(*given, lines=lines, **more)
        self.fields["text"].label = "What was said"
        self.fields["stance"].label = "Is it for or against what it is about?"
        self.fields["body"] = RecordField(bodies, label="Which body", help_text="For a body")
        self.fields["meeting"] = RecordField(meetings, label="At which meeting", none="No meeting on record")
        self.fields["step"] = RecordField(steps, label="At which step of the route", none="None")
        self.order_fields(["version", *(name for _, _, names in self.GROUPS for name in names)])

    def groups(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """The fields under their headings."""
        return in_groups(self, self.GROUPS)


class AnswerForm(VersionForm):
    """What is decided of a comment, and what is answered."""

    disposition = forms.ChoiceField(
        label="What is decided",
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what is decided."},
    )
    response = LinesField(label="The answer", rows=5, help_text="Whoever made the comment reads this")


class ReferForm(VersionForm):
    """Which body's work programme takes a comment on, as what topic."""

    topic = forms.CharField(label="The topic, as it stands in the work programme", max_length=300)
    when = forms.CharField(label="For when, in words", max_length=100, required=False)

    def __init__(self, *given: Any, bodies: Choices, needs_answer: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["body"] = RecordField(bodies, label="To which body", none="Choose a body", required=True)
        if needs_answer:
            self.fields["response"] = LinesField(label="The answer")
        self.order_fields(["version", "body", "topic", "when", "response"])


class ForwardForm(VersionForm):
    """Which partner a comment goes to, and from which day it waits for the reply."""

    on = DayField(label="On which day", required=True)

    def __init__(self, *given: Any, partners: Choices, needs_answer: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["partner"] = RecordField(
            partners, label="To which partner", none="Choose a partner", required=True
        )
        if needs_answer:
            self.fields["response"] = LinesField(label="The answer")
        self.order_fields(["version", "partner", "on", "response"])


class ReplyForm(VersionForm):
    """What the partner answered."""

    reply = LinesField(label="What the partner answered", rows=5)
    on = DayField(label="On which day", required=True)


class ReopenForm(VersionForm):
    """Why a comment is looked at again."""

    reason = LinesField(label="Why is it opened again?")


class WordsForm(VersionForm):
    """What a line of the draft should say, changed at once with the comment."""

    element_version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="What the line says", max_length=500)
    detail = LinesField(label="Its detail", required=False, rows=4)
    need = LinesField(label="Its evidence of need", required=False)
    quantity = forms.CharField(label="Its quantity", max_length=200, required=False)
    due_on = DayField(label="By when")

    def __init__(self, *given: Any, needs_answer: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if needs_answer:
            self.fields["response"] = LinesField(label="The answer")

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "detail", "need", "quantity", "due_on")}


class LineForm(VersionForm):
    """The line that a comment found missing."""

    title = forms.CharField(label="What the new line says", max_length=500)
    detail = LinesField(label="Its detail", required=False)

    def __init__(
        self, *given: Any, levels: Choices, parents: Choices, needs_answer: bool, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["level"] = RecordField(levels, label="Level", none="Choose a level", required=True)
        self.fields["parent"] = RecordField(parents, label="Hangs from", none="Nothing: it stands at the top")
        if needs_answer:
            self.fields["response"] = LinesField(label="The answer")
        self.order_fields(["version", "level", "parent", "title", "detail", "response"])


class WindowForm(VersionForm):
    """From when to when a draft is open for comments, and what can still change."""

    opens_on = DayField(label="First day", required=True)
    closes_on = DayField(label="Last day", required=True)
    may_change = LinesField(
        label="What can still change",
        rows=4,
        help_text="People read this before they comment. Say too what is settled",
    )
    is_public = forms.BooleanField(label="Anybody may comment by a form without an account", required=False)
    slug = forms.CharField(
        label="End of the form’s address",
        max_length=60,
        help_text="Small letters, figures and hyphens, such as our-plan-2015",
    )

    def __init__(self, *given: Any, editions: Choices | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        if editions is not None:
            self.fields["edition"] = RecordField(
                editions, label="Which draft", none="Choose a draft", required=True
            )
            self.order_fields(["version", "edition", *[name for name in self.fields if name != "edition"]])


class PublicForm(forms.Form):
    """A comment by anybody: no name, no address, no account."""

    token = forms.CharField(widget=forms.HiddenInput, required=False)
    text = LinesField(label="Your comment", rows=8, required=False, strip=False)
    stance = forms.ChoiceField(
        label="Are you for or against what it is about?",
        choices=STANCES,
        required=False,
        initial="",
        widget=forms.RadioSelect,
    )

    def __init__(self, *given: Any, lines: Choices, most: int, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["text"].help_text = (
            f"Up to {most:,} letters. Don’t give your name or how to reach you: nobody can answer you "
            "personally, and others will read it"
        )
        self.fields["element"] = RecordField(lines, label="What is it about?", none=WHOLE)
        self.order_fields(["token", "element", "text", "stance"])


class ModerateForm(VersionForm):
    """Whether a public comment goes into the register."""

    decision = forms.ChoiceField(
        label="What happens with it?",
        choices=(("TAKE", "Take it into the register"), ("ASIDE", "Set it aside")),
        widget=forms.RadioSelect,
        error_messages={"required": "Say what happens with it."},
    )
    is_gap = forms.BooleanField(label="It says that something is missing", required=False)
    reason = LinesField(
        label="Why is it set aside?",
        required=False,
        help_text="Only where it is. For example: it names a person, or is about something else",
    )


def starting(held: Any, names: Iterable[str]) -> Mapping[str, Any]:
    """What a form begins with: the fields of a record by their attributes."""
    return {name: getattr(held, name) for name in names}
