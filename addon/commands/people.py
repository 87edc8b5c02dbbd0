"""`closeplan people`: who belongs to the seller's side, and as what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared

if TYPE_CHECKING:
    from closeplan.records import Member
    from closeplan.services.people import People

ROLES = ("seller", "manager", "admin")

_email = click.argument("email")
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")


@click.group("people")
def people_command() -> None:
    """The seller's people: sellers see their own plans, managers their team's, admins all."""


@people_command.command("list")
@_json
def list_people(as_json: bool) -> None:
    """List everybody, with role and team."""
    found = _people().everybody()
    shared.answer([_row(member) for member in found], _lines(found), as_json=as_json)


@people_command.command("add")
@_email
@click.option("--name", default="", help="How the person is called.")
@click.option("--role", type=click.Choice(ROLES), help="A newcomer is a seller without it.")
@click.option("--team", default="", help="Whose manager sees their plans.")
@click.option("--anyway", is_flag=True, help="Though they stand on the buyer's side of a plan.")
def add(email: str, name: str, role: str | None, team: str, anyway: bool) -> None:
    """Add EMAIL, who may then sign in with Google, or change them."""
    added = _people().add(email, name=name, role=role or "", team=team, anyway=anyway)
    click.echo(next(_lines([added])))


@people_command.command("role")
@_email
@click.argument("role", type=click.Choice(ROLES))
def change_role(email: str, role: str) -> None:
    """Make EMAIL a seller, a manager or an admin."""
    click.echo(next(_lines([_people().change(email.lower(), role=role)])))


@people_command.command("team")
@_email
@click.argument("team", default="")
def change_team(email: str, team: str) -> None:
    """Put EMAIL into TEAM, or without one into none."""
    click.echo(next(_lines([_people().change(email.lower(), team=team)])))


@people_command.command("remove")
@_email
@click.option("--plans-to", "heir", default="", metavar="EMAIL", help="Who takes over their plans.")
def remove(email: str, heir: str) -> None:
    """Remove EMAIL: their sessions end and what they granted is forgotten.

    Whoever is given that address next is a new person to closeplan.
    """
    _people().remove(email.lower(), heir=heir)
    click.echo(f"{email.lower()} is removed")


@people_command.command("sign-out")
@_email
def sign_out(email: str) -> None:
    """End every session of EMAIL on the pages."""
    ended = _people().sign_out(email.lower())
    click.echo(f"{ended} session{'' if ended == 1 else 's'} ended")


def _people() -> People:
    return shared.backend_without_queue().parts.people


def _row(member: Member) -> dict[str, Any]:
    return {
        "email": member.email,
        "name": member.name,
        "role": member.role.value,
        "team": member.team,
        "seen": bool(member.subject),
    }


def _lines(members: Sequence[Member]) -> Iterator[str]:
    if not members:
        yield "Nobody yet: add people, or let those of a domain in with CLOSEPLAN_DOMAINS."
    for member in members:
        team = f", team {member.team}" if member.team else ""
        seen = "" if member.subject else ", has not come yet"
        yield f"{member.email}: {member.role.value}{team}{seen}"
