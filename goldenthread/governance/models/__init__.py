"""Bodies, the route of a plan through them, what they said, papers, decisions and requests for change."""

from goldenthread.governance.models.bodies import Body, Remit
from goldenthread.governance.models.changes import ChangeRequest
from goldenthread.governance.models.comments import (
    MOST_LETTERS,
    Comment,
    CommentWindow,
    PublicComment,
    SentLately,
    TextChange,
)
from goldenthread.governance.models.commissioning import CommissioningReview, Opportunity, Outcome
from goldenthread.governance.models.decisions import Decision, Task
from goldenthread.governance.models.doubts import DateDoubt
from goldenthread.governance.models.endorsements import Endorsement
from goldenthread.governance.models.meetings import Meeting, WorkItem
from goldenthread.governance.models.minutes import Minute
from goldenthread.governance.models.paper_parts import (
    Annex,
    Approval,
    Contact,
    Implication,
    Option,
    PaperRecommendation,
    PaperSection,
    RiskStatement,
)
from goldenthread.governance.models.papers import Paper
from goldenthread.governance.models.partnerships import PartnershipDecision
from goldenthread.governance.models.reviews import Review
from goldenthread.governance.models.route import EditionSeen, Recommendation, Step

__all__ = [
    "MOST_LETTERS",
    "Annex",
    "Approval",
    "Body",
    "ChangeRequest",
    "Comment",
    "CommentWindow",
    "CommissioningReview",
    "Contact",
    "DateDoubt",
    "Decision",
    "EditionSeen",
    "Endorsement",
    "Implication",
    "Meeting",
    "Minute",
    "Opportunity",
    "Option",
    "Outcome",
    "Paper",
    "PaperRecommendation",
    "PaperSection",
    "PartnershipDecision",
    "PublicComment",
    "Recommendation",
    "Remit",
    "Review",
    "RiskStatement",
    "SentLately",
    "Step",
    "Task",
    "TextChange",
    "WorkItem",
]
