"""Forms: what is asked, and how each field is named, hinted and refused."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from goldenthread.web.forms.fields import LinesField, TableField


class SignInForm(AuthenticationForm):
    """Username and password."""

    error_messages = {
        "invalid_login": "That username and password do not go together. Check both and try again.",
        "inactive": "This account is closed. Ask your council's strategy and performance officer.",
    }


class UploadForm(forms.Form):
    """A file of results."""

    file = TableField(
        label="A table of results",
        help_text="CSV or Excel, with columns measure (its code), period and value. If you like: numerator, "
        "denominator, provisional, state, breakdown, note, explanation, source. 20,000 rows take some "
        "seconds; for a file above 8 MB use the command “goldenthread import observations”",
        otherwise="That is too much for a browser to wait for. Ask whoever runs the server to bring it in "
        "with the command “goldenthread import observations”, or split it.",
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
