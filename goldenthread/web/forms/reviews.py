"""The form of a review of the reporting arrangements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.web.forms.fields import DayField, LinesField, RecordField

if TYPE_CHECKING:
    from goldenthread.governance.models import Review
    from goldenthread.people.models import Post


class ReviewForm(forms.Form):
    """What was looked at, what was found, and what is to be done by whom and when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    held_on = DayField(label="When it was held", required=True)
    about = forms.CharField(
        label="What was looked at",
        max_length=200,
        help_text="For example the quarterly report",
    )
    found = LinesField(label="What works and what doesn't")
    to_do = LinesField(label="What is to be done about it", required=False)
    due_on = DayField(label="By when")
    done_on = DayField(label="When it was done", help_text="Leave it empty until it is")

    def __init__(self, *given: Any, posts: Iterable[Post], review: Review | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["owner"] = RecordField(((one.pk, one.title) for one in posts), label="Who does it")
        self.order_fields(["version", "held_on", "about", "found", "to_do", "owner", "due_on", "done_on"])
        for name, field in self.fields.items():
            of_review = "owner_id" if name == "owner" else name
            field.initial = getattr(review, of_review) if review else 0 if name == "version" else None
