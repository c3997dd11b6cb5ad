"""How a plan is made: stages, the budget beside them, and consultations."""

from goldenthread.planning.models.consultation import Consultation, Response, ResponseFile
from goldenthread.planning.models.stages import Stage

__all__ = ["Consultation", "Response", "ResponseFile", "Stage"]
