"""Forms for a report's words and for Word templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.web.forms.fields import LinesField

_FILE = {"required": "Choose a file", "empty": "The file is empty. Choose another."}


class TemplateForm(forms.Form):
    """A Word template, and what it is called."""

    name = forms.CharField(
        label="What is it called?",
        max_length=200,
        help_text="For example Executive report. A template of this name is replaced",
        error_messages={"required": "Name the template, such as Executive report"},
    )
    file = forms.FileField(
        label="The template", help_text="A Word document (.docx) with marked places, up to 5 MB",
        error_messages=_FILE,
    )  # fmt: skip


class WordsForm(forms.Form):
    """A person's words in one place of a report."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)
    generated = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    text = LinesField(
        label="Your words",
        rows=10,
        required=False,
        help_text="A line is a paragraph. Leave it empty, or as it was, to print what the figures say",
    )


class WordFileForm(forms.Form):
    """A Word file made from a report, with words typed into it."""

    file = forms.FileField(
        label="The Word file",
        help_text="The .docx that was made from this report, with your words typed over its own",
        error_messages=_FILE,
    )


class ProductForm(forms.Form):
    """Which document's words are shown."""

    def __init__(
        self, *given: Any, products: Sequence[tuple[str, str]], parts: Sequence[str], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["product"] = forms.ChoiceField(label="Document", choices=products, required=False)
        if parts:
            named = [(part, part) for part in parts]
            self.fields["part"] = forms.ChoiceField(label="Whose", choices=named, required=False)
