"""The scopes of the mail that is open beside an add-on: they reach that one mail, with the token of its event."""

from __future__ import annotations

from typing import Any

from local_workspace.discovery import Method
from local_workspace.errors import ApiError
from local_workspace.scopes import insufficient

TOKEN_HEADER = "X-Goog-Gmail-Access-Token"  # noqa: S105 - a header's name
_CURRENT = "gmail.addons.current.message."
_METADATA = frozenset({f"{_CURRENT}metadata"})


def token_of(message_id: str) -> str:
    """What an event carries as `gmail.accessToken`."""
    return f"local-message:{message_id}"


def check(method: Method, granted: frozenset[str] | None, params: dict[str, Any], token: str | None) -> None:
    """Refuse to read any other mail than the open one, and its words to who may read its headers only."""
    fitting = (granted or frozenset()) & method.scopes
    if method.id != "gmail.users.messages.get" or not fitting:
        return
    if not all(scope.startswith(_CURRENT) for scope in fitting):
        return
    if token != token_of(params["id"]):
        raise insufficient(method)
    if fitting == _METADATA and params.get("format") not in {"metadata", "minimal"}:
        raise ApiError(403, "PERMISSION_DENIED", "Metadata scope doesn't allow format FULL")
