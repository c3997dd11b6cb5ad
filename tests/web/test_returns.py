"""The pages of the spreadsheet round trip: out, back, looked at, settled, stored, told."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.core.observed import State
from goldenthread.exchange.models import Return
from goldenthread.measures.actions import set_targets
from goldenthread.measures.entering import record_observation
from goldenthread.measures.models import Measure, Observation
from goldenthread.people.models import Post, User
from goldenthread.rounds.asking import close_round
from goldenthread.rounds.models import Round
from tests.cast import Q1, WHO, Cast, a_council, target_row
from tests.cast_returns import Cells, filled, further_measures
from tests.cast_rounds import an_open_round, ask_of

pytestmark = pytest.mark.django_db
AT, LINES = "/testbury/updates/returns/", "/testbury/updates/lines.xlsx"
SignIn = Callable[[str, str], Client]


@pytest.fixture
def cast() -> Cast:
    return a_council()


@pytest.fixture
def round(cast: Cast) -> Round:
    return an_open_round(cast)


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    """Sign in somebody who holds a post."""

    def signed_in(title: str, duty: str) -> Client:
        post, _ = Post.objects.get_or_create(council=cast.council, title=title)
        user, _ = User.objects.get_or_create(username=title, post=post, duty=duty)
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    return sign_in("Head of Streets", "OWNER")


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def upload(client: Client, data: bytes, name: str = "lines.xlsx") -> Any:
    return client.post(AT, {"file": SimpleUploadedFile(name, data)})


def sent(client: Client, cells: dict[Any, Cells]) -> str:
    """Download, fill in and upload; gives the address of the preview."""
    answer = upload(client, filled(client.get(LINES).content, cells))
    assert answer.status_code == 302, words(answer)
    return str(answer["Location"])


def record(measure: Measure) -> None:
    """Record a figure as somebody does meanwhile."""
    said = {"value": Decimal(90), "state": State.REPORTED, "asked": True}
    record_observation(measure=measure, period=Q1, **said, **WHO)


def test_the_whole_way(cast: Cast, round: Round, owner: Client) -> None:
    figure, action = ask_of(round, cast), ask_of(round, cast, "action")
    page = sent(owner, {figure: {"figure": 96.2}, action: {"percent": 50, "text": "Half is swept."}})
    shown = words(owner.get(page))
    assert "Of two lines that came back, two change something. Nothing is stored yet." in shown
    assert "Your figure None 96.2" in shown
    assert not Observation.objects.exists()
    answer = owner.post(page, {"version": 1, "act": "send"}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    told = words(answer)
    assert "Two lines were stored and sent on to be checked." in told
    assert f'href="/testbury/measures/{cast.measure.code}/"' in answer.content.decode()
    assert set(round.asks.values_list("state", flat=True)) == {"CHECKED"}


def test_what_is_stored_and_not_sent_waits(cast: Cast, round: Round, owner: Client) -> None:
    page = sent(owner, {ask_of(round, cast): {"figure": 96.2}})
    told = words(owner.post(page, {"version": 1, "act": "keep"}, follow=True))
    assert "One line was stored, and waits to be sent." in told
    assert ask_of(round, cast).state == "ASKED"


def test_a_problem_is_mended_on_the_page(cast: Cast, round: Round, owner: Client) -> None:
    key = ask_of(round, cast).pk
    page = sent(owner, {ask_of(round, cast): {"figure": "ninety"}})
    assert "“ninety” is neither a number nor a known label" in words(owner.get(page))
    asked = {"version": 1, f"line_{key}": 1, f"fix_figure_{key}": "ninety", "act": "send"}
    answer = owner.post(page, asked)
    assert answer.status_code == 422
    assert "One line is still to be settled" in words(answer)
    answer = owner.post(page, {**asked, f"fix_figure_{key}": "90"}, follow=True)
    assert "One line was stored and sent" in words(answer)
    assert Observation.objects.get().value == 90


def test_a_conflict_is_shown_with_who_and_chosen(cast: Cast, round: Round, owner: Client) -> None:
    key = ask_of(round, cast).pk
    data = filled(owner.get(LINES).content, {ask_of(round, cast): {"figure": 96, "reason": "Counted anew"}})
    record(cast.measure)
    page = upload(owner, data)["Location"]
    html = owner.get(page).content.decode()
    assert "One was changed by somebody else meanwhile." in html
    assert f"Keep what is held, by {WHO['by'].post}" in html
    of = re.search(f'name="of_{key}" value="([^"]*)"', html)
    assert of
    asked = {"version": 1, f"line_{key}": 1, f"of_{key}": of[1], "act": "keep"}
    assert owner.post(page, asked).status_code == 422
    assert "stored" in words(owner.post(page, {**asked, f"take_{key}": "mine"}, follow=True))
    assert Observation.objects.get(is_current=True).value == 96


def test_one_reason_may_stand_for_many(cast: Cast, sign_in: SignIn) -> None:
    others = further_measures(cast, 2)
    round = an_open_round(cast)
    for measure in (cast.measure, *others):
        record(measure)
    owner = sign_in("Head of Streets", "OWNER")
    asks = list(round.asks.filter(measure__isnull=False))
    page = sent(owner, {ask: {"figure": 91} for ask in asks})
    data: dict[str, Any] = {"version": 1, "act": "keep", "reason_all": "Late forms"}
    data |= {f"line_{ask.pk}": 1 for ask in asks} | {f"reason_{ask.pk}": "" for ask in asks}
    data[f"reason_{asks[0].pk}"] = "A slip"
    owner.post(page, data)
    found = Observation.objects.filter(is_current=True).order_by("pk").values_list("reason", flat=True)
    assert sorted(found) == ["A slip", "Late forms", "Late forms"]


def test_what_falls_short_asks_for_words_when_it_is_sent(cast: Cast, round: Round, owner: Client) -> None:
    set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "95")], **WHO)
    key = ask_of(round, cast).pk
    page = sent(owner, {ask_of(round, cast): {"figure": 60}})
    answer = owner.post(page, {"version": 1, "act": "send"})
    assert answer.status_code == 422
    assert "It falls short of its target. Say what readers should know." in words(answer)
    assert f'name="words_{key}"' in answer.content.decode()
    more = {"version": 1, "act": "send", f"line_{key}": 1, f"words_{key}": "Two sweepers broke down."}
    assert "sent on to be checked" in words(owner.post(page, more, follow=True))


def test_a_file_that_is_none_of_ours_is_refused_with_its_remedy(round: Round, owner: Client) -> None:
    answer = upload(owner, b"a,b\n1,2\n", "lines.csv")
    assert answer.status_code == 422
    assert "Save the workbook as .xlsx or .ods, with all its sheets" in words(answer)
    assert not Return.objects.exists()
    assert owner.post(AT, {}).status_code == 422


def test_giving_it_up_forgets_it(cast: Cast, round: Round, owner: Client) -> None:
    page = sent(owner, {ask_of(round, cast): {"figure": 96}})
    assert owner.post(page, {"act": "give-up"})["Location"] == AT
    assert owner.get(page).status_code == 404
    assert owner.post(page, {"act": "give-up"}).status_code == 404


def test_what_is_under_way_is_listed_for_whoever_sent_it(
    cast: Cast, round: Round, owner: Client, sign_in: SignIn
) -> None:
    page = sent(owner, {ask_of(round, cast): {"figure": 96}})
    other = sign_in("Strategy Manager", "STRATEGY")
    assert page in owner.get(AT).content.decode()
    assert page not in other.get(AT).content.decode()
    assert other.get(page).status_code == 404


def test_an_old_page_is_told(cast: Cast, round: Round, owner: Client) -> None:
    key = ask_of(round, cast).pk
    page = sent(owner, {ask_of(round, cast): {"figure": "x"}})
    said = {"version": 1, f"line_{key}": 1, f"leave_{key}": "on", "act": "look"}
    assert owner.post(page, said).status_code == 302
    answer = owner.post(page, said)
    assert answer.status_code == 422
    assert "Somebody else changed what is settled of lines.xlsx" in words(answer)
    assert owner.post(page, {"version": "", "act": "send"}).status_code == 422


def test_everybodys_lines_are_for_who_keeps_rounds(round: Round, owner: Client, sign_in: SignIn) -> None:
    strategy = sign_in("Strategy Manager", "STRATEGY")
    assert "Everybody’s lines" in words(strategy.get(AT))
    assert "Everybody’s lines" not in words(owner.get(AT))
    answer = strategy.get(LINES, {"all": 1})
    assert answer["Content-Disposition"] == 'attachment; filename="testbury-q1-all-lines.xlsx"'
    assert owner.get(LINES, {"all": 1}).status_code == 403


def test_nothing_asked_is_said_in_a_sentence(cast: Cast, owner: Client, sign_in: SignIn) -> None:
    assert "No such round of this council is open" in words(owner.get(LINES))
    assert "No round is open, so nothing is asked." in words(owner.get(AT))
    round = an_open_round(cast)
    other = sign_in("Another post", "OWNER")
    assert "Nothing is asked of you in April to June 2014" in words(other.get(LINES))
    close_round(round=round, **WHO)
    assert "No such round" in words(owner.get(LINES, {"round": round.slug}))


@pytest.mark.parametrize("count", [3, 20])
def test_pages_run_the_same_queries_however_many_lines(
    count: int, cast: Cast, sign_in: SignIn, django_assert_num_queries
) -> None:
    further_measures(cast, count)
    round = an_open_round(cast)
    owner = sign_in("Head of Streets", "OWNER")
    asks = list(round.asks.filter(measure__isnull=False))
    with django_assert_num_queries(26):
        data = owner.get(LINES).content
    page = upload(owner, filled(data, {ask: {"figure": 50} for ask in asks}))["Location"]
    with django_assert_num_queries(36):
        assert owner.get(page).status_code == 200
