"""Who may do what, by a policy made for the test: reach, sentences, and policies that can't be obeyed."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from goldenthread.core.duties import (
    Answer,
    Held,
    Reach,
    Subject,
    UnreadableDuties,
    answers,
    either,
    joined,
    may,
    policy_from,
    reaches,
    reasons_not,
    with_article,
)

FILE: dict[str, Any] = {
    "power": {"change_plan": "change a draft plan", "fly": "fly"},
    "duty": {
        "STRATEGY": {"name": "Strategy team", "about": "All", "may": {"change_plan": "council"}},
        "DIRECTOR": {"name": "Director", "may": {"change_plan": "directorate"}},
        "SERVICE_MANAGER": {"name": "Service manager", "may": {"change_plan": "service"}},
        "OWNER": {"name": "Owner", "may": {"change_plan": "own"}},
        "UPDATER": {"name": "Updater", "may": {"change_plan": "own"}},
        "PUBLIC": {"name": "Member of the public"},
    },
}
POLICY = policy_from(FILE)
STREETS = Subject("Streets", "Place", ("Head of Streets",))
HELD = {
    "STRATEGY": Held("STRATEGY"),
    "DIRECTOR": Held("DIRECTOR", "", "Place"),
    "SERVICE_MANAGER": Held("SERVICE_MANAGER", "Streets", "Place"),
    "OWNER": Held("OWNER", "Parks", "Place"),
}


@pytest.mark.parametrize(
    ("held", "post", "subject", "able"),
    [
        (HELD["STRATEGY"], "Anyone", STREETS, True),
        (HELD["STRATEGY"], "Anyone", Subject(), True),
        (HELD["DIRECTOR"], "Director of Place", STREETS, True),
        (HELD["DIRECTOR"], "Director of Place", Subject("Schools", "People"), False),
        (Held("DIRECTOR"), "Director of nothing", Subject(), False),  # blank never equals blank
        (HELD["SERVICE_MANAGER"], "Manager", STREETS, True),
        (HELD["SERVICE_MANAGER"], "Manager", Subject("Parks", "Place"), False),
        (Held("SERVICE_MANAGER"), "Manager", Subject(), False),
        (HELD["OWNER"], "Head of Streets", STREETS, True),
        (HELD["OWNER"], "Head of Parks", STREETS, False),
        (HELD["OWNER"], "", Subject(posts=()), False),
        (Held("PUBLIC"), "Anyone", STREETS, False),
        (Held("WIZARD"), "Anyone", STREETS, False),
    ],
)
def test_a_duty_reaches_as_far_as_the_policy_says(
    held: Held, post: str, subject: Subject, able: bool
) -> None:
    """R142."""
    assert may(POLICY, "change_plan", [held], post, subject) is able
    assert (reasons_not(POLICY, "change_plan", [held], post, subject) == []) is able


def test_without_a_subject_the_question_is_whether_somebody_has_the_power_at_all() -> None:
    able = {code: may(POLICY, "change_plan", [Held(code)], "Anyone") for code in FILE["duty"]}

    assert able == {code: code != "PUBLIC" for code in FILE["duty"]}


def test_further_duties_add_to_the_first_and_take_nothing_away() -> None:
    both = [Held("OWNER", "Parks", "Place"), Held("SERVICE_MANAGER", "Streets", "Place")]

    assert may(POLICY, "change_plan", both, "Head of Parks", STREETS)
    assert may(POLICY, "change_plan", both, "Head of Parks", Subject(posts=("Head of Parks",)))
    assert not may(POLICY, "change_plan", both, "Head of Parks", Subject("Parks", "Place"))


def test_reach_agrees_with_its_slow_and_obvious_twin() -> None:
    words = ("", "a", "b")
    for reach, service, directorate, post in product(Reach, words, words, ("a", "b")):
        held = Held("ANY", service, directorate)
        for its_service, its_directorate, its_post in product(words, words, words):
            subject = Subject(its_service, its_directorate, (its_post,) if its_post else ())
            twin = {
                "council": True,
                "directorate": (
                    directorate == its_directorate
                    if directorate
                    else bool(service) and service == its_service
                ),
                "service": service != "" and service == its_service,
                "own": its_post != "" and its_post == post,
            }[reach.value]
            assert reaches(reach, held, post, subject) is twin


@pytest.mark.parametrize(
    ("subject", "opening"),
    [
        (None, "Only the strategy team, a director, a service manager, an owner or an updater can"),
        (
            STREETS,
            "Only the strategy team, a director of Place, a service manager of Streets or Head of Streets "
            "can",
        ),
        (Subject(posts=("A", "B")), "Only the strategy team, A or B can"),
        (Subject(), "Only the strategy team or the post that answers for it (none is named yet) can"),
    ],
)
def test_a_refusal_names_who_could_and_as_what_one_is_here(subject: Subject | None, opening: str) -> None:
    """R142: a person sees why they may not do a thing, in a sentence."""
    assert reasons_not(POLICY, "change_plan", [Held("PUBLIC")], "Anyone", subject) == [
        f"{opening} change a draft plan. You are signed in as a member of the public."
    ]


def test_what_no_duty_can_do_is_said_so() -> None:
    assert reasons_not(POLICY, "fly", [HELD["OWNER"], HELD["DIRECTOR"], HELD["OWNER"]], "Anyone") == [
        "Nobody can fly here. You are signed in as an owner and a director."
    ]


@pytest.mark.parametrize(("held", "codes"), [([Held("WIZARD")], "WIZARD"), ([], "none")])
def test_a_duty_that_the_policy_does_not_know_gives_nothing_and_says_so(held: list[Held], codes: str) -> None:
    assert reasons_not(POLICY, "fly", held, "Anyone") == [
        f"Nobody can fly here. Your duty here ({codes}) is not in the council's list of duties. "
        "Ask the strategy team."
    ]


def test_a_power_that_is_in_no_policy_is_a_slip_of_the_programs_and_not_of_the_persons() -> None:
    with pytest.raises(KeyError):
        may(POLICY, "swim", [HELD["STRATEGY"]], "Anyone")


def test_each_power_is_answered_with_how_far_or_why_not() -> None:
    def said(*held: Held) -> list[Answer]:
        return answers(POLICY, held, "Head of Parks")

    assert said(HELD["OWNER"], HELD["SERVICE_MANAGER"])[0] == Answer(
        "change_plan",
        "change a draft plan",
        True,
        "For what Head of Parks answers for and what belongs to Streets.",
    )
    assert said(HELD["OWNER"], HELD["STRATEGY"])[0].sentence == "For everything of the council."
    assert said(Held("DIRECTOR", "Parks"))[0].sentence == "For what belongs to Parks."
    assert said(Held("DIRECTOR"))[0].sentence == "For one directorate: none is named for you yet."
    assert [one.may for one in said(Held("PUBLIC"))] == [False, False]
    assert said(Held("PUBLIC"))[1].sentence == "Nobody can fly here."


def test_words_inside_a_sentence() -> None:
    names = ["Strategy team", "Owner", "Executive member", "Director", "Updater"]
    assert [with_article(name) for name in names] == [
        "the strategy team", "an owner", "an executive member", "a director", "an updater",
    ]  # fmt: skip
    assert [either(["a", "b", "c"][:count]) for count in range(4)] == ["", "a", "a or b", "a, b or c"]
    assert [joined(["a", "b", "c"][:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]


TABLES = "The file needs one [power] table and [duty.NAME] tables, and nothing else."


def with_duty(**lines: Any) -> dict[str, Any]:
    return {"power": {"fly": "fly"}, "duty": {"BIRD": {"name": "Bird", **lines}}}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, TABLES),
        ({"power": {}, "duty": []}, TABLES),
        ({**with_duty(), "duties": {}}, TABLES),
        ({"power": {"fly": " "}, "duty": {}}, "Power fly is not said in words."),
        ({"power": {"fly": 1}, "duty": {}}, "Power fly is not said in words."),
        ({"power": {}, "duty": {"BIRD": "x"}}, "Duty BIRD has no name."),
        (with_duty(name=" "), "Duty BIRD has no name."),
        (with_duty(may="fly"), "Duty BIRD: may is not a table of powers."),
        (with_duty(may={"swim": "own"}), "Duty BIRD: there is no power “swim”. Add it to [power]."),
        (with_duty(may={"fly": "sky"}), "Duty BIRD, fly: write council, directorate, service or own."),
        (with_duty(may={"fly": ["own"]}), "Duty BIRD, fly: write council, directorate, service or own."),
        (with_duty(mya={"fly": "own"}), "Duty BIRD: there is no line “mya”. Write name, about and may."),
        (
            {"power": {}, "duty": {"OPERATOR": {"name": "Me"}}},
            "OPERATOR is whoever runs the installation: no council can give that duty.",
        ),
    ],
)  # fmt: skip
def test_a_policy_that_cannot_be_obeyed_is_refused_with_a_sentence(
    data: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(UnreadableDuties) as refusal:
        policy_from(data)
    assert str(refusal.value) == sentence


def test_a_policy_keeps_its_own_order_and_words() -> None:
    assert [duty.code for duty in POLICY.duties.values()] == list(FILE["duty"])
    assert [duty.code for duty in POLICY.having("change_plan")] == list(FILE["duty"])[:-1]
    assert (POLICY.duties["STRATEGY"].about, POLICY.duties["PUBLIC"].may) == ("All", {})
