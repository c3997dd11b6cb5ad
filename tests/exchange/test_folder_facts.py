"""What a folder says of elements beyond their tree: stored as it is given, refused with its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Model

from goldenthread.governance.models import Body, Remit
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Partner, Post, Term
from goldenthread.plans.models import (
    Contribution,
    Edition,
    Element,
    Evidence,
    Involvement,
    Level,
    Offer,
    Placement,
    Plan,
    Succession,
    Tag,
    Tagging,
    WorkplanItem,
)
from goldenthread.reports.models import ReportSetting
from goldenthread.resources.models import Need
from goldenthread.rounds.models import Deadline, Round
from tests.exchange.small_folder import TABLES, TOML, write
from tests.exchange.test_folders import everything, load, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write(tmp_path / "testbury")
    load(folder)
    return folder


def only(model: type[Model], *names: str) -> list[tuple[object, ...]]:
    return list(model._default_manager.order_by("pk").values_list(*names))


def test_a_round_is_stored_with_its_deadlines_and_its_report(folder: Path) -> None:
    """R042: worked back by the bank holidays of the council's nation; the source is in the ledger."""
    assert only(Round, "slug", "name", "meets_on", "body__name", "edition__slug", "council__nation") == [
        ("q1", "Quarter 1", date(2014, 10, 2), "Cabinet", "2014", "WALES")
    ]
    assert ("open", date(2014, 8, 22)) in only(Deadline, "step", "due_on")
    assert only(ReportSetting, "slug", "round__slug") == [("monitor-1", "q1")]
    assert Entry.objects.get(subject_kind="round").source == "Stated: Annex C"
    moved = [line.replace("2014-10-02", "2014-10-09") for line in TABLES["rounds"]]
    load(write(folder, rounds=moved))
    assert ("open", date(2014, 9, 1)) in only(Deadline, "step", "due_on")
    assert only(Round, "meets_on", "version") == [(date(2014, 10, 9), 2)]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            'round = "q1"',
            'round = "q9"',
            "[[monitor]] 1, round: no round is called “q9”. Add it to rounds.csv.",
        ),
        ('nation = "WALES"', 'nation = "MERCIA"', "“MERCIA” is not one of ENGLAND, WALES"),
    ],
)
def test_a_round_or_nation_that_is_not_there_is_refused(tmp_path, before, after, sentence) -> None:
    [fault] = refused(write(tmp_path / "testbury", TOML.replace(before, after)))
    assert sentence in fault[3]


def test_people_and_bodies_are_stored_with_what_is_said_of_them(folder: Path) -> None:
    """R018, R098, R117, R131: a manager may stand below in the file, and a body be replaced by another."""
    assert set(only(Post, "title", "manager__title", "basis")) == {
        ("Litter picker", "Head of Streets – and Parks", "ILLUSTRATIVE"),
        ("Head of Streets – and Parks", None, "STATED"),
    }
    assert only(Partner, "slug", "name", "about", "source") == [
        ("police", "Police", "Keeps the peace", "Annex A")
    ]
    assert only(Term, "word", "meaning", "source") == [("SCS", "Sustainable Community Strategy", "Annex A")]
    assert only(Body, "name", "short", "replaced_by__name", "replaced_on") == [
        ("Cabinet", "", None, None),
        ("Environment committee", "ENV", "Cabinet", date(2014, 5, 1)),
    ]


def test_plans_editions_and_levels_are_stored_with_what_is_said_of_them(folder: Path) -> None:
    """R074, R092, R093: a retired framework, which update it is, how it was prepared; a draft is closed."""
    assert only(Plan, "slug", "kind", "service__name", "retired_on", "retired_because") == [
        ("strategy", "CORPORATE", None, None, ""),
        ("streets", "SERVICE", "Streets", None, ""),
        ("caa", "FRAMEWORK", None, date(2010, 6, 25), "Abolished"),
    ]
    assert only(Edition, "plan__slug", "update_number", "how_prepared", "is_open") == [
        ("strategy", 2, "In workshops", True), ("streets", None, "", False), ("caa", None, "", True),
    ]  # fmt: skip
    needs = ("needs_owner", "needs_budget", "needs_capacity", "needs_carrier", "needs_evidence")
    assert only(Level, "key", *needs, "needs_update")[:2] == [
        ("theme", *[False] * 6), ("action", *[True] * 6),
    ]  # fmt: skip


def test_a_draft_may_be_opened_and_what_is_adopted_closed(tmp_path: Path) -> None:
    toml = TOML.replace('name = "Streets plan 2014"\n', 'name = "Streets plan 2014"\nopen = true\n')
    toml = toml.replace("update_number = 2\n", "open = false\n")
    load(write(tmp_path / "testbury", toml))
    assert only(Edition, "plan__slug", "is_open")[:2] == [("strategy", False), ("streets", True)]


def test_an_element_is_stored_with_its_portfolio_its_rank_and_its_need(folder: Path) -> None:
    """R046, R102, R111, R114, R142."""
    names = ("portfolio_holder__title", "rank", "need", "continuing_since", "agreement", "is_exempt", "state")
    elements = Element.objects.filter(code__in=("sweep", "paint")).order_by("position")
    assert list(elements.values_list(*names)) == [
        ("Litter picker", 1, "Litter", date(2012, 4, 1), "CONFIRMED", True, "LIVE"),
        (None, None, "", None, "", False, "RETIRED"),
    ]


def test_columns_that_a_folder_leaves_out_leave_what_is_there(folder: Path) -> None:
    """R142: an exempt line stays exempt when an older folder, which knows of no such thing, is loaded."""
    older = [",".join(line.split(",")[:11]) for line in TABLES["elements"]]
    links = [",".join(line.split(",")[:3]) for line in TABLES["contributions"]]
    before = everything()
    load(write(folder, elements=older, contributions=links))
    assert everything() == before


def test_tags_parts_and_second_plans_are_stored(folder: Path) -> None:
    """R005, R006, R015, R097: a duty, a ward, a partner, a provider, and an element in two plans."""
    assert only(Tag, "kind", "name", "about") == [
        ("LEGAL_DUTY", "Co-operate", "The Act of 2007"), ("WARD", "North", ""),
    ]  # fmt: skip
    assert only(Tagging, "tag__name", "element__code") == [("Co-operate", "place")]
    assert only(
        Involvement, "element__code", "role", "partner__name", "service__name", "basis", "source"
    ) == [
        ("sweep", "PARTNER", "Police", None, "INFERRED", "Annex A"),
        ("sweep", "PROVIDER", None, "Streets", "STATED", "Annex A"),
    ]
    assert only(Placement, "element__code", "edition__plan__slug", "level__key", "parent__code") == [
        ("mend", "streets", "item", "tidy")
    ]
    assert only(Contribution, "how") == [("Along all streets",)]
    assert only(Succession, "decided_by", "decided_on") == [("Cabinet", date(2014, 3, 1))]


def test_evidence_needs_and_remits_are_stored(folder: Path) -> None:
    """R073, R100, R104, R114, R117: a line of a framework named twice is answered once."""
    (evidence,) = Evidence.objects.all()
    assert (evidence.title, evidence.text, evidence.dated_on, evidence.kept_at, evidence.source) == (
        "Survey", "Cleaner", date(2014, 5, 1), "vault 3", "A",
    )  # fmt: skip
    assert [line.code for line in evidence.answers.all()] == ["clean"]
    assert only(Need, "element__code", "service__name", "days", "money", "confirmed_on", "basis") == [
        ("sweep", "Streets", Decimal("10.5"), Decimal(2000), date(2014, 4, 30), "STATED"),
        ("mend", None, None, None, None, "INFERRED"),
    ]
    assert only(Remit, "body__name", "from_on", "until_on", "reason") == [
        ("Environment committee", date(2013, 4, 1), date(2014, 4, 30), "Environment"),
        ("Cabinet", date(2014, 5, 1), None, "The committee was replaced"),
    ]


def test_evidence_that_answers_another_line_is_noted_and_only_then(folder: Path) -> None:
    """R073, R145."""
    Entry.objects.all().delete()
    question = "caa,2009,question,safe,,Is it safe?,,,,,Annex A"
    evidence = [line.replace("caa/2009/clean", "caa/2009/safe") for line in TABLES["evidence"]]
    for _ in range(2):
        load(write(folder, elements=[*TABLES["elements"], question], evidence=evidence))
    (entry,) = Entry.objects.filter(subject_kind="evidence")
    old, new = (Element.objects.get(code=code).pk for code in ("clean", "safe"))
    assert (entry.verb, entry.before, entry.after) == ("tagged", {"answers": [old]}, {"answers": [new]})


def test_the_cascade_is_stored_down_to_a_workplan(folder: Path) -> None:
    """R038, R070."""
    names = ("action__code", "service__name", "state", "words", "reason", "item__code", "answered_on")
    assert only(Offer, *names) == [
        ("sweep", "Streets", "CHANGED", "Please", "Weekly", "round", date(2014, 4, 15))
    ]
    assert only(WorkplanItem, "item__code", "post__title", "words", "note", "due_on", "is_done") == [
        ("round", "Litter picker", "Ask about my back first", "Personal", date(2014, 6, 30), True)
    ]


def test_the_words_of_a_workplan_are_nowhere_in_the_ledger(folder: Path) -> None:
    """R070: what a person writes in their workplan is theirs and their manager's."""
    workplan = [line.replace("Personal", "Very personal") for line in TABLES["workplan"]]
    load(write(folder, workplan=workplan))
    entries = Entry.objects.filter(subject_kind="workplanitem")
    assert sorted(entry.verb for entry in entries) == ["changed", "recorded"]
    said = str(list(entries.values()))
    assert not [words for words in ("my back", "ersonal", "2014-06-30") if words in said]
    assert WorkplanItem.objects.get().version == 2


ELEMENT, SWEEP, ROUND = "strategy/2014/place", "strategy/2014/sweep", "streets/2014/round"
BLANK = "This cell is blank"
HOSTILE = [
    ("elements", "strategy,2014,theme,x,,X,,,,,,Nobody,,,,,,", "portfolio_holder", "No post is called"),
    ("elements", "strategy,2014,theme,x,,X,,,,,,,0,,,,,", "rank", "Ranks count from 1"),
    ("elements", "strategy,2014,theme,x,,X,,,,,,,first,,,,,", "rank", "neither a number"),
    ("elements", "strategy,2014,theme,x,,X,,,,,,,99999,,,,,", "rank", "not a whole number from 0 to 32,767"),
    ("elements", "strategy,2014,theme,x,,X,,,,,,,,,2012,,,", "continuing_since", "“2012” is not a date"),
    ("elements", "strategy,2014,theme,x,,X,,,,,,,,,,AGREED,,", "agreement", "“AGREED” is not one of"),
    ("elements", "strategy,2014,theme,x,,X,,,,,,,,,,,secret,", "exempt", "neither TRUE nor FALSE"),
    ("elements", "strategy,2014,theme,x,,X,,,,,,,,,,,,GONE", "state", "“GONE” is not one of LIVE, RETIRED"),
    ("placements", f",{'streets/2014'},item,", "element", BLANK),
    ("placements", f"{ELEMENT},,item,", "edition", BLANK),
    ("placements", f"{ELEMENT},streets/2014,,", "level", BLANK),
    ("placements", f"{ELEMENT},streets/2014,theme,", "level", "This edition has no level “theme”"),
    ("placements", f"{ELEMENT},strategy/2014,action,", "edition", "stands in this edition already"),
    ("placements", f"{ELEMENT},streets/2014,item,{SWEEP}", "parent", "stands in another edition"),
    ("placements", f"{ELEMENT},streets/2014,item,{ROUND}", "parent", "hangs from one of a higher level"),
    ("placements", "strategy/2014/mend,streets/2014,goal,", "edition", "Row 2 gives the same already"),
    ("tags", ",North,", "kind", BLANK),
    ("tags", "WARD,,", "name", BLANK),
    ("tags", "COLOUR,Red,", "kind", "“COLOUR” is not one of EQUALITIES, LEGAL_DUTY"),
    ("tags", "legal_duty,Co-operate,", "name", "Row 2 gives the same already"),
    ("taggings", f"{ELEMENT},WARD,South", "tag", "No tag of kind WARD is called “South”"),
    ("taggings", f"{ELEMENT},WARD,Co-operate", "tag", "No tag of kind WARD is called “Co-operate”"),
    ("taggings", f"{ELEMENT},,North", "kind", BLANK),
    ("taggings", f"{ELEMENT},WARD,", "tag", BLANK),
    ("taggings", ",WARD,North", "element", BLANK),
    ("taggings", f"{ELEMENT},LEGAL_DUTY,Co-operate", "tag", "Row 2 gives the same already"),
    ("involvements", f"{ELEMENT},,police,,,", "role", BLANK),
    ("involvements", f"{ELEMENT},OWNS,police,,,", "role", "“OWNS” is not one of COMMISSIONER"),
    ("involvements", f"{ELEMENT},PARTNER,,,,", "partner", "a service: one of the two"),
    ("involvements", f"{ELEMENT},PARTNER,police,Streets,,", "partner", "a service: one of the two"),
    ("involvements", f"{ELEMENT},PARTNER,Police,,,", "partner", "No partner is called “Police”"),
    ("involvements", f"{ELEMENT},PARTNER,,Parks,,", "service", "No service is called “Parks”"),
    ("involvements", f"{SWEEP},partner,police,,,", "role", "Row 2 gives the same already"),
    ("successions", f"{ELEMENT},,MERGED,,,", "new", "lead from an old element to a new one"),
    ("successions", f",{ELEMENT},SPLIT,,,", "old", "lead from an old element to a new one"),
    ("successions", ",strategy/2014/aims,added,,,", "old", "Row 2 gives the same already"),
    ("successions", f"{ELEMENT},,DROPPED,,Cabinet,soon", "decided_on", "“soon” is not a date"),
    ("evidence", f"{ELEMENT},,,,,,", "title", BLANK),
    ("evidence", ",Survey 2,,,,,", "element", BLANK),
    ("evidence", f"{ELEMENT},Survey,,,,,", "title", "Row 2 gives the same already"),
    ("evidence", f"{ELEMENT},Survey 2,,,,caa/2009/dirty,", "answers", "No element is at “caa/2009/dirty”"),
    ("evidence", f"{ELEMENT},Survey 2,,,,{ELEMENT},", "answers", "not the element it stands on"),
    ("needs", ",Streets,1,,,,,,", "element", BLANK),
    ("needs", f"{SWEEP},Streets,1,,,,,,", "service", "Row 2 gives the same already"),
    ("needs", "strategy/2014/mend,,1,,,,,,", "service", "Row 3 gives the same already"),
    ("needs", f"{ELEMENT},Streets,-1,,,,,,", "days", "“-1” is below 0"),
    ("needs", f"{ELEMENT},Streets,,-0.01,,,,,", "money", "“-0.01” is below 0"),
    ("needs", f"{ELEMENT},Streets,999999999,,,,,,", "days", "below 1,000,000"),
    ("needs", f"{ELEMENT},Streets,,9999999999999,,,,,", "money", "below 1,000,000,000,000"),
    ("needs", f"{ELEMENT},Streets,,,,,2014-04-30,,", "confirmed_by", "its day and the post that gave it"),
    ("needs", f"{ELEMENT},Streets,,,,,,Head,", "confirmed_by", "its day and the post that gave it"),
    ("remits", f"{ELEMENT},,,,", "body", BLANK),
    ("remits", f"{SWEEP},Court,,,", "body", "No body is called “Court”"),
    ("remits", f"{SWEEP},Cabinet,2014-05-01,2014-04-01,", "until_on", "ends before it begins"),
    ("remits", f"{ELEMENT},Environment committee,2014-06-01,,", "body", "is in another remit already"),
    ("remits", f"{ELEMENT},Cabinet,2014-05-01,2014-06-01,", "body", "Row 3 gives the same already"),
    ("remits", f"{ELEMENT},Cabinet,2014-06-01,,", "body", "is in another remit already"),
    ("offers", ",Streets,,,,,2014-04-01,,", "action", BLANK),
    ("offers", f"{ELEMENT},,,,,,2014-04-01,,", "service", BLANK),
    ("offers", f"{ELEMENT},Streets,,,,,,,", "offered_on", BLANK),
    ("offers", f"{ELEMENT},Streets,MAYBE,,,,2014-04-01,,", "state", "“MAYBE” is not one of OFFERED"),
    ("offers", f"{ELEMENT},Streets,ACCEPTED,,,,2014-04-01,,", "answered_on", "gives the day"),
    ("offers", f"{ELEMENT},Streets,,,,,2014-04-01,2014-04-02,", "answered_on", "waits for an answer"),
    ("offers", f"{ELEMENT},Streets,DECLINED,,,,2014-04-01,2014-04-02,", "reason", "says why"),
    ("offers", f"{ELEMENT},Streets,,,,{ROUND},2014-04-01,,", "item", "Only an action that was taken on"),
    (
        "offers",
        f"{ELEMENT},Streets,ACCEPTED,,,{SWEEP},2014-04-01,2014-04-02,",
        "item",
        "stands in no service plan of this service",
    ),
    ("offers", f"{SWEEP},Streets,,,,,2014-04-01,,", "service", "Row 2 gives the same already"),
    ("workplan", ",Litter picker,Words,,,,", "item", BLANK),
    ("workplan", f"{ROUND},,Words,,,,", "post", BLANK),
    ("workplan", f"{ROUND},Litter picker,,,,,", "words", BLANK),
    ("workplan", f"{SWEEP},Litter picker,Words,,,,", "item", "hangs from an item of a service plan"),
    ("workplan", f"{ROUND},Litter picker,Ask about my back first,,,,", "words", "Row 2 gives the same"),
]


@pytest.mark.parametrize(("table", "row", "column", "sentence"), HOSTILE)
def test_a_hostile_cell_refuses_the_folder_and_says_where_and_why(
    tmp_path: Path, table: str, row: str, column: str, sentence: str
) -> None:
    """R143: file, row, column and what to do; nothing is stored, and nothing breaks."""
    folder = write(tmp_path / "testbury", **{table: [*TABLES[table], row]})
    number = len(TABLES[table]) + 1
    found = [one for one in refused(folder) if one[2] == column]
    assert {problem[:3] for problem in found} == {(f"{table}.csv", number, column)}
    assert [problem for problem in found if sentence in problem[3]]


def test_a_remit_given_in_the_browser_is_not_overtaken_by_a_folder(folder: Path) -> None:
    """R117: the folder's remit has ended meanwhile, and another holds."""
    cabinet = Remit.objects.get(until_on=None)
    Remit.objects.filter(pk=cabinet.pk).update(until_on=date(2014, 8, 1))
    other = Body.objects.get(name="Environment committee")
    Remit.objects.create(council=cabinet.council, element=cabinet.element, body=other)
    ((file, row, column, sentence),) = refused(folder)
    assert (file, row, column) == ("remits.csv", 3, "body")
    assert sentence.startswith("The element is in another remit already")


def test_a_service_has_one_plan_and_a_plan_of_another_kind_belongs_to_none(tmp_path: Path) -> None:
    second = '[[plan]]\nslug = "second"\nname = "Second"\nkind = "SERVICE"\nservice = "Streets"\n\n[[paper]]'
    found = refused(write(tmp_path / "testbury", TOML.replace("[[paper]]", second, 1)))
    assert [sentence for *_, sentence in found] == [
        "[[plan]] 4, service: [[plan]] 2 is this service's plan already. Give it another edition instead."
    ]
