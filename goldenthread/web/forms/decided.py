"""Forms of decisions, tasks, minutes and endorsements."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from goldenthread.core.sentences import on_day
from goldenthread.web.forms.fields import DayField, LinesField
from goldenthread.web.forms.kept import KeptForm
from goldenthread.web.forms.route import address_field, source_field

AGREES = (
    ("YES", "As recommended"),
    ("IN_PART", "As recommended only in part"),
    ("NO", "Otherwise than recommended"),
    ("NOTHING", "Nothing was recommended"),
)
ORIGINS = (
    ("DECISION", "A decision"),
    ("CONDITION", "A condition of a decision"),
    ("PROMISE", "A promise"),
    ("RECOMMENDATION", "A recommendation or request"),
)
INVITED = (("MEMBER", "Members"), ("OFFICER", "Officers"), ("PARTNER", "Partners"))
KINDS = (
    ("QUESTION", "Question"),
    ("ANSWER", "Answer"),
    ("PROMISE", "Promise"),
    ("VIEW", "View"),
    ("RESOLVED", "Resolved"),
)


class DecisionTakenForm(KeptForm):
    """What a body decided, apart from what was recommended to it."""

    RECORDS: ClassVar = {
        "body": ("Which body decided", "Choose one", ""),
        "meeting": ("At which meeting", "None on record", ""),
        "paper": ("On which paper", "No paper is held", ""),
        "step": ("At which step of a route", "None", ""),
    }
    NEEDED = ("body",)
    GROUPS = (
        ("what", "The decision", ("body", "about", "decided_on", "text", "conditions", "adopts")),
        ("advice", "The recommendation", ("paper", "recommended", "agrees", "reason")),
        ("where", "Where and until when", ("meeting", "step", "call_in_until")),
        ("from", "Where it is kept", ("address", "source")),
    )

    about = forms.CharField(label="What it is a decision on", max_length=200)
    decided_on = DayField(label="When", required=True)
    recommended = LinesField(
        label="What was recommended", required=False, rows=2,
        help_text="Only where the paper that says so is not held here",
    )  # fmt: skip
    text = LinesField(label="What was decided")
    agrees = forms.ChoiceField(
        label="Is that what was recommended?", choices=AGREES, widget=forms.RadioSelect
    )
    reason = LinesField(
        label="The body’s own reason", required=False, help_text="Needed where it is not as recommended"
    )
    conditions = LinesField(label="Its conditions", required=False, help_text="One a line")
    call_in_until = DayField(
        label="Until when it can be called in", help_text="Leave it empty to have it worked out"
    )
    adopts = forms.BooleanField(
        label="By this, Council adopts the edition at the last step of its route: from then on its lines "
        "change by request only",
        required=False,
    )
    address = address_field()
    source = source_field()

    def __init__(self, *given: Any, held: Any = None, **more: Any) -> None:
        super().__init__(*given, held=held, **more)
        if held is not None:
            del self.fields["adopts"]


class CallInForm(KeptForm):
    """That a decision was called in, why, and what came of that."""

    ORDER = ("called_in_on", "called_in_because", "call_in_outcome")

    called_in_on = DayField(label="When it was called in", required=True)
    called_in_because = LinesField(label="Why")
    call_in_outcome = LinesField(
        label="What came of it", required=False, help_text="Leave it empty until the call-in is over"
    )


class TaskForm(KeptForm):
    """What is to be done, what it came of, by whom and when."""

    RECORDS: ClassVar = {
        "decision": ("Which decision", "None", "For a decision or a condition of one"),
        "minute": ("Which promise", "None", "For a promise"),
        "recommendation": ("Which recommendation", "None", "For a recommendation or request"),
        "owner": ("Which post does it", "None named", ""),
    }
    GROUPS = (
        ("what", "The task", ("text", "owner", "who", "due_on")),
        ("origin", "What it came of", ("origin", "decision", "minute", "recommendation")),
        ("stands", "How it stands", ("done_on", "outcome", "source")),
    )

    text = LinesField(label="What is to be done")
    origin = forms.ChoiceField(label="It came of", choices=ORIGINS, widget=forms.RadioSelect)
    who = forms.CharField(
        label="Or who, in words", max_length=200, required=False, help_text="For a partner or a body"
    )
    due_on = DayField(label="By when")
    done_on = DayField(label="When it was done", help_text="Leave it empty until it is")
    outcome = LinesField(label="What came of it", required=False, help_text="Needed once it is done")
    source = source_field()


class FollowForm(KeptForm):
    """How a task stands: done, and what came of it."""

    ORDER = ("done_on", "outcome")

    done_on = DayField(label="When it was done", help_text="Leave it empty to open it again")
    outcome = LinesField(label="What came of it", required=False)


class MinuteForm(KeptForm):
    """One entry of the minutes."""

    RECORDS: ClassVar = {
        "meeting": ("At which meeting", "None on record", ""),
        "step": ("Or at which step of a route", "None", "Where no meeting is on record"),
        "answers": ("Which question it answers", "None", "For an answer or a promise"),
    }
    GROUPS = (
        ("said", "The entry", ("kind", "text", "said_by", "answers")),
        ("where", "Where", ("meeting", "step", "source")),
        ("promise", "For a promise", ("due_on", "followed_on", "came_of_it")),
    )

    kind = forms.ChoiceField(label="What it is", choices=KINDS, widget=forms.RadioSelect)
    text = LinesField(label="What was said")
    said_by = forms.CharField(
        label="By whom", max_length=200, required=False, help_text="A post or a role: the Chair"
    )
    due_on = DayField(label="By when it is promised")
    followed_on = DayField(label="When the promise was followed up")
    came_of_it = LinesField(label="What came of the promise", required=False)
    source = source_field()


class EndorsementForm(KeptForm):
    """That a body endorsed a plan of partners."""

    RECORDS: ClassVar = {
        "body": ("Which body", "Choose one", ""),
        "plan": ("Which plan", "Choose one", ""),
        "edition": ("Which edition", "None in particular", ""),
    }
    NEEDED = ("body", "plan")
    ORDER = ("body", "plan", "edition", "endorsed_on", "text", "address", "source")

    endorsed_on = DayField(label="When", required=True)
    text = LinesField(label="In what words", required=False)
    address = address_field()
    source = source_field()


class InviteAsDecidedForm(KeptForm):
    """Whom a decision asks to take part, and in which session of a workshop."""

    RECORDS: ClassVar = {"session": ("To which session", "Choose one", "")}
    NEEDED = ("session",)
    ORDER = ("session", "kind", "who")

    kind = forms.ChoiceField(label="They are", choices=INVITED, widget=forms.RadioSelect)
    who = LinesField(
        label="Who is invited",
        rows=6,
        help_text="One a line: a post, body or role, with an e-mail address after a comma or without one",
    )

    def named(self, field: str, record: Any) -> str:
        """A session by its round and day."""
        when = f", {on_day(record.held_on)}" if record.held_on else ""
        return f"{record.round.edition}, {record.round}: {record}{when}"
