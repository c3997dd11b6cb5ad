"""GOV.UK Frontend's components for Django's forms: `{% load govuk %}{% govuk_form form %}`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import escape
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader, select_autoescape

from goldenthread.web.forms.errors import in_plain_words

register = template.Library()


@cache
def _components() -> Environment:
    return Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def component(kind: str, /, **params: Any) -> SafeString:
    """One component as GOV.UK Frontend would draw it; `kind` is its folder, such as “error-summary”."""
    macro = "govuk" + "".join(part.capitalize() for part in kind.split("-"))
    module = _components().get_template(f"govuk_frontend_jinja/components/{kind}/macro.html").module
    return mark_safe(str(getattr(module, macro)(params)))


@register.simple_tag
def govuk(kind: str, /, **params: Any) -> SafeString:
    return component(kind, **params)


@register.simple_tag
def error_summary(form: forms.Form) -> SafeString:
    """Every error at the top of the page, each leading to its field."""
    listed = [
        {"text": error, "href": f"#{form[name].auto_id}"} if name in form.fields else {"text": error}
        for name in form.errors
        for error in in_plain_words(form, name)
    ]
    if not listed:
        return mark_safe("")
    return component("error-summary", titleText="There is a problem", errorList=listed)


@register.simple_tag
def govuk_fields(fields: Iterable[BoundField], legend: str = "") -> SafeString:
    """Some fields of a form, with the hidden copies of what they held when the page was loaded.

    A label that would say the `legend` above it once more is only read out.
    """
    return mark_safe("".join(_under(field, legend) + _as_it_was(field) for field in fields))


def _under(field: BoundField, legend: str) -> str:
    drawn = _field(field)
    if not legend or field.label != legend:
        return drawn
    return drawn.replace('class="govuk-label"', 'class="govuk-label govuk-visually-hidden"', 1)


def _as_it_was(field: BoundField) -> str:
    return str(field.as_hidden(only_initial=True)) if field.field.show_hidden_initial else ""


@register.simple_tag
def govuk_form(form: forms.Form) -> SafeString:
    """The fields of a form, each with its label, hint and error."""
    return mark_safe("".join(_field(field) for field in form))


def _field(field: BoundField) -> str:
    widget = field.field.widget
    if field.is_hidden:
        return str(field)
    # The more particular widget first: a radio select is a select too.
    for kinds, draw in _DRAWN:
        if isinstance(widget, kinds):
            return draw(field)
    return _text_input(field)


def _text_input(field: BoundField) -> str:
    widget = field.field.widget
    kind = "password" if isinstance(widget, forms.PasswordInput) else "text"
    value = "" if kind == "password" or field.value() is None else str(field.value())
    complete = widget.attrs.get("autocomplete", "off")
    return component(
        "input", **_shared(field), type=kind, value=value, autocomplete=complete, spellcheck=False
    )


def _textarea(field: BoundField) -> str:
    rows = field.field.widget.attrs.get("rows", 4)
    return component("textarea", **_shared(field), value=field.value() or "", rows=rows)


def _select(field: BoundField) -> str:
    """The component without options, and then they: it takes long over the hundreds of posts of a council."""
    before, end, after = component("select", **_shared(field), items=[]).rpartition("</select>")
    return f"{before}{''.join(_options(field))}{end}{after}"


def _file_upload(field: BoundField) -> str:
    return component("file-upload", **_shared(field))


def _radios(field: BoundField) -> str:
    return _choices(field, "radios")


def _checkboxes(field: BoundField) -> str:
    return _choices(field, "checkboxes")


def _shared(field: BoundField) -> dict[str, Any]:
    params: dict[str, Any] = {
        "id": field.id_for_label,
        "name": field.html_name,
        "label": {"text": field.label, "for": field.id_for_label},
    }
    if field.help_text:
        params["hint"] = {"text": str(field.help_text)}
    if field.errors:
        params["errorMessage"] = {"text": " ".join(in_plain_words(field.form, field.name))}
    return params


def _options(field: BoundField) -> Iterator[str]:
    """A select's options in one level; what stands in a group is named after it."""
    chosen = str(field.value() if field.value() is not None else "")
    for value, words in field.field.choices:  # type: ignore[attr-defined]
        for key, text in words if isinstance(words, list | tuple) else [(value, words)]:
            selected = " selected" if str(key) == chosen else ""
            yield f'<option value="{escape(str(key))}"{selected}>{escape(str(text))}</option>\n'


def _choices(field: BoundField, kind: str) -> str:
    """Radios or checkboxes under one question."""
    value = field.value()
    chosen = {str(one) for one in value} if isinstance(value, list | tuple | set) else {str(value)}
    items = [
        {
            "value": str(value),
            "text": str(words),
            "checked": str(value) in chosen,
            "id": field.auto_id if place == 0 else f"{field.auto_id}-{place + 1}",
        }
        for place, (value, words) in enumerate(field.field.choices)  # type: ignore[attr-defined]
    ]
    params = _shared(field)
    legend = {"text": params.pop("label")["text"], "classes": "govuk-fieldset__legend--s"}
    params.pop("id")
    small = f"govuk-{kind}--small"
    return component(
        kind, **params, idPrefix=field.auto_id, classes=small, fieldset={"legend": legend}, items=items
    )


def _checkbox(field: BoundField) -> str:
    item: dict[str, Any] = {
        "value": "on", "text": field.label, "checked": bool(field.value()), "id": field.auto_id,
    }  # fmt: skip
    if field.help_text:
        item["hint"] = {"text": str(field.help_text)}
    return component(
        "checkboxes",
        name=field.html_name,
        idPrefix=field.auto_id,
        classes="govuk-checkboxes--small",
        items=[item],
    )


_DRAWN: tuple[tuple[type[forms.Widget], Callable[[BoundField], str]], ...] = (
    (forms.CheckboxInput, _checkbox),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.Select, _select),
    (forms.Textarea, _textarea),
    (forms.FileInput, _file_upload),
)
