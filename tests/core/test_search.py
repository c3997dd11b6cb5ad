"""Search: checked by tables, by properties, and against a slow, obvious twin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.search import (
    INSIDE_FROM,
    LONGEST,
    MOST_WORDS,
    Found,
    Meant,
    Texts,
    fold,
    nearest,
    search,
    slips_allowed,
    words_of,
)

TITLES = [
    "Save more carbon",
    "Carbon budgets",
    "Tackle the stretch",
    "Street cleaning",
    "Health & wellbeing",
    "Children’s services",
    "Café culture",
    "Library opening hours",
    "Cyllid i’r Gŵyl",
    "Cut the council’s £5m carbon bill by 63%",
]
MORE = ["", "", "", "", "NI 192", "Head of Streets", "BV/199", "", "", "M1"]


def found(query: str) -> list[str]:
    return [TITLES[place] for place in search(query, TITLES, MORE).places]


def meant(query: str) -> tuple[Meant, ...]:
    return search(query, TITLES, MORE).meant


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Carbon", "carbon"),
        ("Café", "cafe"),
        ("GŴYL", "gwyl"),
        ("Children’s", "childrens"),
        ("children's", "childrens"),
        ("North-east", "north east"),
        ("BV/199", "bv 199"),
        ("£5m, 63%", "5m 63"),
        ("Health & wellbeing", "health wellbeing"),
        ("  much\n\tspace ", "much space"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("–—…“”", ""),
        ("a_b", "a b"),
        ("", ""),
    ],
)
def test_texts_are_compared_by_their_plain_letters(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("street", ["Street cleaning", "Children’s services"]),  # in the title before elsewhere
        ("CAFE", ["Café culture"]),
        ("café", ["Café culture"]),
        ("gwyl", ["Cyllid i’r Gŵyl"]),
        ("childrens", ["Children’s services"]),
        ("children's", ["Children’s services"]),
        ("child", ["Children’s services"]),  # the beginning of a word
        ("budget carbon", ["Carbon budgets"]),  # in any order
        ("health and wellbeing", ["Health & wellbeing"]),
        ("health & wellbeing", ["Health & wellbeing"]),
        ("NI 192", ["Health & wellbeing"]),
        ("BV/199", ["Café culture"]),
        ("bv 199", ["Café culture"]),
        ("£5m", ["Cut the council’s £5m carbon bill by 63%"]),
        ("63%", ["Cut the council’s £5m carbon bill by 63%"]),
        ("the", ["Cut the council’s £5m carbon bill by 63%", "Tackle the stretch"]),  # alone, it counts
        ("re", []),  # two letters: not inside “Street”
        ("tre", ["Tackle the stretch", "Street cleaning", "Children’s services"]),
    ],
)
def test_a_query_finds_what_has_its_words(query, titles):
    assert set(found(query)) == set(titles)
    assert not meant(query)


@pytest.mark.parametrize("query", ["", "   ", "%", "£", "&", "’", "\n", "…", "-"])
def test_a_query_without_words_finds_nothing(query):
    assert search(query, TITLES, MORE) == Found((), [])


def test_whole_words_come_before_beginnings_and_titles_before_the_rest():
    titles = ["Encarboned", "Carbons", "Other", "Low carbon"]
    assert search("carbon", titles, ["", "", "carbon", ""]).places == [3, 1, 0, 2]


def test_words_side_by_side_come_before_words_apart():
    titles = ["Street tree cleaning", "Cleaning of a street", "Better street cleaning"]
    assert search("street cleaning", titles, ["", "", ""]).places[0] == 2


def test_between_equals_the_order_given_decides():
    places = search("carbon", ["Carbon a", "Carbon b", "Carbon c"], [""] * 3, lambda place: (-place,)).places
    assert places == [2, 1, 0]


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("carbn", ("carbon",)),  # a letter missing
        ("carbonn", ("carbon",)),
        ("crabon", ("carbon",)),  # two swapped
        ("libary", ("library",)),
        ("libraries", ("library",)),  # one of many
        ("wellbieng", ("wellbeing",)),
        ("clealing", ("cleaning",)),
        ("ni192", ("ni 192",)),  # a code written together
        ("bv199", ("bv 199",)),
    ],
)
def test_a_word_that_nothing_has_is_taken_for_the_nearest(typed, taken):
    assert meant(typed) == (Meant(typed, taken),)
    assert found(typed) == found(taken[0])


@pytest.mark.parametrize("typed", ["cxrbxxn", "zzz", "cab", "ni193", "bv198", "99", "m2", "zebra"])
def test_too_far_a_word_a_short_one_and_another_code_are_taken_for_nothing(typed):
    """NI 193 is another measure than NI 192, not a slip."""
    assert (found(typed), meant(typed)) == ([], ())


@pytest.mark.parametrize(
    ("word", "slips"),
    [("cat", 0), ("cats", 1), ("caren", 1), ("carbon", 2), ("sustainable", 2), ("bv199", 0)],
)
def test_how_many_slips_are_allowed(word, slips):
    assert slips_allowed(word) == slips


def test_several_words_may_be_meant_those_that_begin_alike_and_are_used_most_first():
    used = {"care": 5, "core": 9, "cart": 1, "bare": 50, "carp": 0, "carton": 99}
    assert nearest("carz", used, lambda word: used[word]) == ("care", "cart", "carp")
    assert nearest("zare", {"bare": 1, "care": 2}, lambda word: 0) == ("bare", "care")


def test_a_mistyped_word_shows_what_each_word_that_it_may_be_has():
    answer = search("carz", ["Care at home", "Cart tracks", "Other"], ["", "", ""])
    assert answer.meant == (Meant("carz", ("care", "cart")),)
    assert answer.places == [0, 1]


def test_a_word_that_is_somewhere_but_not_with_the_others_is_taken_for_one_that_is():
    """“stret” begins “stretch”, but only “street” stands beside “cleaning”."""
    assert found("stret cleaning") == ["Street cleaning"]
    assert meant("stret cleaning") == (Meant("stret", ("street",)),)


def test_words_that_nothing_has_together_are_counted_apart():
    answer = search("carbon library", TITLES, MORE)
    assert (answer.places, answer.apart) == ([], (("carbon", 3), ("library", 1)))


def test_a_pasted_page_is_cut_to_a_question():
    query = "carbon " + "x" * 10_000
    assert len(words_of(query)[1]) <= LONGEST
    assert len(words_of(" ".join(f"word{n}" for n in range(1000)))) == MOST_WORDS
    assert search(query, TITLES, MORE).places == []


def test_texts_of_several_lines_are_searched_as_one():
    assert search("second", ["First\nSecond", "Other"], ["", ""]).places == [0]
    assert search("second", ["Other"], ["Fírst\r\nSecond"]).places == [0]


# Properties, and the twin

WORDS = [
    "carbon",
    "carbons",
    "low",
    "Lów",
    "street",
    "STREETS",
    "a",
    "of",
    "x1",
    "NI 192",
    "people’s",
    "&",
    "wás",
]
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), max_size=8)
queries = st.lists(st.sampled_from([*WORDS, "carb", "ow", "eet", "peoples", "19"]), max_size=3).map(" ".join)


def twin_has(word: str, text: str) -> bool:
    """Word by word, letter by letter."""
    return any(
        one.startswith(word) or (len(word) >= INSIDE_FROM and word in one) for one in fold(text).split()
    )


def twin_misfit(words: list[str], title: str) -> int:
    sum_of = 0
    for word in words:
        held = fold(title).split()
        if word in held:
            continue
        if any(one.startswith(word) for one in held):
            sum_of += 1
        elif len(word) >= INSIDE_FROM and any(word in one for one in held):
            sum_of += 2
        else:
            sum_of += 3
    return sum_of


@given(texts, texts, queries)
def test_what_is_found_is_what_the_twin_finds_best_first(titles, more, query):
    more = (more + [""] * len(titles))[: len(titles)]
    answer = search(query, titles, more)
    if answer.meant:
        return
    words = list(words_of(query))
    has_all = [
        place
        for place, (title, rest) in enumerate(zip(titles, more, strict=True))
        if words and all(twin_has(word, f"{title} {rest}") for word in words)
    ]
    assert sorted(answer.places) == has_all
    misfits = [twin_misfit(words, titles[place]) for place in answer.places]
    assert misfits == sorted(misfits)


@given(st.lists(st.text(), max_size=6))
def test_folding_all_at_once_is_folding_one_by_one(given_texts):
    made = Texts(given_texts, given_texts)
    assert [text.split() for text in made.titles] == [fold(text).split() for text in given_texts]
    assert all(text.startswith(" ") and text.endswith(" ") for text in made.titles)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    once = fold(text)
    assert fold(once) == once


@given(st.text(st.characters(max_codepoint=0x17F, exclude_characters="ı")))
def test_case_makes_no_difference(text):
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


def twin_slips(typed: str, meant: str) -> int:
    """The fewest letters to add, drop, change or swap with a neighbour, tried one after another."""
    if not typed or not meant:
        return len(typed) + len(meant)
    ways = [
        twin_slips(typed[1:], meant) + 1,
        twin_slips(typed, meant[1:]) + 1,
        twin_slips(typed[1:], meant[1:]) + (typed[0] != meant[0]),
    ]
    if typed[:2] == meant[1::-1] and len(typed) > 1 and len(meant) > 1:
        ways.append(twin_slips(typed[2:], meant[2:]) + 1)
    return min(ways)


@given(st.text("abc", min_size=4, max_size=6), st.sets(st.text("abc", min_size=3, max_size=6), max_size=4))
def test_the_nearest_words_are_those_of_the_twin(typed, vocabulary):
    slips = {word: twin_slips(typed, word) for word in vocabulary}
    least = min(slips.values(), default=99)
    closest = {word for word, count in slips.items() if count == least <= slips_allowed(typed)}
    alike = {word for word in closest if word[0] == typed[0]} or closest
    found = nearest(typed, vocabulary, lambda word: 0)
    assert set(found) <= alike
    assert len(found) == min(3, len(alike))


@given(st.lists(st.text(), max_size=5), st.text())
def test_any_query_of_any_texts_is_answered(titles, query):
    answer = search(query, titles, titles)
    assert len(set(answer.places)) == len(answer.places)
    assert all(0 <= place < len(titles) for place in answer.places)


@given(
    st.lists(st.sampled_from(["carbon", "library", "cleaning", "wellbeing", "budget"]), min_size=1), st.data()
)
def test_one_slip_in_a_long_word_is_always_put_right(titles, data):
    word = data.draw(st.sampled_from(titles))
    place = data.draw(st.integers(1, len(word) - 1))
    typed = word[:place] + word[place + 1 :]
    answer = search(typed, titles, [""] * len(titles))
    assert {titles[at] for at in answer.places} >= {word}
