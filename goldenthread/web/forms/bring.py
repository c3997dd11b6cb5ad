"""Forms of bringing in a plan: the file, its table, what its columns are for, and what it becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.core.periods import Period, UnreadablePeriod, YearStart, parse_period
from goldenthread.core.plan_table import MOST_LEVELS, PlanTree, Reading, Role, Use
from goldenthread.core.sentences import counted
from goldenthread.exchange.bringing_queries import Sample, TableChoice, Upload
from goldenthread.exchange.storing import Goal
from goldenthread.web.forms.fields import RecordField

if TYPE_CHECKING:
    from goldenthread.people.models import Service
    from goldenthread.plans.models import Plan

_DEPTHS = range(1, MOST_LEVELS + 1)
USES: list[tuple[str, Any]] = [
    (Role.LEAVE_OUT.value, "Leave out"),
    (
        "A level of the plan",
        [
            *((f"{Role.LEVEL}-{n}", f"Level {n}{', the top' if n == 1 else ''}") for n in _DEPTHS),
            (Role.KIND.value, "Which level the row is"),
        ],
    ),
    ("Its own code", [(f"{Role.CODE}-{n}", f"Code of level {n}") for n in _DEPTHS]),
    (
        "What is said of it",
        [
            (Role.OWNER.value, "Owner (a post)"),
            (Role.SERVICE.value, "Service"),
            (Role.STARTS.value, "Start date"),
            (Role.DUE.value, "Due date"),
            (Role.MEASURE.value, "Measure"),
            (Role.MEASURE_CODE.value, "Code of the measure"),
            (Role.TARGET.value, "Target of the measure"),
            (Role.DETAIL.value, "Detail"),
            (Role.PROGRESS.value, "Progress, kept in words"),
            (Role.NOTE.value, "Anything else, kept in words"),
            (Role.TAG.value, "Tags"),
            (Role.WARD.value, "Wards"),
        ],
    ),
]


def use_value(use: Use) -> str:
    """A use as the list of choices holds it; a code of no level is of the lowest."""
    return f"{use.role.value}-{max(use.depth, 1)}" if use.role.has_depth else use.role.value


def _use(value: str) -> Use:
    role, _, depth = value.partition("-")
    return Use(Role(role), int(depth or 0))


class PlanFileForm(forms.Form):
    """The file that holds the plan."""

    file = forms.FileField(
        label="An action plan",
        help_text="Excel (.xlsx), Word (.docx) or CSV, up to 20 MB and 5,000 rows",
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another."},
    )


class TableForm(forms.Form):
    """Which of a file's tables is the plan."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    table = forms.TypedChoiceField(
        label="Which table is the plan?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a table"},
    )

    def __init__(self, *given: Any, tables: Sequence[TableChoice], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["table"].choices = [  # type: ignore[attr-defined]
            (one.place, f"{one.name}: {counted(one.rows, 'row')}, {counted(one.columns, 'column')}")
            for one in tables
        ]


class ColumnsForm(forms.Form):
    """What each column is for, and how rows are read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    head = forms.CharField(
        label="The headings are in row",
        help_text="For example 1, or 3 to 4 where they take two rows, or 0 where there are none. "
        "If you change it, the columns are read anew",
    )
    is_filled_down = forms.BooleanField(
        label="A blank under a level means the same as in the row above", required=False
    )
    has_groups = forms.BooleanField(
        label="A row with one text only is a heading for the rows below it", required=False
    )
    group_name = forms.CharField(
        label="Such headings are called", required=False, max_length=100, help_text="For example Theme"
    )
    skips_hidden = forms.BooleanField(label="Leave out the rows that are hidden in the file", required=False)

    def __init__(self, *given: Any, upload: Upload, **more: Any) -> None:
        self.upload, reading = upload, upload.reading
        self.samples = upload.samples()
        more.setdefault("initial", _held(upload))
        super().__init__(*given, **more)
        if not upload.table.has_hidden:
            del self.fields["skips_hidden"]
        for sample in self.samples:
            self.fields[f"use_{sample.place}"] = forms.ChoiceField(
                label=sample.heading,
                choices=USES,
                widget=forms.Select(attrs={"class": "govuk-select"}),
            )
        for place in range(1, self._levels(reading) + 1):
            self.fields[f"name_{place}"] = forms.CharField(
                label=f"Level {place} is called", required=False, max_length=100
            )

    def _levels(self, reading: Reading) -> int:
        """How many levels can be renamed: where a column says which level a row is, its own words name it."""
        levels = {use.depth for use in reading.uses if use.role is Role.LEVEL}
        by_kind = any(use.role is Role.KIND for use in reading.uses)
        return max(len(levels) - by_kind, 0)

    def columns(self) -> list[tuple[Sample, BoundField]]:
        """Each column with its samples and its field."""
        return [(sample, self[f"use_{sample.place}"]) for sample in self.samples]

    def rest(self) -> list[BoundField]:
        """The fields that are not of one column."""
        return [field for field in self if not field.name.startswith("use_") and not field.is_hidden]

    def clean_head(self) -> tuple[int, int]:
        found = re.fullmatch(
            r"(\d{1,6})(?:\s*(?:to|-|–|and|,)\s*(\d{1,6}))?", self.cleaned_data["head"].strip()
        )
        numbers = {line.number for line in self.upload.table.lines}
        if found is None:
            raise forms.ValidationError("Write the number of a row, such as 1, or two such as 3 to 4.")
        first, last = int(found[1]), int(found[2] or found[1])
        if first and not ({first, last} <= numbers and first <= last < max(numbers)):
            raise forms.ValidationError(
                "There is no such row with rows below it. Look at the file for its number."
            )
        if last - first > 4:
            raise forms.ValidationError(
                "Headings take up to five rows. Write the first and the last of them."
            )
        return first, last

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        uses = {sample.place: _use(data.get(f"use_{sample.place}", "LEAVE_OUT")) for sample in self.samples}
        levels = [use.depth for use in uses.values() if use.role is Role.LEVEL]
        if not levels and not self.moves_headings:
            self.add_error(None, "Say which column holds the lines: choose Level 1 for it.")
        for place, use in uses.items():
            if use.role is Role.LEVEL and levels.count(use.depth) > 1:
                self.add_error(f"use_{place}", f"Two columns are level {use.depth}. Give each its own level.")
        if sum(use.role is Role.KIND for use in uses.values()) > 1:
            self.add_error(None, "Only one column can say which level the row is.")
        return data

    @property
    def moves_headings(self) -> bool:
        """True where other rows are said to hold the headings: the columns are then read anew."""
        reading = self.upload.reading
        held = (reading.head_from, reading.head_to)
        return bool(self.cleaned_data.get("head", held) != held)

    def reading(self) -> Reading:
        """The reading as it was corrected."""
        data, held = self.cleaned_data, self.upload.reading
        return Reading(
            uses=tuple(_use(data[f"use_{sample.place}"]) for sample in self.samples),
            names=tuple(data[name] for name in self.fields if name.startswith("name_")),
            head_from=held.head_from,
            head_to=held.head_to,
            is_filled_down=data["is_filled_down"],
            has_groups=data["has_groups"],
            group_name=data["group_name"],
            skips_hidden=data.get("skips_hidden", False),
        )


def _held(upload: Upload) -> dict[str, Any]:
    reading = upload.reading
    one, two = reading.head_from, reading.head_to
    return {
        "version": upload.bringing.version,
        "head": str(one) if one == two else f"{one} to {two}",
        "is_filled_down": reading.is_filled_down,
        "has_groups": reading.has_groups,
        "group_name": reading.group_name,
        "skips_hidden": reading.skips_hidden,
        **{f"use_{place}": use_value(use) for place, use in enumerate(reading.uses)},
        **{f"name_{place}": name for place, name in enumerate(reading.names, start=1)},
    }


KINDS = [
    ("CORPORATE", "A corporate strategy"),
    ("SERVICE", "A service plan"),
    ("COMMUNITY", "A partnership strategy"),
    ("FRAMEWORK", "An assessment framework"),
]


class GoalForm(forms.Form):
    """What the plan becomes: an edition of a plan that is held, or of a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    plan = RecordField((), label="It is an edition of", none="A new plan")
    plan_name = forms.CharField(
        label="The new plan is called", required=False, max_length=200, help_text="Only for a new plan"
    )
    kind = forms.ChoiceField(label="The new plan is", choices=KINDS, required=False)
    service = RecordField((), label="Whose service plan is it?", none="No one service's")
    edition_name = forms.CharField(
        label="The edition is called",
        max_length=200,
        help_text="For example 2014/15",
        error_messages={"required": "Name the edition, such as 2014/15"},
    )
    period = forms.CharField(
        label="It covers", required=False, help_text="For example 2014/15, or April 2014 to March 2017"
    )

    def __init__(
        self,
        *given: Any,
        plans: Sequence[Plan],
        services: Sequence[Service],
        tree: PlanTree,
        year_start: YearStart,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.held = {plan.pk: plan for plan in plans}
        self.year_start = year_start
        self.fields["plan"].choices += [(str(plan.pk), plan.name) for plan in plans]  # type: ignore[attr-defined]
        self.fields["service"].choices += [(str(one.pk), one.name) for one in services]  # type: ignore[attr-defined]
        owners, measures = len(tree.unknown_owners), len(tree.unknown_measures)
        if owners:
            self.fields["makes_posts"] = forms.BooleanField(
                label=f"Make {counted(owners, 'post')} of the owners named here that are not on record. "
                "Posts are jobs: leave this if the file names people",
                required=False,
            )
        if measures:
            self.fields["makes_measures"] = forms.BooleanField(
                label=f"Make {counted(measures, 'measure')} of those named here that are not on record. "
                "Otherwise their words are kept, and each line without a measure is a gap",
                required=False,
            )

    def clean_period(self) -> Period | None:
        said = self.cleaned_data["period"].strip()
        if not said:
            return None
        try:
            return parse_period(said, self.year_start)
        except UnreadablePeriod as unclear:
            raise forms.ValidationError(str(unclear)) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("plan") and not str(data.get("plan_name", "")).strip():
            self.add_error("plan_name", "Name the new plan, or choose one that is held.")
        return data

    def goal(self) -> Goal:
        """What was asked, as the action takes it."""
        data = self.cleaned_data
        period: Period | None = data["period"]
        plan = self.held.get(data["plan"]) if data["plan"] else None
        kind = data["kind"] or "CORPORATE"
        return Goal(
            edition_name=" ".join(data["edition_name"].split()),
            plan=plan,
            plan_name=" ".join(data["plan_name"].split()),
            kind=kind,
            service_id=data["service"] if kind == "SERVICE" else None,
            starts_on=period.starts_on if period else None,
            ends_on=period.ends_on if period else None,
            makes_posts=data.get("makes_posts", False),
            makes_measures=data.get("makes_measures", False),
        )
