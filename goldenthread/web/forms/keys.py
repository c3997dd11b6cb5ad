"""The form that makes a key for another system."""

from __future__ import annotations

from django import forms


class KeyForm(forms.Form):
    """What a key is for."""

    name = forms.CharField(
        label="What it is for",
        max_length=100,
        help_text="For example “Open data portal”",
        error_messages={"required": "Say what the key is for."},
    )
