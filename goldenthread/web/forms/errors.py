"""What is wrong with a field, in words that name it and say what to do instead of Django's own."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError

_STOCK = str(forms.Field.default_error_messages["required"])
_PLAIN: Mapping[str, str] = {
    "max_length": "“{label}” has {show_value:,} letters. Make it {limit_value:,} or fewer.",
    "max_value": "“{label}” is too large. Give a number up to {limit_value:,}.",
    "min_value": "“{label}” is too small. Give {limit_value:,} or more.",
}


def in_plain_words(form: forms.BaseForm, name: str) -> list[str]:
    """Each error of a field; one that has its own words keeps them."""
    return [
        _plain(error, str(form[name].label if name in form.fields else ""))
        for error in form.errors.as_data().get(name, ())
    ]


def _plain(error: ValidationError, label: str) -> str:
    said = " ".join(error.messages)
    if said == _STOCK:
        return f"Fill in “{label}”."
    plain = _PLAIN.get(error.code or "") if said.startswith("Ensure this value") else None
    return plain.format(label=label, **(error.params or {})) if plain else said
