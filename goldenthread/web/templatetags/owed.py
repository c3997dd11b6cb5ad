"""Words beside the lines that somebody owes: `{% load owed %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from goldenthread.core.figures import shown
from goldenthread.core.periods import in_words, previous
from goldenthread.governance.queries import waiting_for
from goldenthread.measures.queries import plain, shape_of
from goldenthread.people.permissions import has_power
from goldenthread.reports.figures.entering import figure_of
from goldenthread.reports.figures.service_waiting import waiting_words as told
from goldenthread.resources.service_waiting_queries import waiting_for_answers

if TYPE_CHECKING:
    from goldenthread.governance.models import Approval
    from goldenthread.measures.models import Measure
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer
    from goldenthread.reports.figures.owed import OwedLine
    from goldenthread.resources.service_waiting_queries import Waiting

register = template.Library()

ROUND_POWERS = ("answer_asks", "check_answers", "sign_answers")

_BETTER = {"HIGHER": "Higher is better", "LOWER": "Lower is better", "RANGE": "Best within its range"}


@register.filter
def has_updates(officer: Officer | None, council: Council | None) -> bool:
    """Whether somebody has to do with a reporting round that is going on: the way to it comes first."""
    if officer is None or council is None or officer.council != council.slug:
        return False
    if not getattr(council, "rounds_going", 0):  # counted by people.queries.council_for
        return False
    return any(has_power(power, officer) for power in ROUND_POWERS)


@register.filter
def papers_waiting(officer: Officer | None, council: Council | None) -> list[Approval]:
    """The papers that somebody is asked to clear or sign off, wherever what they owe is shown."""
    if officer is None or council is None or not officer.is_signed_in:
        return []
    return waiting_for(council, officer)


@register.filter
def services_waiting(officer: Officer | None, council: Council | None) -> list[Waiting]:
    """What waits at the services whose capacity somebody answers for."""
    if officer is None or council is None or officer.council != council.slug:
        return []
    return waiting_for_answers(council, officer)


@register.filter
def waiting_words(found: Waiting) -> str:
    """What waits at one service, in a sentence."""
    return told(found)


@register.filter
def polarity_note(measure: Measure) -> str:
    """“Higher is better.”"""
    return f"{_BETTER[measure.polarity]}."


@register.filter
def last_period(line: OwedLine) -> str:
    """The months of the period before the one that is asked for."""
    return in_words(previous(line.period))


@register.filter
def held_words(line: OwedLine) -> str:
    """The figure held for the round; one that was only saved so far isn't called provisional."""
    if line.held is None or line.ask.measure is None:
        return ""
    value = plain(line.held.value)
    if line.is_draft and value is not None:
        return shown(value, shape_of(line.ask.measure))
    return figure_of(line.held, line.ask.measure)


@register.filter
def target_words(line: OwedLine) -> str:
    """The target as it is printed."""
    aim = line.standing.aim if line.standing else None
    if aim is None or aim.value is None or line.ask.measure is None:
        return ""
    return shown(aim.value, shape_of(line.ask.measure))
