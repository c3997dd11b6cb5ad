"""Messages, compliance, cover, handing over and links: what each page shows, does and refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.ledger.models import Entry
from goldenthread.people.models import Cover, User
from goldenthread.plans.models import Element
from goldenthread.rounds.ask_mail import tell_of_asks
from goldenthread.rounds.models import Ask, Invitation, Notice
from goldenthread.rounds.notices import claim_next, mark_failed, mark_sent
from tests.cast import AT, ON, STRATEGY
from tests.cast_mail import DUE_ON, RoundCast, a_round, a_sign_in, everybody_has_an_address

pytestmark = pytest.mark.django_db
MESSAGES, COMPLIANCE = "/testbury/messages/", "/testbury/rounds/q1/compliance/"
COVER, HAND_OVER, LINKS = "/testbury/cover/", "/testbury/hand-over/", "/testbury/rounds/q1/links/"


@pytest.fixture
def made() -> RoundCast:
    found = a_round()
    everybody_has_an_address(found)
    return found


@pytest.fixture
def as_who(made):
    def sign_in(title: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(post__title=title))
        return client

    return sign_in


@pytest.fixture
def strategy(as_who) -> Client:
    return as_who("Strategy Manager")


def said(answer) -> str:
    return answer.content.decode()


# Messages


def tell(made: RoundCast) -> list[Notice]:
    return tell_of_asks(round=made.round, on=ON, by=STRATEGY, at=AT)


def test_the_page_shows_what_became_of_every_message(made, strategy) -> None:
    made.post("Street Clerk").holders.update(email="")
    tell(made)
    shown = said(strategy.get(MESSAGES))
    assert "0 of 2 messages</strong> were sent; one waiting to go, one without an address." in shown
    assert "No address" in shown and "Waiting to go" in shown
    assert "@testbury.example" not in shown
    assert b"One line to update" in strategy.get(f"{MESSAGES}?as=csv").content


def test_a_message_is_read_whole_and_a_personal_link_in_it_is_not(made, strategy) -> None:
    notice = tell(made)[0]
    shown = said(strategy.get(f"{MESSAGES}{notice.pk}/"))
    assert "http://127.0.0.1:8000/testbury/updates/" in shown and "{site}" not in shown
    assert "This message waits to go" in shown
    a_link(made, strategy)
    link = Notice.objects.get(kind="link")
    shown = said(strategy.get(f"{MESSAGES}{link.pk}/"))
    assert "[the link: only whoever it was sent to reads it]" in shown and "/answer/" not in shown


def test_what_failed_is_sent_again_by_a_person(made, strategy) -> None:
    notice = tell(made)[0]
    mine = claim_next(AT)
    mark_failed(mine, "the mail server answered 550 No such mailbox.", for_good=True)
    shown = said(strategy.get(f"{MESSAGES}{notice.pk}/"))
    assert "550 No such mailbox" in shown and "It did not go." in shown
    where = f"{MESSAGES}{notice.pk}/send-again/"
    assert strategy.post(where, {"attempts": "0"}).status_code == 403
    assert strategy.post(where, {"attempts": "1"}).status_code == 302
    assert Notice.objects.get(pk=notice.pk).state == "WAITING"


def test_what_may_have_gone_says_so_before_it_is_sent_again(made, strategy) -> None:
    notice = tell(made)[0]
    claim_next(AT)
    shown = said(strategy.get(f"{MESSAGES}{notice.pk}/"))
    assert "nobody knows whether it went" in shown and "Sent again, they may get it twice." in shown


def test_an_auditor_reads_messages_and_sends_none(made) -> None:
    a_sign_in(made.post("Street Clerk"), duty="AUDITOR", username="auditor")
    client = Client()
    client.force_login(User.objects.get(username="auditor"))
    notice = tell(made)[0]
    mark_sent(claim_next(AT), AT)
    assert client.get(MESSAGES).status_code == 200
    assert client.post(f"{MESSAGES}{notice.pk}/send-again/", {"attempts": "1"}).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_messages_run_a_fixed_number_of_queries(count, made, strategy, django_assert_num_queries):
    for n in range(count):
        made.round.notices.create(
            council=made.council, kind="ask", key=str(n), to="X", subject=str(n), text="", made_at=AT
        )
    strategy.get(MESSAGES)
    with django_assert_num_queries(7):
        strategy.get(MESSAGES)


# Addresses


def test_an_address_is_kept_with_its_post_and_not_in_the_ledger(made, strategy) -> None:
    post = made.post("Street Clerk")
    user = post.holders.get()
    where = f"/testbury/people/{post.pk}/addresses/"
    assert "clerk@testbury.example" in said(strategy.get(where))
    assert strategy.post(where, {f"email-{user.pk}": "desk@testbury.example"}).status_code == 302
    user.refresh_from_db()
    assert user.email == "desk@testbury.example"
    entry = Entry.objects.get(verb="given an address")
    assert (entry.subject, entry.after, entry.before) == ("Street Clerk", {"address": "held"}, {})
    answer = strategy.post(where, {f"email-{user.pk}": "desk"})
    assert answer.status_code == 422
    assert "“desk” is not an e-mail address. Write it as name@council.example." in said(answer)
    assert strategy.post(where, {f"email-{user.pk}": ""}).status_code == 302
    user.refresh_from_db()
    assert user.email == ""


def test_only_those_who_keep_who_is_who_see_an_address(made, as_who) -> None:
    where = f"/testbury/people/{made.post('Street Clerk').pk}/addresses/"
    for title in ("Director of Place", "Head of Streets"):
        answer = as_who(title).get(where)
        assert answer.status_code == 403 and "clerk@testbury.example" not in said(answer)


def test_a_post_that_nobody_signs_in_for_says_so(made, strategy) -> None:
    empty = made.council.posts.create(title="Empty")
    shown = said(strategy.get(f"/testbury/people/{empty.pk}/addresses/"))
    assert "Nobody signs in for this post, so no mail goes to it." in shown


# Who has answered


def test_every_line_is_counted_once_and_the_parts_add_up(made, strategy) -> None:
    """R058, R059."""
    made.council.position_on = DUE_ON + timedelta(days=1)
    made.council.save(update_fields=["position_on"])
    made.round.asks.create(council=made.council, element=made.cast.elements["clean"])
    Ask.objects.filter(pk=made.measure.pk).update(state="SENT", sent_on=DUE_ON, sent_by="Street Clerk")
    shown = said(strategy.get(COMPLIANCE))
    assert "<strong>1 of 2</strong> lines were answered; one is missing since 12 September 2014; " in shown
    assert "one is asked of nobody." in shown
    rows = strategy.get(f"{COMPLIANCE}?table=posts&as=csv").content.decode("utf-8-sig").splitlines()
    assert rows == [
        "Post,Lines,On time,Late,Provisional,Missing,Not due yet,Asked of nobody",
        "Head of Streets,1,0,0,0,1,0,0",
        "Street Clerk,1,1,0,0,0,0,0",
        "Asked of nobody,1,0,0,0,0,0,1",
        "All lines,3,1,0,0,1,0,1",
    ]
    rows = strategy.get(f"{COMPLIANCE}?table=services&as=csv").content.decode("utf-8-sig").splitlines()
    assert rows[1:] == ["Streets,2,1,0,0,1,0,0", "No service named,1,0,0,0,0,0,1", "All lines,3,1,0,0,1,0,1"]


def test_a_provisional_figure_is_provisional_and_a_draft_is_missing(made, strategy) -> None:
    days = {"period_kind": "QUARTER", "starts_on": "2014-04-01", "ends_on": "2014-06-30"}
    made.council.observations.create(measure=made.cast.measure, value=1, state="PROVISIONAL",
                                     entered_by="X", entered_at=AT, **days)  # fmt: skip
    first = said(strategy.get(f"{COMPLIANCE}?as=csv"))
    assert "Not due yet" in first and "Provisional" not in first
    Ask.objects.filter(pk=made.measure.pk).update(state="SENT", sent_on=ON)
    rows = said(strategy.get(f"{COMPLIANCE}?as=csv"))
    assert "M1 Measure M1,Street Clerk,Streets (Place),Provisional,2 September 2014" in rows


def test_earlier_rounds_stand_beside_it(made, strategy) -> None:
    earlier = made.council.rounds.create(slug="q4", name="Quarter 4", period=made.round.period,
                                         meets_on=ON, state="PUBLISHED")  # fmt: skip
    earlier.deadlines.create(step="updater", due_on=ON - timedelta(days=30))
    earlier.asks.create(council=made.council, measure=made.cast.measure, updater=made.post("Street Clerk"),
                        state="SIGNED", sent_on=ON - timedelta(days=20))  # fmt: skip
    rows = strategy.get(f"{COMPLIANCE}?table=rounds&as=csv").content.decode("utf-8-sig").splitlines()
    assert rows[1:] == [
        "Quarter 1,2,0,0,0,0,2,0,0 of 2 asked",
        "Quarter 4,1,0,1,0,0,0,0,0 of 1 asked",
    ]
    assert "Quarter 1" not in said(strategy.get("/testbury/rounds/q4/compliance/?table=rounds&as=csv"))


@pytest.mark.parametrize("more", [0, 2])
def test_compliance_runs_a_fixed_number_of_queries(more, made, strategy, django_assert_num_queries) -> None:
    Ask.objects.filter(pk=made.measure.pk).delete()
    for code in ("clean", "place")[:more]:
        made.round.asks.create(
            council=made.council, element=made.cast.elements[code], updater=made.post("Street Clerk")
        )
    strategy.get(COMPLIANCE)
    with django_assert_num_queries(12):
        strategy.get(COMPLIANCE)


def test_everybody_who_owes_is_reminded_by_a_button_once_a_day(made, strategy, as_who) -> None:
    assert strategy.post("/testbury/rounds/q1/nudge/").status_code == 302
    assert Notice.objects.filter(kind="nudge-by-hand").count() == 2
    answer = strategy.post("/testbury/rounds/q1/nudge/")
    assert answer.status_code == 403 and "Nobody is left to remind" in said(answer)
    shown = said(as_who("Director of Place").get(COMPLIANCE))
    assert "disabled" in shown and "can set up a reporting round" in shown
    assert as_who("Director of Place").post("/testbury/rounds/q1/nudge/").status_code == 403


def test_a_round_that_asks_for_nothing_yet_says_so(made, strategy) -> None:
    Ask.objects.all().delete()
    assert "Quarter 1 asks for nothing yet" in said(strategy.get(COMPLIANCE))


# Cover


def cover(made: RoundCast, **more: str) -> dict[str, str]:
    away, stand_in = made.post("Head of Streets"), made.post("Street Clerk")
    given = {"post": str(away.pk), "stand_in": str(stand_in.pk), "from_on": "2 September 2014"}
    return {**given, "until_on": "12/9/2014", "reason": "Leave", **more}


def test_an_owner_says_in_one_step_who_stands_in_and_ends_it_in_one(made, as_who) -> None:
    client = as_who("Head of Streets")
    shown = said(client.get(COVER))
    assert "Nobody stands in for anybody now." in shown
    assert client.post(COVER, cover(made)).status_code == 302
    shown = said(client.get(COVER))
    assert "One post is away with somebody standing in." in shown
    assert "Street Clerk for Head of Streets" in shown and "Take it back" in shown
    held = Cover.objects.get()
    where = f"{COVER}{held.pk}/end/"
    assert as_who("Street Clerk").post(where, {"version": "1"}).status_code == 403
    assert client.post(where, {"version": "1"}).status_code == 302
    assert not Cover.objects.exists()


def test_who_stands_in_is_asked_and_answers_on_behalf(made, as_who) -> None:
    as_who("Head of Streets").post(COVER, cover(made))
    shown = said(as_who("Street Clerk").get("/testbury/updates/"))
    assert f"line-{made.action.pk}" in shown and "Asked of Head of Streets" in shown


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"until_on": "1 September 2014"}, "The last day is before the first."),
        ({"until_on": ""}, "Write the last day"),
        ({"until_on": "soon"}, "is not a day we can read"),
        ({"stand_in": ""}, "Choose the post that stands in"),
        ({"stand_in": "9999"}, "Select a valid choice"),
    ],
)
def test_a_cover_that_cannot_be_is_refused(wrong, sentence, made, as_who) -> None:
    answer = as_who("Head of Streets").post(COVER, cover(made, **wrong))
    assert answer.status_code == 422 and sentence in said(answer)
    assert not Cover.objects.exists()


# Handing over


def whom(made: RoundCast, giver: str = "Head of Streets", taker: str = "Street Clerk") -> str:
    return f"{HAND_OVER}?giver={made.post(giver).pk}&taker={made.post(taker).pk}"


def test_what_would_go_is_seen_before_it_goes(made, strategy) -> None:
    assert "Choose a post that comes to an end" in said(strategy.get(HAND_OVER))
    shown = said(strategy.get(whom(made)))
    assert "Six things would go from Head of Streets to Street Clerk in one step." in shown
    assert "Lines of plans that it owns" in shown and "M1 Measure M1" in shown
    mark = shown.partition('name="mark" value="')[2].partition('"')[0]
    answer = strategy.post(whom(made), {"mark": mark, "reason": "The post ends."})
    assert answer.status_code == 302
    assert set(Element.objects.exclude(owner=None).values_list("owner__title", flat=True)) == {"Street Clerk"}
    shown = said(strategy.get(HAND_OVER))
    assert "Handed over before" in shown and "The post ends." in shown


def test_what_changed_meanwhile_is_shown_again_first(made, strategy) -> None:
    answer = strategy.post(whom(made), {"mark": "old", "reason": "The post ends."})
    assert answer.status_code == 422
    assert "has changed since you looked" in said(answer) and 'value="old"' not in said(answer)
    answer = strategy.post(whom(made), {"mark": "old", "reason": ""})
    assert answer.status_code == 422 and "Fill in" in said(answer)
    assert "hands over to another post" in said(strategy.get(whom(made, taker="Head of Streets")))
    assert strategy.get(f"{HAND_OVER}?giver=x&taker=").status_code == 422


# Links


def a_link(made: RoundCast, client: Client, **more: str):
    last = timezone.localdate() + timedelta(days=10)
    given = {"who": "Police", "email": "desk@police.example", "asks": [str(made.measure.pk)]}
    key = f"post-{made.post('Street Clerk').pk}"
    return client.post(f"{LINKS}?of={key}", {**given, "until": last.isoformat(), **more})


def test_a_link_is_sent_for_the_lines_of_a_post_and_listed(made, strategy) -> None:
    shown = said(strategy.get(f"{LINKS}?of=post-{made.post('Street Clerk').pk}"))
    assert "No link was sent yet" in shown and "M1" in shown
    assert 'value="clerk@testbury.example"' in shown
    assert a_link(made, strategy).status_code == 302
    held = Invitation.objects.get()
    assert (list(held.asks.all()), held.who) == ([made.measure], "Police")
    shown = said(strategy.get(LINKS))
    assert "One link was sent for this round; one works now." in shown and "Not opened yet." in shown
    address = shown.partition("http://127.0.0.1:8000/answer/")[2].partition("<")[0].strip()
    assert Client().get(f"/answer/{address}").status_code == 200


def test_a_link_is_renewed_and_ended_from_the_list(made, strategy) -> None:
    a_link(made, strategy)
    held = Invitation.objects.get()
    later = (timezone.localdate() + timedelta(days=30)).isoformat()
    where = f"/testbury/links-to-answer/{held.pk}"
    assert strategy.post(f"{where}/renew/", {"version": "1", "day": later}).status_code == 302
    assert strategy.post(f"{where}/renew/", {"version": "1", "day": later}).status_code == 403
    assert "not a day we can read" in said(strategy.post(f"{where}/renew/", {"version": "2", "day": "soon"}))
    assert strategy.post(f"{where}/end/", {"version": "2"}).status_code == 302
    assert "It opens nothing." in said(strategy.get(LINKS))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "desk"}, "Write the e-mail address that the link goes to"),
        ({"asks": []}, "Choose at least one line"),
        ({"until": "2014-01-01"}, "The link would end before it begins."),
        ({"who": ""}, "Fill in “Which post or organisation answers”."),
    ],
)
def test_a_link_that_cannot_be_is_refused_at_its_form(wrong, sentence, made, strategy) -> None:
    answer = a_link(made, strategy, **wrong)
    assert answer.status_code == 422 and sentence in said(answer)
    assert not Invitation.objects.exists()


def test_only_the_strategy_team_sends_links(made, as_who) -> None:
    answer = a_link(made, as_who("Director of Place"))
    assert answer.status_code == 403
    assert "can send somebody without an account a link to answer" in said(answer)
