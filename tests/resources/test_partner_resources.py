"""R123, R124: what partners bring to priorities: in kind or existing too, progress in words, gaps told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.core.sentences import said
from goldenthread.people.models import Partner
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.reports.figures.partner_resources import of_partner_resources
from goldenthread.reports.tables.partner_resources import by_priority as as_table
from goldenthread.reports.tables.partner_resources import costs, totals
from goldenthread.resources.models import Cost, PartnerResource
from goldenthread.resources.partner_resource_queries import by_priority, partner_costs_of, partner_resource_at
from goldenthread.resources.partner_resources import (
    Brings,
    change_partner_resource,
    record_partner_resource,
    remove_partner_resource,
)
from tests.cast import AT, NEIGHBOUR, ON, STRANGER, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_council()


def brings(cast: Cast, **more: Any) -> Brings:
    police, _ = Partner.objects.get_or_create(council=cast.council, slug="police", name="Police")
    given = {"kind": "STAFF_TIME", "given_as": "IN_KIND", "days": Decimal(12), **more}
    return Brings(partner=police, element=cast.elements["action"], **{"what": "Patrols", **given})


def record(cast: Cast, by: Officer = STRATEGY, **more: Any) -> PartnerResource:
    return record_partner_resource(council=cast.council, said=brings(cast, **more), by=by, at=AT)


def test_it_is_listed_under_its_priority_and_money_is_summed_apart(cast: Cast) -> None:
    """What a partner brings to an action comes under the theme above it."""
    record(cast, progress="Slowly starting", progress_on=ON)
    record(cast, what="Grant", kind="MONEY", given_as="EXISTING", amount=Decimal(5000), days=None)
    record(cast, what="Withdrawn", kind="MONEY", given_as="NEW", amount=Decimal(9), days=None,
           state="WITHDRAWN", progress="Cut", progress_on=ON)  # fmt: skip
    (theme,) = by_priority(cast.council, VISITOR)
    assert (theme.element.code, theme.totals.money, theme.totals.days) == ("place", 5000, 12)
    assert said(of_partner_resources([theme])) == (
        "One partner brings two resources to lines of the plans. "
        "£5,000 of money (none of it new) · 12 days in kind."
    )
    assert totals([theme]).rows[0].cells[2].text == "£5,000 of money (none of it new) · 12 days in kind"
    patrols = next(row for row in as_table([theme]).rows if row.cells[2].text == "Patrols")
    assert patrols.cells[2].note == "Staff time, in kind; for “Action”"
    assert (patrols.cells[6].text, patrols.cells[6].note) == ("Slowly starting", "2 September 2014")


def test_a_priority_with_nothing_from_partners_is_told(cast: Cast) -> None:
    found = by_priority(cast.council, VISITOR)
    assert (len(as_table(found).rows), len(totals(found).rows)) == (0, 0)  # named once, below the tables
    assert said(of_partner_resources(found)).startswith("No partner brings anything")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"what": " "}, "Say what the partner brings"),
        ({"kind": "MONEY", "given_as": "IN_KIND"}, "Money is not in kind"),
        ({"given_as": "NEW"}, "Only money is new money"),
        ({"amount": Decimal(0)}, "Write pounds as a number above 0"),
        ({"days": Decimal(-1)}, "Write days as a number above 0"),
        ({"state": "WITHDRAWN"}, "Say why it was withdrawn"),
        ({"progress": "Slowly"}, "Say on which day"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, more: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        record(cast, **more)


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER, VISITOR])
def test_others_keep_none(cast: Cast, by: Officer) -> None:
    with pytest.raises(Refused):
        record(cast, by)


def test_it_goes_its_way_and_is_kept_once(cast: Cast) -> None:
    made = record(cast, state="AGREED")
    with pytest.raises(Refused, match="brings that to this line already"):
        record(cast)
    who: dict[str, Any] = {"resource": made, "by": STRATEGY, "at": AT}
    with pytest.raises(Refused, match="From there it can only be"):
        change_partner_resource(said=brings(cast, state="PLANNED"), version=1, **who)
    change_partner_resource(said=brings(cast, state="GIVEN"), version=1, **who)
    with pytest.raises(Stale):
        remove_partner_resource(version=1, **who)
    remove_partner_resource(version=2, **who)
    assert not PartnerResource.objects.exists()


def test_nothing_crosses_from_another_council_nor_shows_a_closed_draft(cast: Cast) -> None:
    other, made = a_council("elsewhere"), record(cast)
    with pytest.raises(Refused, match="partner of this council"):
        record_partner_resource(council=other.council, said=brings(cast), by=STRANGER, at=AT)
    assert partner_resource_at(other.council, made.pk, STRANGER) is None
    cast.edition.is_open = False
    cast.edition.save(update_fields=["is_open"])
    assert partner_resource_at(cast.council, made.pk, VISITOR) is None
    assert partner_resource_at(cast.council, made.pk, NEIGHBOUR) == made


def test_a_partners_officer_keeps_what_their_own_organisation_brings(cast: Cast) -> None:
    """R123: a partner updates their own lines; what others bring is not theirs, nor is removing."""
    fire = Partner.objects.create(council=cast.council, slug="fire", name="Fire")
    officer = Officer("Police analyst", "p", "testbury", "PARTNER", partner="police")
    patrols = record(cast, officer)
    told = brings(cast, progress="Slowly starting", progress_on=ON)
    change_partner_resource(resource=patrols, said=told, version=1, by=officer, at=AT)
    with pytest.raises(Refused, match="what your own organisation brings"):
        record_partner_resource(
            council=cast.council, said=told._replace(partner=fire, what="Engines"), by=officer, at=AT
        )
    with pytest.raises(Refused, match="what your own organisation brings"):
        change_partner_resource(
            resource=patrols, said=told._replace(partner=fire), version=2, by=officer, at=AT
        )
    with pytest.raises(Refused):
        remove_partner_resource(resource=patrols, version=2, by=officer, at=AT)


def test_what_a_partner_pays_of_an_actions_costs_is_listed_apart(cast: Cast) -> None:
    """R124: in money or in kind, as said on the action."""
    held = record(cast)
    Cost.objects.create(
        council=cast.council, element=cast.elements["action"], year=2014, what="Rooms", is_in_kind=True,
        amount=Decimal("3000.25"), payer="PARTNER", partner=held.partner,
    )  # fmt: skip
    (row,) = costs(partner_costs_of(cast.council, VISITOR)).rows
    assert [cell.text for cell in row.cells] == ["Police", "Action", "Rooms", "2014/15", "£3,000.25"]
    assert row.cells[2].note == "In kind"
