"""Further duties: given to whoever signs in for a post, taken back, and never across councils."""

from __future__ import annotations

import pytest

from goldenthread.core.duties import Held
from goldenthread.core.refused import Refused
from goldenthread.ledger.appointments import appoint, end_appointment
from goldenthread.ledger.models import Entry
from goldenthread.people.actions import give_sign_in
from goldenthread.people.holding import appointments_of, duties_by_post, further_duties_of, post_at
from goldenthread.people.models import Appointment, Council, Post, Service, User
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.people.permissions import has_power, reasons_of_duty, subject_of
from goldenthread.people.policies import duties
from goldenthread.people.queries import held_by, officer_for
from goldenthread.reports.figures.people import held_words
from tests.cast import AT, OWNER, STRANGER, STRATEGY, a_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    return a_council().council


@pytest.fixture
def head(council: Council) -> Post:
    """Head of Streets, for which two people sign in."""
    post = council.posts.get(title="Head of Streets")
    for username in ("amara", "ben"):
        give_sign_in(username=username, password="a long enough password", post=post, duty="OWNER")
    return post


def give(
    post: Post, duty: str = "SERVICE_MANAGER", by: Officer = STRATEGY, **part: object
) -> list[Appointment]:
    return appoint(post=post, duty=duty, by=by, at=AT, **part)  # type: ignore[arg-type]


def test_a_further_duty_reaches_its_service_and_everybody_who_signs_in_for_the_post(
    council: Council, head: Post
) -> None:
    """R142: duties per council and per service."""
    parks = Service.objects.create(council=council, name="Parks", directorate=council.directorates.get())
    give(head, service=parks, reason="Until the post is filled")

    for user in User.objects.all():
        officer = officer_for(user)
        assert officer.also == (Held("SERVICE_MANAGER", "Parks"),)
        assert has_power("answer_offers", officer, subject_of(parks))
        assert not has_power("answer_offers", officer, subject_of(head.service))
    entry = Entry.objects.get(verb="given a duty")
    assert (entry.subject, entry.after, entry.reason) == (
        "Head of Streets",
        {"duty": "SERVICE_MANAGER", "for": "Parks"},
        "Until the post is filled",
    )
    assert duties_by_post(council) == {
        head.pk: [Held("OWNER", "Streets", "Place"), Held("SERVICE_MANAGER", "Parks")]
    }
    assert [str(one) for one in further_duties_of(head)] == ["Head of Streets: SERVICE_MANAGER"]


def test_a_director_for_one_service_has_the_powers_for_it_and_for_no_other(
    council: Council, head: Post
) -> None:
    """R106, R142: a duty given for a service is kept as such, and told so."""
    place = council.directorates.get()
    parks = Service.objects.create(council=council, name="Parks", directorate=place)
    (given, _) = give(head, "DIRECTOR", service=parks)
    officer = officer_for(User.objects.get(username="amara"))
    assert has_power("confirm_capacity", officer, subject_of(parks))
    assert not has_power("confirm_capacity", officer, subject_of(head.service))
    assert held_words(duties(), held_by(given)) == "Director, for Parks"


def test_a_director_of_a_service_in_no_directorate_answers_for_that_service(council: Council) -> None:
    """Cheltenham names services and a director of one of them, and no directorates."""
    built = Service.objects.create(council=council, name="Built Environment")
    other = Service.objects.create(council=council, name="Commissioning")
    post = Post.objects.create(council=council, title="Director of Built Environment", service=built)
    give_sign_in(username="cora", password="a long enough password", post=post, duty="DIRECTOR")
    officer = officer_for(User.objects.get(username="cora"))
    assert reasons_of_duty(council, "confirm_capacity", officer, subject_of(built)) == []
    assert reasons_of_duty(council, "confirm_capacity", officer, subject_of(other)) == [
        "Only a director of Commissioning or a service manager of Commissioning can confirm that a service "
        "has the capacity. You are signed in as a director."
    ]


def test_a_duty_that_reaches_services_alone_is_given_for_a_service(council: Council, head: Post) -> None:
    with pytest.raises(Refused, match="answers for one service"):
        give(head, directorate=council.directorates.get())


def test_a_duty_is_taken_back_from_all_who_have_it_and_the_others_stay(council: Council, head: Post) -> None:
    given = give(head, service=head.service)
    give(head, "DIRECTOR", directorate=council.directorates.get())
    give(head, "FINANCE")

    end_appointment(post=head, appointment=given[0], reason="The post is filled", by=STRATEGY, at=AT)

    assert [one.duty for one in further_duties_of(head)] == ["DIRECTOR", "FINANCE"]
    assert len(appointments_of(council)) == 4
    entry = Entry.objects.get(verb="relieved of a duty")
    assert (entry.before, entry.reason) == (
        {"duty": "SERVICE_MANAGER", "for": "Streets"},
        "The post is filled",
    )


@pytest.mark.parametrize(
    ("officer", "sentence"),
    [
        (VISITOR, "Sign in first"),
        (STRANGER, "You work for another council than Testbury"),
        (OWNER, "Only the strategy team can say who has which further duty"),
    ],
)
def test_nobody_else_says_who_has_which_duty(head: Post, officer: Officer, sentence: str) -> None:
    """R142: nobody gives themselves more than they have."""
    held = give(head, "FINANCE")[0]
    with pytest.raises(Refused, match=sentence):
        give(head, by=officer)
    with pytest.raises(Refused, match=sentence):
        end_appointment(post=head, appointment=held, by=officer, at=AT)
    assert {one.duty for one in Appointment.objects.all()} == {"FINANCE"}


def test_a_part_of_another_council_is_refused_and_gives_nothing_however_it_got_there(
    council: Council, head: Post
) -> None:
    """R142."""
    elsewhere = a_council("elsewhere").council
    theirs, place = elsewhere.services.get(), elsewhere.directorates.get()
    for part in ({"service": theirs}, {"directorate": place}):
        with pytest.raises(Refused, match="belongs to another council"):
            give(head, **part)
    Appointment.objects.create(user=User.objects.get(username="amara"), duty="DIRECTOR", directorate=place)

    assert officer_for(User.objects.get(username="amara")).also == ()
    assert post_at(elsewhere, head.pk) is None and post_at(council, head.pk) == head


@pytest.mark.parametrize("duty", ["WIZARD", "", "OPERATOR", "strategy"])
def test_a_duty_that_is_in_no_policy_is_refused(head: Post, duty: str) -> None:
    with pytest.raises(Refused, match=f"There is no duty “{duty}”"):
        give(head, duty)


def test_what_could_mean_nothing_is_refused_with_what_to_do(council: Council, head: Post) -> None:
    give(head, "FINANCE")
    with pytest.raises(Refused, match="Head of Streets has this duty already"):
        give(head, "FINANCE")
    with pytest.raises(Refused, match="one directorate or one service, not both"):
        give(head, service=head.service, directorate=council.directorates.get())
    with pytest.raises(Refused, match="Nobody signs in for Strategy Manager yet"):
        give(council.posts.get(title="Strategy Manager"), "FINANCE")
    other = council.posts.get(title="Strategy Manager")
    with pytest.raises(Refused, match="This duty belongs to another post"):
        end_appointment(post=other, appointment=further_duties_of(head)[0], by=STRATEGY, at=AT)


def test_who_no_longer_signs_in_holds_nothing(council: Council, head: Post) -> None:
    give(head, "FINANCE")
    User.objects.update(is_active=False)

    assert duties_by_post(council) == {}
