"""What an edition's route says of its adoption, whichever way it is adopted (Cheltenham 2012, paragraph 4).

An edition without a route (a service plan, one brought from a file) is adopted in words alone.
"""

from __future__ import annotations

from goldenthread.core.dispositions import OPEN
from goldenthread.core.route_states import STEP
from goldenthread.core.sentences import part_of, start
from goldenthread.governance.models import Body, Comment, Decision, Step
from goldenthread.plans.models import Edition

_REMEDY = "Record Council’s decision at the last step of the route: that adopts the edition."


def steps_to_come(edition: Edition, but: Step | None = None) -> list[str]:
    """The bodies, or the times, of the steps still to come on its route; `but` is not counted."""
    held = Step.objects.filter(edition=edition).exclude(pk=but.pk if but else 0)
    waiting = held.exclude(state__in=STEP.finished)
    return [str(one.body or one.when or one.what) for one in waiting.select_related("body")]


def reasons_off_route(edition: Edition) -> list[str]:
    """Why an edition with a route can't be adopted now, whoever adopts it; empty for one without."""
    if not Step.objects.filter(edition=edition).exists():
        return []
    if waiting := steps_to_come(edition):
        return [
            f"Steps are to come on its route: {', '.join(waiting)}. Hold them or pass them over. {_REMEDY}"
        ]
    decided = Decision.objects.filter(step__edition=edition, body__kind=Body.Kind.COUNCIL)
    if decided.exclude(agrees=Decision.Agrees.NO).exists():
        return []
    return [f"Council’s decision on it is not on record. {_REMEDY}"]


def open_comments(edition: Edition) -> str:
    """How many comments on it are open, in a sentence; empty where every one is closed or there is none."""
    found = Comment.objects.filter(edition=edition).values_list("disposition", flat=True)
    count = sum(one == OPEN for one in found)
    if not count:
        return ""
    said = start(part_of(count, len(found), "comment"))
    are = "is" if count == 1 else "are"
    return f"{said} on it {are} open: adoption closes none, and they stay counted as open."
