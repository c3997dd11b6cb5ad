"""Reading money."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.people.models import Council
from goldenthread.resources.models import CarryForward, Variance, Virement


def variances_in(council: Council, report: str) -> list[Variance]:
    """The lines of one finance report and of its parts, in order.

    A report named “Monitor 3 2008/09 City Strategy” is a part of “Monitor 3 2008/09”.
    """
    own_or_part = Q(report=report) | Q(report__startswith=f"{report} ")
    rows = Variance.objects.filter(own_or_part, council=council).select_related("directorate")
    return list(rows) if report else []


def carry_forwards_in(council: Council, report: str) -> list[CarryForward]:
    """What a finance report asks to carry into the next year, in its order."""
    rows = CarryForward.objects.filter(council=council, report=report).select_related("directorate")
    return list(rows) if report else []


def virements_in(council: Council, report: str) -> list[Virement]:
    """What a finance report says was moved from one budget to another, in its order."""
    return list(Virement.objects.filter(council=council, report=report)) if report else []
