"""A form of one kept record: its version, its fields as they are held, and choices among records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.web.forms.fields import DayField, Groups, LinesField, RecordField, in_groups

Records = Mapping[str, Iterable[Any]]


class KeptForm(forms.Form):
    """The fields of one record. `RECORDS` names those that choose a record: label, words for none, hint.

    A long one has `GROUPS` in the place of an `ORDER`.
    """

    RECORDS: ClassVar[dict[str, tuple[str, str, str]]] = {}
    NEEDED: ClassVar[tuple[str, ...]] = ()
    ORDER: ClassVar[tuple[str, ...]] = ()
    GROUPS: ClassVar[Groups] = ()

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *given: Any,
        records: Records | None = None,
        held: Any = None,
        begin: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.chosen = {name: {one.pk: one for one in found} for name, found in (records or {}).items()}
        for name, (label, none, hint) in self.RECORDS.items():
            choices = [(pk, self.named(name, one)) for pk, one in self.chosen.get(name, {}).items()]
            self.fields[name] = RecordField(
                choices, label=label, none=none, required=name in self.NEEDED, help_text=hint
            )
        grouped = [name for _, _, names in self.GROUPS for name in names]
        self.order_fields(["version", *self.ORDER, *grouped])
        new = {"version": 0, **(begin or {})}
        for name, field in self.fields.items():
            kept = f"{name}_id" if name in self.RECORDS else name
            field.initial = getattr(held, kept, None) if held is not None else new.get(name)

    def groups(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        """The fields under their headings."""
        return in_groups(self, self.GROUPS)

    def named(self, field: str, record: Any) -> str:
        """What a record is called among the choices of a field."""
        return f"{record.edition}: {record}" if field == "step" else str(record)

    def said(self) -> dict[str, Any]:
        """What was written, without the version: records where one was chosen."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        for name in self.RECORDS:
            given[name] = self.chosen.get(name, {}).get(given[name])
        return given

    def words_of(self, record: Any) -> dict[str, str]:
        """The texts and days of a record as the form would show them."""
        found = {}
        for name, field in self.fields.items():
            if isinstance(field, DayField) or isinstance(field.widget, forms.TextInput | forms.Textarea):
                found[name] = str(field.prepare_value(getattr(record, name, "")) or "")
        return found


class RemoveForm(KeptForm):
    """Why something recorded by mistake is removed."""

    reason = LinesField(
        label="Why is it removed?", rows=2, error_messages={"required": "Say why it is removed."}
    )
