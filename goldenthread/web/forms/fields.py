"""Fields that many forms share: a day as people write it, lines of text, and choices among records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

_WRITTEN = ("%d %B %Y", "%d %b %Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y")
NOBODY = ("", "None named")
Groups = tuple[tuple[str, str, tuple[str, ...]], ...]  # of fields: the place on the page, heading, names


def day_as_written(text: str) -> date | None:
    """The day that somebody wrote, day before month as in Britain; None where it is none we can read."""
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", " ".join(text.replace(",", " ").split()))
    for form in _WRITTEN:
        try:
            found = datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        return found if 1900 <= found.year <= 2200 else None
    return None


def plain_lines(text: str) -> str:
    """A text whose lines end as we keep them: a browser ends each with a carriage return as well."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def in_groups(form: forms.Form, groups: Groups) -> Iterator[tuple[str, str, list[BoundField]]]:
    """The fields of a long form under their headings, for `web/form_groups.html`."""
    for key, heading, names in groups:
        asked = [form[name] for name in names if name in form.fields]
        if asked:
            yield key, heading, asked


def name_of_choice(field: forms.ChoiceField, value: Any) -> str:
    """What people read for a value of a choice; the value itself where it is none of them."""
    choices: Any = field.choices
    named = {str(key): str(words) for key, words in choices}
    return named.get(str(value if value is not None else ""), str(value))


class DayField(forms.CharField):
    """A day typed as 31 March 2012, 31/3/2012 or 2012-03-31; gives a date, or None where it is left empty."""

    default_hint = "For example 31 March 2012"

    def __init__(self, **more: Any) -> None:
        more.setdefault("required", False)
        more.setdefault("help_text", self.default_hint)
        super().__init__(**more)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day} {value:%B %Y}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        found = day_as_written(text)
        if found is None:
            raise forms.ValidationError(f"“{text[:40]}” is not a day we can read. Write it as 31 March 2012.")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except forms.ValidationError:
            return True


MEGABYTE = 1024 * 1024
MOST_BY_BROWSER = 8  # megabytes: some 200,000 rows of a workbook; more would keep a browser waiting


class TableField(forms.FileField):
    """A file with a table, of so many megabytes at most; `otherwise` says what to do with a larger one."""

    def __init__(self, *, most: int = MOST_BY_BROWSER, otherwise: str = "Split it.", **more: Any) -> None:
        self.most, self.otherwise = most, otherwise
        said = {"required": "Choose a file", "empty": "The file is empty. Choose another."}
        super().__init__(error_messages=said, **more)

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = super().clean(data, initial)
        if given.size > self.most * MEGABYTE:
            raise forms.ValidationError(f"The file is larger than {self.most} MB. {self.otherwise}")
        return given


MOST_LETTERS = 10_000  # of a text about money, projects, risks and what partners bring


class Lines(forms.Textarea):
    """A text of several lines, which comes back as it went out where nobody touched it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return plain_lines(value) if isinstance(value, str) else value


class LinesField(forms.CharField):
    """A text of several lines; what a form held of it, in its hidden copy too, is compared line by line."""

    widget = Lines

    def __init__(self, *, rows: int = 3, **more: Any) -> None:
        more.setdefault("widget", Lines(attrs={"rows": rows}))
        super().__init__(**more)

    def to_python(self, value: Any) -> str:
        return plain_lines(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(initial), data)


class RecordField(forms.TypedChoiceField):
    """A choice of one record by its number, or none; gives the number or None."""

    def __init__(self, records: Iterable[tuple[int, str]], *, none: str = NOBODY[1], **more: Any) -> None:
        more.setdefault("required", False)
        choices = [("", none), *((str(pk), words) for pk, words in records)]
        super().__init__(choices=choices, coerce=int, empty_value=None, **more)


class RecordsField(forms.TypedMultipleChoiceField):
    """A choice of any number of records; gives their numbers."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, records: Iterable[tuple[int, str]], **more: Any) -> None:
        more.setdefault("required", False)
        super().__init__(choices=[(str(pk), words) for pk, words in records], coerce=int, **more)
