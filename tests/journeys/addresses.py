"""The pages that are walked: who opens them, where, and what is done there before they are looked at."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page

from tests.reports.templates_made import template


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


def follow_in(section: str, name: str) -> Callable[[Page], None]:
    """Follow a link of one section of a page."""
    return lambda page: page.get_by_label(section).get_by_role("link", name=name).first.click()


def speak_for_it(page: Page) -> None:
    follow_in("register", "No owner")(page)
    page.get_by_role("button", name="who fills it").click()


def accept_without_a_reason(page: Page) -> None:
    speak_for_it(page)
    page.get_by_label("Why is it there?").fill("")
    page.get_by_label("It was decided to leave this as it is").check()
    page.get_by_role("button", name="Save").click()


def go_to_needs(page: Page) -> None:
    follow_in("register", "Save more carbon")(page)
    page.get_by_role("link", name="Say what it needs of services").click()


def need_nonsense(page: Page) -> None:
    go_to_needs(page)
    page.get_by_role("button", name="Say what it needs").click()
    page.get_by_label("Staff days").fill("a few")
    page.get_by_role("button", name="Save").click()


def open_addresses(page: Page) -> None:
    follow("Performance Officer", "Where mail for this post goes")(page)


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


def record_a_slip(page: Page) -> None:
    page.get_by_label("Period").fill("2012/13 Q1")
    page.get_by_role("textbox", name="Result").fill("7850")
    page.get_by_role("button", name="Save").click()


def enter_slips(page: Page) -> None:
    page.get_by_label("Result of CS01").fill("953000")
    page.get_by_label("Result of CS02a").fill("a few")
    page.get_by_role("button", name="Save the grid").click()


def upload_nonsense(page: Page) -> None:
    wrong = b"measure,period,value\nNONE,2014/15 Q2,1\nCS02a,soon,2\nCS02a,2014/15 Q2,a few\n"
    page.get_by_label("A table of results").set_input_files(
        {"name": "results.csv", "mimeType": "text/csv", "buffer": wrong}
    )
    page.get_by_role("button", name="Upload").click()


def send_back_nonsense(page: Page) -> None:
    page.get_by_label("The workbook, filled in").set_input_files(
        {"name": "lines.csv", "mimeType": "text/csv", "buffer": b"Line,Your figure\nL1,50\n"}
    )
    page.get_by_role("button", name="Upload and look").click()


def send_lines_back(page: Page) -> None:
    """Take the lines away, fill one figure in wrongly and say a word beside another, and send them back."""
    link = page.get_by_role("link", name=re.compile("My lines of")).first.get_attribute("href")
    book = load_workbook(io.BytesIO(page.request.get(urljoin(page.url, link or "")).body()))
    sheet = book["Measures"]
    heads = [cell.value for cell in sheet[3]]
    sheet.cell(4, heads.index("Your figure") + 1).value = "a few"
    sheet.cell(5, heads.index("What readers should know") + 1).value = "Two new advisers started."
    out = io.BytesIO()
    book.save(out)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label("The workbook, filled in").set_input_files(
        {"name": "lines.xlsx", "mimeType": kind, "buffer": out.getvalue()}
    )
    page.get_by_role("button", name="Upload and look").click()


def say_both(page: Page) -> None:
    page.get_by_label("Financial", exact=True).fill("A cost.")
    page.get_by_label("There are no Financial implications").check()
    page.get_by_role("button", name="Save").click()


def ask_nonsense(page: Page) -> None:
    page.get_by_label("From").fill("soon")
    page.get_by_role("button", name="Show these").click()


def replace_a_body(page: Page) -> None:
    follow("Cabinet")(page)
    page.get_by_role("button", name="Replace this body").click()


def save_nothing(page: Page) -> None:
    page.get_by_role("main").get_by_role("button").last.click()


def press(name: str) -> Callable[[Page], None]:
    """Send a form as it stands."""
    return lambda page: page.get_by_role("button", name=name).click()


def move_a_meeting(page: Page) -> None:
    page.get_by_label("New day of the meeting").fill("9 October 2014")
    page.get_by_role("button", name="See what moves").click()


def set_for_no_reason(page: Page) -> None:
    page.get_by_label("Why it is set by hand").fill("")
    page.get_by_role("button", name="Set it by hand").click()


def _beside_thread(page: Page, name: str, query: str = "") -> None:
    """From the map to a page beside the thread of a theme."""
    follow("The Sustainable City")(page)
    page.goto(page.url.replace("thread", name) + query)


def open_links(page: Page) -> None:
    _beside_thread(page, "links")


def link_nothing(page: Page) -> None:
    _beside_thread(page, "links", "?plan=local-area-agreement")
    page.get_by_role("button", name="Add the link").click()


def open_evidence(page: Page) -> None:
    _beside_thread(page, "evidence")


def give_nothing(page: Page) -> None:
    _beside_thread(page, "evidence")
    page.get_by_label("Its date").fill("soon")
    page.get_by_role("button", name="Give the evidence").click()


PLAN_TO_BRING = (
    b"Theme,Action,Lead officer,By when,Measure,Target\n"
    b"Safer,Light the park,Ann Smith,June 2015,Crime,5% by March 2016\n"
    b"Safer,Walk the beat,,Ongoing,,\n,,Nobody,,,\n"
)


def bring(*buttons: str, wrong: bool = False) -> Callable[[Page], None]:
    """Upload a small plan, and press what comes next."""

    def walk(page: Page) -> None:
        plan = b"Dear all, no table" if wrong else PLAN_TO_BRING
        page.get_by_label("An action plan").set_input_files(
            {"name": "plan.csv", "mimeType": "text/csv", "buffer": plan}
        )
        for name in ("Upload", *buttons):
            page.get_by_role("button", name=name).click()

    return walk


def bring_two_levels_as_one(page: Page) -> None:
    bring()(page)
    page.get_by_label("Action", exact=True).select_option("LEVEL-1")
    page.get_by_role("button", name="Preview").click()


def bring_template(*words: str) -> Callable[[Page], None]:
    """Bring a Word template with such paragraphs."""
    file: FilePayload = {"name": "a.docx", "mimeType": "application/zip", "buffer": template(*words)}

    def bring(page: Page) -> None:
        page.get_by_label("What is it called?").fill("Executive report")
        page.get_by_label("The template").set_input_files(file)
        page.get_by_role("button", name="Check it and keep it").click()

    return bring


def bring_no_words(page: Page) -> None:
    """Bring back a Word file that holds no words of the report."""
    file: FilePayload = {"name": "a.docx", "mimeType": "application/zip", "buffer": template("Dear all")}
    page.get_by_label("The Word file").set_input_files(file)
    page.get_by_role("button", name="See what differs").click()


WORDS = "/hart/reports/quarter-1-2014-15/words/"
DRAFT = "/york/plans/city-strategy-service-plan/2009-10/"


def open_and(*then: str) -> Callable[[Page], None]:
    """From a draft's tree, open its first line, and go on from there."""

    def walk(page: Page) -> None:
        page.locator("[data-line] a").first.click()
        for name in then:
            page.get_by_role("link", name=name).click()

    return walk


def clear_words(page: Page) -> None:
    """Send a form with its words taken out."""
    open_and()(page)
    page.get_by_label("Words").fill("")
    page.get_by_role("button", name="Save").click()


def update_milestone(*then: str) -> Callable[[Page], None]:
    """From the list of work, open the first milestone, and go on from there."""

    def walk(page: Page) -> None:
        page.get_by_role("main").get_by_role("table").get_by_role("link", name="rostering").first.click()
        for name in then:
            page.get_by_role("link", name=name).first.click()

    return walk


def ask_nothing(page: Page) -> None:
    page.get_by_role("button", name="Ask for it").click()


def update_nonsense(page: Page) -> None:
    update_milestone("Say how it goes")(page)
    page.get_by_label("When do you expect it to be finished?").fill("soon")
    page.get_by_text("I see it otherwise").click()
    page.get_by_label("Do you see it otherwise than the rule?").select_option("on-track")
    page.get_by_role("button", name="Save the update").click()


COUNCILS = ("york", "cheltenham", "hart")
REPORTS = {
    "york": "monitor-3-2008-09",
    "cheltenham": "annual-results-2014-15",
    "hart": "quarter-1-2014-15",
}
PAPERS = ["york/papers", "york/papers/corporate-strategy-refresh",
          "york/papers/corporate-strategy-refresh/read",
          "cheltenham/papers/development-of-the-corporate-strategy"]  # fmt: skip
DRAFT_PAPER = "/york/papers/monitor-3-2008-09/"
MEASURES = [
    "hart/measures/CS02a",
    "hart/measures/ETS01",
    "york/measures/A5-04",
    "cheltenham/measures/ENV-IND",
]
ROUND = "/hart/rounds/quarter-1-2014-15/"
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
    "york reviews": Stop("/york/data-quality/reviews/", "york.strategy"),
    "york calendar": Stop("/york/calendar/"),
    "times before elections": Stop("/hart/calendar/elections/", "hart.performance"),
    "a time before an election": Stop("/hart/calendar/elections/add/?year=2015", "hart.performance"),
    "a time before an election, wrong": Stop(
        "/hart/calendar/elections/add/", "hart.performance", save_nothing
    ),
    "hart rounds": Stop("/hart/rounds/", "hart.performance"),
    "york round": Stop("/york/rounds/monitor-3-2008-09/"),
    "round, signed in": Stop(ROUND, "hart.performance"),
    "set up a round": Stop("/hart/rounds/set-up/", "hart.performance"),
    "set up a round, wrong": Stop("/hart/rounds/set-up/", "hart.performance", save_nothing),
    "change a round": Stop(f"{ROUND}change/", "hart.performance"),
    "move a meeting": Stop(f"{ROUND}move/", "hart.performance", move_a_meeting),
    "set a day by hand": Stop(f"{ROUND}steps/director/", "hart.performance"),
    "spreadsheets": Stop("/hart/updates/returns/", "hart.performance"),
    "spreadsheets, what came back": Stop("/hart/updates/returns/", "hart.customer", send_lines_back),
    "spreadsheets, wrong": Stop("/hart/updates/returns/", "hart.performance", send_back_nonsense),
    "updates, none": Stop("/hart/updates/", "hart.performance"),
    "to check, none": Stop("/york/updates/check/", "york.service-manager"),
    "to sign off, none": Stop("/york/updates/sign/", "york.director"),
    "open a round": Stop(f"{ROUND}open/", "hart.performance"),
    "close a round": Stop(f"{ROUND}close/", "hart.performance"),
    "set a day by hand, wrong": Stop(f"{ROUND}steps/director/", "hart.performance", set_for_no_reason),
    "hart documents": Stop("/hart/documents/"),
    "hart reports sent on a day": Stop("/hart/reports/schedules/", "hart.performance"),
    "have a report sent on a day": Stop("/hart/reports/schedules/add/", "hart.performance"),
    "have a report sent on a day, wrong": Stop(
        "/hart/reports/schedules/add/", "hart.performance", save_nothing
    ),
    "hart keys": Stop("/hart/keys/", "hart.performance"),
    "defining a measure": Stop("/hart/measures/new/", "hart.performance"),
    "sheet of a measure": Stop("/hart/measures/CS01/edit/", "hart.performance"),
    "new definition of a measure": Stop("/hart/measures/CS01/definition/", "hart.performance"),
    "lines of a measure": Stop("/hart/measures/CS01/links/", "hart.performance"),
    "parts of a measure": Stop("/hart/measures/CS01/breakdowns/", "hart.performance"),
    "retiring a measure": Stop("/hart/measures/CS01/retire/", "hart.performance"),
    "york decisions of partnerships": Stop("/york/partnership-decisions/"),
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
    "york gaps of a plan": Stop("/york/gaps/?plan=corporate-strategy&state=OPEN&sort=due"),
    "york gap": Stop("/york/gaps/?kind=OWN1", arrive=follow_in("register", "No owner")),
    "york gap, to be named": Stop("/york/gaps/?kind=OWN1", "york.strategy", arrive=speak_for_it),
    "york gap, wrongly named": Stop("/york/gaps/?kind=OWN1", "york.strategy", accept_without_a_reason),
    "york gap of a measure": Stop("/york/gaps/?kind=TAR1", arrive=follow_in("register", "No target")),
    **{f"{council} data quality": Stop(f"/{council}/data-quality/") for council in COUNCILS},
    "data quality, one check": Stop("/hart/data-quality/?check=unowned&sort=title"),
    "difference": Stop("/hart/difference/"),
    "difference, by improvement": Stop("/york/difference/?level=improvement"),
    "difference of one": Stop("/hart/difference/", arrive=follow("Safer North Hants")),
    "york health": Stop("/york/plans/corporate-strategy/2009-12/health/"),
    "health without a score": Stop("/cheltenham/plans/corporate-strategy/2025-28/health/"),
    "york needs": Stop("/york/gaps/?kind=OWN1", "york.strategy", arrive=go_to_needs),
    "york need, wrong": Stop("/york/gaps/?kind=OWN1", "york.strategy", arrive=need_nonsense),
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
    "york cascade": Stop("/york/cascade/", "york.strategy"),
    "hart without a cascade": Stop("/hart/cascade/"),
    "hart services": Stop("/hart/services/", "hart.performance"),
    "hart service": Stop("/hart/services/", arrive=follow("Housing Services")),
    "hart workplan": Stop("/hart/workplan/", "hart.performance"),
    "workplan, refused": Stop("/hart/workplan/", status=403),
    **{
        f"{council} {name}": Stop(f"/{council}/{name}/")
        for council in COUNCILS
        for name in ("map", "across", "alignment", "frameworks", "evidence", "partners")
    },
    "york alignment by action": Stop("/york/alignment/?framework=local-area-agreement&level=action"),
    "york map of another plan": Stop("/york/map/?plan=sustainable-community-strategy"),
    "hart map, short": Stop("/hart/map/?short=1"),
    "york framework": Stop("/york/frameworks/local-area-agreement/", "york.strategy"),
    "york framework, wrong": Stop(
        "/york/frameworks/local-area-agreement/", "york.strategy", press("Retire it")
    ),
    "york thread of a vision": Stop("/york/map/", arrive=follow("The vision for the city")),
    "york thread of an action": Stop("/york/map/", arrive=follow("Complete the CMP SIP projects")),
    "hart thread": Stop("/hart/map/", arrive=follow("Housing Services")),
    "york links": Stop("/york/map/", "york.strategy", open_links),
    "york links, wrong": Stop("/york/map/", "york.strategy", link_nothing),
    "york element's evidence": Stop("/york/map/", "york.strategy", open_evidence),
    "york element's evidence, wrong": Stop("/york/map/", "york.strategy", give_nothing),
    "fife": Stop("/fife/"),
    "fife comparisons": Stop("/fife/comparing/"),
    "fife comparisons, found": Stop("/fife/comparing/?theme=culture+%26+leisure&words=cost&sort=-where"),
    "fife data quality": Stop("/fife/data-quality/", "fife.strategy"),
    "fife compared": Stop("/fife/measures/CHN1/compare/"),
    "fife compared, with ranks": Stop("/fife/measures/HSN2/compare/?rank=1", "fife.strategy"),
    "fife compared, against its title": Stop("/fife/measures/CHN14A/compare/"),
    "fife measure": Stop("/fife/measures/CHN1/"),
    "fife forecast": Stop("/fife/measures/CHN1/forecast/", "fife.strategy"),
    "fife forecast, wrong": Stop("/fife/measures/CHN1/forecast/", "fife.strategy", save_nothing),
    "fife limits": Stop("/fife/measures/CHN1/limits/", "fife.strategy"),
    "fife limits, wrong": Stop("/fife/measures/CHN1/limits/", "fife.strategy", save_nothing),
    "fife measure with signals and a chart": Stop("/fife/measures/CHN1/", "fife.strategy"),
    "trafford measure with signals": Stop("/trafford/measures/neet-2/"),
    "fife groups": Stop("/fife/comparing/groups/", "fife.strategy"),
    "fife group, wrong": Stop("/fife/comparing/sets/lgbf/add-group/", "fife.strategy", save_nothing),
    "fife link": Stop("/fife/measures/CHN1/compare/link/", "fife.strategy"),
    "trafford": Stop("/trafford/"),
    "trafford compared": Stop("/trafford/measures/neet-2/compare/"),
    "hart compared with nothing": Stop("/hart/measures/CS02a/compare/"),
    "accessibility": Stop("/accessibility/"),
    "sign in": Stop("/sign-in/"),
    "sign in, too often": Stop("/sign-in/", arrive=fail_too_often),
    "sign in, wrong": Stop("/sign-in/", arrive=fail_to_sign_in),
    "measure, signed in": Stop("/hart/measures/CS02a/", "hart.performance"),
    "record": Stop("/hart/measures/CS02a/record/", "hart.performance"),
    "record, wrong": Stop("/hart/measures/CS02a/record/", "hart.performance", record_nonsense),
    "record, asked": Stop("/hart/measures/CS02a/record/", "hart.performance", record_a_slip),
    "enter results, asked": Stop("/hart/enter/", "hart.performance", enter_slips),
    "record, a share": Stop("/york/measures/A5-04/record/", "york.strategy"),
    "enter results": Stop("/hart/enter/", "hart.performance"),
    "enter results, none": Stop("/hart/enter/?period=soon&service=0", "hart.performance"),
    "confirm results": Stop("/hart/enter/confirm/", "hart.performance"),
    "confirm a measure": Stop("/hart/measures/CS02a/confirm/", "hart.performance"),
    "in question": Stop("/hart/queries/", "hart.performance"),
    **{f"{council} targets": Stop(f"/{council}/targets/") for council in COUNCILS},
    "targets of a year": Stop("/hart/measures/CS02a/targets/", "hart.performance"),
    "requests for change": Stop("/hart/change-requests/"),
    "ask for a change": Stop("/hart/measures/CS02a/ask/target/", "hart.performance"),
    **{f"{council} work": Stop(f"/{council}/doing/") for council in COUNCILS},
    "work with an alert, grouped": Stop("/hart/doing/?alert=with-an-alert&group=service&sort=due"),
    "hart help wanted": Stop("/hart/help/"),
    "milestone, signed in": Stop("/hart/doing/", "hart.performance", update_milestone()),
    "update a milestone": Stop("/hart/doing/", "hart.performance", update_milestone("Say how it goes")),
    "update a milestone, wrong": Stop("/hart/doing/", "hart.performance", update_nonsense),
    "ask for another date": Stop(
        "/hart/doing/", "hart.performance", update_milestone("Ask for another date")
    ),
    "ask for help, wrong": Stop(
        "/hart/doing/",
        "hart.performance",
        lambda page: (update_milestone("Ask another service")(page), ask_nothing(page))[1],
    ),
    "messages": Stop("/hart/messages/", "hart.performance"),
    "who has answered": Stop("/hart/rounds/quarter-1-2014-15/compliance/", "hart.performance"),
    "links to answer": Stop("/hart/rounds/quarter-1-2014-15/links/", "hart.performance"),
    "a link that opens nothing": Stop("/answer/none/", status=410),
    "who stands in": Stop("/hart/cover/", "hart.performance"),
    "who stands in, wrong": Stop("/hart/cover/", "hart.performance", save_nothing),
    "hand over": Stop("/hart/hand-over/", "hart.performance"),
    "hand over, wrong": Stop("/hart/hand-over/?giver=&taker=", "hart.performance", status=422),
    "addresses of a post": Stop("/hart/people/", "hart.performance", open_addresses),
    "upload": Stop("/hart/measures/upload/", "hart.performance"),
    "upload, wrong": Stop("/hart/measures/upload/", "hart.performance", upload_nonsense),
    "implications": Stop(IMPLICATIONS, "york.strategy"),
    "implications, wrong": Stop(IMPLICATIONS, "york.strategy", say_both),
    "paper, signed in": Stop(DRAFT_PAPER, "york.director"),
    "paper, to write": Stop(DRAFT_PAPER, "york.strategy"),
    "start a paper": Stop("/york/papers/start/", "york.strategy"),
    "paper's front": Stop(f"{DRAFT_PAPER}front/", "york.strategy"),
    "paper's section": Stop(f"{DRAFT_PAPER}section/summary/", "york.strategy"),
    "paper's rows": Stop(f"{DRAFT_PAPER}part/recommendations/", "york.strategy"),
    "paper's risks of the register": Stop(f"{DRAFT_PAPER}risks/", "york.strategy"),
    "paper's sign-offs": Stop(f"{DRAFT_PAPER}sign-off/", "york.strategy"),
    "paper's sign-off": Stop(f"{DRAFT_PAPER}sign-off/1/", "york.director"),
    **{f"{council} bodies": Stop(f"/{council}/bodies/") for council in COUNCILS},
    **{f"{council} glossary": Stop(f"/{council}/glossary/") for council in COUNCILS},
    "body": Stop("/cheltenham/bodies/", arrive=follow("Environment overview")),
    "body, signed in": Stop("/cheltenham/bodies/", "cheltenham.strategy", follow("Environment overview")),
    "replace a body": Stop("/cheltenham/bodies/", "cheltenham.strategy", replace_a_body),
    "replace a body, wrong": Stop(
        "/cheltenham/bodies/",
        "cheltenham.strategy",
        lambda page: (replace_a_body(page), save_nothing(page))[1],
    ),
    "remit": Stop("/york/", "york.strategy", follow("The Safer City", "Give it to a body")),
    "duties": Stop("/york/duties/"),
    "duties, signed in": Stop("/york/duties/", "york.director"),
    "people": Stop("/york/people/", "york.strategy"),
    "people, a director": Stop("/york/people/", "york.director"),
    "post": Stop("/york/people/", "york.strategy", follow("Director of Resources")),
    "post, wrong": Stop(
        "/york/people/",
        "york.strategy",
        lambda page: (follow("Director of Resources")(page), save_nothing(page))[1],
    ),
    "glossary, signed in": Stop("/york/glossary/", "york.strategy"),
    "add a word": Stop("/york/glossary/add/", "york.strategy"),
    "add a word, wrong": Stop("/york/glossary/add/", "york.strategy", save_nothing),
    "ledger": Stop("/cheltenham/ledger/", "cheltenham.strategy"),
    "ledger, nothing": Stop("/cheltenham/ledger/?subject=no+such+thing", "cheltenham.strategy"),
    "ledger, wrong": Stop("/cheltenham/ledger/", "cheltenham.strategy", ask_nonsense),
    "ledger, refused": Stop("/york/ledger/", "york.director", status=403),
    "bring in a plan": Stop("/hart/bring-a-plan/", "hart.performance"),
    "bring in a plan, wrong": Stop("/hart/bring-a-plan/", "hart.performance", bring(wrong=True)),
    "bring in a plan, columns": Stop("/hart/bring-a-plan/", "hart.performance", bring()),
    "bring in a plan, columns wrong": Stop(
        "/hart/bring-a-plan/", "hart.performance", bring_two_levels_as_one
    ),
    "bring in a plan, preview": Stop("/hart/bring-a-plan/", "hart.performance", bring("Preview")),
    "bring in a plan, not stored": Stop(
        "/hart/bring-a-plan/", "hart.performance", bring("Preview", "Store it")
    ),
    "bring in measures": Stop("/hart/measures/bring/", "hart.performance"),
    "not found": Stop("/hart/nothing-here/", status=404),
    "refused": Stop("/hart/measures/CS02a/record/", "york.strategy", status=403),
    "edit plan": Stop(f"{DRAFT}edit/", "york.strategy"),
    "edit element": Stop(f"{DRAFT}edit/", "york.strategy", open_and()),
    "edit element, wrong": Stop(f"{DRAFT}edit/", "york.strategy", clear_words),
    "move": Stop(f"{DRAFT}edit/", "york.strategy", open_and("Move it")),
    "split": Stop(f"{DRAFT}edit/", "york.strategy", open_and("Split it")),
    "merge": Stop(f"{DRAFT}edit/", "york.strategy", open_and("Merge others into it")),
    "retire": Stop(f"{DRAFT}edit/", "york.strategy", open_and("Retire it")),
    "second plan": Stop(f"{DRAFT}edit/", "york.strategy", open_and("Let it count in a second plan")),
    "levels": Stop(f"{DRAFT}levels/", "york.strategy"),
    "about an edition": Stop(f"{DRAFT}about/", "york.strategy"),
    "adopt": Stop(f"{DRAFT}adopt/", "york.strategy"),
    "draft": Stop(DRAFT, "york.strategy"),
    "start edition": Stop("/york/plans/corporate-strategy/2009-12/start/", "york.strategy"),
    "new plan": Stop("/york/plans/new/", "york.strategy"),
    "changes": Stop("/york/plans/corporate-strategy/2009-12/changes/?for=residents"),
    "changes of Cheltenham": Stop("/cheltenham/plans/corporate-strategy/2015-16/changes/"),
    "picture": Stop("/york/plans/corporate-strategy/2009-12/picture/"),
    "picture, example": Stop("/york/plans/corporate-strategy/2009-12/picture/?example=yes"),
    "templates": Stop("/hart/reports/templates/", "hart.performance"),
    "template": Stop("/hart/reports/templates/", "hart.performance", bring_template("{{title}}", "{{all}}")),
    "template, mistyped": Stop(
        "/hart/reports/templates/", "hart.performance", bring_template("{{exeptions}}")
    ),
    "words": Stop(WORDS, "hart.performance"),
    "words of a place": Stop(f"{WORDS}of/gaps/", "hart.performance"),
    "words to bring back": Stop(f"{WORDS}bring/", "hart.performance"),
    "words brought back, refused": Stop(f"{WORDS}bring/", "hart.performance", bring_no_words),
    "edit, refused": Stop("/york/plans/corporate-strategy/2009-12/edit/", "york.strategy", status=403),
}

# How a plan is made and decided: what anybody reads, what its keepers see, and their forms.
YORKS = "/york/plans/corporate-strategy/2009-12/"
STOPS |= {
    "planning": Stop("/york/planning/"),
    "how it was prepared": Stop(f"{YORKS}how-prepared/"),
    "cycles": Stop("/york/planning/cycles/", "york.strategy"),
    "cycle": Stop("/york/planning/cycles/maidstone-2012/", "york.strategy"),
    "stage": Stop("/york/planning/", "york.strategy", follow("The strategy is launched")),
    "communication": Stop(f"{YORKS}communication/", "york.strategy"),
    "an audience": Stop(f"{YORKS}communication/", "york.strategy", follow("Staff")),
    "add an audience": Stop(f"{YORKS}communication/add/audiences/", "york.strategy"),
    "workshops": Stop("/york/workshops/", "york.strategy"),
    "a round of workshops": Stop("/york/workshops/", "york.strategy", follow("Second round")),
    "set up a round of workshops": Stop("/york/workshops/add/", "york.strategy"),
    "a workshop": Stop("/york/workshops/", "york.strategy", follow("First round", "The Safer City")),
    "participation": Stop("/york/workshops/participation/", "york.strategy"),
    "comments": Stop("/cheltenham/comments/"),
    "a comment": Stop(
        "/cheltenham/comments/", "cheltenham.strategy", follow("The provision of affordable housing.")
    ),
    "record a comment": Stop("/cheltenham/comments/record/", "cheltenham.strategy"),
    "consultations": Stop("/york/consultations/"),
    "a consultation": Stop("/york/consultations/", "york.strategy", follow("Budget consultation event")),
    "add a consultation": Stop("/york/consultations/add/", "york.strategy"),
    "every meeting": Stop("/york/meetings/all/", "york.strategy"),
    "add a meeting": Stop("/york/meetings/add/", "york.strategy"),
    "the route": Stop("/york/route/corporate-strategy/2009-12/", "york.strategy"),
    "a step": Stop("/york/meetings/", "york.strategy", follow("Step 9")),
    "decisions": Stop("/york/decisions/"),
    "a decision": Stop("/york/decisions/", "york.strategy", follow("Corporate Strategy Refresh")),
    "record a decision": Stop("/york/decisions/add/", "york.strategy"),
    "tasks": Stop("/york/tasks/", "york.strategy"),
    "minutes": Stop("/cheltenham/minutes/"),
    "recommendations": Stop("/york/recommendations/"),
    "work programmes": Stop("/cheltenham/work-programmes/", "cheltenham.strategy"),
    "endorsements": Stop("/york/endorsements/"),
    "commissioning": Stop("/cheltenham/commissioning/", "cheltenham.strategy"),
    "providers": Stop("/cheltenham/plans/corporate-strategy/2012-13/providers/"),
}

# Whether the plan can be delivered, and what it costs.
STRAIN = "/cheltenham/delivery/of/corporate-strategy/2012-13/"
CHELTENHAM = "cheltenham.strategy"
YORK = "york.strategy"


def fill_in_the_grid(page: Page) -> None:
    follow("Built Environment")(page)
    page.get_by_role("button", name="Fill in the grid").click()


STOPS |= {
    "delivery": Stop("/cheltenham/delivery/"),
    "the strain": Stop(STRAIN, CHELTENHAM),
    "a cell of strain": Stop(STRAIN, CHELTENHAM, follow("Far over")),
    "what is asked of a service": Stop(STRAIN, CHELTENHAM, follow("Built Environment")),
    "the grid of a service": Stop(STRAIN, CHELTENHAM, fill_in_the_grid),
    "a sheet of effort": Stop(STRAIN, CHELTENHAM, follow("Built Environment", "Bring it back")),
    "what an action takes": Stop(STRAIN, CHELTENHAM, follow("Strengthening our communities")),
    "terms": Stop(STRAIN, CHELTENHAM, follow("Strengthening our communities", "Say on what terms")),
    "a cost": Stop(STRAIN, CHELTENHAM, follow("Strengthening our communities", "Say what it costs")),
    "a wait": Stop(STRAIN, CHELTENHAM, follow("Strengthening our communities", "Say what it waits for")),
    "money of a year": Stop(f"{STRAIN}money/2012/", CHELTENHAM),
    "go forward all the same": Stop(f"{STRAIN}forward/", CHELTENHAM),
    "capacity": Stop("/cheltenham/capacity/", CHELTENHAM),
    "capacity of a service": Stop("/cheltenham/capacity/", CHELTENHAM, follow("Built Environment")),
    "skills": Stop("/cheltenham/skills/", CHELTENHAM),
    "scenarios": Stop(f"{STRAIN}scenarios/", CHELTENHAM),
    "begin a scenario": Stop(f"{STRAIN}scenarios/begin/", CHELTENHAM),
    "odds": Stop("/cheltenham/delivery/odds/", CHELTENHAM),
    "ask for odds": Stop("/cheltenham/delivery/odds/work-out/", CHELTENHAM),
    "what odds were worth": Stop("/hart/delivery/odds/back-test/"),
    "ways out": Stop("/cheltenham/delivery/way-out/", CHELTENHAM),
    "ask for a way out": Stop("/cheltenham/delivery/way-out/ask/", CHELTENHAM),
    "money": Stop("/york/money/", YORK),
    **{
        f"money: {name}": Stop(f"/york/money/{name}/", YORK)
        for name in (
            "lines", "totals", "unfunded", "medium-term", "bring", "monitoring", "bids", "bids/add",
            "bids/ranked", "criteria", "reserves", "virements", "carry-forwards",
        )
    },
    "a report of monitoring": Stop("/york/money/monitoring/", YORK, follow("Budget monitoring, December")),
    "projects": Stop("/york/projects/", YORK),
    "add a project": Stop("/york/projects/add/", YORK),
    "risks": Stop("/york/risks/", YORK),
    "a risk": Stop("/york/risks/", YORK, follow("The Corporate Strategy")),
    "add a risk": Stop("/york/risks/add/", YORK),
    "what partners bring": Stop("/cheltenham/partner-resources/", CHELTENHAM),
}  # fmt: skip
