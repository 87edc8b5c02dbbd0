"""What a seller is called wherever people read of them: in mails, on pages, under a signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from closeplan.plan.model import Stakeholder
from closeplan.ports.people import Members


@dataclass(frozen=True, kw_only=True)
class SellerName:
    """The name by which the members know an address; else the one on the plan's stakeholder map; else the address."""

    members: Members

    def __call__(self, email: str, people: Iterable[Stakeholder] = ()) -> str:
        """What the person of that address is called in a plan with these people on its map; one line, never empty."""
        address = email.strip().lower()
        member = self.members.member(address)
        on_the_map = (one.name for one in people if one.email.strip().lower() == address)
        names = (" ".join(name.split()) for name in (member.name if member else "", *on_the_map))
        return next((name for name in names if name), address)
