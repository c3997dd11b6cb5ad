"""A whole folder: stored once, changed where it differs, and refused whole with the place and what to do."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from goldenthread.core.refused import Refused, UnreadableFile
from goldenthread.exchange.council import STAGES, load_council
from goldenthread.ledger.models import Entry
from goldenthread.ledger.recording import Recorded
from goldenthread.measures.models import Measure, MeasureLink, Observation
from goldenthread.people.models import Council
from goldenthread.people.officers import OPERATOR
from goldenthread.plans.models import Edition, Element, Level, Plan
from goldenthread.resources.models import Variance
from tests.cast import AT, WHO
from tests.exchange.small_folder import TABLES, TOML, write

pytestmark = pytest.mark.django_db
ROOMS = (
    "people", "ledger", "plans", "measures", "resources", "governance", "planning", "rounds", "reports",
    "exchange",
)  # fmt: skip


def load(folder: Path) -> dict[str, Recorded]:
    return load_council(folder, **WHO)[1]


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours."""
    found = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in found}


def refused(folder: Path) -> list[tuple[str, int | None, str | None, str]]:
    """What is wrong with a folder, of which nothing may have been stored."""
    before = everything()
    with pytest.raises(UnreadableFile) as refusal:
        load(folder)
    assert everything() == before
    return [(one.file, one.row, one.column, one.sentence) for one in refusal.value.problems]


def test_a_folder_is_counted_as_it_is_stored_and_again_as_the_same(tmp_path: Path) -> None:
    """R143, R145: a second load changes nothing and writes nothing."""
    folder, told = write(tmp_path / "testbury"), []
    council, first = load_council(folder, by=OPERATOR, at=AT, tell=told.append)
    assert (council.slug, told) == ("testbury", [name for name, _ in STAGES])
    assert {name: counts.created for name, counts in first.items()} == {
        "bodies": 2, "elements": 8, "placements": 1, "tags": 2, "taggings": 1, "involvements": 2,
        "contributions": 1, "successions": 1, "updates": 3, "gaps": 1, "evidence": 1, "needs": 2, "remits": 2,
        "efforts": 2, "capacities": 2, "skills": 1, "skill_needs": 1, "costs": 2, "terms": 2,
        "dependencies": 2,
        "offers": 1, "workplan": 1, "measures": 2, "targets": 2, "observations": 3, "finance": 1,
        "carry_forwards": 1, "virements": 1, "budget_lines": 2, "reserves": 1, "monitoring": 1, "bids": 2,
        "bid_years": 2, "criteria": 1, "bid_scores": 1, "money_links": 2,
        "risks": 2, "published": 1, "meetings": 1, "route": 2,
        "comments": 1, "work_programmes": 1, "minutes": 2, "decisions": 1, "tasks": 2, "endorsements": 1,
        "consultations": 1, "workshops": 1, "workshop_sessions": 1,
        "stages": 3, "waits": 1, "communications": 1, "audiences": 1, "messages": 1,
        "communication_tasks": 1, "booked_times": 1,
        "commissioning_reviews": 1, "opportunities": 1,
        "risk_scores": 3, "risk_controls": 1, "projects": 2, "investments": 1, "project_stages": 1,
        "milestones": 1, "benefits": 1, "project_contributions": 1, "partner_resources": 1,
        "rounds": 1, "reports": 1,
    }  # fmt: skip
    stored = everything()
    again = load(folder)
    assert everything() == stored
    assert {name: counts.same for name, counts in again.items()} == {
        name: counts.created for name, counts in first.items()
    }


def test_every_entry_of_a_load_says_who_and_when(tmp_path: Path) -> None:
    """R145."""
    load(write(tmp_path / "testbury"))
    assert set(Entry.objects.values_list("by_post", "by_user", "at", "council")) == {
        (OPERATOR.post, "", AT, "testbury")
    }
    kinds = set(Entry.objects.values_list("subject_kind", flat=True))
    assert {"element", "measure", "target", "observation", "variance", "paper", "comment"} <= kinds


def test_words_are_stored_as_the_council_wrote_them(tmp_path: Path) -> None:
    """A dash stays a dash, so that a post named in council.toml is found by the tables."""
    load(write(tmp_path / "testbury"))
    assert Element.objects.get(code="place").title == "Place – for all"
    sweep = Element.objects.get(code="sweep")
    assert sweep.owner is not None
    assert (sweep.owner.title, str(sweep.due_on)) == ("Head of Streets – and Parks", "2015-03-31")


def test_figures_are_stored_as_long_as_their_columns(tmp_path: Path) -> None:
    load(write(tmp_path / "testbury"))
    assert set(Observation.objects.values_list("breakdown", "value", "state")) == {
        ("", Decimal("66.666667"), "REPORTED"), ("women", Decimal(40), "REPORTED"), ("", None, "AWAITED"),
    }  # fmt: skip
    money = Variance.objects.get()
    assert (money.amount, money.base, money.stated_percent) == (
        Decimal("-1234.57"), Decimal(100000), Decimal("1.23"),
    )  # fmt: skip
    measure = Measure.objects.get(code="M1")
    assert (measure.baseline, measure.own_tolerance.is_percent if measure.own_tolerance else None) == (
        Decimal("66.666667"), True,
    )  # fmt: skip
    assert MeasureLink.objects.count() == 2


def test_an_element_missing_from_the_latest_updates_is_no_longer_listed(tmp_path: Path) -> None:
    load(write(tmp_path / "testbury"))
    assert dict(Element.objects.filter(edition__plan__slug="strategy").values_list("code", "state")) == {
        "place": "LIVE", "aims": "LIVE", "sweep": "LIVE", "mend": "NOT_LISTED", "paint": "RETIRED",
    }  # fmt: skip


def test_what_differs_is_changed_and_nothing_else(tmp_path: Path) -> None:
    folder = write(tmp_path / "testbury")
    load(folder)
    Entry.objects.all().delete()
    finance = [line.replace("-1.2345678", "3") for line in TABLES["finance"]]
    assert load(write(folder, finance=finance))["finance"] == Recorded(changed=1)
    assert [(entry.subject_kind, entry.before, entry.after) for entry in Entry.objects.all()] == [
        ("variance", {"amount": "-1234.57"}, {"amount": "3000"})
    ]


def test_a_blank_result_is_filled_in_and_a_figure_is_not_replaced(tmp_path: Path) -> None:
    """R138, R139, R143."""
    folder = write(tmp_path / "testbury")
    load(folder)
    filled = [*TABLES["observations"][:3], "M2,2014/15 Q1,15,,"]
    assert load(write(folder, observations=filled))["observations"] == Recorded(changed=1, same=2)
    before = everything()
    with pytest.raises(Refused, match="15 is held for this measure and period"):
        load(write(folder, observations=[*filled[:3], "M2,2014/15 Q1,16,,"]))
    assert everything() == before


def test_a_level_put_between_two_others_and_another_main_plan_are_no_trouble(tmp_path: Path) -> None:
    """R022, R025."""
    folder = write(tmp_path / "testbury")
    load(folder)
    between = '[[plan.edition.level]]\nkey = "improvement"\nname = "Improvement"\n\n'
    toml = TOML.replace(
        '[[plan.edition.level]]\nkey = "action"', between + '[[plan.edition.level]]\nkey = "action"'
    )
    first = '[[plan]]\nslug = "first"\nname = "First"\nkind = "CORPORATE"\nmain = true\n\n[[plan]]'
    toml = toml.replace("main = true\n", "").replace("[[plan]]", first, 1)
    edition = '\n[[plan.edition]]\nslug = "2013"\nname = "2013"\nstarts_on = 2013-04-01\ncurrent = true\n'
    streets = '\n[[plan]]\nslug = "streets"'
    toml = toml.replace("current = true\n", "").replace(streets, edition + streets, 1)
    for _ in range(2):
        load(write(folder, toml))
        levels = Level.objects.filter(edition__plan__slug="strategy")
        assert list(levels.values_list("key", flat=True)) == ["theme", "improvement", "action"]
        assert [plan.slug for plan in Plan.objects.filter(is_main=True)] == ["first"]
        editions = Edition.objects.filter(plan__slug="strategy")
        assert dict(editions.values_list("slug", "is_current")) == {"2013": True, "2014": False}


ELEMENT = "strategy/2014/place"
HOSTILE = [
    ("budget_lines", "2014,,R1,Again,,,,,5,,", "code", "Row 2 gives the same already"),
    ("budget_lines", "2014/15,,R2,X,,,,,5,,", "year", "“2014/15”"),
    ("budget_lines", "14,,R2,X,,,,,5,,", "year", "such as 2012 for 2012/13"),
    ("budget_lines", "2014,,R2,X,,,,,,,", "net", "its gross budget, its net budget, or both"),
    ("budget_lines", "2014,,R2,X,,,10,4,7,,", "net", "The net is not gross less income"),
    ("budget_lines", "2014,,R2,X,Space,,,,7,,", "directorate", "No directorate is called “Space”"),
    ("budget_lines", "2014,,R2,X,,,12%,,,,", "gross", "is a percentage"),
    ("reserves", "2014,Other,10,-5,,,", "put_in", "Write this above nought"),
    ("reserves", "2014,Other,10,5,,16,", "closing", "The reserve does not add up"),
    ("reserves", "2014,Other,,5,,,", "opening", "Write the pounds here"),
    (
        "monitoring",
        "Monitor 7,2014,2014-06-30,GROSS,Parks,,1,,,,,,",
        "report",
        "the same year, last day, base",
    ),
    ("monitoring", "M,2014,,NET,Parks,,1,,,,,,", "ends_on", "Write the last day"),
    ("monitoring", "M,2014,2014-06-30,,Parks,,1,,,,,,", "base", "is not one of NET, GROSS"),
    ("monitoring", "M,2014,2014-06-30,NET,Parks,R9,1,,,,,,", "line_code", "No budget line of that year"),
    ("monitoring", "M,2014,2014-06-30,NET,Parks,,1,,2,5,,,", "variance", "The variance is the forecast less"),
    ("bids", "LOAN,G2,X,,,,,,,", "kind", "is not one of GROWTH"),
    ("bids", "GROWTH,G2,X,,APPROVED,,,,,", "decided_by", "says by whom and on which day"),
    ("bid_years", "G1,2015,,", "recurring", "above nought"),
    ("bid_years", "G9,2015,1,", "bid", "No bid is called “G9”"),
    ("criteria", "Other,0,", "weight", "A weight is a number above nought"),
    ("bid_scores", "G1,Serves a priority,6,So", "score", "is not a whole number from 0 to 5"),
    ("bid_scores", "S1,Serves a priority,2,", "reason", "This cell is blank"),
    ("money_links", "strategy/2014/mend,3/4,2014,R1,,", "share", "more than the whole"),
    ("money_links", "strategy/2014/mend,most,2014,R1,,", "share", "“most” is no share"),
    ("money_links", "strategy/2014/mend,5%,2014,R1,S1,", "line", "one of the two"),
    ("money_links", "strategy/2014/mend,5%,2013,R1,,", "line", "No budget line of 2013"),
    ("stages", "PLAN,X,2014-09-01,,,a/b,,", "edition", "No edition is called “a/b”"),
    ("stages", "PLAN,X,2014-09-01,,,,,Held", "done_on", "What was done has a day"),
    ("waits", "Partners plan,Workshops,why", "awaited", "would go round in a circle"),
    ("waits", "Workshops,Workshops,why", "awaited", "can’t wait for itself"),
    ("waits", "Workshops,Away day,", "reason", "This cell is blank"),
    ("audiences", "strategy/2014,Staff,INTERNAL,staff,,,", "name", "Row 2 gives the same already"),
    ("audiences", "strategy/2014,X,INTERNAL,cats,,,", "reads_as", "“cats” is no manner of words"),
    ("audiences", "strategy/2014,X,INTERNAL,,streets/2014/round,,", "themes", "No element is at"),
    ("audiences", "strategy/2014,X,INTERNAL,,,GROWN,", "kinds", "“GROWN” is no kind of change"),
    ("messages", "strategy/2014,Cats,Post,Mew", "audience", "This edition has no audience “Cats”"),
    ("communication_tasks", "strategy/2014,X,Staff,,", "due_on", "This cell is blank"),
    ("booked_times", "strategy/2014,,,2014-09-01,2014-09-30,,X", "team", "Say whose time it is"),
    ("booked_times", "strategy/2014,,P,2014-09-01,2014-08-30,,X", "until_on", "ends before it starts"),
    ("booked_times", "strategy/2014,,P,2014-09-01,2014-09-30,0,X", "days", "more than no days"),
    ("elements", "nothing,2014,theme,x,,X,,,,,", "edition", "No edition “nothing/2014” is on record"),
    ("elements", "strategy,2014,theme,,,X,,,,,", "code", "This cell is blank and must not be"),
    ("elements", "strategy,2014,theme,place,,X,,,,,", "code", "“place” stands twice in this edition"),
    ("elements", "strategy,2014,theme,x,x,X,,,,,", "parent", "“x” does not stand above this row"),
    ("elements", "strategy,2014,theme,x,,X,GREEN,,,,", "kind", "“GREEN” is not one of VISION, VALUE"),
    ("contributions", f",{ELEMENT},", "giver", "This cell is blank"),
    ("contributions", f"{ELEMENT},,", "taker", "This cell is blank"),
    ("contributions", f"{ELEMENT},{ELEMENT},", "taker", "An element doesn't serve itself"),
    ("contributions", f"strategy/2014/aims,{ELEMENT},runs_across", "giver", "Row 2 gives the same already"),
    ("contributions", f"strategy/2014/none,{ELEMENT},", "giver", "No element is called “strategy/2014/none”"),
    ("successions", ",,DROPPED,", "old", "Name the old element, the new one, or both"),
    ("successions", f",{ELEMENT},DROPPED,", "new", "What was dropped became nothing"),
    ("successions", f",{ELEMENT},EATEN,", "kind", "“EATEN” is not one of CARRIED"),
    ("comments", "strategy/2014,2,X,PERSON,9,,,,,,,,,", "step", "The route of this edition has no stop 9"),
    (
        "comments",
        "strategy/2014,2,X,,,,,,Cabinet,,,,,",
        "topic",
        "A referral names both the body",
    ),
    ("comments", "strategy/2014,2,X,,,,,,,,,2014-05-01,,", "forwarded_to", "Name the partner"),
    ("comments", "strategy/2014,2,X,,,,,,,,police,,,2014-05-01", "reply", "a day of the reply and no reply"),
    ("comments", "strategy/2014,2,X,,,,,,,,police,2014-05-03,Y,2014-05-01", "replied_on", "comes before"),
    ("consultations", "strategy/2014,Second,SURVEY,,,,,1,,,who came,", "for", "Give all three counts"),
    ("consultations", "strategy/2014,Second,SURVEY,,,,,1,1,1,,", "base", "Say of whom the counts"),
    ("consultations", "strategy/2014,Second,SURVEY,,,4,5,,,,,", "answered", "More answered than were asked"),
    (
        "consultations",
        "strategy/2014,Second,SURVEY,2014-02-02,2014-02-01,,,,,,,",
        "until_on",
        "It ends before",
    ),
    ("consultations", "strategy/2014,Survey,SURVEY,,,,,,,,,", "name", "Row 2 gives the same already"),
    ("updates", ",2014-06-30,,,", "element", "This cell is blank"),
    ("updates", f"{ELEMENT},,,,", "made_on", "This cell is blank"),
    ("updates", f"{ELEMENT},30/02/2014,,,", "made_on", "“30/02/2014” is not a date"),
    ("updates", "strategy/2014/sweep,30/06/2014,,,", "made_on", "Row 2 gives the same already"),
    ("updates", f"{ELEMENT},2014-06-30,perhaps,,", "done", "“perhaps” is neither TRUE nor FALSE"),
    (
        "updates",
        f"{ELEMENT},2014-06-30,,,101",
        "percent_complete",
        "“101” is not a whole number from 0 to 100",
    ),
    ("updates", f"{ELEMENT},2014-06-30,,,-1", "percent_complete", "“-1” is not a whole number from 0 to 100"),
    ("updates", f"{ELEMENT},2014-06-30,,,9.5", "percent_complete", "“9.5” is not a whole number"),
    ("gaps", ",MEA1,Why,,", "element", "This cell is blank"),
    ("gaps", f"{ELEMENT},,Why,,", "code", "This cell is blank"),
    ("gaps", f"{ELEMENT},MEA2,Why,,", "code", "“MEA2” is not one of PAR1"),
    ("gaps", f"{ELEMENT},OWN1,,,", "reason", "This cell is blank"),
    ("gaps", f"{ELEMENT},mea1,Why,,", "code", "Row 2 gives the same already"),
    ("measures", "M1,X,higher,,,,,", "code", "Row 2 gives the same already"),
    ("measures", "M3,X,upwards,,,,,", "polarity", "“upwards” is not a polarity"),
    ("measures", "M3,X,range 20..10,,,,,", "polarity", "the range 20..10 ends before it begins"),
    ("measures", "M3,X,higher,,-1,,,", "tolerance", "“-1” is below 0"),
    ("measures", "M3,X,higher,,,Nobody,,", "owner", "No post is called “Nobody”"),
    ("measures", "M3,X,higher,,,,a/b/c,", "elements", "No element is at “a/b/c”"),
    ("measures", "M3,X,higher,,,,,99999999999999", "baseline", "“99999999999999” is too large"),
    ("measures", "M3,X,higher,,,,,1²", "baseline", "holds a small raised figure"),
    ("targets", ",2014/15 Q2,80,,,", "measure", "This cell is blank"),
    ("targets", "M9,2014/15 Q2,80,,,", "measure", "No measure is called “M9”"),
    ("targets", "M1,2014/2015 Q1,81,,,", "period", "Row 2 gives the same already"),
    ("targets", "M1,2014/15 Q2,lots,,,", "target", "neither a number nor a known label"),
    ("targets", "M1,2014/15 Q2,,,,", "reason", "A target that is not set says why"),
    ("targets", "M1,2014/15 Q2,99999999999999,,,", "target", "is too large"),
    ("rounds", ",X,2014/15 Q2,2014-12-01,,,,", "slug", "This cell is blank"),
    ("rounds", "A round,X,2014/15 Q2,2014-12-01,,,,", "slug", "can't be part of an address"),
    ("rounds", "q1,X,2014/15 Q2,2014-12-01,,,,", "slug", "Row 2 gives the same already"),
    ("rounds", "q2,Quarter 1,2014/15 Q2,2014-12-01,,,,", "name", "Row 2 gives the same already"),
    ("rounds", "q2,X,2014,2014-12-01,,,,", "period", "it could mean two years"),
    ("rounds", "q2,X,2014/15 Q2,,,,,", "meets_on", "This cell is blank"),
    ("rounds", "q2,X,2014/15 Q2,2014-09-30,,,,", "meets_on", "The meeting comes before the period is over"),
    ("rounds", "q2,X,2014/15 Q2,2014-12-01,Board,,,", "body", "No body is called “Board”"),
    ("rounds", "q2,X,2014/15 Q2,2014-12-01,,a/b,,", "edition", "No edition is called “a/b”"),
    ("rounds", "q2,X,2014/15 Q2,2014-12-01,,,SURE,", "basis", "“SURE” is not one of STATED"),
    ("observations", ",2014/15 Q2,1,,", "measure", "This cell is blank"),
    ("observations", "M1,2014/15 Q1,1,,", "period", "Row 2 already gives this measure's figure"),
    ("observations", "M1,2014/15 Q2,1;2,,", "value", "neither a number"),
    ("observations", "M1,2014/15 Q2,=1+1,,", "value", "neither a number"),
    ("observations", "M1,2014/15 Q2,99999999999999,,", "value", "is too large: up to 13 digits"),
    ("finance", "Monitor 1,Parks,,,,,", "variance_k", "gives its variance"),
    ("finance", "Monitor 1,Streets,1,,,,", "line", "Row 2 gives the same already"),
    ("finance", ",Parks,1,,,,", "report", "This cell is blank"),
    ("finance", "Monitor 1,Parks,999999999,,,,", "variance_k", "is too large: up to 8 digits"),
    ("finance", "Monitor 1,Parks,1,,,3,", "base_kind", "gross or net budget"),
    ("finance", "Monitor 1,Parks,1,,net,999999,", "pct", "is too large: up to 5 digits"),
    ("carry_forwards", "Monitor 1,Parks,1,,,", "line", "Row 2 gives the same already"),
    ("carry_forwards", "Monitor 1,Trees,-1,,,", "amount_k", "an amount above nought"),
    ("carry_forwards", "Monitor 1,Trees,1,,,PERHAPS", "decision", "is not one of OPEN, APPROVED"),
    ("virements", "Monitor 1,Parks,Streets,", "amount_k", "an amount above nought"),
    ("risks", "R1,Again,,", "code", "Row 2 gives the same already"),
    ("published", "Monitor 1,Improving,1,,", "subject", "Row 2 gives the same already"),
    ("published", "Monitor 1,X,1,3000000000,", "part", "is not a whole number from 0 to 2,147,483,647"),
    ("route", ",1,Cabinet,X", "edition", "This cell is blank"),
    ("route", "strategy/2014,,Cabinet,X", "step", "This cell is blank"),
    ("route", "strategy/2014,99999,Cabinet,X", "step", "is not a whole number from 0 to 32,767"),
    ("route", "strategy/2014,1.0,Cabinet,X", "step", "Row 2 gives the same already"),
    ("route", "strategy/2014,3,Nobody,X", "body", "No body is called “Nobody”"),
    ("route", "strategy/2014,3,Cabinet,X,GONE", "state", "“GONE” is not one of TO_COME"),
    ("route", "strategy/2014,3,Cabinet,X,PASSED_OVER", "passed_because", "This cell is blank"),
    ("route", "strategy/2014,3,Cabinet,X,,,Cabinet/2014-09-03", "meeting", "No meeting is called"),
    ("route", "strategy/2014,3,Cabinet,X,,,,,,,,http://x", "address", "with https:// in front"),
    ("meetings", "Cabinet,2014-09-02,,,,,,", "meets_on", "Row 2 gives the same already"),
    ("meetings", "Cabinet,2014-10-02,,2014-10-03,,,,", "publication_on", "Write an earlier day"),
    ("meetings", "Cabinet,2014-10-02,,,2014-10-01,,,", "call_in_until", "Write a later day"),
    ("work_programmes", "Cabinet,Trees,,,,DONE,,", "outcome", "This cell is blank"),
    ("work_programmes", "Cabinet,Bins,,,,,,", "topic", "Row 2 gives the same already"),
    ("minutes", "strategy/2014/1,3,VIEW,X,,,2014-10-01,,,,", "kind", "Only a promise has a day"),
    ("minutes", "strategy/2014/1,3,ANSWER,X,,2,,,,,", "answers", "only a question above it"),
    ("minutes", "strategy/2014/1,3,PROMISE,X,,,,2014-10-01,,,", "came_of_it", "what came of it"),
    ("minutes", "strategy/2014/9,3,VIEW,X,,,,,,,", "step", "No step of a route is called"),
    ("decisions", "Cabinet,2014-09-03,X,X,NO,,,,,,,,", "reason", "This cell is blank"),
    ("decisions", "Cabinet,2014-09-03,X,X,,,,,,,2014-09-02,,", "call_in_until", "Write a later day"),
    ("decisions", "Cabinet,2014-09-02,Strategy,X,,,,,,,,,", "about", "Row 2 gives the same already"),
    ("decisions", "Cabinet,2014-09-03,X,X,,,,,lost,,,,", "paper", "No paper is called “lost”"),
    ("tasks", "X,DECISION,,,Litter picker,,,,,", "decision", "This cell is blank"),
    ("tasks", "X,PROMISE,,,Litter picker,,,,,", "promise", "This cell is blank"),
    ("tasks", "X,DECISION,Cabinet/2014-09-02/Strategy,,,,,,,", "who", "This cell is blank"),
    ("tasks", "X,DECISION,Cabinet/2014-09-02/Strategy,,,Us,,2014-09-02,,", "outcome", "This cell is blank"),
    ("endorsements", "Cabinet,streets/2014,2014-09-02,,,", "endorsed_on", "Row 2 gives the same already"),
    ("comments", ",1,X", "edition", "This cell is blank"),
    ("comments", "strategy/2014,,X", "number", "This cell is blank"),
    ("comments", "strategy/2014,1,X", "number", "Row 2 gives the same already"),
    ("comments", "strategy/2014,2,", "text", "This cell is blank"),
    ("commissioning_reviews", "Parks,STOPPED", "found", "says what it found, or why it was stopped"),
    ("commissioning_reviews", "Parks,GOING", "state", "is not one of PROPOSED"),
    (
        "commissioning_reviews",
        "Parks,PROPOSED,,2014-06-30,2014-04-01",
        "ends_on",
        "The review ends before it starts",
    ),
    ("commissioning_reviews", "Leisure,PROPOSED", "name", "Row 2 gives the same already"),
    ("opportunities", "police,", "text", "This cell is blank"),
    ("opportunities", ",Words", "partner", "This cell is blank"),
    ("opportunities", "police,Words,strategy/2014/9", "comment", "strategy/2014/9"),
    ("opportunities", "police,Words,,,,LET_GO", "reason", "An opportunity that was let go says why"),
]


@pytest.mark.parametrize(("table", "row", "column", "sentence"), HOSTILE)
def test_a_hostile_cell_refuses_the_folder_and_says_where_and_why(
    tmp_path: Path, table: str, row: str, column: str, sentence: str
) -> None:
    """R143: file, row, column and what to do; nothing is stored, and nothing breaks."""
    folder = write(tmp_path / "testbury", **{table: [*TABLES[table], row]})
    number = len(TABLES[table]) + 1
    (problem, *others) = [one for one in refused(folder) if one[2] == column]
    assert problem[:3] == (f"{table}.csv", number, column)
    assert sentence in problem[3]
    assert not others


@pytest.mark.parametrize(
    "cell",
    [
        "\"=cmd|' /C calc'!A0\"",
        "<script>alert(1)</script>",
        "'; DROP TABLE plans_plan; --",
        "٣",
        "½",
        "1e9",
        "NaN",
        "Infinity",
        "-" * 200,
        "9" * 5000,
        "\u202e123",
        "0x10",
        "１２",
        "\ufeff5",
        "TRUE",
    ],
)
@pytest.mark.parametrize("column", ["value", "period", "measure"])
def test_whatever_a_cell_holds_it_is_stored_or_refused_with_its_row(
    tmp_path: Path, column: str, cell: str
) -> None:
    """R143."""
    cells = {"measure": "M1", "period": "2014/15 Q2", "value": "1", column: cell}
    row = f"{cells['measure']},{cells['period']},{cells['value']},,"
    folder = write(tmp_path / "testbury", observations=[*TABLES["observations"], row])
    try:
        load(folder)
    except UnreadableFile as refusal:
        (problem,) = refusal.problems
        assert (problem.file, problem.row, problem.column) == ("observations.csv", 5, column)
        assert not Council.objects.exists()
    else:
        assert column == "value"
        assert Observation.objects.filter(ends_on__month=9, state="REPORTED").count() == 1


def test_every_problem_of_a_file_is_told_and_not_only_the_first(tmp_path: Path) -> None:
    """R143: a report of rejected rows."""
    rows = [*TABLES["targets"], "M9,soon,lots,,,", ",2014/15 Q2,,,Nobody,31/02/2014"]
    found = refused(write(tmp_path / "testbury", targets=rows))
    assert [(row, column) for _, row, column, _ in found] == [
        (4, "measure"), (4, "period"), (4, "target"), (5, "measure"), (5, "reason"), (5, "owner"),
        (5, "due_on"),
    ]  # fmt: skip


def test_a_later_table_that_is_wrong_takes_the_earlier_ones_back(tmp_path: Path) -> None:
    """Together or not at all: comments come last of the tables."""
    folder = write(tmp_path / "testbury")
    load(folder)
    elements = [line.replace("Sweep", "Sweep more") for line in TABLES["elements"]]
    found = refused(write(folder, elements=elements, comments=["edition,number,text", "strategy/2014,x,Y"]))
    assert [(file, row, column) for file, row, column, _ in found] == [("comments.csv", 2, "number")]


def test_a_table_without_its_columns_is_refused_by_name(tmp_path: Path) -> None:
    ((file, row, column, sentence),) = refused(
        write(tmp_path / "testbury", route=["edition,step,what", "x,1,y"])
    )
    assert (file, row, column) == ("route.csv", 1, "body")
    assert sentence.startswith("there is no such column")


def test_tables_may_be_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "testbury"
    folder.mkdir()
    alone = TOML.replace('round = "q1"', "")
    (folder / "council.toml").write_text(alone, encoding="utf-8")
    assert set(load(folder)) == {"bodies", "reports"}


def test_an_unknown_rating_rule_is_refused(tmp_path: Path) -> None:
    toml = TOML.replace("open = true", 'open = true\nrating_rule = "no-such-rule"')
    ((file, *_, sentence),) = refused(write(tmp_path / "testbury", toml))
    assert file == "rule no-such-rule"
    assert sentence.startswith("there is no such rule")
