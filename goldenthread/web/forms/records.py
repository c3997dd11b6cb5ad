"""Forms: what is asked, and how each field is named, hinted and refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from goldenthread.web.forms.fields import LinesField


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
