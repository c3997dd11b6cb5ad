"""The pages of threads, links, frameworks, evidence and partners: who may, and what is stored and said."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.people.models import Council, Partner, Post, User
from goldenthread.plans.actions import place_elements
from goldenthread.plans.models import Contribution, Element, Evidence, Involvement
from tests.cast import WHO, element
from tests.threads import COMMUNITY_LEVELS, a_thread, an_edition, join

HOSTILE = "<script>alert(1)</script> ‘=1+1’ \u202e"


@pytest.fixture
def threads(db):
    return a_thread()


@pytest.fixture
def strategy(threads) -> Client:
    return signed_in(threads, "Strategy Manager", "STRATEGY")


def signed_in(threads, post: str, duty: str) -> Client:
    client = Client()
    held = Post.objects.get(council=threads.council, title=post)
    client.force_login(User.objects.create(username=f"{post}-{duty}", post=held, duty=duty))
    return client


def at(name: str, *parts) -> str:
    return reverse(name, args=["testbury", *parts])


def html(answer) -> str:
    return answer.content.decode()


def test_the_thread_page_counts_workplan_items_and_never_quotes_them(threads, strategy):
    for client in (Client(), strategy, signed_in(threads, "Head of Streets", "SERVICE_MANAGER")):
        page = html(client.get(at("thread", threads.of["sweep"].pk)))
        assert "three workplan items of two posts" in page
        assert "secret" not in page


def test_hostile_words_are_shown_as_words_on_the_map_and_the_thread(threads):
    Element.objects.filter(code="place").update(title=HOSTILE)

    for address in (at("map"), at("thread", threads.of["place"].pk), at("alignment")):
        page = html(Client().get(address))
        assert "<script>alert" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("asked", ["under=none", "under=99999999999999999999", "under=%00", "plan=none&x=1"])
def test_a_map_asked_for_nonsense_answers(asked, threads):
    assert Client().get(f"{at('map')}?{asked}").status_code == (404 if "plan" in asked else 200)


def test_a_link_is_added_seen_and_removed(threads, strategy):
    """R003: the strategy team links a line to a partnership's line."""
    clean, safer = threads.of["clean"], threads.of["safer"]
    address = at("link-add", clean.pk) + "?plan=community-strategy"
    sent = {"taker": safer.pk, "kind": "CONTRIBUTES", "how": HOSTILE, "basis": "STATED"}

    assert strategy.post(address, sent).status_code == 302
    made = Contribution.objects.get(giver=clean, taker=safer)
    assert "<script>" not in html(strategy.get(at("links", clean.pk))) and made.how == HOSTILE
    again = strategy.post(address, sent)
    assert again.status_code == 422 and "contributes to “A safer place” already" in html(again)
    assert strategy.post(at("link-remove", made.pk), {"reason": ""}).status_code == 422
    assert strategy.post(at("link-remove", made.pk), {"reason": "A slip."}).status_code == 302
    assert strategy.post(at("link-remove", made.pk), {"reason": "A slip."}).status_code == 404


@pytest.mark.parametrize("name", ["link-add", "part-add"])
@pytest.mark.parametrize(
    "sent", [{}, {"taker": "999999", "part-who": "partner-999999", "kind": "CONTRIBUTES"}]
)
def test_a_form_that_is_not_filled_in_says_what_is_missing(name, sent, threads, strategy):
    answer = strategy.post(at(name, threads.of["clean"].pk) + "?plan=community-strategy", sent)

    assert answer.status_code == 422 and "There is a problem" in html(answer)


def test_those_who_may_not_link_read_why_and_are_refused(threads):
    owner, clean = signed_in(threads, "Head of Streets", "OWNER"), threads.of["clean"]
    link = Contribution.objects.first()

    assert "Only the strategy team can link elements of different plans." in html(
        owner.get(at("links", clean.pk))
    )
    addresses = [at(name, clean.pk) for name in ("link-add", "part-add", "link-all")]
    for address in (*addresses, at("link-seen", link.pk), at("link-remove", link.pk)):
        assert owner.post(address, {"reason": "No."}).status_code == 403
        assert Client().post(address, {"reason": "No."}).status_code == 403
    assert Contribution.objects.count() == 3


def test_a_change_at_the_source_is_warned_of_until_we_have_looked(threads, strategy):
    """R023: changes of the source are flagged, and somebody says that they have looked."""
    Element.objects.filter(code="shared-vision").update(version=2)
    address, link = at("links", threads.of["vision"].pk), Contribution.objects.get(giver=threads.of["vision"])

    assert "has changed since this was linked" in html(strategy.get(address))
    assert "We have looked" not in html(Client().get(address))
    assert strategy.post(at("link-seen", link.pk), {"version": "1"}).status_code == 403
    assert strategy.post(at("link-seen", link.pk), {"version": "2"}).status_code == 302
    assert "has changed since" not in html(strategy.get(address))


def test_an_internal_theme_is_linked_to_every_theme_by_one_button(threads, strategy):
    Element.objects.filter(code="usual").update(kind="INTERNAL")

    assert "Link to every theme" in html(strategy.get(at("links", threads.of["usual"].pk)))
    assert strategy.post(at("link-all", threads.of["usual"].pk)).status_code == 302
    assert Contribution.objects.filter(giver=threads.of["usual"], kind="ENABLES").count() == 1
    assert "Link to every theme" not in html(strategy.get(at("links", threads.of["usual"].pk)))


def test_a_partner_gets_a_part_and_is_on_its_page(threads, strategy):
    """R006: what each partner delivers."""
    clean = threads.of["clean"]
    sent = {"part-who": f"partner-{threads.partner.pk}", "part-role": "PROVIDER"}

    assert strategy.post(at("part-add", clean.pk), sent).status_code == 302
    assert strategy.post(at("part-add", clean.pk), sent).status_code == 422
    assert "Clean" in html(Client().get(at("partner", "tidy-trust")))
    csv = Client().get(at("partners") + "?as=csv").content.decode("utf-8-sig")
    assert csv.splitlines()[1] == "Tidy Trust,0,1,0,None rated,0 of 1,1"
    assert strategy.post(at("part-remove", Involvement.objects.get().pk)).status_code == 302
    assert not Involvement.objects.exists()


def test_a_framework_is_retired_and_its_links_stay_readable(threads, strategy):
    """R074: frameworks can be retired without losing links."""
    address, state = at("framework", "community-strategy"), at("framework-state", "community-strategy")
    assert strategy.post(state, {"on": "soon", "reason": ""}).status_code == 422
    assert strategy.post(state, {"on": "25 June 2010", "reason": "Abolished."}).status_code == 302

    assert "no longer in use since <strong>25 June 2010" in html(Client().get(address))
    assert "Contributes directly" in html(Client().get(at("alignment") + "?framework=community-strategy"))
    assert "no longer in use since 25 June 2010" in html(Client().get(at("thread", threads.of["place"].pk)))
    assert Client().post(state, {"reason": "No."}).status_code == 403
    assert strategy.post(state, {"reason": "Wanted again."}).status_code == 302
    assert "It is in use." in html(Client().get(address))


def test_evidence_is_given_changed_and_taken_away_as_a_pack(threads, strategy):
    """R073: evidence tagged to a framework and exported."""
    clean, cleaner = threads.of["clean"], threads.of["cleaner"]
    sent = {
        "title": "A letter",
        "text": HOSTILE,
        "dated_on": "31/3/2009",
        "kept_at": "",
        "answers": [cleaner.pk],
    }

    assert strategy.post(at("evidence-add", clean.pk), sent).status_code == 302
    given = Evidence.objects.get()
    assert "One of two" in html(Client().get(at("evidence")))
    pack = Client().get(at("evidence-pack", "community-strategy"))
    assert (pack.status_code, pack.content[:2]) == (200, b"PK")
    assert pack.content == strategy.get(at("evidence-pack", "community-strategy")).content
    for address in (at("evidence-change", given.pk), at("evidence-remove", given.pk)):
        assert Client().post(address, {"reason": "No."}).status_code == 403
    assert strategy.post(at("evidence-remove", given.pk), {"reason": "Wrong street."}).status_code == 302
    assert strategy.get(at("evidence-change", given.pk)).status_code == 404


def test_two_people_who_change_evidence_at_once_lose_nothing(threads, strategy):
    given = Evidence.objects.create(council=threads.council, element=threads.of["clean"], title="A letter")
    address = at("evidence-change", given.pk)
    first, second = (
        {"version": "1", "title": title, "text": "", "kept_at": ""} for title in ("First", "Second")
    )

    assert strategy.post(address, first).status_code == 302
    late = strategy.post(address, second)

    assert late.status_code == 422
    assert (
        "was changed meanwhile" in html(late) and "What it says now" in html(late) and "First" in html(late)
    )
    assert 'value="Second"' in html(late) and 'name="version" value="2"' in html(late)
    assert strategy.post(address, {**second, "version": "2"}).status_code == 302
    assert Evidence.objects.get().title == "Second"


def test_nothing_of_another_council_is_found(threads, strategy):
    other = a_thread("elsewhere")
    join(other.of["usual"], other.of["safer"])
    clean = other.of["clean"].pk
    keys = dict.fromkeys(("thread", "links", "element-evidence"), clean)
    keys["link-remove"] = Contribution.objects.last().pk

    assert {name: strategy.get(at(name, key)).status_code for name, key in keys.items()} == dict.fromkeys(
        keys, 404
    )


def test_a_council_without_plans_is_told_what_to_do(db):
    Council.objects.create(slug="new", name="New Council", is_open=True)
    pages = {"across": 200, "alignment": 200, "frameworks": 200, "evidence": 200, "partners": 200, "map": 200}

    assert {name: Client().get(f"/new/{name}/").status_code for name in pages} == pages


LISTS = {
    "alignment": 13,
    "frameworks": 4,
    "evidence": 10,
    "partners": 10,
    "thread": 14,
    "links": 12,
    "element-evidence": 6,
}


@pytest.mark.parametrize("name", sorted(LISTS))
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_runs_the_same_queries_for_one_row_as_for_three(
    name, rows, threads, django_assert_num_queries
):
    for number in range(rows):
        _one_more(threads, number)
    parts = [threads.of["place"].pk] if name in ("thread", "links", "element-evidence") else []

    with django_assert_num_queries(LISTS[name]):
        assert Client().get(at(name, *parts)).status_code == 200


def _one_more(threads, number: int) -> None:
    """Another framework, partner, piece of evidence, theme's improvement and link."""
    place, council = threads.of["place"], threads.council
    outcomes = [element("outcome", "outcome"), element("second", "outcome")]
    framework = an_edition(council, f"framework-{number}", "FRAMEWORK", COMMUNITY_LEVELS, outcomes)
    join(place, framework.elements.get(code="outcome"))
    partner = Partner.objects.create(council=council, slug=f"p{number}", name=f"Partner {number}")
    Involvement.objects.create(council=council, element=place, role="PROVIDER", partner=partner)
    given = Evidence.objects.create(council=council, element=place, title=f"Letter {number}")
    given.answers.set([threads.of["cleaner"], framework.elements.get(code="second")])
    below = [element(f"more-{number}", "improvement", "place")]
    place_elements(council=council, edition=threads.cast.edition, rows=below, **WHO)
