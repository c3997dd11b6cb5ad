"""Forms of an element's costs, its terms, and what it waits for; and of scarce skills."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from goldenthread.core.amounts import DAYS, POUNDS
from goldenthread.core.sentences import start
from goldenthread.resources.element_facts import COST_KINDS, PAYERS
from goldenthread.web.forms.amounts import AmountField
from goldenthread.web.forms.fields import DayField, LinesField
from goldenthread.web.forms.kept import KeptForm


def _told(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, start(words)) for code, words in choices]


class CostForm(KeptForm):
    """Money an element takes in one financial year."""

    RECORDS: ClassVar = {"partner": ("Which partner pays", "None", "Only where a partner pays")}
    ORDER = (
        "what", "year", "amount", "kind", "is_recurring", "payer", "partner", "funding", "is_in_kind", "note",
    )  # fmt: skip

    what = forms.CharField(label="What is it for?", max_length=200)
    year = forms.TypedChoiceField(label="In which financial year", coerce=int)
    amount = AmountField(POUNDS, label="How many pounds", required=True)
    kind = forms.ChoiceField(label="Revenue or capital", choices=_told(COST_KINDS), widget=forms.RadioSelect)
    is_recurring = forms.BooleanField(label="It comes again in each year after", required=False)
    payer = forms.ChoiceField(label="Who pays", choices=_told(PAYERS))
    funding = forms.CharField(label="The budget, grant or fund by name", max_length=200, required=False)
    is_in_kind = forms.BooleanField(
        label="It is given in kind, as time, room or goods: no money moves", required=False
    )
    note = LinesField(label="Note", required=False, rows=2)

    def __init__(self, *given: Any, years: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["year"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(year), words) for year, words in years]


class TermsForm(KeptForm):
    """On what terms an element may be moved or dropped, and what it is worth."""

    ORDER = ("is_fixed", "fixed_because", "latest_on", "may_drop", "value", "value_because")

    is_fixed = forms.BooleanField(label="Its dates can’t be moved", required=False)
    fixed_because = LinesField(
        label="Why not", required=False, rows=2, help_text="A statute, a grant’s end, a promise"
    )
    latest_on = DayField(label="By when it must be finished, if it is moved")
    may_drop = forms.BooleanField(label="It may be dropped", required=False)
    value = forms.IntegerField(
        label="What it is worth to the priorities", min_value=0, max_value=100, required=False,
        help_text="From 0 to 100. Left empty, its rank says it",
    )  # fmt: skip
    value_because = LinesField(label="Why so much", required=False, rows=2)


class DependencyForm(KeptForm):
    """What an element waits for: another action, or an event outside the council."""

    RECORDS: ClassVar = {"on": ("Which action must be finished first", "None", "")}
    ORDER = ("on", "event", "event_on", "event_latest_on", "because")

    event = forms.CharField(
        label="Or what must happen outside the council", max_length=200, required=False,
        help_text="Such as: the grant is awarded",
    )  # fmt: skip
    event_on = DayField(label="When that is likely to happen")
    event_latest_on = DayField(label="When it may happen at the latest")
    because = LinesField(label="Why it has to wait", required=False, rows=2)


class SkillForm(KeptForm):
    """A skill that is in short supply."""

    name = forms.CharField(
        label="The skill", max_length=120, help_text="Such as: ecology, or procurement law"
    )
    days_a_quarter = AmountField(
        DAYS, label="Days of it there are in a quarter",
        help_text="Across the council. Leave it empty where nobody knows",
    )  # fmt: skip
    note = LinesField(label="Note", required=False, rows=2)


class SkillNeedForm(KeptForm):
    """How many of a need's days take a scarce skill."""

    RECORDS: ClassVar = {"skill": ("Which skill", "Choose one", "")}
    NEEDED = ("skill",)
    ORDER = ("skill", "days")

    days = AmountField(DAYS, label="How many of the days take it", required=True)
