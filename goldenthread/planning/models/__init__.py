"""How a plan is made: stages beside the budget's, workshops, consultations, and how people are told."""

from goldenthread.planning.models.communication import (
    Audience,
    BookedTime,
    Communication,
    CommunicationTask,
    Message,
)
from goldenthread.planning.models.consultation import Consultation, Response, ResponseFile
from goldenthread.planning.models.proposals import Proposal, Vote
from goldenthread.planning.models.stages import Stage, Wait
from goldenthread.planning.models.workshops import WorkshopInvitation, WorkshopRound, WorkshopSession

__all__ = [
    "Audience",
    "BookedTime",
    "Communication",
    "CommunicationTask",
    "Consultation",
    "Message",
    "Proposal",
    "Response",
    "ResponseFile",
    "Stage",
    "Vote",
    "Wait",
    "WorkshopInvitation",
    "WorkshopRound",
    "WorkshopSession",
]
