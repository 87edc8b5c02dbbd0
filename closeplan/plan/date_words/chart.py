"""A small bottom-up chart parser: patterns over classes, the results of which are classes again.

Every word with a class is a node. A rule whose pattern is met by neighbouring nodes makes a new node over all of
them, which can be part of others; words of no class are gaps that nothing reaches across.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from closeplan.plan.date_words.times import Time

_MOST_NODES = 4000
"""A text made to be slow ends here."""


@dataclass(frozen=True, slots=True)
class Node:
    """Tokens `start` to `end` (exclusive) read as a class with a value. `weak`: see `lexicon`."""

    start: int
    end: int
    cls: str
    value: Any
    weak: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of a rule, without its optional elements; `places` tells the action's arguments."""

    parts: tuple[frozenset[str], ...]
    places: tuple[int, ...]
    arity: int
    result: str
    action: Callable[..., Any]


RuleTable = dict[str, list[Rule]]
"""Rules by the classes they may begin with."""


def add_rule(table: RuleTable, pattern: str, result: str, action: Callable[..., Any]) -> None:
    """Put a rule into a table. A pattern is classes, `a|b` for either, `a?` for one that may be missing."""
    elements = pattern.split()
    optional = [place for place, element in enumerate(elements) if element.endswith("?")]
    for mask in range(1 << len(optional)):
        left_out = {place for bit, place in enumerate(optional) if mask >> bit & 1}
        places = tuple(place for place in range(len(elements)) if place not in left_out)
        parts = tuple(frozenset(elements[place].rstrip("?").split("|")) for place in places)
        rule = Rule(parts, places, len(elements), result, action)
        for cls in parts[0]:
            table.setdefault(cls, []).append(rule)


def parse(seeds: list[Node], rules: RuleTable, context: object) -> list[Node]:
    """Every node that the rules make of the seeds, seeds included."""
    chart = _Chart(rules, context)
    chart.agenda.extend(seeds)
    while chart.agenda and len(chart.seen) < _MOST_NODES:
        chart.take(chart.agenda.popleft())
    return chart.nodes


_FIGURES = frozenset({"int", "ord", "yy", "endint"})
"""A figure beside a weak word makes a date of it: "may 3"."""


class _Chart:
    def __init__(self, rules: RuleTable, context: object) -> None:
        self.rules, self.context = rules, context
        self.agenda: deque[Node] = deque()
        self.nodes: list[Node] = []
        self.seen: set[tuple[int, int, str]] = set()
        self.starting: dict[int, list[Node]] = {}
        self.waiting: dict[int, list[tuple[Rule, tuple[Node, ...]]]] = {}

    def take(self, node: Node) -> None:
        """Add one node; the first of a class over the same tokens wins."""
        key = (node.start, node.end, node.cls)
        if key in self.seen:
            return
        self.seen.add(key)
        self.nodes.append(node)
        self.starting.setdefault(node.start, []).append(node)
        for rule in self.rules.get(node.cls, ()):
            self._advance(rule, (node,))
        for rule, found in tuple(self.waiting.get(node.start, ())):
            if node.cls in rule.parts[len(found)]:
                self._advance(rule, (*found, node))

    def _advance(self, rule: Rule, found: tuple[Node, ...]) -> None:
        """Finish a rule, or look for its next element among what is known and what is to come."""
        if len(found) == len(rule.parts):
            self._finish(rule, found)
            return
        end = found[-1].end
        self.waiting.setdefault(end, []).append((rule, found))
        wanted = rule.parts[len(found)]
        for node in tuple(self.starting.get(end, ())):
            if node.cls in wanted:
                self._advance(rule, (*found, node))

    def _finish(self, rule: Rule, found: tuple[Node, ...]) -> None:
        arguments: list[Any] = [None] * rule.arity
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
        weak = 0 if strong else weak
        cls = value.cls if isinstance(value, Time) else rule.result
        self.agenda.append(Node(found[0].start, found[-1].end, cls, value, weak, strong))
