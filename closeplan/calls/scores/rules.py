"""The tables that evidence is found by: cues of each language give marks, and rules join marks to evidence.

`cues/<language>.tsv` has a mark and its expressions a line; `cues/rules.tsv` holds for every language alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from closeplan.calls.scores.matching import Cues
from closeplan.plan.model import Side

_TABLES = files(__package__) / "cues"


@dataclass(frozen=True)
class Rule:
    """Marks that together are evidence for an element; `name` is how the table says which. Of each of `needs` one mark has to be there, and none of `unless`.
    `strength` goes from 0 to 1; `of_seller` says whether a seller's words count.
    """

    element: str
    name: str
    needs: tuple[frozenset[str], ...]
    unless: frozenset[str]
    strength: float
    of_seller: bool

    def holds(self, marks: AbstractSet[str], side: Side | None) -> bool:
        """Whether words with these marks, said by somebody of that side, are evidence."""
        if side is Side.SELLER and not self.of_seller:
            return False
        return not self.unless & marks and all(either & marks for either in self.needs)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, as they stand in the table."""
    return tuple(_rule(*cells) for cells in _rows("rules"))


BIAS = "-"
"""The name under which a model's intercept stands."""

WEIGHED = "en"
"""The language whose calls the weights were learned from; the others go by the rules alone."""

SAID_OTHERWISE = ("authority", "need", "pain", "decision")
"""Kinds that no rule finds, since they are other kinds by another name; a language model may."""


@cache
def kinds() -> frozenset[str]:
    """Every kind of evidence there is."""
    return frozenset(rule.element for rule in rules()).union(SAID_OTHERWISE)


@cache
def of_sellers() -> frozenset[str]:
    """The kinds of evidence that a seller's words can be."""
    return frozenset(rule.element for rule in rules() if rule.of_seller)


@cache
def cues_of(language: str) -> Cues:
    """The cues of a language (a BCP 47 tag: its first part counts); none of them where we ship no table for it."""
    short = language.partition("-")[0].lower()
    cues = Cues(short)
    if (_TABLES / f"{short}.tsv").is_file():
        for mark, expressions in _rows(short):
            for expression in expressions.split(";"):
                cues.add(mark, expression.strip())
    return cues


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """What marks and rules (by name) weigh for an element, as `bench.calls.train_evidence` learned it from labelled calls:
    a logistic model's coefficients, the intercept under `BIAS`.
    """
    found: dict[str, dict[str, float]] = {}
    for element, feature, weight in _rows("weights"):
        found.setdefault(element, {})[feature] = float(weight)
    return found


def _rows(name: str) -> Iterator[list[str]]:
    """The table's lines as cells, without its comments."""
    for line in (_TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def _rule(element: str, needs: str, unless: str, strength: str, whose: str) -> Rule:
    return Rule(
        element=element,
        name=needs,
        needs=tuple(frozenset(either.split("/")) for either in needs.split()),
        unless=frozenset(unless.split()) - {"-"},
        strength=float(strength),
        of_seller=whose == "any",
    )
