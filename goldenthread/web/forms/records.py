"""Forms: what is asked, and how each field is named, hinted and refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from goldenthread.web.forms.fields import LinesField

if TYPE_CHECKING:
    from goldenthread.governance.models import Paper


class SignInForm(AuthenticationForm):
    """Username and password."""

    error_messages = {
        "invalid_login": "That username and password do not go together. Check both and try again.",
        "inactive": "This account is closed. Ask your council's strategy and performance officer.",
    }


MOST_BY_BROWSER = 8 * 1024 * 1024  # some 200,000 rows of a workbook; more would keep a browser waiting


class UploadForm(forms.Form):
    """A file of results."""

    file = forms.FileField(
        label="A table of results",
        help_text="CSV or Excel, with columns measure (its code), period and value. If you like: numerator, "
        "denominator, provisional, state, breakdown, note, explanation, source. 20,000 rows take some "
        "seconds; for a file above 8 MB use the command “goldenthread import observations”",
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another."},
    )
    good_rows_only = forms.BooleanField(
        label="Store the good rows, and give me the bad ones back as a file", required=False
    )
    restate = LinesField(
        label="Why do figures that are held already change?",
        required=False,
        help_text="Only to restate every figure that differs from the one held. The old ones are kept",
        rows=2,
    )

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > MOST_BY_BROWSER:
            raise forms.ValidationError(
                "The file is larger than 8 MB, too much for a browser to wait for. Ask whoever runs the "
                "server to bring it in with the command “goldenthread import observations”, or split it."
            )
        return given


class ImplicationsForm(forms.Form):
    """For each category a text, or that there are none; and the version of the paper that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, paper: Paper, **more: Any) -> None:
        super().__init__(*given, **more)
        self.categories = [one.category for one in paper.implications.all()]
        self.fields["version"].initial = paper.version
        for place, one in enumerate(paper.implications.all()):
            self.fields[f"text_{place}"] = LinesField(
                label=one.category,
                required=False,
                initial=one.text,
            )
            self.fields[f"none_{place}"] = forms.BooleanField(
                label=f"There are no {one.category} implications", required=False, initial=one.is_none
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for place, category in enumerate(self.categories):
            if data.get(f"none_{place}") and str(data.get(f"text_{place}", "")).strip():
                self.add_error(
                    f"text_{place}",
                    f"{category}: either write the implications or say that there are none, not both.",
                )
        return data

    def show_held(self, paper: Paper) -> None:
        """Keep what was typed, say beside each field what is held now, and let it be saved over that."""
        self.data = {**dict(self.data.items()), "version": paper.version}
        typed = self.answers()
        for place, one in enumerate(paper.implications.all()):
            if typed.get(one.category) != (one.text, one.is_none):
                held = "that there are none" if one.is_none else one.text or "nothing yet"
                self[f"text_{place}"].help_text = f"Held now: {held}"

    def answers(self) -> dict[str, tuple[str, bool]]:
        """By category: the text, and whether there are none."""
        return {
            category: (self.cleaned_data[f"text_{place}"].strip(), self.cleaned_data[f"none_{place}"])
            for place, category in enumerate(self.categories)
        }
