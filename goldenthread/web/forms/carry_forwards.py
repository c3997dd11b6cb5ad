"""Forms of requests to carry money forward: one, and several from a spreadsheet."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from goldenthread.core.money_told import year_named
from goldenthread.web.forms.amounts import YearField
from goldenthread.web.forms.fields import MOST_LETTERS, LinesField, TableField
from goldenthread.web.forms.kept import KeptForm
from goldenthread.web.forms.money import PoundsField

REPORT_HINT = "Such as Year end 2009/10. The Monitor of that name prints it"


class OptionalYearField(YearField):
    """A financial year, or none where it is said otherwise."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) if str(value or "").strip() else None


class RequestForm(KeptForm):
    """What is asked for, by whom, from which line, how much, why, and into what."""

    ORDER = ("line", "asked_by", "from_line", "year", "amount", "reason", "into", "report", "source")
    RECORDS: ClassVar = {
        "from_line": ("Left over from which budget line", "None on record: say the year below", "")
    }
    line = forms.CharField(label="What it is for", max_length=300)
    asked_by = forms.CharField(label="Who asks", max_length=200, help_text="A post or a body")
    year = OptionalYearField(
        label="From which year", required=False, help_text="For example 2009/10; a budget line says its own"
    )
    amount = PoundsField(label="How much", required=True)
    reason = LinesField(
        label="Why it was not spent, and is needed next year", rows=2, max_length=MOST_LETTERS
    )
    into = forms.CharField(
        label="Into what it goes", max_length=200, help_text="The budget of the next year that it is added to"
    )
    report = forms.CharField(label="In which report it is asked for", max_length=100, help_text=REPORT_HINT)
    source = forms.CharField(label="Where this is from", max_length=300, required=False)

    def named(self, field: str, record: Any) -> str:
        """A line with its year."""
        return f"{year_named(record.year)}: {record}"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "year" not in self.errors and not data.get("year") and not data.get("from_line"):
            self.add_error("year", "Choose the budget line, or say from which year.")
        return data


class RequestsFileForm(forms.Form):
    """A spreadsheet of several requests, and what they have in common."""

    report = forms.CharField(
        label="In which report they are asked for", max_length=100, help_text=REPORT_HINT
    )
    year = YearField(label="From which year", help_text="For example 2009/10")
    file = TableField(
        label="The spreadsheet",
        help_text=(
            "Excel or CSV, a request a row. It needs the columns item and amount (amount_k in thousands); "
            "it may have asked by, from line, into, reason, decision and source"
        ),
        most=20,
    )
