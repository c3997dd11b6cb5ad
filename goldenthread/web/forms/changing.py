"""Forms that ask for a change to what was approved, and the one that decides it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.figures import read_value, shown
from goldenthread.core.observed import UnreadableNumber, read_number
from goldenthread.core.periods import Period, code
from goldenthread.core.words import number
from goldenthread.governance.changing import Wish
from goldenthread.measures.queries import plain, shape_of
from goldenthread.reports.tables.measures import period_words
from goldenthread.web.forms.fields import DayField, RecordField

if TYPE_CHECKING:
    from goldenthread.governance.models import Body
    from goldenthread.measures.models import Measure, Target


def _reason() -> forms.CharField:
    return forms.CharField(label="Why should it change?", widget=forms.Textarea(attrs={"rows": 3}))


class AskForm(forms.Form):
    """What the forms that ask share: a measure, and figures read as its own."""

    kind = ""
    figures: tuple[str, ...] = ()

    def __init__(self, *given: Any, measure: Measure, **more: Any) -> None:
        super().__init__(*given, **more)
        self.measure = measure

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.figures:
            data[name] = self._read(name, data.get(name, ""))
        return data

    def _read(self, name: str, text: str) -> Decimal | None:
        try:
            if name == "tolerance":
                return read_number(text).value if text else None
            return read_value(text, shape_of(self.measure)) if text else None
        except UnreadableNumber as unread:
            self.add_error(name, str(unread))
            return None

    def wish(self) -> Wish:
        """What is asked, as the action takes it."""
        data = self.cleaned_data
        after = {name: value for name, value in data.items() if name not in ("reason", "period")}
        return Wish(self.kind, self.measure, after)


class TargetAskForm(AskForm):
    """Ask for another target of a period."""

    kind = "TARGET"
    figures = ("value", "stretch")

    period = forms.ChoiceField(label="Of which period")
    value = forms.CharField(
        label="What should the target be?",
        required=False,
        max_length=60,
        help_text="Leave it empty to ask that there be no target",
    )
    stretch = forms.CharField(label="Its stretch, if any", required=False, max_length=60)
    reason = _reason()

    def __init__(self, *given: Any, targets: Iterable[Target], **more: Any) -> None:
        super().__init__(*given, **more)
        self.periods: dict[str, Period] = {}
        choices = []
        for one in targets:
            value = plain(one.value)
            if value is not None:
                key = code(one.period)
                self.periods[key] = one.period
                words = period_words(one.period, self.measure.council.year_start)
                choices.append((key, f"{words}: now {shown(value, shape_of(self.measure))}"))
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def wish(self) -> Wish:
        return super().wish()._replace(period=self.periods[self.cleaned_data["period"]])


class ToleranceAskForm(AskForm):
    """Ask for another tolerance, floor or range."""

    kind = "TOLERANCE"
    figures = ("tolerance", "floor", "low", "high")

    tolerance = forms.CharField(
        label="Tolerance", required=False, max_length=60, help_text="How far a miss still counts as near"
    )
    tolerance_is_percent = forms.BooleanField(
        label="The tolerance is a percentage of the target", required=False
    )
    floor = forms.CharField(
        label="Floor", required=False, max_length=60, help_text="Below it, a miss is never near"
    )
    low = forms.CharField(label="Lower edge of the range", required=False, max_length=60)
    high = forms.CharField(label="Upper edge of the range", required=False, max_length=60)
    reason = _reason()

    @staticmethod
    def held(measure: Measure) -> dict[str, Any]:
        """What holds now, as the form shows it."""
        names = ("tolerance", "floor", "low", "high")
        figures = {name: plain(getattr(measure, name)) for name in names}
        typed = {name: "" if value is None else number(value) for name, value in figures.items()}
        return {**typed, "tolerance_is_percent": measure.tolerance_is_percent}


class DefinitionAskForm(AskForm):
    """Ask for another definition or method."""

    kind = "DEFINITION"

    definition = forms.CharField(
        label="What is counted", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    method = forms.CharField(
        label="How it is worked out", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    from_on = DayField(label="From which day would it hold?", required=True)
    is_comparable = forms.BooleanField(
        label="Figures before and after that day can be set against each other", required=False, initial=True
    )
    reason = _reason()

    @staticmethod
    def held(measure: Measure) -> dict[str, Any]:
        return {"definition": measure.definition, "method": measure.method}


class DecideForm(forms.Form):
    """Grant a request or decline it, and say why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    is_granted = forms.ChoiceField(
        label="What was decided?",
        choices=[("yes", "Approve it: the change is made at once"), ("no", "Decline it")],
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(
        label="Why?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed where it is declined",
    )

    def __init__(self, *given: Any, bodies: Iterable[Body], **more: Any) -> None:
        super().__init__(*given, **more)
        self.bodies = {one.pk: one for one in bodies}
        names = [(pk, one.name) for pk, one in self.bodies.items()]
        self.fields["body"] = RecordField(names, none="No body: I decide it", label="Which body decided it?")

    def decided(self) -> dict[str, Any]:
        """The decision as the action takes it."""
        data = self.cleaned_data
        return {
            "is_granted": data["is_granted"] == "yes",
            "decision": data["decision"],
            "body": self.bodies.get(data["body"]),
            "version": data["version"],
        }
