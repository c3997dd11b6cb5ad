"""How a plan is made: its stages beside the budget's, and how people are told."""

from goldenthread.planning.models.communication import (
    Audience,
    BookedTime,
    Communication,
    CommunicationTask,
    Message,
)
from goldenthread.planning.models.stages import Stage, Wait

__all__ = ["Audience", "BookedTime", "Communication", "CommunicationTask", "Message", "Stage", "Wait"]
