"""What mails want: our vote on sentences that are labelled as asking for, promising or proposing something, or not.

`python -m bench.calls.email [FILE.jsonl]`. The vote was trained on the shared file, so there the figure is cross-validated by
fifths; another file's sentences are unseen as they stand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.calls.scoring import Tally, interval, total
from bench.figures import Figure, table
from closeplan.calls.speech_acts import asks_or_proposes
from tools.train_calls import mail_lesson, rows_of

SHARED = Path(__file__).parents[3] / "shared" / "data" / "language" / "intent_email.jsonl"
KEYWORDS = re.compile(
    r"\b(?:please|(?:can|could|would|will) you|let me know|let's|(?:i|we)(?:'ll| will))\b|\?"
)
PROMISED = 0.78


def figures(path: Path = SHARED) -> Iterator[Figure]:
    """The F1 of ours and of a keyword rule, with intervals over sentences; none where the file is missing."""
    if not path.exists():
        return
    rows = rows_of(path)
    right = [bool(row["intent"]) for row in rows]
    said = mail_lesson(path).unseen() if path == SHARED else [asks_or_proposes(row["text"]) for row in rows]
    yield _figure("ours, unseen sentences", [one > 0.5 for one in said], right, PROMISED)
    yield _figure("keyword rule", [bool(KEYWORDS.search(row["text"].lower())) for row in rows], right, None)


def _figure(name: str, said: Sequence[bool], right: Sequence[bool], promised: float | None) -> Figure:
    tallies = [Tally(s and r, s and not r, r and not s) for s, r in zip(said, right, strict=True)]
    between = interval(tallies, lambda one: one.f1)
    return Figure(f"mail intent F1, {name}", total(tallies).f1, promised, "", at_least=True, interval=between)


def main() -> None:
    """Print the figures of one file of sentences."""
    print(table(list(figures(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED))))


if __name__ == "__main__":
    main()
