"""The form of a year's targets: the year's with a shape, or each period's own, and why some are blank."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.core.figures import read_value, shown
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import TargetState, UnreadableNumber, read_number
from goldenthread.core.periods import Period
from goldenthread.core.sentences import start
from goldenthread.core.targets import PROFILES, Profile, Unshaped, shaped
from goldenthread.core.words import number
from goldenthread.measures.queries import shape_of
from goldenthread.measures.targets import Aimed, Blank
from goldenthread.reports.figures.targets import TargetRow, TargetYear
from goldenthread.reports.tables.measures import period_words
from goldenthread.web.forms.fields import DayField, LinesField
from goldenthread.web.forms.held import show_held

if TYPE_CHECKING:
    from goldenthread.people.models import Post

BLANKS = [
    ("", "Nothing new: leave those as they are"),
    (TargetState.TO_BE_SET.value, "A target is still to be set"),
    (TargetState.NO_TARGET.value, "There will be no target"),
    (TargetState.DATA_ONLY.value, "It is followed for information only"),
]


class TargetsForm(forms.Form):
    """One year of a measure's targets."""

    profile = forms.ChoiceField(
        label="How should the year's target be parted?", required=False, widget=forms.RadioSelect
    )
    shares = forms.CharField(
        label="Your own shares",
        required=False,
        max_length=300,
        help_text="Only for “by my own shares”. One for each period in order, such as 30, 20, 20, 30",
    )
    blank_state = forms.ChoiceField(label="For what is left empty above", required=False, choices=BLANKS)
    blank_reason = LinesField(label="Why is there no target?", required=False, rows=2)
    blank_owner = forms.ChoiceField(label="Who will set it", required=False)
    blank_due_on = DayField(label="By when")
    reason = LinesField(
        label="Why these targets?",
        required=False,
        rows=2,
        help_text="Needed where a target that is set already changes",
    )
    explanation = LinesField(label="Why is that right?", required=False, rows=2)

    def __init__(self, *given: Any, shown: TargetYear, posts: Iterable[Post], **more: Any) -> None:
        super().__init__(*given, **more)
        self.year = shown
        self.shape = shape_of(shown.measure)
        self.posts = {str(post.pk): post for post in posts}
        self._choices("blank_owner", [("", "Nobody named"), *((k, str(p)) for k, p in self.posts.items())])
        self._choices("profile", [(one.value, PROFILES[one]) for one in shown.profiles])
        self.fields["profile"].initial = Profile.EACH.value
        self.found: dict[Period, tuple[Decimal | None, Decimal | None]] = {}
        for place, row in enumerate(shown.rows):
            if not shown.is_fixed(row):
                self._add(place, row)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _add(self, place: int, row: TargetRow) -> None:
        when = start(period_words(row.period, self.year.measure.council.year_start))
        typed = self._typed(row)
        for name, words in (("value", "target"), ("stretch", "stretch, if any")):
            self.fields[f"{name}_{place}"] = forms.CharField(
                label=f"{when}: {words}", required=False, max_length=60, initial=typed[name]
            )
        version = row.held.version if row.held else 0
        self.fields[f"version_{place}"] = forms.IntegerField(widget=forms.HiddenInput, initial=version)

    def _typed(self, row: TargetRow) -> dict[str, str]:
        figures = {"value": row.value, "stretch": row.stretch}
        return {name: "" if one is None else self._as_typed(one) for name, one in figures.items()}

    def _as_typed(self, value: Decimal) -> str:
        if self.shape.kind in (Kind.YES_NO, Kind.PLAN_DATE, Kind.LEVEL):
            return shown(value, self.shape)
        return number(value)

    @property
    def lines(self) -> list[tuple[TargetRow, list[BoundField], str]]:
        """Each period with its fields, or the words of a target that only a request can change."""
        found = []
        for place, row in enumerate(self.year.rows):
            names = [f"{name}_{place}" for name in ("value", "stretch", "version")]
            fields = [self[name] for name in names if name in self.fields]
            words = "" if fields or row.value is None else shown(row.value, self.shape)
            found.append((row, fields, words))
        return found

    def part(self, *names: str) -> list[BoundField]:
        return [self[name] for name in names]

    @property
    def parting(self) -> list[BoundField]:
        return self.part("profile", "shares") if len(self.year.profiles) > 1 else []

    @property
    def blank_fields(self) -> list[BoundField]:
        return self.part("blank_state", "blank_reason", "blank_owner", "blank_due_on")

    @property
    def asked(self) -> list[BoundField]:
        return self.part("explanation")

    @property
    def why(self) -> list[BoundField]:
        return self.part("reason")

    def clean(self) -> dict[str, Any]:
        """Read every figure, and part the year's where a shape is asked for."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for place, row in enumerate(self.year.rows):
            value, stretch = row.value, row.stretch
            if f"value_{place}" in self.fields:
                value, stretch = (self._read(f"{name}_{place}") for name in ("value", "stretch"))
                if stretch is not None and value is None and not self.errors:
                    self.add_error(f"stretch_{place}", "A stretch goes beyond a target. Give the target too.")
            self.found[row.period] = (value, stretch)
        profile = Profile(data.get("profile") or Profile.EACH.value)
        if profile is not Profile.EACH and not self.errors:
            self._part(profile, data.get("shares", ""))
        return data

    def _read(self, name: str) -> Decimal | None:
        text = self.cleaned_data.get(name, "")
        try:
            return read_value(text, self.shape) if text else None
        except UnreadableNumber as unread:
            self.add_error(name, str(unread))
            return None

    def _part(self, profile: Profile, shares: str) -> None:
        whole = self.found[self.year.year][0]
        if whole is None:
            self.add_error("profile", "Write the year's target first: it is what is parted.")
            return
        try:
            own = [read_number(one).value for one in shares.split(",") if one.strip()]
            parts = shaped(whole, profile, self.year.shape, own)
        except UnreadableNumber as unread:
            self.add_error("shares", str(unread))
        except Unshaped as unshaped:
            self.add_error("shares" if profile is Profile.OWN_SHARES else "profile", str(unshaped))
        else:
            for period, part in zip(self.year.shape.periods, parts, strict=True):
                self.found[period] = (part, self.found[period][1])

    def targets(self) -> dict[Period, Aimed]:
        """The targets as the action takes them; those that only a request can change are left out."""
        return {
            row.period: Aimed(value, stretch, self.cleaned_data[f"version_{place}"])
            for place, row in enumerate(self.year.rows)
            if f"value_{place}" in self.fields
            for value, stretch in [self.found[row.period]]
            if value is not None
        }

    def blanks(self) -> dict[Period, Blank]:
        """What is left empty, with why; nothing where it stays as it is."""
        data = self.cleaned_data
        emptied = [row for row in self._empty() if row.value is not None]
        rows = self._to_blank() if data["blank_state"] else emptied
        state = TargetState(data["blank_state"] or TargetState.NO_TARGET.value)
        places = {row.period: place for place, row in enumerate(self.year.rows)}
        return {
            row.period: Blank(
                state,
                data["blank_reason"],
                self.posts.get(data["blank_owner"]),
                data["blank_due_on"],
                data[f"version_{places[row.period]}"],
            )
            for row in rows
        }

    def _empty(self) -> list[TargetRow]:
        return [row for row in self.year.rows if self.found[row.period][0] is None]

    def _to_blank(self) -> list[TargetRow]:
        """The empty periods; the whole year where nothing is set or said of any part of it."""
        whole, *parts = self.year.rows
        empty = self._empty()
        if len(empty) == len(self.year.rows) and not any(row.held for row in parts):
            return [whole]
        return [row for row in empty if row is not whole or row.held is not None]

    def show_held(self, now: TargetYear) -> None:
        """Say beside each answer what somebody else saved meanwhile, and let it be saved over."""
        for place, row in enumerate(now.rows):
            if f"value_{place}" in self.fields:
                words = {f"{name}_{place}": typed for name, typed in self._typed(row).items()}
                version = row.held.version if row.held else 0
                show_held(self, version, words)
                self.data = {**dict(self.data.items()), f"version_{place}": version}
