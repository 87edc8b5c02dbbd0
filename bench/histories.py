"""How well changes are found in edit histories with known truth, by closeplan, by daff and by ids alone.

`python -m bench.histories 2000` plays that many and prints the table of docs/identity.md.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from bench.figures import Figure
from tests.histories.play import Reader
from tests.histories.readers import Daff, IdsAlone, Ours
from tests.histories.score import Score, score_history

SHORT = 100
READERS: dict[str, Callable[[], Reader]] = {
    "closeplan": Ours,
    "daff, ID as its key": lambda: Daff(keyed=True),
    "daff, without IDs": lambda: Daff(keyed=False),
    "IDs alone": IdsAlone,
}


def figures() -> list[Figure]:
    """The short form: the same seeds as the long one begins with."""
    found = []
    for name, reader in READERS.items():
        score, is_ours = played(SHORT, reader), name == "closeplan"
        shown = [
            ("date moves found", score.move_recall * 100, 100.0, "%", True),
            ("false slips", float(score.false_slips), 0.0, "", False),
            ("told of the wrong milestone", score.misattribution * 100, 0.1, "%", False),
            ("changes found, precision", score.precision * 100, None, "%", False),
            ("changes found, recall", score.recall * 100, None, "%", False),
        ]
        found += [
            Figure(
                f"{SHORT} histories, {name}: {what}",
                value,
                promised if is_ours else None,
                unit,
                at_least=at_least,
            )
            for what, value, promised, unit, at_least in shown
        ]
    return found


def played(count: int, reader: Callable[[], Reader]) -> Score:
    """So many histories before fresh readers."""
    return sum((score_history(seed, reader()) for seed in range(count)), Score())


def main() -> None:
    """Print the table for as many histories as are asked for."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SHORT
    print(
        "| | date moves found | false slips | wrong milestone | precision | recall | twins | two stories | doubled | looks | s |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name, reader in READERS.items():
        begun = time.monotonic()
        score = played(count, reader)
        cells = (
            f"{score.move_recall:.3%} of {score.true_moves:,}",
            f"{score.false_slips:,}",
            f"{score.misattribution:.3%}",
            f"{score.precision:.2%}",
            f"{score.recall:.2%}",
            f"{score.twins:,}",
            f"{score.two_stories:,}",
            f"{score.doubled:,}",
            f"{score.looks:,}",
            f"{time.monotonic() - begun:.0f}",
        )
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
