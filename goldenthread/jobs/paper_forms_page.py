"""The reference page on the forms of papers, made from the files that are obeyed."""

from __future__ import annotations

from goldenthread.core.paper_states import drawn
from goldenthread.core.paper_template import FRONT, PaperTemplate, Part
from goldenthread.governance.paper_policies import paper_templates

_INTRODUCTION = """\
# Forms of papers

<!-- Made by `python -m goldenthread.jobs.docs` from policies/papers: change the forms there. -->

What each form of a paper asks for, and who clears and signs it. To add one, put a file beside them; one
that can't be obeyed is refused with a sentence. How papers are written:
[write a paper](../how-to/write-a-paper.md).

"""


def paper_forms_page() -> str:
    """docs/reference/paper-forms.md, in Markdown."""
    forms = "\n".join(_form(one) for one in paper_templates())
    return f"{_INTRODUCTION}```mermaid\n{drawn()}```\n\n{forms}"


def _form(form: PaperTemplate) -> str:
    lines = [f"## {form.name}", "", f"`{form.code}`. Source: {form.source}.", ""]
    lines += ["| section | holds | must be said |", "|---|---|---|"]
    lines += [
        f"| {one.heading} | {one.part.value} | {'yes' if one.is_required else 'may stay blank'} |"
        for one in form.sections
    ]
    if form.front:
        lines += ["", f"At its head: {', '.join(FRONT[line].lower() for line in form.front)}."]
    if form.least_options:
        nothing = ", one of them to do nothing" if form.needs_do_nothing else ""
        lines += ["", f"A decision needs at least {form.least_options} options{nothing}."]
    if form.has(Part.IMPLICATIONS):
        signed = ", each signed off by its officer" if form.signs_implications else ""
        lines += ["", f"Implications{signed}: {', '.join(form.categories)}."]
    if form.stops:
        lines += ["", "Cleared and signed, in order:", ""]
        lines += [_stop(place, form) for place in range(len(form.stops))]
    return "\n".join([*lines, ""])


def _stop(place: int, form: PaperTemplate) -> str:
    one = form.stops[place]
    stage = f", stage {one.stage}" if any(other.stage > 1 for other in form.stops) else ""
    days = f", {one.working_days} working days to answer" if one.working_days else ""
    return f"{place + 1}. {one.role}: {one.asked.value}{stage}{days}"
