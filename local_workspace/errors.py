"""The one error the local Workspace answers with: Google's error envelope, as a value."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class ApiError(Exception):
    """A refused request: HTTP code, Google's status name and sentence, and details where it gives them."""

    code: int
    status: str
    message: str
    details: list[Any] | None = None
    retry_after: int | None = field(default=None, kw_only=True)

    def __str__(self) -> str:
        return self.message


def bad_request(message: str) -> ApiError:
    """A 400 as Google words it for a request that has the right shape and the wrong meaning."""
    return ApiError(400, "INVALID_ARGUMENT", message)


def not_found(message: str = "Requested entity was not found.") -> ApiError:
    """A 404 with Google's sentence."""
    return ApiError(404, "NOT_FOUND", message)


def unimplemented(what: str) -> ApiError:
    """A 501 that says what the local Workspace can't do, instead of a made-up success."""
    return ApiError(501, "UNIMPLEMENTED", f"Method not implemented by the local Workspace: {what}")
