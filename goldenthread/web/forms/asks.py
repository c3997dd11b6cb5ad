"""Forms about one answer or one round: sending back, wording for others, opening again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.web.forms.fields import LinesField

if TYPE_CHECKING:
    from goldenthread.rounds.models import Wording


class BackForm(forms.Form):
    """Why an answer goes back to who gave it."""

    reason = LinesField(
        label="What has to be changed?", required=False, help_text="Who answered reads this beside their line"
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class WordsForm(forms.Form):
    """An answer's words for one audience; empty, the audience reads the original."""

    text = LinesField(label="Words", required=False, help_text="Leave empty to show the original", rows=4)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    audience = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, audience: str, name: str, held: Wording | None) -> None:
        initial = {
            "text": held.text if held else "",
            "seen": held.version if held else 0,
            "audience": audience,
        }
        super().__init__(data, prefix=audience.lower(), initial=initial)
        self.fields["text"].label = f"Words for {name}"

    def show_held(self, held: Wording | None) -> None:
        """Somebody else wrote first: keep what was typed, and let it be saved over what is held now."""
        self.data = {**dict(self.data.items()), self.add_prefix("seen"): held.version if held else 0}


class ReasonForm(forms.Form):
    """Why a round is opened again."""

    reason = LinesField(label="Why is it opened again?", required=False, help_text="Kept in the ledger")
