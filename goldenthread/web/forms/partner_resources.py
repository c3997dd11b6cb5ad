"""The form of what a partner brings to a line of a plan."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from goldenthread.core.amounts import DAYS, POUNDS
from goldenthread.core.partner_resources import RESOURCE
from goldenthread.core.sentences import start
from goldenthread.web.forms.amounts import AmountField
from goldenthread.web.forms.fields import MOST_LETTERS, DayField, LinesField
from goldenthread.web.forms.kept import KeptForm

KINDS = (
    ("MONEY", "Money"),
    ("STAFF_TIME", "Staff time"),
    ("PREMISES", "Premises"),
    ("GOODS", "Goods"),
    ("NOT_SAID", "Not said yet"),
)
GIVEN_AS = (
    ("EXISTING", "Existing, linked better"),
    ("IN_KIND", "In kind"),
    ("NEW", "New money"),
    ("NOT_SAID", "Whether it is new is not said"),
)


class PartnerResourceForm(KeptForm):
    """Who brings what to which line, of what kind, how much, and how it goes."""

    RECORDS: ClassVar = {
        "partner": ("Which partner", "Choose a partner", ""),
        "element": ("To which line of a plan", "Choose a line", ""),
    }
    NEEDED = ("partner", "element")
    ORDER = (
        "partner", "element", "what", "kind", "given_as", "amount", "days", "period", "state", "progress",
        "progress_on", "source",
    )  # fmt: skip

    what = forms.CharField(label="What it brings", max_length=300)
    kind = forms.ChoiceField(label="What kind", choices=KINDS, widget=forms.RadioSelect)
    given_as = forms.ChoiceField(label="Given as", choices=GIVEN_AS, widget=forms.RadioSelect)
    amount = AmountField(
        POUNDS,
        label="Pounds",
        help_text="Of money; or what the rest is worth. Leave it empty where that isn’t said",
    )
    days = AmountField(DAYS, label="Days of staff time")
    period = forms.CharField(
        label="For which year or period", max_length=60, required=False, help_text="For example 2012/13"
    )
    state = forms.ChoiceField(label="How far it is", widget=forms.RadioSelect)
    progress = LinesField(
        label="How it goes, in words", required=False, rows=2,
        help_text="For example: slowly starting. Where it is withdrawn, why",
        max_length=MOST_LETTERS,
    )  # fmt: skip
    progress_on = DayField(label="On which day it went so")
    source = forms.CharField(label="Where this is from", max_length=1_000, required=False)

    def __init__(self, *given: Any, held: Any = None, begin: Any = None, **more: Any) -> None:
        first = {"state": "PLANNED", "kind": "NOT_SAID", "given_as": "NOT_SAID", **(begin or {})}
        super().__init__(*given, held=held, begin=first, **more)
        codes = [held.state, *RESOURCE.leads_to(held.state)] if held else RESOURCE.begins
        field: Any = self.fields["state"]
        field.choices = [(code, start(RESOURCE.states[code])) for code in codes]

    def named(self, field: str, record: Any) -> str:
        return f"{record.edition.name}: {record.title}" if field == "element" else str(record)
