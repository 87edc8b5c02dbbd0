"""Partial responses: Google's `fields` parameter, parsed, proved against a schema, and applied."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from local_workspace.nodes import Node

Tree = dict[str, "Tree"]
"""A selection: name to sub-selection; an empty one means the whole field."""

_TOKEN = re.compile(r"\s*([\w$:@-]+|\*|[,()/.])")
_WHOLE: Tree = {}


class MaskError(ValueError):
    """A mask that does not parse, or names a field that the answer never has."""

    def __init__(self, selection: str) -> None:
        """`selection` is the part that is wrong, as the caller wrote it."""
        super().__init__(f"Invalid field selection {selection}")
        self.selection = selection


@dataclass(frozen=True, slots=True)
class FieldMask:
    """A parsed `fields` parameter."""

    tree: Tree

    @staticmethod
    def parse(text: str) -> FieldMask:
        """Read `a,b(c,d/e),*`; raises `MaskError`."""
        return FieldMask(_parse(text))

    def prove(self, node: Node) -> None:
        """Raise `MaskError` for the first field that the schema does not have."""
        _prove(self.tree, node, "")

    def wants(self, path: str) -> bool:
        """Whether any part of the field at that dotted path is asked for."""
        tree = self.tree
        for name in path.split("."):
            if not tree:
                return True
            if name not in tree and "*" not in tree:
                return False
            tree = tree.get(name, tree.get("*", _WHOLE))
        return True

    def under(self, name: str) -> FieldMask:
        """What is asked for inside that field."""
        return FieldMask(self.tree.get(name, self.tree.get("*", _WHOLE)))

    def apply(self, value: Any) -> Any:
        """The parts of a JSON value that are asked for."""
        return _apply(self.tree, value)


@lru_cache(maxsize=512)
def _parse(text: str) -> Tree:
    tokens: list[str] = []
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            raise MaskError(text[at:])
        tokens.append(found.group(1))
        at = found.end()
    tree, rest = _read_list(tokens, 0)
    if rest != len(tokens):
        raise MaskError(text)
    return tree


def _read_list(tokens: list[str], at: int) -> tuple[Tree, int]:
    """Selections with commas between them, from `at` on; the index after them."""
    tree: Tree = {}
    while True:
        at = _read_selection(tokens, at, tree)
        if at >= len(tokens) or tokens[at] != ",":
            return tree, at
        at += 1


def _read_selection(tokens: list[str], at: int, tree: Tree) -> int:
    path = [_name(tokens, at)]
    at += 1
    while at < len(tokens) and tokens[at] in "/.":
        path.append(_name(tokens, at + 1))
        at += 2
    inner: Tree = {}
    if at < len(tokens) and tokens[at] == "(":
        inner, at = _read_list(tokens, at + 1)
        if at >= len(tokens) or tokens[at] != ")":
            raise MaskError("".join(tokens))
        at += 1
    _merge(tree, path, inner)
    return at


def _name(tokens: list[str], at: int) -> str:
    if at >= len(tokens) or tokens[at] in ",()/.":
        raise MaskError("".join(tokens))
    head, *rest = tokens[at].split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def _merge(tree: Tree, path: list[str], inner: Tree) -> None:
    for step in reversed(path[1:]):
        inner = {step: inner}
    known = tree.get(path[0])
    if known is None:
        tree[path[0]] = inner
    elif not known or not inner:
        tree[path[0]] = {}
    else:
        for name, below in inner.items():
            _merge(known, [name], below)


def _prove(tree: Tree, node: Node, above: str) -> None:
    for name, below in tree.items():
        path = f"{above}/{name}" if above else name
        child = node if name == "*" else node.child(name)
        if child is None:
            raise MaskError(path)
        if below and name != "*":
            _prove(below, child, path)


def _apply(tree: Tree, value: Any) -> Any:
    if not tree:
        return value
    if isinstance(value, list):
        return [_apply(tree, item) for item in value]
    if not isinstance(value, Mapping):
        return value
    star = tree.get("*")
    kept = {}
    for name, item in value.items():
        below = tree.get(name, star)
        if below is not None:
            kept[name] = _apply(below, item)
    return kept
