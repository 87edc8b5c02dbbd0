"""OAuth scopes: what a token was granted, and what a method asks for."""

from __future__ import annotations

import re

from local_workspace.discovery import Method, short_scope
from local_workspace.errors import ApiError

_OWN_FILES = frozenset(
    {"drive.file", "drive.appdata", "drive.apps.readonly", "drive.meet.readonly", "drive.photos.readonly"}
)
"""Scopes that reach no file but those that the app made or was given."""


def read(text: str) -> frozenset[str]:
    """The scopes of a token, short or in full, separated by commas, spaces or plus signs."""
    return frozenset(short_scope(scope) for scope in re.split(r"[,+\s]+", text) if scope)


def only_own_files(method: Method, granted: frozenset[str] | None) -> bool:
    """Whether the scopes that let this method through reach only the app's own files.

    None stands for all scopes. Raises Google's 403 where no scope lets the method through.
    """
    if granted is None:
        return False
    fitting = granted & method.scopes
    if not fitting:
        raise insufficient(method)
    return fitting <= _OWN_FILES


def insufficient(method: Method) -> ApiError:
    """Google's 403 to a token whose scopes do not let the method through."""
    return ApiError(
        403,
        "PERMISSION_DENIED",
        "Request had insufficient authentication scopes.",
        [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                "domain": "googleapis.com",
                "metadata": {"method": method.id, "service": f"{method.api}.googleapis.com"},
            }
        ],
    )
