"""“Updates I owe”: one page, one form; what is saved, sent, wrong, asked and in the way of somebody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from goldenthread.core.observed import State
from goldenthread.governance.models import ChangeRequest
from goldenthread.measures.actions import define_measures, record_observations, set_targets
from goldenthread.measures.entering import record_observation
from goldenthread.measures.models import Measure, Observation
from goldenthread.people.models import Cover, Partner, Post, User
from goldenthread.plans.models import Edition, Element, Update
from goldenthread.rounds.asking import close_round
from goldenthread.rounds.models import Ask, Round
from tests.cast import ON, Q1, Q4, WHO, Cast, a_council, measure_row, observation_row, target_row
from tests.cast_rounds import an_open_round, ask_of

pytestmark = pytest.mark.django_db
AT = "/testbury/updates/"
SignIn = Callable[[str, str], Client]


@pytest.fixture
def cast() -> Cast:
    found = a_council()
    record_observations(council=found.council, rows=[observation_row(found.measure, Q4, "95.9")], **WHO)
    set_targets(council=found.council, rows=[target_row(found.measure, Q1, "90")], **WHO)
    return found


@pytest.fixture
def round(cast: Cast) -> Round:
    return an_open_round(cast)


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    """Sign in somebody who holds a post."""

    def signed_in(title: str, duty: str) -> Client:
        post, _ = Post.objects.get_or_create(council=cast.council, title=title)
        user, _ = User.objects.get_or_create(username=title[:30], post=post, duty=duty)
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    return sign_in("Head of Streets", "OWNER")


@pytest.fixture
def strategy(sign_in: SignIn) -> Client:
    return sign_in("Strategy Manager", "STRATEGY")


def fields(client: Client, at: str = AT) -> dict[str, str]:
    """Everything that the page's form would send if nothing were touched."""
    html = client.get(at).content.decode()
    form = html[html.index('<form class="gt-owed"') :]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        is_ticked = "checked" in tag or not re.search(r'type="(checkbox|radio)"', tag)
        if name and is_ticked:
            found[name[1]] = value[1] if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        found[name] = text.strip()
    return found


def post(client: Client, act: str, at: str = AT, **typed: str) -> Any:
    return client.post(at, {**fields(client, at), **typed, "act": act})


def held(cast: Cast) -> Observation:
    return Observation.objects.get(measure=cast.measure, is_current=True, starts_on=Q1.starts_on)


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_person_sees_everything_they_owe_on_one_page(owner: Client, round: Round) -> None:
    said = text_of(owner.get(AT))
    assert "None of your two is done yet. They take about three minutes" in said
    assert "are due on Wednesday 10 September , in six working days." in said
    assert "January to March 2014 95.9% Target 90%" in said
    assert "Still 95.9" in said
    assert "The director of Place signs off by 19 September 2014. Meeting, 2 October 2014." in said


def test_a_figure_and_an_update_are_saved_and_then_sent(owner: Client, round: Round, cast: Cast) -> None:
    key, action = cast.measure.pk, ask_of(round, cast, "action").pk
    typed = {
        f"value_{key}": "96.2",
        f"line{action}-stands": "on-track",
        f"line{action}-text": "Half is swept.",
    }
    answer = post(owner, "save", **typed)
    assert answer.headers["Location"] == f"{AT}?saved=2"
    assert "Two lines are saved. Nothing is sent yet." in text_of(owner.get(answer.headers["Location"]))
    assert (held(cast).value, held(cast).state) == (Decimal("96.2"), "PROVISIONAL")
    said = text_of(owner.get(AT))
    assert "All your two are done. They are still to be sent" in said
    assert "96.2% On target Saved" in said
    assert "(provisional)" not in said
    answer = post(owner, "send")
    assert answer.headers["Location"] == f"{AT}?sent=2"
    assert held(cast).state == "REPORTED"
    assert set(Ask.objects.values_list("state", "sent_by")) == {("CHECKED", "Head of Streets")}
    assert "Sent by Head of Streets, 2 September 2014: to be signed off." in text_of(owner.get(AT))


def test_a_tick_confirms_the_last_figure(owner: Client, round: Round, cast: Cast) -> None:
    post(owner, "send", **{f"still_{cast.measure.pk}": "on"})
    assert (held(cast).value, held(cast).state) == (Decimal("95.9"), "REPORTED")


def test_what_is_filled_in_is_sent_and_the_rest_stays(owner: Client, round: Round, cast: Cast) -> None:
    answer = post(owner, "send", **{f"value_{cast.measure.pk}": "96.2"})
    assert answer.headers["Location"] == f"{AT}?sent=1"
    assert ask_of(round, cast, "action").state == "ASKED"
    assert "One of your two is done. The other one takes about two minutes" in text_of(owner.get(AT))


def test_a_line_that_falls_short_needs_words_and_keeps_what_was_typed(
    owner: Client, round: Round, cast: Cast
) -> None:
    key, line = cast.measure.pk, ask_of(round, cast).pk
    answer = post(owner, "send", **{f"value_{key}": "80"})
    assert answer.status_code == 422
    said = text_of(answer)
    assert "There is a problem Nothing is stored yet, and what you typed is still here." in said
    assert "It falls short of its target. Say what readers should know." in said
    assert "What is being done about it?" in said
    assert f'name="value_{key}" value="80"' in answer.content.decode()
    assert not Observation.objects.filter(starts_on=Q1.starts_on).exists()
    words = {f"words_{line}": "Rain.", f"doing_{line}": "Two gangs."}
    post(owner, "send", **{f"value_{key}": "80", **words})
    ask = ask_of(round, cast)
    assert (ask.state, ask.words, ask.doing_about) == ("CHECKED", "Rain.", "Two gangs.")


def test_the_questions_of_the_door_are_put_at_their_line(owner: Client, round: Round, cast: Cast) -> None:
    typed = {f"value_{cast.measure.pk}": "9620", f"words_{ask_of(round, cast).pk}": "x"}
    answer = post(owner, "send", **typed)
    assert answer.status_code == 422
    assert "Are these right?" in text_of(answer)
    assert f'id="explanation_{cast.measure.pk}"' in answer.content.decode()
    put = re.search(rf'name="put_{cast.measure.pk}" value="([^"]+)"', answer.content.decode())
    assert put is not None
    more = {f"put_{cast.measure.pk}": put[1], f"explanation_{cast.measure.pk}": "So it is."}
    assert post(owner, "send", **typed, **more).status_code == 302
    assert held(cast).explanation == "So it is."


def test_a_question_can_wait(owner: Client, round: Round, cast: Cast) -> None:
    typed = {f"value_{cast.measure.pk}": "9620", f"words_{ask_of(round, cast).pk}": "x"}
    put = re.search(r'name="put_\d+" value="([^"]+)"', post(owner, "send", **typed).content.decode())
    assert put is not None
    later = {f"put_{cast.measure.pk}": put[1], "later": "on"}
    assert post(owner, "save", **typed, **later).status_code == 302
    assert held(cast).is_questioned


@pytest.mark.parametrize("text", ["abc", "12 34 56 x", "9" * 40])
def test_what_cannot_be_read_is_said_beside_its_line(
    owner: Client, round: Round, cast: Cast, text: str
) -> None:
    answer = post(owner, "send", **{f"value_{cast.measure.pk}": text})
    assert answer.status_code == 422
    assert not Observation.objects.filter(starts_on=Q1.starts_on).exists()


def test_an_update_that_cannot_be_is_said_beside_its_line(owner: Client, round: Round, cast: Cast) -> None:
    line = ask_of(round, cast, "action").pk
    typed = {f"line{line}-text": "Going."}
    answer = post(owner, "send", **typed)
    assert "Choose where it stands." in text_of(answer)
    typed = {f"line{line}-stands": "on-track", f"line{line}-percent_complete": "120"}
    assert "How much is complete is a percentage from 0 to 100." in text_of(post(owner, "send", **typed))
    assert not Update.objects.exists()


def test_what_somebody_else_saved_meanwhile_is_shown_and_what_was_typed_is_kept(
    owner: Client, round: Round, cast: Cast
) -> None:
    old = {**fields(owner), f"value_{cast.measure.pk}": "96.2", "act": "send"}
    known: dict[str, Any] = {"state": State.REPORTED, "asked": True, **WHO}
    record_observation(measure=cast.measure, period=Q1, value=Decimal(91), **known)
    answer = owner.post(AT, old)
    assert answer.status_code == 422
    said = text_of(answer)
    assert "Held now: 91%, by The operator of this installation." in said
    assert 'value="96.2"' in answer.content.decode()
    assert "Why does it change?" in said
    again = {**old, f"seen_{cast.measure.pk}": str(held(cast).pk), f"reason_{cast.measure.pk}": "Recount"}
    assert owner.post(AT, again).status_code == 302
    assert (held(cast).value, held(cast).state) == (Decimal("96.2"), "RESTATED")


def test_an_update_that_somebody_else_gave_meanwhile_is_shown(
    owner: Client, strategy: Client, round: Round, cast: Cast
) -> None:
    line = ask_of(round, cast, "action").pk
    old = fields(owner)
    where = f"{AT}?post={Post.objects.get(title='Head of Streets').pk}"
    theirs = {f"line{line}-stands": "on-track", f"line{line}-text": "Theirs."}
    assert post(strategy, "save", where, **theirs).status_code == 302
    mine = {**old, f"line{line}-stands": "off-track", f"line{line}-text": "Mine.", "act": "save"}
    answer = owner.post(AT, mine)
    assert answer.status_code == 422
    assert "Held now: Theirs., by Strategy Manager." in text_of(answer)
    assert "Mine." in answer.content.decode()
    assert Update.objects.get().text == "Theirs."


def test_an_action_that_has_not_changed_is_said_again_by_a_tick(
    owner: Client, round: Round, cast: Cast
) -> None:
    facts: dict[str, Any] = {"state": "off-track", "in_the_way": "Frost", "is_done": False}
    action = cast.elements["action"]
    Update.objects.create(council=cast.council, element=action, made_on=date(2014, 6, 1), **facts)
    line = ask_of(round, cast, "action").pk
    assert post(owner, "send", **{f"line{line}-stands": "off-track"}).status_code == 200  # nothing is said
    answer = post(owner, "send", **{f"line{line}-stands": "off-track", f"same_{line}": "on"})
    assert answer.status_code == 302
    said = Update.objects.get(made_on=ON)
    assert (said.state, said.in_the_way, said.made_by) == ("off-track", "Frost", "Head of Streets")


def test_another_date_is_asked_for_along_with_an_update(owner: Client, round: Round, cast: Cast) -> None:
    Edition.objects.filter(pk=cast.edition.pk).update(state="ADOPTED", adopted_on=date(2014, 4, 1))
    line = ask_of(round, cast, "action").pk
    typed = {f"line{line}-stands": "off-track", f"line{line}-new_due_on": "30 June 2015"}
    assert "Say why it moved: those who decide will ask." in text_of(post(owner, "send", **typed))
    typed[f"line{line}-moved_because"] = "Frost"
    assert post(owner, "send", **typed).status_code == 302
    assert ChangeRequest.objects.get().after["due_on"] == "2015-06-30"
    action = cast.elements["action"]
    action.refresh_from_db()
    assert action.due_on == date(2015, 3, 31)


def test_who_stands_in_sees_the_lines_of_the_post_that_is_away(
    sign_in: SignIn, round: Round, cast: Cast
) -> None:
    deputy = sign_in("Deputy Head", "OWNER")
    away, by = (Post.objects.get(title=title) for title in ("Head of Streets", "Deputy Head"))
    assert "Nothing is asked of you in this round." in text_of(deputy.get(AT))
    Cover.objects.create(council=cast.council, post=away, by=by, from_on=ON, until_on=ON)
    said = text_of(deputy.get(AT))
    assert "None of your two is done yet." in said
    assert "Asked of Head of Streets" in said
    assert post(deputy, "send", **{f"value_{cast.measure.pk}": "96.2"}).status_code == 302
    assert ask_of(round, cast).sent_by == "Deputy Head"


def test_a_partners_people_see_the_lines_that_their_organisation_provides(
    sign_in: SignIn, round: Round, cast: Cast
) -> None:
    police = Partner.objects.create(council=cast.council, slug="police", name="Police")
    inspector = sign_in("Inspector", "PARTNER")
    User.objects.filter(username="Inspector").update(partner=police)
    assert "Nothing is asked of you in this round." in text_of(inspector.get(AT))
    Ask.objects.filter(measure=cast.measure).update(partner=police)
    assert "Asked of Police" in text_of(inspector.get(AT))
    assert post(inspector, "send", **{f"value_{cast.measure.pk}": "96.2"}).status_code == 302
    assert (ask_of(round, cast).state, ask_of(round, cast).sent_by) == ("SENT", "Inspector")


@pytest.mark.parametrize("name", ["open", "held", "seen", "value", "words", "doing", "put", "reason"])
@pytest.mark.parametrize("value", ["", "\0", "9" * 30, "-1", "x" * 5000])
def test_no_field_that_is_tampered_with_breaks_the_page(
    owner: Client, round: Round, cast: Cast, name: str, value: str
) -> None:
    key = cast.measure.pk if name in ("seen", "value", "put", "reason") else ask_of(round, cast).pk
    typed = {f"value_{cast.measure.pk}": "96.2", f"{name}_{key}": value}
    assert post(owner, "send", **typed).status_code in (200, 302, 422)


def test_nothing_touched_stores_nothing(owner: Client, round: Round) -> None:
    answer = post(owner, "save")
    assert answer.status_code == 200
    assert "Nothing was filled in or changed, so nothing is stored." in text_of(answer)
    assert not Ask.objects.exclude(state="ASKED").exists()


def test_a_saved_line_is_changed_where_it_stands(owner: Client, round: Round, cast: Cast) -> None:
    post(owner, "save", **{f"value_{cast.measure.pk}": "96.2"})
    line = ask_of(round, cast).pk
    where = f"{AT}?change={line}"
    assert 'value="96.2" autocomplete="off"' in owner.get(where).content.decode()
    assert post(owner, "save", where, **{f"value_{cast.measure.pk}": "96.4"}).status_code == 302
    assert held(cast).value == Decimal("96.4")


def test_what_was_sent_back_says_why(owner: Client, round: Round, cast: Cast) -> None:
    post(owner, "send", **{f"value_{cast.measure.pk}": "96.2"})
    Ask.objects.filter(pk=ask_of(round, cast).pk).update(state="ASKED", sent_back="May is missing")
    assert "Sent back: May is missing" in text_of(owner.get(AT))


def test_the_strategy_team_answers_for_a_post_and_the_page_says_so(
    strategy: Client, round: Round, cast: Cast
) -> None:
    where = f"{AT}?post={Post.objects.get(title='Head of Streets').pk}"
    said = text_of(strategy.get(where))
    assert "Updates of Head of Streets None of the two of Head of Streets is done yet." in said
    assert "You answer on behalf of Head of Streets; the ledger says that it was you." in said
    post(strategy, "send", where, **{f"value_{cast.measure.pk}": "96.2"})
    assert ask_of(round, cast).sent_by == "Strategy Manager"
    assert "Head of Streets : one of two lines sent" in text_of(strategy.get(AT))


def test_what_nobody_answers_for_is_listed_for_who_keeps_rounds(
    strategy: Client, owner: Client, round: Round
) -> None:
    Ask.objects.filter(element__isnull=False).update(updater=None)
    assert "One line of this round has no owner, so nobody is asked." in text_of(strategy.get(AT))
    assert "has no owner" not in text_of(owner.get(AT))


def test_a_neighbour_owes_nothing_and_sees_nobody_elses(sign_in: SignIn, round: Round) -> None:
    neighbour = sign_in("Street Clerk", "OWNER")
    assert "Nothing is asked of you in this round." in text_of(neighbour.get(AT))
    where = f"{AT}?post={Post.objects.get(title='Head of Streets').pk}"
    assert "Nothing is asked of Head of Streets in this round." in text_of(neighbour.get(where))
    assert "Measure M1" not in text_of(neighbour.get(where))


@pytest.mark.parametrize("asked", ["?post=999999", "?post=x", "?post=9999999999999999999"])
def test_a_post_that_is_none_is_no_page(strategy: Client, round: Round, asked: str) -> None:
    assert strategy.get(f"{AT}{asked}").status_code == 404


def test_without_an_open_round_nobody_owes_anything(owner: Client, round: Round) -> None:
    assert "No round that is asking is at this address." in text_of(owner.get(f"{AT}?round=other"))
    Round.objects.update(state="PLANNED")
    assert "No reporting round is open, so nobody owes anything now." in text_of(owner.get(AT))


def test_a_closed_round_is_shown_and_takes_nothing(owner: Client, round: Round, cast: Cast) -> None:
    old = {**fields(owner), f"value_{cast.measure.pk}": "96.2", "act": "send"}
    close_round(round=round, **WHO)
    said = owner.get(AT)
    assert "This round is closed to updates." in text_of(said)
    assert "Save and send" not in said.content.decode()
    answer = owner.post(AT, old)
    assert answer.status_code == 403
    assert "This round is closed to updates. Ask the strategy team to open it again." in text_of(answer)


def test_a_visitor_signs_in_first_and_a_councillor_is_told_who_answers(
    sign_in: SignIn, round: Round, client: Client
) -> None:
    assert "Sign in first." in text_of(client.get(AT))
    refused = sign_in("Councillor", "SCRUTINY").get(AT)
    assert refused.status_code == 403
    assert "can answer what a reporting round asks" in text_of(refused)


def test_updates_come_first_for_whoever_has_a_part_in_a_round(
    owner: Client, sign_in: SignIn, client: Client, round: Round
) -> None:
    nav = re.compile(r'<nav class="gt-nav".*?</nav>', re.DOTALL)

    def first_of(who: Client) -> str:
        found = nav.search(who.get("/testbury/").content.decode())
        assert found is not None
        return re.findall(r">([^<>]+)</a>", found[0])[0]

    assert first_of(owner) == "Updates"
    assert first_of(client) == "Strategy"
    assert first_of(sign_in("Councillor", "SCRUTINY")) == "Strategy"
    Round.objects.update(state="PUBLISHED")
    assert first_of(owner) == "Strategy"


@pytest.mark.parametrize("count", [3, 20])
def test_the_page_runs_the_same_questions_however_many_lines(
    cast: Cast, sign_in: SignIn, count: int, django_assert_num_queries: Any
) -> None:
    post_ = Post.objects.get(title="Head of Streets")
    rows = [measure_row(f"N{n}", owner_id=post_.pk, service_id=post_.service_id) for n in range(count)]
    define_measures(council=cast.council, rows=rows, **WHO)
    action = cast.elements["action"]
    for n in range(count):
        Element.objects.create(
            council=cast.council, edition=cast.edition, level=action.level, owner=post_, title=f"Action {n}"
        )
    figures = [observation_row(one, Q4, "3") for one in Measure.objects.filter(code__startswith="N")]
    record_observations(council=cast.council, rows=figures, **WHO)
    an_open_round(cast)
    owner = sign_in("Head of Streets", "OWNER")
    owner.get(AT)
    with django_assert_num_queries(27):
        answer = owner.get(AT)
    assert f"None of your {2 * count + 2}" in text_of(answer) or "None of your eight" in text_of(answer)
