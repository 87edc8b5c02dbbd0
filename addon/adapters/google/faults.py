"""Google's errors as ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httplib2
import requests
from google.auth.exceptions import RefreshError, TransportError
from googleapiclient.errors import HttpError
from gspread.exceptions import APIError

from closeplan.errors import ForbiddenError, NotFoundError, OutsideError, RefusedError, RetryLaterError

RETRYABLE = frozenset({408, 429, 500, 502, 503, 504})
RATE_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "sharingRateLimitExceeded"})


@contextmanager
def translated(doing: str) -> Iterator[None]:
    """Turn what a Google client raises into our errors; `doing` says what failed."""
    try:
        yield
    except HttpError as error:
        raise _from_status(
            doing, error.resp.status, _drive_error(error), error.resp.get("retry-after")
        ) from error
    except APIError as error:
        after = error.response.headers.get("Retry-After")
        raise _from_status(doing, error.response.status_code, dict(error.error), after) from error
    except RefreshError as error:
        raise ForbiddenError(
            f"{doing}: Google no longer accepts the credentials; sign in again ({error})"
        ) from error
    except (requests.RequestException, httplib2.HttpLib2Error, TransportError, OSError) as error:
        raise RetryLaterError(f"{doing}: no answer from Google ({error})") from error


def _drive_error(error: HttpError) -> dict[str, Any]:
    try:
        body = json.loads(error.content)
    except ValueError:
        return {}
    found = body.get("error") if isinstance(body, dict) else None
    return found if isinstance(found, dict) else {}


def _from_status(
    doing: str, status: int, error: dict[str, Any], after: str | None
) -> OutsideError | NotFoundError | ForbiddenError:
    message = f"{doing}: {error.get('message') or f'HTTP {status}'}"
    reasons = {detail.get("reason") for detail in error.get("errors", []) if isinstance(detail, dict)}
    if status in RETRYABLE or (status == 403 and reasons & RATE_REASONS):
        seconds = float(after) if after and after.isdigit() else None
        return RetryLaterError(message, status=status, after=seconds)
    if status == 404:
        return NotFoundError(message)
    if status in {401, 403}:
        return ForbiddenError(message)
    return RefusedError(message, status=status)
