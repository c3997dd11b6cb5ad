"""How a plan is made: stages, the budget beside them, workshops with proposals, and consultations."""

from goldenthread.planning.models.consultation import Consultation, Response, ResponseFile
from goldenthread.planning.models.proposals import Proposal, Vote
from goldenthread.planning.models.stages import Stage
from goldenthread.planning.models.workshops import WorkshopInvitation, WorkshopRound, WorkshopSession

__all__ = [
    "Consultation",
    "Proposal",
    "Response",
    "ResponseFile",
    "Stage",
    "Vote",
    "WorkshopInvitation",
    "WorkshopRound",
    "WorkshopSession",
]
