"""The grammar: which classes side by side make a date, whatever the language.

The rules lie in `days`, `nths`, `relative`, `durations`, `spells`, `ranges`, `clock` and `romance`; here is what they share. In their patterns `{n}` is a
number, `{o}` an ordinal, `{no}` either, `{span}` anything longer than a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib import import_module
from typing import Any

from closeplan.plan.date_words.chart import Node, State, grammar, variants
from closeplan.plan.date_words.reading import Prefer
from closeplan.plan.date_words.spans import Span
from closeplan.plan.date_words.times import Time, meanings

Action = Callable[..., Any]

Found = Node | None
"""What an element of a pattern matched; None where an optional one is missing."""

_MACROS = {
    "{n}": "int|wint",
    "{o}": "ord|word",
    "{no}": "int|wint|ord|word",
    "{span}": "week|mon|qtr|yr|half|rng",
    "{to}": "to|dash|kara",
    "{sep}": "dash|slash",
}
_MODULES = ("days", "nths", "relative", "durations", "spells", "ranges", "clock", "romance")


@dataclass(frozen=True, slots=True)
class Context:
    """When and how a text is read. `strict`: a whole cell, where a contradiction is never explained away."""

    now: datetime
    prefer: Prefer
    strict: bool = False

    @property
    def ref(self) -> date:
        return self.now.date()

    def pick(self, time: Time) -> Span | None:
        """The likeliest meaning, for what is counted from it."""
        return next(iter(meanings(time, self.ref, self.prefer)), None)


@dataclass(frozen=True, slots=True)
class RuleSpec:
    pattern: str
    result: str
    action: Action
    only: str


def value_of(found: Iterable[Found], *classes: str) -> Any:
    """The value of the first node of one of these classes."""
    return next(node.value for node in found if node is not None and node.cls in classes)


def times_of(found: Iterable[Found]) -> list[Time]:
    """The times among what was found, in their order."""
    return [node.value for node in found if node is not None and isinstance(node.value, Time)]


def numbers_of(found: Iterable[Found]) -> list[int]:
    """The numbers among what was found, in their order."""
    return [node.value for node in found if node is not None and isinstance(node.value, int)]


RULES: list[RuleSpec] = []


def rule(*patterns: str, result: str = "", only: str = "") -> Callable[[Action], Action]:
    """Register an action for patterns; `result` is its class where it gives no `Time`.

    `only`: for languages whose lexicon says this of itself (`rel_follows`, `ordinal_months`).
    """

    def register(action: Action) -> Action:
        for pattern in patterns:
            written = pattern
            for macro, classes in _MACROS.items():
                written = written.replace(macro, classes)
            RULES.append(RuleSpec(written, result, action, only))
        return action

    return register


@lru_cache(maxsize=4)
def rules_for(traits: frozenset[str]) -> State:
    """All rules of languages with these traits; built at first use."""
    for module in _MODULES:
        import_module(f"closeplan.plan.date_words.{module}")
    chosen = (spec for spec in RULES if not spec.only or spec.only in traits)
    return grammar(rule for spec in chosen for rule in variants(spec.pattern, spec.result, spec.action))
