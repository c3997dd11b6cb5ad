"""The form that asks for a way out of an overloaded plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.relief import FURTHEST, Rule

if TYPE_CHECKING:
    from goldenthread.plans.models import Edition


def _all(sentence: str) -> dict[str, str]:
    """One sentence for whatever is wrong with a number."""
    return dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence)


TIMES = ((10, "10 seconds"), (60, "A minute"), (300, "Five minutes"))


class PercentField(forms.IntegerField):
    """A whole number of percent, with or without its sign."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(str(value or "").replace("%", "").strip())


def _quarters(label: str, hint: str, such_as: int) -> forms.IntegerField:
    """How many quarters an action may be moved, one way or the other."""
    said = _all(f"Write a number of quarters from 0 to {FURTHEST}, such as {such_as}.")
    return forms.IntegerField(
        label=label, min_value=0, max_value=FURTHEST, help_text=hint, error_messages=said
    )


class WayOutForm(forms.Form):
    """What a way out may do, and how long it may be looked for."""

    edition = forms.TypedChoiceField(
        label="Of which plan", coerce=int, error_messages={"required": "Choose the plan."}
    )
    limit = PercentField(
        label="The limit, in percent",
        min_value=1,
        max_value=200,
        help_text="Of the days that each service can give: 100% fills it, 90% leaves it a tenth to spare",
        error_messages=_all("Write the limit as a whole number from 1 to 200, such as 100."),
    )
    furthest = _quarters("How many quarters a deferral may go", "With 0 none is put off", 4)
    sooner = _quarters(
        "How many quarters an action may be brought forward",
        "What has begun, or waits for something later, stays. With 0 none is brought forward",
        1,
    )
    share = PercentField(
        label="What a quarter’s deferral loses, in percent",
        min_value=0,
        max_value=100,
        help_text="Of the action’s value, for each quarter; dropping it loses all",
        error_messages=_all("Write a whole number from 0 to 100, such as 10."),
    )
    seconds = forms.TypedChoiceField(
        label="Time allowed",
        coerce=int,
        choices=TIMES,
        widget=forms.RadioSelect,
        help_text="It stops sooner where the best is proved; alternatives may take most of it again",
        error_messages={"required": "Choose how long it may take."},
    )

    def __init__(self, *given: Any, editions: Iterable[Edition], **more: Any) -> None:
        super().__init__(*given, **more)
        self.editions = {one.pk: one for one in editions}
        field = self.fields["edition"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, f"{one.plan.name}: {one.name}") for pk, one in self.editions.items()]

    def chosen(self) -> tuple[Edition, Rule, int]:
        """The edition, the rule and the seconds that were asked for."""
        data = self.cleaned_data
        rule = Rule(data["limit"], data["furthest"], data["share"], sooner=data["sooner"])
        return self.editions[data["edition"]], rule, data["seconds"]
