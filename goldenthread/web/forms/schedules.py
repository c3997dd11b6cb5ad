"""The form that has a report made and sent on a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.reports.making_words import FORMAT_NAMES
from goldenthread.reports.products import NAMES
from goldenthread.reports.scheduling import Planned
from goldenthread.web.forms.fields import DayField, RecordField, RecordsField

if TYPE_CHECKING:
    from goldenthread.people.models import Post
    from goldenthread.reports.models import ReportSetting


class ScheduleForm(forms.Form):
    """Which report, as what, on which day and to whom."""

    product = forms.ChoiceField(
        label="Which document",
        choices=[(str(code), words) for code, words in NAMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which document to send."},
    )
    format = forms.ChoiceField(
        label="As",
        choices=[(str(code), words) for code, words in FORMAT_NAMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the file that it becomes."},
    )
    send_on = DayField(label="On which day", required=True, error_messages={"required": "Write a day."})

    def __init__(
        self,
        *given: Any,
        settings: Sequence[ReportSetting],
        posts: Sequence[Post],
        parts: Sequence[str],
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self._settings, self._posts = {one.pk: one for one in settings}, {one.pk: one for one in posts}
        reports = [(one.pk, one.title) for one in settings]
        self.fields["setting"] = RecordField(
            reports, label="Which report", required=True, none="Choose one",
            error_messages={"required": "Choose which report it is of."},
        )  # fmt: skip
        self.fields["part"] = forms.ChoiceField(
            label="Whose part",
            choices=[("", "The whole council"), *((one, one) for one in parts)],
            required=False,
            help_text="For a scrutiny committee’s part and a directorate on a page only",
        )
        self.fields["posts"] = RecordsField(
            [(one.pk, one.title) for one in posts], label="Sent to", required=True,
            error_messages={"required": "Choose at least one post to send it to."},
        )  # fmt: skip
        self.order_fields(["setting", "product", "part", "format", "send_on", "posts"])

    def said(self) -> Planned:
        """The schedule as the actions take it."""
        given = self.cleaned_data
        return Planned(
            self._settings[given["setting"]],
            given["product"],
            given["part"],
            given["format"],
            given["send_on"],
            [self._posts[pk] for pk in given["posts"]],
        )
