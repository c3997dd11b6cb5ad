"""R121, R122: a draft's line is flagged at risk on timescale; its dates change with old and new kept."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.core.sentences import said
from goldenthread.governance.doubting import answer_doubt, dates_moved, doubt_about, doubt_date, open_doubts
from goldenthread.ledger.models import Entry
from goldenthread.plans.editing import amend_element
from goldenthread.plans.models import Edition, Element
from goldenthread.plans.origins import Why
from goldenthread.reports.figures.amended import moved_in_words, of_doubts
from tests.cast import AT, NEIGHBOUR, ON, OWNER, STRANGER, STRATEGY, a_council

pytestmark = pytest.mark.django_db
WHO = {"on": ON, "by": OWNER, "at": AT}


@pytest.fixture
def cast():
    return a_council()


def test_a_drafts_date_is_doubted_answered_and_counted(cast) -> None:
    """R121: a contract in place by 2012 could be overly ambitious."""
    action = Element.objects.get(code="action")
    with pytest.raises(Refused, match="Say why it may not"):
        doubt_date(element=action, why=" ", **WHO)
    doubt = doubt_date(element=action, why="Overly ambitious.", **WHO)
    assert (doubt.due_on, doubt.raised_by, open_doubts(cast.edition)) == (action.due_on, OWNER.post, [doubt])
    assert said(of_doubts([doubt], 0)) == "One line has its date in doubt; no date has moved."
    with pytest.raises(Refused, match="in doubt already"):
        doubt_date(element=action, why="Again.", **WHO)
    with pytest.raises(Stale):
        answer_doubt(doubt=doubt, answer="Moved.", version=7, **WHO)
    with pytest.raises(Refused, match="Say why it is no longer"):
        answer_doubt(doubt=doubt, answer="", version=1, **WHO)
    answer_doubt(doubt=doubt, answer="It moved.", version=1, **WHO)
    assert (doubt_about(action), open_doubts(cast.edition)) == (None, [])
    with pytest.raises(Refused, match="answered already"):
        answer_doubt(doubt=doubt, answer="Again.", version=2, **WHO)
    assert [one.verb for one in Entry.objects.filter(subject_kind="datedoubt").order_by("pk")] == [
        "doubted", "answered",
    ]  # fmt: skip


def test_only_a_drafts_date_is_doubted_and_by_whose_it_is(cast) -> None:
    action = Element.objects.get(code="action")
    for by in (NEIGHBOUR, STRANGER):
        with pytest.raises(Refused):
            doubt_date(element=action, why="R", on=ON, by=by, at=AT)
    Edition.objects.update(state="ADOPTED")
    with pytest.raises(Refused, match="is no draft"):
        doubt_date(element=Element.objects.get(code="action"), why="R", **WHO)
    Edition.objects.update(state="DRAFT")
    Element.objects.update(state="RETIRED")
    with pytest.raises(Refused, match="no longer in the draft"):
        doubt_date(element=Element.objects.get(code="action"), why="R", **WHO)


def test_the_dates_of_a_draft_keep_old_and_new_with_who_and_why(cast) -> None:
    """R122: the timescale could change before the draft was approved."""
    action = cast.elements["action"]
    changes = {"due_on": date(2015, 6, 30)}
    amend_element(element=action, version=1, changes=changes, why=Why("Too early."), by=STRATEGY, at=AT)
    amend_element(element=action, version=2, changes={"title": "Other words"}, by=STRATEGY, at=AT)
    found = dates_moved(cast.council, [action.pk])
    (one,) = found[action.pk]
    assert (one.by, one.on, one.reason) == (STRATEGY.post, AT.date(), "Too early.")
    assert moved_in_words(one) == "Due 30 June 2015, before that 31 March 2015"
    assert (
        said(of_doubts([], len(found))) == "No line has its date in doubt; one line had other dates before."
    )
    assert said(of_doubts([], 0)).startswith("No date of this draft is in doubt")
