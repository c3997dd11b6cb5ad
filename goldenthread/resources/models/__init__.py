"""What work takes: needs of services, capacity, money as finance reports it, and risks."""

from goldenthread.resources.models.capacity import Capacity
from goldenthread.resources.models.finance import CarryForward, Variance, Virement
from goldenthread.resources.models.needs import Cost, Dependency, Effort, Need, Skill, SkillNeed, Terms
from goldenthread.resources.models.odds import OddsRun
from goldenthread.resources.models.overload import OverloadAllowed
from goldenthread.resources.models.relief import ReliefRun
from goldenthread.resources.models.risks import Risk
from goldenthread.resources.models.scenarios import Scenario, ScenarioChange

__all__ = [
    "Capacity",
    "CarryForward",
    "Cost",
    "Dependency",
    "Effort",
    "Need",
    "OddsRun",
    "OverloadAllowed",
    "ReliefRun",
    "Risk",
    "Scenario",
    "ScenarioChange",
    "Skill",
    "SkillNeed",
    "Terms",
    "Variance",
    "Virement",
]
