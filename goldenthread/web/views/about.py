"""Pages about the product and its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from goldenthread.core.action_rules import action_rule_words
from goldenthread.core.findings import LINE_RULES, MEASURE_RULES, NAMES, NOTED_ONLY, sentence
from goldenthread.core.rulebook import in_words
from goldenthread.core.words import AGAINST
from goldenthread.measures.queries import rulebook_of
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.reports.weights import weights
from goldenthread.web.pages import of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(staticfiles_storage.url("look/favicon.svg"), permanent=True)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@of_council
def rules(request: HttpRequest, council: Council) -> HttpResponse:
    """Every rule that a status, a direction or a gap on these pages comes from."""
    adopted, rulebook = rulebook_of(council)
    action_rule = action_rule_of(council)
    codes = [*LINE_RULES, *NOTED_ONLY, *MEASURE_RULES]
    return page(
        request,
        "web/rules.html",
        council,
        "",
        adopted=adopted,
        rulebook=rulebook,
        bands=in_words(rulebook.rule),
        action_rule=action_rule,
        action_rule_words=action_rule_words(action_rule),
        against=AGAINST[rulebook.comparison.against],
        findings=[(code, NAMES[code], sentence(code)) for code in codes],
        weights=[(one, NAMES[one.code]) for one in weights()],
    )
