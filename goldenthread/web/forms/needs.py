"""The form that says what an element needs of a service."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.amounts import DAYS, POUNDS
from goldenthread.resources.needs_permissions import Asked
from goldenthread.web.forms.amounts import AmountField
from goldenthread.web.forms.fields import LinesField, TableField
from goldenthread.web.forms.held import show_held
from goldenthread.web.forms.kept import KeptForm

if TYPE_CHECKING:
    from goldenthread.people.models import Service
    from goldenthread.resources.models import Need


OF_EFFORT = ("days", "days_low", "days_high")


class NeedForm(forms.Form):
    """What is needed of one service."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    service = forms.ChoiceField(label="Of which service", required=False)
    days = AmountField(DAYS, label="Staff days", help_text="In all, over its life. 0 if it takes no time")
    days_low = AmountField(DAYS, label="At the least", help_text="In days, where it may take fewer")
    days_high = AmountField(DAYS, label="At the most", help_text="In days, where it may take more")
    money = AmountField(POUNDS, label="Money in pounds", help_text="In all. 0 if it takes no money")
    budget_line = forms.CharField(
        label="Budget line",
        required=False,
        max_length=200,
        help_text="The line of the budget that pays for it",
    )
    note = LinesField(
        label="What else should the service know?",
        required=False,
    )

    def __init__(
        self, *given: Any, services: Iterable[Service], by_quarter: Need | None = None, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.by_quarter = by_quarter  # the need whose days are said by quarter, and changed there
        for name in OF_EFFORT if by_quarter else ():
            del self.fields[name]
        self.services = {str(one.pk): one for one in services}
        field = self.fields["service"]
        assert isinstance(field, forms.ChoiceField)
        names = ((key, one.name) for key, one in self.services.items())
        field.choices = [("", "No service named yet"), *names]

    def asked(self) -> Asked:
        """What was asked, as the action takes it."""
        data = self.cleaned_data
        service = self.services.get(data["service"])
        days, low, high = (
            getattr(self.by_quarter, name) if self.by_quarter else data[name] for name in OF_EFFORT
        )
        return Asked(service, days, data["money"], data["budget_line"], data["note"], low, high)

    def show_held(self, need: Need) -> None:
        """Say beside each answer what somebody else wrote meanwhile, and let it be saved over."""
        words = {name: str(value) for name, value in self.held(need).items() if name in self.fields}
        words.pop("version", None)
        service = str(need.service or "")
        show_held(self, need.version, {**words, "service": service})

    @staticmethod
    def held(need: Need) -> dict[str, Any]:
        """What is held of a need, as the form shows it."""
        return {
            "version": need.version,
            "service": need.service_id or "",
            "days": _typed(need.days),
            "days_low": _typed(need.days_low),
            "days_high": _typed(need.days_high),
            "money": _typed(need.money),
            "budget_line": need.budget_line,
            "note": need.note,
        }


def _typed(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize() + 0:f}"


class DeclineForm(KeptForm):
    """Why a service can't give what is asked of it."""

    answer_words = LinesField(
        label="Why can’t the service give it?", help_text="Whoever asked has to plan without it"
    )


class OfferForm(KeptForm):
    """Other days than a service is asked for, and what they would do."""

    offered_days = AmountField(DAYS, label="How many days can it give?")
    answer_words = LinesField(
        label="What would they do, or why other days?", help_text="Such as: in the autumn, without training"
    )

    def clean_offered_days(self) -> Decimal:
        """The days, which must be there."""
        found: Decimal | None = self.cleaned_data["offered_days"]
        if found is None:
            raise forms.ValidationError("Say how many days the service can give.")
        return found


class SheetForm(forms.Form):
    """A spreadsheet of effort that was filled in."""

    file = TableField(
        label="The spreadsheet",
        help_text="As it was taken away from here: Excel, OpenDocument or CSV",
    )
