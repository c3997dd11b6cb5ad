"""What work takes: needs of services, capacity, money as finance reports it, and risks."""

from goldenthread.resources.models.bids import Bid, BidScore, BidYear, Criterion, MoneyFile
from goldenthread.resources.models.budget import BudgetLine, MoneyLink, Reserve
from goldenthread.resources.models.capacity import Capacity
from goldenthread.resources.models.finance import CarryForward, Variance, Virement
from goldenthread.resources.models.monitoring import MonitoringLine, MonitoringReport
from goldenthread.resources.models.needs import Cost, Dependency, Effort, Need, Skill, SkillNeed, Terms
from goldenthread.resources.models.risks import Risk

__all__ = [
    "Bid",
    "BidScore",
    "BidYear",
    "BudgetLine",
    "Capacity",
    "CarryForward",
    "Cost",
    "Criterion",
    "Dependency",
    "Effort",
    "MoneyFile",
    "MoneyLink",
    "MonitoringLine",
    "MonitoringReport",
    "Need",
    "Reserve",
    "Risk",
    "Skill",
    "SkillNeed",
    "Terms",
    "Variance",
    "Virement",
]
