"""A council's whole folder, as small as one can be that has one row of everything."""

from __future__ import annotations

from pathlib import Path

TOML = """
[council]
slug = "testbury"
name = "Testbury Council"
open = true
position_on = 2014-09-02
nation = "WALES"

[[directorate]]
name = "Place"

[[service]]
name = "Streets"
directorate = "Place"

[[post]]
title = "Litter picker"
service = "Streets"
manager = "Head of Streets – and Parks"
basis = "ILLUSTRATIVE"

[[post]]
title = "Head of Streets – and Parks"
service = "Streets"

[[partner]]
slug = "police"
name = "Police"
about = "Keeps the peace"
source = "Annex A"

[[term]]
word = "SCS"
meaning = "Sustainable Community Strategy"
source = "Annex A"

[[body]]
name = "Cabinet"
kind = "EXECUTIVE"

[[body]]
name = "Environment committee"
kind = "SCRUTINY"
short = "ENV"
replaced_by = "Cabinet"
replaced_on = 2014-05-01

[[plan]]
slug = "strategy"
name = "Strategy"
kind = "CORPORATE"
main = true
starts_on = 2014-04-01
ends_on = 2017-03-31

[[plan.edition]]
slug = "2014"
name = "Strategy 2014"
starts_on = 2014-04-01
state = "ADOPTED"
update_number = 2
how_prepared = "In workshops"
current = true

[[plan.edition.level]]
key = "theme"
name = "Theme"

[[plan.edition.level]]
key = "action"
name = "Action"
years = 1
needs_owner = true
needs_budget = true
needs_capacity = true
needs_carrier = true
needs_evidence = true
needs_update = true

[[plan]]
slug = "streets"
name = "Streets plan"
kind = "SERVICE"
service = "Streets"

[[plan.edition]]
slug = "2014"
name = "Streets plan 2014"

[[plan.edition.level]]
key = "goal"
name = "Goal"

[[plan.edition.level]]
key = "item"
name = "Item"

[[plan]]
slug = "caa"
name = "Area assessment"
kind = "FRAMEWORK"
retired_on = 2010-06-25
retired_because = "Abolished"

[[plan.edition]]
slug = "2009"
name = "Area assessment 2009"
state = "ADOPTED"

[[plan.edition.level]]
key = "question"
name = "Question"

[[paper]]
slug = "monitor-1"
title = "Monitor 1"
report_of = "Head of Streets – and Parks"
body = "Cabinet"
edition = "strategy/2014"

[[paper.contact]]
role = "Author"
post = "Head of Streets – and Parks"

[[paper.approval]]
post = "Head of Streets – and Parks"

[[paper.implication]]
category = "Legal"

[[paper.option]]
number = 1
text = "Agree"

[[paper.section]]
key = "summary"
text = "How the quarter went."

[[paper.recommendation]]
text = "Note it"
reason = "So that members know"
option = 1

[[paper.risk]]
cause = "Rain"
effect = "Less swept"

[[paper.annex]]
kind = "ACTIONS"
title = "The action plan"

[[monitor]]
slug = "monitor-1"
title = "Monitor 1"
period = "2014/15 Q1"
report = "Monitor 1"
paper = "monitor-1"
round = "q1"
"""
TABLES = {
    "elements": [
        "plan,edition,level,code,parent,title,kind,owner,starts_on,due_on,source,portfolio_holder,rank,need,"
        "continuing_since,agreement,exempt,state",
        "strategy,2014,theme,place,,Place – for all,CITIZEN,,,,Annex A",
        "strategy,2014,theme,aims,,Shared aims,CROSS_CUTTING,,,,Annex A",
        "strategy,2014,action,sweep,place,Sweep,,Head of Streets – and Parks,2014-04-01,31/03/2015,Annex A,"
        "Litter picker,1,Litter,2012-04-01,CONFIRMED,TRUE,",
        "strategy,2014,action,mend,place,Mend,,,,,Annex A",
        "strategy,2014,action,paint,place,Paint,,,,,Annex A,,,,,,,RETIRED",
        "streets,2014,goal,tidy,,Tidy streets,,,,,Annex A",
        "streets,2014,item,round,tidy,Sweep each week,,Litter picker,,,Annex A",
        "caa,2009,question,clean,,Is it clean?,,,,,Annex A",
    ],
    "placements": ["element,edition,level,parent", "strategy/2014/mend,streets/2014,item,streets/2014/tidy"],
    "tags": ["kind,name,about", "LEGAL_DUTY,Co-operate,The Act of 2007", "ward,North,"],
    "taggings": ["element,kind,tag", "strategy/2014/place,LEGAL_DUTY,Co-operate"],
    "involvements": [
        "element,role,partner,service,basis,source",
        "strategy/2014/sweep,PARTNER,police,,INFERRED,Annex A",
        "strategy/2014/sweep,PROVIDER,,Streets,,Annex A",
    ],
    "contributions": [
        "giver,taker,kind,how",
        "strategy/2014/aims,strategy/2014/place,RUNS_ACROSS,Along all streets",
    ],
    "successions": [
        "old,new,kind,reason,decided_by,decided_on",
        ",strategy/2014/aims,ADDED,Asked for,Cabinet,2014-03-01",
    ],
    "updates": [
        "element,made_on,done,stated,percent_complete",
        "strategy/2014/sweep,2014-06-30,FALSE,amber,10",
        "strategy/2014/mend,2014-06-30,,red,",
        "strategy/2014/sweep,2014-08-31,TRUE,green,100",
    ],
    "gaps": ["element,code,reason,owner,due_on", "strategy/2014/place,MEA1,Being defined,,2014-12-31"],
    "evidence": [
        "element,title,text,dated_on,kept_at,answers,source",
        "strategy/2014/place,Survey,Cleaner,2014-05-01,vault 3,caa/2009/clean ; caa/2009/clean,A",
    ],
    "needs": [
        "element,service,days,money,budget_line,note,confirmed_on,confirmed_by,basis",
        "strategy/2014/sweep,Streets,10.5,2000,Roads,Two vans,2014-04-30,Head of Streets – and Parks,",
        "strategy/2014/mend,,,,,,,,INFERRED",
    ],
    "efforts": [
        "element,service,quarter_on,low,likely,high",
        "strategy/2014/sweep,Streets,2014-04-01,4,6.5,8",
        "strategy/2014/sweep,Streets,2014-07-01,,4,",
    ],
    "capacities": [
        "service,quarter_on,in_all,business_as_usual,leave,vacancies,note,confirmed_on,confirmed_by,basis,source",
        "Streets,2014-04-01,63,40,6,2,One away,2014-04-02,Head of Streets – and Parks,ILLUSTRATIVE,A",
        "Streets,2014-07-01,63,0,,,,,,,",
    ],
    "skills": ["name,days_a_quarter,note,source", "Ecology,5,One post,A"],
    "skill_needs": ["element,service,skill,days", "strategy/2014/sweep,Streets,Ecology,2"],
    "costs": [
        "element,year,what,amount,kind,recurring,in_kind,payer,partner,funding,note,basis,source",
        "strategy/2014/sweep,2014,Vans,20000,CAPITAL,,,GRANT,,Green fund,,,A",
        "strategy/2014/sweep,2014,Officers,1500.50,,yes,yes,PARTNER,police,,,ILLUSTRATIVE,A",
    ],
    "terms": [
        "element,fixed_because,latest_on,may_drop,value,value_because,basis",
        "strategy/2014/sweep,The grant ends,2014-12-31,no,80,It is the first priority,",
        "strategy/2014/mend,,,,,,",
    ],
    "dependencies": [
        "element,on,event,event_on,event_latest_on,because,basis,source",
        "strategy/2014/sweep,strategy/2014/mend,,,,Holes first,,A",
        "strategy/2014/sweep,,The grant is awarded,2014-05-01,2014-06-30,,,A",
    ],
    "remits": [
        "element,body,from_on,until_on,reason",
        "strategy/2014/place,Environment committee,2013-04-01,2014-04-30,Environment",
        "strategy/2014/place,Cabinet,2014-05-01,,The committee was replaced",
    ],
    "offers": [
        "action,service,state,words,reason,item,offered_on,answered_on,basis",
        "strategy/2014/sweep,Streets,CHANGED,Please,Weekly,streets/2014/round,2014-04-01,2014-04-15,",
    ],
    "workplan": [
        "item,post,words,note,due_on,done,basis",
        "streets/2014/round,Litter picker,Ask about my back first,Personal,2014-06-30,TRUE,",
    ],
    "measures": [
        "code,title,polarity,unit,tolerance,owner,elements,baseline",
        "M1,Streets clean,higher,%,10%,Head of Streets – and Parks,"
        "strategy/2014/place; strategy/2014/aims;strategy/2014/place,66.666666666667",
        "M2,Fly-tipping,range 10..20,,2,,,",
    ],
    "targets": [
        "measure,period,target,reason,owner,due_on",
        "M1,2014/15 Q1,80,,,",
        "M2,2014/15 Q1,To be set,Baseline new,Head of Streets – and Parks,2014-09-30",
    ],
    "observations": [
        "measure,period,value,note,breakdown",
        "M1,2014/15 Q1,66.666666666667,,",
        "M1,2014/15 Q1,40,,women",
        "M2,2014/15 Q1,,,",
    ],
    "finance": [
        "report,line,variance_k,base_k,base_kind,pct,previous_k",
        "Monitor 1,Streets,-1.2345678,100,gross,1.2345,2",
    ],
    "carry_forwards": [
        "report,line,amount_k,directorate,reason,decision",
        "Monitor 1,Parks,13.5,,Late,APPROVED",
    ],
    "virements": ["report,from,to,amount_k", "Monitor 1,Parks,Streets,2"],
    "risks": [
        "code,title,likelihood,movement,owner,service,elements,key,next_review_on,closed_on,closed_because,basis",
        "R1,The money runs out,Likely,UP,Litter picker,Streets,strategy/2014/sweep;strategy/2014/mend,TRUE,"
        "2014-10-01,,,INFERRED",
        "R2,It rains,,,The weather,,,FALSE,,2014-08-01,It was dry,",
    ],
    "risk_scores": [
        "risk,kind,scored_on,likelihood,impact,by,why",
        "R1,,2014-06-01,3,3,Litter picker,",
        "R1,,2014-08-01,4,3,Litter picker,The grant ended",
        "R1,TARGET,2014-08-01,2,2,,",
    ],
    "risk_controls": ["risk,text,state,owner,due_on", "R1,Ask for more,PLANNED,Litter picker,2014-10-01"],
    "projects": [
        "code,name,kind,programme,about,sponsor,manager,service,state,state_reason,view,view_words,view_on,risks",
        "P2,Sweepers,PROJECT,P1,New ones,,Litter picker,Streets,ON_HOLD,Dear,OFF_TARGET,Late,2014-08-01,R1",
        "P1,Cleaner streets,PROGRAMME,,,,,,UNDER_WAY,,,,,",
    ],
    "investments": [
        "project,year,amount,kind,payer,funding,forecast,spent",
        "P2,2014,20000,CAPITAL,BUDGET,Capital,21000.50,0",
    ],
    "project_stages": [
        "project,name,starts_on,ends_on,forecast_on,started_on,ended_on",
        "P2,Buy,2014-06-01,2014-09-30,2014-10-31,2014-06-01,",
    ],
    "milestones": ["project,name,due_on,forecast_on,done_on", "P2,Delivered,2014-09-30,2014-10-31,"],
    "benefits": ["project,measure,expected,words,baseline,due_on", "P2,M1,90,Cleaner,66,2015-03-31"],
    "project_contributions": ["project,element,how", "P2,strategy/2014/sweep,The sweepers"],
    "partner_resources": [
        "partner,element,what,kind,given_as,amount,days,period,state,progress,progress_on",
        "police,strategy/2014/sweep,Patrols,STAFF_TIME,IN_KIND,1000,12.5,2014/15,AGREED,Slowly,2014-08-01",
    ],
    "budget_lines": [
        "year,kind,code,name,directorate,service,gross,income,net,basis,source",
        '2014,,R1,Street cleaning,Place,Streets,"£1,200.50",200.50,,,Annex A',
        "2014,capital,C1,,,,500,,,ILLUSTRATIVE,",
    ],
    "reserves": ["year,name,opening,put_in,taken_out,closing,source", "2014,General,100,20,(0),120,Annex A"],
    "monitoring": [
        "report,year,ends_on,base,line,line_code,budget,actual,forecast,variance,pct,reason,source",
        "Monitor 7,2014,2014-06-30,NET,Street cleaning,R1,1000,250,1100,,10,Rain,Annex A",
    ],
    "bids": [
        "kind,code,title,service,outcome,decided_by,decided_on,decision,priority,source",
        "GROWTH,G1,A second sweeper,Streets,APPROVED,Cabinet,2014-02-01,Cleaner streets,strategy/2014/place,",
        "SAVING,S1,Fewer bins,,,,,,,",
    ],
    "bid_years": ["bid,year,recurring,one_off", "G1,2014,100,50", "S1,2014,30,"],
    "criteria": ["name,weight,about", "Serves a priority,30,5: wholly"],
    "bid_scores": ["bid,criterion,score,reason", "G1,Serves a priority,5,It does"],
    "money_links": [
        "element,share,year,line,bid,note",
        "strategy/2014/sweep,1/3,2014,R1,,A third of the crews",
        "strategy/2014/sweep,all,,,G1,",
    ],
    "published": ["report,subject,value,part,whole", "Monitor 1,Improving,63%,5,8"],
    "rounds": [
        "slug,name,period,meets_on,body,edition,basis,source",
        "q1,Quarter 1,2014/15 Q1,2014-10-02,Cabinet,strategy/2014,,Annex C",
    ],
    "meetings": [
        "body,meets_on,place,publication_on,call_in_until,cancelled,address,source",
        "Cabinet,2014-09-02,Town Hall,2014-08-22,2014-09-09,FALSE,https://committees.example/1,Annex A",
    ],
    "route": [
        "edition,step,body,what,state,passed_because,meeting,purpose,influence,comments_until,sent_on,address",
        "strategy/2014,1,Cabinet,Agrees it,HELD,,Cabinet/2014-09-02,To agree,All,2014-09-01,2014-09-01,",
        "strategy/2014,2,,Nobody comes,PASSED_OVER,Out of time,,,,,,",
    ],
    "work_programmes": [
        "body,topic,first_body,why,when,state,outcome,source",
        "Cabinet,Bins,Environment committee,Full,Soon,DROPPED,Emptied,Annex A",
    ],
    "minutes": [
        "step,number,kind,text,said_by,answers,due_on,followed_on,came_of_it,basis,source",
        "strategy/2014/1,1,QUESTION,Is it clean?,Members,,,,,INFERRED,Annex A",
        "strategy/2014/1,2,PROMISE,It will be,The Leader,1,2014-10-01,2014-09-02,It is,,Annex A",
    ],
    "decisions": [
        "body,decided_on,about,text,agrees,reason,conditions,recommended,paper,step,call_in_until,address,source",
        "Cabinet,2014-09-02,Strategy,Agreed,IN_PART,Too dear,Cheaper; Later,Agree,monitor-1,strategy/2014/1,"
        "2014-09-09,,Annex A",
    ],
    "tasks": [
        "text,origin,decision,promise,owner,who,due_on,done_on,outcome,source",
        "Make it cheaper,CONDITION,Cabinet/2014-09-02/Strategy,,Litter picker,,2014-10-01,,,Annex A",
        "Clean it,PROMISE,,strategy/2014/1/2,,The Leader,,2014-09-02,It is clean,Annex A",
    ],
    "endorsements": [
        "body,edition,endorsed_on,text,address,source",
        "Cabinet,streets/2014,2014-09-02,Endorsed,,Annex A",
    ],
    "comments": [
        "edition,number,text,came_from,step,gap,response,disposition,referred_to,topic,forwarded_to,forwarded_on,"
        "reply,replied_on",
        "strategy/2014,1,Too many words,PERSON,1,TRUE,Yes,ACCEPTED,Cabinet,Words,police,2014-05-01,Fewer,"
        "2014-05-02",
    ],
    "consultations": [
        "edition,name,kind,from_on,until_on,asked,answered,for,against,neither,base,reference_group",
        "strategy/2014,Survey,SURVEY,2014-02-01,2014-02-28,100,40,20,5,15,who answered,TRUE",
    ],
    "workshops": [
        "edition,name,purpose,when,state",
        "strategy/2014,First round,Actions of one year,November,CLOSED",
    ],
    "workshop_sessions": [
        "round,title,theme,held_on,state",
        "strategy/2014/First round,Place,strategy/2014/place,2013-11-03,HELD",
    ],
    "stages": [
        "cycle,name,starts_on,ends_on,purpose,edition,done_on,done_what",
        "PLAN,Partners plan,2014-09-01,,,,,",
        "PLAN,Workshops,2014-10-01,2014-10-31,The medium term,strategy/2014,,",
        "PLAN,Away day,2014-07-01,,,strategy/2014,2014-07-01,Members met",
    ],
    "waits": ["stage,awaited,reason", "Workshops,Partners plan,partners decide first"],
    "communications": ["edition,about,launch", "strategy/2014,Everybody knows,Workshops"],
    "audiences": [
        "edition,name,side,reads_as,themes,kinds,contact",
        "strategy/2014,Staff,INTERNAL,staff,strategy/2014/place,ADDED; DROPPED,Litter picker",
    ],
    "messages": ["edition,audience,channel,text", "strategy/2014,Staff,Meetings,It is new"],
    "communication_tasks": [
        "edition,what,audience,owner,due_on",
        "strategy/2014,Print it,Staff,Litter picker,2014-10-01",
    ],
    "booked_times": [
        "edition,service,team,from_on,until_on,days,why",
        "strategy/2014,Streets,,2014-09-01,2014-09-30,2.5,Posters",
    ],
    "commissioning_reviews": [
        "name,state,covers,starts_on,ends_on,lead,found,defines,redefines,basis,source",
        "Leisure,REPORTED,Pools,2014-04-01,2014-06-30,Litter picker,A trust,strategy/2014/place,"
        "strategy/2014/aims,INFERRED,Annex D",
    ],
    "opportunities": [
        "partner,text,comment,came_from,element,state,reason,resource,progress,basis,source",
        "police,Commission together,strategy/2014/1,,strategy/2014/sweep,OPEN,,EXISTING,Slowly,,Annex D",
    ],
}


def write(folder: Path, toml: str = TOML, **tables: list[str]) -> Path:
    """Write the folder, with some of its tables replaced."""
    folder.mkdir(exist_ok=True)
    (folder / "council.toml").write_text(toml, encoding="utf-8")
    for name, lines in {**TABLES, **tables}.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
