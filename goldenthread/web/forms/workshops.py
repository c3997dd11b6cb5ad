"""Forms of rounds of workshops, their sessions and their lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.web.forms.fields import DayField, LinesField, RecordField, RecordsField

if TYPE_CHECKING:
    from goldenthread.people.models import Partner, Post
    from goldenthread.planning.models import WorkshopRound, WorkshopSession
    from goldenthread.plans.models import Edition, Element, Level

KINDS = (("MEMBER", "Members"), ("OFFICER", "Officers"), ("PARTNER", "Partners"))
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)


class HourField(forms.CharField):
    """A time typed as 10:00, 10.30 or 2pm; gives a time, or None where it is left empty."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("help_text", "For example 10:30")
        super().__init__(required=False, **more)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def to_python(self, value: Any) -> Any:
        said = str(value or "").strip()
        found = _TIME.fullmatch(said)
        if not said:
            return None
        hour = int(found[1]) if found else 99
        if found and found[3]:
            hour = hour % 12 + (12 if found[3].lower() == "pm" else 0) if 1 <= hour <= 12 else 99
        minute = int(found[2] or 0) if found else 0
        if hour > 23 or minute > 59:
            raise forms.ValidationError(f"“{said[:20]}” is not a time we can read. Write it as 10:30.")
        return time(hour, minute)


class RoundForm(forms.Form):
    """One round: of which edition, what it is for, and when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="Name", max_length=200, help_text="For example First round")
    purpose = LinesField(label="What it is for", help_text="What it is to find out or to agree")
    when = forms.CharField(
        label="When, in words", required=False, max_length=100, help_text="For example January 2027"
    )
    starts_on = DayField(label="First day, if it is known")
    ends_on = DayField(label="Last day, if it is known")
    took_part = forms.CharField(label="Who took part, if there is no list", required=False, max_length=300)
    source = forms.CharField(label="Where this is from", required=False)

    def __init__(
        self, *given: Any, editions: Iterable[Edition] = (), round: WorkshopRound | None = None, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        if round is None:
            choices = [(one.pk, f"{one.plan}: {one} ({one.get_state_display()})") for one in editions]
            self.fields["edition"] = RecordField(
                choices, label="About which edition", required=True, none="Choose one"
            )
            self.order_fields(["version", "edition"])
        for name, field in self.fields.items():
            field.initial = getattr(round, name) if round else 0 if name == "version" else None

    def said(self) -> dict[str, Any]:
        return {name: one for name, one in self.cleaned_data.items() if name not in ("version", "edition")}


class SessionForm(forms.Form):
    """One session of a round."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="Title", max_length=200)
    held_on = DayField(label="Day")
    starts_at = HourField(label="Starts at")
    ends_at = HourField(label="Ends at")
    place = forms.CharField(label="Where", required=False, max_length=200)
    notes = LinesField(label="Notes", required=False)

    def __init__(
        self, *given: Any, themes: Iterable[Element], session: WorkshopSession | None = None, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        lines = [(one.pk, one.title) for one in themes]
        self.fields["theme"] = RecordField(lines, label="Theme", none="All themes")
        self.order_fields(["version", "title", "theme"])
        for name, field in self.fields.items():
            held = "theme_id" if name == "theme" else name
            field.initial = getattr(session, held) if session else 0 if name == "version" else None


class ByThemeForm(forms.Form):
    """At which level the themes stand, to make a session for each."""

    def __init__(self, *given: Any, levels: Iterable[Level], chosen: int | None, **more: Any) -> None:
        super().__init__(*given, **more)
        choices = [(one.pk, one.plural) for one in levels]
        self.fields["level"] = RecordField(
            choices, label="A session for each of the", required=True, none="Choose a level"
        )
        self.fields["level"].initial = chosen


class CloseForm(forms.Form):
    """What becomes of the proposals that are neither in the draft nor set aside."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    left = forms.ChoiceField(
        label="What becomes of them?",
        choices=(("KEEP", "They stay open and can still go into the draft"), ("ASIDE", "They are set aside")),
        widget=forms.RadioSelect,
        initial="KEEP",
        required=False,
    )
    reason = LinesField(label="Why, and who sees to it", required=False)


class AskForm(forms.Form):
    """Whom to put on a session's list: lines, posts and partners."""

    kind = forms.ChoiceField(label="What are they?", choices=KINDS, widget=forms.RadioSelect)
    lines = LinesField(
        label="Names, one a line",
        required=False,
        rows=5,
        help_text="Bodies, roles or organisations; after a comma an e-mail address, if you have it",
    )

    def __init__(self, *given: Any, posts: Iterable[Post], partners: Iterable[Partner], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["posts"] = RecordsField(((one.pk, one.title) for one in posts), label="Posts")
        self.fields["partners"] = RecordsField(
            ((one.pk, one.name) for one in partners), label="Partner organisations"
        )
