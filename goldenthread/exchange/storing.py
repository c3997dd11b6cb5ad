"""Storing a brought-in tree: a draft edition with its levels and lines, measures, targets and tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.text import slugify

from goldenthread.core.observed import TargetState
from goldenthread.core.periods import Period, PeriodKind, financial_year_of
from goldenthread.core.plan_table import Asked, Known, PlanLine, PlanTree, Role, build_tree, plural, same
from goldenthread.exchange.models import Bringing
from goldenthread.exchange.plan_files import plan_headings
from goldenthread.exchange.plan_records import reading_from, table_from
from goldenthread.ledger.actions import note
from goldenthread.measures import actions as measures
from goldenthread.measures.models import Measure, Target
from goldenthread.measures.permissions import TOO_LARGE
from goldenthread.people import actions as people
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans import actions as plans
from goldenthread.plans.facts import tag_by_name
from goldenthread.plans.models import Basis, Edition, Element, Plan, Tag

LONGEST_SLUG = 40
LONGEST_POST = 200
_STEP = 10


@dataclass(frozen=True, slots=True)
class Goal:
    """What a brought-in plan becomes: an edition of a plan that is held, or of a new one."""

    edition_name: str
    plan: Plan | None = None
    plan_name: str = ""
    kind: str = "CORPORATE"
    service_id: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    makes_posts: bool = False
    makes_measures: bool = False

    @property
    def edition_slug(self) -> str:
        return slugify(self.edition_name.replace("/", "-"))[:LONGEST_SLUG].strip("-")


def known_of(council: Council) -> Known:
    """The posts, services and measures that a council holds, by what a file may call them."""
    services = list(council.services.all())
    held = list(Measure.objects.filter(council=council).values_list("code", "title"))
    return Known(
        posts={same(post.title): post.title for post in council.posts.all()},
        services={
            **{same(one.code): one.name for one in services if one.code},
            **{same(one.name): one.name for one in services},
        },
        measures={
            **{same(f"{code} {title}"): code for code, title in held},
            **{same(title): code for code, title in held},
            **{same(code): code for code, _ in held},
        },
        year_start=council.year_start,
    )


def tree_of(bringing: Bringing) -> PlanTree:
    """What the chosen table comes out as, as its columns are read now."""
    if bringing.table is None:
        return PlanTree((), (), ())
    table = table_from(bringing.tables[bringing.table])
    return build_tree(table, reading_from(bringing.reading), plan_headings(), known_of(bringing.council))


def store_tree(bringing: Bringing, tree: PlanTree, goal: Goal, *, by: Officer, at: datetime) -> Edition:
    """Store a tree that may be stored (see `reasons_not_to_store`); the caller holds the transaction."""
    return _Storing(bringing, tree, goal, by, at).done()


class _Storing:
    """One tree on its way into the records."""

    def __init__(self, bringing: Bringing, tree: PlanTree, goal: Goal, by: Officer, at: datetime) -> None:
        self.bringing, self.tree, self.goal = bringing, tree, goal
        self.council = bringing.council
        self.who: dict[str, Any] = {"by": by, "at": at}
        assert bringing.table is not None
        self.table_name = str(bringing.tables[bringing.table]["name"])
        self.roles = {Role(role) for role, _ in bringing.reading["uses"]}

    def done(self) -> Edition:
        if self.goal.makes_posts:
            self._make_posts()
        edition = self._edition(self._plan())
        plans.place_elements(
            council=self.council, edition=edition, rows=self._element_rows(edition), **self.who
        )
        held = dict(Element.objects.filter(edition=edition).values_list("code", "id"))
        self._measures(edition, held)
        self._tags(held)
        return edition

    def _make_posts(self) -> None:
        titles = [title[:LONGEST_POST] for title in self.tree.unknown_owners]
        people.set_up_units(council=self.council, posts=[{"title": title} for title in titles])
        for post in self.council.posts.filter(title__in=titles):
            note(
                verb="made", subject=post, council=self.council.slug, source=self.bringing.file, **self.who
            )  # fmt: skip

    def _plan(self) -> Plan:
        goal = self.goal
        if goal.plan is not None:
            return goal.plan
        place = self.council.plans.aggregate(last=Max("position"))["last"] or 0
        return plans.set_up_plan(
            council=self.council,
            slug=slugify(goal.plan_name)[:80],
            name=goal.plan_name,
            kind=goal.kind,
            service_id=goal.service_id,
            starts_on=goal.starts_on,
            ends_on=goal.ends_on,
            position=place + 1,
            source=self.bringing.file,
            **self.who,
        )

    def _edition(self, plan: Plan) -> Edition:
        goal = self.goal
        return plans.set_up_edition(
            plan=plan,
            slug=goal.edition_slug,
            name=goal.edition_name,
            starts_on=goal.starts_on,
            ends_on=goal.ends_on,
            state=Edition.State.DRAFT.value,
            is_open=False,
            source=self.bringing.file,
            levels=list(self._levels()),
            **self.who,
        )

    def _levels(self) -> Iterator[dict[str, Any]]:
        last = len(self.tree.names)
        for depth, name in enumerate(self.tree.names, start=1):
            yield {
                "key": self._key(depth),
                "name": name,
                "plural": plural(name),
                "is_monitored": depth == last,
                "needs_owner": depth == last and Role.OWNER in self.roles,
                "needs_measure": depth == last and Role.MEASURE in self.roles,
            }

    def _key(self, depth: int) -> str:
        return f"level-{depth}"

    # Lines

    def _element_rows(self, edition: Edition) -> Iterator[dict[str, Any]]:
        posts = dict(self.council.posts.values_list("title", "id"))
        services = dict(self.council.services.values_list("name", "id"))
        for place, line in enumerate(self.tree.lines, start=1):
            quantity, detail = line.words(self.goal.makes_measures)
            owner = line.owner or (line.owner_said[:LONGEST_POST] if self.goal.makes_posts else "")
            yield {
                "level": self._key(line.depth),
                "parent": "" if line.parent is None else self.tree.lines[line.parent].code,
                "code": line.code,
                "title": line.title,
                "detail": detail,
                "quantity": quantity,
                "owner_id": posts.get(owner),
                "service_id": services.get(line.service),
                "starts_on": line.starts_on,
                "due_on": line.due_on,
                "position": place * _STEP,
                "source": self._source(line),
            }

    def _source(self, line: PlanLine) -> str:
        shown = ", ".join(str(row) for row in line.rows[:5])
        more = f" and {len(line.rows) - 5} more" if len(line.rows) > 5 else ""
        where = f"row{'s' if len(line.rows) > 1 else ''} {shown}{more}"
        return ", ".join(part for part in (self.bringing.file, self.table_name, where) if part)

    # Measures and targets

    def _measures(self, edition: Edition, held: dict[str, int]) -> None:
        made = self._make_measures(edition) if self.goal.makes_measures else {}
        keys = dict(Measure.objects.filter(council=self.council).values_list("code", "id"))
        links: dict[tuple[int, int], dict[str, Any]] = {}
        targets: dict[tuple[Any, ...], dict[str, Any]] = {}
        for line, asked in self._asked():
            code = asked.code or made.get(same(asked.words), "")
            if not code:
                continue
            measure, element = keys[code], held[line.code]
            source = self._source(line)
            links[measure, element] = {"measure_id": measure, "element_id": element, "source": source}
            target = self._target(measure, asked, source)
            if target:
                targets.setdefault((measure, target["starts_on"], target["ends_on"]), target)
        measures.link_measures(council=self.council, rows=links.values(), **self.who)
        measures.set_targets(council=self.council, rows=self._not_held(targets.values()), **self.who)

    def _asked(self) -> Iterator[tuple[PlanLine, Asked]]:
        for line in self.tree.lines:
            for asked in line.measures:
                yield line, asked

    def _make_measures(self, edition: Edition) -> dict[str, str]:
        """Define the measures that none held matches; gives each one's code by its words."""
        place = self.council.measures.aggregate(last=Max("position"))["last"] or 0
        taken = {code.casefold() for code in self.council.measures.values_list("code", flat=True)}
        posts = dict(self.council.posts.values_list("title", "id"))
        services = dict(self.council.services.values_list("name", "id"))
        found: dict[str, str] = {}
        rows = []
        for line, asked in self._asked():
            if asked.code or same(asked.words) in found:
                continue
            code = _free_code(asked.given_code, f"{edition.slug[:30]}-m", taken)
            found[same(asked.words)] = code
            rows.append(
                {
                    "code": code,
                    "title": _shortened(asked.words, 300),
                    "definition": "\n".join(
                        part for part in (asked.words if len(asked.words) > 300 else "", asked.note) if part
                    ),
                    "unit": "%" if asked.target.endswith("%") else "",
                    "polarity_basis": Basis.INFERRED.value,
                    "owner_id": posts.get(line.owner),
                    "service_id": services.get(line.service),
                    "position": place + len(found),
                    "source": self._source(line),
                }
            )
        measures.define_measures(council=self.council, rows=rows, **self.who)
        return found

    def _target(self, measure: int, asked: Asked, source: str) -> dict[str, Any] | None:
        """A target where its number and its year are known; else its words stand with the line."""
        year = asked.year or self._one_year()
        if asked.value is None or year is None or abs(asked.value) >= TOO_LARGE:
            return None
        return {
            "measure_id": measure,
            **measures.fields_of(year),
            "value": asked.value,
            "state": TargetState.SET.value,
            "source": source,
        }

    def _one_year(self) -> Period | None:
        """The edition's year, where it covers one of the council's years and no more."""
        start, end = self.goal.starts_on, self.goal.ends_on
        if not start or not end:
            return None
        year = financial_year_of(start, self.council.year_start)
        return year if (year.starts_on, year.ends_on) == (start, end) else None

    def _not_held(self, rows: Any) -> Sequence[dict[str, Any]]:
        """A target that is held stays: to change it needs a reason, which a file doesn't give."""
        held = set(
            Target.objects.filter(council=self.council, period_kind=PeriodKind.YEAR.value).values_list(
                "measure_id", "starts_on", "ends_on"
            )
        )
        return [row for row in rows if (row["measure_id"], row["starts_on"], row["ends_on"]) not in held]

    def _tags(self, held: dict[str, int]) -> None:
        given = [
            (held[line.code], kind, name)
            for line in self.tree.lines
            for kind, names in ((Tag.Kind.SUBJECT.value, line.tags), (Tag.Kind.WARD.value, line.wards))
            for name in names
        ]
        tag_by_name(council=self.council, given=given, **self.who)


def _free_code(given: str, stem: str, taken: set[str]) -> str:
    """The code that the file gives, where it is free; else a number after the edition's."""
    candidates = [given] if given else []
    number = 1
    while not candidates or candidates[0].casefold() in taken:
        candidates = [f"{stem}{number}"]
        number += 1
    taken.add(candidates[0].casefold())
    return candidates[0]


def _shortened(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
