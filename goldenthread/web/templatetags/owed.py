"""Words beside the lines that somebody owes: `{% load owed %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from goldenthread.core.figures import shown
from goldenthread.core.periods import in_words, previous
from goldenthread.measures.queries import shape_of

if TYPE_CHECKING:
    from goldenthread.measures.models import Measure
    from goldenthread.reports.figures.owed import OwedLine

register = template.Library()

_BETTER = {"HIGHER": "Higher is better", "LOWER": "Lower is better", "RANGE": "Best within its range"}


@register.filter
def polarity_note(measure: Measure) -> str:
    """“Higher is better.”"""
    return f"{_BETTER[measure.polarity]}."


@register.filter
def last_period(line: OwedLine) -> str:
    """The months of the period before the one that is asked for."""
    return in_words(previous(line.period))


@register.filter
def target_words(line: OwedLine) -> str:
    """The target as it is printed."""
    aim = line.standing.aim if line.standing else None
    if aim is None or aim.value is None or line.ask.measure is None:
        return ""
    return shown(aim.value, shape_of(line.ask.measure))
