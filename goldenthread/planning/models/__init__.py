"""How a plan is made: the stages of planning and of the budget beside it."""

from goldenthread.planning.models.stages import Stage

__all__ = ["Stage"]
