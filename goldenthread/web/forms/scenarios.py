"""Forms of scenarios: beginning one, and trying changes of actions, of staff and of money."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from goldenthread.core.amounts import DAYS, POUNDS
from goldenthread.core.scenario import Kind
from goldenthread.resources.tried import Tried
from goldenthread.web.forms.amounts import AmountField
from goldenthread.web.forms.fields import LinesField, day_as_written
from goldenthread.web.forms.kept import KeptForm

WAYS = (
    (Kind.DEFER.value, "Defer it: its effort and its date go later"),
    (Kind.MOVE.value, "Move its effort, and leave its date"),
    (Kind.SPLIT.value, "Split it: a part of its effort goes later"),
    (Kind.DROP.value, "Drop it"),
)


def because_field() -> LinesField:
    """Why a change is tried."""
    hint = "If the scenario is applied, those who decide read it"
    return LinesField(label="Why", required=False, help_text=hint)


class ScenarioForm(KeptForm):
    """The name of a scenario, and what it is to find out."""

    name = forms.CharField(
        label="What to call it", max_length=120, help_text="Such as: Depot one quarter later"
    )
    why = LinesField(label="What it is to find out", required=False)


class TryActionForm(KeptForm):
    """A change of one action."""

    RECORDS: ClassVar = {"element": ("Which action", "Choose one", "")}
    NEEDED = ("element",)
    ORDER = ("element", "kind", "quarters", "percent", "because")

    kind = forms.ChoiceField(label="What to try", choices=WAYS, widget=forms.RadioSelect, initial="DEFER")
    quarters = forms.IntegerField(
        label="By how many quarters", initial=1, min_value=-20, max_value=20, required=False,
        help_text="Later; write -1 for one quarter earlier. Not for dropping",
    )  # fmt: skip
    percent = forms.IntegerField(
        label="How much of its effort goes, in percent", min_value=1, max_value=99, required=False,
        help_text="Only for splitting it",
    )  # fmt: skip
    because = because_field()

    def tried(self) -> Tried:
        """The change as it was written; what doesn't go with its kind is left out."""
        said = self.said()
        is_dropped, is_split = (said["kind"] == kind for kind in (Kind.DROP, Kind.SPLIT))
        return Tried(
            said["kind"], element=said["element"], because=said["because"],
            quarters=0 if is_dropped else said["quarters"] or 0,
            percent=(said["percent"] or 0) if is_split else 0,
        )  # fmt: skip


class TryStaffForm(KeptForm):
    """Days added to what a service can give in a quarter."""

    RECORDS: ClassVar = {"service": ("Which service", "Choose one", "Those whose capacity is on record")}
    NEEDED = ("service",)
    ORDER = ("service", "quarter_on", "days", "because")

    quarter_on = forms.ChoiceField(label="In which quarter")
    days = AmountField(
        DAYS._replace(is_signed=True), label="How many days to add", required=True,
        help_text="Write a minus sign in front to try with fewer",
    )  # fmt: skip
    because = because_field()

    def __init__(self, *given: Any, quarters: Iterable[tuple[date, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["quarter_on"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(day.isoformat(), words) for day, words in quarters]

    def tried(self) -> Tried:
        """The change as it was written."""
        said = self.said()
        quarter = day_as_written(said["quarter_on"])
        return Tried(
            Kind.STAFF,
            service=said["service"],
            quarter_on=quarter,
            days=said["days"],
            because=said["because"],
        )


class TryMoneyForm(KeptForm):
    """Money added in a financial year."""

    ORDER = ("year", "amount", "because")

    year = forms.TypedChoiceField(label="In which financial year", coerce=int)
    amount = AmountField(
        POUNDS._replace(is_signed=True), label="How many pounds to add", required=True,
        help_text="Write a minus sign in front to try with less",
    )  # fmt: skip
    because = because_field()

    def __init__(self, *given: Any, years: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(year), words) for year, words in years]

    def tried(self) -> Tried:
        """The change as it was written."""
        said = self.said()
        amount: Decimal = said["amount"]
        return Tried(Kind.MONEY, year=said["year"], amount=amount, because=said["because"])
