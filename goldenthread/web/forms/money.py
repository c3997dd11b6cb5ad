"""Forms of the budget: links in shares, reserves, virements, carry-forwards, and files on their way in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.core.money_cells import UnreadableShare, read_pounds, read_share, share_in_words
from goldenthread.core.money_table import LINES, MONITORING, ROLE_WORDS, UNITS, MoneyReading, Role
from goldenthread.core.money_told import year_named
from goldenthread.core.observed import UnreadableNumber
from goldenthread.core.sentences import start
from goldenthread.web.forms.fields import MOST_LETTERS, DayField, LinesField, RecordsField, TableField
from goldenthread.web.forms.kept import KeptForm

if TYPE_CHECKING:
    from goldenthread.core.money_table.beside import Beside
    from goldenthread.exchange.money_files import Looked

KINDS = (("REVENUE", "Revenue"), ("CAPITAL", "Capital"))
BASES = (("NET", "The net budget"), ("GROSS", "The gross budget"))
DECISIONS = (
    ("OPEN", "Still for decision"), ("APPROVED", "Approved"), ("REFUSED", "Not approved"), ("NOTED", "Noted"),
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1990, 2100


class PoundsField(forms.CharField):
    """Pounds as people type them: £1,200.50, (300), 12k; nothing typed is None, or nought if so said."""

    def __init__(self, *, is_nought: bool = False, **more: Any) -> None:
        more.setdefault("required", False)
        self.is_nought = is_nought
        super().__init__(**more)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value:,.2f}".removesuffix(".00")
        return value

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value) or "")
        try:
            found = read_pounds(text)
        except UnreadableNumber as unclear:
            raise forms.ValidationError(str(unclear)) from unclear
        if found is None and text.strip():
            raise forms.ValidationError("Write an amount such as £1,200, or leave this empty.")
        if found is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return Decimal(0) if found is None and self.is_nought else found

    def validate(self, value: Any) -> None:
        """All is said by `to_python`: a nought is no blank."""


class YearField(forms.CharField):
    """A financial year as people write it: 2012/13, 2012-13 or 2012; gives the year that it begins in."""

    default_hint = "For example 2012/13"

    def __init__(self, **more: Any) -> None:
        more.setdefault("help_text", self.default_hint)
        super().__init__(**more)

    def prepare_value(self, value: Any) -> Any:
        return year_named(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value) or "").strip()
        if not text:
            return None
        first, _, second = text.replace("-", "/").replace("–", "/").replace(" ", "").partition("/")
        is_year = first.isascii() and first.isdigit() and len(first) == 4
        if not is_year or not FIRST_YEAR <= int(first) <= LAST_YEAR:
            raise forms.ValidationError(f"“{text[:20]}” is no financial year. Write it as 2012/13.")
        if second and second not in (f"{(int(first) + 1) % 100:02d}", str(int(first) + 1)):
            raise forms.ValidationError(f"“{text[:20]}” is not one year and the next. Write it as 2012/13.")
        return int(first)


class ShareField(forms.CharField):
    """A share of a whole: 25%, 1/3, all."""

    def __init__(self, **more: Any) -> None:
        super().__init__(help_text="Such as 25%, 1/3 or all", **more)

    def prepare_value(self, value: Any) -> Any:
        return share_in_words(value) if isinstance(value, Fraction) else value

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value) or "")
        try:
            return read_share(text) if text else None
        except UnreadableShare as unclear:
            raise forms.ValidationError(str(unclear)) from unclear


class LinkForm(KeptForm):
    """Which share of a budget line or a bid goes to an element."""

    ORDER = ("line", "bid", "share", "note")
    RECORDS: ClassVar = {
        "line": ("Budget line", "None: it is a bid or saving", ""),
        "bid": ("Or a bid or saving", "None: it is a budget line", ""),
    }
    share = ShareField(label="Which share of it goes here")
    note = LinesField(label="Why this share", required=False, rows=2, max_length=MOST_LETTERS)

    def named(self, field: str, record: Any) -> str:
        """A line with its year, for codes come again each year."""
        return f"{year_named(record.year)}: {record}" if field == "line" else str(record)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("line")) == bool(data.get("bid")):
            self.add_error("line", "Choose a budget line, or a bid or saving: one of the two.")
        return data


class ShareForm(KeptForm):
    """Another share of what is linked."""

    share = ShareField(label="Which share of it goes here")
    note = LinesField(label="Why this share", required=False, rows=2, max_length=MOST_LETTERS)


class ReserveForm(KeptForm):
    """A reserve in one year; what it closes with is worked out."""

    name = forms.CharField(label="Name of the reserve", max_length=200)
    year = YearField(label="Financial year")
    opening = PoundsField(label="What it opens with", required=True)
    put_in = PoundsField(label="What is put in", is_nought=True)
    taken_out = PoundsField(label="What is taken out", is_nought=True)
    purpose = LinesField(label="What it is for", required=False, rows=2, max_length=MOST_LETTERS)
    source = forms.CharField(label="Where this is from", max_length=300, required=False)


class VirementForm(KeptForm):
    """Money moved from one budget to another."""

    ORDER = ("report", "amount", "from_line", "moved_from", "to_line", "moved_to", "reason", "agreed_by")
    RECORDS: ClassVar = {
        "from_line": ("From which budget line", "None on record: name it below", ""),
        "to_line": ("To which budget line", "None on record: name it below", ""),
    }
    report = forms.CharField(
        label="In which report", max_length=100, help_text="Such as Monitor 3 2008/09, which then prints it"
    )
    amount = PoundsField(label="How much", required=True)
    moved_from = forms.CharField(label="From, in words", max_length=200, required=False)
    moved_to = forms.CharField(label="To, in words", max_length=200, required=False)
    reason = LinesField(label="Why", required=False, rows=2, max_length=MOST_LETTERS)
    agreed_by = forms.CharField(
        label="Who agreed to it", max_length=200, required=False, help_text="Empty where it is for decision"
    )

    def named(self, field: str, record: Any) -> str:
        """A line with its year."""
        return f"{year_named(record.year)}: {record}"


class CarryForm(KeptForm):
    """What was decided of a request to carry money forward."""

    decision = forms.ChoiceField(label="What was decided", choices=DECISIONS, widget=forms.RadioSelect)
    decided_by = forms.CharField(label="By which body or post", max_length=200, required=False)
    decided_on = DayField(label="On which day")
    decision_reason = LinesField(
        label="Why",
        required=False,
        rows=2,
        help_text="Needed where it was not approved",
        max_length=MOST_LETTERS,
    )


class PublishedForm(KeptForm):
    """Which years' budgets and which periods' monitoring everybody may read."""

    def __init__(
        self, *given: Any, years: Iterable[tuple[int, str]], reports: Iterable[tuple[int, str]], begin: Any
    ) -> None:
        super().__init__(*given, begin=begin)
        for name, label, pairs in (
            ("years", "Budgets that are adopted", years),
            ("reports", "Periods whose report is published", reports),
        ):
            self.fields[name] = RecordsField(pairs, label=label, initial=begin[name])


class LineOutForm(KeptForm):
    """Why a line is no longer in its year's budget."""

    reason = LinesField(label="Why it is no longer in the budget", rows=2)


class MoneyUploadForm(forms.Form):
    """A file from the finance system, and what it holds."""

    kind = forms.ChoiceField(
        label="What the file holds",
        choices=(("LINES", "Budget lines of a year"), ("MONITORING", "Monitoring of a period")),
        widget=forms.RadioSelect,
    )
    file = TableField(
        label="The file",
        help_text="Excel (.xlsx) or CSV, up to 20 MB and 5,000 rows",
        most=20,
    )


class MoneyColumnsForm(forms.Form):
    """What each column is for, the unit, and which rows are totals."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    head = forms.IntegerField(
        label="The headings are in row", min_value=0, max_value=10**6,
        help_text="0 where there are none. If you change it, the columns are read anew",
    )  # fmt: skip
    unit = forms.ChoiceField(
        label="The figures are in", choices=[(str(unit), start(words)) for unit, words in UNITS.items()]
    )
    lines = forms.CharField(
        label="Rows that are called a total and are a line all the same", required=False, max_length=200,
        help_text="Their numbers in the file, such as 12, 40",
    )  # fmt: skip
    totals = forms.CharField(
        label="Rows that are a total, whatever they are called", required=False, max_length=200,
        help_text="Their numbers in the file",
    )  # fmt: skip

    def __init__(self, *given: Any, looked: Looked, **more: Any) -> None:
        reading = looked.reading
        held = {
            "version": looked.file.version, "head": reading.head, "unit": str(reading.unit),
            "lines": ", ".join(map(str, reading.lines)), "totals": ", ".join(map(str, reading.totals)),
        }  # fmt: skip
        more["initial"] = held
        super().__init__(*given, **more)
        self.headings, self.table = looked.headings, looked.table
        roles = LINES if looked.file.kind == "LINES" else MONITORING
        choices = [(role.value, start(ROLE_WORDS[role])) for role in (Role.LEAVE_OUT, *roles)]
        for place, role in enumerate(reading.roles):
            self.fields[f"role_{place}"] = forms.ChoiceField(
                label=self.headings[place], choices=choices, initial=role.value,
                widget=forms.Select(attrs={"class": "govuk-select"}),
            )  # fmt: skip

    def columns(self) -> list[tuple[str, BoundField, list[str]]]:
        """Each column's heading, its field, and the first things that stand under it."""
        head = self.initial["head"]
        found = []
        for place, heading in enumerate(self.headings):
            cells = [one.cell(place) for one in self.table.lines if one.number > head]
            values = list(dict.fromkeys(cell[:60] for cell in cells if cell))[:3]
            found.append((heading, self[f"role_{place}"], values))
        return found

    def rest(self) -> list[BoundField]:
        """The fields that are not of one column."""
        return [field for field in self if not field.name.startswith("role_") and not field.is_hidden]

    def clean_lines(self) -> tuple[int, ...]:
        return self._numbers("lines")

    def clean_totals(self) -> tuple[int, ...]:
        return self._numbers("totals")

    def _numbers(self, name: str) -> tuple[int, ...]:
        parts = self.cleaned_data[name].replace(",", " ").split()
        if any(not (one.isascii() and one.isdigit() and len(one) < 8) for one in parts):
            raise forms.ValidationError("Write the rows’ numbers, such as 12, 40.")
        return tuple(sorted({int(one) for one in parts}))

    def reading(self) -> MoneyReading:
        """The reading as it was corrected."""
        data = self.cleaned_data
        roles = tuple(Role(data[f"role_{place}"]) for place in range(len(self.headings)))
        return MoneyReading(roles, data["head"], Decimal(data["unit"]), data["lines"], data["totals"])


class StoreLinesForm(forms.Form):
    """Of which year the lines are."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    year = YearField(label="Financial year")
    kind = forms.ChoiceField(label="Lines that don’t say are", choices=KINDS, widget=forms.RadioSelect)
    source = forms.CharField(
        label="Where this is from", max_length=300, required=False, help_text="Empty: the file’s name"
    )
    leaves_out = forms.BooleanField(
        label="Leave lines that are not in the file out of the year", required=False,
        help_text="They stay on record as no longer in the budget. Without this they still count",
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *given: Any, found: Beside, showing: str, **more: Any) -> None:
        """`found` is what the file makes of the budget that `showing`, a year and kind, tells of."""
        super().__init__(*given, **more)
        self.found, self.showing = found, showing
        if not found.missing:
            del self.fields["leaves_out"]
        self.fields["seen"].initial = showing

    def clean(self) -> dict[str, Any]:
        """What changes in a budget on record has to be seen before it is stored."""
        data = super().clean() or {}
        if not self.errors and self.found.asks and data.pop("seen", "") != self.showing:
            named = year_named(data["year"])
            said = f"The budget of {named} is on record. Look above at what changes in it, then store."
            self.add_error("year", said)
            self.data = {**self.data, "seen": self.showing}
        return data


class StoreMonitoringForm(forms.Form):
    """Of which period the monitoring is, and what its percentages are taken of."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="Name of the report",
        max_length=100,
        help_text="Such as Monitor 3 2008/09, which then prints it",
    )
    year = YearField(label="Financial year")
    ends_on = DayField(label="Actuals are counted to", required=True)
    base = forms.ChoiceField(
        label="Percentages are taken of", choices=BASES, widget=forms.RadioSelect,
        help_text="Say which: a percentage is never given without it",
    )  # fmt: skip
    source = forms.CharField(
        label="Where this is from", max_length=300, required=False, help_text="Empty: the file’s name"
    )
    replaces = forms.BooleanField(label="Store it in place of that", required=False)

    def __init__(self, *given: Any, would_change: Sequence[str] = (), **more: Any) -> None:
        """`would_change` says what is replaced; where nothing is, nothing is asked."""
        super().__init__(*given, **more)
        self.fields["replaces"].help_text = " ".join(would_change)
        if not would_change:
            del self.fields["replaces"]


def names_of(rows: Iterable[Any]) -> list[tuple[int, str]]:
    """Records as choices."""
    return [(one.pk, str(one)) for one in rows]
