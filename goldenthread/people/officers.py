"""The person behind a request or a command, as the rest of the house needs to know them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Officer:
    """Who is acting. `council` is empty for visitors and for the operator, who serves every council."""

    post: str
    username: str = ""
    council: str = ""
    duty: str = "VISITOR"

    @property
    def is_signed_in(self) -> bool:
        return bool(self.username)


VISITOR = Officer(post="A visitor")
OPERATOR = Officer(post="The operator of this installation", duty="OPERATOR")
