"""Commitments in free meetings: ours beside a keyword rule and follow-through, on MRDA's labelled utterances.

`python -m bench.calls.meetings [FILE.jsonl]`. The linear vote was trained on the shared file, so on that file only the figures
"on unseen meetings" are a test: they train anew without each meeting. Another file's meetings are unseen as they stand.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.calls.scoring import Tally, interval, tally, total
from bench.figures import Figure, table
from closeplan.calls.commitments import find_commitments
from closeplan.calls.commitments.linear import Vote
from closeplan.calls.model import Call, Known
from tools.train_calls import THRESHOLD, meetings_of, rows_of, spoken_lessons

SHARED = Path(__file__).parents[3] / "shared" / "data" / "language" / "commit_mrda.jsonl"
KEYWORDS = re.compile(r"\b(?:i|we)(?:'ll| will|'m going to| am going to|'re going to| are going to)\b")
PROMISED = {"strict": 0.58, "within two utterances": 0.65, "or commands": 0.5}
Found = tuple[Sequence[int], Sequence[int]]


def ours(call: Call) -> Found:
    """The turns that commit, and those together with the ones that ask."""
    commitments, requests = find_commitments(call, Known())
    commits = [one.turn for one in commitments]
    asks = {one.request_turn for one in commitments if one.request_turn is not None} | {
        one.turn for one in requests
    }
    return commits, sorted(asks | set(commits))


def keywords(call: Call) -> Found:
    """(I or we) and will or going to."""
    found = [turn.index for turn in call.turns if KEYWORDS.search(turn.text.lower())]
    return found, found


def follow_through(call: Call) -> Found:
    """What follow-through finds in each turn."""
    extract = importlib.import_module("follow_through.extract").extract_text
    found = [
        turn.index for turn in call.turns if extract(f"{turn.text[:1].upper()}{turn.text[1:]}", "meeting")
    ]
    return found, found


def unseen(path: Path, sizes: Sequence[int]) -> list[Found]:
    """What the vote finds in each meeting when trained on the others only."""
    votes = {lesson.on: iter(lesson.unseen() > THRESHOLD[lesson.on]) for lesson in spoken_lessons(path)}
    found: list[Found] = []
    for size in sizes:
        commits = [turn for turn in range(size) if next(votes[Vote.COMMITMENT])]
        either = [turn for turn in range(size) if next(votes[Vote.COMMITMENT_OR_REQUEST])]
        found.append((commits, sorted({*commits, *either})))
    return found


def figures(path: Path = SHARED) -> Iterator[Figure]:
    """Every figure, with its interval over meetings; none where the file is missing."""
    if not path.exists():
        return
    meetings = list(meetings_of(rows_of(path)).values())
    labels = [own for _, own in meetings]
    if path == SHARED:
        yield from _figures(
            "ours on unseen meetings", unseen(path, [len(own) for own in labels]), labels, promised=True
        )
    else:
        yield from _figures("ours", [ours(call) for call, _ in meetings], labels, promised=True)
    systems: dict[str, Callable[[Call], Found]] = {"keyword rule": keywords}
    if importlib.util.find_spec("follow_through"):
        systems["follow-through"] = follow_through
    for name, system in systems.items():
        yield from _figures(name, [system(call) for call, _ in meetings], labels, promised=False)


def _figures(
    name: str, found: Sequence[Found], labels: Sequence[list[set[str]]], *, promised: bool
) -> Iterator[Figure]:
    kinds = (
        ("strict", 0, {"commit"}, 0),
        ("within two utterances", 0, {"commit"}, 2),
        ("or commands", 1, {"commit", "command"}, 0),
    )
    for kind, which, wanted, within in kinds:
        tallies = [_tally(one[which], own, wanted, within) for one, own in zip(found, labels, strict=True)]
        aim = PROMISED[kind] if promised else None
        between = interval(tallies, lambda one: one.f1)
        yield Figure(
            f"meetings, commitments {kind} F1, {name}",
            total(tallies).f1,
            aim,
            "",
            at_least=True,
            interval=between,
        )


def _tally(found: Sequence[int], labels: list[set[str]], wanted: set[str], within: int) -> Tally:
    return tally(found, [[turn] for turn, own in enumerate(labels) if own & wanted], within=within)


def main() -> None:
    """Print the figures of one file of meetings."""
    print(table(list(figures(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED))))


if __name__ == "__main__":
    main()
