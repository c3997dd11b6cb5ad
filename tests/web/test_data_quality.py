"""Each finding of data quality leads to the form that mends it, at its field, for whoever may use it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.test import Client

from goldenthread.core.data_quality import Check, Limits
from goldenthread.core.periods import parse_period
from goldenthread.measures import actions
from goldenthread.measures.models import EarlierDefinition, Measure, Observation
from goldenthread.people.models import User
from goldenthread.plans.models import Edition
from goldenthread.reports.figures.data_quality import Trusted, data_quality
from goldenthread.reports.tables.mending import where_mended
from goldenthread.web.pages import link_to
from tests.cast import ON, Q1, Q4, WHO, Cast, a_council, measure_row, observation_row

pytestmark = pytest.mark.django_db
AT = "/testbury/measures/M1/"


@pytest.fixture
def cast() -> Cast:
    cast = a_council()
    Edition.objects.update(state="DRAFT")  # so nothing of it was approved yet
    return cast


@pytest.fixture
def strategy(cast: Cast) -> Client:
    return signed_in(cast, "STRATEGY")


def signed_in(cast: Cast, duty: str) -> Client:
    client = Client()
    post = cast.council.posts.first()
    client.force_login(User.objects.create(username=duty.lower(), post=post, duty=duty))
    return client


def row_of(cast: Cast) -> Trusted:
    return next(one for one in data_quality(cast.council, ON, Limits()).rows if one.measure.code == "M1")


def address(cast: Cast, check: Check, row: Trusted, *, may: bool = True) -> str:
    return link_to(cast.council)(where_mended(check, row, lambda power, one: may))


FORMS = {
    Check.NEVER: f"{AT}record/?period=missing",
    Check.MISSING: f"{AT}record/?period=missing",
    Check.LATE: f"{AT}edit/#id_lag_days",
    Check.PROVISIONAL: f"{AT}confirm/",
    Check.RESTATED: f"{AT}#restated",
    Check.UNOWNED: f"{AT}edit/#id_owner_id",
    Check.SILENT: f"{AT}edit/#id_updater_id",
    Check.OLD: f"{AT}definition/",
    Check.UNDATED: f"{AT}edit/#id_defined_from",
    Check.UNGRADED: f"{AT}edit/#id_quality",
    Check.POLARITY: f"{AT}edit/#id_polarity",
}


@pytest.mark.parametrize("check", sorted(FORMS))
def test_each_finding_leads_to_the_form_that_mends_it(cast: Cast, strategy: Client, check: Check) -> None:
    """R059, R139: what is found is put right at once."""
    rows = [observation_row(cast.measure, Q4, "80"), observation_row(cast.measure, Q1, "70")]
    actions.record_observations(council=cast.council, rows=rows, **WHO)
    found = address(cast, check, row_of(cast))
    assert found == FORMS[check]
    path, _, field = found.partition("#")
    answer = strategy.get(path)
    assert answer.status_code == 200
    assert check is Check.RESTATED or not field or f'id="{field}"' in answer.content.decode()


def test_a_question_leads_to_its_answer(cast: Cast, strategy: Client) -> None:
    row = [observation_row(cast.measure, Q1, "70")]
    actions.record_observations(council=cast.council, rows=row, **WHO)
    held = Observation.objects.get()
    Observation.objects.update(queries=[{"code": "TIMES_USUAL", "times": "12"}])
    found = row_of(cast)
    assert Check.QUERIED in found.faults
    assert address(cast, Check.QUERIED, found) == f"/testbury/queries/{held.pk}/"
    assert strategy.get(f"/testbury/queries/{held.pk}/").status_code == 200


@pytest.mark.parametrize(("check", "what"), [(Check.OLD, "definition"), (Check.POLARITY, "counting")])
def test_what_was_approved_leads_to_asking_for_a_change(
    cast: Cast, strategy: Client, check: Check, what: str
) -> None:
    """R140."""
    Edition.objects.update(state="ADOPTED")
    found = address(cast, check, row_of(cast))
    assert found == f"{AT}ask/{what}/"
    assert strategy.get(found).status_code == 200
    Measure.objects.update(owner=None)  # what was left blank may still be said without a request
    assert address(cast, Check.UNOWNED, row_of(cast)) == FORMS[Check.UNOWNED]


def test_what_is_worked_out_is_mended_at_its_formula(cast: Cast) -> None:
    row = row_of(cast)
    Measure.objects.update(formula="[M2] * 2")
    worked = replace(row, measure=Measure.objects.get())
    assert address(cast, Check.NEVER, worked) == f"{AT}edit/#id_formula"


@pytest.mark.parametrize("check", sorted(Check))
def test_whoever_may_not_use_the_form_is_led_to_what_the_page_says(cast: Cast, check: Check) -> None:
    assert address(cast, check, row_of(cast), may=False).startswith(f"{AT}#")


def test_the_page_links_by_what_each_person_may(cast: Cast, strategy: Client) -> None:
    def link(client: Client) -> str:
        html = unescape(client.get("/testbury/data-quality/").content.decode())
        rows = html[html.index('id="list"') :]
        return rows[: rows.index("Record its first result")].rpartition('href="')[2].partition('"')[0]

    assert link(strategy) == FORMS[Check.NEVER]
    assert link(Client()) == f"{AT}#results"
    assert link(signed_in(cast, "SCRUTINY")) == f"{AT}#results"


def test_the_period_missing_in_the_middle_is_the_one_that_is_asked_for(cast: Cast, strategy: Client) -> None:
    rows = [
        observation_row(cast.measure, parse_period(period), "70")
        for period in ("2013/14 Q1", "2013/14 Q3", "2014/15 Q1")
    ]
    actions.record_observations(council=cast.council, rows=rows, **WHO)
    assert 'value="2013/14 Q2"' in strategy.get(FORMS[Check.MISSING]).content.decode()
    assert 'value="2014/15 Q2"' in strategy.get(f"{AT}record/").content.decode()


def test_the_day_from_which_a_definition_holds_is_written_on_its_sheet(cast: Cast, strategy: Client) -> None:
    """Without it, “write on its sheet from when the definition holds” could not be done."""
    held = Measure.objects.get()
    EarlierDefinition.objects.create(measure=held, until_on=date(2013, 3, 31), reason="Recounted")
    sheet = {
        "title": held.title, "kind": held.kind, "unit": held.unit, "frequency": held.frequency,
        "control": held.control, "polarity": held.polarity, "if_zero": held.if_zero,
        "if_missing": held.if_missing, "owner_id": held.owner_id or "", "version": held.version,
    }  # fmt: skip
    too_early = strategy.post(f"{AT}edit/", {**sheet, "defined_from": "1 April 2012"})
    assert too_early.status_code == 422
    assert "An earlier definition held until 31 March 2013." in too_early.content.decode()
    assert strategy.post(f"{AT}edit/", {**sheet, "defined_from": "1 April 2013"}).status_code == 302
    assert Measure.objects.get().defined_from == date(2013, 4, 1)
    assert Check.UNDATED not in row_of(cast).faults


def test_polarities_in_doubt_stand_on_the_page_with_what_to_do(cast: Cast, strategy: Client) -> None:
    rows = [
        measure_row("UP", title="Attainment gap", polarity="HIGHER"),
        measure_row("EITHER", title="Useable reserves", polarity="HIGHER"),
    ]
    actions.define_measures(council=cast.council, rows=rows, **WHO)
    html = unescape(strategy.get("/testbury/data-quality/").content.decode())
    part = html[html.index('id="polarity"') : html.index('id="list"')]
    assert "One measure counts as better what its title calls worse; one more can be read either way." in part
    assert part.index("<details") < part.index("Attainment gap") < part.index("Useable reserves")
    assert "/testbury/measures/UP/edit/#id_polarity" in part
    assert "/testbury/measures/EITHER/edit/#id_definition" in part
    file = strategy.get("/testbury/data-quality/?table=polarity&as=csv")
    assert "Useable reserves" in file.content.decode()
