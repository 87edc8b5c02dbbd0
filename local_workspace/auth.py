"""Who a request acts as, and with which scopes: `Authorization: Bearer local:<email>`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from local_workspace import scopes
from local_workspace.people import Actor

_TOKEN = re.compile(
    r"local(?:\+(?P<before>[\w.,+:/-]+))?:"
    r"(?P<email>anonymous|[^\s@:?]+@[^\s@?]+\.[^\s@?]+|[^\s@:?]+@localhost)"
    r"(?:\?scopes=(?P<after>[^?&]*))?"
)
_ROBOT = re.compile(r"^robot[\w-]*@closeplan\.local$|@[\w.-]+\.iam\.gserviceaccount\.com$")


@dataclass(frozen=True, slots=True)
class Caller:
    """An actor, and the scopes that the token was granted; None stands for all of them."""

    actor: Actor
    scopes: frozenset[str] | None = None


ANONYMOUS = Actor(email="", display_name="Anonymous")
"""Someone with the link and no account: may do what an `anyone` permission allows."""


def person(email: str) -> Actor:
    """The person or service account of an address."""
    email = email.lower()
    is_robot = bool(_ROBOT.search(email))
    return Actor(email=email, display_name=display_name(email), is_service_account=is_robot)


def display_name(email: str) -> str:
    """A name made of the address: `mia.wolf@acme.example` is Mia Wolf; the robot is named after its app."""
    local, _, domain = email.partition("@")
    if _ROBOT.search(email) and domain == "closeplan.local":
        return " ".join(["closeplan", *re.split(r"[-_]", local)])
    return " ".join(part.capitalize() for part in re.split(r"[._+-]+", local) if part) or email


def caller_of_token(token: str) -> Caller | None:
    """Whom a token stands for; None for a token that is none of ours.

    `local:mia@acme.example` has every scope, `local:mia@acme.example?scopes=drive.file,spreadsheets`
    and `local+drive.file:mia@acme.example` those only.
    """
    found = _TOKEN.fullmatch(token)
    if found is None:
        return None
    actor = ANONYMOUS if found["email"] == "anonymous" else person(found["email"])
    named = [text for text in (found["before"], found["after"]) if text is not None]
    return Caller(actor, scopes.read(",".join(named)) if named else None)


def caller_of_header(header: str | None) -> Caller | None:
    """Whom an `Authorization` header stands for; None when it is missing or not ours."""
    scheme, _, token = (header or "").partition(" ")
    return caller_of_token(token.strip()) if scheme.lower() == "bearer" else None


def actor_of_token(token: str) -> Actor | None:
    """The actor that a token stands for, whatever its scopes."""
    caller = caller_of_token(token)
    return caller.actor if caller else None


def actor_of_header(header: str | None) -> Actor | None:
    """The actor of an `Authorization` header, whatever the token's scopes."""
    caller = caller_of_header(header)
    return caller.actor if caller else None


def is_anonymous(actor: Actor) -> bool:
    """Whether nobody is signed in."""
    return not actor.email
