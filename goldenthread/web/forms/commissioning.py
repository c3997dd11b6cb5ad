"""The forms of commissioning reviews and of opportunities with partners."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.commissioning import OPPORTUNITY, REVIEW
from goldenthread.core.sentences import start
from goldenthread.core.state_map import StateMap
from goldenthread.web.forms.fields import DayField, LinesField, RecordField

if TYPE_CHECKING:
    from goldenthread.governance.models import CommissioningReview, Opportunity, Outcome

Pairs = Iterable[tuple[int, str]]
RESOURCES = (
    ("", "Not said"),
    ("EXISTING", "Existing money or staff, linked better"),
    ("IN_KIND", "In kind"),
    ("NEW", "New money"),
)
MOST_OUTCOMES = 6


def _states(held: StateMap, now: str) -> list[tuple[str, str]]:
    """What a thing may be from now on: what it is, and what a move leads to; a new one begins anywhere."""
    codes = [now, *held.leads_to(now)] if now else list(held.states)
    return [(code, start(held.states[code])) for code in codes]


class CommissioningReviewForm(forms.Form):
    """What a review covers, how it stands, who leads it, and which outcomes it defines."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
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

    def __init__(
        self, *given: Any, posts: Pairs, lines: Pairs, review: CommissioningReview | None = None,
        outcomes: Iterable[Outcome] = (), **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*given, **more)
        held, lines = list(outcomes), list(lines)
        state = self.fields["state"]
        assert isinstance(state, forms.ChoiceField)
        state.choices = _states(REVIEW, review.state if review else "")
        self.fields["lead"] = RecordField(posts, label="Which post leads it?")
        if review:
            for name in ("version", "name", "covers", "state", "starts_on", "ends_on", "found", "source"):
                self.fields[name].initial = getattr(review, name)
            self.fields["lead"].initial = review.lead.pk if review.lead else None
        else:
            state.initial = "PROPOSED"
        self.rows = max(3, min(MOST_OUTCOMES, len(held) + 1), len(held))
        for place in range(self.rows):
            one = held[place] if place < len(held) else None
            label = f"Outcome {place + 1} that it defines"
            self.fields[f"outcome_{place}"] = RecordField(
                lines, none="None", label=label, initial=one.element_id if one else None
            )
            self.fields[f"anew_{place}"] = forms.BooleanField(
                label=f"It defines outcome {place + 1} anew",
                required=False,
                initial=bool(one and one.how == "REDEFINES"),
            )
        places = [name for place in range(self.rows) for name in (f"outcome_{place}", f"anew_{place}")]
        self.order_fields(
            ["version", "name", "covers", "state", "starts_on", "ends_on", "lead", *places, "found", "source"]
        )

    def outcomes(self) -> list[tuple[int, str]]:
        """Each outcome once, by its number, with how it is defined."""
        found = {}
        for place in range(self.rows):
            pk = self.cleaned_data[f"outcome_{place}"]
            if pk:
                found[pk] = "REDEFINES" if self.cleaned_data[f"anew_{place}"] else "DEFINES"
        return list(found.items())


class OpportunityForm(forms.Form):
    """With whom, what, where it came from, what becomes of it, and how it goes."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
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

    def __init__(
        self, *given: Any, partners: Pairs, comments: Pairs, lines: Pairs,
        opportunity: Opportunity | None = None, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*given, **more)
        state = self.fields["state"]
        assert isinstance(state, forms.ChoiceField)
        state.choices = _states(OPPORTUNITY, opportunity.state if opportunity else "OPEN")
        state.initial = "OPEN"
        self.fields["partner"] = RecordField(
            partners, none="Choose a partner", label="With which partner?", required=True,
            error_messages={"required": "Choose the partner."},
        )  # fmt: skip
        self.fields["comment"] = RecordField(comments, none="None", label="The comment that it came from")
        self.fields["element"] = RecordField(lines, none="None", label="For which line of the plan?")
        if opportunity:
            plain = ("version", "text", "came_from", "state", "reason", "resource", "progress", "source")
            for name in plain:
                self.fields[name].initial = getattr(opportunity, name)
            for name in ("partner", "comment", "element"):
                self.fields[name].initial = getattr(opportunity, f"{name}_id")
        self.order_fields(
            ["version", "partner", "text", "comment", "came_from", "element", "state", "reason", "resource",
             "progress", "source"]
        )  # fmt: skip


class RemoveForm(forms.Form):
    """Why something recorded by mistake is removed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = LinesField(label="Why is it removed?", rows=2,
                        error_messages={"required": "Say why it is removed."})  # fmt: skip
