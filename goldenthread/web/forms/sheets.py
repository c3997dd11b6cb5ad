"""Forms for a measure's sheet: everything on it, a new definition, its lines, its parts, and its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.core import sheet_words as words
from goldenthread.core.figures import Shape, read_value, shown
from goldenthread.core.kinds import Kind
from goldenthread.core.measure_sheet import (
    APPROVED,
    FACTS,
    Definition,
    MeasureSheet,
    Wrong,
    was_left_blank,
    wrong_in,
)
from goldenthread.core.observed import UnreadableNumber, read_number
from goldenthread.core.sentences import start
from goldenthread.core.words import number
from goldenthread.measures.sheet_parts import OtherCode, Part
from goldenthread.web.forms.fields import DayField, LinesField, RecordField, name_of_choice

if TYPE_CHECKING:
    from goldenthread.measures.models import Breakdown, Measure, MeasureLink

Pairs = Sequence[tuple[int, str]]
# Figures typed as results are: a date for a plan date, a name for a level.
LIKE_RESULTS = ("low", "high", "floor", "baseline")
PLAIN_FIGURES = ("tolerance", "per")


def _choice(label: str, named: Mapping[str, str], none: str = "", hint: str = "") -> forms.ChoiceField:
    rows = [(key, start(text)) for key, text in named.items()]
    choices = [("", none), *rows] if none else rows
    return forms.ChoiceField(label=label, choices=choices, required=not none, help_text=hint)


def _text(label: str, hint: str = "", most: int = 300) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, help_text=hint)


def _long(label: str, hint: str = "", rows: int = 4) -> forms.CharField:
    return LinesField(label=label, required=False, max_length=20000, help_text=hint, rows=rows)


def _whole(label: str, hint: str, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=most, help_text=hint, widget=forms.TextInput
    )


class SheetForm(forms.Form):
    """Everything on a measure's sheet. What was approved with a plan is left out: it changes by request."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
    code = _text("Code", "For example CAN 01. It stays for good: addresses and files use it", 40)
    title = _text("What is measured", "A title, such as: Household waste recycled")
    question = _text(
        "The question that it answers", "Plainly, such as: Do we recycle more of what we throw away?"
    )
    definition = _long("What is counted", "What belongs to it and what doesn't")
    method = _long("How it is worked out", "So that somebody else comes to the same figure")
    defined_from = DayField(label="From when this definition holds")
    kind = _choice("Kind of figure", words.KIND)
    unit = _text("Unit", "For example days or tonnes. Leave it empty for a percentage", 60)
    decimals = _whole("Places after the point", "Leave it empty to print figures as recorded", 6)
    numerator = _text(
        "Counted above the line", "For example: tonnes recycled. Leave empty if it is no fraction"
    )
    denominator = _text("Counted below the line", "For example: tonnes collected")
    per = _text("For a rate: per how many", "1,000 for a rate per 1,000 people", 20)
    levels = _long("For a level: its names", "The lowest first, one on each line")
    formula = _long(
        "Formula, if it is worked out from other measures",
        "Codes in square brackets and arithmetic, such as [CAN 01] / [CAN 02] * 100",
        2,
    )
    if_zero = _choice("If the formula would divide by 0", words.IF_ZERO)
    if_missing = _choice("If a figure that the formula needs is missing", words.IF_MISSING)
    data_source = _text("Where the figures come from", "The system, survey or return")
    frequency = _choice("Collected", words.FREQUENCY)
    reporting = _choice("Reported, if less often than collected", words.FREQUENCY, "As collected")
    derivation = _choice(
        "Then the figure reported is", words.DERIVATION, "Nothing: it is reported as collected"
    )
    is_cumulative = forms.BooleanField(label="It adds up through the year", required=False)
    lag_days = _whole(
        "Days until a figure can be known", "After the end of its period. Later than that, it is late", 730
    )
    control = _choice("Who controls it", words.CONTROL)
    polarity = _choice("It is better when it is", words.POLARITY)
    low = _text("The range starts at", "Only for “within a range”", 60)
    high = _text("The range ends at", "", 60)
    tolerance = _text(
        "Tolerance", "How far a miss still counts as near target. Empty: as the council's rule says", 60
    )
    tolerance_is_percent = forms.BooleanField(
        label="The tolerance is a percentage of the target", required=False
    )
    floor = _text("Floor", "The worst that still counts as near target", 60)
    is_data_only = forms.BooleanField(label="It is for information: it has no target", required=False)
    baseline = _text("Baseline", "Where it stood before", 60)
    baseline_on = DayField(label="Day of the baseline")
    baseline_note = _text("Where the baseline comes from, or why there is none", "", 2000)
    stage = _choice("Where from money to difference it looks", words.STAGE, "Not said")
    quality = _choice("How far its figures can be trusted", words.QUALITY, "Not said")
    quality_note = _long("Why, and what would better it", "", 2)
    aliases = _long(
        "What others call it",
        "One on each line: NI: NI 195. Schemes are NI, LGBF, LOF, LG_INFORM, PENTANA and OTHER",
        3,
    )
    reason = _long("Why does it change?", "Kept in the ledger with what it was before", 2)

    GROUPS = (
        ("what", "What it answers", ("code", "title", "question", "definition", "method", "defined_from")),
        (
            "counted",
            "How it is counted",
            (
                "kind", "unit", "decimals", "numerator", "denominator", "per", "levels", "formula", "if_zero",
                "if_missing", "data_source",
            ),
        ),
        ("often", "How often", ("frequency", "reporting", "derivation", "is_cumulative", "lag_days")),
        ("who", "Who", ("owner_id", "updater_id", "service_id", "control")),
        (
            "judged",
            "How it is judged",
            (
                "polarity", "low", "high", "tolerance", "tolerance_is_percent", "floor", "is_data_only",
                "baseline", "baseline_on", "baseline_note", "stage", "quality", "quality_note",
            ),
        ),
        ("others", "What others call it", ("aliases",)),
        ("why", "This change", ("reason",)),
    )  # fmt: skip

    def __init__(
        self, *given: Any, held: MeasureSheet, is_approved: bool, posts: Pairs, services: Pairs, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.held = held
        self.fields["owner_id"] = RecordField(posts, label="Owner: the post that answers for it")
        self.fields["updater_id"] = RecordField(
            posts, none="The owner", label="The post that types its figures in"
        )
        self.fields["service_id"] = RecordField(services, label="Service")
        if held.code:
            del self.fields["code"]  # it stays
        else:
            del self.fields["reason"]  # nothing changes yet
        if is_approved:
            for name in APPROVED:
                if not was_left_blank(name, getattr(held, name)):
                    self.fields.pop(name, None)

    def groups(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """The fields under their headings."""
        for key, heading, names in self.GROUPS:
            asked = [self[name] for name in names if name in self.fields]
            if asked:
                yield key, heading, asked

    def clean(self) -> dict[str, Any]:
        """Read the figures as their kind is written, and say beside each field what doesn't go together."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["levels"] = tuple(filter(None, (one.strip() for one in data.get("levels", "").splitlines())))
        shape = Shape(Kind(data.get("kind") or self.held.kind), levels=data["levels"] or self.held.levels)
        for name in (*LIKE_RESULTS, *PLAIN_FIGURES):
            if name in self.fields:
                data[name] = self._figure(name, data.get(name, ""), shape)
        try:
            data["aliases"] = [OtherCode(*one) for one in words.read_aliases(data.get("aliases", ""))]
        except words.UnreadableAlias as unclear:
            self.add_error("aliases", str(unclear))
        if not self.errors:
            self.tell(wrong_in(self.sheet()))
        return data

    def _figure(self, name: str, text: str, shape: Shape) -> Decimal | None:
        try:
            if not text.strip():
                return None
            return read_value(text, shape) if name in LIKE_RESULTS else read_number(text).value
        except UnreadableNumber as unread:
            self.add_error(name, str(unread))
            return None

    def tell(self, wrong: Iterable[Wrong]) -> None:
        """Put each sentence beside its field, or above the form where the field isn't asked."""
        for one in wrong:
            self.add_error(one.field if one.field in self.fields else None, one.sentence)

    def sheet(self) -> MeasureSheet:
        """The sheet as it would stand: what was asked as typed, all else as it is held."""
        found = {name: getattr(self.held, name) for name in FACTS}
        found.update({name: self.cleaned_data[name] for name in FACTS if name in self.fields})
        return MeasureSheet(**found)

    def show_held(self, version: int, now: Mapping[str, Any]) -> None:
        """Let it be saved over what is held now, which each field that differs says."""
        self.data = {**dict(self.data.items()), "version": version}
        for name, field in self.fields.items():
            if name in now and str(self[name].value() or "") != str(now[name] or ""):
                self[name].help_text = f"Held now: {_said(field, now[name])}"


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return name_of_choice(field, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(field.prepare_value(value) or "nothing")


def as_typed(
    sheet: MeasureSheet, aliases: Iterable[tuple[str, str]] = (), version: int = 0
) -> dict[str, Any]:
    """A sheet as its form shows it."""
    shape = Shape(Kind(sheet.kind), levels=sheet.levels)
    found = {name: getattr(sheet, name) for name in FACTS}
    for name in (*LIKE_RESULTS, *PLAIN_FIGURES):
        if found[name] is not None:
            found[name] = _figure_typed(found[name], shape if name in LIKE_RESULTS else Shape())
    return {
        **found,
        "levels": "\n".join(sheet.levels),
        "aliases": words.aliases_written(aliases),
        "version": version,
    }


def _figure_typed(value: Decimal, shape: Shape) -> str:
    return shown(value, shape) if not shape.kind.is_counted else number(value)


class DefinitionForm(forms.Form):
    """A new definition from a day on; the old one is kept."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    definition = _long("What is counted")
    method = _long("How it is worked out")
    kind = _choice("Kind of figure", words.KIND)
    unit = _text("Unit", "", 60)
    numerator = _text("Counted above the line")
    denominator = _text("Counted below the line")
    per = _text("For a rate: per how many", "", 20)
    from_on = DayField(
        label="From which day does it hold?",
        required=True,
        error_messages={"required": "Say from which day."},
    )
    is_comparable = forms.ChoiceField(
        label="May figures before and after that day be set against each other?",
        choices=[
            ("yes", "Yes: they count the same"),
            ("no", "No: direction and limits start afresh on that day"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether figures before and after can be compared."},
    )
    reason = _long("Why does it change?", "Printed beside the old definition", 2)

    def clean_per(self) -> Decimal | None:
        text = self.cleaned_data["per"]
        try:
            return read_number(text).value if text else None
        except UnreadableNumber as unread:
            raise forms.ValidationError(str(unread)) from unread

    def definition_given(self) -> Definition:
        return Definition(**{name: self.cleaned_data[name] for name in Definition._fields})


class LinkToLineForm(forms.Form):
    """A line of a plan whose difference the measure shows."""

    def __init__(self, *given: Any, lines: Pairs, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["element"] = RecordField(
            lines, none="Choose a line", label="The difference of which line does it show?"
        )

    def clean_element(self) -> int:
        chosen: int | None = self.cleaned_data["element"]
        if chosen is None:
            raise forms.ValidationError("Choose a line of a plan.")
        return chosen


class UnlinkForm(forms.Form):
    """A link to take away, and why."""

    reason = _long("Why does it go?", "The ledger keeps it", 2)

    def __init__(self, *given: Any, links: Iterable[MeasureLink], **more: Any) -> None:
        super().__init__(*given, **more)
        self.links = {one.pk: one for one in links}
        rows = [(pk, f"{one.element.edition.name}: {one.element.title}") for pk, one in self.links.items()]
        self.fields["link"] = RecordField(rows, none="Choose a link", label="Which link?")
        self.order_fields(["link", "reason"])

    def clean_link(self) -> MeasureLink:
        found = self.links.get(self.cleaned_data["link"])
        if found is None:
            raise forms.ValidationError("Choose the link to remove.")
        return found


class PartsForm(forms.Form):
    """The parts of a measure's total, one on each line under what parts them."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, parts: Iterable[Breakdown], **more: Any) -> None:
        super().__init__(*given, **more)
        held = list(parts)
        for by, named in words.PARTED_BY.items():
            own = [one for one in held if one.by == by]
            self.fields[f"names_{by}"] = _long(f"By {named}", "As figures name them, one on each line", 4)
            self.fields[f"names_{by}"].initial = "\n".join(one.name for one in own)
            self.fields[f"adds_up_{by}"] = forms.BooleanField(
                label="These make up the total", required=False, initial=any(one.adds_up for one in own)
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for by in words.PARTED_BY:
            long = next(
                (one for one in data.get(f"names_{by}", "").splitlines() if len(one.strip()) > 100), ""
            )
            if long:
                self.add_error(f"names_{by}", f"“{long[:40]}” is too long: up to 100 letters can be kept.")
        return data

    def parts(self) -> list[Part]:
        data = self.cleaned_data
        return [
            Part(by, name.strip(), data[f"adds_up_{by}"])
            for by in words.PARTED_BY
            for name in data[f"names_{by}"].splitlines()
            if name.strip()
        ]


class RetireForm(forms.Form):
    """From which day a measure is followed no more, or that it is followed again; and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = DayField(label="From which day is it followed no more?")
    reason = _long("Why?", "Printed on its page", 2)

    def __init__(self, *given: Any, measure: Measure, **more: Any) -> None:
        super().__init__(*given, **more)
        self.is_retired = measure.retired_on is not None
        if self.is_retired:
            del self.fields["on"]
        else:
            self.fields["on"].required = True
            self.fields["on"].error_messages["required"] = "Say from which day."
