"""Forms of consultations and of the written responses to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.web.forms.comments import VersionForm
from goldenthread.web.forms.fields import DayField, Groups, LinesField, RecordField, TableField, in_groups

KINDS = (("EVENT", "Event"), ("SURVEY", "Survey"), ("WRITTEN", "Written"), ("FORM", "Public form"))
MOST_PEOPLE = 2**31 - 1


def _count(label: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST_PEOPLE, help_text=help_text
    )


class ConsultationForm(VersionForm):
    """Whom we asked, what they were shown, what they said, and what came of it."""

    GROUPS: ClassVar[Groups] = (
        ("what", "The consultation", ("edition", "name", "kind", "is_reference_group")),
        ("when", "When", ("from_on", "until_on", "when")),
        ("who", "People", ("audience", "shown", "asked", "answered")),
        ("support", "Strength of support", ("for_it", "against", "neither", "base")),
        ("came", "What it brought", ("findings", "outcome", "source")),
    )

    name = forms.CharField(label="What it is called", max_length=200)
    kind = forms.ChoiceField(label="What kind it is", choices=KINDS, widget=forms.RadioSelect)
    is_reference_group = forms.BooleanField(
        label="It is a standing group that considers the plan, such as one for equalities", required=False
    )
    audience = forms.CharField(label="Who was asked", max_length=300, required=False)
    from_on = DayField(label="First day")
    until_on = DayField(label="Last day")
    when = forms.CharField(
        label="When, in words", max_length=100, required=False, help_text="Where the days are not known"
    )
    shown = LinesField(label="What people were shown", required=False)
    asked = _count("How many were asked")
    answered = _count("How many answered")
    for_it = _count("How many are for it", "Give all three counts, or none of them. Nobody is 0")
    against = _count("How many are against it")
    neither = _count("How many are neither for nor against")
    base = forms.CharField(
        label="Of whom these three counts are",
        max_length=200,
        required=False,
        help_text="Such as: of those who answered that question",
    )
    findings = LinesField(label="What they said", required=False, rows=4)
    outcome = LinesField(label="What came of it", required=False)
    source = forms.CharField(label="Where this is from", required=False)

    def __init__(self, *given: Any, editions: Iterable[tuple[int, str]] | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        if editions is not None:
            self.fields["edition"] = RecordField(
                editions, label="About which edition", none="Choose an edition", required=True
            )
            self.order_fields(["version", "edition"])

    def groups(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """The fields under their headings."""
        return in_groups(self, self.GROUPS)


class ResponsesForm(forms.Form):
    """A file of written responses."""

    file = TableField(
        label="A table of responses",
        help_text="CSV, Excel or OpenDocument, up to 8 MB, with a column text and, if you like, respondent "
        "(what kind, not a name), about (a line’s code or title) and support (for, against or neither)",
    )
