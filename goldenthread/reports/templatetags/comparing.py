"""Tags for comparisons: `{% load comparing %}`. Each only hands values to `reports.charts_compare`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from goldenthread.core.comparing_words import position_words
from goldenthread.core.periods import code
from goldenthread.reports import charts_compare
from goldenthread.reports.charts import NARROW, WIDE
from goldenthread.reports.figures.comparing import Comparison, period_words

register = template.Library()


@register.filter
def periods_newest_first(found: Comparison) -> list[tuple[str, str]]:
    """The periods to choose from: what is stored, and its words."""
    return [(code(one), period_words(one)) for one in reversed(found.periods)]


@register.simple_tag
def comparison_heading(found: Comparison) -> str:
    """The message of the chart."""
    if found.among is None:
        return f"{found.home_name or 'This council'} has no figure here."
    return f"{found.home_name} is {position_words(found.among)}."


@register.filter
def period_shown(found: Comparison) -> str:
    """The period that is shown, in words."""
    return period_words(found.period) if found.period else "no period"


@register.filter
def strip_note(found: Comparison) -> str:
    """Where the scale of the strip starts, unless at nought."""
    return charts_compare.scale_note(found)


@register.simple_tag
def strip_chart(found: Comparison, key: str) -> SafeString:
    """Every council on one scale, for wide and for narrow screens."""
    return _figure([charts_compare.strip_chart(found, size, key) for size in (WIDE, NARROW)])


@register.simple_tag
def years_chart(found: Comparison, key: str) -> SafeString:
    """Our line through the years, for wide and for narrow screens."""
    return _figure([charts_compare.years_chart(found, size, key) for size in (WIDE, NARROW)])


def _figure(drawn: list[str]) -> SafeString:
    if not drawn[0]:
        return mark_safe("")
    return mark_safe(f'<figure class="gt-chart">{"".join(drawn)}</figure>')
