"""The gap register: what it finds is what each plan's own position finds, line by line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from goldenthread.core.findings import GapState
from goldenthread.core.sentences import said
from goldenthread.measures import actions as measures
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans import actions as plans
from goldenthread.plans.gap_notes import name_gap
from goldenthread.plans.gap_permissions import Said
from goldenthread.plans.gap_queries import standing_editions
from goldenthread.plans.models import Edition, Element, Evidence, Level, Placement, Plan
from goldenthread.reports.figures.position import gather
from goldenthread.reports.figures.register import Register, Wanted, opening, register, with_titles
from goldenthread.resources.models import Need
from tests.cast import (
    AT,
    LEVELS,
    ON,
    Q1,
    STRATEGY,
    WHO,
    Cast,
    a_council,
    element,
    measure_row,
    observation_row,
    target_row,
)

SURE: dict[str, Any] = {"answer": "CONFIRMED", "confirmed_on": ON, "confirmed_by": "Head of Streets"}
EVERYTHING = ("needs_budget", "needs_capacity", "needs_carrier", "needs_evidence", "needs_update")


def ask_everything(cast: Cast) -> None:
    """The actions' level asks for all that a level can."""
    Level.objects.filter(edition=cast.edition, key="action").update(**dict.fromkeys(EVERYTHING, True))


def gathered(cast: Cast, viewer: Officer = STRATEGY, on: date = ON, plan: str = "") -> Register:
    editions = standing_editions(cast.council, viewer)
    part = [one for one in editions if one.plan.slug == plan] or editions
    posts = dict(cast.council.posts.values_list("id", "title"))
    return register(cast.council, part, on, posts, viewer, is_part=bool(plan))


def codes(found: Register, wanted: Wanted = Wanted()) -> list[tuple[str, str]]:  # noqa: B008
    return sorted((gap.code, gap.title) for gap in with_titles(found.part(wanted), found))


def service_plan(cast: Cast, **more: Any) -> Edition:
    """A service's plan with one line, which is in hand."""
    plan = plans.set_up_plan(council=cast.council, slug="streets", name="Streets plan", kind="SERVICE", **WHO)
    edition = plans.set_up_edition(
        plan=plan, slug="2014", name="Streets 2014", levels=LEVELS, is_current=True, **more, **WHO
    )
    plans.place_elements(council=cast.council, edition=edition, rows=[element("sweep", "theme")], **WHO)
    return edition


def carry(cast: Cast, edition: Edition) -> None:
    giver = Element.objects.get(edition=edition, code="sweep")
    row = {"giver_id": giver.pk, "taker_id": cast.elements["action"].pk, "kind": "CONTRIBUTES"}
    plans.link_elements(council=cast.council, rows=[row], **WHO)


@pytest.mark.django_db
class TestWhatIsFound:
    @pytest.fixture
    def cast(self) -> Cast:
        return a_council()

    def test_everything_that_a_level_asks_for_is_missed(self, cast: Cast) -> None:
        """R009, R010, R104: budget line, capacity, carrier, evidence and update among them."""
        ask_everything(cast)
        later = date(2015, 1, 20)
        found = [code for code, title in codes(gathered(cast, on=later)) if title == "Action"]
        assert found == ["BUD1", "CAP1", "CAR1", "EVI1", "MEA1", "UPD1"]

    def test_each_disappears_by_itself_when_it_is_filled(self, cast: Cast) -> None:
        ask_everything(cast)
        action, later = cast.elements["action"], date(2015, 1, 20)
        carry(cast, service_plan(cast, state="ADOPTED"))
        Evidence.objects.create(council=cast.council, element=action, title="Report")
        Need.objects.create(council=cast.council, element=action, money=0, **SURE)
        plans.record_updates(
            council=cast.council, rows=[{"element_id": action.pk, "made_on": date(2014, 10, 1)}], **WHO
        )
        measures.link_measures(
            council=cast.council, rows=[{"measure_id": cast.measure.pk, "element_id": action.pk}], **WHO
        )
        assert "Action" not in {title for _, title in codes(gathered(cast, on=later))}
        assert not gather(cast.council, cast.edition, later).gaps_on("element", action.pk)

    @pytest.mark.parametrize("ended", ["replaced", "retired line", "retired plan"])
    def test_what_has_ended_carries_nothing(self, ended: str, cast: Cast) -> None:
        ask_everything(cast)
        edition = service_plan(cast, state="ADOPTED")
        carry(cast, edition)
        assert ("CAR1", "Action") not in codes(gathered(cast))
        if ended == "replaced":
            Edition.objects.filter(pk=edition.pk).update(state="REPLACED")
        elif ended == "retired line":
            Element.objects.filter(edition=edition).update(state="RETIRED")
        else:
            Plan.objects.filter(slug="streets").update(retired_on=ON, retired_because="Merged")
        assert ("CAR1", "Action") in codes(gathered(cast))

    @pytest.mark.parametrize(
        ("on", "made_on", "is_done", "is_missed"),
        [
            (date(2014, 6, 30), None, None, False),  # its first quarter isn't over
            (date(2014, 7, 1), None, None, True),
            (date(2014, 7, 1), date(2014, 4, 1), None, False),
            (date(2014, 9, 30), date(2014, 4, 1), None, False),
            (date(2014, 10, 1), date(2014, 4, 1), None, True),
            (date(2014, 10, 1), date(2014, 4, 1), True, False),
        ],
    )
    def test_silence_for_a_quarter_is_a_gap_while_it_is_under_way(
        self, on: date, made_on: date | None, is_done: bool | None, is_missed: bool, cast: Cast
    ) -> None:
        ask_everything(cast)
        if made_on:
            row = {"element_id": cast.elements["action"].pk, "made_on": made_on, "is_done": is_done}
            plans.record_updates(council=cast.council, rows=[row], **WHO)
        assert (("UPD1", "Action") in codes(gathered(cast, on=on))) is is_missed

    def test_from_the_second_edition_on_an_action_hangs_from_an_improvement(self, cast: Cast) -> None:
        """R041."""
        Element.objects.filter(code="action").update(parent=cast.elements["place"])
        assert ("PAR2", "Action") not in codes(gathered(cast))
        Edition.objects.filter(pk=cast.edition.pk).update(update_number=2)
        assert ("PAR2", "Action") in codes(gathered(cast))
        Element.objects.filter(code="action").update(parent=cast.elements["clean"])
        assert ("PAR2", "Action") not in codes(gathered(cast))

    @pytest.mark.parametrize(
        ("ends_on", "starts_on", "due_on", "since", "is_flagged"),
        [
            (None, date(2014, 3, 1), date(2015, 3, 31), None, True),
            (None, date(2014, 4, 1), date(2015, 3, 31), None, False),
            (date(2015, 3, 31), date(2014, 4, 1), date(2015, 4, 1), None, True),
            (date(2015, 3, 31), None, date(2016, 3, 31), None, True),
            (date(2017, 3, 31), None, date(2016, 3, 31), None, False),
            (date(2015, 3, 31), date(2012, 4, 1), date(2015, 3, 31), date(2012, 4, 1), False),
        ],
    )
    def test_a_one_year_action_keeps_within_its_year(
        self, ends_on: Any, starts_on: Any, due_on: date, since: Any, is_flagged: bool, cast: Cast
    ) -> None:
        """R026: the edition's own year where it has one; what goes on from earlier may have begun earlier."""
        Edition.objects.filter(pk=cast.edition.pk).update(ends_on=ends_on)
        dates = {"starts_on": starts_on, "due_on": due_on, "continuing_since": since}
        Element.objects.filter(code="action").update(**dates)
        assert (("YEA1", "Action") in codes(gathered(cast))) is is_flagged

    def test_drafts_stand_in_it_for_those_who_may_read_them(self, cast: Cast) -> None:
        """R035: draft actions show what is missing."""
        plan = Plan.objects.get(slug="strategy")
        draft = plans.set_up_edition(
            plan=plan, slug="2015", name="Draft", levels=LEVELS, state="DRAFT", is_open=False, **WHO
        )
        plans.place_elements(council=cast.council, edition=draft, rows=[element("new", "action")], **WHO)
        assert ("OWN1", "New") in codes(gathered(cast))
        assert "New" not in {title for _, title in codes(gathered(cast, VISITOR))}

    def test_exempt_lines_are_for_the_councils_own_people(self, cast: Cast) -> None:
        Element.objects.filter(code="action").update(is_exempt=True)
        assert ("MEA1", "Action") in codes(gathered(cast))
        assert "Action" not in {title for _, title in codes(gathered(cast, VISITOR))}

    def test_what_is_placed_in_a_plan_can_be_carried_like_its_own_lines(self, cast: Cast) -> None:
        ask_everything(cast)
        edition = service_plan(cast, state="ADOPTED")
        plans.place_elements(
            council=cast.council, edition=edition, rows=[element("guest", "action", "sweep")], **WHO
        )
        guest = Element.objects.get(edition=edition, code="guest")
        level = cast.edition.levels.get(key="action")
        Placement.objects.create(council=cast.council, element=guest, edition=cast.edition, level=level)
        assert ("CAR1", guest.title) in codes(gathered(cast))

        giver = Element.objects.get(edition=edition, code="sweep")
        row = {"giver_id": giver.pk, "taker_id": guest.pk, "kind": "CONTRIBUTES"}
        plans.link_elements(council=cast.council, rows=[row], **WHO)
        assert ("CAR1", guest.title) not in codes(gathered(cast))
        position = gather(cast.council, cast.edition, ON)
        assert "CAR1" not in {gap.code for gap in position.gaps_on("element", guest.pk)}

    def test_what_counts_in_two_plans_is_counted_once_in_all_and_in_each(self, cast: Cast) -> None:
        edition = service_plan(cast, state="ADOPTED")
        level = edition.levels.get(key="action")
        action = cast.elements["action"]
        Placement.objects.create(council=cast.council, element=action, edition=edition, level=level)
        assert codes(gathered(cast)).count(("MEA1", "Action")) == 1
        assert codes(gathered(cast, plan="streets")).count(("MEA1", "Action")) == 1
        assert codes(gathered(cast, plan="strategy")).count(("MEA1", "Action")) == 1

    def test_a_measure_of_nothing_is_in_the_whole_and_in_no_plan(self, cast: Cast) -> None:
        measures.define_measures(council=cast.council, rows=[measure_row("M2")], **WHO)
        assert ("LNK1", "Measure M2") in codes(gathered(cast))
        assert "Measure M2" not in {title for _, title in codes(gathered(cast, plan="strategy"))}

    def test_nothing_of_another_council_is_in_it(self, cast: Cast) -> None:
        before = codes(gathered(cast))
        a_council("elsewhere")
        assert codes(gathered(cast)) == before


@pytest.mark.django_db
class TestWhatIsAsked:
    @pytest.fixture
    def cast(self) -> Cast:
        made = a_council()
        owner = made.council.posts.get(title="Strategy Manager")
        given = Said(owner, date(2014, 8, 1), "Being defined")
        name_gap(element=made.elements["action"], code="MEA1", said=given, version=0, by=STRATEGY, at=AT)
        return made

    def test_states_are_counted_and_sum_to_the_whole(self, cast: Cast) -> None:
        found = gathered(cast)
        states = found.states(found.missing)
        assert (states[GapState.OVERDUE], states.total()) == (1, len(found.missing))
        assert (
            said(opening(found, found.missing)) == "4 gaps are open: nobody is named for three, one overdue."
        )
        assert said(opening(found, found.missing[:1])) == "1 of 4 gaps is listed here: one overdue."
        assert said(opening(found, [])) == "Nothing is missing here."

    @pytest.mark.parametrize(
        ("wanted", "listed"),
        [
            ({"kind": "MEA1"}, [("MEA1", "Action")]),
            ({"kind": "NON1"}, None),
            ({"owner": "Strategy Manager"}, [("MEA1", "Action")]),
            ({"state": "OVERDUE"}, [("MEA1", "Action")]),
            ({"state": "ACCEPTED"}, []),
            ({"kind": "OWN1"}, []),
        ],
    )
    def test_a_part_of_it(self, wanted: dict[str, Any], listed: Any, cast: Cast) -> None:
        found = gathered(cast)
        assert codes(found, Wanted(**wanted)) == (codes(found) if listed is None else listed)

    def test_what_hangs_under_a_theme_is_its_lines_and_their_measures(self, cast: Cast) -> None:
        found = gathered(cast, plan="strategy")
        top = cast.elements["vision"].pk
        position = gather(cast.council, cast.edition, ON)
        held = sorted((gap.code, gap.title) for gap in position.gaps_under(cast.elements["place"].pk))
        assert (
            codes(found, Wanted(under=cast.elements["place"].pk)) == held == codes(found, Wanted(under=top))
        )

    def test_a_service_and_an_owner_answer_for_what_is_theirs(self, cast: Cast) -> None:
        service = cast.council.services.get().pk
        assert {title for _, title in codes(gathered(cast), Wanted(service=service))} == {"Measure M1"}
        assert {title for _, title in codes(gathered(cast), Wanted(owner="Head of Streets"))} == {
            "Measure M1"
        }

    @pytest.mark.parametrize("sort", ["", "due", "kind", "owner", "nonsense"])
    def test_any_order_holds_the_same_gaps(self, sort: str, cast: Cast) -> None:
        found = gathered(cast)
        assert sorted(found.part(Wanted(sort=sort))) == sorted(found.missing)

    def test_the_soonest_due_and_the_named_come_first_when_asked(self, cast: Cast) -> None:
        found = gathered(cast)
        assert found.part(Wanted(sort="due"))[0].code == found.part(Wanted(sort="owner"))[0].code == "MEA1"

    def test_gathering_takes_the_same_queries_for_one_line_as_for_many(self, cast: Cast) -> None:
        ask_everything(cast)
        counts = []
        for number in range(2):
            with CaptureQueriesContext(connection) as asked:
                gathered(cast)
            counts.append(len(asked))
            rows = [element(f"a{number}{n}", "action", "clean") for n in range(3)]
            plans.place_elements(council=cast.council, edition=cast.edition, rows=rows, **WHO)
        assert counts[0] == counts[1]


LINE = st.fixed_dictionaries(
    {
        "level": st.sampled_from(["theme", "improvement", "action"]),
        "parent": st.sampled_from(["", "place", "clean"]),
        "is_owned": st.booleans(),
        "starts_on": st.none() | st.dates(date(2013, 12, 1), date(2015, 6, 1)),
        "due_on": st.none() | st.dates(date(2014, 1, 1), date(2016, 1, 1)),
        "continuing_since": st.none() | st.just(date(2012, 4, 1)),
        "updates": st.lists(st.sampled_from([None, True, False]), max_size=2),
        "needs": st.lists(
            st.tuples(st.sampled_from([None, 0, 5]), st.sampled_from(["", "R1"]), st.booleans()), max_size=1
        ),
        "is_carried": st.booleans(),
        "is_evidenced": st.booleans(),
    }
)
EDITION = st.fixed_dictionaries(
    {
        "ends_on": st.sampled_from([None, date(2015, 3, 31), date(2017, 3, 31)]),
        "update_number": st.sampled_from([None, 2]),
    }
)
RESULT = st.sampled_from(["none", "awaited", "old", "with target", "without target"])


class TestItIsTheSlowWay(TestCase):
    """Whatever a plan holds, the register finds what the plan's position finds by judging every line."""

    @settings(max_examples=25, deadline=None)
    @given(lines=st.lists(LINE, max_size=5), edition=EDITION, result=RESULT)
    def test_the_register_of_one_plan_is_the_gaps_of_its_position(
        self, lines: list[dict[str, Any]], edition: dict[str, Any], result: str
    ) -> None:
        cast = a_council()
        ask_everything(cast)
        Edition.objects.filter(pk=cast.edition.pk).update(**edition)
        carrier = service_plan(cast, state="ADOPTED")
        for place, line in enumerate(lines):
            self._add(cast, carrier, f"l{place}", line)
        self._observe(cast, result)

        found = gathered(cast, plan="strategy")
        position = gather(cast.council, Edition.objects.get(pk=cast.edition.pk), ON, viewer=STRATEGY)

        slow = sorted((gap.code, gap.kind, gap.subject, gap.title) for gap in position.gaps)
        fast = with_titles(found.missing, found)
        assert sorted((gap.code, gap.kind, gap.subject, gap.title) for gap in fast) == slow
        assert {code: count for code, count in found.asked.items() if count} == {
            code: count for code, count in position.findings.asked.items() if count
        }
        assert found.by_kind.total() == len(slow)

    def _add(self, cast: Cast, carrier: Edition, code: str, line: dict[str, Any]) -> None:
        owner = cast.council.posts.get(title="Head of Streets")
        dates = {name: line[name] for name in ("starts_on", "due_on", "continuing_since")}
        row = element(
            code, line["level"], line["parent"], owner_id=owner.pk if line["is_owned"] else None, **dates
        )
        plans.place_elements(council=cast.council, edition=cast.edition, rows=[row], **WHO)
        made = Element.objects.get(edition=cast.edition, code=code)
        days = (date(2014, 1, 5), date(2014, 7, 1))
        rows = [
            {"element_id": made.pk, "made_on": day, "is_done": is_done}
            for day, is_done in zip(days, line["updates"], strict=False)
        ]
        plans.record_updates(council=cast.council, rows=rows, **WHO)
        for money, budget_line, is_sure in line["needs"]:
            sure = SURE if is_sure else {}
            amount = None if money is None else Decimal(money)
            Need.objects.create(
                council=cast.council, element=made, money=amount, budget_line=budget_line, **sure
            )
        if line["is_evidenced"]:
            Evidence.objects.create(council=cast.council, element=made, title="Report")
        if line["is_carried"]:
            giver = Element.objects.get(edition=carrier, code="sweep")
            link = {"giver_id": giver.pk, "taker_id": made.pk, "kind": "CONTRIBUTES"}
            plans.link_elements(council=cast.council, rows=[link], **WHO)

    def _observe(self, cast: Cast, result: str) -> None:
        if result == "none":
            return
        period = measures.fields_of(Q1)
        if result == "old":
            period = {"period_kind": "QUARTER", "starts_on": date(2013, 4, 1), "ends_on": date(2013, 6, 30)}
        value = None if result == "awaited" else "5"
        row = {**observation_row(cast.measure, Q1, value), **period}
        measures.record_observations(council=cast.council, rows=[row], **WHO)
        if result != "without target":
            measures.set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "4")], **WHO)
