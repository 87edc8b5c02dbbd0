"""How well a reader found what truly changed.

Between two readings the truth is the difference of the table by milestone, what was found the difference by the ids the
reader gave; both are told by `closeplan.plan.diff`. A found change is right if the same field of the same milestone
changed from and to the same words. Rows that came or went are compared by their words.

Where ids were broken and words were changed at once, two stories may explain the same Sheet, and nobody who sees it
before and after could say which one is true. The reader's story is then taken for the truth, and the look is counted.
That is so under these conditions, all of them: the rows in question had no ID cell of their own left; they were taken for
rows of the name they bear or bore, and for no others; and the reader's story changes fewer cells than what truly
happened, or as many. Where rows that say the same, word for word, were taken for each other, they are counted as twins,
else as two stories.

Where an undo brought a milestone back while it stood elsewhere, it stands in two rows, and the history itself does not say
which of them it is: whichever of the two the reader takes for it is it. Such looks are counted as doubled where the
reader took another than the first, and everything else in them is judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from closeplan.plan.diff import diff
from closeplan.plan.ledger import Change, ChangeKind
from closeplan.plan.model import Milestone, Plan
from tests.histories.play import Reader, Seen, play

_Told = tuple[str, str, str, str]
"""A change as it is compared: the milestone (or its words, where it came or went), the field, was and now."""


@dataclass
class Score:
    """Counts over all readings. A date move is a readable due date that became another; a false slip one that nobody
    made; a wrong attribution a found change that was told of another milestone than it belongs to.
    """

    looks: int = 0
    twins: int = 0
    two_stories: int = 0
    doubled: int = 0
    true: int = 0
    found: int = 0
    right: int = 0
    true_moves: int = 0
    right_moves: int = 0
    false_slips: int = 0
    misattributed: int = 0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def move_recall(self) -> float:
        return self.right_moves / self.true_moves if self.true_moves else 1.0

    @property
    def misattribution(self) -> float:
        return self.misattributed / self.found if self.found else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            *(mine + theirs for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True))
        )


def score_history(seed: int, reader: Reader) -> Score:
    """One history before one reader."""
    score = Score()
    was: Seen | None = None
    for now in play(seed, reader):
        if was is not None:
            score += score_look(was, now)
        was = now
    return score


def score_look(was: Seen, now: Seen) -> Score:
    """One reading against the one before it."""
    before = dict(zip(was.ids, was.whos, strict=True))
    known = set(was.whos)
    claims = [before.get(row_id) for row_id in now.ids]
    now_whos = _as_taken(now, claims)
    whos = [who if who in known else None for who in now_whos]
    wrong = [index for index, (claim, who) in enumerate(zip(claims, whos, strict=True)) if claim != who]
    fresh = max([*was.whos, *now.whos], default=0) + 1
    told_as = [fresh + index if claim is None else claim for index, claim in enumerate(claims)]
    old = _plan(was.whos, was.rows)
    truth, story = diff(old, _plan(now_whos, now.rows)), diff(old, _plan(told_as, now.rows))
    doubled = int(now_whos != now.whos)
    if wrong and _could_be(was, now, claims, wrong) and _cost(story) <= _cost(truth):
        are_twins = all(
            any(now.rows[index] == now.rows[other] for other in wrong if other != index) for index in wrong
        )
        score = _compared(story, story, set())
        return replace(score, twins=int(are_twins), two_stories=int(not are_twins), doubled=doubled)
    return replace(
        _compared(truth, story, {f"m{told_as[index]}" for index in wrong}),
        doubled=doubled,
    )


def _as_taken(now: Seen, claims: list[int | None]) -> list[int]:
    """The milestone in each row, one that stands in several rows in that which the reader took for it."""
    whos = list(now.whos)
    for index, (who, claim) in enumerate(zip(now.stood_as, claims, strict=True)):
        if claim == who and whos[index] != who:
            first = whos.index(who)
            whos[first], whos[index] = whos[index], who
    return whos


def _could_be(was: Seen, now: Seen, claims: list[int | None], wrong: list[int]) -> bool:
    """Whether the rows a reader got wrong have no ID cell of their own left, and were taken for rows of their name only."""
    names = {who: row.name for who, row in zip(was.whos, was.rows, strict=True)}
    return not any(now.own_id[index] for index in wrong) and all(
        claim is None or names[claim] in (now.rows[index].name, names.get(now.whos[index]))
        for index in wrong
        for claim in (claims[index],)
    )


def _compared(truth: Iterable[Change], story: Iterable[Change], wrong: set[str]) -> Score:
    true, found = _told(truth), _told(story)
    right = true & found
    return Score(
        looks=1,
        true=true.total(),
        found=found.total(),
        right=right.total(),
        true_moves=sum(_moves(true).values()),
        right_moves=sum(_moves(right).values()),
        false_slips=sum(_moves(found - true).values()),
        misattributed=sum(change.row in wrong for change in story if change.kind is ChangeKind.CHANGED),
    )


def _moves(told: Counter[_Told]) -> dict[_Told, int]:
    return {
        one: count for one, count in told.items() if one[1] == "due" and _is_day(one[2]) and _is_day(one[3])
    }


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4:5] == "-"


def _told(changes: Iterable[Change]) -> Counter[_Told]:
    return Counter(
        (change.row, change.field, change.was, change.now)
        if change.kind is ChangeKind.CHANGED
        else (change.kind.value, change.item, change.workstream, "")
        for change in changes
    )


def _cost(changes: Iterable[Change]) -> int:
    """How many cells a story changes; a row that comes or goes counts for half its cells."""
    return sum(1 if change.kind is ChangeKind.CHANGED else 5 for change in changes)


def _plan(whos: Iterable[int], rows: Iterable[Milestone]) -> Plan:
    return Plan(milestones=tuple(replace(row, id=f"m{who}") for who, row in zip(whos, rows, strict=True)))
