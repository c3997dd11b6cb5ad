"""Frozen figures for tests: a report of the small council, a snapshot of it, and how one is drawn plainly."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from goldenthread.core.periods import YearStart, code
from goldenthread.people.models import Council
from goldenthread.reports.blocks import Outline, Section, Text, Workbook
from goldenthread.reports.drawing import Making
from goldenthread.reports.facts import Facts, Head, TopFact, WorkFact, digest_of, encoded
from goldenthread.reports.models import ReportSetting, Snapshot
from goldenthread.reports.products import Beside, Format, Product
from tests.cast import AT, ON, Q1

VERSION = "test"


def some_facts(council: Council, title: str = "Monitor") -> Facts:
    """Figures of one directorate and one scrutiny body."""
    head = Head(
        council=council.name, slug=council.slug, is_demonstration=False, year_start=YearStart(4, 1),
        title=title, plan="Strategy", edition="Strategy 2014",
        period=Q1, on=ON, top_name="Theme",
        top_plural="Themes", work_name="Actions", report="", code_version=VERSION, rule_name="Met",
        rule_note="", rule_words=("On target where the target is met.",),
    )  # fmt: skip
    work = WorkFact(1, "Light the park", "Action", 1, directorate="Place", body="Scrutiny Committee")
    return Facts(head, (TopFact(1, "Place"),), (), (work,))


def a_report(council: Council, slug: str = "monitor") -> ReportSetting:
    """A report that the council makes."""
    made, _ = ReportSetting.objects.get_or_create(
        council=council, slug=slug, defaults={"title": slug.title(), "period": code(Q1)}
    )
    return made


def a_snapshot(council: Council, title: str = "Monitor", *, published: bool = True, **more: Any) -> Snapshot:
    """Figures frozen of the council's report; a title tells them from others."""
    content = encoded(some_facts(council, title))
    return Snapshot.objects.create(
        council=council, setting=a_report(council), period=code(Q1), on=ON, digest=digest_of(content),
        content=content, code_version=VERSION, made_at=AT, made_by="Strategy Manager",
        published_at=AT if published else None, published_by="Strategy Manager" if published else "", **more,
    )  # fmt: skip


def composed(facts: Facts, product: Product, part: str, beside: Beside) -> Outline | Workbook:
    """A plain outline that says what it is of."""
    words = Text(f"{product} {part}".strip())
    return Outline(
        facts.head.title, facts.head.council, "", (Section("all", "All", (words,)),),
        notices=beside.notices, stamp=beside.stamp,
    )  # fmt: skip


def rendered(made: Outline | Workbook, form: Format, template: bytes | None = None) -> bytes:
    """The outline as plain text."""
    return f"{form}|{made.title}|{'; '.join(made.notices)}|{made.stamp}".encode()


def plainly(at: datetime = AT, **more: Any) -> Making:
    """How documents are made in tests of the queue: without any format's library."""
    given: dict[str, Any] = {
        "code_version": VERSION, "now": lambda: at, "compose": composed, "render": rendered, **more
    }  # fmt: skip
    return Making(**given)
