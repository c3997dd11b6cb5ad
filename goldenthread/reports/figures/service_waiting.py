"""What waits for a service's answer, told in a sentence."""

from __future__ import annotations

from goldenthread.core.sentences import counted, start
from goldenthread.resources.service_waiting_queries import Waiting


def waiting_words(found: Waiting) -> str:
    """“Two needs wait for its answer, and four quarters of its capacity to be confirmed.”"""
    needs, quarters = len(found.needs), found.quarters
    parts = []
    if needs:
        parts.append(f"{counted(needs, 'need')} {'waits' if needs == 1 else 'wait'} for its answer")
    if quarters:
        verb = "" if parts else " waits" if quarters == 1 else " wait"
        parts.append(f"{counted(quarters, 'quarter')} of its capacity{verb} to be confirmed")
    return f"{start(', and '.join(parts))}." if parts else "Nothing waits for its answer."
