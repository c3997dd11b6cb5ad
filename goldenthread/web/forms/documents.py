"""Forms that ask for a document of frozen figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.reports.making_words import FORMAT_NAMES
from goldenthread.reports.products import NAMES
from goldenthread.web.forms.fields import RecordField

if TYPE_CHECKING:
    from goldenthread.reports.models import Template


class DocumentForm(forms.Form):
    """Which document to make: the product, whose part of it, and the file that it becomes."""

    product = forms.ChoiceField(
        label="Which document",
        choices=[(str(code), words) for code, words in NAMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which document to make."},
    )
    format = forms.ChoiceField(
        label="As",
        choices=[(str(code), words) for code, words in FORMAT_NAMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the file that it becomes."},
    )
    is_plain = forms.BooleanField(label="Without colour", required=False)

    def __init__(
        self, *given: Any, parts: Sequence[str], templates: Iterable[Template] = (), **more: Any
    ) -> None:
        super().__init__(*given, **more)
        whole = [("", "The whole council"), *((one, one) for one in parts)]
        self.fields["part"] = forms.ChoiceField(
            label="Whose part",
            choices=whole,
            required=False,
            help_text="For a scrutiny committee’s part and a directorate on a page only",
        )
        held = [(one.pk, one.name) for one in templates]
        self.fields["template"] = RecordField(held, label="In which Word template", none="None: our own look")
        if not held:
            del self.fields["template"]
        self.order_fields(["product", "part", "format", "template", "is_plain"])
