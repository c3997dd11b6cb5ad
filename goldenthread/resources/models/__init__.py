"""What work takes: needs of services, capacity, money, projects, what partners bring, and risks."""

from goldenthread.resources.models.bids import Bid, BidScore, BidYear, Criterion, MoneyFile
from goldenthread.resources.models.budget import BudgetLine, MoneyLink, Reserve
from goldenthread.resources.models.capacity import Capacity
from goldenthread.resources.models.finance import CarryForward, Variance, Virement
from goldenthread.resources.models.monitoring import MonitoringLine, MonitoringReport
from goldenthread.resources.models.needs import Cost, Dependency, Effort, Need, Skill, SkillNeed, Terms
from goldenthread.resources.models.odds import OddsRun
from goldenthread.resources.models.opened import OpenedMoney
from goldenthread.resources.models.overload import OverloadAllowed
from goldenthread.resources.models.partner_resources import PartnerResource
from goldenthread.resources.models.projects import (
    Benefit,
    Investment,
    Milestone,
    Project,
    ProjectLink,
    ProjectRule,
    ProjectStage,
)
from goldenthread.resources.models.purse import Purse
from goldenthread.resources.models.relief import ReliefRun
from goldenthread.resources.models.risks import Risk, RiskControl, RiskScale, RiskScore
from goldenthread.resources.models.scenarios import Scenario, ScenarioChange

__all__ = [
    "Benefit",
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
    "Investment",
    "Milestone",
    "MoneyFile",
    "MoneyLink",
    "MonitoringLine",
    "MonitoringReport",
    "Need",
    "OddsRun",
    "OpenedMoney",
    "OverloadAllowed",
    "PartnerResource",
    "Project",
    "ProjectLink",
    "ProjectRule",
    "ProjectStage",
    "Purse",
    "ReliefRun",
    "Reserve",
    "Risk",
    "RiskControl",
    "RiskScale",
    "RiskScore",
    "Scenario",
    "ScenarioChange",
    "Skill",
    "SkillNeed",
    "Terms",
    "Variance",
    "Virement",
]
