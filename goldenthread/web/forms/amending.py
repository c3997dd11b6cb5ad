"""Forms that ask for a change of an approved line, put a request to a meeting, and doubt a draft's date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.amending import is_later
from goldenthread.governance.grounds import Because
from goldenthread.web.forms.fields import DayField, LinesField, RecordField
from goldenthread.web.forms.grounds import WHICH, because_of, ground_fields

if TYPE_CHECKING:
    from goldenthread.governance.models import Body, Decision, Meeting
    from goldenthread.people.models import Post
    from goldenthread.plans.models import Element

WHY = {"required": "Say why it should change."}


class AskDateForm(forms.Form):
    """Ask for another date of what was approved, and say whether a later one is for a miss."""

    due_on = DayField(label="What should the date be?", required=True,
                      error_messages={"required": "Say what the date should be."})  # fmt: skip
    reason = LinesField(label="Why it moved", error_messages={"required": "Say why it moved."})

    def __init__(
        self,
        *given: Any,
        element: Element,
        bodies: Iterable[Body],
        decisions: Iterable[Decision],
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.element, self.bodies, self.decisions = element, list(bodies), list(decisions)
        self.fields.update(ground_fields(self.bodies, self.decisions))
        self.fields["ground"].label = "If it is later, why?"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if (
            is_later(self.element.due_on, data.get("due_on"))
            and data.get("due_on")
            and not data.get("ground")
        ):
            self.add_error("ground", WHICH)
        return data

    def because(self) -> Because:
        """Why it is put off, as the action takes it."""
        return because_of(self.cleaned_data, self.bodies, self.decisions)


class AskOwnerForm(forms.Form):
    """Ask that another post answers for what was approved."""

    reason = LinesField(label="Why should it change?", error_messages=WHY)

    def __init__(self, *given: Any, posts: Iterable[Post], **more: Any) -> None:
        super().__init__(*given, **more)
        self.posts = {one.pk: one for one in posts}
        owner = RecordField(
            [(pk, one.title) for pk, one in self.posts.items()],
            none="Choose a post",
            label="Which post should answer for it?",
            required=True,
            error_messages={"required": "Choose the post that should answer for it."},
        )
        self.fields = {"owner": owner, **self.fields}

    def owner(self) -> Post:
        """The post that was chosen."""
        return self.posts[self.cleaned_data["owner"]]


class AskWithdrawalForm(forms.Form):
    """Ask that what was approved be withdrawn."""

    reason = LinesField(label="Why should it be withdrawn?", error_messages=WHY)


class PutForm(forms.Form):
    """Put a request to a meeting."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, meetings: Iterable[Meeting], **more: Any) -> None:
        super().__init__(*given, **more)
        self.meetings = {one.pk: one for one in meetings}
        self.fields["meeting"] = RecordField(
            [(pk, str(one)) for pk, one in self.meetings.items()],
            none="Choose a meeting",
            label="To which meeting?",
            required=True,
            error_messages={"required": "Choose the meeting it is put to."},
        )

    def meeting(self) -> Meeting:
        """The meeting that was chosen."""
        return self.meetings[self.cleaned_data["meeting"]]


class DoubtForm(forms.Form):
    """Say that a line of a draft may not be done by its date, and why."""

    why = LinesField(label="Why may it not be done by then?",
                     error_messages={"required": "Say why it may not be done by its date."})  # fmt: skip


class AnswerDoubtForm(forms.Form):
    """Say why a date is no longer in doubt."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = LinesField(label="Why is it no longer in doubt?",
                        error_messages={"required": "Say why it is no longer in doubt."})  # fmt: skip
