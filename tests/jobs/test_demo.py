"""The demonstration's sign-ins: one for each duty, and none for a post that an earlier version lacks."""

from __future__ import annotations

import pytest

from goldenthread.jobs import demo
from goldenthread.people.actions import set_up_units
from goldenthread.people.models import Council, User
from goldenthread.people.queries import officer_for
from tests.cast import a_council

pytestmark = pytest.mark.django_db


def councils(**of_york: object) -> dict[str, Council]:
    found = {slug: a_council(slug).council for slug in demo.COUNCILS}
    set_up_units(council=found["york"], **of_york)  # type: ignore[arg-type]
    return found


def test_a_sign_in_is_given_for_every_post_on_record_and_a_partner_s_is_the_partner_s() -> None:
    """R142."""
    posts = [{"title": "Programme Manager"}, {"title": "Partnership Officer, Without Walls"}]
    partners = [{"slug": "without-walls", "name": "Without Walls Partnership"}]
    given = demo._give_sign_ins(councils(posts=posts, partners=partners))
    assert given == ["york.performance", "york.partner"]
    users = {user.username: user for user in User.objects.all()}
    assert all(user.check_password(demo.PASSWORD) for user in users.values())
    partner, manager = officer_for(users["york.partner"]), officer_for(users["york.performance"])
    assert (partner.duty, partner.partner) == ("PARTNER", "without-walls")
    assert (manager.duty, manager.partner) == ("SERVICE_MANAGER", "")


def test_what_is_told_names_only_those_who_can_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    """A council loaded by an earlier version lacks posts: that is said, with what to do."""
    names = [name for name, *_ in demo.SIGN_INS]
    demo._tell([], names, "127.0.0.1", 8000, serve=True)
    everybody = capsys.readouterr().out
    assert all(name in everybody for name in names)
    assert "earlier version" not in everybody
    demo._tell([], ["york.strategy"], "127.0.0.1", 8000, serve=False)
    some = capsys.readouterr().out
    assert "york.strategy" in some
    assert "york.director" not in some
    assert "An earlier version loaded these councils" in some
