"""The form that asks for the odds of delivery."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.core.odds import RUNS
from goldenthread.resources.odds_permissions import MOST_SEED


class OddsForm(forms.Form):
    """Of which edition, with how many runs and from which seed."""

    edition = forms.ChoiceField(label="Of which plan", error_messages={"required": "Choose a plan."})
    runs = forms.TypedChoiceField(
        label="How many runs",
        help_text="More runs take longer and tell chances apart more finely.",
        choices=[(RUNS, f"{RUNS:,}"), (5 * RUNS, f"{5 * RUNS:,}")],
        coerce=int,
        initial=RUNS,
    )
    seed = forms.IntegerField(
        label="Seed",
        help_text="The same seed gives the same counts. Change it to see how far chance alone moves them.",
        min_value=0,
        max_value=MOST_SEED,
        initial=1,
        error_messages={"invalid": "Write the seed as a whole number, 0 or above."},
    )

    def __init__(self, *given: Any, editions: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["edition"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(pk), name) for pk, name in editions]
