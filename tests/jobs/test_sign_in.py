"""`goldenthread sign-in`: who may sign in, told plainly when it can't be."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from goldenthread.core.refused import Refused
from goldenthread.jobs.commands import cli
from goldenthread.ledger.appointments import let_sign_in
from goldenthread.ledger.models import Entry
from goldenthread.people.models import User
from tests.cast import AT, STRATEGY, a_council

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


def run(username: str = "amara", **given: str) -> Result:
    facts = {"council": "testbury", "post": "Head of Streets", "duty": "OWNER", "password": PASSWORD, **given}
    return CliRunner().invoke(
        cli, ["sign-in", username, *(f"--{key}={value}" for key, value in facts.items())]
    )


def test_somebody_is_let_sign_in_and_the_ledger_says_for_which_post() -> None:
    """R142."""
    a_council()
    done = run()

    assert (done.exit_code, done.output) == (0, "amara may sign in as Head of Streets of Testbury.\n")
    user = User.objects.get()
    assert (str(user), user.duty, user.check_password(PASSWORD)) == ("Head of Streets", "OWNER", True)
    entry = Entry.objects.get(verb="given a sign-in")
    assert (entry.subject, entry.after) == ("Head of Streets", {"duty": "OWNER"})  # never the password
    assert run(duty="DIRECTOR").exit_code == 0
    assert User.objects.get().duty == "DIRECTOR"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"council": "nowhere"}, "there is no council “nowhere”."),
        ({"post": "Nobody"}, "Testbury has no post “Nobody”."),
        ({"duty": "OPERATOR"}, "There is no duty “OPERATOR”. Choose one of STRATEGY, DIRECTOR,"),
        ({"password": "short"}, "This password is too short."),
    ],
)
def test_what_cannot_be_is_said_in_a_line(given: dict[str, str], sentence: str) -> None:
    a_council()
    done = run(**given)

    assert done.exit_code == 1 and sentence in done.output
    assert not User.objects.exists()


def test_nobody_is_moved_to_another_council_by_a_name_that_is_taken() -> None:
    """R142."""
    a_council()
    a_council("elsewhere")
    run()

    done = run(council="elsewhere")

    assert done.exit_code == 1 and "“amara” signs in elsewhere already. Choose another name." in done.output
    assert User.objects.get().post.council.slug == "testbury"  # type: ignore[union-attr]


def test_only_the_operator_lets_people_sign_in() -> None:
    post = a_council().council.posts.get(title="Head of Streets")
    with pytest.raises(Refused, match="Only the operator of this installation lets people sign in"):
        let_sign_in(username="x", password=PASSWORD, post=post, duty="OWNER", by=STRATEGY, at=AT)


def test_somebody_is_given_an_address_that_the_ledger_does_not_keep() -> None:
    a_council()
    assert run(email="desk@testbury.example").exit_code == 0
    assert run().exit_code == 0  # without one, the address stays
    assert User.objects.get().email == "desk@testbury.example"
    assert "desk@" not in str(list(Entry.objects.values()))
    done = run(email="desk")
    assert done.exit_code == 1 and "“desk” is not an e-mail address." in done.output
