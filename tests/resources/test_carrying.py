"""R054: requests to carry money forward: asked, changed and taken back until decided, and from a file."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale, UnreadableFile
from goldenthread.exchange.carry_forward_files import Asking, read_carry_forwards
from goldenthread.people.officers import Officer
from goldenthread.resources.carrying import (
    Wished,
    ask_to_carry,
    ask_to_carry_several,
    change_request,
    lines_to_ask_of,
    take_back_request,
)
from goldenthread.resources.models import BudgetLine, CarryForward
from goldenthread.resources.money import Decided, decide_carry_forward
from tests.cast import AT, NEIGHBOUR, ON, STRANGER, STRATEGY, WHO, Cast, a_council

pytestmark = pytest.mark.django_db
MANAGER = Officer("Head of Streets", "m", "testbury", "SERVICE_MANAGER", "Streets", "Place")
BY: dict[str, Any] = {"by": STRATEGY, "at": AT}
YORK = (
    "item,amount_k,decision,source\n"
    "Target Hardening underspend,13,approved,York\n"
    '"Your City, Your Ward",5,approved,York\n'
    "Neighbourhood Management Unit underspend,50,not approved,York\n"
    "already carried forward (paragraph 30),20,noted,York\n"
)


@pytest.fixture
def cast() -> Cast:
    return a_council()


def a_line(cast: Cast, year: int = 2013, **more: Any) -> BudgetLine:
    given = {"code": "ST", "name": "Streets", "net": Decimal(900), "year": year, **more}
    return BudgetLine.objects.create(council=cast.council, **given)


def wished(**more: Any) -> Wished:
    given = {"report": "Year end 2013/14", "line": "Salt", "amount": Decimal("500.50"), **more}
    return Wished(**given)


def test_a_request_says_who_asks_from_which_line_and_into_what(cast: Cast) -> None:
    line = a_line(cast)
    said = wished(asked_by="Head of Streets", from_line=line, into="Winter 2014/15", reason="A mild winter")
    held = ask_to_carry(council=cast.council, said=said, **BY)
    assert (held.year, held.from_line, held.into, held.decision) == (2013, line, "Winter 2014/15", "OPEN")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"line": " "}, "Say what the money is for"),
        ({"report": ""}, "Name the report"),
        ({"amount": Decimal(0)}, "above £0"),
        ({"year": 1812}, "from 1990 to 2100"),
        ({"into": "x" * 201}, "too long for into"),
    ],
)
def test_a_request_that_cannot_be_so_is_refused(cast: Cast, more: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        ask_to_carry(council=cast.council, said=wished(**more), **BY)


def test_no_more_is_asked_for_than_the_line_has_and_only_of_its_own_year(cast: Cast) -> None:
    line = a_line(cast)
    with pytest.raises(Refused, match="£900 in all"):
        ask_to_carry(council=cast.council, said=wished(from_line=line, amount=Decimal("900.01")), **BY)
    with pytest.raises(Refused, match="another year"):
        ask_to_carry(council=cast.council, said=wished(from_line=line, year=2012), **BY)


def test_a_request_is_changed_and_taken_back_until_it_is_decided(cast: Cast) -> None:
    held = ask_to_carry(council=cast.council, said=wished(), **BY)
    change_request(held=held, said=wished(amount=Decimal(7)), version=1, **BY)
    with pytest.raises(Stale):
        take_back_request(held=held, version=1, **BY)
    decided = Decided("APPROVED", "Executive", ON)
    decide_carry_forward(held=held, said=decided, version=2, **BY)
    for act in (
        lambda: change_request(held=held, said=wished(), version=3, **BY),
        lambda: take_back_request(held=held, version=3, **BY),
    ):
        with pytest.raises(Refused, match="was decided already"):
            act()
    other = ask_to_carry(council=cast.council, said=wished(line="Grit"), **BY)
    take_back_request(held=other, version=1, **BY)
    assert [one.amount for one in CarryForward.objects.all()] == [7]


def test_a_service_manager_asks_for_what_their_own_lines_leave_over(cast: Cast) -> None:
    mine = a_line(cast, service=cast.council.services.get(name="Streets"))
    other = a_line(cast, code="PK", name="Parks")
    assert lines_to_ask_of([mine, other], MANAGER) == [mine]
    ask_to_carry(council=cast.council, said=wished(from_line=mine), by=MANAGER, at=AT)
    with pytest.raises(Refused, match="Choose the budget line"):
        ask_to_carry(council=cast.council, said=wished(line="Grit"), by=MANAGER, at=AT)
    for by in (NEIGHBOUR, STRANGER):
        with pytest.raises(Refused):
            ask_to_carry(council=cast.council, said=wished(line="Grit", from_line=other), by=by, at=AT)


def test_no_line_crosses_from_another_council(cast: Cast) -> None:
    other = a_line(a_council("elsewhere"))
    with pytest.raises(Refused, match="no budget line of"):
        ask_to_carry(council=cast.council, said=wished(from_line=other), **WHO)


def test_yorks_file_of_its_year_end_is_read_with_what_was_decided(cast: Cast) -> None:
    """R054: the ten requests of 2009/10, in thousands, in the council's own words for what was decided."""
    asking = Asking("Year end 2009/10", 2009, {})
    rows = read_carry_forwards(YORK.encode(), "york.csv", asking)
    ask_to_carry_several(council=cast.council, rows=rows, **BY)
    found = CarryForward.objects.order_by("position").values_list("line", "amount", "decision", "year")
    assert list(found)[:2] == [
        ("Target Hardening underspend", 13_000, "APPROVED", 2009),
        ("Your City, Your Ward", 5_000, "APPROVED", 2009),
    ]
    assert [one[2] for one in found][2:] == ["REFUSED", "NOTED"]


def test_a_file_is_refused_whole_with_row_and_column(cast: Cast) -> None:
    data = b"item,amount,from line,decision\nSalt,lots,,\nGrit,-3,,\n,5,,perhaps\nSand,5,ZZ,\nSand,5,,\n"
    with pytest.raises(UnreadableFile) as refusal:
        read_carry_forwards(data, "asked.csv", Asking("Year end", 2013, {"ST": a_line(cast)}))
    said = [str(one) for one in refusal.value.problems]
    assert len(said) == 6
    for place, word in (
        (2, "amount"),
        (3, "above £0"),
        (4, "item"),
        (4, "not approved"),
        (5, "ZZ"),
        (6, "Row 5"),
    ):
        assert any(f"row {place}" in one and word in one for one in said), (place, word, said)


def test_a_file_without_the_columns_says_what_is_missing() -> None:
    with pytest.raises(UnreadableFile, match="item"):
        read_carry_forwards(b"what,how much\nSalt,5\n", "asked.csv", Asking("Year end", 2013, {}))
