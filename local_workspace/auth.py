"""Who a request acts as: `Authorization: Bearer local:<email>`."""

from __future__ import annotations

import re

from local_workspace.people import Actor

_TOKEN = re.compile(r"^local:([^\s@]+@[^\s@]+\.[^\s@]+|[^\s@]+@localhost)$")
_ROBOT = re.compile(r"^robot[\w-]*@closeplan\.local$|@[\w.-]+\.iam\.gserviceaccount\.com$")

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


def actor_of_token(token: str) -> Actor | None:
    """The actor that a token stands for; None for a token that is none of ours."""
    if token == "local:anonymous":  # noqa: S105 - the local Workspace's tokens are names, not secrets
        return ANONYMOUS
    found = _TOKEN.match(token)
    return person(found.group(1)) if found else None


def actor_of_header(header: str | None) -> Actor | None:
    """The actor of an `Authorization` header; None when it is missing or not ours."""
    scheme, _, token = (header or "").partition(" ")
    return actor_of_token(token.strip()) if scheme.lower() == "bearer" else None


def is_anonymous(actor: Actor) -> bool:
    """Whether nobody is signed in."""
    return not actor.email
