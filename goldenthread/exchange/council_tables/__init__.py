"""The tables of a council's folder: each is read whole, checked against what is on record, and stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from goldenthread.exchange.council_tables import (
    asides,
    bids,
    budgets,
    capacity,
    cascade,
    commissioning,
    communication,
    facts,
    measures,
    meetings,
    money,
    partner_resources,
    plans,
    projects,
    risks,
    rounds,
    route,
    sheets,
    stages,
    workshops,
)
from goldenthread.exchange.council_tables.names import editions_by_path, elements_by_path, services_by_name
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council

__all__ = ["ON_PAPERS", "READERS", "editions_by_path", "elements_by_path", "services_by_name"]

ON_PAPERS = ("decisions", "tasks")  # read once the papers that they name are on record

Reader = Callable[[Path, Council, dict[str, Any]], Recorded]

# In the order in which they build on each other.
READERS: dict[str, Reader] = {
    "elements": plans.read_elements,
    "placements": facts.read_placements,
    "tags": facts.read_tags,
    "taggings": facts.read_taggings,
    "involvements": facts.read_involvements,
    "contributions": plans.read_contributions,
    "successions": plans.read_successions,
    "updates": plans.read_updates,
    "gaps": plans.read_gaps,
    "evidence": facts.read_evidence,
    "needs": facts.read_needs,
    "efforts": capacity.read_efforts,
    "capacities": capacity.read_capacities,
    "skills": capacity.read_skills,
    "skill_needs": capacity.read_skill_needs,
    "costs": capacity.read_costs,
    "terms": capacity.read_terms,
    "dependencies": capacity.read_dependencies,
    "remits": facts.read_remits,
    "offers": cascade.read_offers,
    "workplan": cascade.read_workplan,
    "measures": measures.read_measures,
    "breakdowns": sheets.read_breakdowns,
    "definitions": sheets.read_definitions,
    "targets": measures.read_targets,
    "observations": measures.read_observations,
    "finance": money.read_finance,
    "carry_forwards": asides.read_carry_forwards,
    "virements": asides.read_virements,
    "risks": risks.read_risks,
    "risk_scores": risks.read_risk_scores,
    "risk_controls": risks.read_risk_controls,
    "projects": projects.read_projects,
    "investments": projects.read_investments,
    "project_stages": projects.read_project_stages,
    "milestones": projects.read_milestones,
    "benefits": projects.read_benefits,
    "project_contributions": projects.read_project_contributions,
    "partner_resources": partner_resources.read_partner_resources,
    "budget_lines": budgets.read_budget_lines,
    "reserves": budgets.read_reserves,
    "monitoring": budgets.read_monitoring,
    "bids": bids.read_bids,
    "bid_years": bids.read_bid_years,
    "criteria": bids.read_criteria,
    "bid_scores": bids.read_bid_scores,
    "money_links": bids.read_money_links,
    "published": money.read_published,
    "meetings": route.read_meetings,
    "route": route.read_route,
    "work_programmes": route.read_work_programmes,
    "minutes": route.read_minutes,
    "decisions": route.read_decisions,
    "tasks": route.read_tasks,
    "endorsements": route.read_endorsements,
    "comments": meetings.read_comments,
    "consultations": meetings.read_consultations,
    "commissioning_reviews": commissioning.read_commissioning_reviews,
    "opportunities": commissioning.read_opportunities,
    "stages": stages.read_stages,
    "waits": stages.read_waits,
    "communications": communication.read_communications,
    "audiences": communication.read_audiences,
    "messages": communication.read_messages,
    "communication_tasks": communication.read_communication_tasks,
    "booked_times": communication.read_booked_times,
    "rounds": rounds.read_rounds,
    "workshops": workshops.read_workshops,
    "workshop_sessions": workshops.read_workshop_sessions,
}
