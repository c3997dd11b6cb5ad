"""The form of bringing in measures of another system: its export, and once it was looked at, what to make."""

from __future__ import annotations

from django import forms


class MeasuresFileForm(forms.Form):
    """An export. `seen` marks which file was looked at: only that one is stored."""

    file = forms.FileField(
        label="The export",
        help_text="CSV or Excel, with a heading for the code and one for the title",
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another."},
    )


class StoreMeasuresForm(MeasuresFileForm):
    """The same file again, to store it."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    makes_posts = forms.BooleanField(
        label="Make posts of the owners named that are not on record. "
        "Posts are jobs: leave this if the file names people",
        required=False,
    )
