"""Reading money."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.people.models import Council
from goldenthread.resources.models import Variance


def variances_in(council: Council, report: str) -> list[Variance]:
    """The lines of one finance report and of its parts, in order.

    A report named “Monitor 3 2008/09 City Strategy” is a part of “Monitor 3 2008/09”.
    """
    own_or_part = Q(report=report) | Q(report__startswith=f"{report} ")
    return list(Variance.objects.filter(own_or_part, council=council)) if report else []
