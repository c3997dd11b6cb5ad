"""Words for periods and blank targets in templates: `{% load targets %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from goldenthread.core.periods import Period, code
from goldenthread.core.sentences import on_day, start
from goldenthread.reports.figures.targets import TargetRow
from goldenthread.reports.tables.measures import period_words

if TYPE_CHECKING:
    from goldenthread.people.models import Council

register = template.Library()
register.filter("period_code", code)


@register.filter
def period_name(period: Period, council: Council) -> str:
    """“Year 2014/15”, “April to June 2014”."""
    return period_words(period, council.year_start)


@register.filter
def why_blank(row: TargetRow) -> str:
    """Why a period is blank now, who sets it and by when."""
    held = row.held
    if held is None or row.value is not None:
        return ""
    due = f", by {on_day(held.due_on)}" if held.due_on else ""
    who = f" {held.owner} sets it{due}." if held.owner else ""
    return f"{start(str(held.get_state_display()))}. {held.reason}{who}"
