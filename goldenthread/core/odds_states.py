"""The states of a piece of work for the worker: odds asked for wait, are worked out, and are done or not."""

from __future__ import annotations

from goldenthread.core.state_map import Move, StateMap

RUN = StateMap(
    {
        "WAITING": "waiting",
        "WORKING": "being worked out",
        "DONE": "worked out",
        "FAILED": "not worked out: something went wrong",
        "CANCELLED": "cancelled",
    },
    ("WAITING",),
    {
        "claim": Move(("WAITING",), "WORKING", "a worker claims it"),
        "let_go": Move(("WORKING",), "WAITING", "its worker stops or dies"),
        "finish": Move(("WORKING",), "DONE", "its worker keeps what it came to"),
        "fail": Move(("WORKING",), "FAILED", "it fails three times"),
        "cancel": Move(("WAITING", "WORKING"), "CANCELLED", "somebody cancels it"),
        "again": Move(("FAILED", "CANCELLED"), "WAITING", "somebody tries again"),
    },
)
