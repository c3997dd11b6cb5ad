"""How a plan is made: the stages of planning and of the budget beside it, and workshops."""

from goldenthread.planning.models.proposals import Proposal, Vote
from goldenthread.planning.models.stages import Stage
from goldenthread.planning.models.workshops import WorkshopInvitation, WorkshopRound, WorkshopSession

__all__ = ["Proposal", "Stage", "Vote", "WorkshopInvitation", "WorkshopRound", "WorkshopSession"]
