"""A council's whole folder, as small as one can be that has one row of everything."""

from __future__ import annotations

from pathlib import Path

TOML = """
[council]
slug = "testbury"
name = "Testbury Council"
open = true
position_on = 2014-09-02

[[directorate]]
name = "Place"

[[service]]
name = "Streets"
directorate = "Place"

[[post]]
title = "Head of Streets – and Parks"
service = "Streets"

[[body]]
name = "Cabinet"
kind = "EXECUTIVE"

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
current = true

[[plan.edition.level]]
key = "theme"
name = "Theme"

[[plan.edition.level]]
key = "action"
name = "Action"
years = 1
needs_owner = true

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

[[monitor]]
slug = "monitor-1"
title = "Monitor 1"
period = "2014/15 Q1"
report = "Monitor 1"
paper = "monitor-1"
"""
TABLES = {
    "elements": [
        "plan,edition,level,code,parent,title,kind,owner,starts_on,due_on,source",
        "strategy,2014,theme,place,,Place – for all,CITIZEN,,,,Annex A",
        "strategy,2014,theme,aims,,Shared aims,CROSS_CUTTING,,,,Annex A",
        "strategy,2014,action,sweep,place,Sweep,,Head of Streets – and Parks,2014-04-01,31/03/2015,Annex A",
        "strategy,2014,action,mend,place,Mend,,,,,Annex A",
    ],
    "contributions": ["giver,taker,kind", "strategy/2014/aims,strategy/2014/place,RUNS_ACROSS"],
    "successions": ["old,new,kind,reason", ",strategy/2014/aims,ADDED,Asked for"],
    "updates": [
        "element,made_on,done,stated,percent_complete",
        "strategy/2014/sweep,2014-06-30,FALSE,amber,10",
        "strategy/2014/mend,2014-06-30,,red,",
        "strategy/2014/sweep,2014-08-31,TRUE,green,100",
    ],
    "gaps": ["element,code,reason,owner,due_on", "strategy/2014/place,MEA1,Being defined,,2014-12-31"],
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
    "published": ["report,subject,value,part,whole", "Monitor 1,Improving,63%,5,8"],
    "route": ["edition,step,body,what", "strategy/2014,1,Cabinet,Agrees it"],
    "comments": ["edition,number,text", "strategy/2014,1,Too many words"],
}


def write(folder: Path, toml: str = TOML, **tables: list[str]) -> Path:
    """Write the folder, with some of its tables replaced."""
    folder.mkdir(exist_ok=True)
    (folder / "council.toml").write_text(toml, encoding="utf-8")
    for name, lines in {**TABLES, **tables}.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
