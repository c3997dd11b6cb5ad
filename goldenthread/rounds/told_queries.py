"""Reading what a round brought in: the words beside each figure, and how far the sign-off has come."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from goldenthread.rounds.models import Ask, Deadline, Round, Wording

UPDATER = "updater"  # the step by which answers are due
COME_IN = ("ASKED", "SENT", "CHECKED", "SIGNED")


class Told(NamedTuple):
    """What was said of one line in a round."""

    words: str = ""
    doing_about: str = ""
    wordings: tuple[tuple[str, str], ...] = ()  # audience, words
    state: str = ""


def told_in(round: Round) -> dict[tuple[str, int], Told]:
    """What was said of each measure and element of a round, by kind and key: two queries."""
    wordings: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for ask, audience, text in Wording.objects.filter(ask__round=round).values_list(
        "ask_id", "audience", "text"
    ):
        wordings[ask].append((audience, text))
    rows = Ask.objects.filter(round=round).values_list(
        "id", "measure_id", "element_id", "words", "doing_about", "state"
    )
    return {
        ("measure", measure) if measure else ("element", element): Told(
            words, doing, tuple(sorted(wordings[pk])), state
        )
        for pk, measure, element, words, doing, state in rows
    }


def counts_of(round: Round) -> tuple[int, int, int, int, int, int]:
    """Lines asked, sent, checked and signed, each in one; and of those that came in, on time and late."""
    due = Deadline.objects.filter(round=round, step=UPDATER).values_list("due_on", flat=True).first()
    rows = list(Ask.objects.filter(round=round).values_list("state", "sent_on"))
    states = Counter(state for state, _ in rows)
    came = [sent for _, sent in rows if sent is not None]
    late = sum(1 for sent in came if due is not None and sent > due)
    asked, sent, checked, signed = (states[state] for state in COME_IN)
    return asked, sent, checked, signed, len(came) - late, late
