"""Forms of the cascade: offering an action, answering for a service, adding to its plan, and a workplan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.cascade import Answer
from goldenthread.core.periods import Period, YearStart, label, next_period
from goldenthread.plans.cascade import Wording
from goldenthread.plans.workplans import Doings
from goldenthread.web.forms.fields import DayField, LinesField, RecordField, RecordsField

if TYPE_CHECKING:
    from goldenthread.people.models import Post, Service
    from goldenthread.plans.models import Element, Offer, WorkplanItem

AT_TOP = "Straight in the plan"


def _area(words: str, hint: str = "", rows: int = 3, **more: Any) -> forms.CharField:
    return LinesField(label=words, help_text=hint, rows=rows, required=False, **more)


class OfferForm(forms.Form):
    """Which services are asked, and what."""

    def __init__(self, *given: Any, services: Sequence[Service], **more: Any) -> None:
        super().__init__(*given, **more)
        self.by_key = {one.pk: one for one in services}
        self.fields["services"] = RecordsField(
            ((one.pk, one.name) for one in services),
            label="Which services?",
            required=True,
            error_messages={"required": "Choose at least one service"},
        )
        self.fields["words"] = _area(
            "What are they asked?",
            "If the action alone doesn't say it: which part, by when, with what. You may leave it empty",
        )

    def services(self) -> list[Service]:
        return [self.by_key[pk] for pk in self.cleaned_data["services"]]


class _Placed(forms.Form):
    """A line of a service plan: its words, dates, owner, and where it hangs."""

    def __init__(self, *given: Any, places: Sequence[Element], posts: Sequence[Post], **more: Any) -> None:
        super().__init__(*given, **more)
        self.places = {one.pk: one for one in places}
        self.posts = {one.pk: one for one in posts}

    def _add_words(self, initial: Wording | None = None) -> None:
        self.fields["title"] = forms.CharField(
            label="What will be done", max_length=500, initial=initial.title if initial else ""
        )
        self.fields["detail"] = _area("In detail", initial=initial.detail if initial else "")
        self.fields["starts_on"] = DayField(label="Starts", initial=initial.starts_on if initial else None)
        self.fields["due_on"] = DayField(label="Done by", initial=initial.due_on if initial else None)
        self.fields["owner"] = RecordField(
            ((one.pk, one.title) for one in self.posts.values()),
            label="Who answers for it",
            initial=initial.owner.pk if initial and initial.owner else None,
        )

    def _add_place(self, initial: int | None = None) -> None:
        if self.places:
            self.fields["parent"] = RecordField(
                ((one.pk, f"{one.level.name}: {one.title}") for one in self.places.values()),
                none=AT_TOP,
                label="Where does it hang?",
                initial=initial,
            )

    def wording(self) -> Wording:
        """What was typed, as the actions take it."""
        said = self.cleaned_data
        return Wording(
            title=said.get("title", ""),
            detail=said.get("detail", ""),
            starts_on=said.get("starts_on"),
            due_on=said.get("due_on"),
            owner=self.posts.get(said.get("owner") or 0),
            parent=self.places.get(said.get("parent") or 0),
        )


class AnswerForm(_Placed):
    """A service's answer: as it is, with changes, or no."""

    required_css_class = ""

    def __init__(self, *given: Any, offer: Offer, **more: Any) -> None:
        super().__init__(*given, **more)
        held, action = offer.item, offer.action
        shown = held or action
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=offer.version)
        self.fields["answer"] = forms.ChoiceField(
            label="Your answer",
            choices=[
                ("ACCEPTED", "Accept it as it is"),
                ("CHANGED", "Accept it with changes: write them below"),
                ("DECLINED", "Decline it"),
            ],
            widget=forms.RadioSelect,
            initial=offer.state if offer.state != Answer.OFFERED.value else None,
            error_messages={"required": "Choose an answer"},
        )
        self.fields["reason"] = _area(
            "Why?", "Needed if you change or decline it: the strategy team reads it", initial=offer.reason
        )
        self._add_place(held.parent_id if held else None)
        self._add_words(Wording(shown.title, shown.detail, shown.starts_on, shown.due_on, shown.owner))
        self.fields["title"].label = "If you change it: what will be done"
        self.fields["title"].required = False

    def answer(self) -> Answer:
        return Answer(self.cleaned_data["answer"])

    def show_held(self, offer: Offer) -> None:
        """Keep what was typed, and let it be saved over the answer that came in between."""
        self.data = {**dict(self.data.items()), "version": offer.version}


class ItemForm(_Placed):
    """One line of a service plan, business as usual or the service's own."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["is_usual"] = forms.ChoiceField(
            label="What is it?",
            choices=[("yes", "Business as usual"), ("no", "Something new of the service's own")],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose which it is"},
        )
        self._add_words()
        self._add_place()

    def is_usual(self) -> bool:
        return bool(self.cleaned_data["is_usual"] == "yes")


class StartForm(forms.Form):
    """Which year a service's first plan is for."""

    def __init__(self, *given: Any, this_year: Period, year_start: YearStart, **more: Any) -> None:
        super().__init__(*given, **more)
        self.years = {label(year, year_start): year for year in (this_year, next_period(this_year))}
        self.fields["year"] = forms.ChoiceField(
            label="For which year?",
            choices=[(words, words) for words in self.years],
            widget=forms.RadioSelect,
            error_messages={"required": "Choose a year"},
        )

    def year(self) -> Period:
        return self.years[self.cleaned_data["year"]]


class WorkplanForm(forms.Form):
    """One line of a workplan."""

    def __init__(
        self, *given: Any, items: Sequence[Element], line: WorkplanItem | None = None, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.by_key = {one.pk: one for one in items}
        if line is not None:
            self.by_key.setdefault(line.item_id, line.item)
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, initial=line.version if line else None
        )
        self.fields["item"] = RecordField(
            ((pk, f"{one.title} ({one.edition.name})") for pk, one in self.by_key.items()),
            none="Choose one",
            required=True,
            label="Under which item of the service plan?",
            initial=line.item_id if line else None,
            error_messages={"required": "Choose an item of the service plan"},
        )
        self.fields["words"] = forms.CharField(
            label="What will you do?",
            max_length=500,
            initial=line.words if line else "",
            error_messages={"required": "Write what you will do"},
        )
        self.fields["note"] = _area("Note to yourself and your manager", initial=line.note if line else "")
        self.fields["due_on"] = DayField(label="Done by", initial=line.due_on if line else None)

    def show_held(self, line: WorkplanItem) -> None:
        """Keep what was typed, say what is held now, and let it be saved over that."""
        self.data = {**dict(self.data.items()), "version": line.version}
        if self.data.get("words") != line.words:
            self["words"].help_text = f"Held now: {line.words}"

    def item(self) -> Element:
        return self.by_key[self.cleaned_data["item"]]

    def doings(self) -> Doings:
        said = self.cleaned_data
        return Doings(said["words"], said["note"], said["due_on"])
