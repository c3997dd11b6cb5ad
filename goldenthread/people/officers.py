"""The person behind a request or a command, as the rest of the house needs to know them."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.core import duties
from goldenthread.core.duties import Held

OUTSIDE = ("PARTNER", "PUBLIC")  # duties of people who don't work for the council, and weren't elected to it


@dataclass(frozen=True, slots=True)
class Officer:
    """Who is acting. `council` is empty for visitors and for the operator, who serves every council.

    `duty` is what they do here, for the service and directorate of their post; `also` are further duties.
    `stands_in` are posts that they act for in this one thing, as a stand-in or for who asked them: what is
    in those posts' hands is in theirs.
    """

    post: str
    username: str = ""
    council: str = ""
    duty: str = "PUBLIC"
    service: str = ""
    directorate: str = ""
    partner: str = ""
    also: tuple[Held, ...] = ()
    stands_in: tuple[str, ...] = ()

    @property
    def is_signed_in(self) -> bool:
        return bool(self.username)

    @property
    def serves_everyone(self) -> bool:
        """True for the operator, who keeps the installation for every council and signs in nowhere."""
        return self.duty == duties.OPERATOR and not self.is_signed_in

    @property
    def inside(self) -> str:
        """The council whose closed drafts and exempt lines this person reads; partners read what is open."""
        works_here = any(one.duty not in OUTSIDE for one in self.held)
        return self.council if works_here else ""

    @property
    def held(self) -> tuple[Held, ...]:
        """Every duty this person holds, their post's own first."""
        return (Held(self.duty, self.service, self.directorate), *self.also)


VISITOR = Officer(post="A visitor")
OPERATOR = Officer(post="The operator of this installation", duty=duties.OPERATOR)
