"""The demonstration councils in the test database, people signed in, and councils of any size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from goldenthread.exchange.bringing import begin_bringing
from goldenthread.exchange.council import load_council
from goldenthread.exchange.models import Bringing
from goldenthread.jobs.demo import COUNCILS, PARTNERS, SIGN_INS
from goldenthread.people.models import Council, User
from goldenthread.people.officers import OPERATOR
from goldenthread.people.queries import posts_by_title
from goldenthread.planning.copying import NewEdition
from goldenthread.planning.refresh import start_edition
from goldenthread.plans.models import Edition
from goldenthread.plans.origins import Why
from goldenthread.plans.queries import main_edition
from tests.web.examples import furnish

AT = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Load the demonstration once for a file of tests; each test then undoes what it does itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        for slug in COUNCILS:
            load_council(settings.DEMO_DIR / slug, by=OPERATOR, at=AT)
        for username, slug, title, duty in SIGN_INS:
            council = Council.objects.get(slug=slug)
            partner = council.partners.filter(slug=PARTNERS.get(username, "")).first()
            post = posts_by_title(council).get(title)
            if post is not None:  # some posts are set up by the demonstration alone
                User.objects.create(username=username, post=post, duty=duty, partner=partner)
        a_draft_of("hart")
        an_upload_of("hart")
        yield
        transaction.set_rollback(True)


DRAFT = "next"


def a_draft_of(slug: str) -> Edition:
    """The next edition of a council's main plan, as its strategy team starts it: a closed draft."""
    old = main_edition(Council.objects.get(slug=slug))
    assert old is not None
    new = NewEdition(DRAFT, f"{old.name}, next", why=Why("The year turns."))
    return start_edition(old=old, new=new, by=OPERATOR, at=AT)


UPLOADED = b"Theme,Action,Lead,By when\nSafer,Light the park,Ann Smith,June 2015\nSafer,Walk,,Ongoing\n"


def an_upload_of(slug: str) -> Bringing:
    """A plan on its way in, as a council's strategy team uploads it."""
    council = Council.objects.get(slug=slug)
    return begin_bringing(council=council, data=UPLOADED, file="plan.csv", by=OPERATOR, at=AT)


@pytest.fixture(scope="module")
def _hart_furnished(_loaded, django_db_blocker) -> None:
    """Hart with one record of each kind that its demonstration lacks, once for a file of tests."""
    with django_db_blocker.unblock():
        furnish(Council.objects.get(slug="hart"))


@pytest.fixture
def demo(_loaded, db) -> None:
    """York, Cheltenham and Hart as `make demo` loads them, with their officers."""


@pytest.fixture
def signed_in(demo) -> Callable[..., Client]:
    def sign_in(username: str, **more: bool) -> Client:
        client = Client(**more)
        client.force_login(User.objects.get(username=username))
        return client

    return sign_in


@pytest.fixture
def grow(db, tmp_path: Path) -> Callable[..., Council]:
    """Load a council of so many themes, actions, measures, plans and reports, called what the test says."""

    def load(count: int, word: str = "Clean streets", slug: str = "") -> Council:
        folder = tmp_path / (slug or f"council-{count}")
        folder.mkdir()
        numbers = range(1, count + 1)
        (folder / "council.toml").write_text(_facts(folder.name, word, numbers), encoding="utf-8")
        for name, lines in _tables(word, numbers).items():
            (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
        return load_council(folder, by=OPERATOR, at=AT)[0]

    return load


def _facts(slug: str, word: str, numbers: range) -> str:
    plans = "\n".join(_PLAN.format(n=n, word=word, main=str(n == 1).lower()) for n in numbers)
    reports = "\n".join(_REPORT.format(n=n, word=word) for n in numbers)
    return _COUNCIL.format(slug=slug, word=word) + plans + reports


_COUNCIL = """
[council]
slug = "{slug}"
name = "{word} Council"
open = true
about = "{word}"
position_on = 2014-09-02

[[service]]
code = "S1"
name = "{word} service"

[[post]]
title = "{word} officer"

[[body]]
name = "{word} committee"
kind = "EXECUTIVE"

[[partner]]
slug = "a-partner"
name = "{word} partner"
"""
_PLAN = """
[[plan]]
slug = "plan-{n}"
name = "{word} plan {n}"
kind = "CORPORATE"
owned_by = "{word}"
main = {main}
source = "{word}"

[[plan.edition]]
slug = "first"
name = "{word} edition {n}"
starts_on = 2014-04-01
ends_on = 2015-03-31
state = "ADOPTED"
adopted = "{word}"
current = true

[[plan.edition.level]]
key = "vision"
name = "Vision"
monitored = false

[[plan.edition.level]]
key = "theme"
name = "{word}"
needs_measure = true
needs_owner = true

[[plan.edition.level]]
key = "action"
name = "Action"
years = 1
needs_owner = true
"""
_REPORT = """
[[paper]]
slug = "paper-{n}"
title = "{word} paper {n}"
report_of = "{word} officer"
body = "{word} committee"
edition = "plan-1/first"
state = "APPROVED"
wards = "{word}"
background = ["{word}"]

[[paper.section]]
key = "summary"
text = "{word}"

[[paper.recommendation]]
text = "{word}"

[[paper.contact]]
role = "Author"
name = "{word}"
post = "{word} officer"

[[paper.approval]]
post = "{word} officer"

[[paper.implication]]
category = "{word}"

[[monitor]]
slug = "report-{n}"
title = "{word} report {n}"
period = "2014/15 Q1"
report = "Quarter 1 2014/15"
paper = "paper-{n}"
"""


def _tables(word: str, numbers: range) -> dict[str, list[str]]:
    return {
        "elements": [
            "plan,edition,level,code,parent,title,detail,kind,owner,service,starts_on,due_on,quantity,basis,source",
            f"plan-1,first,vision,v,,{word} vision,{word},VISION,,,,,,STATED,{word}",
            *(
                f"plan-1,first,theme,t{n},v,{word} theme {n},{word},CITIZEN,,{word} service,,,{word},STATED,"
                for n in numbers
            ),
            *(
                f"plan-1,first,action,a{n},t{n},{word} action {n},{word},ORDINARY,{word} officer,,"
                f"2014-04-01,2014-08-0{n},,STATED,{word}"
                for n in numbers
            ),
        ],
        "measures": [
            "code,title,unit,polarity,frequency,service,owner,elements,definition,source",
            *(
                f"M{n},{word} measure {n},{word},higher,QUARTERLY,{word} service,{word} officer,"
                f"plan-1/first/t{n},{word},{word}"
                for n in numbers
            ),
        ],
        "targets": [
            "measure,period,target,reason,owner,due_on,source",
            *(f"M{n},2014/15 Q1,50,,,,{word}" for n in numbers),
        ],
        "observations": [
            "measure,period,value,note,published_status,breakdown,source",
            *(f"M{n},2014/15 Q1,{n},{word},,,{word}" for n in numbers),
        ],
        "updates": [
            "element,made_on,done,stated,percent_complete,due_on,text,source",
            *(f"plan-1/first/a{n},2014-06-16,FALSE,{word[:20]},0,,{word},{word}" for n in numbers),
        ],
        "comments": [
            "edition,number,body,when,element,text,response,disposition,sent_to,source",
            *(
                f"plan-1/first,{n},{word} committee,{word},plan-1/first/t{n},{word},{word},ACCEPTED,{word},"
                for n in numbers
            ),
        ],
        "route": [
            "edition,step,body,when,happened_on,what,basis,source",
            *(f"plan-1/first,{n},{word} committee,{word},,{word},STATED,{word}" for n in numbers),
        ],
        "rounds": [
            "slug,name,period,meets_on,body,edition,basis,source",
            *(
                f"round-{n},{word} round {n},2014/15 Q1,2014-10-0{n},{word} committee,plan-1/first,,{word}"
                for n in numbers
            ),
        ],
        "risks": [
            "code,title,cause,owner,elements,key,next_review_on,source",
            *(
                f"R{n},{word} risk {n},{word},{word} officer,plan-1/first/a{n},TRUE,2014-08-01,{word}"
                for n in numbers
            ),
        ],
        "risk_scores": [
            "risk,scored_on,likelihood,impact,why",
            *(f"R{n},2014-0{month}-01,3,{month - 4},{word}" for n in numbers for month in (6, 7)),
        ],
        "risk_controls": ["risk,text,owner", *(f"R{n},{word},{word} officer" for n in numbers)],
        "projects": [
            "code,name,about,manager,state,risks,source",
            *(f"P{n},{word} project {n},{word},{word} officer,UNDER_WAY,R{n},{word}" for n in numbers),
        ],
        "investments": ["project,year,amount,funding", *(f"P{n},2014,1000,{word}" for n in numbers)],
        "milestones": ["project,name,due_on", *(f"P{n},{word},2014-10-01" for n in numbers)],
        "benefits": ["project,measure,expected,words", *(f"P{n},M{n},90,{word}" for n in numbers)],
        "project_contributions": [
            "project,element,how",
            *(f"P{n},plan-1/first/t{n},{word}" for n in numbers),
        ],
        "partner_resources": [
            "partner,element,what,progress,source",
            *(f"a-partner,plan-1/first/a{n},{word} {n},{word},{word}" for n in numbers),
        ],
        "published": [
            "report,reported_to,subject,value,part,whole,note,source",
            *(f"Quarter 1 2014/15,2014-06-30,{word} {n},63%,,,{word},{word}" for n in numbers),
        ],
    }
