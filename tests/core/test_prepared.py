"""“How this plan was prepared” writes itself from dated facts."""

from __future__ import annotations

from datetime import date

from goldenthread.core.prepared import (
    ChangedFact,
    CommentsFact,
    ConsideredFact,
    ConsultedFact,
    StageFact,
    TakenInFact,
    WorkshopFact,
    how_prepared,
    listed,
)
from goldenthread.core.stages import Awaited, Planned

ON = date(2009, 1, 1)
FIRST = Planned(1, "First round", date(2008, 10, 1), date(2008, 11, 18), date(2008, 11, 18))
SECOND = Planned(2, "Second round", date(2009, 1, 10), date(2009, 1, 31))
LATE = Planned(3, "Partners plan", date(2008, 11, 1), date(2008, 12, 20))


def told(*facts) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {one.heading: (one.text, one.lines) for one in how_prepared(facts, ON)}


def test_stages_are_told_as_done_and_to_come_with_what_they_wait_for() -> None:
    """R002, R093."""
    wait = (Awaited(LATE, "they decide first", is_done=False),)
    found = told(StageFact(SECOND, awaited=wait), StageFact(FIRST, "Members met"), StageFact(LATE))
    assert found["What was done"] == (
        "One of the three stages of its making is done.",
        ("First round, 18 November 2008: Members met.",),
    )
    text, lines = found["What is still to come"]
    assert text == "Two stages are still to be done, one of them past their last day."
    assert lines == (
        "Partners plan: it was to be done by 20 December 2008.",
        "Second round: from 10 January 2009 to 31 January 2009. "
        "Waits for “Partners plan”, because they decide first.",
    )


def test_workshops_tell_who_came_by_kind() -> None:
    """R063: members, officers and partners."""
    found = told(
        WorkshopFact("Safer City", date(2008, 11, 3), {"members": 4, "officers": 9}),
        WorkshopFact("Healthy City", date(2008, 10, 6), {"officers": 2, "partners": 1}),
        WorkshopFact("Later", date(2009, 2, 1), {"members": 50}),
    )
    text, lines = found["Workshops"]
    assert text == (
        "Two workshops were held between 6 October 2008 and 3 November 2008. 16 people came: "
        "11 officers, one partner and four members. Somebody who came to several is counted at each."
    )
    assert lines[1] == "Safer City, 3 November 2008: four members and nine officers."


def test_workshops_of_which_only_the_names_are_known_are_named_once() -> None:
    """R063: eight lines that differ in a name alone are one sentence."""
    who = "Members, officers and partners; how many is not stated"
    names = ("Safer City", "Healthy City")
    found = told(*(WorkshopFact(f"First round: {one}", None, {}, "By November 2008", who) for one in names))
    assert found["Workshops"] == (
        f"Two workshops were held (by November 2008). Who took part: {who}. "
        "First round: Safer City and Healthy City.",
        (),
    )


def test_only_a_day_on_record_shows_that_a_body_considered_it() -> None:
    """R062: a step without a day is on the route and no more."""
    found = told(
        ConsideredFact("Management Team", None, "Before November 2008", "Discusses the process"),
        ConsideredFact("Executive", date(2008, 12, 2), "2 December 2008", "Endorses it."),
        ConsideredFact("Council", date(2009, 4, 2), "", "Decides"),
        ConsideredFact("Executive", date(2008, 11, 1), "", "Looks again", is_to_come=True),
        ConsideredFact("Overview", None, "March 2009", "Comments", is_to_come=True),
    )
    text, lines = found["Who considered it"]
    assert text == (
        "These bodies considered it: Executive on 2 December 2008. "
        "On its route, with no day on record: Management Team."
    )
    assert len(lines) == 2
    assert found["What is still to come"][0] == (
        "It goes to Council on 2 April 2009, Executive on 1 November 2008 and Overview (March 2009)."
    )
    assert lines[0] == "Management Team, before November 2008: Discusses the process."


def test_comments_answers_and_changed_words_are_counted() -> None:
    """R093, R117."""
    assert told(CommentsFact(6, open=5, changed=1))["What was said of it"][0] == (
        "Six comments are on record: one answered and five open. "
        "The words of the plan changed once because of what was said."
    )
    assert told(CommentsFact(1))["What was said of it"][0] == (
        "One comment is on record: one answered and none open."
    )
    assert not told(CommentsFact(0))


def test_consultations_partnerships_and_changes_are_told() -> None:
    """R093: “the Senior Leadership Team added value for money”."""
    found = told(
        ConsultedFact("Survey", "residents", date(2008, 9, 1), date(2008, 9, 30), 214),
        ConsultedFact("Event", "residents", date(2008, 10, 1), date(2008, 10, 1)),
        TakenInFact("Without Walls", "Fewer cars", date(2008, 12, 1), "taken in in part", "no money"),
        ChangedFact("the Senior Leadership Team", "added value for money", date(2008, 12, 5)),
    )
    assert found["Consultation"][0] == (
        "Two consultations asked for views from residents. 214 answered, counting the one for which that is "
        "known."
    )
    assert found["What partnerships decided"][1] == (
        "Without Walls, 1 December 2008: Fewer cars. Taken in in part. No money.",
    )
    assert found["What changed on the way"] == (
        "One change was made on the way.",
        ("The Senior Leadership Team added value for money, 5 December 2008.",),
    )


def test_nothing_known_is_nothing_said() -> None:
    assert how_prepared([], ON) == []
    assert listed([]) == ""
    assert listed(["a", "b", "c"]) == "a, b and c"
