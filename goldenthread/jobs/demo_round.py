"""What the demonstration tries out beyond its folders: a round that is open, and a report that is published.

Hart's papers name no post that answers for a measure, so three posts of one service are set up to try a round
with: one types in, one checks, one signs off. They are marked as illustrative, as all that is ours.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goldenthread.people.models import Council

SERVICE = "Customer Services"
UPDATER, OWNER, HEAD = "Customer Services Manager", "Contact Centre Manager", "Head of Customer Services"


def open_a_round(council: Council, at: datetime) -> None:
    """Give one service's measures somebody who answers, and open the council's round."""
    from goldenthread.measures.actions import define_measures  # noqa: PLC0415 - tables need Django started
    from goldenthread.measures.queries import measures_of  # noqa: PLC0415
    from goldenthread.people.actions import set_up_units  # noqa: PLC0415
    from goldenthread.people.days import day_at  # noqa: PLC0415
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415
    from goldenthread.people.queries import posts_by_title, services_of  # noqa: PLC0415
    from goldenthread.rounds.asking import open_round  # noqa: PLC0415
    from goldenthread.rounds.queries import rounds_of  # noqa: PLC0415

    rows = [{"title": one, "service": SERVICE, "basis": "ILLUSTRATIVE"} for one in (UPDATER, OWNER, HEAD)]
    held = [{"name": one.name, "code": one.code} for one in services_of(council) if one.name == SERVICE]
    set_up_units(council=council, services=held, posts=rows)
    posts = posts_by_title(council)
    who: dict[str, Any] = {"by": OPERATOR, "at": at}
    answering: dict[str, Any] = {"updater_id": posts[UPDATER].pk, "owner_id": posts[OWNER].pk}
    own = [one for one in measures_of(council) if one.service and one.service.name == SERVICE]
    rows_of = [{"code": one.code, "title": one.title, **answering} for one in own]
    define_measures(council=council, rows=rows_of, **who)
    for one in rounds_of(council):
        open_round(round=one, on=day_at(council, at), **who)


def publish_a_report(council: Council, at: datetime) -> None:
    """Freeze the council's first report as it stood on the day it is read at, and publish it."""
    from goldenthread.people.days import day_at  # noqa: PLC0415 - tables need Django started
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415
    from goldenthread.reports.freezing import freeze, publish  # noqa: PLC0415
    from goldenthread.reports.queries import reports_of  # noqa: PLC0415

    setting, on = reports_of(council)[0], day_at(council, at)
    made = freeze(council=council, setting=setting, on=on, by=OPERATOR, at=at)
    why = "Published for the demonstration: the council’s own report of the period was."
    publish(snapshot=made, version=made.version, by=OPERATOR, at=at, reason=why)
