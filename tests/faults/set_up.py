"""Fills an installation of its own with one small council.

`tests.faults.killed` runs it in a process where Django is started.
"""

from __future__ import annotations

import json
from datetime import timedelta

from django.core.management import call_command

from goldenthread.exchange.bringing import begin_bringing
from goldenthread.ledger.keys import make_key
from goldenthread.measures.actions import define_measures, link_measures
from goldenthread.measures.models import Measure
from goldenthread.people.actions import give_sign_in
from goldenthread.people.models import Council
from goldenthread.people.officers import OPERATOR
from goldenthread.people.queries import officer_for
from goldenthread.reports.figures.frozen import code_version
from goldenthread.reports.freezing import freeze, publish
from goldenthread.reports.making import ask_for_document
from goldenthread.reports.scheduling import Planned, schedule_report
from tests.cast import AT, ON, WHO, Cast, a_council, measure_row
from tests.cast_frozen import a_report
from tests.cast_rounds import an_open_round

ANSWERS = 120  # of a round, to be signed off at once
LINES = 300  # of the plan on its way in: enough that storing it takes a while
PASSWORD = "golden-thread-demo"
FORMATS = ("html", "docx", "pdf")


def main() -> None:
    """Fill it, and print as JSON what the tests need to know of what stands in it."""
    print(json.dumps(filled()))


def filled() -> dict[str, object]:
    """One council with its figures frozen, documents asked for, a report due, and a plan on its way in."""
    call_command("migrate", verbosity=0)
    cast = a_council()
    council = cast.council
    post = council.posts.get(title="Strategy Manager")
    user = give_sign_in(username="strategy", password=PASSWORD, post=post, duty="STRATEGY")
    officer = officer_for(user)
    documents = [one.pk for one in _documents(council)]
    _answers_to_sign(cast)
    lines = "".join(f"Theme {n % 9},Action {n},June 2015\n" for n in range(LINES))
    data = f"Theme,Action,By when\n{lines}".encode()
    bringing = begin_bringing(council=council, data=data, file="plan.csv", by=officer, at=AT)
    key = make_key(user=user, name="Portal", by=officer, at=AT)
    return {"documents": documents, "bringing": bringing.pk, "key": key, "lines": LINES, "password": PASSWORD}


def _answers_to_sign(cast: Cast) -> None:
    """A round whose answers are checked, and a director who signs them off."""
    owner = cast.council.posts.get(title="Head of Streets")
    post = cast.council.posts.create(
        title="Director of Place", directorate=cast.council.directorates.get(name="Place")
    )
    give_sign_in(username="director", password=PASSWORD, post=post, duty="DIRECTOR")
    rows = [measure_row(f"S{n}", owner_id=owner.pk, service_id=owner.service_id) for n in range(ANSWERS)]
    define_measures(council=cast.council, rows=rows, **WHO)
    made = Measure.objects.filter(code__startswith="S")
    links = [{"measure_id": one.pk, "element_id": cast.elements["clean"].pk} for one in made]
    link_measures(council=cast.council, rows=links, **WHO)
    held = an_open_round(cast)
    held.asks.update(state="CHECKED", sent_by="Street Clerk", checked_by="Head of Streets", sent_on=ON)


def _documents(council: Council) -> list:
    report = a_report(council)
    frozen = freeze(council=council, setting=report, on=ON, **WHO)
    publish(snapshot=frozen, version=frozen.version, reason="To try it", **WHO)
    said = Planned(report, "RESIDENTS", "", "html", ON, list(council.posts.all()))
    schedule_report(council=council, said=said, on=ON, **WHO)
    a_report(council, "other")  # for figures to be frozen while a process is killed
    return [
        ask_for_document(
            snapshot=frozen, product="MONITOR", form=form, code_version=code_version(), by=OPERATOR,
            at=AT + timedelta(minutes=number),
        )
        for number, form in enumerate(FORMATS)
    ]  # fmt: skip
