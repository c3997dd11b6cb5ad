"""Forms that say what is compared, and with whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.measures.comparisons import GroupAsked
from goldenthread.web.forms.fields import LinesField, RecordField, RecordsField
from goldenthread.web.forms.held import show_held

if TYPE_CHECKING:
    from goldenthread.measures.models import ComparedMeasure, Place, SimilarGroup
    from goldenthread.reports.figures.compare_links import Suggested


class GroupForm(forms.Form):
    """A group of similar councils."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    name = forms.CharField(label="Name", max_length=200)
    why = LinesField(
        label="Why are these councils like yours?",
        max_length=2000,
        help_text="For example: as many people, and as many of them in the countryside",
    )
    is_usual = forms.BooleanField(label="Use it wherever a measure names no group of its own", required=False)

    def __init__(self, *given: Any, places: Iterable[Place], **more: Any) -> None:
        super().__init__(*given, **more)
        self.places = {one.pk: one for one in places if not one.is_whole}
        self.fields["places"] = RecordsField(
            [(pk, one.name) for pk, one in self.places.items()],
            label="Councils",
            required=True,
            error_messages={"required": "Choose at least one council."},
        )
        self.order_fields(["version", "name", "why", "places", "is_usual"])

    def asked(self) -> GroupAsked:
        """What was asked, as the action takes it."""
        data = self.cleaned_data
        chosen = tuple(self.places[pk] for pk in data["places"])
        return GroupAsked(data["name"], data["why"], chosen, data["is_usual"])

    def show_held(self, group: SimilarGroup) -> None:
        """Say beside each answer what somebody else wrote meanwhile, and let it be saved over."""
        show_held(self, group.version, {"name": group.name, "why": group.why})
        names = ", ".join(one.name for one in group.places.all())
        self["places"].help_text = f"Held now: {names}"

    @staticmethod
    def held(group: SimilarGroup) -> dict[str, Any]:
        """What is held of a group, as the form shows it."""
        return {
            "version": group.version,
            "name": group.name,
            "why": group.why,
            "is_usual": group.is_usual,
            "places": [one.pk for one in group.places.all()],
        }


class HomeForm(forms.Form):
    """Which place of a set a council is."""

    def __init__(self, *given: Any, places: Iterable[Place], **more: Any) -> None:
        super().__init__(*given, **more)
        self.places = {one.pk: one for one in places if not one.is_whole}
        self.fields["place"] = RecordField(
            [(pk, one.name) for pk, one in self.places.items()],
            none="Choose one",
            label="Which council are you?",
            required=True,
            error_messages={"required": "Choose the council that you are."},
        )

    @property
    def place(self) -> Place:
        return self.places[self.cleaned_data["place"]]


class LinkForm(forms.Form):
    """Which published measure a measure is set beside."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(
        self,
        *given: Any,
        suggested: Sequence[Suggested],
        among: Sequence[ComparedMeasure],
        groups: Sequence[SimilarGroup],
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.among = {one.pk: one for one in among}
        surest = {one.compared.pk: one.why for one in suggested}
        named = [*(one.compared for one in suggested), *(one for one in among if one.pk not in surest)]
        self.fields["compared"] = RecordField(
            [(one.pk, _words(one, surest.get(one.pk, ""))) for one in named],
            none="None: it is not compared",
            label="Which published measure counts the same?",
            help_text="The likeliest come first: by its code elsewhere, then by the likeness of the titles",
        )
        self.groups = {one.pk: one for one in groups}
        self.fields["similar"] = RecordField(
            [(one.pk, f"{one.name}, {one.set}") for one in groups],
            none="The usual group, or all councils",
            label="Among which councils?",
        )

    @property
    def compared(self) -> ComparedMeasure | None:
        return self.among.get(self.cleaned_data["compared"])

    @property
    def similar(self) -> SimilarGroup | None:
        return self.groups.get(self.cleaned_data["similar"])


def _words(one: ComparedMeasure, why: str) -> str:
    return f"{one.code} {one.title} ({why})" if why else f"{one.code} {one.title}"
