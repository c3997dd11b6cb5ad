"""Forms of papers: the front, the words of a section, rows of records, implications and sign-offs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.web.forms.fields import DayField, Groups, LinesField, RecordField, RecordsField, in_groups
from goldenthread.web.forms.paper_sign_off import post_field

if TYPE_CHECKING:
    from goldenthread.core.paper_template import PaperTemplate
    from goldenthread.governance.models import Body, Meeting, Paper
    from goldenthread.plans.models import Edition

KINDS = (("DECISION", "For decision"), ("DISCUSSION", "For discussion"), ("NOTING", "For noting"))
ANSWERS = {"": None, "yes": True, "no": False}
ANNEXES = (
    ("NAMED", "A document kept elsewhere"),
    ("PICTURE", "Made from the plan: the strategy on a page"),
    ("EXAMPLE", "Made from the plan: an example of the strategy on a page"),
    ("ACTIONS", "Made from the plan: the action plan"),
    ("CHANGES", "Made from the plan: what changed since the edition before"),
    ("COMMENTS", "Made from the plan: the register of comments"),
    ("ROUTE", "Made from the plan: its route"),
)
BLANK_ROWS = 2


class FrontForm(forms.Form):
    """The head of a paper; with `templates`, of a new one, whose form is chosen here."""

    GROUPS: ClassVar[Groups] = (
        ("what", "The paper", ("template", "title", "report_of", "kind")),
        ("where", "Where it goes", ("body", "meeting", "meets_on", "portfolio", "decision_maker")),
        ("about", "What it is about", ("edition", "is_whole", "snapshot", "wards")),
        ("rules", "Notice and access", ("key_decision", "forward_plan", "is_exempt", "exempt_because")),
        ("behind", "What goes with it", ("background", "address")),
    )

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="Title", max_length=200)
    report_of = forms.CharField(
        label="Report of",
        max_length=200,
        help_text="The post that owns it, for example Director of Resources",
    )
    kind = forms.ChoiceField(label="What it is put for", choices=KINDS, widget=forms.RadioSelect)
    meets_on = DayField(label="Day of the meeting", help_text="Where the meeting is not on the list above")
    is_whole = forms.BooleanField(
        label="It puts the whole strategy to the body, so it waits until every round of workshops is closed",
        required=False,
    )
    wards = forms.CharField(
        label="Wards affected", max_length=300, required=False, help_text="Their names, or All"
    )
    portfolio = forms.CharField(label="Portfolio of", max_length=200, required=False)
    decision_maker = forms.CharField(label="Final decision-maker", max_length=200, required=False)
    key_decision = forms.ChoiceField(
        label="Is it a key decision?",
        choices=(("", "Not said yet"), ("yes", "Yes"), ("no", "No")),
        widget=forms.RadioSelect,
        required=False,
    )
    forward_plan = forms.CharField(label="Reference in the forward plan", max_length=60, required=False)
    is_exempt = forms.BooleanField(label="It holds exempt information", required=False)
    exempt_because = forms.CharField(
        label="On what ground it is exempt",
        max_length=300,
        required=False,
        help_text="The paragraph of Schedule 12A of the Local Government Act 1972, and why it applies",
    )
    background = LinesField(label="Background papers", required=False, help_text="One a line")
    address = forms.CharField(
        label="Address of the same paper in the committee system", max_length=200, required=False
    )

    def __init__(
        self,
        *given: Any,
        bodies: Iterable[Body],
        meetings: Iterable[Meeting],
        editions: Iterable[Edition],
        snapshots: Iterable[tuple[str, str]],
        templates: Iterable[PaperTemplate] = (),
        paper: Paper | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.fields["body"] = RecordField(
            ((one.pk, one.name) for one in bodies), label="Put to", none="No body yet"
        )
        self.fields["meeting"] = RecordField(
            ((one.pk, str(one)) for one in meetings), label="Meeting", none="Not on the list"
        )
        self.fields["edition"] = RecordField(
            ((one.pk, str(one)) for one in editions), label="Which plan it is about", none="No plan"
        )
        self.fields["snapshot"] = forms.ChoiceField(
            label="Frozen figures that the text may name",
            choices=[("", "None"), *snapshots],
            required=False,
            help_text="The text then says {measures on target}, and the figure of the snapshot stands there",
        )
        forms_of = [(one.code, one.name) for one in templates]
        if forms_of:
            self.fields["template"] = forms.ChoiceField(
                label="Form of the paper", choices=forms_of, widget=forms.RadioSelect
            )
        self.order_fields(["version", *(name for _, _, names in self.GROUPS for name in names)])
        self._begin(paper)

    def _begin(self, paper: Paper | None) -> None:
        for name, field in self.fields.items():
            if name == "key_decision":
                held: Any = {True: "yes", False: "no", None: ""}[paper.is_key_decision if paper else None]
            elif name in ("body", "meeting", "edition"):
                held = getattr(paper, f"{name}_id", None)
            elif name == "version":
                held = paper.version if paper else 0
            else:
                held = getattr(paper, name, None)
            field.initial = held

    def groups(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """The fields under their headings."""
        return in_groups(self, self.GROUPS)

    def said(self) -> dict[str, Any]:
        """The fields of a paper's front, with numbers where records are chosen."""
        given = dict(self.cleaned_data)
        given["is_key_decision"] = ANSWERS[given.pop("key_decision")]
        return given


class SectionForm(forms.Form):
    """The words of one section."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = LinesField(
        label="Words",
        required=False,
        rows=16,
        help_text="A blank line ends a paragraph. ## begins a heading, and - a line of a list",
    )

    def __init__(self, *given: Any, label: str, hint: str = "", **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["text"].label = label
        if hint:
            self.fields["text"].help_text = f"{hint}. {self.fields['text'].help_text}"


@dataclass(frozen=True, slots=True)
class Kept:
    """One field of a row: its name, how it is asked, and what an empty one gives."""

    name: str
    make: Callable[[RowsForm], forms.Field]
    empty: Any = ""


def _line(label: str, most: int = 200, hint: str = "") -> Callable[[RowsForm], forms.Field]:
    return lambda form: forms.CharField(label=label, max_length=most, required=False, help_text=hint)


def _lines(label: str, hint: str = "", rows: int = 3) -> Callable[[RowsForm], forms.Field]:
    return lambda form: LinesField(label=label, required=False, help_text=hint, rows=rows)


def _tick(label: str) -> Callable[[RowsForm], forms.Field]:
    return lambda form: forms.BooleanField(label=label, required=False)


def _option(form: RowsForm) -> forms.Field:
    return RecordField(
        ((number, f"Option {number}") for number in form.options), label="Takes option", none="No one option"
    )


def _element(form: RowsForm) -> forms.Field:
    return RecordField(form.elements, label="Line of the plan that it touches", none="None")


def _taken(form: RowsForm) -> forms.Field:
    """Which risk of the register a statement was taken from, carried along unseen."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


def _annex(form: RowsForm) -> forms.Field:
    return forms.ChoiceField(label="What it is", choices=ANNEXES)


# What each part of a paper is made of, by the part's name in its address.
PARTS: Mapping[str, tuple[str, tuple[Kept, ...]]] = {
    "options": (
        "Option",
        (
            Kept("text", _lines("What the option is", rows=2)),
            Kept("advantages", _lines("Advantages", "One a line")),
            Kept("disadvantages", _lines("Disadvantages", "One a line")),
            Kept("does_nothing", _tick("This option is to do nothing"), False),
        ),
    ),
    "recommendations": (
        "Recommendation",
        (
            Kept("text", _lines("What is asked", rows=2)),
            Kept("reason", _lines("Reason", rows=2)),
            Kept("asks", _line("Of whom", hint="Where it is not the body itself, for example Members")),
            Kept("option", _option, None),
        ),
    ),
    "risks": (
        "Risk",
        (
            Kept("cause", _lines("What may happen", rows=2)),
            Kept("effect", _lines("What would follow", rows=2)),
            Kept("control", _lines("What is done about it", rows=2)),
            Kept("element_id", _element, None),
            Kept("risk_id", _taken, None),
        ),
    ),
    "contacts": (
        "Contact",
        (
            Kept("role", _line("Role", 60, "Author, Co-author, Chief officer responsible")),
            Kept("name", _line("Name")),
            Kept("post", _line("Post")),
            Kept("team", _line("Team")),
            Kept("phone", _line("Telephone", 40)),
        ),
    ),
    "annexes": ("Annex", (Kept("kind", _annex, "NAMED"), Kept("title", _line("Title", 300)))),
}
# What alone leaves a row empty: a choice that always has a value doesn't fill it.
_ALWAYS = frozenset({"kind", "does_nothing", "risk_id"})


class RowsForm(forms.Form):
    """Several records of one kind on one page, with two blank rows; a row that is emptied is taken off."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *given: Any,
        part: str,
        held: Sequence[Any],
        version: int,
        options: Iterable[int] = (),
        elements: Iterable[tuple[int, str]] = (),
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.one, self.kept = PARTS[part]
        self.options, self.elements, self.held = list(options), list(elements), held
        self.count = len(held) + BLANK_ROWS
        self.fields["version"].initial = version
        for place in range(self.count):
            for one in self.kept:
                field = one.make(self)
                field.initial = getattr(held[place], one.name) if place < len(held) else one.empty
                self.fields[f"{one.name}_{place}"] = field

    def rows(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Each row's heading and its fields."""
        for place in range(self.count):
            number = getattr(self.held[place], "register_number", "") if place < len(self.held) else ""
            taken = f", taken from the register as {number}" if number else ""
            yield f"{self.one} {place + 1}{taken}", [self[f"{one.name}_{place}"] for one in self.kept]

    def said(self) -> list[dict[str, Any]]:
        """The rows that hold something, in order."""
        found = [
            {one.name: self._value(f"{one.name}_{place}", one.empty) for one in self.kept}
            for place in range(self.count)
        ]
        return [row for row in found if any(v for name, v in row.items() if name not in _ALWAYS)]

    def _value(self, name: str, empty: Any) -> Any:
        value = self.cleaned_data.get(name)
        return empty if value in (None, "") else value


class RisksTakenForm(forms.Form):
    """Which risks of the register to take into a paper."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, risks: Iterable[tuple[int, str]], version: int) -> None:
        super().__init__(*given)
        self.fields["version"].initial = version
        self.fields["risks"] = RecordsField(risks, label="Risks of the register to take in")


class ImplicationsForm(forms.Form):
    """For each category a text, or that there are none; with whom it depends on and who signs it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *given: Any,
        paper: Paper,
        version: int,
        signs: bool,
        elements: Iterable[tuple[int, str]],
        posts: Iterable[str] = (),
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.rows_held, self.signs = list(paper.implications.all()), signs
        self.fields["version"].initial = version
        options = [(one.number, f"Option {one.number}") for one in paper.options.all()]
        lines, titles = list(elements), list(posts)
        for place, one in enumerate(self.rows_held):
            self.fields[f"text_{place}"] = LinesField(label=one.category, required=False, initial=one.text)
            self.fields[f"none_{place}"] = forms.BooleanField(
                label=f"There are no {one.category} implications", required=False, initial=one.is_none
            )
            if options:
                self.fields[f"option_{place}"] = RecordField(
                    options, label="Only if this option is taken", none="Whichever is", initial=one.option
                )
            self.fields[f"year_{place}"] = forms.CharField(
                label="When it falls", max_length=40, required=False, initial=one.year
            )
            self.fields[f"element_{place}"] = RecordField(
                lines, label="Taken up in this line of the plan", none="None", initial=one.element_id
            )
            if signs:
                self.fields[f"signer_{place}"] = post_field("Post that signs it off", titles, one.signer)

    def rows(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Each category and its fields."""
        for place, one in enumerate(self.rows_held):
            names = ("text", "none", "option", "year", "element", "signer")
            yield one.category, [self[f"{n}_{place}"] for n in names if f"{n}_{place}" in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for place, one in enumerate(self.rows_held):
            if data.get(f"none_{place}") and str(data.get(f"text_{place}", "")).strip():
                self.add_error(
                    f"text_{place}",
                    f"{one.category}: either write the implications or say that there are none, not both.",
                )
        return data

    def answers(self) -> dict[str, dict[str, Any]]:
        """By category what is said of it."""
        return {one.category: self._answer(place) for place, one in enumerate(self.rows_held)}

    def _answer(self, place: int) -> dict[str, Any]:
        given = self.cleaned_data
        found = {
            "text": given[f"text_{place}"].strip(),
            "is_none": given[f"none_{place}"],
            "year": given[f"year_{place}"].strip(),
            "element_id": given[f"element_{place}"],
            "option": given.get(f"option_{place}"),
        }
        return found | ({"signer": given[f"signer_{place}"].strip()} if self.signs else {})

    def show_held(self, paper: Paper, version: int) -> None:
        """Keep what was typed, say beside each field what is held now, and let it be saved over that."""
        self.data = {**dict(self.data.items()), "version": version}
        typed = self.answers()
        for place, one in enumerate(paper.implications.all()):
            said = typed.get(one.category)
            if said and (said["text"], said["is_none"]) != (one.text, one.is_none):
                held = "that there are none" if one.is_none else one.text or "nothing yet"
                self[f"text_{place}"].help_text = f"Held now: {held}"
