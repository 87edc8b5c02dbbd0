"""Faults on demand: what goes wrong with which request or notification, the same each time for a seed."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from local_workspace.clock import Clock
from local_workspace.discovery import Method, method_named
from local_workspace.errors import ApiError, bad_request
from local_workspace.quota import exceeded, too_many_for_drive

BATCH_UPDATE = "sheets.spreadsheets.batchUpdate"
DOC_BATCH_UPDATE = "docs.documents.batchUpdate"
_REQUESTS = {"429", "500", "503", "drop_before", "drop_after", "delay"}
_NOTIFICATION = "notification."
_NOTIFICATIONS = {"lost", "doubled", "reordered", "late"}
_PARTS = {"rates", "script", "between", "seed", "expire_channels"}
_RULE_PARTS = {"match", "fault", "user", "delay_ms", "retry_after"}
_RANGES = {"rate": (0, 1), "nth": (1, 10**9), "delay_ms": (0, 60_000), "retry_after": (0, 3600)}
_MOST_REMEMBERED = 1000


class DroppedError(Exception):
    """The connection is to be closed without an answer."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One fault: by `rate`, or, where it is set, on the `nth` matching request or notification only."""

    match: str
    fault: str
    rate: float = 1.0
    nth: int = 0
    user: str = ""
    delay_ms: int = 200
    retry_after: int = 1

    def fits(self, event: str, email: str) -> bool:
        """Whether a request (`sheets.spreadsheets.get`) or notification (`notification.sync`) is meant."""
        if self.user not in {"", email} or (self.fault in _NOTIFICATIONS) != event.startswith(_NOTIFICATION):
            return False
        return fnmatchcase(event, self.match) or event.startswith(self.match + ".")


@dataclass(frozen=True, slots=True)
class Between:
    """A person's edit that slips in before a user's request on a file, once they made another one on it."""

    after: str
    before: str
    request: dict[str, Any]
    by: str
    user: str = ""

    @property
    def method(self) -> str:
        """The batchUpdate it is: of a Doc before a request to Docs, of a Sheet before any other."""
        return _edit_before(self.before)


class Faults:
    """What is armed, and what has happened of it."""

    def __init__(self, clock: Clock) -> None:
        """`clock` dates what fired."""
        self._clock = clock
        self._lock = threading.Lock()
        self._fired: deque[dict[str, Any]] = deque(maxlen=_MOST_REMEMBERED)
        self._disarm()

    def _disarm(self) -> None:
        self._order: dict[str, Any] = {}
        self._seed: Any = 0
        self._rules: list[Rule] = []
        self._slips: list[Between] = []
        self._seen: Counter[int] = Counter()
        self._read: list[tuple[Between, str, str]] = []

    def arm(self, order: Any) -> list[dict[str, str]]:
        """Take an order in place of the one before, a wrong one not at all; the channels that are to end now."""
        if not isinstance(order, dict) or order.keys() - _PARTS:
            raise bad_request(f"An order is an object with some of {', '.join(sorted(_PARTS))}.")
        rules = [_rule(raw, "rate") for raw in _several(order, "rates")]
        rules += [_rule(raw, "nth") for raw in _several(order, "script")]
        slips = [_between(raw) for raw in _several(order, "between")]
        expired = _several(order, "expire_channels")
        if any(which.keys() - {"id", "user"} for which in expired):
            raise bad_request("expire_channels has objects with an id, a user, or neither for all channels.")
        with self._lock:
            self._disarm()
            self._order, self._seed = order, order.get("seed", 0)
            self._rules, self._slips = rules, slips
        return [
            {name: str(value).lower() if name == "user" else str(value) for name, value in which.items()}
            for which in expired
        ]

    def clear(self) -> None:
        """Nothing goes wrong any more, and nothing did."""
        with self._lock:
            self._disarm()
            self._fired.clear()

    def report(self) -> dict[str, Any]:
        """The order in force and the newest things that went wrong."""
        with self._lock:
            fired = list(self._fired)
            return {"armed": self._order, "fired": fired, "counts": Counter(one["fault"] for one in fired)}

    def strike(self, event: str, email: str) -> list[Rule]:
        """The faults that this request or notification suffers; asking counts it."""
        if not self._rules:
            return []
        with self._lock:
            hit = [rule for number, rule in enumerate(self._rules) if self._hits(number, rule, event, email)]
            for rule in hit:
                self._note(rule.fault, event, email)
        return hit

    def _hits(self, number: int, rule: Rule, event: str, email: str) -> bool:
        if not rule.fits(event, email):
            return False
        self._seen[number] += 1
        if rule.nth:
            return self._seen[number] == rule.nth
        # a draw of its own for each rule and event: other rules and their order change nothing
        return random.Random(f"{self._seed}/{number}/{self._seen[number]}").random() < rule.rate  # noqa: S311

    def was_read(self, event: str, email: str, file_id: str) -> None:
        """Note a request that was answered: an edit may slip in after it."""
        if not self._slips:
            return
        with self._lock:
            for slip in self._slips:
                read = (slip, email, file_id)
                if slip.user in {"", email} and fnmatchcase(event, slip.after) and read not in self._read:
                    self._read.append(read)

    def slips(self, event: str, email: str, file_id: str) -> list[Between]:
        """The edits that slip in before this request; each does so once."""
        if not self._slips:
            return []
        with self._lock:
            due = [
                slip
                for slip in self._slips
                if fnmatchcase(event, slip.before) and (slip, email, file_id) in self._read
            ]
            for slip in due:
                self._slips.remove(slip)
                self._note("between", event, email)
        return due

    def slip_failed(self, slip: Between, event: str, why: str) -> None:
        """Note that an edit was refused and did not slip in."""
        with self._lock:
            self._note(f"between refused: {why}", event, slip.by)

    def _note(self, fault: str, event: str, email: str) -> None:
        at = self._clock.now().isoformat()
        self._fired.append({"at": at, "fault": fault, "on": event, "user": email or "anonymous"})


def _several(order: dict[str, Any], part: str) -> list[dict[str, Any]]:
    given = order.get(part, [])
    listed = given if isinstance(given, list) else [given]
    if not all(isinstance(one, dict) for one in listed):
        raise bad_request(f"{part}: a list of objects.")
    return listed


def _rule(raw: dict[str, Any], key: str) -> Rule:
    """A rule of `rates` (with `rate`) or `script` (with `nth`)."""
    if raw.keys() - _RULE_PARTS - {key} or not {"match", "fault", key} <= raw.keys():
        raise bad_request(f"A rule has match, fault, {key} and, if you like, user, delay_ms, retry_after.")
    for name, (least, most) in _RANGES.items():
        number = raw.get(name, least)
        is_number = isinstance(number, int) or (name == "rate" and isinstance(number, float))
        if not is_number or not least <= number <= most:
            raise bad_request(f"{name}: a number from {least} to {most}, not {number!r}.")
    texts: dict[str, str] = {name: _text(raw, name) for name in ("match", "fault", "user") if name in raw}
    parts: dict[str, Any] = {**raw, **texts, "user": texts.get("user", "").lower()}
    rule = Rule(**parts)
    kinds = _NOTIFICATIONS if (rule.match + ".").startswith(_NOTIFICATION) else _REQUESTS
    if rule.fault not in kinds:
        raise bad_request(f"{rule.fault}: of {rule.match} there is {', '.join(sorted(kinds))}.")
    return rule


def _between(raw: dict[str, Any]) -> Between:
    needed = {"after", "before", "request", "as"}
    if not needed <= raw.keys() <= needed | {"user"}:
        raise bad_request(
            "between has after, before, request (a batchUpdate body), as, and user if you like."
        )
    before = _text(raw, "before")
    body, wrong = method_named(_edit_before(before)).read_body(raw["request"])
    if wrong:
        raise bad_request("between.request: " + wrong[0].description)
    user = _text(raw, "user").lower() if "user" in raw else ""
    return Between(_text(raw, "after"), before, body, _text(raw, "as"), user)


def _edit_before(event: str) -> str:
    return DOC_BATCH_UPDATE if event.startswith("docs.") else BATCH_UPDATE


def _text(raw: dict[str, Any], name: str) -> str:
    value = raw[name]
    if name == "fault" and isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        raise bad_request(f"{name}: a text, not {value!r}.")
    return value


def suffer(hit: list[Rule], method: Method) -> None:
    """What goes wrong before a request is looked at; raises where it does not get through."""
    time.sleep(sum(rule.delay_ms for rule in hit if rule.fault == "delay") / 1000)
    for rule in hit:
        if rule.fault == "drop_before":
            raise DroppedError
        error = _refusal(rule, method)
        if error is not None:
            raise error


def suffer_afterwards(hit: list[Rule]) -> None:
    """What goes wrong once the request has taken effect."""
    if any(rule.fault == "drop_after" for rule in hit):
        raise DroppedError


def _refusal(rule: Rule, method: Method) -> ApiError | None:
    """The answer that a rule makes of a request; None where it is another kind of fault."""
    if rule.fault == "429":
        is_drive = method.api == "drive"
        error = too_many_for_drive(429, by_user=True) if is_drive else exceeded(method, by_user=True)
    elif rule.fault == "500":
        error = ApiError(500, "INTERNAL", "Internal error encountered.")
    elif rule.fault == "503":
        error = ApiError(503, "UNAVAILABLE", "The service is currently unavailable.")
    else:
        return None
    error.retry_after = rule.retry_after
    return error
