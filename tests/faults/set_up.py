"""Fills an installation of its own with one small council: run as a program by `tests.faults.killed`.

Prints as JSON what the tests need to know of it.
"""

from __future__ import annotations

import json
import os
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - after Django is started

from goldenthread.exchange.bringing import begin_bringing  # noqa: E402
from goldenthread.ledger.keys import make_key  # noqa: E402
from goldenthread.people.actions import give_sign_in  # noqa: E402
from goldenthread.people.models import Council  # noqa: E402
from goldenthread.people.officers import OPERATOR  # noqa: E402
from goldenthread.people.queries import officer_for  # noqa: E402
from goldenthread.reports.figures.frozen import code_version  # noqa: E402
from goldenthread.reports.freezing import freeze, publish  # noqa: E402
from goldenthread.reports.making import ask_for_document  # noqa: E402
from goldenthread.reports.scheduling import Planned, schedule_report  # noqa: E402
from tests.cast import AT, ON, WHO, a_council  # noqa: E402
from tests.cast_frozen import a_report  # noqa: E402

LINES = 300  # of the plan on its way in: enough that storing it takes a while
PASSWORD = "golden-thread-demo"
FORMATS = ("html", "docx", "pdf")


def main() -> dict[str, object]:
    """One council with its figures frozen, documents asked for, a report due, and a plan on its way in."""
    call_command("migrate", verbosity=0)
    council = a_council().council
    post = council.posts.get(title="Strategy Manager")
    user = give_sign_in(username="strategy", password=PASSWORD, post=post, duty="STRATEGY")
    officer = officer_for(user)
    documents = [one.pk for one in _documents(council)]
    lines = "".join(f"Theme {n % 9},Action {n},June 2015\n" for n in range(LINES))
    data = f"Theme,Action,By when\n{lines}".encode()
    bringing = begin_bringing(council=council, data=data, file="plan.csv", by=officer, at=AT)
    key = make_key(user=user, name="Portal", by=officer, at=AT)
    return {"documents": documents, "bringing": bringing.pk, "key": key, "lines": LINES, "password": PASSWORD}


def _documents(council: Council) -> list:
    report = a_report(council)
    frozen = freeze(council=council, setting=report, on=ON, **WHO)
    publish(snapshot=frozen, version=frozen.version, **WHO)
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


if __name__ == "__main__":
    print(json.dumps(main()))
