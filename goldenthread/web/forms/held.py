"""When somebody else wrote first: what was typed is kept, and what is held now is said beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


def show_held(form: forms.Form, version: int, held: Mapping[str, str]) -> None:
    """Let the form be saved over what is held now, which each field that differs says; `held` is in words."""
    given: Any = form.data
    data = given.copy()  # with every value of a field that takes several
    data["version"] = version
    form.data = data
    for name, words in held.items():
        bound = form[name]
        if str(bound.value() or "") != words:
            bound.help_text = f"Held now: {words or 'nothing'}"
