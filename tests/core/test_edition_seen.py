"""An edition as a body saw it: written and read back the same, and set against another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.edition_seen import (
    Seen,
    SeenLine,
    SeenMeasure,
    as_read,
    canonical,
    changes_since,
    digest_of,
    read,
)

WORDS = st.text(max_size=12)
MEASURES = st.builds(
    SeenMeasure, WORDS, WORDS, WORDS, st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple)
)


@st.composite
def editions(draw: st.DrawFn) -> Seen:
    """Any edition: each line hangs from an earlier one or from none."""
    lines = []
    for pk in range(1, draw(st.integers(0, 5)) + 1):
        parent = draw(st.one_of(st.none(), st.integers(1, pk - 1))) if pk > 1 else None
        lines.append(
            SeenLine(
                pk, draw(WORDS), draw(WORDS), pk, parent, draw(WORDS), draw(WORDS), "", draw(WORDS), "",
                draw(st.one_of(st.none(), st.dates())), None, draw(WORDS), draw(WORDS), draw(st.booleans()),
                tuple(draw(st.lists(MEASURES, max_size=2))),
            )
        )  # fmt: skip
    return Seen(draw(WORDS), draw(WORDS), "DRAFT", as_read(lines))


@given(editions())
def test_what_was_kept_is_read_as_it_was(seen: Seen) -> None:
    """R108: and the same edition always has the same digest."""
    text = canonical(seen)
    assert read(text) == seen
    assert canonical(read(text)) == text
    assert digest_of(text) == digest_of(canonical(read(text)))


@given(editions())
def test_nothing_changed_since_itself(seen: Seen) -> None:
    assert changes_since(seen, seen) == []


@given(editions(), editions())
def test_every_line_that_differs_is_told_of(old: Seen, new: Seen) -> None:
    """R108: a line that came, went or says something else is never left out."""
    olds, news = {one.id: one for one in old.lines}, {one.id: one for one in new.lines}
    told = changes_since(old, new)
    came_or_went = len(olds.keys() ^ news.keys())
    assert sum(one.became.value in ("ADDED", "DROPPED") for one in told) == came_or_went
    retitled = sum(
        " ".join(olds[pk].title.split()) != " ".join(news[pk].title.split())
        for pk in olds.keys() & news.keys()
    )
    assert len(told) >= came_or_went + retitled


SWEEP = SeenLine(1, "sweep", "Action", 2, None, "Sweep", due_on=date(2015, 3, 31), remit="Environment")
RATE = SeenMeasure("M1", "Streets clean", "%", (("2014/15", "80"),))
PLAN = Seen("Strategy", "2014", "DRAFT", (SWEEP,))


def test_what_changed_is_told_in_plain_words() -> None:
    """R100, R108: dates, remits, measures and their targets."""
    old = replace(PLAN, lines=(replace(SWEEP, measures=(RATE,), quantity="Two vans"),))
    higher = replace(RATE, targets=(("2014/15", "85"),))
    new = replace(
        PLAN,
        lines=(replace(SWEEP, due_on=date(2016, 3, 31), remit="Cabinet", measures=(higher,)),),
    )
    (told,) = changes_since(old, new)
    assert told.sentences == (
        "“Sweep” stays, with changes: it is due 31 March 2016, before 31 March 2015.",
        "Its quantity is not stated, before Two vans.",
        "It is in the remit of Cabinet, before Environment.",
        "The target of “Streets clean” for 2014/15 is 85, before 80.",
    )
    (gone,) = changes_since(old, replace(PLAN, lines=()))
    assert gone.became.value == "DROPPED"


def test_a_body_has_its_slice_and_a_stranger_no_exempt_line() -> None:
    """R100."""
    below = SeenLine(2, "", "Step", 3, 1, "Buy vans", remit="Cabinet")
    whole = replace(PLAN, lines=(replace(SWEEP, is_exempt=True), below))
    assert [one.title for one in whole.in_remit_of("Cabinet").lines] == ["Buy vans"]
    assert whole.without_exempt().lines == ()
