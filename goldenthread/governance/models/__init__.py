"""Bodies, the route of a plan through them, what they said, papers, decisions and requests for change."""

from goldenthread.governance.models.bodies import Body, Remit
from goldenthread.governance.models.changes import ChangeRequest
from goldenthread.governance.models.comments import Comment
from goldenthread.governance.models.decisions import Decision, Task
from goldenthread.governance.models.endorsements import Endorsement
from goldenthread.governance.models.meetings import Meeting, WorkItem
from goldenthread.governance.models.minutes import Minute
from goldenthread.governance.models.papers import Approval, Contact, Implication, Option, Paper
from goldenthread.governance.models.partnerships import PartnershipDecision
from goldenthread.governance.models.reviews import Review
from goldenthread.governance.models.route import EditionSeen, Recommendation, Step

__all__ = [
    "Approval",
    "Body",
    "ChangeRequest",
    "Comment",
    "Contact",
    "Decision",
    "EditionSeen",
    "Endorsement",
    "Implication",
    "Meeting",
    "Minute",
    "Option",
    "Paper",
    "PartnershipDecision",
    "Recommendation",
    "Remit",
    "Review",
    "Step",
    "Task",
    "WorkItem",
]
