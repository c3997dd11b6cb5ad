"""The states of a search for a way out, as a map that is data."""

from __future__ import annotations

from goldenthread.core.state_map import Move, StateMap

SEARCH = StateMap(
    {
        "QUEUED": "waiting for the worker",
        "WORKING": "being worked out",
        "DONE": "done",
        "FAILED": "failed",
        "CANCELLED": "cancelled",
    },
    ("QUEUED",),
    {
        "claim": Move(("QUEUED",), "WORKING", "a worker takes it"),
        "let_go": Move(("WORKING",), "QUEUED", "its worker stops or dies"),
        "finish": Move(("WORKING",), "DONE", "the answer is kept"),
        "fail": Move(("QUEUED", "WORKING"), "FAILED", "it can’t be worked out"),
        "cancel": Move(("QUEUED", "WORKING"), "CANCELLED", "somebody cancels it"),
    },
)
