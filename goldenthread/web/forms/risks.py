"""Forms of the register: a risk, a score, a control, and closing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from goldenthread.core.risks import CONTROL
from goldenthread.core.sentences import start
from goldenthread.web.forms.fields import MOST_LETTERS, DayField, LinesField, RecordField
from goldenthread.web.forms.kept import KeptForm

if TYPE_CHECKING:
    from goldenthread.core.risk_scale import Scale, Step

Pairs = Iterable[tuple[int, str]]
MOST_LINES = 6
NO_POST = "No post named yet"


class RiskForm(KeptForm):
    """What may go wrong, why and with what effect, who answers for it, and the lines that it bears on."""

    RECORDS: ClassVar = {
        "owner_post": ("Which post answers for it", NO_POST, ""),
        "service": ("Of which service", "No one service", "It is found by its service and directorate"),
    }

    code = forms.CharField(label="Its code", max_length=40, help_text="For example CR1")
    title = forms.CharField(label="What may go wrong", max_length=300)
    cause = LinesField(label="Why it may", required=False, rows=2, max_length=MOST_LETTERS)
    effect = LinesField(label="What that would do", required=False, rows=2, max_length=MOST_LETTERS)
    is_key = forms.BooleanField(
        label="A key corporate risk: the Monitor prints it, and everybody may read it", required=False
    )
    next_review_on = DayField(
        label="When it is looked at again",
        help_text="Leave it empty: a score sets the day that its band asks for",
    )
    source = forms.CharField(label="Where this is from", max_length=1_000, required=False)

    def __init__(
        self, *given: Any, lines: Pairs = (), bears_on: Iterable[int] = (), held: Any = None, **more: Any
    ) -> None:
        super().__init__(*given, held=held, **more)
        pairs, chosen = list(lines), list(bears_on)
        self.rows = min(MOST_LINES, len(chosen) + 2) if len(chosen) < MOST_LINES else len(chosen)
        for place in range(self.rows):
            self.fields[f"line_{place}"] = RecordField(
                pairs, none="None", label="Another line" if place else "A line of a plan that it bears on",
                initial=chosen[place] if place < len(chosen) else None,
            )  # fmt: skip
        places = [f"line_{place}" for place in range(self.rows)]
        order = ["version", "code", "title", "cause", "effect", "owner_post", "service", *places]
        self.order_fields([*order, "is_key", "next_review_on", "source"])

    def said(self) -> dict[str, Any]:
        """What was written, with the numbers of the lines under `elements`, each once."""
        given = super().said()
        found = [given.pop(f"line_{place}") for place in range(self.rows)]
        return {**given, "elements": list(dict.fromkeys(pk for pk in found if pk))}


class ScoreForm(KeptForm):
    """How likely and how grave a risk is by the council's scale, on a day, and why."""

    kind = forms.ChoiceField(
        label="What is scored", widget=forms.RadioSelect,
        choices=[
            ("CURRENT", "The risk as it stands now"),
            ("GROSS", "The risk before anything is done about it"),
            ("TARGET", "The risk as it is wanted"),
        ],
    )  # fmt: skip
    on = DayField(label="On which day", required=True)
    why = LinesField(
        label="Why", required=False, help_text="What changed since last time", rows=2, max_length=MOST_LETTERS
    )
    next_review_on = DayField(
        label="When it is looked at again", help_text="Leave it empty for the day that the band asks for"
    )

    def __init__(self, *given: Any, scale: Scale, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, label, steps in (
            ("likelihood", "How likely it is", scale.likelihood),
            ("impact", "How grave it would be", scale.impact),
        ):
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=_steps(steps), coerce=int, widget=forms.RadioSelect
            )
            self.fields[name].initial = (more.get("begin") or {}).get(name)
        self.order_fields(["version", "kind", "likelihood", "impact", "on", "why", "next_review_on"])


def _steps(steps: Iterable[Step]) -> list[tuple[int, str]]:
    return [
        (place, f"{place}. {one.word}{f': {one.means}' if one.means else ''}")
        for place, one in enumerate(steps, start=1)
    ]


class ControlForm(KeptForm):
    """What is done about a risk, how it stands, and who does it by when."""

    RECORDS: ClassVar = {"owner": ("Which post does it", NO_POST, "")}
    ORDER = ("text", "state", "owner", "due_on")

    text = LinesField(label="What is done about it", rows=2, max_length=MOST_LETTERS)
    state = forms.ChoiceField(label="How it stands", widget=forms.RadioSelect)
    due_on = DayField(label="By when")

    def __init__(self, *given: Any, held: Any = None, **more: Any) -> None:
        super().__init__(*given, held=held, begin={"state": "PLANNED"}, **more)
        codes = [held.state, *CONTROL.leads_to(held.state)] if held else CONTROL.begins
        field: Any = self.fields["state"]
        field.choices = [(code, start(CONTROL.states[code])) for code in codes]


class TellForm(KeptForm):
    """How a control stands, as whoever answers for it says."""

    state = forms.ChoiceField(label="How it stands", widget=forms.RadioSelect)

    def __init__(self, *given: Any, held: Any, **more: Any) -> None:
        super().__init__(*given, held=held, **more)
        field: Any = self.fields["state"]
        field.choices = [
            (code, start(CONTROL.states[code])) for code in (held.state, *CONTROL.leads_to(held.state))
        ]


class CloseForm(KeptForm):
    """Why a risk is closed, and when."""

    on = DayField(label="When it was closed", required=True)
    because = LinesField(label="Why it is closed", rows=2, max_length=MOST_LETTERS)


class OpenAgainForm(KeptForm):
    """Why a closed risk is opened again."""

    because = LinesField(label="Why it is opened again", rows=2, max_length=MOST_LETTERS)


class RegisterForm(forms.Form):
    """What the register shows: of which directorate or service, and which risks."""

    directorate = forms.ChoiceField(label="Directorate", required=False)
    service = forms.ChoiceField(label="Service", required=False)
    show = forms.ChoiceField(
        label="Which risks", required=False,
        choices=[
            ("", "Open"), ("overdue", "Overdue for a look"), ("up", "Moved up"),
            ("key", "Key corporate risks"), ("closed", "Closed"),
        ],
    )  # fmt: skip

    def __init__(self, given: Mapping[str, Any], *, directorates: Pairs, services: Pairs) -> None:
        super().__init__(given)
        for name, none, pairs in (
            ("directorate", "All directorates", directorates),
            ("service", "All services", services),
        ):
            field: Any = self.fields[name]
            field.choices = [("", none), *((str(pk), words) for pk, words in pairs)]

    def asked(self) -> dict[str, str]:
        """What was asked; an answer that is none of the choices asks nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
