"""Bodies, the route of a plan through them, what they said, papers, decisions and requests for change."""

from goldenthread.governance.models.bodies import Body, Remit, Step
from goldenthread.governance.models.changes import ChangeRequest
from goldenthread.governance.models.comments import Comment
from goldenthread.governance.models.meetings import Meeting, WorkItem
from goldenthread.governance.models.paper_parts import (
    Annex,
    Approval,
    Contact,
    Implication,
    Option,
    PaperSection,
    Recommendation,
    RiskStatement,
)
from goldenthread.governance.models.papers import Paper
from goldenthread.governance.models.partnerships import PartnershipDecision
from goldenthread.governance.models.reviews import Review

__all__ = [
    "Annex",
    "Approval",
    "Body",
    "ChangeRequest",
    "Comment",
    "Contact",
    "Implication",
    "Meeting",
    "Option",
    "Paper",
    "PaperSection",
    "PartnershipDecision",
    "Recommendation",
    "Remit",
    "Review",
    "RiskStatement",
    "Step",
    "WorkItem",
]
