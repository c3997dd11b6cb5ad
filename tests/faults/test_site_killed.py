"""The site is killed in the midst of an answer: what was asked is there whole or not, and can be asked again.

One trial of each deed is made with the other tests; `make faults` makes many.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from tests.faults.killed import TRIALS, Installation, Served, chances, kill

Ask = Callable[[Served, Installation], None]
STORED = {
    "version": "1", "plan_name": "Action plan", "edition_name": "2014/15", "period": "2014/15",
    "kind": "CORPORATE",
}  # fmt: skip
OF_THE_PLAN = "FROM plans_element WHERE edition_id IN (SELECT id FROM plans_edition WHERE name = '2014/15')"


def signed_in(served: Served, held: Installation, username: str = "strategy") -> OpenerDirector:
    """A browser that is signed in, with the token that its forms need."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{served.site}/sign-in/", timeout=60).read().decode()
    given = {"username": username, "password": held.facts["password"], "next": "/testbury/", **_token(page)}
    browser.open(f"{served.site}/sign-in/", urlencode(given).encode(), timeout=60)
    return browser


def _token(page: str) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, "the page has no form"
    return {"csrfmiddlewaretoken": found[1]}


def store_plan(served: Served, held: Installation) -> None:
    """Confirm an import."""
    browser = signed_in(served, held)
    where = f"{served.site}/testbury/bring-a-plan/{held.facts['bringing']}/preview/"
    token = _token(browser.open(where, timeout=60).read().decode())
    browser.open(where, urlencode({**STORED, **token}).encode(), timeout=60)


def sign_off(served: Served, held: Installation) -> None:
    """Sign every answer of a round off at once."""
    browser = signed_in(served, held, "director")
    where = f"{served.site}/testbury/updates/sign/"
    page = browser.open(where, timeout=60).read().decode()
    seen = dict(re.findall(r'name="(seen_\d+)" value="(\d+)"', page))
    browser.open(where, urlencode({**seen, **_token(page), "act": "all"}).encode(), timeout=60)


def freeze(served: Served, held: Installation) -> None:
    """Freeze a report's figures by key."""
    headers = {"Authorization": f"Bearer {held.facts['key']}", "Content-Type": "application/json"}
    body = json.dumps({"report": "other"}).encode()
    build_opener().open(Request(f"{served.site}/api/v1/testbury/snapshots", body, headers), timeout=60)


def plan_is_whole(held: Installation) -> bool:
    """True with the plan, its lines and their entries in the ledger; False with none of them."""
    lines = held.number(f"SELECT count(*) {OF_THE_PLAN}")
    written = held.number(
        "SELECT count(*) FROM ledger_entry WHERE subject_kind = 'element' AND CAST(subject_id AS INTEGER) IN "
        f"(SELECT id {OF_THE_PLAN})"
    )
    waiting = held.number("SELECT count(*) FROM exchange_bringing")
    whole = held.facts["lines"]
    assert (lines >= whole, written >= whole, waiting) in ((True, True, 0), (False, False, 1)), (
        lines,
        written,
    )
    assert lines == 0 or lines >= whole
    return lines > 0


def figures_are_whole(held: Installation) -> bool:
    """True with the snapshot and its entry; False with neither."""
    found = held.rows("SELECT digest, content FROM reports_snapshot ORDER BY id")
    written = held.number("SELECT count(*) FROM ledger_entry WHERE verb = 'frozen'")
    assert len(found) == written
    return len(found) == 2


def answers_are_signed(held: Installation) -> bool:
    """True with every answer signed off, each with its entry; False with none."""
    states = held.rows("SELECT state, count(*) FROM rounds_ask GROUP BY state")
    written = held.number(
        "SELECT count(*) FROM ledger_entry WHERE subject_kind = 'ask' AND by_user = 'director'"
    )
    assert len(states) == 1, states
    state, count = states[0]
    assert (state, written) in (("SIGNED", count), ("CHECKED", 0))
    assert count > 100
    return bool(state == "SIGNED")


@dataclass(frozen=True)
class Deed:
    """Something that the site does in one answer, and how to see from outside whether it is done."""

    ask: Ask
    is_whole: Callable[[Installation], bool]


DEEDS = {
    "an import": Deed(store_plan, plan_is_whole),
    "a freeze": Deed(freeze, figures_are_whole),
    "a sign-off": Deed(sign_off, answers_are_signed),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(tmp_path_factory.mktemp("faults") / "before").set_up()


@pytest.fixture(scope="module")
def lasting(before: Installation, tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """Seconds that each deed takes here on a site just started, where nobody kills it."""
    found = {}
    for place, (name, deed) in enumerate(DEEDS.items()):
        held = before.copied(tmp_path_factory.mktemp("timed") / str(place))
        with held.serving() as served:
            began = time.monotonic()
            deed.ask(served, held)
            found[name] = time.monotonic() - began
    return found


@pytest.fixture
def installation(before: Installation, tmp_path: Path) -> Iterator[Installation]:
    yield before.copied(tmp_path / "killed")


def asked_in_vain(deed: Deed, served: Served, held: Installation) -> None:
    """Ask while the server dies: whatever the browser sees of that is no matter."""
    try:
        deed.ask(served, held)
    except (HTTPError, URLError, HTTPException, OSError, AssertionError):
        return


@pytest.mark.parametrize("trial", range(TRIALS))
@pytest.mark.parametrize("name", DEEDS)
def test_the_site_killed_at_any_moment_has_done_all_or_nothing(
    installation: Installation, lasting: dict[str, float], name: str, trial: int
) -> None:
    deed = DEEDS[name]
    assert not deed.is_whole(installation)
    with installation.serving() as served:
        asking = threading.Thread(target=asked_in_vain, args=(deed, served, installation))
        asking.start()
        time.sleep(lasting[name] * chances(trial).uniform(0.4, 1))
        kill(served.server)
        asking.join()
    installation.assert_whole()

    if not deed.is_whole(installation):  # and it can be asked again
        with installation.serving() as served:
            deed.ask(served, installation)
    assert deed.is_whole(installation)
    installation.assert_whole()
