"""The schemas of a discovery document, compiled when they are first asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from local_workspace.nodes import (
    Anything,
    Choice,
    ListOf,
    MapOf,
    Message,
    Node,
    Real,
    Text,
    Truth,
    Whole,
    snake_case,
)

_INT_RANGES = {
    "int32": (-(2**31), 2**31 - 1),
    "uint32": (0, 2**32 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint64": (0, 2**64 - 1),
}
_TIME = re.compile(r"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$")
_DATE = re.compile(r"^\d{4}-\d\d-\d\d$")
_LOCAL_TIME = re.compile(r"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?$")
"""A Calendar event's time may leave its offset to the time zone beside it."""
_TIME_FORMATS = {"date-time": _TIME, "google-datetime": _TIME, "date": _DATE}


class Schemas:
    """All schemas of one discovery document; each is compiled when first asked for."""

    def __init__(self, raw: Mapping[str, Any], package: str) -> None:
        """`raw` is the document's `schemas`; `package` is the proto package named in messages."""
        self._raw = raw
        self._package = package
        self._messages: dict[str, Message] = {}

    def message(self, name: str) -> Node:
        """The compiled schema of that name."""
        known = self._messages.get(name)
        if known is None:
            known = self._messages[name] = Message(f"type.googleapis.com/{self._package}.{name}")
            self._fill(known, self._raw[name])
        return known

    def _fill(self, message: Message, raw: Mapping[str, Any]) -> None:
        for name, part in raw.get("properties", {}).items():
            message.fields[name] = self.compile(part, name)
            message.aliases[snake_case(name)] = name

    def compile(self, raw: Mapping[str, Any], name: str = "") -> Node:
        """The node of one schema fragment; `name` names the types that Google leaves nameless."""
        if "$ref" in raw:
            return self.message(raw["$ref"])
        kind = raw.get("type")
        if name == "dateTime" and raw.get("format") == "date-time":
            return Text(_LOCAL_TIME)
        if kind == "array":
            return ListOf(self.compile(raw["items"], name))
        if kind == "object":
            return self._object(raw, name)
        return _scalar(raw, f"type.googleapis.com/{self._package}.{name[:1].upper()}{name[1:]}")

    def _object(self, raw: Mapping[str, Any], name: str) -> Node:
        if "additionalProperties" in raw:
            return MapOf(self.compile(raw["additionalProperties"], name))
        message = Message(f"type.googleapis.com/{self._package}.{name[:1].upper()}{name[1:]}")
        self._fill(message, raw)
        return message


def _scalar(raw: Mapping[str, Any], enum_label: str) -> Node:
    kind, form = raw.get("type"), raw.get("format", "")
    if "enum" in raw:
        return Choice(frozenset(raw["enum"]), enum_label)
    if kind == "boolean":
        return Truth()
    if kind == "number":
        return Real("TYPE_FLOAT" if form == "float" else "TYPE_DOUBLE")
    if kind == "integer" or form in {"int64", "uint64"}:
        low, high = _INT_RANGES[form or "int32"]
        return Whole(low, high, kind == "string", f"TYPE_{(form or 'int32').upper()}")
    if kind == "any":
        return Anything()
    return Text(_TIME_FORMATS.get(form))
