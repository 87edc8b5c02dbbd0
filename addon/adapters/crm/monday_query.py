"""monday.com's one address: queries in GraphQL, and what its answers mean. Errors come with status 200 as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from addon.adapters.crm.monday_board import Board
from addon.adapters.crm.monday_values import column_in
from addon.adapters.http import Access, Pace, Refusals, Wire
from addon.adapters.http.answers import rows, word
from addon.adapters.http.wire import seconds_in
from closeplan.errors import ForbiddenError, NotFoundError, RefusedError, RetryLaterError

DEFAULT_URL = "https://api.monday.com/v2"
VERSION = "2026-10"
"""The API's version that this is written against."""

_BUSY = frozenset(
    {
        "ComplexityException",
        "COMPLEXITY_BUDGET_EXHAUSTED",
        "DAILY_LIMIT_EXCEEDED",
        "RateLimitExceeded",
        "RATE_LIMIT_EXCEEDED",
        "FIELD_MINUTE_RATE_LIMIT_EXCEEDED",
        "IP_RATE_LIMIT_EXCEEDED",
        "maxConcurrencyExceeded",
    }
)
_FORBIDDEN = frozenset({"UserUnauthorizedException", "USER_UNAUTHORIZED", "UserAccessDenied"})
_NOT_THERE = frozenset({"ResourceNotFoundException", "InvalidItemIdException", "InvalidBoardIdException"})


class Graph:
    """Asks the API and raises what its errors mean."""

    def __init__(self, access: Access, pace: Pace) -> None:
        self._wire = Wire("monday", access, pace, Refusals(reason=_reason, is_busy=_is_busy))

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data that answers the query; the first error it names is raised."""
        data, errors = self._asked(query, variables)
        if errors:
            raise _error(errors[0])
        return data

    def board(self, board_id: str) -> Board:
        """The board with its columns; NotFoundError where it can't be seen."""
        query = """query ($ids: [ID!]) { boards(ids: $ids) { id name
          columns { id title type settings archived } } }"""
        boards = rows(self.ask(query, ids=[board_id]), "boards")
        if not boards:
            raise NotFoundError(f"monday: there is no board {board_id}, or closeplan can't see it")
        columns = tuple(column_in(one) for one in rows(boards[0], "columns") if not one.get("archived"))
        return Board(id=board_id, name=word(boards[0], "name"), columns=columns)

    def change_items(self, board_id: str, values: Mapping[str, str]) -> dict[str, str]:
        """Write column values (JSON by item) in one request; what went wrong by item."""
        aliases = {f"change_{number}": item for number, item in enumerate(values)}
        heads = ", ".join(f"$item_{n}: ID, $values_{n}: JSON!" for n in range(len(aliases)))
        changes = "\n".join(
            f"{alias}: change_multiple_column_values(board_id: $board, item_id: $item_{n}, "
            f"column_values: $values_{n}, create_labels_if_missing: false) {{ id }}"
            for n, alias in enumerate(aliases)
        )
        variables: dict[str, Any] = {"board": board_id}
        for number, (deal, given) in enumerate(values.items()):
            variables |= {f"item_{number}": deal, f"values_{number}": given}
        _data, errors = self._asked(f"mutation ($board: ID!, {heads}) {{ {changes} }}", variables)
        told: dict[str, str] = {}
        for error in errors:
            path = error.get("path")
            item = aliases.get(str(path[0]) if isinstance(path, list) and path else "")
            if item is None:
                raise _error(error)
            told[item] = _words(error)
        return told

    def _asked(self, query: str, variables: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        answer = self._wire.json(
            "POST", "", body={"query": query, "variables": variables}, headers={"API-Version": VERSION}
        )
        if not isinstance(answer, dict):
            raise RetryLaterError("monday answered no JSON object")
        errors = _errors(answer)
        later = next((error for error in errors if _code(error) in _BUSY), None)
        if later is not None:
            raise _error(later)
        data = answer.get("data")
        if not errors and not isinstance(data, dict):
            raise RetryLaterError("monday answered neither data nor an error")
        return data if isinstance(data, dict) else {}, errors


def _error(error: Mapping[str, Any]) -> RetryLaterError | ForbiddenError | NotFoundError | RefusedError:
    code, told, extensions = _code(error), _words(error), _extensions(error)
    if code in _BUSY:
        return RetryLaterError(told, status=429, after=seconds_in(word(extensions, "retry_in_seconds")))
    if code in _FORBIDDEN or extensions.get("status_code") == 403:
        return ForbiddenError(told)
    if code in _NOT_THERE or extensions.get("status_code") == 404:
        return NotFoundError(told)
    if code in {"INTERNAL_SERVER_ERROR", "API_TEMPORARILY_BLOCKED"}:
        return RetryLaterError(told, status=500)
    return RefusedError(told, status=400)


def _errors(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The errors that an answer names; what is of another form is none of them."""
    told = answer.get("errors")
    return [error for error in told if isinstance(error, dict)] if isinstance(told, list) else []


def _extensions(error: Mapping[str, Any]) -> Mapping[str, Any]:
    found = error.get("extensions")
    return found if isinstance(found, dict) else {}


def _code(error: Mapping[str, Any]) -> str:
    return word(_extensions(error), "code") or word(error, "error_code")


def _words(error: Mapping[str, Any]) -> str:
    return f"monday: {' '.join(str(error.get('message') or 'no reason given').split())[:300]}"


def _reason(_status: int, content: Any) -> str:
    if not isinstance(content, dict):
        return ""
    errors = _errors(content)
    return word(errors[0], "message") if errors else word(content, "error_message") or word(content, "error")


def _is_busy(_status: int, content: Any) -> bool:
    return isinstance(content, dict) and any(_code(error) in _BUSY for error in _errors(content))
