"""What holds for every page: its heading, language, title and headers, and the demonstration line."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client

from goldenthread.people.models import Council
from goldenthread.web.middleware import POLICY
from goldenthread.web.views.documents import ALONE
from goldenthread.web.views.editing import WITH_SCRIPT as EDITING_POLICY
from tests.web.test_addresses import ADDRESSES, FOUND, OF_A_COUNCIL, POST_ONLY, REFUSED, address

pytestmark = pytest.mark.usefixtures("_hart_furnished")
FILES = {
    "favicon",
    "measures-csv",
    "sheets-csv",
    "sheets-xlsx",
    "measure-csv",
    "report-word",
    "facts-file",
    "template-file",
    "lines-to-fill-in",
    "calendar-feed",
    "service-effort-file",
    "template-delivered",
    "document-file",
    "calendar-event",
    "briefing-file",
    "paper-file",
    "workshop-diary",
    "workshop-reply-diary",
    "measure-by-id",
    "changes-word",
    "evidence-pack",
    "service-plan-word",
    "workplan-of",  # leads on to one's own
}
WITH_SCRIPT = {"edit-plan"}  # lines can be dragged there; see docs/decisions/0003
OF_MARKS = {"templates", "template"}  # they tell of the marks in a Word template: {{title}}
# Whoever answers by a link gives it to nobody else; a document is shown as the file that it is.
OWN_HEADERS = {
    "answer": ("Referrer-Policy", "no-referrer"),
    "workshop-reply": ("Referrer-Policy", "no-referrer"),
    "workshop-reply-diary": ("Referrer-Policy", "no-referrer"),
    "document-file": ("Content-Security-Policy", ALONE),
}
PAGES = [name for name in ADDRESSES if name not in POST_ONLY | FILES]
PAGES_OF_A_COUNCIL = [name for name in PAGES if name in OF_A_COUNCIL]
DEMONSTRATION = "A demonstration from published papers."


def html_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture(scope="module")
def _answers() -> dict[str, HttpResponse]:
    return {}


@pytest.fixture
def answer_at(_answers, signed_in) -> Callable[[str], HttpResponse]:
    """What Hart's performance officer is answered at an address; asked for once, and looked at by many."""

    def ask(name: str) -> HttpResponse:
        if name not in _answers:
            path = address(name) if name in FOUND else "/hart/nothing-here/"
            _answers[name] = signed_in("hart.performance").get(path)
        return _answers[name]

    return ask


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_a_whole_document(name, answer_at):
    """R144: a screen reader finds the language, one heading of the page, and where the main part begins."""
    html = html_of(answer_at(name))

    assert html.startswith("<!doctype html>")
    assert '<html lang="en-GB">' in html
    assert len(re.findall("<h1[ >]", html)) == 1
    assert html.count('<main id="main"') == 1
    assert html.index('href="#main"') < html.index("<header")
    assert name in OF_MARKS or "{{" not in html
    assert "{%" not in html


@pytest.mark.parametrize("name", PAGES)
def test_each_page_has_ids_that_are_its_own(name, answer_at):
    ids = re.findall(r'\sid="([^"]+)"', html_of(answer_at(name)))

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_each_title_ends_with_the_councils_name(name, answer_at):
    html = html_of(answer_at(name))
    title = unescape(re.search("<title>(.*?)</title>", html)[1])

    is_of_hart = name in OF_A_COUNCIL or name in ("answer", "workshop-reply")
    assert title.endswith(": Hart District Council" if is_of_hart else ": Golden Thread")


def test_titles_tell_pages_apart(answer_at):
    # What is refused says so in one way, and what sends an answer back is on the answer's own page.
    apart = [name for name in PAGES if name not in REFUSED | {"send-back"}]
    of: dict[str, list[str]] = {}
    for name in apart:
        of.setdefault(re.search("<title>(.*?)</title>", html_of(answer_at(name)))[1], []).append(name)
    # The current edition of the main plan is the council's first page.
    same = [names for names in of.values() if len(names) > 1 and names != ["home", "edition"]]
    assert same == []


@pytest.mark.parametrize("name", [*PAGES, *sorted(FILES), "nothing here"])
def test_each_answer_tells_the_browser_to_run_and_frame_nothing(name, answer_at):
    answer = answer_at(name)

    kept = ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")
    policy = EDITING_POLICY if name in WITH_SCRIPT else POLICY
    expected = dict(zip(kept, (policy, "DENY", "nosniff", "same-origin"), strict=True))
    expected |= dict([OWN_HEADERS[name]]) if name in OWN_HEADERS else {}
    assert {header: answer.headers[header] for header in kept} == expected


@pytest.mark.parametrize("name", PAGES)
def test_no_page_holds_a_script_or_a_style_of_its_own(name, answer_at):
    """The policy would drop them: what a page needs is in the stylesheet."""
    html = html_of(answer_at(name))

    if name in WITH_SCRIPT:
        html, count = re.subn(r'<script src="/static/web/[a-z]+\.js" defer></script>', "", html)
        assert count == 1
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", html)
    assert not re.search(r'(?:src|href|action)="https?://', html)


@pytest.mark.parametrize("name", PAGES_OF_A_COUNCIL)
def test_a_demonstration_says_so_on_each_of_its_pages(name, answer_at, signed_in):
    assert DEMONSTRATION in html_of(answer_at(name))

    Council.objects.filter(slug="hart").update(is_demonstration=False)

    assert DEMONSTRATION not in html_of(signed_in("hart.performance").get(address(name)))


@pytest.mark.parametrize("council", ["york", "cheltenham", "hart"])
def test_the_navigation_marks_where_one_is(council, demo):
    for name in ["", "plans/", "measures/", "progress/", "gaps/", "reports/", "meetings/"]:
        html = html_of(Client().get(f"/{council}/{name}"))
        assert re.findall(r'href="([^"]+)" aria-current="page"', html) == [f"/{council}/{name}"]


@pytest.mark.parametrize("username", ["york.strategy", "york.director", ""])
def test_a_page_says_what_may_be_done_by_whoever_reads_it(username, signed_in):
    """R142: a button stands only where it would work."""
    client = signed_in(username) if username else Client()
    measure, measures = html_of(client.get("/york/measures/A5-04/")), html_of(client.get("/york/measures/"))

    assert ("Record a result" in measure) == (username == "york.strategy")
    assert ("Upload results" in measures) == (username == "york.strategy")


@pytest.mark.parametrize("username", ["", "york.strategy", "york.director"])
def test_only_the_strategy_team_of_the_council_uploads(username, signed_in):
    client = signed_in(username) if username else Client()
    answer = client.post("/hart/measures/upload/", {"file": BytesIO(b"x")})

    assert answer.status_code == 403
    assert ("Sign in first." if not username else "You work for another council than Hart") in html_of(answer)
