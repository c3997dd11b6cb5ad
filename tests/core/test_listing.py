"""Lists: filtered, grouped, sorted and cut to pages; an address is read leniently and written back."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.listing import (
    NONE,
    Asked,
    Filter,
    Listing,
    Order,
    Value,
    arrange,
    pages_to_offer,
    read,
    sentence,
    sortable,
)
from goldenthread.core.sentences import said


class Job(NamedTuple):
    name: str
    owner: str = ""
    tags: tuple[str, ...] = ()
    due: int | None = None


JOBS = [
    Job("Sweep streets", "Head", ("ward", "duty"), 3),
    Job("Open library", "Clerk", ("ward",), 1),
    Job("Plant trees", "", (), None),
    Job("Mend roads 10", "Head", ("duty",), 2),
    Job("Mend roads 9", "Head", (), 2),
]


def owners_of(job: Job) -> list[Value]:
    return [Value(job.owner.lower(), job.owner)] if job.owner else []


def tags_of(job: Job) -> list[Value]:
    return [Value(tag, tag.title()) for tag in job.tags]


LISTING: Listing[Job] = Listing(
    filters=(
        Filter("owner", "Owner", owners_of, groups=True),
        Filter("tag", "Tag", tags_of, "No tag", groups=True),
        Filter("mended", "Mended", lambda job: [Value("yes", "Yes")] if "Mend" in job.name else []),
    ),
    orders=(
        Order("name", "Name", lambda job: job.name),
        Order("due", "Due", lambda job: job.due),
    ),
    words=lambda job: f"{job.name} {job.owner}",
    kept=("edition",),
)  # fmt: skip


def asked(query: str) -> Asked:
    return read(LISTING, parse_qs(query, keep_blank_values=True))


def names(query: str) -> list[str]:
    return [job.name for job in arrange(LISTING, JOBS, asked(query)).matching]


def test_a_list_comes_as_it_is_when_nothing_is_asked():
    shown = arrange(LISTING, JOBS, asked(""))
    assert (shown.matching, shown.whole, shown.pages) == (JOBS, 5, 1)
    assert [(group.name, len(group.records)) for group in shown.groups] == [("", 5)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("owner=head", ["Sweep streets", "Mend roads 10", "Mend roads 9"]),
        ("owner=head&tag=duty", ["Sweep streets", "Mend roads 10"]),  # both must hold
        ("owner=clerk&owner=none", ["Open library", "Plant trees"]),  # either may
        ("tag=none", ["Plant trees", "Mend roads 9"]),
        ("words=ROADS", ["Mend roads 10", "Mend roads 9"]),
        ("words=clerk+open", ["Open library"]),
        ("words=zzz", []),
        ("sort=name", ["Mend roads 9", "Mend roads 10", "Open library", "Plant trees", "Sweep streets"]),
        ("sort=due", ["Open library", "Mend roads 10", "Mend roads 9", "Sweep streets", "Plant trees"]),
        ("sort=-due", ["Sweep streets", "Mend roads 10", "Mend roads 9", "Open library", "Plant trees"]),
    ],
)
def test_a_list_is_filtered_and_sorted_with_equals_as_they_came_and_blanks_last(query, found):
    assert names(query) == found


@pytest.mark.parametrize(
    "query",
    ["owner=nobody", "owner=", "sort=colour", "sort=-", "group=mended", "group=x", "page=0", "page=-1",
     "page=x", "page=%D9%A3", "page=99999999999999", "owner=%00", "words=%00", "what=ever",
     "owner=" + "a" * 5000],
)  # fmt: skip
def test_nonsense_is_let_pass(query):
    shown = arrange(LISTING, JOBS, asked(query))
    assert (shown.matching, shown.asked.page, shown.asked.group) == (JOBS, 1, "")
    assert shown.asked.pairs() == []


def test_groups_come_by_name_those_without_one_last_and_each_with_its_count():
    shown = arrange(LISTING, JOBS, asked("group=owner&sort=name"))
    assert [(group.name, group.size, [job.name for job in group.records]) for group in shown.groups] == [
        ("Clerk", 1, ["Open library"]),
        ("Head", 3, ["Mend roads 9", "Mend roads 10", "Sweep streets"]),
        ("None named", 1, ["Plant trees"]),
    ]


def test_a_record_of_several_values_stands_in_several_groups_but_is_counted_once():
    shown = arrange(LISTING, JOBS, asked("group=tag"))
    assert [(group.name, group.size) for group in shown.groups] == [("Duty", 2), ("Ward", 2), ("No tag", 2)]
    assert (shown.total, shown.rows) == (5, 6)
    assert "Some stand in more than one group" in said(sentence(LISTING, shown, "job", "jobs"))


def test_a_group_cut_by_a_page_says_how_much_of_it_came_before():
    shown = arrange(LISTING, JOBS, asked("group=owner&page=2"), size=2)
    assert [(group.name, group.size, group.before, len(group.records)) for group in shown.groups] == [
        ("Head", 3, 1, 2)
    ]


def test_a_page_beyond_the_last_is_the_last():
    assert arrange(LISTING, JOBS, asked("page=9"), size=2).asked.page == 3


def test_choices_are_told_with_how_many_have_them():
    choices = arrange(LISTING, JOBS, asked("owner=clerk")).choices
    assert choices["owner"] == [("clerk", "Clerk", 1), ("head", "Head", 3), (NONE, "None named", 1)]


@pytest.mark.parametrize(
    ("query", "group", "written"),
    [
        ("", "owner", ""),
        ("group=tag", "tag", "group=tag"),
        ("group=none", "", "group=none"),
        ("group=", "", "group=none"),
        ("group=x", "", "group=none"),
    ],
)
def test_a_list_may_be_grouped_where_nobody_says_otherwise(query, group, written):
    """The form sends an empty answer for “nothing”; an address says so in a word."""
    usual = replace(LISTING, usual_group="owner")
    question = read(usual, parse_qs(query, keep_blank_values=True))
    assert (question.group, urlencode(question.pairs())) == (group, written)
    assert read(usual, parse_qs(written)).group == group


def test_a_question_is_written_back_and_changed():
    question = asked("edition=a%2Fb&owner=head&owner=clerk&words=mend&group=tag&sort=-due&page=3")
    assert urlencode(question.pairs(page=3)) == (
        "edition=a%2Fb&owner=head&owner=clerk&words=mend&group=tag&sort=-due&page=3"
    )
    assert dict(question.pairs(sort="name", is_down=False))["sort"] == "name"
    assert "page" not in dict(question.pairs(words="other"))
    assert question.without("owner", "clerk") == {"owner": ("head",)}
    assert asked("tag=ward").without("tag", "ward") == {}


@pytest.mark.parametrize(
    ("query", "size", "words"),
    [
        ("", 50, "Five jobs."),
        ("owner=head", 50, "Three jobs of 5."),
        ("owner=clerk", 50, "One job of 5."),
        ("group=owner", 50, "Five jobs, grouped by owner."),
        ("page=2&group=owner", 2, "Showing 3 to 4 of 5 jobs, grouped by owner."),
        ("owner=head&page=2", 2, "Showing 3 to 3 of 3 jobs that match of 5."),
        ("words=zzz", 50, "None of 5 jobs is like that. Take a filter away to see more."),
        ("group=tag&page=2", 4,
         "Showing 5 to 6 of 6 rows of 5 jobs, grouped by tag. Some stand in more than one group."),
    ],
)  # fmt: skip
def test_the_sentence_above_a_list(query, size, words):
    assert said(sentence(LISTING, arrange(LISTING, JOBS, asked(query), size), "job", "jobs")) == words


def test_an_empty_list_says_so():
    assert (
        said(sentence(LISTING, arrange(LISTING, [], asked("")), "job", "jobs")) == "No job is on record yet."
    )


@pytest.mark.parametrize(
    ("page", "pages", "offered"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (3, 9, [1, 2, 3, 4, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
        (4, 5, [1, 2, 3, 4, 5]),
    ],
)
def test_pages_are_offered_near_this_one_and_at_the_ends(page, pages, offered):
    assert pages_to_offer(page, pages) == offered


def test_numbers_in_words_sort_by_size_and_case_makes_no_difference():
    assert sorted(["b10", "B9", "a", "10", "9", "Á"], key=sortable) == ["9", "10", "a", "Á", "B9", "b10"]


# Properties, and the twin

jobs = st.lists(
    st.builds(
        Job,
        st.sampled_from(["Mend", "mend 2", "Sweep", "Árbol", "10", ""]),
        st.sampled_from(["", "Head", "Clerk"]),
        st.sets(st.sampled_from(["ward", "duty"])).map(tuple),
        st.none() | st.integers(0, 3),
    ),
    max_size=12,
)
questions = st.fixed_dictionaries(
    {},
    optional={
        "owner": st.lists(st.sampled_from(["head", "clerk", NONE, "x"]), max_size=2),
        "tag": st.lists(st.sampled_from(["ward", "duty", NONE]), max_size=2),
        "words": st.lists(st.sampled_from(["men", "ARB", "x", ""]), max_size=1),
        "group": st.lists(st.sampled_from(["owner", "tag", "x"]), max_size=1),
        "sort": st.lists(st.sampled_from(["name", "-name", "due", "-due", "x"]), max_size=1),
        "page": st.lists(st.sampled_from(["1", "2", "7", "x"]), max_size=1),
    },
)


@given(jobs, questions, st.integers(1, 5))
def test_pages_put_together_are_the_whole_list_and_no_record_is_lost(records, query, size):
    question = read(LISTING, query)
    first = arrange(LISTING, records, question, size)
    rows = [
        (group.name, job)
        for number in range(1, first.pages + 1)
        for group in arrange(LISTING, records, read(LISTING, {**query, "page": [str(number)]}), size).groups
        for job in group.records
    ]
    assert len(rows) == first.rows
    if not first.asked.group:
        assert [job for _, job in rows] == first.matching
    assert {id(job) for _, job in rows} == {id(job) for job in first.matching}


@given(jobs, questions)
def test_what_matches_is_what_the_twin_lets_through(records, query):
    question = read(LISTING, query)
    owners = {job.owner.lower() or NONE for job in records}
    tags = {tag for job in records for tag in (job.tags or (NONE,))}
    wanted_owners = [one for one in query.get("owner", []) if one in owners]
    wanted_tags = [one for one in query.get("tag", []) if one in tags]
    words = (query.get("words") or [""])[0].lower().replace("á", "a")
    let_through = [
        job
        for job in records
        if (not wanted_owners or (job.owner.lower() or NONE) in wanted_owners)
        and (not wanted_tags or set(job.tags or (NONE,)) & set(wanted_tags))
        and words in f"{job.name} {job.owner}".lower().replace("á", "a")
    ]
    matching = arrange(LISTING, records, question).matching
    assert sorted(map(repr, matching)) == sorted(map(repr, let_through))


@given(questions)
def test_a_question_written_back_asks_the_same(query):
    question = read(LISTING, query)
    written = parse_qs(urlencode(question.pairs(page=question.page)))
    assert read(LISTING, written) == question
