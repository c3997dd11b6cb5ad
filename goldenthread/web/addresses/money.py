"""Money beside the plan: budget lines, links, monitoring, bids, reserves and the medium term."""

from __future__ import annotations

from django.urls import URLPattern, path

from goldenthread.web.views import (
    bids,
    carry_forwards,
    money,
    money_files,
    money_kept,
    money_lines,
    money_links,
    money_published,
    money_term,
    monitoring,
)

AT = "<slug:council>/money/"

urlpatterns: list[URLPattern] = [
    path(AT, money.index, name="money"),
    path(f"{AT}lines/", money.lines, name="budget-lines"),
    path(f"{AT}lines/<int:pk>/", money.line, name="budget-line"),
    path(f"{AT}lines/<int:pk>/out/", money_lines.out, name="budget-line-out"),
    path(f"{AT}totals/", money.totals, name="money-totals"),
    path(f"{AT}unfunded/", money.unfunded, name="unfunded"),
    path(f"{AT}medium-term/", money_term.medium_term, name="medium-term"),
    path("<slug:council>/elements/<int:pk>/money/", money_links.element, name="element-money"),
    path("<slug:council>/elements/<int:pk>/money/link/", money_links.add, name="money-link-add"),
    path(f"{AT}links/<int:pk>/", money_links.change, name="money-link"),
    path(f"{AT}published/", money_published.published, name="money-published"),
    path(f"{AT}bring/", money_files.index, name="bring-money"),
    path(f"{AT}bring/<int:pk>/", money_files.columns, name="money-columns"),
    path(f"{AT}bring/<int:pk>/look/", money_files.look, name="money-look"),
    path(f"{AT}bring/<int:pk>/give-up/", money_files.give_up, name="money-give-up"),
    path(f"{AT}monitoring/", monitoring.index, name="monitoring"),
    path(f"{AT}monitoring/<int:pk>/", monitoring.report, name="monitoring-report"),
    path(f"{AT}monitoring/<int:pk>/remove/", monitoring.remove, name="monitoring-remove"),
    path(f"{AT}monitoring/<int:pk>/bring-back/", monitoring.bring_back, name="monitoring-bring-back"),
    path(f"{AT}bids/", bids.index, name="bids"),
    path(f"{AT}bids/add/", bids.add, name="bid-add"),
    path(f"{AT}bids/ranked/", bids.ranked, name="bids-ranked"),
    path(f"{AT}bids/<int:pk>/", bids.bid, name="bid"),
    path(f"{AT}bids/<int:pk>/change/", bids.change, name="bid-change"),
    path(f"{AT}bids/<int:pk>/score/", bids.score, name="bid-score"),
    path(f"{AT}bids/<int:pk>/decide/", bids.decide, name="bid-decide"),
    path(f"{AT}criteria/", bids.criteria, name="criteria"),
    path(f"{AT}criteria/add/", bids.add_criterion, name="criterion-add"),
    path(f"{AT}criteria/<int:pk>/", bids.criterion, name="criterion"),
    path(f"{AT}reserves/", money_kept.reserves, name="reserves"),
    path(f"{AT}reserves/add/", money_kept.add_reserve, name="reserve-add"),
    path(f"{AT}reserves/<int:pk>/", money_kept.change_reserve, name="reserve-change"),
    path(f"{AT}virements/", money_kept.virements, name="virements"),
    path(f"{AT}virements/add/", money_kept.add_virement, name="virement-add"),
    path(f"{AT}virements/<int:pk>/", money_kept.change_virement, name="virement-change"),
    path(f"{AT}carry-forwards/", carry_forwards.index, name="carry-forwards"),
    path(f"{AT}carry-forwards/add/", carry_forwards.add, name="carry-forward-add"),
    path(f"{AT}carry-forwards/bring/", carry_forwards.bring, name="carry-forwards-bring"),
    path(f"{AT}carry-forwards/<int:pk>/change/", carry_forwards.change, name="carry-forward-change"),
    path(f"{AT}carry-forwards/<int:pk>/", carry_forwards.decide, name="carry-forward"),
]
