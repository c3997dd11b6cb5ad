"""R081: the register of risks: recorded, scored through time, controlled, closed, and read."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.core.risk_scale import Movement
from goldenthread.core.sentences import said
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.reports.facts import RiskFact
from goldenthread.reports.figures.frozen_money import risks_of
from goldenthread.reports.figures.risks import of_register, of_risk
from goldenthread.reports.grids import Kind
from goldenthread.reports.tables import risks as tables
from goldenthread.resources.models import Risk, RiskControl, RiskScore
from goldenthread.resources.risk_queries import (
    key_risks_on,
    register_of,
    risk_at,
    risks_on,
    standing_of,
)
from goldenthread.resources.risks import (
    Controlled,
    Feared,
    Judged,
    add_control,
    change_control,
    change_risk,
    close_risk,
    open_risk_again,
    record_risk,
    remove_control,
    score_risk,
    tell_control,
)
from goldenthread.resources.rule_policies import read_scale
from goldenthread.resources.rules_adopted import adopt_scale, scales_of
from tests.cast import AT, NEIGHBOUR, ON, STRANGER, STRATEGY, WHO, Cast, a_council

pytestmark = pytest.mark.django_db
MANAGER = Officer("Head of Streets", "m", "testbury", "SERVICE_MANAGER", "Streets", "Place")
JUNE, AUGUST = date(2014, 6, 1), date(2014, 8, 1)


@pytest.fixture
def cast() -> Cast:
    return a_council()


def record(cast: Cast, by: Officer = STRATEGY, **more: Any) -> Risk:
    given = {"code": "R1", "title": "The money runs out", **more}
    return record_risk(council=cast.council, said=Feared(**given), by=by, at=AT)


def now(risk: Risk) -> Risk:
    return Risk.objects.get(pk=risk.pk)


def score(
    risk: Risk, likelihood: int, impact: int, on: date = ON, kind: str = "CURRENT", **more: Any
) -> None:
    given = Judged(kind, likelihood, impact, on, **more)
    score_risk(risk=risk, said=given, version=now(risk).version, by=STRATEGY, at=AT)


def test_a_risk_is_recorded_with_what_it_bears_on_and_the_ledger_has_both(cast: Cast) -> None:
    head = cast.council.posts.get(title="Head of Streets")
    risk = record(
        cast,
        owner_post=head,
        cause="A grant ends",
        effect="Less is swept",
        elements=[cast.elements["action"]],
    )
    assert (risk.answered_by, list(risk.elements.all())) == ("Head of Streets", [cast.elements["action"]])
    verbs = Entry.objects.filter(subject_kind="risk").values_list("verb", flat=True)
    assert set(verbs) == {"recorded", "linked"}


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"title": " "}, "Say what may go wrong"),
        ({"code": ""}, "Give the risk a code"),
        ({"code": "R0"}, "R0 is another risk’s code"),
    ],
)
def test_a_risk_that_says_too_little_is_refused(cast: Cast, more: dict[str, str], reason: str) -> None:
    record(cast, code="R0")
    with pytest.raises(Refused, match=reason):
        record(cast, **more)


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER, VISITOR])
def test_others_keep_no_risk(cast: Cast, by: Officer) -> None:
    with pytest.raises(Refused):
        record(cast, by)


def test_a_service_manager_keeps_the_risks_of_their_service_only(cast: Cast) -> None:
    streets = cast.council.services.get(name="Streets")
    mine = record(cast, MANAGER, service=streets)
    with pytest.raises(Refused):
        record(cast, MANAGER, code="R2")
    with pytest.raises(Refused):  # nor give it away to where they couldn't have recorded it
        change_risk(risk=mine, said=Feared("R1", "Gone"), version=mine.version, by=MANAGER, at=AT)


def test_nothing_crosses_from_another_council(cast: Cast) -> None:
    other = a_council("elsewhere")
    with pytest.raises(Refused, match="of this council"):
        record(cast, elements=[other.elements["action"]])
    with pytest.raises(Refused, match="of this council"):
        record(cast, owner_post=other.council.posts.first())
    assert risk_at(other.council, record(cast, is_key=True).pk, STRANGER) is None


def test_a_change_of_links_alone_counts_the_version_on_and_a_stale_one_is_refused(cast: Cast) -> None:
    risk = record(cast)
    linked = Feared("R1", "The money runs out", elements=[cast.elements["clean"]])
    change_risk(risk=risk, said=linked, version=1, by=STRATEGY, at=AT)
    assert now(risk).version == 2
    change_risk(risk=risk, said=linked, version=2, by=STRATEGY, at=AT)
    assert now(risk).version == 2  # nothing differs, nothing is written
    with pytest.raises(Stale):
        change_risk(risk=risk, said=linked, version=1, by=STRATEGY, at=AT)


def test_scores_make_the_history_from_which_movement_is_told(cast: Cast) -> None:
    risk = record(cast)
    assert standing_of(risk).movement is Movement.NOT_STATED
    score(risk, 3, 3, JUNE)
    assert standing_of(risk).movement is Movement.NEW
    score(risk, 4, 4, AUGUST, why="The grant ends")
    standing = standing_of(now(risk))
    assert (standing.movement, standing.words()) == (Movement.UP, "Likely, Major: 16 of 25, High")
    assert standing.band is not None and standing.band.name == "High"
    assert str(now(risk).next_review_on) == "2014-11-01"  # high risks are looked at again in three months
    told = said(of_risk(standing, ON))
    assert "Up from 9 on 1 June 2014." in told
    assert [row.cells[2].text for row in tables.history(standing).rows] == [
        "Likely, Major: 16 of 25, High",
        "Possible, Moderate: 9 of 25, Medium",
    ]


def test_a_stated_movement_stands_until_there_is_a_history(cast: Cast) -> None:
    risk = record(cast)
    Risk.objects.filter(pk=risk.pk).update(movement="DOWN", likelihood="Likely", impact="Grave")
    standing = standing_of(now(risk))
    assert (standing.movement, standing.words()) == (Movement.DOWN, "Likely, Grave")
    assert said(of_risk(standing, ON)).startswith("Stated as Likely, Grave; it has no score")
    score(risk, 2, 2, JUNE)
    score(risk, 3, 2, AUGUST)
    assert standing_of(now(risk)).movement is Movement.UP


def test_a_second_score_on_a_day_puts_the_first_right_and_the_ledger_keeps_both(cast: Cast) -> None:
    risk = record(cast)
    score(risk, 3, 3)
    score(risk, 3, 4)
    assert [(one.likelihood, one.impact) for one in RiskScore.objects.all()] == [(3, 4)]
    changed = Entry.objects.get(subject_kind="riskscore", verb="changed")
    assert (changed.before, changed.after) == ({"impact": 3}, {"impact": 4})


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (Judged("CURRENT", 6, 1, ON), "likelihood goes from 1 to 5"),
        (Judged("NEXT", 1, 1, ON), "before controls, now or as wanted"),
        (Judged("CURRENT", 1, 1, ON, next_review_on=ON), "comes after the day of the score"),
    ],
)
def test_a_score_that_cannot_be_is_refused(cast: Cast, given: Judged, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        score_risk(risk=record(cast), said=given, version=1, by=STRATEGY, at=AT)


def test_a_score_by_another_scale_is_not_compared(cast: Cast) -> None:
    """A council may adopt another scale; what was scored before keeps its own."""
    risk = record(cast)
    score(risk, 5, 5, JUNE)
    adopt_scale(council=cast.council, scale=read_scale("four-by-four"), **WHO)
    assert scales_of(cast.council).now.code == "four-by-four"
    standing = standing_of(now(risk))
    assert (standing.pair, standing.words()) == (None, "Almost certain, Severe: 25 of 25, Very high")
    score(risk, 4, 4, AUGUST)
    standing = standing_of(now(risk))
    assert standing.movement is Movement.OTHER_SCALE
    assert "can’t be told" in said(of_risk(standing, ON))
    assert tables.history(standing).rows[1].cells[2].note == "By another scale than the one in force"


def test_a_risk_is_closed_with_a_reason_and_opened_again_with_one(cast: Cast) -> None:
    risk = record(cast)
    with pytest.raises(Refused, match="Say why it is closed"):
        close_risk(risk=risk, on=ON, because=" ", version=1, by=STRATEGY, at=AT)
    close_risk(risk=risk, on=ON, because="The grant came", version=1, by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="closed already"):
        close_risk(risk=risk, on=ON, because="Again", version=2, by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="Open it again to score it"):
        score(risk, 1, 1)
    assert said(of_register(register_of(cast.council, STRATEGY, ON), ON)) == "No risk is open."
    open_risk_again(risk=risk, because="It was cut", version=2, by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="is open"):
        open_risk_again(risk=risk, because="It was cut", version=3, by=STRATEGY, at=AT)
    entries = Entry.objects.filter(subject_kind="risk").order_by("pk")
    assert [one.verb for one in entries] == ["recorded", "closed", "opened again"]


def test_a_control_goes_its_way_and_no_other(cast: Cast) -> None:
    risk = record(cast)
    control = add_control(risk=risk, said=Controlled("Ask for more"), by=STRATEGY, at=AT)
    done = Controlled("Ask for more", "IN_PLACE")
    change_control(control=control, said=done, version=1, by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="From there it can only be"):
        change_control(control=control, said=Controlled("Ask", "PLANNED"), version=2, by=STRATEGY, at=AT)
    with pytest.raises(Stale):
        remove_control(control=control, version=1, by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="Say what is done"):
        add_control(risk=risk, said=Controlled(" "), by=STRATEGY, at=AT)
    elsewhere = a_council("elsewhere").council.posts.first()
    with pytest.raises(Refused, match="post of this council"):
        add_control(risk=risk, said=Controlled("Ask", owner=elsewhere), by=STRATEGY, at=AT)
    remove_control(control=control, version=2, by=STRATEGY, at=AT)
    assert not RiskControl.objects.exists()


def test_everybody_reads_the_key_risks_and_the_councils_own_people_all(cast: Cast) -> None:
    key, own = record(cast, is_key=True), record(cast, code="R2", elements=[cast.elements["clean"]])
    for viewer, codes in ((VISITOR, ["R1"]), (STRANGER, ["R1"]), (NEIGHBOUR, ["R1", "R2"])):
        assert [one.risk.code for one in register_of(cast.council, viewer, ON)] == codes
    assert risk_at(cast.council, own.pk, VISITOR) is None
    assert risk_at(cast.council, key.pk, VISITOR) == key
    assert risks_on(cast.elements["clean"], VISITOR, ON) == []
    assert [one.risk for one in risks_on(cast.elements["clean"], NEIGHBOUR, ON)] == [own]


def test_the_register_opens_with_a_sentence_and_the_gravest_comes_first(cast: Cast) -> None:
    mild, grave, late = (record(cast, code=f"R{number}", title=f"Risk {number}") for number in (1, 2, 3))
    score(mild, 1, 1)
    score(grave, 5, 5)
    Risk.objects.filter(pk=late.pk).update(next_review_on=JUNE)
    found = register_of(cast.council, STRATEGY, ON)
    assert [one.risk.code for one in found] == ["R2", "R1", "R3"]
    assert said(of_register(found, ON)) == (
        "Three risks are open: one very high, one low, one not scored. Since last time two new. "
        "One should have been looked at again on 1 June 2014."
    )
    matrix = tables.matrix(found, scales_of(cast.council).now)
    assert (len(matrix.rows), len(matrix.columns)) == (5, 6)
    worst = matrix.rows[0].cells[-1]
    assert (worst.text, worst.note) == ("Very high: 1", "R2")
    assert (worst.heat, matrix.rows[0].cells[1].heat, matrix.rows[4].cells[1].heat) == (
        "far-over",
        "tight",
        "",
    )
    assert matrix.rows[0].cells[1].text == "Medium: none"
    held = sum(cell.kind is Kind.TEXT for row in matrix.rows for cell in row.cells[1:])
    assert held == 2  # every scored risk stands in one cell


def test_the_monitor_freezes_where_a_key_risk_stood_on_its_day(cast: Cast) -> None:
    """Issue: key corporate risks in the Monitor, with movement since last time."""
    risk = record(cast, is_key=True)
    record(cast, code="R2")
    score(risk, 3, 3, JUNE)
    score(risk, 4, 4, AUGUST)
    add_control(risk=risk, said=Controlled("Ask for more"), by=STRATEGY, at=AT)
    (fact,) = risks_of(cast.council, ON)
    assert (fact.score, fact.band, fact.movement, fact.control) == (16, "High", "up", "Ask for more")
    (before,) = risks_of(cast.council, date(2014, 7, 1))
    assert (before.score, before.band, before.movement) == (9, "Medium", "new")
    close_risk(risk=risk, on=ON, because="Paid", version=now(risk).version, by=STRATEGY, at=AT)
    assert risks_of(cast.council, ON) == ()
    assert len(key_risks_on(cast.council, AUGUST)) == 1


def test_a_fact_frozen_before_there_were_scores_is_read_as_it_was() -> None:
    old = b'{"code":"R1","title":"T","cause":"","effect":"","control":"","owner":"","likelihood":"Likely",' \
        b'"impact":"","movement":"up"}'  # fmt: skip
    fact = msgspec.json.decode(old, type=RiskFact)
    assert (fact.likelihood, fact.movement, fact.score, fact.band) == ("Likely", "up", None, "")


# Whoever answers for a risk or a control keeps what is theirs.

PLAIN = Officer("Head of Streets", "h", "testbury", "OWNER", "Streets", "Place")


def test_a_risks_owner_scores_it_and_keeps_its_controls_whatever_their_duty(cast: Cast) -> None:
    """R081: an owner keeps what is theirs; what is written of it stays with who keeps the register."""
    risk = record(cast, owner_post=cast.council.posts.get(title="Head of Streets"))
    score_risk(risk=risk, said=Judged("CURRENT", 2, 3, ON, "Better"), version=1, by=PLAIN, at=AT)
    control = add_control(risk=risk, said=Controlled("Ask for the grant"), by=PLAIN, at=AT)
    change_control(control=control, said=Controlled("Ask", "IN_PLACE"), version=1, by=PLAIN, at=AT)
    with pytest.raises(Refused, match="Only the strategy team"):
        change_risk(risk=risk, said=Feared("R1", "Gone"), version=now(risk).version, by=PLAIN, at=AT)


def test_somebody_else_is_told_who_could_score_it(cast: Cast) -> None:
    risk = record(cast, owner_post=cast.council.posts.get(title="Head of Streets"))
    with pytest.raises(Refused, match=r"of Streets or Head of Streets can keep the register of risks\."):
        score_risk(risk=risk, said=Judged("CURRENT", 2, 3, ON), version=1, by=NEIGHBOUR, at=AT)


def test_a_director_keeps_the_risk_of_a_post_that_is_of_their_directorate_alone(cast: Cast) -> None:
    place = cast.council.directorates.get(name="Place")
    chief = cast.council.posts.create(title="Director of Place", directorate=place)
    risk = record(cast, owner_post=chief)
    director = Officer("Director of Place", "d", "testbury", "DIRECTOR", "", "Place")
    score_risk(risk=risk, said=Judged("CURRENT", 2, 3, ON), version=1, by=director, at=AT)
    said = Feared("R1", "Less money", owner_post=chief)
    change_risk(risk=risk, said=said, version=now(risk).version, by=director, at=AT)
    assert now(risk).title == "Less money"


def test_a_controls_owner_says_how_it_stands_and_nothing_else(cast: Cast) -> None:
    head = cast.council.posts.get(title="Head of Streets")
    control = add_control(
        risk=record(cast), said=Controlled("Ask", owner=head), by=STRATEGY, at=AT
    )  # fmt: skip
    tell_control(control=control, state="IN_PLACE", version=1, by=PLAIN, at=AT)
    assert RiskControl.objects.get().state == "IN_PLACE"
    with pytest.raises(Refused):
        change_control(control=control, said=Controlled("Else", "IN_PLACE"), version=2, by=PLAIN, at=AT)
    with pytest.raises(Refused):
        tell_control(control=control, state="ENDED", version=2, by=NEIGHBOUR, at=AT)


def test_a_service_manager_who_names_no_service_is_told_to_choose_their_own(cast: Cast) -> None:
    with pytest.raises(Refused, match="Choose Streets as its service: you can keep the register of risks"):
        record(cast, MANAGER)


def test_no_score_lies_beyond_the_councils_day(cast: Cast) -> None:
    risk = record(cast)
    with pytest.raises(Refused, match="still to come"):
        score(risk, 2, 2, date(2099, 1, 1))
    with pytest.raises(Refused, match="still to come"):
        close_risk(risk=risk, on=date(2099, 1, 1), because="So", version=1, by=STRATEGY, at=AT)


def test_a_back_dated_score_leaves_the_next_look_as_it_is(cast: Cast) -> None:
    risk = record(cast)
    score(risk, 2, 2, AUGUST)
    due = now(risk).next_review_on
    score(risk, 5, 5, JUNE)
    assert now(risk).next_review_on == due
    assert standing_of(risk, JUNE).pair == (5, 5)
    (listed,) = register_of(cast.council, STRATEGY, AUGUST)
    assert listed.pair == standing_of(risk, AUGUST).pair == (2, 2)
