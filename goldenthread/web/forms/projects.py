"""Forms of projects and programmes, of their owner's view, and of their parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from goldenthread.core.amounts import AS_MEASURED, POUNDS
from goldenthread.core.projects import PROJECT
from goldenthread.core.sentences import start
from goldenthread.web.forms.amounts import AmountField, YearField
from goldenthread.web.forms.fields import MOST_LETTERS, DayField, LinesField, RecordsField
from goldenthread.web.forms.kept import KeptForm

NO_POST = "No post named yet"
KINDS = (("PROJECT", "A project"), ("PROGRAMME", "A programme of several projects"))
MONEY = (("CAPITAL", "Capital"), ("REVENUE", "Revenue"))
PAYERS = (
    ("BUDGET", "A budget of the council"),
    ("GRANT", "A grant"),
    ("RESERVE", "Reserves"),
    ("BORROWING", "Borrowing"),
    ("PARTNER", "A partner"),
    ("UNFUNDED", "Nobody yet"),
)


def source_field() -> forms.CharField:
    return forms.CharField(label="Where this is from", max_length=1_000, required=False)


class ProjectForm(KeptForm):
    """What a project is, what it is a part of, how far it is, and who answers for it."""

    RECORDS: ClassVar = {
        "parent": ("Of which programme it is a part", "None", ""),
        "sponsor": ("Which post sponsors it", NO_POST, ""),
        "manager": ("Which post manages it", NO_POST, ""),
        "service": ("Of which service", "No one service", ""),
    }
    ORDER = (
        "code", "name", "kind", "parent", "about", "sponsor", "manager", "service", "state", "state_reason",
        "source",
    )  # fmt: skip

    code = forms.CharField(label="Its code", max_length=40, help_text="For example P1")
    name = forms.CharField(label="Its name", max_length=200)
    kind = forms.ChoiceField(label="It is", choices=KINDS, widget=forms.RadioSelect)
    about = LinesField(label="What it does", required=False, max_length=MOST_LETTERS)
    state = forms.ChoiceField(label="How far it is", widget=forms.RadioSelect)
    state_reason = LinesField(
        label="Why it is on hold or stopped, or what came of it", required=False, rows=2,
        help_text="Needed once it is on hold, finished or stopped", max_length=MOST_LETTERS)  # fmt: skip
    source = source_field()

    def __init__(self, *given: Any, held: Any = None, begin: Any = None, **more: Any) -> None:
        first = {"state": "PROPOSED", "kind": "PROJECT", **(begin or {})}
        super().__init__(*given, held=held, begin=first, **more)
        codes = [held.state, *PROJECT.leads_to(held.state)] if held else PROJECT.begins
        field: Any = self.fields["state"]
        field.choices = [(code, start(PROJECT.states[code])) for code in codes]


class ViewForm(KeptForm):
    """How its owner sees a project, beside what the rule works out."""

    view = forms.ChoiceField(label="How you see it", required=False, widget=forms.RadioSelect)
    view_words = LinesField(label="Why, in your own words", required=False, max_length=MOST_LETTERS)
    view_on = DayField(label="On which day", required=True)

    def __init__(
        self, *given: Any, words: Iterable[tuple[str, str]] = (), held: Any = None, **more: Any
    ) -> None:
        super().__init__(*given, held=held, **more)
        field: Any = self.fields["view"]
        field.choices = [*words, ("", "I don’t say")]
        if held is not None and held.view_on is None:
            self.fields["view_on"].initial = (more.get("begin") or {}).get("view_on")


class RisksForm(KeptForm):
    """Which risks of the register bear on a project."""

    def __init__(
        self, *given: Any, risks: Iterable[tuple[int, str]], chosen: Iterable[int], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["risks"] = RecordsField(
            risks, label="Risks of the register that bear on it", initial=list(chosen)
        )


class InvestmentForm(KeptForm):
    """Pounds in one financial year: agreed, forecast and spent, and who pays."""

    ORDER = ("year", "kind", "payer", "funding", "amount", "forecast", "spent", "source")

    year = YearField(label="Which financial year")
    kind = forms.ChoiceField(label="It is", choices=MONEY, widget=forms.RadioSelect)
    payer = forms.ChoiceField(label="Who pays", choices=PAYERS, widget=forms.RadioSelect)
    funding = forms.CharField(label="The budget, grant or fund by name", required=False, max_length=200)
    amount = AmountField(POUNDS, label="Pounds agreed")
    forecast = AmountField(POUNDS, label="Pounds forecast", help_text="Leave it empty where it is as agreed")
    spent = AmountField(POUNDS, label="Pounds spent so far")
    source = source_field()


class StageForm(KeptForm):
    """One stage: when it is planned, and when it was."""

    ORDER = ("name", "starts_on", "ends_on", "forecast_on", "started_on", "ended_on", "position", "source")

    name = forms.CharField(label="The stage", max_length=200)
    starts_on = DayField(label="Planned to start")
    ends_on = DayField(label="Planned to end")
    forecast_on = DayField(label="Expected now to end", help_text="Leave it empty where it is as planned")
    started_on = DayField(label="When it started")
    ended_on = DayField(label="When it ended")
    position = forms.IntegerField(
        label="Its place among the stages", min_value=0, max_value=32_767, required=False,
        help_text="1 for the first",
    )  # fmt: skip
    source = source_field()

    def said(self) -> dict[str, Any]:
        given = super().said()
        return {**given, "position": given["position"] or 0}


class MilestoneForm(KeptForm):
    """A dated promise."""

    ORDER = ("name", "due_on", "forecast_on", "done_on", "source")

    name = forms.CharField(label="The milestone", max_length=200)
    due_on = DayField(label="When it is due", required=True)
    forecast_on = DayField(label="When it is expected", help_text="Leave it empty where it is as due")
    done_on = DayField(label="When it was done", help_text="Leave it empty until it is")
    source = source_field()


class BenefitForm(KeptForm):
    """What gets better, told by a measure."""

    RECORDS: ClassVar = {"measure": ("Which measure tells it", "Choose a measure", "")}
    NEEDED = ("measure",)
    ORDER = ("measure", "words", "baseline", "expected", "due_on", "source")

    words = LinesField(
        label="What gets better, and for whom", required=False, rows=2, max_length=MOST_LETTERS
    )
    baseline = AmountField(
        AS_MEASURED, label="Where the measure began", help_text="In the measure’s own units"
    )
    expected = AmountField(
        AS_MEASURED, label="Where it is expected to come", help_text="In the measure’s own units"
    )
    due_on = DayField(label="By when")
    source = source_field()


class ContributionForm(KeptForm):
    """A line of a plan that a project contributes to, and how."""

    RECORDS: ClassVar = {"element": ("Which line of a plan", "Choose a line", "")}
    NEEDED = ("element",)
    ORDER = ("element", "how", "source")

    how = LinesField(label="What it contributes", rows=2, max_length=MOST_LETTERS)
    source = source_field()

    def named(self, field: str, record: Any) -> str:
        return f"{record.edition.name}: {record.title}"


PART_FORMS: Mapping[str, type[KeptForm]] = {
    "investments": InvestmentForm,
    "stages": StageForm,
    "milestones": MilestoneForm,
    "benefits": BenefitForm,
    "contributions": ContributionForm,
}
