"""Forms of bids and savings, of what was decided, of criteria and of scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from goldenthread.core.money_scoring import MOST_SCORE
from goldenthread.core.money_told import year_named
from goldenthread.resources.bidding import Score, YearOf
from goldenthread.web.forms.fields import MOST_LETTERS, DayField, LinesField, RecordField
from goldenthread.web.forms.kept import KeptForm
from goldenthread.web.forms.money import PoundsField

if TYPE_CHECKING:
    from goldenthread.resources.models import Bid, Criterion

KINDS = (("GROWTH", "Growth bid"), ("CAPITAL", "Capital bid"), ("SAVING", "Saving"))
OUTCOMES = (
    ("OPEN", "Still for decision"), ("APPROVED", "Approved"), ("REFUSED", "Not approved"),
    ("WITHDRAWN", "Withdrawn"),
)  # fmt: skip


class BidForm(KeptForm):
    """A bid or saving, with what it takes or releases in each of five years."""

    RECORDS: ClassVar = {
        "service": ("Of which service", "The council as a whole", ""),
        "line": ("Which budget line it changes", "None named", ""),
    }
    kind = forms.ChoiceField(label="What it is", choices=KINDS, widget=forms.RadioSelect)
    code = forms.CharField(label="Its code", max_length=40)
    title = forms.CharField(label="Its title", max_length=300)
    about = LinesField(label="What it would do", required=False, max_length=MOST_LETTERS)

    def __init__(self, *given: Any, years: Sequence[int], held: Any = None, **more: Any) -> None:
        super().__init__(*given, held=held, **more)
        self.years = list(years)
        amounts = {one.year: one for one in held.years.all()} if held is not None else {}
        self.years = sorted({*years, *amounts})
        for year in self.years:
            one = amounts.get(year)
            named = year_named(year)
            self.fields[f"recurring_{year}"] = PoundsField(
                label=f"{named}: money that goes on", is_nought=True, initial=one and one.recurring,
                help_text="Pounds a year, until a later year says another. A saving is above 0 too",
            )  # fmt: skip
            self.fields[f"one_off_{year}"] = PoundsField(
                label=f"{named}: money for that year only", is_nought=True, initial=one and one.one_off
            )
        self.fields["source"] = forms.CharField(label="Where this is from", max_length=300, required=False)
        if held is not None:
            self.fields["source"].initial = held.source
        self.order_fields(["version", "kind", "code", "title", "about", "service", "line"])

    def named(self, field: str, record: Any) -> str:
        """A line with its year."""
        return f"{year_named(record.year)}: {record}" if field == "line" else str(record)

    def in_years(self) -> list[YearOf]:
        """What was written of each year."""
        data = self.cleaned_data
        return [YearOf(year, data[f"recurring_{year}"], data[f"one_off_{year}"]) for year in self.years]


class VerdictForm(KeptForm):
    """What was decided of a bid, and the priority it served."""

    ORDER = ("outcome", "priority", "decided_by", "decided_on", "decision")
    outcome = forms.ChoiceField(label="What was decided", choices=OUTCOMES, widget=forms.RadioSelect)
    decided_by = forms.CharField(label="By which body or post", max_length=200, required=False)
    decided_on = DayField(label="On which day")
    decision = LinesField(
        label="Why, and where it is minuted", required=False,
        help_text="Such as: Executive, 17 February 2009, minute 181", max_length=MOST_LETTERS)  # fmt: skip

    def __init__(self, *given: Any, lines: Iterable[tuple[int, str]], held: Bid, **more: Any) -> None:
        super().__init__(*given, held=held, **more)
        self.fields["priority"] = RecordField(
            lines, label="Which priority it serves", none="None named", initial=held.priority_id
        )
        self.order_fields(["version", *self.ORDER])


class CriterionForm(KeptForm):
    """What bids are scored on, and how much it weighs."""

    name = forms.CharField(label="Its name", max_length=200)
    weight = forms.DecimalField(
        label="Its weight", decimal_places=2, min_value=0, max_value=9_999,
        help_text="Against the others’: 30 counts for twice 15",
    )  # fmt: skip
    about = LinesField(label="What earns 0 and what earns 5", required=False, max_length=MOST_LETTERS)
    position = forms.IntegerField(
        label="Its place among the others",
        min_value=0,
        max_value=999,
        required=False,
        help_text="1 stands first; leave it empty to stand last",
    )
    source = forms.CharField(label="Where this is from", max_length=300, required=False)


class ScoresForm(KeptForm):
    """A bid's score on each criterion, with why."""

    def __init__(self, *given: Any, criteria: Sequence[Criterion], held: Bid, **more: Any) -> None:
        super().__init__(*given, held=held, **more)
        self.criteria = list(criteria)
        scores = {one.criterion_id: one for one in held.scores.all()}
        choices = [("", "Not scored"), *((str(n), str(n)) for n in range(MOST_SCORE + 1))]
        for one in self.criteria:
            score = scores.get(one.pk)
            self.fields[f"score_{one.pk}"] = forms.ChoiceField(
                label=f"{one.name}: score", choices=choices, required=False, help_text=one.about,
                initial=str(score.score) if score else "", widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"reason_{one.pk}"] = LinesField(
                label=f"{one.name}: why",
                required=False,
                rows=2,
                initial=score.reason if score else "",
                max_length=MOST_LETTERS,
            )

    def scores(self) -> list[Score]:
        """What was written of each criterion."""
        data = self.cleaned_data
        return [
            Score(
                one,
                int(data[f"score_{one.pk}"]) if data[f"score_{one.pk}"] else None,
                data[f"reason_{one.pk}"],
            )
            for one in self.criteria
        ]
