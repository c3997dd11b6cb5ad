"""Every address of the site, and what to put in its gaps: one real record of each kind.

An address joins the tests by itself when each of its gaps has an example here: a gap is known by the words
before it and its name (`elements/<pk>`), or by its name alone (`<plan>`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from goldenthread.people.models import Appointment, Council, Partner, SavedView, Term, User
from goldenthread.plans.models import Edition, Offer, WorkplanItem
from goldenthread.resources.models import Need
from tests.threads import a_framework, a_part, some_evidence

GAP = re.compile(r"([\w-]*/|[\w-]+)?<(?:\w+:)?(\w+)>")
Found = Callable[[Council], Any]


def _first(related: str) -> Found:
    """The number of the first record of a kind."""
    return lambda council: getattr(council, related).order_by("pk").values_list("pk", flat=True).first()


def _edition(council: Council) -> Any:
    """An edition of the main plan that everybody may read: one that replaces another, where there is one."""
    held = Edition.objects.filter(plan__council=council, plan__is_main=True, is_open=True)
    return held.order_by(F("replaces").desc(nulls_last=True), "pk").first().slug


def _draft(council: Council) -> Any:
    """A draft of the main plan; where it has none, the edition in use."""
    held = Edition.objects.filter(plan__council=council, plan__is_main=True)
    return (held.filter(state="DRAFT").first() or held.get(is_current=True)).slug


def _draft_element(council: Council) -> Any:
    draft = council.elements.listed().filter(edition__state="DRAFT").first()
    return draft.pk if draft else _first("elements")(council)


# One record of each kind, by the gap that it fills.
EXAMPLES: dict[str, Found] = {
    "<council>": lambda council: council.slug,
    "<plan>": lambda council: council.plans.get(is_main=True).slug,
    "<edition>": _edition,
    "<of>": lambda council: "elements",
    "<paper>": lambda council: council.papers.first().slug,
    "<report>": lambda council: council.report_settings.first().slug,
    "<code>": lambda council: council.measures.first().code,
    "<partner>": lambda council: council.partners.first().slug,
    "elements/<pk>": _first("elements"),
    "number-<pk>": _first("measures"),
    "bodies/<pk>": _first("bodies"),
    "views/<pk>": _first("saved_views"),
    "links/<pk>": _first("contributions"),
    "parts/<pk>": _first("involvements"),
    "evidence/<pk>": _first("evidence"),
    "<framework>": lambda council: council.plans.filter(kind__in=["COMMUNITY", "FRAMEWORK"]).first().slug,
    "people/<pk>": _first("posts"),
    "glossary/<pk>": _first("terms"),
    "bring-a-plan/<pk>": _first("bringings"),
    "services/<pk>": _first("services"),
    "offers/<pk>": _first("offers"),
    "workplan/<pk>": _first("posts"),
    "item-<pk>": _first("workplan_items"),
    "gaps/<kind>": lambda council: "element",
    "/<pk>": _first("elements"),
    "<rule>": lambda council: "MEA1",
    "<need>": _first("needs"),
    "duties/<appointment>": lambda council: (
        Appointment.objects.filter(user__post__council=council).first().pk
    ),
}

# Where a plan is changed, the example is of a draft.
OF_A_DRAFT: dict[str, Found] = {"<edition>": _draft, "elements/<pk>": _draft_element}
CHANGING = frozenset({"change_plan"})


def furnish(council: Council) -> None:
    """Give a council one record of each kind that its demonstration lacks."""
    Partner.objects.get_or_create(council=council, slug="police", defaults={"name": "Police"})
    a_part(council)
    some_evidence(council)
    a_framework(council)
    post = council.posts.order_by("pk").first()
    user, _ = User.objects.get_or_create(username=f"{council.slug}.further", post=post, duty="PUBLIC")
    Appointment.objects.get_or_create(user=user, duty="FINANCE")
    SavedView.objects.get_or_create(council=council, user=user, page="elements", name="Ours", is_shared=True)
    first = council.elements.order_by("pk").first()
    Need.objects.get_or_create(council=council, element=first, defaults={"days": 3})
    Term.objects.get_or_create(council=council, word="EBI", defaults={"meaning": "A committee"})
    element, service = council.elements.order_by("pk").first(), council.services.order_by("pk").first()
    if not council.offers.exists():
        Offer.objects.create(council=council, action=element, service=service, offered_on=date(2014, 9, 1))
    if not council.workplan_items.exists():
        WorkplanItem.objects.create(council=council, item=element, post=post, words="Sort the letters")


@dataclass(frozen=True)
class Address:
    """One address: its name, how it is written, and the view behind it."""

    name: str
    route: str
    view: Callable[..., Any]

    @property
    def gaps(self) -> list[tuple[str, str]]:
        """Each gap's words before it and its name."""
        return GAP.findall(self.route)

    @property
    def is_of_a_council(self) -> bool:
        return self.route.startswith("<slug:council>/")

    @property
    def power(self) -> str | None:
        """Without which nobody gets further; empty where it goes by post, None where everybody may read."""
        return getattr(self.view, "needs", None)

    def parts(self, council: Council) -> dict[str, Any]:
        """What goes into its gaps, at one council."""
        return {name: _example(self, words, name)(council) for words, name in self.gaps}

    def at(self, council: Council) -> str:
        return reverse(self.name, kwargs=self.parts(council))


def _example(address: Address, words: str, name: str) -> Found:
    examples = EXAMPLES | OF_A_DRAFT if address.power in CHANGING else EXAMPLES
    for key in (f"{words}<{name}>", f"<{name}>"):
        if key in examples:
            return examples[key]
    raise LookupError(
        f"The address “{address.name}” ({address.route}) has a gap that no example fills: add "
        f"“{words}<{name}>” to EXAMPLES in tests/web/examples.py, with a record of that kind."
    )


def every_address() -> list[Address]:
    """Every address that the site answers, those included from other files too."""
    return list(_walked(get_resolver().url_patterns, ""))


def _walked(patterns: Iterable[URLPattern | URLResolver], before: str) -> Iterator[Address]:
    for one in patterns:
        if not isinstance(one.pattern, RoutePattern):
            raise LookupError(f"“{before}{one.pattern}” is no plain route: write it with path().")
        if isinstance(one, URLResolver):
            yield from _walked(one.url_patterns, before + str(one.pattern))
        elif one.name:
            yield Address(one.name, before + str(one.pattern), one.callback)
        else:
            raise LookupError(f"The address “{before}{one.pattern}” has no name: give it one.")
