"""Forms on who is who: remits, bodies that change, words, and further duties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.web.forms.fields import DayField, LinesField, RecordField
from goldenthread.web.forms.kept import KeptForm

if TYPE_CHECKING:
    from datetime import date

    from goldenthread.core.duties import Policy
    from goldenthread.governance.models import Body, Remit
    from goldenthread.people.models import Council, Service, Term


BODIES = (
    ("COUNCIL", "Full council"),
    ("EXECUTIVE", "Executive"),
    ("SCRUTINY", "Overview and scrutiny"),
    ("PARTNERSHIP", "Partnership"),
    ("MANAGEMENT", "Management team"),
)


class RemitForm(forms.Form):
    """The body that scrutinises an element, from which day on, and why."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *given: Any, bodies: Iterable[Body], held: Remit | None, on: date, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["seen"].initial = held.pk if held else None
        self.fields["body"] = RecordField(
            [(body.pk, body.name) for body in bodies],
            label="Body",
            none="Choose a body",
            required=True,
            initial=held.body_id if held else None,
            error_messages={"required": "Choose a body"},
        )
        self.fields["on"] = DayField(
            label="From", required=True, initial=on, error_messages={"required": "Write the day it begins"}
        )
        self.fields["reason"] = LinesField(
            label="Why", required=False, help_text="Needed where it moves from another body"
        )


class BodyForm(KeptForm):
    """A body: its name, its kind, and what papers call it; `seen` is the name that was read."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label="Its name", max_length=200, error_messages={"required": "Write the name of the body."}
    )
    kind = forms.ChoiceField(
        label="What kind of body it is",
        choices=BODIES,
        widget=forms.RadioSelect,
        error_messages={"required": "Say what kind of body it is."},
    )
    short = forms.CharField(label="What papers call it", max_length=20, required=False)

    def __init__(self, *given: Any, held: Body | None = None, **more: Any) -> None:
        super().__init__(*given, held=held, **more)
        del self.fields["version"]  # a body has none: the name that was read stands for it
        self.fields["seen"].initial = held.name if held else ""

    def body_said(self) -> dict[str, str]:
        """What was written of the body."""
        return {name: self.cleaned_data[name] for name in ("name", "kind", "short")}


class ReplaceForm(forms.Form):
    """The body that takes another's place, from which day on, and why."""

    def __init__(self, *given: Any, bodies: Iterable[Body], on: date, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["successor"] = RecordField(
            [(body.pk, body.name) for body in bodies],
            label="The body that takes its place",
            none="Choose a body",
            required=True,
            error_messages={"required": "Choose a body"},
        )
        self.fields["on"] = DayField(
            label="From", required=True, initial=on, error_messages={"required": "Write the day it begins"}
        )
        self.fields["reason"] = LinesField(label="Why", required=False)


class LedgerForm(forms.Form):
    """Which entries of the ledger are asked for."""

    kind = forms.ChoiceField(label="Kind of record", required=False)
    post = forms.ChoiceField(label="By", required=False)
    subject = forms.CharField(label="What it is about", required=False, max_length=200)
    since = DayField(label="From")
    until = DayField(label="Until")

    def __init__(
        self, *given: Any, kinds: Iterable[tuple[str, str]], posts: Iterable[str], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["kind"].choices = [("", "All"), *kinds]  # type: ignore[attr-defined]
        self.fields["post"].choices = [("", "Everybody"), *((post, post) for post in posts)]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What was asked for, by the names that the ledger's queries know."""
        return {name: self.cleaned_data[name] for name in ("kind", "post", "subject", "since", "until")}


class AppointForm(forms.Form):
    """A further duty, and what it is for."""

    duty = forms.ChoiceField(label="Duty", error_messages={"required": "Choose a duty"})
    part = forms.ChoiceField(label="For", required=False)
    reason = LinesField(label="Why", required=False, rows=2)

    def __init__(
        self, *given: Any, policy: Policy, council: Council, services: Iterable[Service], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        named = [(duty.code, duty.name) for duty in policy.duties.values() if duty.may]
        self.fields["duty"].choices = [("", "Choose a duty"), *named]  # type: ignore[attr-defined]
        self.parts = {
            **{f"directorate-{one.pk}": ("directorate", one) for one in council.directorates.all()},
            **{f"service-{one.pk}": ("service", one) for one in services},
        }
        words = [(key, f"{one} ({kind})") for key, (kind, one) in self.parts.items()]
        self.fields["part"].choices = [("", "The whole council"), *words]  # type: ignore[attr-defined]

    def appointment(self) -> dict[str, Any]:
        """What was chosen, as the action takes it."""
        kind, part = self.parts.get(self.cleaned_data["part"], ("", None))
        chosen = {kind: part} if part is not None else {}
        return {"duty": self.cleaned_data["duty"], "reason": self.cleaned_data["reason"], **chosen}


class TermForm(forms.Form):
    """A word of the council's and what it means; `seen` is the meaning as it was when the form was opened."""

    seen = LinesField(required=False, widget=forms.HiddenInput)
    word = forms.CharField(label="Word or abbreviation", max_length=80)
    meaning = LinesField(label="What it means")
    source = forms.CharField(
        label="Where it is from", required=False, help_text="A paper or a page, so that others can check it"
    )

    def __init__(self, *given: Any, term: Term | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        for name in ("word", "meaning", "source") if term else ():
            self.fields[name].initial = getattr(term, name)
        self.fields["seen"].initial = term.meaning if term else ""

    def show_held(self, term: Term) -> None:
        """Keep what was typed, say beside it what is held now, and let it be saved over that."""
        if self.cleaned_data.get("seen") != term.meaning:
            self.data = {**dict(self.data.items()), "seen": term.meaning}
            self["meaning"].help_text = f"Held now: {term.meaning}"

    def facts(self) -> dict[str, str]:
        """The word, its meaning and its source, as the actions take them."""
        return {name: self.cleaned_data[name] for name in ("word", "meaning", "source")}
