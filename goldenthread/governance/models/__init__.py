"""Bodies, the route of a plan through them, what they said, papers, decisions and requests for change."""

from goldenthread.governance.models.bodies import Body, Remit, Step
from goldenthread.governance.models.changes import ChangeRequest
from goldenthread.governance.models.comments import Comment
from goldenthread.governance.models.commissioning import CommissioningReview, Opportunity, Outcome
from goldenthread.governance.models.doubts import DateDoubt
from goldenthread.governance.models.meetings import Meeting, WorkItem
from goldenthread.governance.models.papers import Approval, Contact, Implication, Option, Paper
from goldenthread.governance.models.partnerships import PartnershipDecision
from goldenthread.governance.models.reviews import Review

__all__ = [
    "Approval",
    "Body",
    "ChangeRequest",
    "Comment",
    "CommissioningReview",
    "Contact",
    "DateDoubt",
    "Implication",
    "Meeting",
    "Opportunity",
    "Option",
    "Outcome",
    "Paper",
    "PartnershipDecision",
    "Remit",
    "Review",
    "Step",
    "WorkItem",
]
