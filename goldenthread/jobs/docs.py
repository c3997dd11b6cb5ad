"""Writes the reference pages that are made from policies and code, so that they cannot go stale.

    python -m goldenthread.jobs.docs

The tests compare each page with what is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click

from goldenthread.core.action_rules import action_rule_words
from goldenthread.core.duties import Duty, Reach, who_may
from goldenthread.core.findings import NAMES, sentence
from goldenthread.core.glossary import WORDS
from goldenthread.core.rulebook import Rulebook
from goldenthread.core.travel import Against
from goldenthread.core.words import in_words, worked_out
from goldenthread.exchange.policies import read_rulebook, rule_names
from goldenthread.jobs.back_test_page import back_test_page
from goldenthread.jobs.changes_page import changes_page, commissioning_page
from goldenthread.jobs.commands import cli
from goldenthread.jobs.comments_page import comments_page
from goldenthread.jobs.cycles_page import cycles_page
from goldenthread.jobs.need_answers_page import need_answers_page
from goldenthread.jobs.odds_page import odds_page
from goldenthread.jobs.paper_forms_page import paper_forms_page
from goldenthread.jobs.registers_page import registers_page
from goldenthread.jobs.route_page import route_page
from goldenthread.jobs.scenarios_page import scenarios_page
from goldenthread.jobs.sign_off_page import sign_off_page
from goldenthread.jobs.way_out_page import way_out_page
from goldenthread.jobs.workshops_page import workshops_page
from goldenthread.people.policies import delivered_duties
from goldenthread.plans.action_policies import action_rule_names, read_action_rule

_INTRODUCTION = """\
# Rating rules

<!-- Made by `python -m goldenthread.jobs.docs` from policies/rating: change the rules there. -->

The rules that councils publish for whether a measure is on target, as Golden Thread works them out.
For each rule, bands are tried from the top and the first that holds gives the status. Nothing is rated
without a result, nor without a target where the rule asks about one. How to amend a rule:
[policies/README.md](../../policies/README.md).

`goldenthread check TABLE.csv --rule NAME` checks a published table by one of them. Besides these,
`--rule` takes `met`, `within:10%` (of the target), `within:2` (in the measure's own units) and `floor`
(the measure's own).
"""

_AGAINST = {
    Against.PREVIOUS_PERIOD: "the previous period",
    Against.SAME_PERIOD_LAST_YEAR: "the same period last year",
    Against.LATEST_THREE: "the two results before it, taken together",
}


def rating_rules_page() -> str:
    """docs/reference/rating-rules.md, in Markdown."""
    return "\n".join([_INTRODUCTION, *(_section(name, read_rulebook_file(name)) for name in rule_names())])


def read_rulebook_file(name: str) -> Rulebook:
    """The rule in the file of that name, even where a short form has the same name."""
    return read_rulebook(f"{name}.toml")


def _section(name: str, rulebook: Rulebook) -> str:
    rule = rulebook.rule
    return "\n".join(
        [
            f"## {rule.name}",
            "",
            f"`--rule {name}`. Source: {rule.source}.",
            "",
            *(f"- {sentence}" for sentence in in_words(rule)),
            "",
            _direction(rulebook),
            *_note(rule.note),
            "",
        ]
    )


def _direction(rulebook: Rulebook) -> str:
    dead_band = rulebook.comparison.dead_band
    unit = "%" if dead_band.is_percent else ""
    small = (
        f" A change of up to {worked_out(dead_band.amount)}{unit} is the same." if dead_band.amount else ""
    )
    return f"Direction of travel: against {_AGAINST[rulebook.comparison.against]}.{small}"


def _note(note: str) -> Iterable[str]:
    return ["", " ".join(note.split())] if note else []


_ACTIONS = """\
# Rules for actions

<!-- Made by `python -m goldenthread.jobs.docs` from policies/action_status: change the rules there. -->

The rules that councils publish for where an action stands, as Golden Thread works them out. A rule by
dates tries its steps from the top, and the first that holds gives the status; late is counted from the
date as first approved. By the other rules the owner states one of the council's own words. Each status
counts as on target, near target or off target. Without an update nothing is rated, and a rule by dates
rates nothing without one unless it is done. An owner who sees it otherwise says so in words, and both
are shown. How to amend a rule:
[policies/README.md](../../policies/README.md).
"""


def action_rules_page() -> str:
    """docs/reference/action-rules.md, in Markdown."""
    return "\n".join([_ACTIONS, *(_action_section(name) for name in action_rule_names())])


def _action_section(name: str) -> str:
    rule = read_action_rule(name)
    source = f" Source: {rule.source}." if rule.source else ""
    steps = (f"- {sentence}" for sentence in action_rule_words(rule))
    return "\n".join(
        [f"## {rule.name}", "", f'`action_rule = "{name}"`.{source}', "", *steps, *_note(rule.note), ""]
    )


_GAPS = """\
# Gaps

<!-- Made by `python -m goldenthread.jobs.docs` from core/findings.py: change the rules there. -->

What every plan and measure is checked for. A code, once published, is never used for anything else. A gap is
counted on the pages of what it concerns, listed in the gap register, printed in reports, and leaves by itself
when it is filled. It is never a colour and never a zero.

| code | gap | every plan should keep this |
|---|---|---|
"""


def gaps_page() -> str:
    """docs/reference/gaps.md, in Markdown."""
    return _GAPS + "".join(f"| {code} | {name} | {sentence(code)} |\n" for code, name in NAMES.items())


_COMMANDS = """\
# Commands

<!-- Made by `python -m goldenthread.jobs.docs` from the commands themselves. -->

Every command ends with exit code 0 when it did what it was asked, and otherwise with another code and one
clear line on standard error. `goldenthread check` ends with 1 when published values differ and with 2 when
its input can't be read.
"""


def commands_page() -> str:
    """docs/reference/commands.md, in Markdown."""
    return "\n".join([_COMMANDS, *_help_of(cli, "goldenthread", None)])


def _help_of(command: click.Command, name: str, above: click.Context | None) -> Iterable[str]:
    """A command's help, then that of each command below it."""
    settings = {**command.context_settings, "terminal_width": 80}
    context = click.Context(command, info_name=name, parent=above, **settings)
    yield f"## `{context.command_path}`\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for below in sorted(command.commands):
            yield from _help_of(command.commands[below], below, context)


_WORDS = """\
# Words

<!-- Made by `python -m goldenthread.jobs.docs` from core/glossary.py: change the words there. -->

One word per thing, in code, on screens and in documents.

| word | means |
|---|---|
"""


def words_page() -> str:
    """docs/reference/words.md, in Markdown."""
    return _WORDS + "".join(f"| {word} | {means} |\n" for word, means in WORDS)


_DUTIES = """\
# Duties

<!-- Made by `python -m goldenthread.jobs.docs` from policies/duties.toml: change the duties there. -->

Who may do what, as the policy that we deliver says. A person has the duty of their post, and may have others
for one directorate or one service. A reach of *council* is everything of one's own council; of *directorate*
and *service*, what belongs to the one that the duty is held for; of *own*, what one's own post answers for.
Nobody reaches another council, and what is open to everybody needs no power. How to amend it:
[policies/README.md](../../policies/README.md).
"""


def duties_page() -> str:
    """docs/reference/duties.md, in Markdown."""
    policy = delivered_duties()
    parts = [f"| duty | what for |\n|---|---|\n{''.join(_duty_row(duty) for duty in policy.duties.values())}"]
    reaches = [reach.value for reach in Reach]
    head = f"| power: to… | {' | '.join(reaches)} |\n|{'---|' * (len(reaches) + 1)}\n"
    rows = "".join(_power_row(words, who_may(policy, power)) for power, words in policy.powers.items())
    return "\n".join([_DUTIES, *parts, head + rows])


def _duty_row(duty: Duty) -> str:
    return f"| {duty.name} | {duty.about} |\n"


def _power_row(words: str, who: Mapping[Reach, list[Duty]]) -> str:
    cells = (", ".join(duty.name for duty in who[reach]) or "nobody" for reach in Reach)
    return f"| {words} | {' | '.join(cells)} |\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/reference/action-rules.md": action_rules_page,
    "docs/reference/back-test.md": back_test_page,
    "docs/reference/changes.md": changes_page,
    "docs/reference/commands.md": commands_page,
    "docs/reference/comments.md": comments_page,
    "docs/reference/commissioning.md": commissioning_page,
    "docs/reference/duties.md": duties_page,
    "docs/reference/gaps.md": gaps_page,
    "docs/reference/odds.md": odds_page,
    "docs/reference/paper-forms.md": paper_forms_page,
    "docs/reference/planning-cycles.md": cycles_page,
    "docs/reference/rating-rules.md": rating_rules_page,
    "docs/reference/risks-and-projects.md": registers_page,
    "docs/reference/route.md": route_page,
    "docs/reference/scenarios.md": scenarios_page,
    "docs/reference/need-answers.md": need_answers_page,
    "docs/reference/ways-out.md": way_out_page,
    "docs/reference/sign-off.md": sign_off_page,
    "docs/reference/words.md": words_page,
    "docs/reference/workshops.md": workshops_page,
}


def write_pages(top: Path) -> None:
    """Write every generated page into the repository at `top`."""
    for path, page in PAGES.items():
        (top / path).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(__file__).resolve().parents[2])
