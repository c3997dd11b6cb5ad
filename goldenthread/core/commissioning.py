"""The ways of a commissioning review and of an opportunity with a partner: maps of states that are data."""

from __future__ import annotations

from goldenthread.core.state_map import Move, StateMap

REVIEW = StateMap(
    states={
        "PROPOSED": "proposed",
        "UNDER_WAY": "under way",
        "REPORTED": "reported",
        "ACTED_UPON": "acted upon",
        "STOPPED": "stopped",
    },
    begins=("PROPOSED", "UNDER_WAY"),
    moves={
        "start": Move(("PROPOSED",), "UNDER_WAY", "start"),
        "report": Move(("UNDER_WAY",), "REPORTED", "report what it found"),
        "act": Move(("REPORTED",), "ACTED_UPON", "act upon it"),
        "stop": Move(("PROPOSED", "UNDER_WAY", "REPORTED"), "STOPPED", "stop, with a reason"),
    },
)
OPPORTUNITY = StateMap(
    states={"OPEN": "open", "TAKEN_UP": "taken up", "LET_GO": "let go"},
    begins=("OPEN",),
    moves={
        "take up": Move(("OPEN", "LET_GO"), "TAKEN_UP", "take up"),
        "let go": Move(("OPEN", "TAKEN_UP"), "LET_GO", "let go, with a reason"),
        "open again": Move(("LET_GO",), "OPEN", "open again"),
    },
)
