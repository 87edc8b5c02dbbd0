"""Train the linear second vote on calls and mails: `python -m tools.train_calls DATA` writes `votes.bin` and prints figures.

DATA is the folder with `commit_mrda.jsonl` (ICSI MRDA, CC BY 4.0) and `intent_email.jsonl` (Parakweet, Apache-2.0). The same
data give the same file. The figures are cross-validated: meetings by leaving one out, mails by fifths.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import LeaveOneGroupOut, StratifiedKFold, cross_val_predict

import closeplan.calls.commitments as package
from closeplan.calls.commitments.cues import cues_of
from closeplan.calls.commitments.linear import BUCKETS, Vote, bucket, packed
from closeplan.calls.commitments.meetings import COMMITS, COMMITS_OR_ASKS, around
from closeplan.calls.model import Call, Turn

STRENGTH = {Vote.COMMITMENT: 0.5, Vote.COMMITMENT_OR_REQUEST: 0.5, Vote.MAIL: 5.0}
"""How little each vote is held back (the inverse of its L2 penalty), found by cross-validation."""
LABELS = {Vote.COMMITMENT: {"commit"}, Vote.COMMITMENT_OR_REQUEST: {"commit", "command"}}
THRESHOLD = {Vote.COMMITMENT: COMMITS, Vote.COMMITMENT_OR_REQUEST: COMMITS_OR_ASKS, Vote.MAIL: 0.5}


def rows_of(path: Path) -> list[dict[str, Any]]:
    """A JSONL file's records."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def meetings_of(rows: Sequence[dict[str, Any]]) -> dict[str, tuple[Call, list[set[str]]]]:
    """Each meeting as a call without sides, with the labels of its turns."""
    found = {}
    for name in sorted({row["m"] for row in rows}):
        own = [row for row in rows if row["m"] == name]
        turns = tuple(
            Turn(index=number, speaker=row["sp"], text=row["text"], start=row["t0"], end=row["t1"])
            for number, row in enumerate(own)
        )
        found[name] = (Call(name=name, day=date(2001, 1, 1), turns=turns), [set(row["lab"]) for row in own])
    return found


def matrix(sentences: Sequence[dict[str, float]]) -> csr_matrix:
    """The cues of every sentence, hashed."""
    entries = [(row, bucket(cue), value) for row, cues in enumerate(sentences) for cue, value in cues.items()]
    at, columns, values = zip(*entries, strict=True)
    return csr_matrix((values, (at, columns)), shape=(len(sentences), BUCKETS))


def fitted(on: Vote) -> LogisticRegression:
    """A model that is not yet trained."""
    return LogisticRegression(C=STRENGTH[on], max_iter=500, solver="liblinear", random_state=1)


@dataclass(frozen=True)
class Lesson:
    """What one vote learns from: cues, what is right, and of which meeting each is (None for mails)."""

    on: Vote
    cues: csr_matrix
    right: np.ndarray
    groups: list[int] | None

    def unseen(self) -> np.ndarray:
        """What the vote says of each sentence when trained on the others: other meetings, or four fifths of the mails."""
        fifths = StratifiedKFold(5, shuffle=True, random_state=0)
        folds = fifths if self.groups is None else LeaveOneGroupOut()
        said = cross_val_predict(
            fitted(self.on), self.cues, self.right, cv=folds, groups=self.groups, method="predict_proba"
        )
        return np.asarray(said[:, 1])

    def weights(self) -> list[float]:
        """The coefficients after learning all of it."""
        model = fitted(self.on).fit(self.cues, self.right)
        return [*(round(float(one), 4) for one in model.coef_[0]), float(model.intercept_[0])]


def spoken_lessons(path: Path) -> list[Lesson]:
    """What the two votes on meetings learn from."""
    meetings = meetings_of(rows_of(path)).values()
    cues = matrix(
        [cues_of(turn.text, around(call.turns, turn.index)) for call, _ in meetings for turn in call.turns]
    )
    groups = [number for number, (_, own) in enumerate(meetings) for _ in own]
    return [
        Lesson(on, cues, np.array([bool(one & wanted) for _, own in meetings for one in own]), groups)
        for on, wanted in LABELS.items()
    ]


def mail_lesson(path: Path) -> Lesson:
    """What the vote on mails learns from."""
    rows = rows_of(path)
    return Lesson(
        Vote.MAIL,
        matrix([cues_of(row["text"]) for row in rows]),
        np.array([row["intent"] for row in rows]),
        None,
    )


def main() -> None:
    """Train on the folder named and write the coefficients beside the rules."""
    data = Path(sys.argv[1])
    lessons = [*spoken_lessons(data / "commit_mrda.jsonl"), mail_lesson(data / "intent_email.jsonl")]
    for lesson in lessons:
        print(
            f"{lesson.on}: F1 {f1_score(lesson.right, lesson.unseen() > THRESHOLD[lesson.on]):.3f} on unseen sentences"
        )
    target = Path(package.__file__).with_name("votes.bin")
    target.write_bytes(packed({lesson.on: lesson.weights() for lesson in lessons}))
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
