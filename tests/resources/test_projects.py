"""R012, R052: projects and programmes: kept, rated by the rule, tied to measures, risks and plans."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.core.rating import Status
from goldenthread.core.refused import Refused, Stale, UnreadableFile
from goldenthread.core.sentences import said
from goldenthread.ledger.models import Entry
from goldenthread.measures import actions as measures
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.reports.figures.projects import of_project, of_projects, view_words
from goldenthread.reports.tables import projects as tables
from goldenthread.resources.bearing_queries import bearing_on
from goldenthread.resources.models import Milestone, Project, Risk
from goldenthread.resources.project_parts import add_part, change_part, remove_part
from goldenthread.resources.project_queries import (
    Undertaking,
    part_at,
    programmes_to_choose,
    project_at,
    projects_of,
    undertaking,
)
from goldenthread.resources.projects import (
    Seen,
    Undertaken,
    change_project,
    link_risks,
    record_project,
    say_own_view,
)
from goldenthread.resources.rule_policies import read_project_rule, read_scale
from goldenthread.resources.rules_adopted import adopt_project_rule, project_rule_of
from tests.cast import (
    AT,
    NEIGHBOUR,
    ON,
    Q1,
    STRANGER,
    STRATEGY,
    WHO,
    Cast,
    a_council,
    observation_row,
)

pytestmark = pytest.mark.django_db
MANAGER = Officer("Head of Streets", "m", "testbury", "SERVICE_MANAGER", "Streets", "Place")
INVESTMENT = {"year": 2014, "kind": "CAPITAL", "payer": "BUDGET", "funding": "Capital"}


@pytest.fixture
def cast() -> Cast:
    return a_council()


def record(cast: Cast, by: Officer = STRATEGY, **more: Any) -> Project:
    given = {"code": "P1", "name": "Sweepers", "state": "UNDER_WAY", **more}
    return record_project(council=cast.council, said=Undertaken(**given), by=by, at=AT)


def add(project: Project, kind: str, /, **row: Any) -> Any:
    return add_part(project=project, kind=kind, row=row, by=STRATEGY, at=AT)


def seen(project: Project, viewer: Officer = STRATEGY) -> Undertaking:
    return undertaking(Project.objects.get(pk=project.pk), viewer, ON)


def whole(cast: Cast) -> Project:
    """A project with one of everything."""
    project = record(cast)
    add(project, "investments", **INVESTMENT, amount=Decimal(100), forecast=Decimal(105), spent=Decimal(50))
    add(project, "stages", name="Buy", ends_on=date(2014, 9, 30))
    add(project, "milestones", name="Delivered", due_on=date(2014, 8, 1))
    add(
        project, "benefits", measure_id=cast.measure.pk, words="", baseline=Decimal(60), expected=Decimal(80),
        due_on=date(2014, 8, 31),
    )  # fmt: skip
    add(project, "contributions", element_id=cast.elements["clean"].pk, how="The sweepers")
    rows = [observation_row(cast.measure, Q1, "80")]
    measures.record_observations(council=cast.council, rows=rows, **WHO)
    return project


def test_a_project_stands_by_its_dates_its_money_and_its_benefits(cast: Cast) -> None:
    """The result is read from the observations of the measure."""
    found = seen(whole(cast))
    assert [one.status for one in found.stands.signals] == [
        Status.NEAR_TARGET, Status.NEAR_TARGET, Status.ON_TARGET,
    ]  # fmt: skip
    assert found.stands.signals[2].reasons == (
        "“Measure M1” was due by 31 August 2014 and is 100% of the way.",
    )
    assert said(of_project(found)) == (
        "Slipping: “Delivered” was planned for 1 August 2014 and is not done: 32 days late."
    )
    assert said(of_projects([found])) == (
        "One project or programme is not over: one slipping. £100 was agreed for them."
    )
    row = [cell.text for cell in tables.projects([found]).rows[0].cells]
    assert row == ["Sweepers", "Slipping", "£100", "£105", "Delivered", "Clean"]
    assert [cell.text for cell in tables.benefits(found.benefits, link=False).rows[0].cells][1:] == [
        "60%", "80%", "31 August 2014", "80%", "100%",
    ]  # fmt: skip


def test_the_owners_view_stands_beside_the_rule_and_a_disagreement_is_said(cast: Cast) -> None:
    project = whole(cast)
    with pytest.raises(Refused, match="in words"):
        say_own_view(project=project, said=Seen("ON_TARGET", " ", ON), version=1, by=STRATEGY, at=AT)
    view = Seen("ON_TARGET", "It will be made up", ON)
    say_own_view(project=project, said=view, version=1, by=STRATEGY, at=AT)
    found = seen(project)
    assert found.stands.status is Status.NEAR_TARGET  # which the view corrects in nothing
    assert "Its owner sees it better than the rule does" in said(of_project(found))
    assert view_words(found) == "On track, on 2 September 2014"
    say_own_view(project=project, said=Seen("", "", ON), version=2, by=STRATEGY, at=AT)
    assert view_words(seen(project)) == ""


def test_a_council_may_adopt_another_rule_in_its_own_words(cast: Cast) -> None:
    project = whole(cast)
    adopt_project_rule(council=cast.council, rule=read_project_rule("tolerant"), **WHO)
    assert project_rule_of(cast.council).name == "With more room"
    assert said(of_project(seen(project))).startswith("Amber: ")
    with pytest.raises(UnreadableFile, match="write one of: plain, tolerant"):
        read_project_rule("none")
    with pytest.raises(UnreadableFile, match="five-by-five, four-by-four"):
        read_scale("none")


def test_a_project_without_anything_cannot_be_rated_and_says_so(cast: Cast) -> None:
    found = seen(record(cast))
    assert found.stands.status is Status.NOT_RATED
    assert "can’t be rated yet" in said(of_project(found))
    assert "contributes to no line" in said(of_projects([found]))
    assert said(of_projects([])) == "No project or programme is on record yet."


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"name": " "}, "Name the project"),
        ({"code": ""}, "Give it a code"),
        ({"code": "P0"}, "P0 is another project’s code"),
        ({"state": "ON_HOLD"}, "Say why it is on hold"),
    ],
)
def test_a_project_that_says_too_little_is_refused(cast: Cast, more: dict[str, str], reason: str) -> None:
    record(cast, code="P0")
    with pytest.raises(Refused, match=reason):
        record(cast, **more)


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER, VISITOR])
def test_others_keep_no_project(cast: Cast, by: Officer) -> None:
    project = record(cast)
    with pytest.raises(Refused):
        record(cast, by, code="P2")
    with pytest.raises(Refused):
        row = {"name": "Late", "due_on": ON}
        add_part(project=project, kind="milestones", row=row, by=by, at=AT)


def test_a_service_manager_keeps_their_services_projects_only(cast: Cast) -> None:
    streets = cast.council.services.get(name="Streets")
    assert record(cast, MANAGER, service=streets)
    with pytest.raises(Refused):
        record(cast, MANAGER, code="P2")


def test_only_a_programme_has_parts_and_none_is_part_of_another(cast: Cast) -> None:
    programme = record(cast, code="A", kind="PROGRAMME")
    part = record(cast, code="B", parent=programme)
    assert programmes_to_choose(cast.council) == [programme]
    with pytest.raises(Refused, match="no part of another"):
        record(cast, code="C", kind="PROGRAMME", parent=programme)
    with pytest.raises(Refused, match="Only a programme"):
        record(cast, code="C", parent=part)
    with pytest.raises(Refused, match="stays a programme"):
        said = Undertaken("A", "Sweepers", state="UNDER_WAY")
        change_project(project=programme, said=said, version=1, by=STRATEGY, at=AT)
    other = a_council("elsewhere")
    with pytest.raises(Refused, match="of this council"):
        record(cast, code="C", parent=record_project(
            council=other.council, said=Undertaken("A", "X", "PROGRAMME"), by=STRANGER, at=AT))  # fmt: skip


def test_a_project_goes_its_way_and_a_stale_change_is_refused(cast: Cast) -> None:
    project = record(cast)
    over = Undertaken("P1", "Sweepers", state="FINISHED", state_reason="Bought")
    change_project(project=project, said=over, version=1, by=STRATEGY, at=AT)
    with pytest.raises(Stale):
        change_project(project=project, said=over, version=1, by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="its end"):
        change_project(project=project, said=over._replace(state="UNDER_WAY"), version=2, by=STRATEGY, at=AT)
    assert said(of_projects([seen(project)])).startswith("Every project and programme is over.")


@pytest.mark.parametrize(
    ("kind", "row", "reason"),
    [
        ("investments", {**INVESTMENT, "amount": None}, "how many pounds"),
        ("investments", {**INVESTMENT, "amount": Decimal(-1)}, "from 0 to"),
        ("investments", {**INVESTMENT, "year": 1066, "amount": Decimal(1)}, "such as 2012"),
        ("stages", {"name": " "}, "Name the stage"),
        ("stages", {"name": "x", "starts_on": ON, "ends_on": date(2014, 9, 1)}, "planned to end before"),
        ("stages", {"name": "x", "started_on": ON, "ended_on": date(2014, 9, 1)}, "ended before"),
        ("stages", {"name": "x", "ended_on": ON}, "when the stage started"),
        ("milestones", {"name": "", "due_on": ON}, "Name the milestone"),
        ("benefits", {"measure_id": 0, "expected": None}, "expected to come to"),
        ("benefits", {"measure_id": 0, "expected": Decimal(1), "baseline": Decimal(1)}, "changes something"),
        ("benefits", {"measure_id": 0, "expected": Decimal(1)}, "Choose a measure of this council"),
        ("contributions", {"element_id": 0, "how": ""}, "Say what it contributes"),
        ("contributions", {"element_id": 0, "how": "x"}, "Choose a line"),
    ],
)
def test_a_part_that_cannot_be_is_refused(cast: Cast, kind: str, row: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        add(record(cast), kind, **row)


def test_a_part_is_changed_and_removed_with_its_version_and_the_ledger_has_it(cast: Cast) -> None:
    project = record(cast)
    made = add(project, "milestones", name="Delivered", due_on=ON)
    with pytest.raises(Refused, match="on record for this project already"):
        add(project, "milestones", name="Delivered", due_on=ON)
    who: dict[str, Any] = {"kind": "milestones", "by": STRATEGY, "at": AT}
    change_part(part=made, row={"name": "Delivered", "due_on": ON, "done_on": ON}, version=1, **who)
    with pytest.raises(Stale):
        remove_part(part=made, version=1, **who)
    assert part_at(project, "milestones", made.pk) == made
    remove_part(part=made, version=2, **who)
    assert not Milestone.objects.exists()
    verbs = Entry.objects.filter(subject_kind="milestone").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["recorded", "changed", "removed"]


def test_risks_of_the_register_bear_on_a_project_for_those_who_may_read_them(cast: Cast) -> None:
    project = record(cast)
    key = Risk.objects.create(council=cast.council, code="R1", title="Late")
    own = Risk.objects.create(council=cast.council, code="R2", title="Dear", is_key=False)
    who: dict[str, Any] = {"project": project, "by": STRATEGY, "at": AT}
    assert link_risks(risks=[key, own], version=1, **who)
    assert not link_risks(risks=[own, key], version=2, **who)
    assert set(seen(project).risks) == {key, own}
    assert list(seen(project, VISITOR).risks) == [key]
    other = Risk.objects.create(council=a_council("elsewhere").council, code="R1", title="X")
    with pytest.raises(Refused, match="of this council"):
        link_risks(risks=[other], version=2, **who)
    assert Entry.objects.get(subject_kind="project", verb="linked").after == {"risks": "Late; Dear"}


def test_a_line_names_the_projects_that_contribute_to_it_with_the_contribution(cast: Cast) -> None:
    """R052."""
    project = whole(cast)
    bearing = bearing_on(cast.elements["clean"], VISITOR, ON)
    assert [(one.project, one.how) for one in bearing.projects] == [(project, "The sweepers")]
    cast.edition.is_open = False
    cast.edition.save(update_fields=["is_open"])
    assert seen(project, VISITOR).links == []  # a closed draft's line isn't named to others


def test_projects_of_another_council_are_not_found(cast: Cast) -> None:
    project, other = record(cast), a_council("elsewhere")
    assert project_at(other.council, project.pk) is None
    assert projects_of(other.council, STRANGER, ON) == []


def test_a_projects_manager_keeps_its_course_whatever_their_duty_but_not_its_money(cast: Cast) -> None:
    """R012: whoever's post manages a project keeps its stages, milestones, benefits and own view."""
    owner = Officer("Head of Streets", "h", "testbury", "OWNER", "Streets", "Place")
    project = record(cast, manager=cast.council.posts.get(title="Head of Streets"))
    row = {"name": "Tender", "due_on": ON, "forecast_on": None, "done_on": None, "source": ""}
    add_part(project=project, kind="milestones", row=row, by=owner, at=AT)
    say_own_view(project=project, said=Seen("ON_TARGET", "Well", ON), version=1, by=owner, at=AT)
    assert Milestone.objects.get().name == "Tender"
    with pytest.raises(Refused, match="Only the strategy team"):
        add_part(project=project, kind="investments", row=INVESTMENT, by=owner, at=AT)
    with pytest.raises(Refused, match="or Head of Streets can keep major projects"):
        add_part(project=project, kind="milestones", row=row, by=NEIGHBOUR, at=AT)


def test_a_service_manager_who_names_no_service_is_told_to_choose_their_own(cast: Cast) -> None:
    with pytest.raises(Refused, match="Choose Streets as its service: you can keep major projects"):
        record(cast, MANAGER)


def test_nothing_has_happened_on_a_day_still_to_come(cast: Cast) -> None:
    project = record(cast)
    row = {"name": "Build", "started_on": ON, "ended_on": date(2031, 1, 1)}
    with pytest.raises(Refused, match="It would have ended on 1 January 2031, which is still to come"):
        add_part(project=project, kind="stages", row=row, by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="still to come"):
        say_own_view(
            project=project, said=Seen("ON_TARGET", "Well", date(2031, 1, 1)), version=1, by=STRATEGY, at=AT
        )
