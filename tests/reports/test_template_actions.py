"""Keeping Word templates: brought once checked, replaced by name, retired, each in the ledger."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Council
from goldenthread.reports.models import Template
from goldenthread.reports.template_actions import bring_template, retire_template, take_up_template
from goldenthread.reports.template_queries import (
    DELIVERED,
    delivered_template,
    places_marked,
    template_at,
    template_in_use,
    templates_in_use,
    templates_of,
)
from tests.cast import AT, OWNER, STRATEGY, a_council
from tests.reports.templates_made import MARKED, template

KEPT_BY = r"can keep the council's Word templates\. You are signed in as an owner\."


@pytest.fixture
def council(db: None) -> Council:
    return a_council().council


def bring(council: Council, *paragraphs: str, **more: Any) -> Template:
    given = {"name": "Executive report", "data": template(*(paragraphs or MARKED)), "by": STRATEGY, "at": AT}
    return bring_template(council=council, **{**given, **more})


def test_a_template_is_kept_with_its_places_and_told_in_the_ledger_without_its_bytes(
    council: Council,
) -> None:
    held = bring(council)
    assert held.places == ["title", "notices", "lead", "all", "stamp"]
    entry = Entry.objects.get(verb="brought")
    assert entry.after["digest"] == held.digest and "file" not in entry.after


def test_what_is_wrong_with_it_is_said_and_nothing_is_kept(council: Council) -> None:
    with pytest.raises(Refused, match=r"Did you mean \{\{exceptions\}\}"):
        bring(council, "{{exeptions}}")
    with pytest.raises(Refused, match="Name the template"):
        bring(council, name="  ")
    assert not Template.objects.exists()


def test_one_of_the_same_name_replaces_it_and_is_in_use_again(council: Council) -> None:
    first = bring(council)
    assert bring(council).version == 1
    retire_template(template=first, seen=1, by=STRATEGY, at=AT)
    second = bring(council, "{{gaps}}", "{{all}}")
    assert second.pk == first.pk
    held = template_at(council, first.pk)
    assert held is not None
    assert (held.places, held.is_retired, held.version) == (["gaps", "all"], False, 3)
    assert bytes(held.file) != bytes(first.file)
    assert "file" not in Entry.objects.get(verb="brought again").after


def test_a_retired_template_marks_no_places(council: Council) -> None:
    held = bring(council)
    assert "lead" in places_marked(council)
    assert templates_in_use(council) == [held] == [template_in_use(council, held.pk)]
    retire_template(template=held, seen=held.version, by=STRATEGY, at=AT)
    assert places_marked(council) == set()
    assert templates_in_use(council) == [] and template_in_use(council, held.pk) is None
    with pytest.raises(Stale):
        take_up_template(template=held, seen=1, by=STRATEGY, at=AT)
    take_up_template(template=held, seen=2, by=STRATEGY, at=AT)
    assert "lead" in places_marked(council)


def test_who_may_not_keep_templates_is_told_who_may(council: Council) -> None:
    held = bring(council)
    with pytest.raises(Refused, match=KEPT_BY):
        bring(council, by=OWNER)
    with pytest.raises(Refused, match="can keep the council's Word templates"):
        retire_template(template=held, seen=1, by=OWNER, at=AT)


def test_listing_templates_asks_once_and_reads_no_file(
    council: Council, django_assert_num_queries: Any
) -> None:
    for count in (1, 3):
        for place in range(count):
            bring(council, name=f"Template {place}")
        with django_assert_num_queries(1):
            assert [one.name for one in templates_of(council)][-1] == f"Template {count - 1}"


def test_every_template_that_comes_with_the_product_is_there() -> None:
    assert all(delivered_template(name) for name in DELIVERED)
    assert delivered_template("../duties") is None
