"""Forms about gaps: which of them to list, and who fills one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.findings import NAMES, STATES
from goldenthread.plans.gap_permissions import Said
from goldenthread.reports.figures.register import SORTS
from goldenthread.web.forms.fields import DayField, LinesField

if TYPE_CHECKING:
    from goldenthread.people.models import Post

ALL = ("", "All")


class GapFilter(forms.Form):
    """Which part of the register to show; what means nothing is let pass as “all”."""

    kind = forms.ChoiceField(label="What is missing", required=False, choices=[ALL, *NAMES.items()])
    under = forms.ChoiceField(label="Under", required=False)
    service = forms.ChoiceField(label="Service", required=False)
    owner = forms.ChoiceField(label="Who fills it or answers for it", required=False)
    state = forms.ChoiceField(label="State", required=False, choices=[ALL, *STATES.items()])
    plan = forms.ChoiceField(label="Plan", required=False)
    sort = forms.ChoiceField(label="Order", required=False, choices=list(SORTS.items()))

    def __init__(
        self,
        asked: Any,
        *,
        tops: Iterable[tuple[str, str]],
        services: Iterable[tuple[str, str]],
        posts: Iterable[str],
        plans: Iterable[tuple[str, str]],
    ) -> None:
        super().__init__(asked)
        self.offered: dict[str, dict[str, str]] = {}
        self._offer("under", tops)
        self._offer("service", services)
        self._offer("owner", [(post, post) for post in posts])
        self._offer("plan", plans)

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        self.offered[name] = dict(choices)
        field.choices = [ALL, *self.offered[name].items()]

    def name_of(self, name: str) -> str:
        """The words of what was chosen, where anything was."""
        return self.offered[name].get(self.chosen.get(name, ""), "")

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen that can be, by name; an answer that is no choice is dropped."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class GapForm(forms.Form):
    """Who fills a gap, by when and why it is there, or that it is left."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    owner = forms.ChoiceField(
        label="Who fills it", required=False, help_text="The post that will fill the gap"
    )
    due_on = DayField(label="By when")
    reason = LinesField(label="Why is it there?", required=False)
    is_accepted = forms.BooleanField(
        label="It was decided to leave this as it is, for the reason given. It still counts as a gap",
        required=False,
    )

    def __init__(self, *given: Any, posts: Iterable[Post], **more: Any) -> None:
        super().__init__(*given, **more)
        self.posts = {str(post.pk): post for post in posts}
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Nobody named"), *((key, post.title) for key, post in self.posts.items())]

    def said(self) -> Said:
        """What was said, as the action takes it."""
        data = self.cleaned_data
        return Said(self.posts.get(data["owner"]), data["due_on"], data["reason"], data["is_accepted"])
