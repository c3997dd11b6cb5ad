"""The forms of commissioning reviews and of opportunities with partners."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from goldenthread.core.commissioning import OPPORTUNITY, REVIEW
from goldenthread.core.sentences import start
from goldenthread.core.state_map import StateMap
from goldenthread.web.forms.fields import DayField, LinesField, RecordField
from goldenthread.web.forms.kept import KeptForm

RESOURCES = (
    ("", "Not said"),
    ("EXISTING", "Existing money or staff, linked better"),
    ("IN_KIND", "In kind"),
    ("NEW", "New money"),
)
MOST_OUTCOMES = 6
MOST_LETTERS = 80


def _states(field: Any, held: StateMap, now: str, first: tuple[str, ...]) -> None:
    """Offer what a thing may be: what it is and what a move leads to; a new one what is `first`."""
    codes = (now, *held.leads_to(now)) if now else first
    field.choices = [(code, start(held.states[code])) for code in codes]
    field.initial = now or first[0]


class CommissioningReviewForm(KeptForm):
    """What a review covers, how it stands, who leads it, and which outcomes it defines."""

    RECORDS: ClassVar = {"lead": ("Which post leads it?", "None named", "")}

    name = forms.CharField(label="Its name", max_length=200, error_messages={"required": "Name the review."})
    covers = LinesField(label="What it covers", required=False, rows=2)
    state = forms.ChoiceField(label="How it stands", widget=forms.RadioSelect)
    starts_on = DayField(label="When it starts or started")
    ends_on = DayField(label="When it ends or ended")
    found = LinesField(
        label="What it found, or why it was stopped", required=False,
        help_text="Needed once it has reported or was stopped",
    )  # fmt: skip
    source = forms.CharField(label="Where this is from", max_length=300, required=False)

    def __init__(self, *given: Any, held: Any = None, **more: Any) -> None:
        super().__init__(*given, held=held, **more)
        _states(self.fields["state"], REVIEW, held.state if held else "", tuple(REVIEW.states))
        self.lines = self.chosen.get("outcome", {})
        self.places = self._offer_outcomes(list(held.defined.all()) if held else [])
        plain = ("version", "name", "covers", "state", "starts_on", "ends_on", "lead")
        self.order_fields([*plain, *(name for pair in self.places for name in pair), "found", "source"])

    def _offer_outcomes(self, defined: list[Any]) -> list[tuple[str, str]]:
        """A choice of an outcome and a tick for each that is defined, and for some more."""
        rows = max(3, min(MOST_OUTCOMES, len(defined) + 1), len(defined))
        choices = [(pk, _line(one)) for pk, one in self.lines.items()]
        for place in range(rows):
            one = defined[place] if place < len(defined) else None
            label = f"Outcome {place + 1} that it defines"
            self.fields[f"outcome_{place}"] = RecordField(
                choices, none="None", label=label, initial=one.element_id if one else None
            )
            self.fields[f"anew_{place}"] = forms.BooleanField(
                label=f"It defines outcome {place + 1} anew",
                required=False,
                initial=bool(one and one.how == "REDEFINES"),
            )
        return [(f"outcome_{place}", f"anew_{place}") for place in range(rows)]

    def said(self) -> dict[str, Any]:
        """What was written; each outcome once, with how it is defined."""
        given, found = super().said(), {}
        for outcome, anew in self.places:
            line, is_anew = self.lines.get(given.pop(outcome)), given.pop(anew)
            if line is not None:
                found[line.pk] = (line, "REDEFINES" if is_anew else "DEFINES")
        return {**given, "outcomes": tuple(found.values())}


class OpportunityForm(KeptForm):
    """With whom, what, where it came from, what becomes of it, and how it goes."""

    RECORDS: ClassVar = {
        "partner": ("With which partner?", "Choose a partner", ""),
        "comment": ("The comment that it came from", "None", ""),
        "element": ("For which line of the plan?", "None", ""),
    }
    NEEDED = ("partner",)
    ORDER = ("partner", "text", "comment", "came_from", "element", "state", "reason", "resource", "progress",
             "source")  # fmt: skip

    text = LinesField(
        label="What is the opportunity?", error_messages={"required": "Say what the opportunity is."}
    )
    came_from = forms.CharField(label="Or where else it came from", max_length=300, required=False)
    state = forms.ChoiceField(label="What became of it", widget=forms.RadioSelect)
    reason = LinesField(
        label="How it was taken up, or why it was let go", required=False, rows=2,
        help_text="Needed where it is let go",
    )  # fmt: skip
    resource = forms.ChoiceField(label="With which resources", choices=RESOURCES, required=False)
    progress = LinesField(
        label="How it goes, in words", required=False, rows=2, help_text="For example: slowly starting"
    )
    source = forms.CharField(label="Where this is from", max_length=300, required=False)

    def __init__(self, *given: Any, held: Any = None, **more: Any) -> None:
        super().__init__(*given, held=held, **more)
        state = self.fields["state"]
        _states(state, OPPORTUNITY, held.state if held else "", ("OPEN", *OPPORTUNITY.leads_to("OPEN")))
        self.fields["partner"].error_messages["required"] = "Choose the partner."

    def named(self, field: str, record: Any) -> str:
        """A comment by where it stands and how it begins, a line by its edition and layer."""
        if field == "comment":
            text = record.text
            said = text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"
            return f"{record.edition}, {record.position}: {said}"
        return _line(record) if field == "element" else record.name


def _line(element: Any) -> str:
    return f"{element.edition.name}: {element.level.name}: {element.title}"
