"""What linked budget lines come to, and whether that has changed, in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.core.purse_told import Linked, changed_since, offered, offered_again

D = Decimal
EACH = "Each counts by the share linked."


ONE = "The one budget line of 2012/13 linked to this plan comes to"


@pytest.mark.parametrize(
    ("linked", "words"),
    [
        (Linked(2012), "No budget line of 2012/13 is linked to this plan."),
        (
            Linked(2012, D(1_000_000), D(200_000), 3),
            "The three budget lines of 2012/13 linked to this plan come to £1,200,000 net: £1,000,000 of "
            f"revenue and £200,000 of capital. {EACH}",
        ),
        (Linked(2012, D(0), D(5), 1, 1), f"{ONE} £5 gross, all of it capital. {EACH}"),
        (
            Linked(2012, D("5.50"), D(0), 2, 1),
            "The two budget lines of 2012/13 linked to this plan come to £5.50 net, and gross where no net "
            f"is known, all of it revenue. {EACH}",
        ),
        (Linked(2012, lines=1), f"{ONE} £0 net. {EACH}"),
    ],
)
def test_revenue_and_capital_are_said_apart_and_together(linked, words):
    assert offered(linked) == words


def test_a_change_is_said_and_what_is_not_known_is_not():
    linked = Linked(2012, D(100), D(20), 2)
    assert changed_since(linked, None) == changed_since(linked, D("120.00")) == ""
    assert changed_since(linked, D(90)) == (
        "The budget lines of 2012/13 that are linked to this plan come to £120 now; they came to £90 when it "
        "was said what there is."
    )
    assert offered_again(linked, D(120)) == offered_again(linked, None) == offered(linked)
    was = "They came to £90 when it was said what there is."
    assert offered_again(linked, D(90)) == f"{offered(linked)} {was}"
