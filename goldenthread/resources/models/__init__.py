"""What work takes: needs of services, capacity, money, projects, what partners bring, and risks."""

from goldenthread.resources.models.capacity import Capacity
from goldenthread.resources.models.finance import CarryForward, Variance, Virement
from goldenthread.resources.models.needs import Cost, Dependency, Effort, Need, Skill, SkillNeed, Terms
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
from goldenthread.resources.models.risks import Risk, RiskControl, RiskScale, RiskScore

__all__ = [
    "Benefit",
    "Capacity",
    "CarryForward",
    "Cost",
    "Dependency",
    "Effort",
    "Investment",
    "Milestone",
    "Need",
    "PartnerResource",
    "Project",
    "ProjectLink",
    "ProjectRule",
    "ProjectStage",
    "Risk",
    "RiskControl",
    "RiskScale",
    "RiskScore",
    "Skill",
    "SkillNeed",
    "Terms",
    "Variance",
    "Virement",
]
