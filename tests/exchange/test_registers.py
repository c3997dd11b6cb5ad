"""Tables of risks, projects and what partners bring: read whole, or refused with the place and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.core.refused import Refused, UnreadableFile
from goldenthread.exchange.council import load_council
from goldenthread.ledger.models import Entry
from goldenthread.resources.models import PartnerResource, Project, Risk, RiskScore
from goldenthread.resources.rules_adopted import project_rule_of, scales_of
from tests.cast import WHO
from tests.exchange.small_folder import TABLES, TOML, write

pytestmark = pytest.mark.django_db


def row(table: str, line: str) -> dict[str, list[str]]:
    """The table with one row instead of its own."""
    return {table: [TABLES[table][0], line]}


@pytest.mark.parametrize(
    ("table", "line", "column", "said"),
    [
        ("risks", "R1,Rain,,,,,,,,2014-08-01,,", "closed_because", "when and why it was closed"),
        ("risk_scores", "R1,,2014-06-01,6,3,,", "likelihood", "likelihood goes from 1 to 5"),
        ("risk_scores", "R9,,2014-06-01,3,3,,", "risk", "No risk is called “R9”"),
        ("risk_controls", "R1,,PLANNED,,", "text", "must not be"),
        ("projects", "P1,X,PROGRAMME,P1,,,,,,,,,,", "programme", "Only a project is a part"),
        ("projects", "P1,X,,P9,,,,,,,,,,", "programme", "No programme is called “P9”"),
        ("projects", "P1,X,,,,,,,STOPPED,,,,,", "state_reason", "Say why it is on hold"),
        ("projects", "P1,X,,,,,,,,,OFF_TARGET,Late,,", "view_words", "words and a day"),
        ("projects", "P1,X,,,,,,,,,,,,R1; R9", "risks", "No risk has the code “R9”"),
        ("investments", "P2,2014,-1,,,,,", "amount", "is below 0"),
        ("project_stages", "P2,Buy,2014-06-01,2014-05-01,,,", "ends_on", "ends before it starts"),
        ("project_stages", "P2,Buy,,,,,2014-05-01", "started_on", "when the stage started too"),
        ("milestones", "P2,Delivered,,,", "due_on", "must not be"),
        ("benefits", "P2,M1,66,,66,", "expected", "A benefit changes something"),
        ("project_contributions", "P2,strategy/2014/sweep,", "how", "must not be"),
        ("partner_resources", "police,strategy/2014/sweep,X,MONEY,IN_KIND,,,,,,", "given_as", "not in kind"),
        ("partner_resources", "police,strategy/2014/sweep,X,,,0,,,,,", "amount", "is not above 0"),
        ("partner_resources", "police,strategy/2014/sweep,X,,,,,,WITHDRAWN,,", "progress", "was withdrawn"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, table: str, line: str, column: str, said: str
) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        load_council(write(tmp_path / "testbury", **row(table, line)), **WHO)
    found = [one for one in refusal.value.problems if one.column == column]
    assert [(one.file, one.row) for one in found] == [(f"{table}.csv", 2)]
    assert said in found[0].sentence
    assert not Risk.objects.exists()


def test_a_score_may_name_another_scale_that_is_on_record_and_no_other(tmp_path: Path) -> None:
    head = "risk,scored_on,likelihood,impact,scale"
    lines = [head, "R1,2014-06-01,4,4,four-by-four", "R1,2014-07-01,4,4,"]
    load_council(write(tmp_path / "testbury", risk_scores=lines), **WHO)
    assert set(RiskScore.objects.values_list("scale", flat=True)) == {"four-by-four", "five-by-five"}
    with pytest.raises(UnreadableFile, match="There is no scale “ours”"):
        load_council(write(tmp_path / "testbury", risk_scores=[head, "R1,2014-06-01,4,4,ours"]), **WHO)


def test_a_council_chooses_its_scale_and_its_rule_in_its_folder(tmp_path: Path) -> None:
    chosen = TOML.replace(
        'nation = "WALES"', 'nation = "WALES"\nrisk_scale = "four-by-four"\nproject_rule = "tolerant"'
    )
    scores = [TABLES["risk_scores"][0], "R1,,2014-06-01,4,4,,"]
    council, _ = load_council(write(tmp_path / "testbury", chosen, risk_scores=scores), **WHO)
    assert (scales_of(council).now.code, project_rule_of(council).code) == ("four-by-four", "tolerant")
    unknown = chosen.replace("four-by-four", "none")
    with pytest.raises(UnreadableFile, match="five-by-five, four-by-four"):
        load_council(write(tmp_path / "testbury", unknown), **WHO)


def test_what_is_read_is_joined_as_the_files_say(tmp_path: Path) -> None:
    council, _ = load_council(write(tmp_path / "testbury"), **WHO)
    risk, other = Risk.objects.get(code="R1"), Risk.objects.get(code="R2")
    assert {one.code for one in risk.elements.all()} == {"sweep", "mend"}
    assert (risk.answered_by, other.answered_by, other.owner_post) == ("Litter picker", "The weather", None)
    project = Project.objects.get(code="P2")
    assert project.parent is not None
    assert (project.parent.code, list(project.risks.all())) == ("P1", [risk])
    assert PartnerResource.objects.get().days == 12.5
    linked = Entry.objects.get(verb="linked", subject_kind="project")
    assert linked.after == {"risks": "The money runs out"}
    assert council.projects.count() == 2


def test_a_part_of_what_is_no_programme_is_refused(tmp_path: Path) -> None:
    lines = [TABLES["projects"][0], "P1,X,,,,,,,,,,,,", "P2,Y,,P1,,,,,,,,,,"]
    with pytest.raises(Refused, match="P2 can’t be a part of P1, which is no programme"):
        load_council(write(tmp_path / "testbury", projects=lines), **WHO)
