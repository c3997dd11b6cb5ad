"""“To check” and “To sign off”, one answer's own page, words for others, and opening and closing a round."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from goldenthread.measures.actions import define_measures
from goldenthread.measures.models import Measure
from goldenthread.people.models import Directorate, Partner, Post, User
from goldenthread.plans.updating import Said
from goldenthread.rounds.answering import Answer
from goldenthread.rounds.models import Ask, Round, Wording
from goldenthread.rounds.signing import check_asks
from tests.cast import OWNER, WHO, Cast, a_council, measure_row
from tests.cast_rounds import CLERK, NOW, a_round, an_open_round, answer, ask_of, figure

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
CHECK, SIGN = "/testbury/updates/check/", "/testbury/updates/sign/"


@pytest.fixture
def cast() -> Cast:
    return a_council()


@pytest.fixture
def round(cast: Cast) -> Round:
    return an_open_round(cast, clerk=True)


@pytest.fixture
def sent(cast: Cast, round: Round) -> Ask:
    """What the clerk sent."""
    line = Answer(ask_of(round, cast), given=figure(cast, "96.2"), words="A dry summer.")
    return answer(round, line, by=CLERK)[0]


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    def signed_in(title: str, duty: str, **more: Any) -> Client:
        post, _ = Post.objects.get_or_create(council=cast.council, title=title)
        user, _ = User.objects.get_or_create(username=title[:30], post=post, duty=duty, **more)
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    return sign_in("Head of Streets", "OWNER")


@pytest.fixture
def director(sign_in: SignIn) -> Client:
    client = sign_in("Director of Place", "DIRECTOR")
    place = Directorate.objects.get(name="Place")
    Post.objects.filter(title="Director of Place").update(directorate=place)
    return client


@pytest.fixture
def strategy(sign_in: SignIn) -> Client:
    return sign_in("Strategy Manager", "STRATEGY")


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_what_was_sent_waits_for_its_owner_to_check(owner: Client, round: Round, sent: Ask) -> None:
    said = text_of(owner.get(CHECK))
    assert "One answer waits for you to check. One line is still to come." in said
    assert "By 15 September 2014" in said
    assert "Streets" in said
    assert "M1. Sent by Street Clerk, 2 September 2014" in said
    assert "96.2%" in said
    assert "A dry summer." in said


def test_one_is_passed_on_and_then_signed_off(
    owner: Client, director: Client, round: Round, sent: Ask
) -> None:
    chosen = {"act": "chosen", "line": str(sent.pk), f"seen_{sent.pk}": str(sent.version)}
    found = owner.post(CHECK, chosen)
    assert found.headers["Location"] == f"{CHECK}?round=q1&moved=1"
    assert "One answer goes on to be signed off." in text_of(owner.get(found.headers["Location"]))
    assert "One answer waits for you to sign off." in text_of(director.get(SIGN))
    sent.refresh_from_db()
    every = {"act": "all", f"seen_{sent.pk}": str(sent.version)}
    assert director.post(SIGN, every).headers["Location"] == f"{SIGN}?round=q1&moved=1"
    sent.refresh_from_db()
    assert (sent.state, sent.signed_by) == ("SIGNED", "Director of Place")


def test_nothing_chosen_moves_nothing(owner: Client, round: Round, sent: Ask) -> None:
    found = owner.post(CHECK, {"act": "chosen"})
    assert found.status_code == 422
    assert "Choose at least one line." in text_of(found)


def test_what_changed_meanwhile_is_read_again(owner: Client, round: Round, sent: Ask) -> None:
    chosen = {"act": "chosen", "line": str(sent.pk), f"seen_{sent.pk}": str(sent.version - 1)}
    found = owner.post(CHECK, chosen)
    assert found.status_code == 422
    assert "Somebody else changed this line while you were reading." in text_of(found)
    sent.refresh_from_db()
    assert sent.state == "SENT"


def test_what_somebody_sent_themselves_says_that_another_signs_it_off(
    director: Client, cast: Cast, round: Round
) -> None:
    post = Post.objects.get(title="Director of Place")
    Ask.objects.filter(measure=cast.measure).update(updater=post, owner=post)
    Measure.objects.filter(pk=cast.measure.pk).update(updater=post, owner=post)
    cast.measure.refresh_from_db()
    client_post = {f"value_{cast.measure.pk}": "96.2", "act": "send"}
    ask = ask_of(round, cast)
    client_post[f"open_{ask.pk}"] = str(ask.version)
    assert director.post("/testbury/updates/", client_post).status_code == 302
    said = text_of(director.get(SIGN))
    assert "You sent it yourself, and nobody approves their own: somebody else has to sign it off." in said
    assert "Somebody else has to do this: you sent or checked all of these yourself." in said


def test_nobody_sees_what_is_not_theirs_to_check(sign_in: SignIn, round: Round, sent: Ask) -> None:
    neighbour = sign_in("Street Warden", "OWNER")
    assert "No answer waits for you to check." in text_of(neighbour.get(CHECK))
    assert neighbour.get(SIGN).status_code == 403
    chosen = {"act": "chosen", "line": str(sent.pk), f"seen_{sent.pk}": str(sent.version)}
    assert neighbour.post(CHECK, chosen).status_code == 422
    sent.refresh_from_db()
    assert sent.state == "SENT"


def test_a_late_answer_says_so(owner: Client, round: Round, sent: Ask) -> None:
    round.deadlines.filter(step="updater").update(due_on="2014-09-01")
    assert "Sent by Street Clerk, 2 September 2014, late" in text_of(owner.get(CHECK))


def test_without_a_round_nothing_waits(owner: Client, director: Client, round: Round) -> None:
    Round.objects.update(state="PLANNED")
    for client, at in ((owner, CHECK), (director, SIGN)):
        assert "No reporting round is going on, so nothing waits for you." in text_of(client.get(at))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_runs_the_same_questions_however_many_answers(
    cast: Cast, owner: Client, count: int, django_assert_num_queries: Any
) -> None:
    post = Post.objects.get(title="Head of Streets")
    rows = [measure_row(f"N{n}", owner_id=post.pk, service_id=post.service_id) for n in range(count)]
    define_measures(council=cast.council, rows=rows, **WHO)
    round = an_open_round(cast)
    Ask.objects.filter(round=round).update(state="SENT", sent_by="Street Clerk", sent_on="2014-09-02")
    owner.get(CHECK)
    with django_assert_num_queries(25):
        owner.get(CHECK)


# One answer


def test_an_answer_has_a_page_of_its_own(owner: Client, round: Round, sent: Ask) -> None:
    said = text_of(owner.get(f"/testbury/updates/{sent.pk}/"))
    assert "This line of April to June 2014 is to be checked by its owner." in said
    assert "Sent: Street Clerk, 2 September 2014" in said
    assert "Checked by its owner: not yet" in said
    assert "Signed off: not yet" in said


def test_an_action_has_one_too(owner: Client, cast: Cast, round: Round) -> None:
    line = Answer(ask_of(round, cast, "action"), said=Said(text="Half is swept.", state="on-track"))
    [ask] = answer(round, line)
    said = text_of(owner.get(f"/testbury/updates/{ask.pk}/"))
    assert "On track" in said
    assert "Half is swept." in said
    assert "Checked by its owner" not in said


def test_an_answer_is_sent_back_with_a_reason(owner: Client, round: Round, sent: Ask) -> None:
    at = f"/testbury/updates/{sent.pk}/back/"
    found = owner.post(at, {"reason": " ", "seen": sent.version})
    assert found.status_code == 422
    assert "Say what has to be changed. Who answered it reads this." in text_of(found)
    assert owner.post(at, {"reason": "May is missing", "seen": sent.version}).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.sent_back) == ("ASKED", "May is missing")


def test_who_may_not_send_it_back_is_told_why(sign_in: SignIn, round: Round, sent: Ask) -> None:
    said = text_of(sign_in("Street Warden", "OWNER").get(f"/testbury/updates/{sent.pk}/"))
    assert "Only a service manager of Streets or Head of Streets can check an answer as its owner." in said


def test_words_that_are_not_published_yet_are_for_those_inside(
    sign_in: SignIn, client: Client, cast: Cast, round: Round, sent: Ask
) -> None:
    at = f"/testbury/updates/{sent.pk}/"
    police = Partner.objects.create(council=cast.council, slug="police", name="Police")
    partner = sign_in("Inspector", "PARTNER", partner=police)
    assert client.get(at).status_code == 404
    assert partner.get(at).status_code == 404
    Ask.objects.filter(pk=sent.pk).update(partner=police)
    assert partner.get(at).status_code == 200
    assert client.get("/testbury/updates/999999/").status_code == 404


def test_who_said_what_in_which_round_is_on_the_lines_own_page(
    owner: Client, client: Client, cast: Cast, round: Round, sent: Ask
) -> None:
    said = text_of(owner.get("/testbury/measures/M1/"))
    assert "In reporting rounds" in said
    assert "A dry summer." in said
    assert "In reporting rounds" not in text_of(client.get("/testbury/measures/M1/"))
    action = cast.elements["action"].pk
    assert "Head of Streets Nothing yet Not sent" in text_of(owner.get(f"/testbury/elements/{action}/"))


def test_an_answer_is_worded_for_others_and_the_original_stays(
    strategy: Client, round: Round, sent: Ask
) -> None:
    at = f"/testbury/updates/{sent.pk}/words/"
    typed = {"residents-audience": "RESIDENTS", "residents-seen": "0", "residents-text": "It was dry."}
    assert strategy.post(at, typed).status_code == 302
    sent.refresh_from_db()
    assert sent.words == "A dry summer."
    assert "For residents: It was dry." in text_of(strategy.get(f"/testbury/updates/{sent.pk}/"))
    Ask.objects.filter(pk=sent.pk).update(words="A wet summer.")
    assert "The original changed after this was written." in text_of(strategy.get(at))
    stale = strategy.post(at, {**typed, "residents-text": "Mine."})
    assert stale.status_code == 422
    assert "Somebody else changed these words" in text_of(stale)
    assert 'name="residents-seen" value="1"' in stale.content.decode()
    assert Wording.objects.get().text == "It was dry."


def test_an_owner_words_nothing_for_others(owner: Client, round: Round, sent: Ask) -> None:
    assert owner.get(f"/testbury/updates/{sent.pk}/words/").status_code == 403


def test_words_that_are_none_yet_are_not_worded_otherwise(strategy: Client, cast: Cast, round: Round) -> None:
    ask = ask_of(round, cast)
    typed = {"scrutiny-audience": "SCRUTINY", "scrutiny-seen": "0", "scrutiny-text": "Said."}
    found = strategy.post(f"/testbury/updates/{ask.pk}/words/", typed)
    assert "Nothing is said here yet: there are no words to word otherwise." in text_of(found)
    assert not Wording.objects.exists()


# A round


def test_opening_a_round_shows_first_who_is_asked(strategy: Client, cast: Cast) -> None:
    a_round(cast)
    at = "/testbury/rounds/q1/open/"
    said = text_of(strategy.get(at))
    assert "One measure and one piece of work would be asked for, of one post." in said
    assert "Head of Streets: two lines" in said
    assert not Ask.objects.exists()
    assert strategy.post(at).status_code == 302
    assert Ask.objects.count() == 2
    assert "Nothing is asked for that is not asked already." in text_of(strategy.get(at))


def test_a_round_is_closed_and_opened_again(strategy: Client, round: Round) -> None:
    said = text_of(strategy.get("/testbury/rounds/q1/close/"))
    assert "Both lines are still to be sent." in said
    assert strategy.post("/testbury/rounds/q1/close/").status_code == 302
    found = strategy.post("/testbury/rounds/q1/reopen/", {"reason": ""})
    assert found.status_code == 422
    assert "Say why the round is opened again." in text_of(found)
    assert strategy.post("/testbury/rounds/q1/reopen/", {"reason": "Police late"}).status_code == 302
    round.refresh_from_db()
    assert round.state == "OPEN"
    assert strategy.get("/testbury/rounds/q1/reopen/").status_code == 403


def test_an_owner_opens_no_round_and_an_unknown_one_is_no_page(
    owner: Client, strategy: Client, round: Round
) -> None:
    for act in ("open", "close", "reopen"):
        assert owner.post(f"/testbury/rounds/q1/{act}/").status_code == 403
        assert strategy.get(f"/testbury/rounds/none/{act}/").status_code == 404


def test_checked_answers_are_counted_as_to_come_for_nobody_else(
    director: Client, round: Round, sent: Ask
) -> None:
    assert "No answer waits for you to sign off. Two lines are still to come." in text_of(director.get(SIGN))
    check_asks(round=round, seen={sent.pk: sent.version}, by=OWNER, **NOW)
    assert "One answer waits for you to sign off. One line is still to come." in text_of(director.get(SIGN))
