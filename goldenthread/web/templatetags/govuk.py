"""GOV.UK Frontend's components for Django's forms: `{% load govuk %}{% govuk_form form %}`."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader, select_autoescape

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
        {"text": error, "href": f"#{form[name].id_for_label}"} if name in form.fields else {"text": error}
        for name, errors in form.errors.items()
        for error in errors
    ]
    if not listed:
        return mark_safe("")
    return component("error-summary", titleText="There is a problem", errorList=listed)


@register.simple_tag
def govuk_form(form: forms.Form) -> SafeString:
    """The fields of a form, each with its label, hint and error."""
    return mark_safe("".join(_field(field) for field in form))


def _field(field: BoundField) -> str:
    if field.is_hidden:
        return str(field)
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return _checkbox(field)
    params = _shared(field)
    if isinstance(widget, forms.Textarea):
        return component("textarea", **params, value=field.value() or "", rows=widget.attrs.get("rows", 4))
    if isinstance(widget, forms.FileInput):
        return component("file-upload", **params)
    kind = "password" if isinstance(widget, forms.PasswordInput) else "text"
    value = "" if kind == "password" else str(field.value() or "")
    complete = widget.attrs.get("autocomplete", "off")
    return component("input", **params, type=kind, value=value, autocomplete=complete, spellcheck=False)


def _shared(field: BoundField) -> dict[str, Any]:
    params: dict[str, Any] = {
        "id": field.id_for_label,
        "name": field.html_name,
        "label": {"text": field.label, "for": field.id_for_label},
    }
    if field.help_text:
        params["hint"] = {"text": str(field.help_text)}
    if field.errors:
        params["errorMessage"] = {"text": " ".join(str(error) for error in field.errors)}
    return params


def _checkbox(field: BoundField) -> str:
    item = {"value": "on", "text": field.label, "checked": bool(field.value()), "id": field.id_for_label}
    return component(
        "checkboxes",
        name=field.html_name,
        idPrefix=field.id_for_label,
        classes="govuk-checkboxes--small",
        items=[item],
    )
