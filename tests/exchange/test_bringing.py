"""A plan is brought in whole or not at all; its file goes then, and how it was read is remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from openpyxl import Workbook

from goldenthread.core.plan_table import Role, Use
from goldenthread.core.refused import Refused, Stale, UnreadableFile
from goldenthread.exchange import bringing as actions
from goldenthread.exchange.bringing_queries import bringing_at, tables_of, upload_of, uploads_of
from goldenthread.exchange.models import Bringing, RememberedMapping
from goldenthread.exchange.plan_records import reading_data, reading_from, table_data, table_from
from goldenthread.exchange.storing import Goal
from goldenthread.ledger.models import Entry
from goldenthread.measures.models import Measure, MeasureLink, Target
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR
from goldenthread.plans.models import Edition, Element, Plan, Tagging
from tests.cast import AT, NEIGHBOUR, OWNER, STRANGER, STRATEGY, a_council
from tests.exchange.plan_files.books import DATA, a_real_workbook, cheltenham_word, saved, workbook

pytestmark = pytest.mark.django_db
WHO = {"by": STRATEGY, "at": AT}
HEAD = "Objective,Ref,Action,Lead officer,By when,Measure,Target 2014/15,Ward,RAG\n"
PLAN = (
    HEAD
    + "Environment,E1,Plant trees,Head of Streets,31 March 2015,M1,57%,Oakley,green\n"
    + "Environment,E2,Cut verges,Ann Smith,Ongoing,Miles cut,12,,red\n"
    + "Economy,E3,Open a market,,June 2014,,,,\n"
).encode()
GOAL = Goal("2014/15", plan_name="Action plan", starts_on=date(2014, 4, 1), ends_on=date(2015, 3, 31))


@pytest.fixture
def cast():
    return a_council()


def begin(council: Council, data: bytes = PLAN, file: str = "plan.csv", **who) -> Bringing:
    return actions.begin_bringing(council=council, data=data, file=file, **{**WHO, **who})


def store(held: Bringing, goal: Goal = GOAL, **more) -> Edition:
    return actions.store_plan(bringing=held, goal=goal, **{"version": held.version, **WHO, **more})


def titles(edition: Edition) -> list[tuple[str, str, str]]:
    rows = Element.objects.filter(edition=edition).order_by("position")
    return [(one.level.name, one.code, one.title) for one in rows]


# From the file to the edition


def test_a_plan_is_stored_as_a_draft_that_is_not_open(cast):
    """R143: levels, lines, owners and dates, with where each comes from."""
    edition = store(begin(cast.council))
    assert (edition.plan.name, edition.plan.slug, edition.slug) == ("Action plan", "action-plan", "2014-15")
    assert (edition.state, edition.is_open, edition.is_current) == ("DRAFT", False, False)
    assert (edition.starts_on, edition.ends_on) == (date(2014, 4, 1), date(2015, 3, 31))
    assert titles(edition) == [
        ("Objective", "1", "Environment"), ("Action", "E1", "Plant trees"), ("Action", "E2", "Cut verges"),
        ("Objective", "2", "Economy"), ("Action", "E3", "Open a market"),
    ]  # fmt: skip
    trees = Element.objects.get(edition=edition, code="E1")
    assert (trees.parent.title, trees.owner.title, trees.due_on) == (
        "Environment", "Head of Streets", date(2015, 3, 31),
    )  # fmt: skip
    assert trees.source == "plan.csv, row 2"
    assert [level.plural for level in edition.levels.all()] == ["Objectives", "Actions"]
    assert [(one.needs_owner, one.needs_measure) for one in edition.levels.all()] == [
        (False, False), (True, True),
    ]  # fmt: skip


def test_what_could_not_be_read_is_kept_in_words(cast):
    edition = store(begin(cast.council))
    verges = Element.objects.get(edition=edition, code="E2")
    assert (verges.owner, verges.due_on) == (None, None)
    assert verges.detail == "Lead officer: Ann Smith\nBy when: Ongoing\nRAG: red"
    assert verges.quantity == "Miles cut (target: 12)"


def test_a_held_measure_is_linked_and_its_target_set_for_the_year_of_its_heading(cast):
    edition = store(begin(cast.council))
    trees = Element.objects.get(edition=edition, code="E1")
    assert MeasureLink.objects.filter(measure=cast.measure, element=trees).count() == 1
    target = Target.objects.get(measure=cast.measure)
    assert (target.value, target.starts_on, target.ends_on) == (
        Decimal(57), date(2014, 4, 1), date(2015, 3, 31),
    )  # fmt: skip
    assert target.source == "plan.csv, row 2"
    assert Measure.objects.filter(council=cast.council).count() == 1


def test_a_target_that_is_held_is_never_changed_by_a_file(cast):
    year = {"period_kind": "YEAR", "starts_on": date(2014, 4, 1), "ends_on": date(2015, 3, 31)}
    Target.objects.create(council=cast.council, measure=cast.measure, value=50, **year)
    edition = store(begin(cast.council))
    assert [one.value for one in Target.objects.filter(measure=cast.measure)] == [50]
    assert Element.objects.get(edition=edition, code="E1").quantity == "M1 (target: 57%)"


def test_new_posts_and_measures_are_made_only_when_they_are_asked_for(cast):
    edition = store(begin(cast.council), replace(GOAL, makes_posts=True, makes_measures=True))
    verges = Element.objects.get(edition=edition, code="E2")
    assert (verges.owner.title, verges.quantity) == ("Ann Smith", "Miles cut (target: 12)")
    made = Measure.objects.get(council=cast.council, title="Miles cut")
    assert (made.code, made.polarity_basis, made.source) == ("2014-15-m1", "INFERRED", "plan.csv, row 3")
    assert [one.element for one in made.links.all()] == [verges]
    assert [one.value for one in made.targets.all()] == [Decimal(12)]
    assert Entry.objects.filter(verb="made", subject="Ann Smith", source="plan.csv").count() == 1


def test_a_year_that_is_nowhere_said_sets_no_target(cast):
    data = PLAN.replace(b"Target 2014/15", b"Target")
    store(begin(cast.council, data), replace(GOAL, starts_on=None, ends_on=None))
    assert not Target.objects.exists()


def test_an_editions_one_year_is_the_year_of_its_targets(cast):
    store(begin(cast.council, PLAN.replace(b"Target 2014/15", b"Target")))
    assert Target.objects.get().ends_on == date(2015, 3, 31)


def test_wards_become_tags(cast):
    store(begin(cast.council))
    assert [(one.tag.kind, one.tag.name, one.element.code) for one in Tagging.objects.all()] == [
        ("WARD", "Oakley", "E1")
    ]


def test_the_ledger_says_where_everything_comes_from(cast):
    edition = store(begin(cast.council))
    entry = Entry.objects.get(verb="brought in from a file")
    assert (entry.subject_id, entry.by_post, entry.source) == (
        str(edition.pk),
        "Strategy Manager",
        "plan.csv",
    )
    assert entry.after == {"file": "plan.csv", "lines": 5, "rows left out": 0}
    line = Entry.objects.get(subject_kind="element", subject="Plant trees")
    assert (line.verb, line.source, line.by_post) == ("recorded", "plan.csv, row 2", "Strategy Manager")


def test_an_edition_is_added_to_a_plan_that_is_held(cast):
    edition = store(begin(cast.council), replace(GOAL, plan=cast.edition.plan))
    assert edition.plan == cast.edition.plan
    cast.edition.refresh_from_db()
    assert (cast.edition.is_current, Plan.objects.count()) == (True, 1)


def test_a_service_plan_belongs_to_its_service(cast):
    service = cast.council.services.get()
    edition = store(begin(cast.council), replace(GOAL, kind="SERVICE", service_id=service.pk))
    assert (edition.plan.kind, edition.plan.service) == ("SERVICE", service)


def test_harts_milestones_go_in_whole(cast):
    data = (DATA / "hart_milestones_2014_09_02.csv").read_bytes()
    edition = store(begin(cast.council, data, "hart.csv"), replace(GOAL, plan_name="Service plans"))
    counts = {level.name: level.elements.count() for level in edition.levels.all()}
    assert counts == {"Team": 10, "Action": 175, "Milestone": 313}


def test_cheltenhams_word_table_goes_in(cast):
    edition = store(begin(cast.council, cheltenham_word(), "plan.docx"), replace(GOAL, makes_posts=True))
    assert edition.elements.count() == 14
    one = edition.elements.get(title="Arts and culture")
    assert one.source == "plan.docx, Table 1, Agreed by Council, row 11"
    assert one.owner.title == "Director of Built Environment"


# All or nothing


def test_a_plan_that_fails_half_way_leaves_nothing_behind(cast):
    """The plan and its posts are made before the edition's name is found too long for its place."""
    held = begin(cast.council)
    with pytest.raises(Refused, match="too long for name"):
        store(held, replace(GOAL, edition_name="2014/15 " + "x" * 300, makes_posts=True))
    assert (Plan.objects.count(), Element.objects.count(), cast.council.posts.count()) == (1, 4, 2)
    assert Bringing.objects.get().pk == held.pk


@pytest.mark.parametrize(
    ("goal", "sentence"),
    [
        (replace(GOAL, plan_name=""), "Name the plan, or choose one that is held."),
        (replace(GOAL, plan_name="Strategy"), "There is a plan called “Strategy” already."),
        (replace(GOAL, edition_name="??"), "Name the edition, such as 2014/15."),
    ],
)
def test_a_goal_that_cannot_be_met_is_refused_with_a_sentence(cast, goal, sentence):
    with pytest.raises(Refused) as refusal:
        store(begin(cast.council), goal)
    assert sentence in str(refusal.value)
    assert Plan.objects.count() == 1


def test_an_edition_that_is_held_and_a_retired_plan_are_refused(cast):
    plan = cast.edition.plan
    with pytest.raises(Refused, match="has an edition called “2014” already"):
        store(begin(cast.council), replace(GOAL, plan=plan, edition_name="2014"))
    plan.retired_on, plan.retired_because = date(2014, 1, 1), "Replaced"
    plan.save()
    with pytest.raises(Refused, match="is retired"):
        store(begin(cast.council), replace(GOAL, plan=plan))


def test_a_services_second_plan_is_refused(cast):
    goal = replace(GOAL, kind="SERVICE", service_id=cast.council.services.get().pk)
    store(begin(cast.council), goal)
    with pytest.raises(Refused, match="This service has a plan"):
        store(begin(cast.council), replace(goal, plan_name="Another"))


def test_a_reading_of_which_nothing_comes_is_refused(cast):
    held = begin(cast.council)
    reading = replace(reading_from(held.reading), uses=(Use(Role.LEAVE_OUT),) * 9)
    held = actions.correct_reading(bringing=held, reading=reading, version=1, **WHO)
    with pytest.raises(Refused, match="No line comes of this table"):
        store(held)


def test_levels_need_names_of_their_own(cast):
    held = begin(cast.council)
    reading = replace(reading_from(held.reading), names=("Action", "action"))
    held = actions.correct_reading(bringing=held, reading=reading, version=1, **WHO)
    with pytest.raises(Refused, match="Two levels are called “Action”"):
        store(held)


# Who may


@pytest.mark.parametrize("by", [OWNER, NEIGHBOUR, STRANGER, VISITOR])
def test_only_the_strategy_team_of_the_council_brings_in_a_plan(cast, by):
    """R142: each action refuses by itself, whatever the page does."""
    held = begin(cast.council)
    reading = reading_from(held.reading)
    for attempt in (
        lambda: begin(cast.council, by=by),
        lambda: actions.choose_table(bringing=held, table=0, version=1, by=by, at=AT),
        lambda: actions.correct_reading(bringing=held, reading=reading, version=1, by=by, at=AT),
        lambda: actions.move_headings(bringing=held, head_from=0, head_to=0, version=1, by=by, at=AT),
        lambda: store(held, by=by),
        lambda: actions.give_up(bringing=held, by=by, at=AT),
    ):
        with pytest.raises(Refused):
            attempt()
    assert Bringing.objects.get().version == 1
    assert Plan.objects.count() == 1


# On the way


def test_several_tables_wait_for_a_choice(cast):
    book = Workbook()
    for sheet in (book.active, book.create_sheet("Streets")):
        sheet.append(["Action", "Lead"])
        sheet.append([f"Clean {sheet.title}", "x"])
    held = begin(cast.council, saved(book), "plans.xlsx")
    assert upload_of(held) is None
    assert [(one.name, one.rows, one.columns) for one in tables_of(held)] == [
        ("Sheet", 2, 2),
        ("Streets", 2, 2),
    ]
    with pytest.raises(Refused, match="Choose a table first"):
        actions.move_headings(bringing=held, head_from=1, head_to=1, version=1, **WHO)
    with pytest.raises(Refused, match="no such table"):
        actions.choose_table(bringing=held, table=2, version=1, **WHO)
    held = actions.choose_table(bringing=held, table=1, version=1, **WHO)
    assert [line.title for line in upload_of(held).tree().lines] == ["Clean Streets"]


def test_how_a_table_was_read_is_remembered_for_the_next(cast):
    """The mapping is remembered, for this council only."""
    held = begin(cast.council)
    reading = reading_from(held.reading)
    changed = replace(reading, uses=(*reading.uses[:-1], Use(Role.LEAVE_OUT)), names=("Aim", "Task"))
    held = actions.correct_reading(bringing=held, reading=changed, version=held.version, **WHO)
    store(held)
    again = begin(cast.council, b"A new year\n\n" + PLAN, "next.csv")
    assert again.is_remembered
    assert reading_from(again.reading) == replace(changed, head_from=3, head_to=3)
    other = a_council("elsewhere")
    assert not begin(other.council, by=replace(STRATEGY, council="elsewhere")).is_remembered
    assert RememberedMapping.objects.count() == 1


def test_headings_that_are_elsewhere_have_the_columns_read_anew(cast):
    held = begin(
        cast.council, b"Theme,Action,Owner\nA,B,C\nObjective,Outcome,Action\nOne,Two,Three\nOne,Two,Four\n"
    )
    held = actions.move_headings(bringing=held, head_from=3, head_to=3, version=1, **WHO)
    assert held.version == 2
    assert upload_of(held).reading.names == ("Objective", "Outcome", "Action")


def test_two_people_correcting_one_upload_do_not_lose_each_others_work(cast):
    held = begin(cast.council)
    reading = reading_from(held.reading)
    actions.correct_reading(
        bringing=held, reading=replace(reading, is_filled_down=True), version=held.version, **WHO
    )
    for attempt in (
        lambda: actions.correct_reading(bringing=held, reading=reading, version=1, **WHO),
        lambda: store(held, version=1),
    ):
        with pytest.raises(Stale):
            attempt()


def test_what_somebody_else_stored_meanwhile_is_said_to_be_gone(cast):
    held = begin(cast.council)
    same = bringing_at(cast.council, held.pk)
    store(held)
    for attempt in (lambda: store(same), lambda: actions.give_up(bringing=same, **WHO)):
        with pytest.raises(Refused, match="stored or given up meanwhile"):
            attempt()


def test_nothing_of_the_file_is_left_when_it_is_stored_or_given_up(cast):
    store(begin(cast.council))
    held = begin(cast.council, file="other.csv")
    assert [one.file for one in uploads_of(cast.council)] == ["other.csv"]
    actions.give_up(bringing=held, **WHO)
    assert not Bringing.objects.exists()
    assert Entry.objects.filter(verb="gave up an upload", subject="other.csv").count() == 1


def test_what_lies_for_a_month_is_forgotten_at_the_next_upload(cast):
    begin(cast.council, file="old.csv")
    begin(cast.council, file="new.csv", at=AT + timedelta(days=31))
    assert [one.file for one in uploads_of(cast.council)] == ["new.csv"]
    entry = Entry.objects.get(verb="forgot an upload")
    assert entry.reason == "Nobody stored it in 30 days."


def test_another_councils_upload_is_not_found(cast):
    other = a_council("elsewhere")
    held = begin(other.council, by=replace(STRATEGY, council="elsewhere"))
    assert bringing_at(cast.council, held.pk) is None
    assert uploads_of(cast.council) == []


def test_a_refused_file_leaves_nothing(cast):
    with pytest.raises(UnreadableFile):
        begin(cast.council, b"%PDF-1.7")
    assert not Bringing.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\me\\plan.csv", "plan.csv"),
        ("../../etc/plan.csv", "plan.csv"),
        ("pl\0an\n.csv", "plan.csv"),
        ("", "A file without a name"),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
    ],
)
def test_a_files_name_is_made_harmless(cast, given, kept):
    assert begin(cast.council, file=given).file == kept


def test_tables_and_readings_come_back_as_they_were_kept(cast):
    held = begin(cast.council, a_real_workbook(), "plan.xlsx")
    held.refresh_from_db()
    table = table_from(held.tables[0])
    assert table_data(table) == held.tables[0]
    assert reading_data(reading_from(held.reading)) == held.reading


def test_samples_show_the_first_different_things_of_each_column(cast):
    upload = upload_of(begin(cast.council))
    first, *_, last = upload.samples()
    assert (first.heading, list(first.values), first.blank) == ("Objective", ["Environment", "Economy"], 0)
    assert (last.heading, list(last.values), last.blank) == ("RAG", ["green", "red"], 1)


def test_hostile_words_are_stored_as_words(cast):
    rows = [
        ["Theme", "Ref", "Action", "Lead officer"],
        ["A theme", "E" * 80, "<script>alert(1)</script>", "'; DROP TABLE post"],
        ["A theme", "x", "+1 is kept as it stands", "\u202eesrever"],
    ]
    edition = store(begin(cast.council, workbook(rows), "plan.xlsx"), replace(GOAL, makes_posts=True))
    assert titles(edition) == [
        ("Theme", "1", "A theme"),
        ("Action", "1.1", "<script>alert(1)</script>"),
        ("Action", "x", "+1 is kept as it stands"),
    ]
    assert cast.council.posts.filter(title="'; DROP TABLE post").count() == 1


def test_an_element_that_is_held_elsewhere_is_not_touched(cast):
    before = list(Element.objects.filter(edition=cast.edition).order_by("pk").values())
    store(begin(cast.council), replace(GOAL, plan=cast.edition.plan))
    assert list(Element.objects.filter(edition=cast.edition).order_by("pk").values()) == before
