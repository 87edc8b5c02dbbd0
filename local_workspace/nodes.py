"""The kinds of JSON value that Google's schemas know, each a check that also normalises what it passes.

A check hands the very same object back when the value already is in Google's canonical form, so a
request is normalised and an answer is proved canonical by the same walk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

Place = tuple[Any, str | int] | None
"""Where a value stands: (place of its parent, name or index); None is the root."""

_NUMBER_WORDS = {"NaN", "Infinity", "-Infinity"}


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing wrong with a value, in Google's words: its place and the sentence."""

    field: str
    description: str


class Node(Protocol):
    """A compiled schema: checks a value, returns its canonical form, and knows its sub-fields."""

    label: str

    def check(self, value: Any, place: Place, problems: list[Violation]) -> Any: ...

    def child(self, name: str) -> Node | None: ...


def snake_case(name: str) -> str:
    """The proto name of a JSON name (`updateCells` is `update_cells`), as Google's messages say it."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: "_" + found.group(1).lower(), name)


def place_text(place: Place) -> str:
    """The place as Google writes it: `requests[0].update_cells`."""
    steps: list[str | int] = []
    while place is not None:
        place, step = place
        steps.append(step)
    text = ""
    for step in reversed(steps):
        text += f"[{step}]" if isinstance(step, int) else f".{snake_case(step)}" if text else snake_case(step)
    return text


def _invalid(place: Place, label: str, value: Any) -> Violation:
    at = place_text(place)
    shown = f", {json.dumps(value, ensure_ascii=False)}" if not isinstance(value, dict | list) else ""
    return Violation(at, f"Invalid value at '{at}' ({label}){shown}")


def _unknown(place: Place, name: str, why: str = "Cannot find field.") -> Violation:
    at = place_text(place)
    where = f" at '{at}'" if at else ""
    return Violation(at, f'Invalid JSON payload received. Unknown name "{name}"{where}: {why}')


@dataclass(slots=True)
class Anything:
    """`type: any`: every JSON value is right."""

    label: str = "type.googleapis.com/google.protobuf.Value"

    def check(self, value: Any, place: Place, problems: list[Violation]) -> Any:  # noqa: ARG002 - the protocol's
        return value

    def child(self, name: str) -> Node | None:  # noqa: ARG002 - the protocol's
        return self


@dataclass(slots=True)
class Text:
    """A string, perhaps of a fixed pattern."""

    pattern: re.Pattern[str] | None = None
    label: str = "TYPE_STRING"

    def check(self, value: Any, place: Place, problems: list[Violation]) -> Any:
        if type(value) is not str or (self.pattern is not None and not self.pattern.match(value)):
            problems.append(_invalid(place, self.label, value))
        return value

    def child(self, name: str) -> Node | None:  # noqa: ARG002 - a scalar has none
        return None


@dataclass(slots=True)
class Choice:
    """A string out of a fixed set."""

    options: frozenset[str]
    label: str

    def check(self, value: Any, place: Place, problems: list[Violation]) -> Any:
        if type(value) is not str or value not in self.options:
            problems.append(_invalid(place, self.label, value))
        return value

    def child(self, name: str) -> Node | None:  # noqa: ARG002 - a scalar has none
        return None


@dataclass(slots=True)
class Whole:
    """A whole number within its width; 64 bits travel as text, both ways of writing are taken."""

    low: int
    high: int
    as_text: bool
    label: str

    def check(self, value: Any, place: Place, problems: list[Violation]) -> Any:
        number = self._number(value)
        if number is None or not self.low <= number <= self.high:
            problems.append(_invalid(place, self.label, value))
            return value
        if self.as_text:
            return value if type(value) is str else str(number)
        return value if type(value) is int else number

    @staticmethod
    def _number(value: Any) -> int | None:
        if type(value) is int:
            return value
        if type(value) is float and value.is_integer():
            return int(value)
        if type(value) is str and re.fullmatch(r"-?\d{1,20}", value):
            return int(value)
        return None

    def child(self, name: str) -> Node | None:  # noqa: ARG002 - a scalar has none
        return None


@dataclass(slots=True)
class Real:
    """A floating point number; its text forms are taken too."""

    label: str

    def check(self, value: Any, place: Place, problems: list[Violation]) -> Any:
        if type(value) is float or type(value) is int:
            return value
        if type(value) is str and (value in _NUMBER_WORDS or _is_number(value)):
            return value if value in _NUMBER_WORDS else float(value)
        problems.append(_invalid(place, self.label, value))
        return value

    def child(self, name: str) -> Node | None:  # noqa: ARG002 - a scalar has none
        return None


@dataclass(slots=True)
class Truth:
    """A boolean; the words are taken too."""

    label: str = "TYPE_BOOL"

    def check(self, value: Any, place: Place, problems: list[Violation]) -> Any:
        if value is True or value is False:
            return value
        if value in ("true", "false"):  # not a set: a list can't be looked up in one
            return value == "true"
        problems.append(_invalid(place, self.label, value))
        return value

    def child(self, name: str) -> Node | None:  # noqa: ARG002 - a scalar has none
        return None


@dataclass(slots=True)
class ListOf:
    """A repeated field."""

    item: Node
    label: str = "type.googleapis.com/google.protobuf.ListValue"

    def check(self, value: Any, place: Place, problems: list[Violation]) -> Any:
        if type(value) is not list:
            problems.append(_invalid(place, self.item.label, value))
            return value
        if isinstance(self.item, Anything):
            return value
        if isinstance(self.item, Message) and any(type(each) is list for each in value):
            value = list(_flattened(value))
        out = value
        check = self.item.check
        for index, old in enumerate(value):
            new = check(old, (place, index), problems)
            if new is not old:
                if out is value:
                    out = list(value)
                out[index] = new
        return out

    def child(self, name: str) -> Node | None:
        return self.item.child(name)


@dataclass(slots=True)
class MapOf:
    """An object with free keys and values of one kind."""

    item: Node
    label: str = "type.googleapis.com/google.protobuf.Struct"

    def check(self, value: Any, place: Place, problems: list[Violation]) -> Any:
        if type(value) is not dict:
            problems.append(_invalid(place, self.label, value))
            return value
        out = value
        for name, old in value.items():
            # a null deletes the key in Drive's property maps, so it is passed on
            new = old if old is None else self.item.check(old, (place, name), problems)
            if new is not old:
                if out is value:
                    out = dict(value)
                out[name] = new
        return out

    def child(self, name: str) -> Node | None:  # noqa: ARG002 - any key may be asked for
        return self.item


@dataclass(slots=True)
class Message:
    """An object with named fields and no others."""

    label: str
    fields: dict[str, Node] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    def check(self, value: Any, place: Place, problems: list[Violation]) -> Any:
        if type(value) is not dict:
            problems.append(
                _unknown_list(place) if type(value) is list else _invalid(place, self.label, value)
            )
            return value
        fields = self.fields
        out = value
        for name, old in value.items():
            node = fields.get(name)
            if node is not None and old is not None:
                new = node.check(old, (place, name), problems)
                if new is old:
                    continue
            out = dict(value) if out is value else out
            if node is None or old is None:
                self._set_aside(out, name, place, problems)
            else:
                out[name] = new
        return out

    def _set_aside(self, out: dict[str, Any], name: str, place: Place, problems: list[Violation]) -> None:
        """Take a null (it means absent), a proto name, or an unknown name out of the object."""
        value = out.pop(name)
        known = name if name in self.fields else self.aliases.get(name)
        if known is None:
            problems.append(_unknown(place, name))
        elif value is not None:
            out[known] = self.fields[known].check(value, (place, known), problems)

    def child(self, name: str) -> Node | None:
        return self.fields.get(name)


def _flattened(values: list[Any]) -> Iterator[Any]:
    """Lists among the messages of a list, as gspread-formatting sends its batches: Google takes them in turn."""
    for value in values:
        if type(value) is list:
            yield from _flattened(value)
        else:
            yield value


def _unknown_list(place: Place) -> Violation:
    if place is None:
        return Violation(
            "", 'Invalid JSON payload received. Unknown name "": Root element must be a message.'
        )
    parent, step = place
    return _unknown(parent, str(step), "Proto field is not repeating, cannot start list.")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
