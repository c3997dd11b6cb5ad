"""What bears on one line: projects that contribute to it, open risks, and what partners bring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.resources.models import PartnerResource, ProjectLink
from goldenthread.resources.project_queries import projects_on
from goldenthread.resources.risk_queries import Standing, risks_on


class Bearing(NamedTuple):
    """The projects, risks and resources of partners that are on record for a line."""

    projects: Sequence[ProjectLink]
    risks: Sequence[Standing]
    resources: Sequence[PartnerResource]


def bearing_on(element: Element, viewer: Officer, on: date) -> Bearing:
    """What bears on a line that this person may read: three queries, and three more where it has risks."""
    brought = element.partner_resources.exclude(state=PartnerResource.State.WITHDRAWN)
    return Bearing(
        projects_on(element), risks_on(element, viewer, on), list(brought.select_related("partner"))
    )
