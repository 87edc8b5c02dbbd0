"""Zoho CRM's records over the wire: read by ids, by related list and by query, written with an outcome for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from addon.adapters.http import Wire
from addon.adapters.http.answers import record, rows, word
from closeplan.errors import ForbiddenError, RefusedError, RetryLaterError

BATCH = 100
"""Records that one request reads by their ids, or writes (Get Records and Update Records, v8)."""

PAGE = 200
"""Records of a page, of a query for one credit too (Get Records and COQL, v8)."""

_MOST_PAGES = 50

_FORBIDDEN = frozenset({"NO_PERMISSION", "OAUTH_SCOPE_MISMATCH", "NOT_ALLOWED"})
_LATER = frozenset({"INTERNAL_ERROR", "INVALID_TOKEN", "AUTHENTICATION_FAILURE"})

_DETAILS = ("reason", "api_name", "expected_data_type", "maximum_length", "param_name", "permissions")
"""What says more than the message of a refusal."""


def words_of(refusal: Mapping[str, Any]) -> str:
    """A refusal for people: its message and what it is about."""
    held = refusal.get("details")
    details = held if isinstance(held, Mapping) else {}
    about = [f"{name} {details[name]}" for name in _DETAILS if details.get(name)]
    told = word(refusal, "message") or word(refusal, "code")
    return f"{told} ({', '.join(about)})" if about else told


def reason(_status: int, content: Any) -> str:
    """`Refusals.reason`: the whole request is refused in the form of one, or its first record is."""
    if not isinstance(content, Mapping):
        return content if isinstance(content, str) else ""
    first = content.get("data")
    if isinstance(first, list) and first and isinstance(first[0], Mapping):
        return words_of(first[0])
    return words_of(content)


def is_done(outcome: Mapping[str, Any]) -> bool:
    """Whether a record's outcome is a good one."""
    return outcome.get("status") == "success"


class Records:
    """Requests about records. Ids are digits, and field names those that Zoho gave: neither needs quoting."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def asked(
        self, method: str, path: str, *, query: Mapping[str, Any] | None = None, body: Any = None
    ) -> Any:
        """The answer, None where there is nothing (204). Zoho may refuse with status 200 or 202 as well: that is an error
        here like any other.
        """
        answer = self._wire.json(method, f"/crm/v8{path}", query=query, body=body)
        if isinstance(answer, Mapping) and answer.get("status") == "error":
            told, code = f"zoho: {words_of(answer)[:300]}", word(answer, "code")
            if code in _LATER:
                raise RetryLaterError(told)
            raise ForbiddenError(told) if code in _FORBIDDEN else RefusedError(told)
        return answer

    def listed(self, path: str, query: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """The records of one page."""
        answer = self.asked("GET", path, query=query)
        return [] if answer is None else rows(answer, "data")

    def by_ids(self, module: str, ids: Sequence[str], fields: Sequence[str]) -> list[Mapping[str, Any]]:
        """Those of the records that are there, with those fields."""
        wanted = [id_ for id_ in dict.fromkeys(ids) if is_id(id_)]
        return [
            row
            for start in range(0, len(wanted), BATCH)
            for row in self.listed(
                f"/{module}", {"ids": ",".join(wanted[start : start + BATCH]), "fields": ",".join(fields)}
            )
        ]

    def related(self, deal_id: str, name: str, fields: Sequence[str]) -> Iterator[Mapping[str, Any]]:
        """What a deal's related list holds, page by page."""
        for page in range(1, _MOST_PAGES + 1):
            query = {"fields": ",".join(fields), "page": page, "per_page": PAGE}
            answer = self.asked("GET", f"/Deals/{deal_id}/{name}", query=query)
            if answer is None:
                return
            yield from rows(answer, "data")
            if "info" not in answer or record(answer, "info").get("more_records") is not True:
                return

    def select(self, query: str) -> list[Mapping[str, Any]]:
        """What a COQL query finds. Nothing that a person wrote may stand in it unless it was made harmless."""
        answer = self.asked("POST", "/coql", body={"select_query": query})
        return [] if answer is None else rows(answer, "data")

    def sent(
        self, method: str, path: str, data: Sequence[Mapping[str, Any]], **more: Sequence[str]
    ) -> list[Mapping[str, Any]]:
        """Write those records; the outcome of each, in their order. RetryLaterError where Zoho failed at one of them: what was
        written all the same is found to be so by the next try.
        """
        outcomes = rows(self.asked(method, path, body={"data": list(data), **more}), "data")
        if len(outcomes) != len(data):
            raise RetryLaterError("zoho does not say of each record what became of it")
        for outcome in outcomes:
            if not is_done(outcome) and word(outcome, "code") in _LATER:
                raise RetryLaterError(f"zoho: {words_of(outcome)[:300]}", status=500)
        return outcomes

    def done(self, method: str, path: str, data: Mapping[str, Any]) -> None:
        """Write that record; RefusedError where Zoho does not."""
        [outcome] = self.sent(method, path, [data])
        if not is_done(outcome):
            raise RefusedError(f"zoho: {words_of(outcome)[:300]}")


def is_id(text: str) -> bool:
    """Whether that can be the id of a record at all."""
    return text.isascii() and text.isdigit() and len(text) <= 30
