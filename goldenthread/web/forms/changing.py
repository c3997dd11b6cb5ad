"""Forms that ask for a change to what was approved, and the one that decides it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.figures import read_value, shown
from goldenthread.core.observed import UnreadableNumber
from goldenthread.core.periods import Period, code
from goldenthread.governance.change_values import kept
from goldenthread.governance.changing import BESIDE, FIELDS, Wish
from goldenthread.governance.grounds import is_target_eased
from goldenthread.measures.queries import plain, shape_of
from goldenthread.measures.sheets import written_of
from goldenthread.reports.tables.measures import period_words
from goldenthread.web.forms.fields import DayField, LinesField, RecordField
from goldenthread.web.forms.grounds import WHICH, because_of, ground_fields
from goldenthread.web.forms.sheets import SheetForm, as_typed

if TYPE_CHECKING:
    from goldenthread.governance.models import Body, Decision
    from goldenthread.measures.models import Measure, Target


def _reason() -> forms.CharField:
    return LinesField(label="Why should it change?")


class TargetAskForm(forms.Form):
    """Ask for another target of a period."""

    period = forms.ChoiceField(label="Of which period")
    value = forms.CharField(
        label="What should the target be?",
        required=False,
        max_length=60,
        help_text="Leave it empty to ask that there be no target",
    )
    stretch = forms.CharField(label="Its stretch, if any", required=False, max_length=60)
    reason = _reason()

    def __init__(
        self,
        *given: Any,
        measure: Measure,
        targets: Iterable[Target],
        bodies: Iterable[Body],
        decisions: Iterable[Decision],
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.measure, self.bodies, self.decisions = measure, list(bodies), list(decisions)
        self.fields.update(ground_fields(self.bodies, self.decisions))
        self.periods: dict[str, Period] = {}
        self.held: dict[str, Decimal] = {}
        choices = []
        for one in targets:
            value = plain(one.value)
            if value is not None:
                key = code(one.period)
                self.periods[key], self.held[key] = one.period, value
                words = period_words(one.period, self.measure.council.year_start)
                choices.append((key, f"{words}: now {shown(value, shape_of(self.measure))}"))
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("value", "stretch"):
            data[name] = self._read(name, data.get(name, ""))
        if not self.errors and not data["ground"]:
            now, would = kept(self.held[data["period"]]), kept(data["value"])
            if is_target_eased(self.measure, {"value": now}, {"value": would}):
                self.add_error("ground", WHICH)
        return data

    def _read(self, name: str, text: str) -> Decimal | None:
        try:
            return read_value(text, shape_of(self.measure)) if text else None
        except UnreadableNumber as unread:
            self.add_error(name, str(unread))
            return None

    def wish(self) -> Wish:
        """What is asked, as the action takes it."""
        data = self.cleaned_data
        after = {"value": data["value"], "stretch": data["stretch"]}
        because = because_of(data, self.bodies, self.decisions)
        return Wish("TARGET", self.measure, after, self.periods[data["period"]], because)


class SheetAskForm(SheetForm):
    """Ask for another sheet, as its own form asks for it: the fields that one kind of request changes."""

    asks = ""

    reason = _reason()

    def __init__(self, *given: Any, measure: Measure, **more: Any) -> None:
        held = written_of(measure)
        more = {"initial": as_typed(held), "posts": (), "services": (), **more}  # posts: of an owner’s form
        super().__init__(*given, held=held, is_approved=False, **more)
        self.measure = measure
        asked = (*FIELDS[self.asks], *BESIDE, "reason")
        self.fields = {name: self.fields[name] for name in asked if name in self.fields}

    def wish(self) -> Wish:
        """What is asked, as the action takes it."""
        sheet, data = self.sheet(), self.cleaned_data
        after = {name: getattr(sheet, name) for name in FIELDS[self.asks]}
        return Wish(
            self.asks, self.measure, {**after, **{name: data[name] for name in BESIDE if name in data}}
        )


class ToleranceAskForm(SheetAskForm):
    """Ask for another tolerance, floor or range."""

    asks = "TOLERANCE"


class BaselineAskForm(SheetAskForm):
    """Ask for another baseline."""

    asks = "BASELINE"


class OwnerAskForm(SheetAskForm):
    """Ask that another post answers for a measure."""

    asks = "OWNER"


class WithdrawalAskForm(forms.Form):
    """Ask that a measure be withdrawn from a day on, or followed again."""

    retired_on = DayField(
        label="From which day should it be followed no more?",
        required=True,
        error_messages={"required": "Say from which day."},
    )
    reason = _reason()

    def __init__(self, *given: Any, measure: Measure, **more: Any) -> None:
        super().__init__(*given, **more)
        self.measure = measure
        if measure.retired_on is not None:
            del self.fields["retired_on"]

    def wish(self) -> Wish:
        """What is asked, as the action takes it."""
        return Wish("WITHDRAWAL", self.measure, {"retired_on": self.cleaned_data.get("retired_on")})


class CountingAskForm(SheetAskForm):
    """Ask that it be counted or judged another way: its polarity, formula, frequency, what is derived."""

    asks = "COUNTING"


class DefinitionAskForm(SheetAskForm):
    """Ask for another definition, method, kind or unit, from a day on."""

    asks = "DEFINITION"

    from_on = DayField(
        label="From which day would it hold?",
        required=True,
        error_messages={"required": "Say from which day."},
    )
    is_comparable = forms.BooleanField(
        label="Figures before and after that day can be set against each other", required=False, initial=True
    )


class DecideForm(forms.Form):
    """Grant a request or decline it, and say why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    is_granted = forms.ChoiceField(
        label="What was decided?",
        choices=[("yes", "Approve it: the change is made at once"), ("no", "Decline it")],
        widget=forms.RadioSelect,
    )
    decision = LinesField(
        label="Why?",
        required=False,
        help_text="Needed where it is declined",
    )

    def __init__(self, *given: Any, bodies: Iterable[Body], can_alone: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        self.bodies = {one.pk: one for one in bodies}
        names = [(pk, one.name) for pk, one in self.bodies.items()]
        none = "No body: I decide it" if can_alone else "Choose the body that decided"
        self.fields["body"] = RecordField(names, none=none, label="Which body decided it?")

    def decided(self) -> dict[str, Any]:
        """The decision as the action takes it."""
        data = self.cleaned_data
        return {
            "is_granted": data["is_granted"] == "yes",
            "decision": data["decision"],
            "body": self.bodies.get(data["body"]),
            "version": data["version"],
        }
