"""Tables of what was sent to whom: messages with what became of them, and links to answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.timezone import localtime

from goldenthread.core.listing import Filter, Listing, Order, Value
from goldenthread.core.sentences import Sentence, Span, plain, spell, start
from goldenthread.reports.grids import Cell, Column, Link, blank, text
from goldenthread.reports.tables.lists import ListColumn, ListTable
from goldenthread.rounds.models import Notice

KINDS: Mapping[str, str] = {
    "ask": "What a round asks",
    "nudge": "Nudge, by the policy",
    "nudge-by-hand": "Nudge, by hand",
    "link": "Link to answer without an account",
    "clearance": "Paper to clear or sign off",
    "report": "Report",
}
STATES: Mapping[str, str] = {
    Notice.State.WAITING: "Waiting to go",
    Notice.State.SENDING: "Not known whether it went",
    Notice.State.SENT: "Sent",
    Notice.State.FAILED: "Could not be sent",
    Notice.State.UNSENT: "No address",
}


def kind_words(kind: str) -> str:
    return KINDS.get(kind, start(kind.replace("-", " ")))


def moment(at: datetime) -> str:
    """“2 September 2014, 10:30”, in the council's time."""
    here = localtime(at)
    return f"{here.day} {here:%B %Y, %H:%M}"


def _kind(one: Notice) -> Iterable[Value]:
    return [Value(one.kind, kind_words(one.kind))]


def _round(one: Notice) -> Iterable[Value]:
    return [Value(one.round.slug, str(one.round))] if one.round else []


LISTING: Listing[Notice] = Listing(
    filters=(
        Filter(
            "state",
            "What became of it",
            lambda one: [Value(one.state.casefold(), STATES[one.state])],
            groups=True,
        ),
        Filter("kind", "Kind", _kind, groups=True),
        Filter("round", "Round", _round, blank="No round", groups=True),
        Filter("to", "To", lambda one: [Value(one.to, one.to)], groups=True),
    ),
    orders=(Order("made", "Written", lambda one: one.made_at, "oldest first", "newest first"),),
    words=lambda one: f"{one.subject} {one.to} {one.fault}",
)


def message_table() -> ListTable[Notice]:
    """Every message: to whom, what it says in a line, and what became of it. Addresses are not shown."""
    columns: tuple[ListColumn[Notice], ...] = (
        ListColumn(
            Column("Message", width=36),
            lambda one: text(one.subject, link=Link("message", str(one.pk)), note=kind_words(one.kind)),
        ),
        ListColumn(Column("To", width=24), lambda one: text(one.to)),
        ListColumn(Column("Written", width=20), lambda one: text(moment(one.made_at)), "made"),
        ListColumn(Column("What became of it", width=30), became),
    )
    return ListTable("Messages", LISTING, columns, "message", "messages", "wide")


def became(one: Notice) -> Cell:
    """What became of a message, when, and why not."""
    words = STATES[one.state]
    if one.state == Notice.State.SENT and one.sent_at:
        return text(words, note=moment(one.sent_at))
    if one.state == Notice.State.WAITING:
        return text(words, note=f"Tried, and refused for now: {one.fault}" if one.fault else "")
    if one.state == Notice.State.UNSENT:
        return blank(words)
    return text(words, note=one.fault, strong=True)


def told(one: Notice) -> str:
    """What a message is and what became of it: “To Head of Streets, sent on 2 September 2014, 10:30.”"""
    to = f"To {one.to}"
    written = f"written on {moment(one.made_at)}"
    if one.state == Notice.State.SENT and one.sent_at:
        return f"{to}, {written} and sent on {moment(one.sent_at)}."
    said = {
        Notice.State.WAITING: "it waits to go",
        Notice.State.SENDING: "nobody knows whether it went",
        Notice.State.FAILED: "it could not be sent",
        Notice.State.UNSENT: "there is no address to send it to",
    }
    return f"{to}, {written}; {said[Notice.State(one.state)]}."


def opening(found: Sequence[Notice], *, sends: bool) -> list[Sentence]:
    """How many messages were sent, and what of the others somebody should look at."""
    if not found:
        return [plain("No message was written yet: the first are written when a round opens.")]
    states = Counter(one.state for one in found)
    sent = states[Notice.State.SENT]
    were = "was" if len(found) == 1 else "were"
    one = "message" if len(found) == 1 else "messages"
    parts = [Span(f"{sent} of {len(found):,} {one}", True), Span(f" {were} sent")]
    rest = [
        f"{spell(states[state])} {words}"
        for state, words in (
            (Notice.State.WAITING, "waiting to go"),
            (Notice.State.FAILED, "could not be sent"),
            (Notice.State.UNSENT, "without an address"),
            (Notice.State.SENDING, "of which nobody knows whether it went"),
        )
        if states[state]
    ]
    said = f"; {', '.join(rest)}." if rest else "."
    if states[Notice.State.WAITING] and not sends:
        said += " No way to send mail is set for this installation, so messages wait."
    return [(*parts, Span(said))]
