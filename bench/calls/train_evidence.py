"""Learns what marks and rules weigh as evidence: `python -m bench.calls.train_evidence --write` writes the shipped table.

Logistic regression with an L2 penalty on the labelled calls that may be tuned on, and on sentences written for it; held
calls are never read. Without `--write` it says how well weights learned on the other deals do on each deal.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.calls.scoring import Tally, tally, total
from closeplan.calls.findings import Findings
from closeplan.calls.model import Call, Known, Turn
from closeplan.calls.scores import evidence
from closeplan.calls.scores.hearing import Heard, heard_turns, is_after_signature
from closeplan.calls.scores.likelihood import features_of, fired_rules, rules_of
from closeplan.calls.scores.rules import BIAS, of_sellers
from closeplan.calls.stakeholders import find_stakeholders
from tests.labelled_calls import LabelledCall, labelled_calls, with_what_was_known
from tests.unit.calls.scores.talks import EVA, SAM, talk

PENALTY = 3.0
"""Strength of the penalty on every weight but the intercept."""

SEED = 0.6
"""What a written sentence counts beside a turn of a real talk; set across deals, as the penalty is."""

BELIEF = 1.0
"""Logits that a rule is believed to be worth per strength before any call is seen; what calls teach starts from there."""

STEPS = 25
"""Newton steps; it converges in about eight."""

LEAST = 0.005
"""Weights nearer to 0 are left out of the table."""

SEEDS = Path(__file__).parent / "evidence_seeds.tsv"

Features = list[frozenset[str]]


@dataclass(frozen=True)
class Example:
    """A labelled call with the features of its turns."""

    one: LabelledCall
    features: Features

    def labels(self, element: str) -> NDArray[np.float64]:
        """Which of its turns are evidence for the element."""
        gold = set(self.one.labels["meddic"].get(element, ()))
        return np.array([float(turn.index in gold) for turn in self.one.call.turns])


def examples() -> list[Example]:
    """Every labelled call that may be tuned on."""
    calls = sorted(
        [*labelled_calls("sample"), *labelled_calls("dev")], key=lambda one: (one.deal, one.call.day)
    )
    features: dict[str, Features] = {}

    def found_in(call: Call, known: Known) -> Findings:
        turns = heard_turns(call, known)
        features[call.name] = [_features(call, *one) for one in turns]
        return Findings(stakeholders=find_stakeholders(call, known))

    return [Example(one, features[one.call.name]) for one, _ in with_what_was_known(calls, found_in)]


def _features(call: Call, turn: Turn, heard: list[Heard], around: frozenset[str]) -> frozenset[str]:
    return features_of(call, turn, heard, around, fired_rules(heard, around, call.side_of(turn)))


@cache
def seeds() -> list[tuple[str, frozenset[str]]]:
    """Sentences with the element that they are evidence for, or "none"; those of other elements say nothing of one."""
    found = []
    for line in SEEDS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            element, words = line.split("\t")
            call = talk((SAM, "Okay."), (EVA, words), *[(SAM, "Okay.")] * 2)
            turn, heard, around = list(heard_turns(call, Known()))[1]
            found.append((element, _features(call, turn, heard, around)))
    return found


def learn(learned_from: Sequence[Example], element: str) -> dict[str, float]:
    """The weights of an element's features: its own rules and every mark."""
    written = [(features, float(said == element)) for said, features in seeds() if said in {element, "none"}]
    turns = [features for example in learned_from for features in example.features]
    turns += [features for features, _ in written]
    names = sorted(
        {name for one in turns for name in one if ": " not in name or name.startswith(f"{element}: ")}
    )
    column = {name: at for at, name in enumerate(names, start=1)}
    x = np.zeros((len(turns), len(names) + 1))
    x[:, 0] = 1
    for row, features in enumerate(turns):
        x[row, [column[name] for name in features if name in column]] = 1
    y = np.concatenate([*(one.labels(element) for one in learned_from), [label for _, label in written]])
    counts = np.concatenate([np.ones(len(turns) - len(written)), np.full(len(written), SEED)])
    penalty = PENALTY * np.eye(x.shape[1])
    penalty[0, 0] = 0
    before = np.zeros(x.shape[1])
    before[[column[name] for name, _ in rules_of(element) if name in column]] = [
        BELIEF * strength for name, strength in rules_of(element) if name in column
    ]
    w = before.copy()
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (counts * p * (1 - p))[:, None]).T @ x + penalty + 1e-9 * np.eye(len(w))
        w = w - np.linalg.solve(hessian, x.T @ (counts * (p - y)) + penalty @ (w - before))
    return {BIAS: float(w[0])} | {name: float(w[at]) for name, at in column.items() if abs(w[at]) >= LEAST}


def across_deals(found: Sequence[Example], element: str) -> tuple[Tally, list[tuple[bool, bool]]]:
    """Turns right within one, and whether a call has any, each deal by weights learned on the others."""
    tallies, presence = [], []
    for deal in sorted({example.one.deal for example in found}):
        table = learn([example for example in found if example.one.deal != deal], element)
        for example in (example for example in found if example.one.deal == deal):
            hit = [] if is_after_signature(example.one.call) else _found_by(table, element, example.features)
            gold = example.one.labels["meddic"].get(element, ())
            tallies.append(tally(hit, [[turn] for turn in gold], within=1))
            presence.append((bool(hit), bool(gold)))
    return total(tallies), presence


def _found_by(table: dict[str, float], element: str, turns: Features) -> list[int]:
    """Which turns are evidence as `find_evidence` says it, had it these weights."""
    chances = []
    for features in turns:
        chance = 1 / (1 + np.exp(-table[BIAS] - sum(table.get(name, 0.0) for name in features)))
        may_count = "seller" not in features or element in of_sellers()
        chances.append(evidence.believed(element, features, float(chance)) if may_count else 0.0)
    return evidence.turns_of(element, chances)


def rows(found: Sequence[Example]) -> Iterator[str]:
    """The table: element, feature, weight."""
    for element in evidence.LEARNED:
        for name, weight in sorted(learn(found, element).items()):
            yield f"{element}\t{name}\t{weight:.3f}"


def main() -> None:
    """Write the table, or say how well it does across deals."""
    found = examples()
    if "--write" in sys.argv:
        table = Path(evidence.__file__).parent / "cues" / "weights.tsv"
        table.write_text("".join(f"{row}\n" for row in rows(found)), encoding="utf-8")
        return
    presence: list[tuple[bool, bool]] = []
    for element in evidence.LEARNED:
        sums, there = across_deals(found, element)
        presence += there
        print(
            f"{element}: precision {sums.precision:.2f}, recall {sums.recall:.2f}, F1 {sums.f1:.2f}, calls right {sum(a == b for a, b in there)} of {len(there)}"
        )


if __name__ == "__main__":
    main()
