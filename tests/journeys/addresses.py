"""The pages that are walked: who opens them, where, and what is done there before they are looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Stop:
    """One page in one state."""

    path: str
    username: str = ""
    arrive: Callable[[Page], None] = lambda page: None
    status: int = 200


def follow(*names: str) -> Callable[[Page], None]:
    """Follow links by their names, one after another."""

    def walk(page: Page) -> None:
        for name in names:
            page.get_by_role("main").get_by_role("link", name=name).first.click()

    return walk


def fail_to_sign_in(page: Page) -> None:
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()


def fail_too_often(page: Page) -> None:
    for _ in range(5):
        page.get_by_label("Username").fill("guesser")
        page.get_by_label("Password").fill("wrong")
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in").click()


def save_nameless(page: Page) -> None:
    page.get_by_role("button", name="Save the view").click()


def record_nonsense(page: Page) -> None:
    page.get_by_label("Period").fill("soon")
    page.get_by_role("textbox", name="Result").fill("a few")
    page.get_by_role("button", name="Save").click()


def upload_nonsense(page: Page) -> None:
    wrong = b"measure,period,value\nNONE,2014/15 Q2,1\nCS02a,soon,2\nCS02a,2014/15 Q2,a few\n"
    page.get_by_label("A table of results").set_input_files(
        {"name": "results.csv", "mimeType": "text/csv", "buffer": wrong}
    )
    page.get_by_role("button", name="Upload").click()


def say_both(page: Page) -> None:
    page.get_by_label("Financial", exact=True).fill("A cost.")
    page.get_by_label("There are no Financial implications").check()
    page.get_by_role("button", name="Save").click()


COUNCILS = ("york", "cheltenham", "hart")
REPORTS = {
    "york": "monitor-3-2008-09",
    "cheltenham": "annual-results-2014-15",
    "hart": "quarter-1-2014-15",
}
PAPERS = ["york/papers/corporate-strategy-refresh", "york/papers/monitor-3-2008-09",
          "cheltenham/papers/development-of-the-corporate-strategy"]  # fmt: skip
MEASURES = [
    "hart/measures/CS02a",
    "hart/measures/ETS01",
    "york/measures/A5-04",
    "cheltenham/measures/ENV-IND",
]
IMPLICATIONS = "/york/papers/monitor-3-2008-09/implications/"

STOPS: dict[str, Stop] = {
    "councils": Stop("/"),
    **{council: Stop(f"/{council}/") for council in COUNCILS},
    **{
        f"{council} {name}": Stop(f"/{council}/{name}/")
        for council in COUNCILS
        for name in ("measures", "progress", "gaps", "plans", "reports", "meetings", "rules")
    },
    **{f"{council} report": Stop(f"/{council}/reports/{REPORTS[council]}/") for council in COUNCILS},
    **{path: Stop(f"/{path}/") for path in [*PAPERS, *MEASURES]},
    "york theme": Stop("/york/", arrive=follow("The Safer City")),
    "york improvement": Stop("/york/", arrive=follow("The Sustainable City", "Save more carbon")),
    "york action": Stop("/york/", arrive=follow("The Sustainable City", "start the seven Salix")),
    "york vision": Stop("/york/", arrive=follow("The vision for the city")),
    "hart theme": Stop("/hart/", arrive=follow("Housing Services")),
    "hart action": Stop("/hart/", arrive=follow("Housing Services", "Publish new Preventing")),
    "hart milestone": Stop(
        "/hart/progress/", arrive=follow("Housing Services", "Publish new Preventing", "Cabinet approval")
    ),
    "cheltenham theme": Stop("/cheltenham/", arrive=follow("Enhancing and protecting our environment")),
    "york gaps of a kind": Stop("/york/gaps/", arrive=follow("No owner")),
    "york gaps under a theme": Stop("/york/", arrive=follow("gaps in The Safer City")),
    "york earlier edition": Stop("/york/plans/corporate-strategy/2007-11/"),
    "york partnership's strategy": Stop("/york/plans/sustainable-community-strategy/2008-25/"),
    "cheltenham later edition": Stop("/cheltenham/plans/corporate-strategy/2025-28/"),
    "search": Stop("/york/search/?q=carbn"),
    "search, one kind": Stop("/hart/search/?q=housing&kind=elements"),
    "search, nothing": Stop("/york/search/?q=zyx"),
    "search, nothing together": Stop("/york/search/?q=carbon+crime"),
    "search, empty": Stop("/york/search/"),
    "elements": Stop("/york/elements/"),
    "elements, filtered and grouped": Stop("/hart/elements/?group=top&level=service&sort=-title&page=2"),
    "elements, none": Stop("/hart/elements/?words=zyx", "hart.performance"),
    "measures, grouped": Stop("/hart/measures/?group=status&sort=title&status=on-target", "hart.performance"),
    "save a view": Stop("/hart/views/elements/save/?query=sort%3Dtitle", "hart.performance"),
    "save a view, wrong": Stop(
        "/hart/views/elements/save/?query=sort%3Dtitle", "hart.performance", save_nameless
    ),
    "accessibility": Stop("/accessibility/"),
    "sign in": Stop("/sign-in/"),
    "sign in, too often": Stop("/sign-in/", arrive=fail_too_often),
    "sign in, wrong": Stop("/sign-in/", arrive=fail_to_sign_in),
    "measure, signed in": Stop("/hart/measures/CS02a/", "hart.performance"),
    "record": Stop("/hart/measures/CS02a/record/", "hart.performance"),
    "record, wrong": Stop("/hart/measures/CS02a/record/", "hart.performance", record_nonsense),
    "upload": Stop("/hart/measures/upload/", "hart.performance"),
    "upload, wrong": Stop("/hart/measures/upload/", "hart.performance", upload_nonsense),
    "implications": Stop(IMPLICATIONS, "york.strategy"),
    "implications, wrong": Stop(IMPLICATIONS, "york.strategy", say_both),
    "paper, signed in": Stop("/york/papers/monitor-3-2008-09/", "york.director"),
    "not found": Stop("/hart/nothing-here/", status=404),
    "refused": Stop("/hart/measures/CS02a/record/", "york.strategy", status=403),
}
