"""YAML as people write it in deal files and templates: YAML 1.2's plain values, without its traps.

YAML 1.1, which PyYAML speaks, reads the key `on` as true and the country `NO` as false; here they are words.
Aliases are refused (a few lines of them can expand to gigabytes), as are tags and keys given twice.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import yaml

from closeplan.errors import InputError, Mistake

_MOST_CHARACTERS = 2_000_000


def load_yaml(text: str) -> object:
    """The data in a YAML text. Raises InputError with line and column, counted from 1."""
    if len(text) > _MOST_CHARACTERS:
        raise InputError([Mistake("", f"the file is longer than {_MOST_CHARACTERS:,} characters")])
    loader = None
    try:
        loader = _Loader(text)
        data: object = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _place(mark) if mark else ""
        raise InputError([Mistake(place, _told(error))]) from error
    except yaml.reader.ReaderError as error:
        message = f"the character {chr(error.character)!r} is not allowed in YAML"
        raise InputError([Mistake("", message)]) from error
    except RecursionError as error:
        raise InputError([Mistake("", "the YAML is nested too deeply")]) from error
    if loader.mistakes:
        raise InputError(loader.mistakes)
    if data is None:
        raise InputError([Mistake("", "the file is empty")])
    return data


def _place(mark: yaml.Mark) -> str:
    return f"line {mark.line + 1}, column {mark.column + 1}"


def _mark(event: Any) -> Any:
    return event.start_mark


def _told(error: yaml.MarkedYAMLError) -> str:
    told = " ".join(part for part in (error.context, error.problem) if part)
    if told.endswith("but got '?'"):
        # PyYAML takes a question mark between [ ] or { } for YAML's own sign, whatever YAML 1.2 says.
        told += "; put a text with a question mark in quotes here"
    return told


class _Loader(yaml.SafeLoader):
    """Safe loading that notes doubled keys and refuses aliases."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.mistakes: list[Mistake] = []

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases (*) can't be used", _mark(event))
        if getattr(event, "tag", None):
            raise yaml.composer.ComposerError(None, None, "tags (!) can't be used", _mark(event))
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, (list, dict)):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key has to be one word", key_node.start_mark
                )
            if key in seen:
                self.mistakes.append(Mistake(_place(key_node.start_mark), f"the key '{key}' is given twice"))
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def _date(loader: _Loader, node: Any) -> date | str:
    """A date; what only looks like one (2027-02-30) stays text, so that the form can say where it is."""
    text = str(loader.construct_scalar(node))
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


_PLAIN = {
    "tag:yaml.org,2002:null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    "tag:yaml.org,2002:bool": (r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    "tag:yaml.org,2002:int": (r"[-+]?(0|[1-9][0-9]{0,17})", list("-+0123456789")),
    "tag:yaml.org,2002:float": (
        r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?",
        list("-+.0123456789"),
    ),
    "tag:yaml.org,2002:timestamp": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", list("0123456789")),
}

_Loader.yaml_implicit_resolvers = {}
for _tag, (_pattern, _firsts) in _PLAIN.items():
    _Loader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), _firsts)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _date)
