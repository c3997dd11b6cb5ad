"""The form that saves a view of a list."""

from __future__ import annotations

from typing import Any

from django import forms


class SaveViewForm(forms.Form):
    """A name for a view, and whether colleagues see it too."""

    name = forms.CharField(
        label="Name of the view",
        max_length=100,
        help_text="For example: Actions without an owner. A name that you have used for this list before "
        "means this view from now on",
        error_messages={"required": "Give the view a name"},
    )
    is_shared = forms.BooleanField(label="Share it with everybody who signs in here", required=False)

    def __init__(self, *given: Any, may_share: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if not may_share:
            del self.fields["is_shared"]

    def view(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {"name": self.cleaned_data["name"], "is_shared": self.cleaned_data.get("is_shared", False)}
