"""A small bottom-up chart parser: patterns over classes, the results of which are classes again.

Every word with a class is a node. A rule whose pattern is met by neighbouring nodes makes a new node over all of
them, which can be part of others; words of no class are gaps that nothing reaches across.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from closeplan.plan.date_words.times import Time

_MOST_NODES = 4000
"""A text made to be slow ends here."""
_FIGURES = frozenset({"int", "ord", "yy", "endint"})
"""A figure beside a weak word makes a date of it: "may 3"."""


@dataclass(frozen=True, slots=True)
class Node:
    """Tokens `start` to `end` (exclusive) read as a class with a value. `weak`: see `lexicon`."""

    start: int
    end: int
    cls: str
    value: Any
    weak: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One pattern of a rule, without its optional elements; `places` tells the action's arguments."""

    parts: tuple[frozenset[str], ...]
    places: tuple[int, ...]
    arity: int
    result: str
    action: Callable[..., Any]


class State:
    """How far a row of nodes has come in the rules it may yet fulfil; what follows is worked out when first asked."""

    __slots__ = ("_items", "_moves", "finished", "open")

    def __init__(self, items: tuple[tuple[Rule, int], ...]) -> None:
        self._items = items
        self._moves: dict[str, State | None] = {}
        self.finished = tuple(rule for rule, done in items if done == len(rule.parts))
        self.open = len(self.finished) < len(items)

    def move(self, cls: str) -> State | None:
        """The state after one more node of a class, or None where no rule goes on with it."""
        if cls not in self._moves:
            on = tuple(
                (rule, done + 1)
                for rule, done in self._items
                if done < len(rule.parts) and cls in rule.parts[done]
            )
            self._moves[cls] = State(on) if on else None
        return self._moves[cls]


def variants(pattern: str, result: str, action: Callable[..., Any]) -> Iterable[Rule]:
    """A pattern's rules. It is classes, `a|b` for either, `a?` for one that may be missing."""
    elements = pattern.split()
    optional = [place for place, element in enumerate(elements) if element.endswith("?")]
    for mask in range(1 << len(optional)):
        left_out = {place for bit, place in enumerate(optional) if mask >> bit & 1}
        places = tuple(place for place in range(len(elements)) if place not in left_out)
        parts = tuple(_classes(elements[place]) for place in places)
        yield Rule(parts, places, len(elements), result, action)


@lru_cache(maxsize=512)
def _classes(element: str) -> frozenset[str]:
    return frozenset(element.rstrip("?").split("|"))


def grammar(rules: Iterable[Rule]) -> State:
    """The state before the first node."""
    return State(tuple((rule, 0) for rule in rules))


def parse(seeds: list[Node], start: State, context: object) -> list[Node]:
    """Every node that the rules make of the seeds, seeds included."""
    chart = _Chart(start, context)
    chart.agenda.extend(seeds)
    while chart.agenda and len(chart.nodes) < _MOST_NODES:
        chart.take(chart.agenda.popleft())
    return chart.nodes


class _Chart:
    def __init__(self, start: State, context: object) -> None:
        self.start, self.context = start, context
        self.agenda: deque[Node] = deque()
        self.nodes: list[Node] = []
        self.seen: set[tuple[int, int, str]] = set()
        self.starting: dict[int, list[Node]] = {}
        self.waiting: dict[int, list[tuple[State, tuple[Node, ...]]]] = {}

    def take(self, node: Node) -> None:
        """Add one node; the first of a class over the same tokens wins."""
        key = (node.start, node.end, node.cls)
        if key in self.seen:
            return
        self.seen.add(key)
        self.nodes.append(node)
        self.starting.setdefault(node.start, []).append(node)
        self._advance(self.start, (), node)
        for state, found in tuple(self.waiting.get(node.start, ())):
            self._advance(state, found, node)

    def _advance(self, state: State, found: tuple[Node, ...], node: Node) -> None:
        """Finish the rules that end here; look for the others' next element in what is known and what is to come."""
        after = state.move(node.cls)
        if after is None:
            return
        found = (*found, node)
        for rule in after.finished:
            self._finish(rule, found)
        if after.open:
            self.waiting.setdefault(node.end, []).append((after, found))
            for following in tuple(self.starting.get(node.end, ())):
                self._advance(after, found, following)

    def _finish(self, rule: Rule, found: tuple[Node, ...]) -> None:
        arguments: list[Node | None] = [None] * rule.arity
        for place, node in zip(rule.places, found, strict=True):
            arguments[place] = node
        try:
            value = rule.action(self.context, *arguments)
        except (ValueError, OverflowError):
            return
        if value is None:
            return
        weak = max(node.weak for node in found)
        firm = len(found) > 1 and any(node.cls in _FIGURES for node in found)
        strong = firm or (weak < 2 and any(node.strong for node in found))
        cls = value.cls if isinstance(value, Time) else rule.result
        self.agenda.append(Node(found[0].start, found[-1].end, cls, value, 0 if strong else weak, strong))
