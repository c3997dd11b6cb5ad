"""Forms of meetings, of the route and its steps, of recommendations and work programmes."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from goldenthread.core.route_states import WORK
from goldenthread.core.sentences import start
from goldenthread.web.forms.fields import DayField, LinesField
from goldenthread.web.forms.kept import KeptForm

ADDRESS = "Its address in the committee system"
ADDRESS_HINT = "Begins with https://"
SOURCE = "Where this is from"
REPLIES = (
    ("OPEN", "No reply yet"),
    ("ACCEPTED", "Accepted"),
    ("IN_PART", "Accepted in part"),
    ("NOT_ACCEPTED", "Not accepted"),
    ("NOTED", "Noted"),
)


def address_field() -> forms.CharField:
    return forms.CharField(label=ADDRESS, required=False, max_length=200, help_text=ADDRESS_HINT)


def source_field() -> forms.CharField:
    return forms.CharField(label=SOURCE, required=False)


class MeetingForm(KeptForm):
    """One meeting and its days; those left empty are worked out."""

    RECORDS: ClassVar = {"body": ("Which body meets", "Choose one", "")}
    NEEDED = ("body",)
    ORDER = ("body", "meets_on", "place", "publication_on", "call_in_until", "address", "source")

    meets_on = DayField(label="When it meets", required=True)
    place = forms.CharField(label="Where", max_length=200, required=False)
    publication_on = DayField(
        label="When its papers are published",
        help_text="Leave it empty to have it worked out: five clear working days before, unless your council "
        "counts otherwise",
    )
    call_in_until = DayField(
        label="Until when its decisions can be called in",
        help_text="Leave it empty to have it worked out for the executive; others’ can’t be called in",
    )
    address = address_field()
    source = source_field()


class StepForm(KeptForm):
    """One step of a route: who considers the edition, when, what for, and what can still change."""

    RECORDS: ClassVar = {
        "body": ("Which body considers it", "No one body", ""),
        "meeting": ("At which meeting", "None on record", "Its day is the day of this step"),
    }
    ORDER = ("body", "meeting", "when", "purpose", "what", "influence", "comments_until", "address", "source")

    when = forms.CharField(
        label="When, in words", max_length=100, required=False,
        help_text="Where no meeting is on record: for example the week after",
    )  # fmt: skip
    purpose = forms.CharField(
        label="What it goes there for", max_length=200, required=False,
        help_text="For example to comment on a first draft",
    )  # fmt: skip
    what = LinesField(label="What the body does there, or did", required=False)
    influence = LinesField(
        label="What the body may still influence", required=False,
        help_text="So that members know what their comments can change",
    )  # fmt: skip
    comments_until = DayField(label="Until when comments are taken")
    address = address_field()
    source = source_field()


class HoldForm(KeptForm):
    """That a step was held: on which day, and what the body did."""

    ORDER = ("happened_on", "what")

    happened_on = DayField(label="When the body considered it", required=True)
    what = LinesField(label="What it did", required=False)


class PassOverForm(KeptForm):
    """Why a step isn't held."""

    ORDER = ("because",)

    because = LinesField(label="Why it is passed over")


class RecommendationForm(KeptForm):
    """What a body recommends, and the reply once there is one."""

    ORDER = ("text", "reply", "reply_words", "replied_by", "replied_on", "source")

    text = LinesField(label="What the body recommends")
    reply = forms.ChoiceField(label="The reply", choices=REPLIES, widget=forms.RadioSelect)
    reply_words = LinesField(label="In which words", required=False)
    replied_by = forms.CharField(
        label="Who replies", max_length=200, required=False, help_text="A body or a post: the Executive"
    )
    replied_on = DayField(label="When")
    source = source_field()


class WorkItemForm(KeptForm):
    """One topic that a body means to look into."""

    RECORDS: ClassVar = {
        "body": ("Which body looks into it", "Choose one", ""),
        "meeting": ("At which meeting", "None on record", ""),
    }
    NEEDED = ("body",)
    ORDER = ("body", "topic", "why", "meeting", "when", "state", "outcome", "source")

    topic = forms.CharField(label="Topic", max_length=300)
    why = LinesField(label="Why", required=False, rows=2)
    when = forms.CharField(label="When, in words", max_length=100, required=False)
    state = forms.ChoiceField(label="How it stands", widget=forms.RadioSelect)
    outcome = LinesField(
        label="What came of it", required=False, help_text="Needed once it is done or dropped"
    )
    source = source_field()

    def __init__(self, *given: Any, held: Any = None, **more: Any) -> None:
        super().__init__(*given, held=held, **more)
        codes = (held.state, *WORK.leads[held.state]) if held is not None else WORK.begins
        field: Any = self.fields["state"]
        field.choices = [(code, start(WORK.states[code])) for code in codes]
        field.initial = held.state if held is not None else WORK.begins[0]
