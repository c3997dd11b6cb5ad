"""Whether the parts of a measure make its total (R048)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.parts import adding
from goldenthread.core.sheet_words import UnreadableAlias, aliases_written, read_aliases

AMOUNT = st.decimals("-9999", "9999", places=3)


@pytest.mark.parametrize(
    ("parts", "total", "rest", "missing"),
    [
        ({"A": "2", "B": "3"}, "5", "0", ()),
        ({"A": "2", "B": "3"}, "6", "1", ()),
        ({"A": "2", "B": None}, "6", None, ("B",)),
        ({"A": "2"}, None, None, ()),
    ],
)
def test_parts_make_the_total_or_do_not(parts, total, rest, missing):
    values = {name: None if value is None else Decimal(value) for name, value in parts.items()}
    found = adding(values, None if total is None else Decimal(total))
    assert (found.rest, found.missing) == (None if rest is None else Decimal(rest), missing)


@given(st.dictionaries(st.text(min_size=1), AMOUNT, max_size=8))
def test_parts_that_make_a_total_leave_nothing(parts):
    assert adding(parts, sum(parts.values(), Decimal(0))).rest == 0


def test_aliases_are_read_as_they_are_written():
    written = "NI:NI 195; lgbf: ENV1\nLG Inform: 3201;NI: NI 195"
    found = read_aliases(written)
    assert found == [("NI", "NI 195"), ("LGBF", "ENV1"), ("LG_INFORM", "3201")]
    assert read_aliases(aliases_written(found)) == read_aliases(aliases_written(found, "; ")) == found


@pytest.mark.parametrize("text", ["195", "NI:", "NHS: 4", f"NI: {'9' * 61}"])
def test_an_alias_that_cannot_be_read_is_told(text):
    with pytest.raises(UnreadableAlias, match=r"\w"):
        read_aliases(text)
