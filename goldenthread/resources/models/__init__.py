"""What work takes: needs of services, capacity, money as finance reports it, and risks."""

from goldenthread.resources.models.capacity import Capacity
from goldenthread.resources.models.finance import CarryForward, Variance, Virement
from goldenthread.resources.models.needs import Cost, Dependency, Effort, Need, Skill, SkillNeed, Terms
from goldenthread.resources.models.relief import ReliefRun
from goldenthread.resources.models.risks import Risk

__all__ = [
    "Capacity",
    "CarryForward",
    "Cost",
    "Dependency",
    "Effort",
    "Need",
    "ReliefRun",
    "Risk",
    "Skill",
    "SkillNeed",
    "Terms",
    "Variance",
    "Virement",
]
