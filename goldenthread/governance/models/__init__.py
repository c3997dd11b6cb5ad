"""Bodies, the route of a plan through them, what they said, papers, decisions and requests for change."""

from goldenthread.governance.models.bodies import Body, Remit, Step
from goldenthread.governance.models.changes import ChangeRequest
from goldenthread.governance.models.comments import (
    MOST_LETTERS,
    Comment,
    CommentWindow,
    PublicComment,
    SentLately,
    TextChange,
)
from goldenthread.governance.models.meetings import Meeting, WorkItem
from goldenthread.governance.models.papers import Approval, Contact, Implication, Option, Paper
from goldenthread.governance.models.partnerships import PartnershipDecision
from goldenthread.governance.models.reviews import Review

__all__ = [
    "MOST_LETTERS",
    "Approval",
    "Body",
    "ChangeRequest",
    "Comment",
    "CommentWindow",
    "Contact",
    "Implication",
    "Meeting",
    "Option",
    "Paper",
    "PartnershipDecision",
    "PublicComment",
    "Remit",
    "Review",
    "SentLately",
    "Step",
    "TextChange",
    "WorkItem",
]
