"""The fields by which somebody says whether what is put off would be missed, or resources were redirected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms

from goldenthread.core.amending import Ground
from goldenthread.core.sentences import on_day
from goldenthread.governance.grounds import Because
from goldenthread.web.forms.fields import DayField, RecordField

if TYPE_CHECKING:
    from goldenthread.governance.models import Body, Decision

WHICH = "Say which it is: it would be missed, or the council decided to redirect the resources."


def ground_fields(bodies: Iterable[Body], decisions: Iterable[Decision]) -> dict[str, forms.Field]:
    """The fields, to be put into a form under their names."""
    return {
        "ground": forms.ChoiceField(
            label="If it is put off or asks for less, why?",
            choices=[
                (Ground.MISS.value, "It would be missed, or was"),
                (Ground.REDIRECTED.value, "The council decided to redirect the resources"),
            ],
            widget=forms.RadioSelect,
            required=False,
        ),
        "redirected_decision": RecordField(
            [(one.pk, _named(one)) for one in decisions],
            none="None of these",
            label="If redirected: by which decision on record?",
            help_text="Where it is on record, the body and the day are taken from there",
        ),
        "redirected_body": RecordField(
            [(one.pk, one.name) for one in bodies], none="None", label="Or which body decided so?"
        ),
        "redirected_on": DayField(label="On which day?"),
        "redirected_by": forms.CharField(
            label="The decision by its name, if it has one",
            max_length=300,
            required=False,
            help_text="Without a decision it is a deferral for a miss, and lists and reports say so",
        ),
    }


def _named(one: Decision) -> str:
    return f"{on_day(one.decided_on)}, {one.body}: {one.about}"


def because_of(data: Mapping[str, Any], bodies: Iterable[Body], decisions: Iterable[Decision]) -> Because:
    """The ground that was given, as the actions take it."""
    by_pk, on_record = {one.pk: one for one in bodies}, {one.pk: one for one in decisions}
    return Because(
        ground=data.get("ground", ""),
        body=by_pk.get(data.get("redirected_body") or 0),
        on=data.get("redirected_on"),
        decision=data.get("redirected_by", ""),
        record=on_record.get(data.get("redirected_decision") or 0),
    )
