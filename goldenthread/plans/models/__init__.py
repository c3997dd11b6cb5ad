"""The tables of plans."""

from goldenthread.plans.models.element import Element, Involvement, Placement, Tag, Tagging
from goldenthread.plans.models.plan import Basis, Edition, Level, Plan
from goldenthread.plans.models.thread import Contribution, Succession
from goldenthread.plans.models.work import (
    ActionStatusRule,
    Evidence,
    GapNote,
    Help,
    Offer,
    Update,
    WorkplanItem,
)

__all__ = [
    "ActionStatusRule",
    "Basis",
    "Contribution",
    "Edition",
    "Element",
    "Evidence",
    "GapNote",
    "Help",
    "Involvement",
    "Level",
    "Offer",
    "Placement",
    "Plan",
    "Succession",
    "Tag",
    "Tagging",
    "Update",
    "WorkplanItem",
]
