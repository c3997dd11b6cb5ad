"""Forms for building a plan: a line with all that is said of it, and where it moves, merges or ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from goldenthread.plans.describing import Beside, Part
from goldenthread.plans.origins import Why
from goldenthread.web.forms.fields import DayField, LinesField, RecordField, RecordsField, name_of_choice

if TYPE_CHECKING:
    from goldenthread.plans.models import Element, Tag

TAG_KINDS = (
    ("WARD", "Ward"),
    ("EQUALITIES", "Equalities"),
    ("LEGAL_DUTY", "Legal duty"),
    ("POPULATION", "Population group"),
    ("SUBJECT", "Subject"),
)
KINDS = (
    ("ORDINARY", "Ordinary"),
    ("VISION", "The vision"),
    ("VALUE", "A value"),
    ("CITIZEN", "Faces citizens"),
    ("COMMUNITY", "Faces the community"),
    ("INTERNAL", "Internal: enables the others"),
    ("CROSS_CUTTING", "Runs across all the others"),
    ("AS_USUAL", "Business as usual"),
)
AGREEMENT = (
    ("", "As its edition"),
    ("PROPOSED", "Proposed"),
    ("CONFIRMED", "Confirmed"),
    ("APPROVED", "Approved"),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a council's records offer to choose from."""

    posts: list[tuple[int, str]]
    services: list[tuple[int, str]]
    partners: list[tuple[int, str]]
    tags: list[Tag]

    @property
    def parties(self) -> list[tuple[str, str]]:
        """Services and partners in one list, each with a letter before its number."""
        return [
            *((f"s{pk}", name) for pk, name in self.services),
            *((f"p{pk}", name) for pk, name in self.partners),
        ]


class WhyForm(forms.Form):
    """Why something changes, and who decided it."""

    reason = LinesField(
        label="Why?",
        required=False,
        help_text="Kept with the change, and told to readers of the earlier edition",
        rows=2,
    )
    decided_by = forms.CharField(label="Who decided it?", required=False, max_length=200)
    decided_on = DayField(label="When was it decided?")

    def why(self) -> Why:
        data = self.cleaned_data
        return Why(data["reason"].strip(), data["decided_by"].strip(), data["decided_on"])

    def tell(self, reasons: Iterable[str]) -> None:
        """Put what refused a change where it is put right: beside the question why, or above the form."""
        for reason in reasons:
            self.add_error("reason" if reason.startswith("Say why") else None, reason)


class ElementForm(WhyForm):
    """Everything said of one line."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="Words", max_length=500, error_messages={"required": "Write the words."})
    detail = LinesField(label="In detail", required=False, rows=4)
    code = forms.CharField(label="Code", required=False, max_length=60)
    kind = forms.ChoiceField(label="Kind", choices=KINDS, initial="ORDINARY")
    starts_on = DayField(label="Starts")
    due_on = DayField(label="Done by")
    continuing_since = DayField(
        label="Continuing since", help_text="Where it goes on from an earlier year. For example 1 April 2010"
    )
    rank = forms.IntegerField(
        label="Rank",
        required=False,
        min_value=1,
        max_value=32767,
        help_text="1 comes first",
        widget=forms.TextInput,
    )
    quantity = forms.CharField(label="Quantity", required=False, max_length=200)
    need = LinesField(label="Evidence of need", required=False)
    agreement = forms.ChoiceField(label="How far agreed", choices=AGREEMENT, required=False)
    is_exempt = forms.BooleanField(
        label="Holds exempt information: show it to the council’s own people only", required=False
    )
    new_tag = forms.CharField(label="A new tag", required=False, max_length=200)
    new_tag_kind = forms.ChoiceField(label="The new tag’s kind", choices=TAG_KINDS, required=False)

    GROUPS = (
        ("The line", ("title", "detail", "code", "kind", "quantity", "agreement")),
        ("Who", ("owner_id", "service_id", "portfolio_holder_id", "commissioner", "provider", "partner")),
        ("When", ("starts_on", "due_on", "continuing_since", "rank")),
        ("Found by", (*(f"tags_{kind.lower()}" for kind, _ in TAG_KINDS), "new_tag", "new_tag_kind")),
        ("Why it is there", ("need", "is_exempt")),
        ("This change", ("reason", "decided_by", "decided_on")),
    )
    FACTS = (
        "title", "detail", "code", "kind", "starts_on", "due_on", "continuing_since", "rank", "quantity",
        "need", "agreement", "is_exempt", "owner_id", "service_id", "portfolio_holder_id",
    )  # fmt: skip
    PARTIES = ("commissioner", "provider", "partner")

    def __init__(self, *given: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*given, **more)
        self.choices = choices
        self.fields["owner_id"] = RecordField(choices.posts, label="Owner: the post that answers for it")
        self.fields["service_id"] = RecordField(choices.services, label="Lead service")
        self.fields["portfolio_holder_id"] = RecordField(choices.posts, label="Portfolio holder")
        for role, words in zip(self.PARTIES, ("Commissioned by", "Provided by", "Partners"), strict=True):
            self.fields[role] = forms.MultipleChoiceField(
                label=words, required=False, choices=choices.parties, widget=forms.CheckboxSelectMultiple
            )
        for kind, words in TAG_KINDS:
            held = [(tag.pk, tag.name) for tag in choices.tags if tag.kind == kind]
            self.fields[f"tags_{kind.lower()}"] = RecordsField(held, label=words)
        for name in self.compared:
            self.fields[name].show_hidden_initial = True

    @property
    def compared(self) -> list[str]:
        """The fields that two people may have changed at once."""
        tags = [f"tags_{kind.lower()}" for kind, _ in TAG_KINDS]
        return [*self.FACTS, *self.PARTIES, *tags]

    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The fields under their headings; a group with nothing to choose from is left out."""
        for legend, names in self.GROUPS:
            shown = [self[name] for name in names if self._offers_something(name)]
            if shown:
                yield legend, shown

    def _offers_something(self, name: str) -> bool:
        field = self.fields[name]
        return not isinstance(field, forms.MultipleChoiceField) or bool(field.choices)

    def facts(self) -> dict[str, Any]:
        """What was typed, named as the action takes it."""
        return {name: self.cleaned_data[name] for name in self.FACTS}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        starts, due = data.get("starts_on"), data.get("due_on")
        if starts and due and due < starts:
            self.add_error("due_on", "It can't be done before it starts. Change one of the dates.")
        return data

    def beside(self) -> Beside:
        """Tags and parts as they are to stand."""
        data = self.cleaned_data
        tags = {pk for kind, _ in TAG_KINDS for pk in data[f"tags_{kind.lower()}"]}
        new = data["new_tag"].strip()
        parts = {_part(role.upper(), party) for role in self.PARTIES for party in data[role]}
        kind = data["new_tag_kind"] or TAG_KINDS[0][0]
        return Beside(frozenset(tags), ((kind, new),) if new else (), frozenset(parts))

    def in_words(self, name: str, value: Any) -> str:
        """A field's value as people read it."""
        field = self.fields[name]
        if isinstance(value, list | tuple | set | frozenset):
            return ", ".join(self.in_words(name, one) for one in value) or "None"
        if isinstance(field, forms.ChoiceField):
            return name_of_choice(field, value)
        if isinstance(value, bool):
            return "Yes" if value else "No"
        return str(field.prepare_value(value) if value not in (None, "") else "Nothing")


def _part(role: str, party: str) -> Part:
    number = int(party[1:])
    return Part(role, partner=number) if party[:1] == "p" else Part(role, service=number)


def initial_of(element: Element, beside: Beside, tags: Iterable[Tag]) -> dict[str, Any]:
    """A form's first values: the line as it is held."""
    kinds: Mapping[int, str] = {tag.pk: tag.kind for tag in tags}
    found: dict[str, Any] = {name: getattr(element, name) for name in ElementForm.FACTS}
    found["version"] = element.version
    for role in ElementForm.PARTIES:
        found[role] = [
            f"p{part.partner}" if part.partner else f"s{part.service}"
            for part in sorted(beside.parts, key=str)
            if part.role == role.upper()
        ]
    for kind, _ in TAG_KINDS:
        found[f"tags_{kind.lower()}"] = sorted(tag for tag in beside.tags if kinds.get(tag) == kind)
    return found


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that is no longer as somebody saw it: as it was, as it is now, and what they wrote."""

    label: str
    before: str
    now: str
    mine: str


def clashes(form: ElementForm, now: Mapping[str, Any]) -> list[Clash]:
    """Where what is held now differs from what this person saw when they began."""
    changed = set(form.changed_data)
    seen = {name: form[name].field.to_python(_seen(form, name)) for name in form.compared}
    found = []
    for name in form.compared:
        held = form.fields[name].to_python(form.fields[name].prepare_value(now[name]))
        if _same(seen[name], held):
            continue
        mine = form.in_words(name, form.cleaned_data[name]) if name in changed else "You left it as it was"
        found.append(
            Clash(
                str(form.fields[name].label), form.in_words(name, seen[name]), form.in_words(name, held), mine
            )
        )
    return found


def _seen(form: ElementForm, name: str) -> Any:
    """What the hidden copy beside a field says it held when the page was loaded."""
    field, html = form[name], form[name].html_initial_name
    return field.field.hidden_widget().value_from_datadict(form.data, form.files, html)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, list | tuple) or isinstance(other, list | tuple):
        return {str(v) for v in one or ()} == {str(v) for v in other or ()}
    return str(one if one is not None else "") == str(other if other is not None else "")


def rebased(form: ElementForm, now: Mapping[str, Any]) -> QueryDict:
    """The same form as if it had been begun from what is held now: only what this person changed differs."""
    changed = set(form.changed_data)
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        typed = form.data.getlist(name)  # type: ignore[attr-defined]
        held = _as_posted(field, now.get(name)) if name in form.compared else []
        data.setlist(name, typed if name in changed or name not in form.compared else held)
        if name in form.compared:
            data.setlist(form[name].html_initial_name, held)
    data["version"] = str(now["version"])
    return data


def _as_posted(field: forms.Field, value: Any) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    shown = field.prepare_value(value)
    if isinstance(field, forms.BooleanField):
        return ["on"] if value else []
    return [] if shown is None else [str(shown)]


class MoveForm(WhyForm):
    """Where a line is to hang, at which level, and before which other line."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *given: Any,
        levels: list[tuple[int, str]],
        parents: list[tuple[int, str]],
        others: list[tuple[int, str]],
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.fields["level"] = RecordField(levels, label="Level", none="Choose a level", required=True)
        self.fields["parent"] = RecordField(parents, label="Hangs from", none="Nothing: it stands at the top")
        self.fields["before"] = RecordField(others, label="Stands before", none="Where it stands now")
        self.order_fields(["version", "level", "parent", "before", "reason", "decided_by", "decided_on"])


class MergeForm(WhyForm):
    """Which lines are merged into this one."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, others: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["others"] = RecordsField(
            others,
            label="Which others become part of it?",
            required=True,
            error_messages={"required": "Choose at least one other line to merge into this one."},
        )
        self.order_fields(["version", "others", "reason", "decided_by", "decided_on"])


class ReplaceForm(WhyForm):
    """Which lines of the edition before a line replaces."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, olds: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["olds"] = RecordsField(
            olds,
            label="Which lines of the edition before does it replace?",
            required=True,
            error_messages={"required": "Choose at least one line of the edition before."},
        )
        self.order_fields(["version", "olds", "reason", "decided_by", "decided_on"])


class SplitForm(WhyForm):
    """The parts that a line becomes, one a line."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    parts = LinesField(
        label="What does it become?",
        help_text="Write each part on a line of its own. What hangs from it goes to the first",
        rows=5,
        error_messages={"required": "Write at least two parts, each on a line of its own."},
    )
    field_order = ("version", "parts", "reason", "decided_by", "decided_on")

    def titles(self) -> list[str]:
        return [line for line in self.cleaned_data["parts"].splitlines() if line.strip()]


class RetireForm(WhyForm):
    """What becomes of the lines below one that ends."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, parents: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["under"] = RecordField(
            parents, label="What hangs from it then hangs from", none="Nothing: it stands at the top"
        )
        self.order_fields(["version", "under", "reason", "decided_by", "decided_on"])


class PlaceForm(forms.Form):
    """What an element hangs from in a second plan."""

    def __init__(self, *given: Any, parents: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["parent"] = RecordField(
            parents, label="There it hangs from", none="Nothing: it stands at the top"
        )
