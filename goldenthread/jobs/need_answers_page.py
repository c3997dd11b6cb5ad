"""The reference page on answers to help asked of services, drawn from the map that is obeyed."""

from __future__ import annotations

from goldenthread.core.need_answers import MAP
from goldenthread.core.state_map import drawn

_INTRODUCTION = """\
# Help asked of services

<!-- Made by `python -m goldenthread.jobs.docs` from core/need_answers.py: change the map there. -->

What an action needs of a service, the service answers: it confirms, declines with its reason, or offers
other days, which it may correct or take back until they are taken. It doesn't change what is asked. Whoever
asked takes the offer, or asks for something else, which the service has then not answered yet. Nobody takes
their own offer. Days that a service confirmed are its word for those days only: other days are asked anew.
How to use it:
[check that it can be delivered](../how-to/check-that-it-can-be-delivered.md).

"""


def need_answers_page() -> str:
    """docs/reference/need-answers.md, in Markdown."""
    return f"{_INTRODUCTION}```mermaid\n{drawn(MAP)}```\n"
