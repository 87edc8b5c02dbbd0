"""The filters of Meet's lists: comparisons of a few fields, joined by AND."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from local_workspace.errors import bad_request

Values = Mapping[str, str | None]
_TERM = re.compile(
    r'\s*(?P<field>[a-z_.]+)\s*(?:(?P<compare>>=|<=|!=|=|>|<)\s*"(?P<value>[^"]*)"'
    r"|(?P<null>IS\s+NULL|IS\s+NOT\s+NULL))\s*",
    re.IGNORECASE,
)
_COMPARE: Mapping[str, Callable[[str | datetime, str | datetime], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}


def compiled(text: str | None, fields: frozenset[str]) -> Callable[[Values], bool]:
    """A filter as a test of the fields' values; one that can't be read is a 400."""
    terms = [_test(part, fields) for part in re.split(r"\s+AND\s+", text.strip())] if text else []
    return lambda values: all(term(values) for term in terms)


def _test(text: str, fields: frozenset[str]) -> Callable[[Values], bool]:
    term = _TERM.fullmatch(text)
    if term is None or term["field"] not in fields:
        raise bad_request("Request contains an invalid argument: the filter can't be read.")
    name, sign = term["field"], term["compare"]
    if term["null"]:
        wants_none = "NOT" not in term["null"].upper()
        return lambda values: (values[name] is None) is wants_none
    if not name.endswith("_time"):
        if sign not in {"=", "!="}:
            raise bad_request("Request contains an invalid argument: the filter can't be read.")
        return lambda values: _COMPARE[sign](_plain(name, values[name] or ""), _plain(name, term["value"]))
    edge = _time(term["value"])
    return lambda values: values[name] is not None and _COMPARE[sign](_time(values[name] or ""), edge)


def _plain(name: str, value: str) -> str:
    """Meeting codes are the same in any case, with or without dashes."""
    return value.lower().replace("-", "") if name.endswith("meeting_code") else value


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise bad_request("Request contains an invalid argument: the filter's time can't be read.") from wrong
    if at.tzinfo is None:
        raise bad_request("Request contains an invalid argument: the filter's time needs a time zone.")
    return at
