"""Forms for plans, their editions and levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.planning.copying import NewEdition
from goldenthread.web.forms.editing import WhyForm
from goldenthread.web.forms.fields import DayField, LinesField, RecordField

if TYPE_CHECKING:
    from goldenthread.plans.models import Edition, Level

PLAN_KINDS = (
    ("CORPORATE", "Corporate strategy"),
    ("COMMUNITY", "Partnership strategy"),
    ("SERVICE", "Service plan"),
    ("FRAMEWORK", "Assessment framework"),
)
NEEDS = (
    ("needs_owner", "An owner and a date"),
    ("needs_measure", "A measure"),
    ("needs_budget", "A budget line"),
    ("needs_capacity", "Its capacity confirmed"),
    ("needs_carrier", "A service plan that carries it"),
    ("needs_evidence", "Evidence"),
    ("needs_update", "An update each quarter"),
)


def short_name() -> forms.RegexField:
    """A name that can be part of an address."""
    return forms.RegexField(
        r"^[-a-zA-Z0-9_]{1,40}$",
        label="Short name",
        help_text="Part of its address: letters, digits and hyphens. For example 2009-12",
        error_messages={"invalid": "Use up to 40 letters, digits and hyphens."},
    )


class StartForm(WhyForm):
    """A new edition from an old one."""

    name = forms.CharField(label="Name", max_length=200)
    slug = short_name()
    starts_on = DayField(label="Starts")
    ends_on = DayField(label="Ends")
    update_number = forms.IntegerField(
        label="Which yearly update of the strategy is it?",
        required=False,
        min_value=1,
        max_value=50,
        help_text="2 for the second; leave it empty for a new strategy",
        widget=forms.TextInput,
    )

    def __init__(self, *given: Any, old: Edition, levels: list[Level], **more: Any) -> None:
        super().__init__(*given, **more)
        self.old = old
        self.fields["without_levels"] = forms.MultipleChoiceField(
            label="Levels that it does without",
            required=False,
            choices=[(level.key, level.plural) for level in levels],
            widget=forms.CheckboxSelectMultiple,
            help_text="Their lines stay in the old edition. What hung from them hangs from the line above",
        )
        self.fields["reason"].required = True
        self.fields["reason"].label = "Why is there a new edition?"
        self.fields["reason"].error_messages["required"] = "Say why there is a new edition."
        self.order_fields(
            ["name", "slug", "starts_on", "ends_on", "update_number", "without_levels", "reason"]
        )

    def new_edition(self) -> NewEdition:
        data = self.cleaned_data
        return NewEdition(
            slug=data["slug"],
            name=" ".join(data["name"].split()),
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            update_number=data["update_number"],
            without_levels=frozenset(data["without_levels"]),
            why=self.why(),
        )


class AdoptForm(forms.Form):
    """Who adopted an edition and when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    adopted = forms.CharField(
        label="Who adopted it?",
        max_length=200,
        help_text="Printed beside its title as you write it. For example: Council, 26 February 2009",
        error_messages={"required": "Say who adopted it: the body, and the day."},
    )
    adopted_on = DayField(label="On which day?")


class NewPlanForm(forms.Form):
    """A plan with its first edition and the levels that it begins with."""

    name = forms.CharField(label="The plan’s name", max_length=200)
    slug = short_name()
    kind = forms.ChoiceField(label="Kind", choices=PLAN_KINDS)
    owned_by = forms.CharField(
        label="Whose plan is it?", required=False, max_length=200, help_text="The council or a partnership"
    )
    starts_on = DayField(label="The plan’s first day")
    ends_on = DayField(label="The plan’s last day", help_text="For example 31 March 2029")
    edition_name = forms.CharField(label="Its first edition’s name", max_length=200)
    edition_slug = short_name()
    levels = LinesField(
        label="Levels, from the top",
        help_text="One a line, as your council calls them: one and then several, parted by a comma. "
        "You can say more of each afterwards",
        rows=6,
        error_messages={"required": "Write at least one level."},
        initial="Vision, Visions\nTheme, Themes\nThree-year improvement, Three-year improvements\n"
        "One-year action, One-year actions",
    )

    def __init__(self, *given: Any, services: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["edition_slug"].label = "The edition’s short name"
        self.fields["service_id"] = RecordField(
            services, label="Which service’s plan?", none="None: it is not a service plan"
        )
        self.order_fields(["name", "slug", "kind", "service_id"])

    def clean_levels(self) -> list[tuple[str, str]]:
        found = []
        for line in self.cleaned_data["levels"].splitlines():
            one, _, many = (part.strip() for part in line.partition(","))
            if one:
                found.append((one[:100], (many or f"{one}s")[:100]))
        if not found:
            raise forms.ValidationError("Write at least one level.")
        if len({one.casefold() for one, _ in found}) < len(found):
            raise forms.ValidationError("Two levels have the same name. Change one of them.")
        return found


class LevelForm(forms.Form):
    """One level: what it is called, how long its lines last, how many are enough, what each of them needs."""

    name = forms.CharField(label="One is called", max_length=100)
    plural = forms.CharField(label="Several are called", max_length=100)
    years = forms.IntegerField(
        label="Years that one lasts", required=False, min_value=1, max_value=99, widget=forms.TextInput
    )
    limit = forms.IntegerField(
        label="Warn above how many?", required=False, min_value=1, max_value=9999, widget=forms.TextInput
    )
    is_monitored = forms.BooleanField(label="Its progress is followed", required=False)
    needs = forms.MultipleChoiceField(
        label="Each needs", required=False, choices=NEEDS, widget=forms.CheckboxSelectMultiple
    )
    place = forms.IntegerField(label="Place from the top", min_value=1, max_value=99, widget=forms.TextInput)
    is_gone = forms.BooleanField(label="Remove this level, if it holds no lines", required=False)

    def facts(self) -> dict[str, Any]:
        """What was typed, named as the action takes it."""
        data = self.cleaned_data
        needs = {name: name in data["needs"] for name, _ in NEEDS}
        kept = {name: data[name] for name in ("name", "plural", "years", "limit", "is_monitored", "place")}
        return {**kept, **needs}


class EditionForm(forms.Form):
    """What a draft edition is called, its days, and how it was prepared."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Write its name."})
    starts_on = DayField(label="Starts")
    ends_on = DayField(label="Ends")
    update_number = forms.IntegerField(
        label="Which yearly update of the strategy is it?",
        required=False,
        min_value=1,
        max_value=50,
        help_text="2 for the second; leave it empty for a new strategy",
        widget=forms.TextInput,
    )
    how_prepared = LinesField(
        label="How was it prepared?",
        required=False,
        help_text="Who took part, in what order, and what came of it. Readers see it with the edition",
        rows=6,
    )

    FACTS = ("name", "starts_on", "ends_on", "update_number", "how_prepared")

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.FACTS}
