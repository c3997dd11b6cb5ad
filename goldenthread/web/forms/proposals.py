"""Forms of proposals: the short one for writing live, and the whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.planning.proposing import MOST_LETTERS, ProposalSaid
from goldenthread.web.forms.fields import LinesField, RecordField

if TYPE_CHECKING:
    from goldenthread.people.models import Post
    from goldenthread.planning.models import Proposal
    from goldenthread.plans.models import Element, Level


class WriteForm(forms.Form):
    """What is proposed, under which theme, in which group."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    text = LinesField(label="What is proposed", rows=2, max_length=MOST_LETTERS)
    group = forms.CharField(label="Group", required=False, max_length=100)

    def __init__(self, *given: Any, themes: Iterable[Element], **more: Any) -> None:
        super().__init__(*given, **more)
        self.lines = {one.pk: one for one in themes}
        choices = [(one.pk, one.title) for one in self.lines.values()]
        self.fields["theme"] = RecordField(choices, label="Theme", none="None yet")
        self.order_fields(["key", "text", "theme", "group"])

    def said(self) -> ProposalSaid:
        given = self.cleaned_data
        return ProposalSaid(given["text"], self.lines.get(given["theme"]), given["group"])


class ProposalForm(forms.Form):
    """A proposal with all that it needs before it is part of the plan."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = LinesField(label="What is proposed", rows=2, max_length=MOST_LETTERS)
    group = forms.CharField(label="Group", required=False, max_length=100)
    delivery = LinesField(label="How it would be delivered", required=False, rows=2)
    measure = LinesField(label="How anybody would see that it is done", required=False, rows=2)

    def __init__(
        self,
        *given: Any,
        themes: Iterable[Element],
        levels: Iterable[Level],
        posts: Iterable[Post],
        proposal: Proposal,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.themes = {one.pk: one for one in themes}
        self.levels = {one.pk: one for one in levels}
        self.posts = {one.pk: one for one in posts}
        lines = [(one.pk, one.title) for one in self.themes.values()]
        self.fields["theme"] = RecordField(lines, label="Theme", none="None yet")
        names = [(one.pk, one.name) for one in self.levels.values()]
        self.fields["level"] = RecordField(names, label="As what", none="Not said yet")
        titles = [(one.pk, one.title) for one in self.posts.values()]
        self.fields["owner"] = RecordField(titles, label="Owner", none="Nobody yet")
        self.order_fields(["version", "text", "theme", "level", "delivery", "measure", "owner", "group"])
        for name, field in self.fields.items():
            field.initial = getattr(proposal, f"{name}_id" if name in ("theme", "level", "owner") else name)

    def said(self) -> ProposalSaid:
        given = self.cleaned_data
        return ProposalSaid(
            given["text"],
            self.themes.get(given["theme"]),
            given["group"],
            self.levels.get(given["level"]),
            given["delivery"],
            given["measure"],
            self.posts.get(given["owner"]),
        )


COUNT = "Write the hands shown as a whole number, such as 12, or leave it empty."


class HandsForm(forms.Form):
    """How many hands were shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    hands = forms.IntegerField(
        label="Hands shown",
        required=False,
        min_value=0,
        help_text="Leave it empty where nobody counted",
        error_messages=dict.fromkeys(("invalid", "min_value"), COUNT),
    )


class PromoteForm(forms.Form):
    """At which level and under which line a proposal goes into the draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *given: Any, levels: Iterable[Level], lines: Iterable[Element], proposal: Proposal, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.levels = {one.pk: one for one in levels}
        self.lines = {one.pk: one for one in lines}
        names = [(one.pk, one.name) for one in self.levels.values()]
        self.fields["level"] = RecordField(names, label="As what", required=True, none="Choose a level")
        places = [(one.pk, f"{one.level}: {one.title}") for one in self.lines.values()]
        self.fields["parent"] = RecordField(
            places, label="Under which line", none="None: it hangs from nothing"
        )
        self.fields["version"].initial = proposal.version
        self.fields["level"].initial = proposal.level_id
        self.fields["parent"].initial = proposal.theme_id


class SetAsideForm(forms.Form):
    """Why a proposal is set aside."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = LinesField(label="Why it is set aside", required=False)
