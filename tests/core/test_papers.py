"""The forms of papers, the words in their sections, and what stands in the way of an approval."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.paper_checks import (
    ImplicationSaid,
    OptionSaid,
    PaperSaid,
    StopHeld,
    named,
    reasons_not_ready,
    reasons_not_to_give,
    stands,
    state_sentence,
)
from goldenthread.core.paper_states import DECIDED, DRAFT, MOVES, STATES, drawn
from goldenthread.core.paper_template import Asked, PaperTemplate, UnreadableTemplate, template_from
from goldenthread.core.paper_text import (
    Listed,
    Paragraph,
    Subhead,
    figures_in,
    pieces_of,
    unknown_figures,
    with_figures,
)
from goldenthread.governance.models import Paper
from goldenthread.governance.paper_policies import paper_templates
from goldenthread.people.policies import policies_folder

FORM = """
name = "A form"
source = "A source"
numbering = "through"
opening = "Report of the {post}"
front = ["key_decision", "forward_plan"]

[options]
least = 2
do_nothing = true

[implications]
categories = ["Financial", "Legal"]
signed = true

[[section]]
key = "summary"
heading = "Summary"

[[section]]
key = "options"
heading = "Options"
part = "options"

[[section]]
key = "implications"
heading = "Implications"
part = "implications"

[[section]]
key = "risks"
heading = "Risks"
part = "risks"

[[section]]
key = "recommendations"
heading = "Recommendations"
part = "recommendations"

[[section]]
key = "contacts"
heading = "Contacts"
part = "contacts"

[[section]]
key = "wards"
heading = "Wards"
part = "wards"
"""


def form(**changed: Any) -> PaperTemplate:
    return template_from(tomllib.loads(FORM) | changed, "a-form")


def whole(**more: Any) -> PaperSaid:
    """A paper that nothing stands in the way of."""
    said: dict[str, Any] = {
        "kind": "DECISION",
        "texts": {"summary": "Words"},
        "options": (OptionSaid(1, True, True, True), OptionSaid(2, True, True)),
        "implications": (
            ImplicationSaid("Financial", False, "Treasurer"),
            ImplicationSaid("Legal", False, "Solicitor"),
        ),
        "recommendations": ((1, True),),
        "risks": 1,
        "has_contact": True,
        "wards": "All",
        "is_key_decision": True,
        "forward_plan": "FP 12",
    }
    return PaperSaid(**(said | more))


def test_nothing_stands_in_the_way_of_a_whole_paper() -> None:
    assert reasons_not_ready(whole(), form()) == []


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"texts": {}}, "Not written yet: Summary."),
        ({"options": (OptionSaid(1, True, True, True),)}, "A decision needs two options, and one is given"),
        ({"options": (OptionSaid(1, True, True), OptionSaid(2, True, True))}, "No option is to do nothing"),
        (
            {"options": (OptionSaid(1, True, True, True), OptionSaid(2, False, False))},
            "Option 2 has no advantages and no disadvantages",
        ),
        ({"implications": ()}, "No implications are written."),
        (
            {"implications": (ImplicationSaid("Legal", True), ImplicationSaid("Financial", False, "T"))},
            "Not all implications are written: Legal.",
        ),
        (
            {"implications": (ImplicationSaid("Legal", False),)},
            "Not signed off by the officer of each: Legal",
        ),
        ({"risks": 0}, "No risk is stated"),
        ({"recommendations": ()}, "Nothing is recommended"),
        ({"recommendations": ((1, False), (2, False))}, "No reason is given for recommendation 1 and 2"),
        ({"has_contact": False}, "Nobody is named as its author"),
        ({"wards": " "}, "Say which wards it affects"),
        ({"is_key_decision": None}, "Say whether this is a key decision"),
        ({"forward_plan": ""}, "A key decision is in the forward plan"),
        ({"is_exempt": True}, "It is exempt, and no ground is given"),
        ({"unknown_figures": ("x",)}, "is tied to no snapshot"),
        ({"unknown_figures": ("x",), "has_snapshot": True}, "These figures aren't among those frozen: {x}"),
        ({"open_rounds": ("Round two",)}, "It is blocked until “Round two” is closed"),
    ],
)
def test_each_thing_missing_is_said_and_nothing_else(more: dict[str, Any], sentence: str) -> None:
    """R050, R064, R065, R075, R076, R081, R082, R084, R087."""
    found = reasons_not_ready(whole(**more), form())
    assert len(found) == 1
    assert sentence in found[0]


def test_words_may_stand_in_place_of_a_risk_and_a_note_needs_no_options() -> None:
    assert reasons_not_ready(whole(risks=0, texts={"summary": "x", "risks": "None, because…"}), form()) == []
    assert reasons_not_ready(whole(kind="NOTING", options=(), recommendations=()), form()) == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"colour": "red"}, "There is no line “colour”"),
        ({"name": " "}, "Line “name” is missing"),
        ({"numbering": "roman"}, "“roman” is not one of through, sections, none"),
        ({"front": ["moon"]}, "front: there is no “moon”"),
        ({"front": "to"}, "front is a list of words"),
        ({"section": []}, "at least one"),
        ({"section": [{"key": "a", "heading": "A"}] * 2}, "Section a stands twice"),
        ({"section": [{"key": "a", "heading": "A", "part": "analysis"}], "options": {}}, "the analysis"),
        ({"section": [{"key": "a", "heading": "A", "shape": "x"}]}, "there is no line “shape”"),
        ({"section": [{"key": "a", "heading": "A", "suggest": "luck"}]}, "there is no “luck”"),
        ({"implications": {}}, "names no categories"),
        ({"implications": {"categories": ["A", "A"]}}, "names something twice"),
        ({"options": {"least": -1}}, "least is a whole number from 0"),
        ({"options": []}, "[options] is a table"),
        ({"stop": [{"role": "X", "stage": 2}]}, "counted from 1"),
        ({"stop": [{"role": "X", "working_days": 0}]}, "a whole number from 1"),
        ({"stop": [{"role": "X", "asked": "wish"}]}, "not one of clearance, sign-off"),
        ({"stop": "X"}, "is a list of tables"),
    ],
)
def test_a_form_that_cannot_be_obeyed_is_refused(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UnreadableTemplate) as refusal:
        form(**changed)
    assert sentence in str(refusal.value)


def test_every_form_that_comes_with_the_product_can_be_read() -> None:
    """R064, R075: York 2008 and now, Maidstone-like, Spelthorne-like, and for discussion."""
    files = sorted(path.stem for path in (policies_folder() / "papers").glob("*.toml"))
    assert [one.code for one in paper_templates()] == files
    york = next(one for one in paper_templates() if one.code == "york-2008")
    assert [one.split(" (")[0] for one in york.categories] == [
        "Financial", "Human Resources", "Equalities", "Legal", "Crime and Disorder", "Information Technology",
    ]  # fmt: skip


# Words


def test_plain_text_becomes_paragraphs_headings_and_lists() -> None:
    said = "One\nline.\n\n## Head\n- a\n- b\nAfter.\n\n\nLast"
    assert pieces_of(said) == [
        Paragraph("One line."), Subhead("Head"), Listed(("a", "b")), Paragraph("After."), Paragraph("Last"),
    ]  # fmt: skip
    assert pieces_of(" \n ") == []


@given(st.lists(st.text("ab -#\n", max_size=20), max_size=6))
def test_no_word_is_lost_in_pieces(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    kept = "".join(
        part
        for piece in pieces_of(text)
        for part in (piece.lines if isinstance(piece, Listed) else [piece.words])
    )
    assert sorted(kept.replace(" ", "").replace("#", "").replace("-", "")) == sorted(
        char for char in text if char in "ab"
    )


def test_figures_are_put_in_by_name_and_unknown_ones_stay() -> None:
    """R138: what the text says is what the snapshot holds."""
    said = "{measures  on target} of {measures}; {nothing}"
    assert figures_in(said) == ["measures on target", "measures", "nothing"]
    held = {"measures on target": "12", "measures": "18"}
    assert with_figures(said, held) == "12 of 18; {nothing}"
    assert unknown_figures([said], held) == ["nothing"]


# Clearing


def stop(place: int, stage: int = 1, asked: Asked = Asked.SIGN_OFF, **more: Any) -> StopHeld:
    return StopHeld(place, f"Role {place}", f"Post {place}", stage, asked, **more)


DAY = date(2008, 11, 18)


def test_sign_offs_go_in_order_and_clearances_in_any() -> None:
    """R086."""
    two = [stop(1), stop(2)]
    assert reasons_not_to_give(two, 1) == []
    assert reasons_not_to_give(two, 2) == ["Sign-off by the Post 1 (Role 1) comes first."]
    assert reasons_not_to_give([stop(1, given_on=DAY), stop(2)], 2) == []
    assert reasons_not_to_give([stop(1, given_on=DAY)], 1) == [
        "Sign-off by the Post 1 (Role 1) is given already."
    ]
    mixed = [stop(1, asked=Asked.CLEARANCE), stop(2, asked=Asked.CLEARANCE), stop(3)]
    assert reasons_not_to_give(mixed, 2) == []
    assert reasons_not_to_give(mixed, 3) == ["Clearance by the Post 1 (Role 1) comes first."]
    assert reasons_not_to_give(mixed, 9) == ["There is no such sign-off on this paper."]


@given(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from(list(Asked)), st.booleans()), max_size=8), st.data()
)
def test_nothing_of_a_later_stage_is_given_before_the_earlier_is_whole(
    drawn: list[tuple[int, Asked, bool]], data: st.DataObject
) -> None:
    stops = [
        stop(place, stage, asked, given_on=DAY if is_given else None)
        for place, (stage, asked, is_given) in enumerate(drawn, start=1)
    ]
    if not stops:
        return
    one = data.draw(st.sampled_from(stops))
    waits = any(other.stage < one.stage and not other.is_given for other in stops)
    if waits or one.is_given:
        assert reasons_not_to_give(stops, one.place)
    elif one.asked is Asked.CLEARANCE:
        assert reasons_not_to_give(stops, one.place) == []


def test_how_a_clearance_stands_is_said_and_silence_is_not_consent() -> None:
    asked = stop(1, asked=Asked.CLEARANCE, asked_on=DAY, due_on=date(2008, 11, 25))
    assert stands(asked, DAY) == "Asked on 18 November 2008, to be answered by 25 November 2008"
    assert "Silence is not consent" in stands(asked, date(2008, 11, 26))
    assert stands(stop(1), DAY) == "Not asked yet"
    assert stands(stop(1, given_on=DAY), DAY) == "Given on 18 November 2008"
    assert stands(stop(1, returned="Too long"), DAY) == "Sent back: Too long"
    assert named(StopHeld(1, "Finance", "", 1, Asked.CLEARANCE)) == "Clearance: Finance"


def test_the_page_opens_with_what_matters() -> None:
    assert state_sentence(["a", "b"], []) == "Two things stand in the way of its approval."
    assert state_sentence([], [stop(1)]) == "It is ready. Sign-off by the Post 1 (Role 1) comes next."
    assert state_sentence([], []) == "Every clearance and sign-off is given."


def test_the_map_of_a_papers_states_leads_everywhere_and_ends_decided() -> None:
    """State maps are data."""
    reached, waiting = {DRAFT}, [DRAFT]
    while waiting:
        here = waiting.pop()
        new = {one.to for one in MOVES if one.goes_from == here} - reached
        reached |= new
        waiting += new
    assert reached == set(STATES) == set(Paper.State.values)
    assert not [one for one in MOVES if one.goes_from == DECIDED]
    assert drawn().count("-->") == len(MOVES) + 2
