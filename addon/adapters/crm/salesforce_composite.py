"""Several requests to Salesforce as the steps of one: up to 25, of which five may be queries or collections of records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from addon.adapters.crm.salesforce_soql import DATA
from addon.adapters.crm.salesforce_values import LOCKED, code, reasons
from addon.adapters.http import Wire
from addon.adapters.http.answers import record, rows
from closeplan.errors import RefusedError, RetryLaterError

LARGE_STEPS = 5
"""Queries or collections of one request."""

COLLECTION = 200
"""Records of a collection."""

Step = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What came of a step."""

    status: int
    body: Any

    @property
    def is_done(self) -> bool:
        return self.status < 300

    def errors(self) -> list[Mapping[str, Any]]:
        """Why it was not done; nothing of one that was only undone for the sake of another."""
        told = self.body if isinstance(self.body, list) else []
        return [one for one in told if isinstance(one, Mapping) and code(one) != "PROCESSING_HALTED"]

    def good(self) -> Any:
        """What it answers; RefusedError, or RetryLaterError for what may pass."""
        if self.is_done:
            return self.body
        self.check_final()
        raise RefusedError(self._words, status=self.status)

    def check_final(self) -> None:
        """RetryLaterError where it was not done and may be in a while: a server's error, a limit, a record that is being saved."""
        codes = {code(one) for one in self.errors()}
        if "REQUEST_LIMIT_EXCEEDED" in codes:
            raise RetryLaterError(self._words, status=429)
        if self.status >= 500 or LOCKED in codes:
            raise RetryLaterError(self._words, status=max(self.status, 500))

    @property
    def _words(self) -> str:
        return f"salesforce: {reasons(self.body) or f'status {self.status}'}"


def step(method: str, path: str, ref: str, body: Mapping[str, Any] | None = None) -> Step:
    """A step; others after it may name what it made as `@{ref.id}`."""
    told: dict[str, Any] = {"method": method, "url": f"{DATA}/{path}", "referenceId": ref}
    return told if body is None else told | {"body": body}


def query(soql: str, ref: str) -> Step:
    """A step that asks."""
    return step("GET", f"query?q={quote(soql)}", ref)


def sent(wire: Wire, steps: Sequence[Step], *, together: bool) -> list[Outcome]:
    """What came of the steps; `together` has Salesforce do all of them or none."""
    asked = {"allOrNone": together, "compositeRequest": list(steps)}
    told = rows(record(wire.json("POST", f"{DATA}/composite", body=asked)), "compositeResponse")
    if len(told) != len(steps):
        raise RetryLaterError("the answer leaves out steps")
    return [_outcome(one) for one in told]


def _outcome(told: Mapping[str, Any]) -> Outcome:
    status = told.get("httpStatusCode")
    if not isinstance(status, int):
        raise RetryLaterError("the answer leaves out how a step went")
    return Outcome(status, told.get("body"))
