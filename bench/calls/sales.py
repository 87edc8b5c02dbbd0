"""Our rules against labelled sales calls: `python -m bench.calls.sales [sample|dev|held] [--misses]` prints every figure.

A finding is at its place within one turn of the label's. Owners and due dates are counted over the commitments found.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bench.calls.scoring import Tally, interval, paired, tally, total
from bench.figures import Figure, table
from closeplan.calls.export import MEDDIC
from closeplan.calls.findings import Commitment, Findings
from closeplan.calls.understand import understand
from tests.labelled_calls import LabelledCall, labelled_calls, with_what_was_known

WITHIN = 1


def places(label: dict[str, Any]) -> list[int]:
    """The turns at which a labelled commitment may be found."""
    asked = [label["request_turn"]] if "request_turn" in label else []
    return [label["turn"], *label.get("also", ()), *asked]


def pairs_of(found: Findings, labels: dict[str, Any]) -> list[tuple[Commitment, dict[str, Any]]]:
    """Each commitment found with its label."""
    gold = labels["commitments"]
    both = paired([one.turn for one in found.commitments], [places(one) for one in gold], within=WITHIN)
    return [(found.commitments[at], gold[number]) for at, number in both]


def same_owner(found: str, label: str) -> bool:
    """Whether both name the same person: a first name will do."""
    ours, theirs = found.casefold().split(), label.casefold().split()
    return bool(ours and theirs) and (
        ours == theirs or ours[0] == theirs[0] or set(ours) & set(theirs) == set(theirs)
    )


def same_due(found: Commitment, label: dict[str, Any]) -> bool:
    """Whether the day is one that the label accepts; none where it has none."""
    accepted = {label["due"], *label.get("due_alt", ())}
    return (found.due.day.isoformat() if found.due.day else None) in accepted


def stakeholder_tally(found: Findings, labels: dict[str, Any]) -> Tally:
    """Stakeholders by name, or by title where no name was said; the turn is not counted."""
    ours = [(one.name, one.title) for one in found.stakeholders]
    right, left = 0, list(ours)
    for one in labels["stakeholders"]:
        hit = next((mine for mine in left if _same_stakeholder(mine, one)), None)
        if hit:
            left.remove(hit)
            right += 1
    return Tally(right, len(ours) - right, len(labels["stakeholders"]) - right)


def _same_stakeholder(mine: tuple[str, str], label: dict[str, Any]) -> bool:
    name, title = mine
    if label["name"]:
        return same_owner(name, label["name"])
    ours, theirs = set(title.casefold().split()), set(label["title"].casefold().split())
    return not name and bool(ours & theirs - {"the", "of", "and", "our", "team"})


def kappa(found: Sequence[Findings], labels: Sequence[dict[str, Any]]) -> float:
    """Cohen's kappa over (call, element): whether there is evidence for it at all."""
    yes = [
        (any(one.element == element for one in f.evidence), bool(label["meddic"].get(element)))
        for f, label in zip(found, labels, strict=True)
        for element in MEDDIC
    ]
    right = sum(ours and theirs for ours, theirs in yes)
    both = Tally(right, sum(ours for ours, _ in yes) - right, sum(theirs for _, theirs in yes) - right)
    return _beyond_chance(both, len(yes))


def turn_kappa(read: Sequence[tuple[Findings, dict[str, Any]]]) -> float:
    """Cohen's kappa over (turn, element): evidence one turn off the label's agrees with it."""
    hits = total([one for element in MEDDIC for one in _element_tallies(read, element)])
    return _beyond_chance(hits, len(MEDDIC) * sum(len(label["turns"]) for _, label in read))


def _beyond_chance(both: Tally, n: int) -> float:
    """Kappa of two judges of `n` things, by what both, one and the other said yes to."""
    ours, theirs = (both.right + both.wrong) / n, (both.right + both.missed) / n
    chance = ours * theirs + (1 - ours) * (1 - theirs)
    return 1.0 if chance == 1 else (1 - (both.wrong + both.missed) / n - chance) / (1 - chance)


PROMISED = {"commitments F1": 0.85, "owner": 0.90, "due date": 0.90, "stakeholders F1": 0.85}
KAPPA = 0.6


def figures(calls: list[LabelledCall], which: str) -> Iterator[Figure]:
    """Every figure with its interval; none where there are no calls."""
    if not calls:
        return
    read = [(findings, one.labels) for one, findings in with_what_was_known(calls, understand)]
    for kind, tallies in _tallies(read).items():
        whole = total(tallies)
        for name, measure in MEASURES.items():
            promised = PROMISED.get(f"{kind} {name}")
            yield _figure(
                f"{which} calls, {kind} {name}", measure(whole), promised, interval(tallies, measure)
            )
    for kind, is_right in JUDGED.items():
        shares = [_share([is_right(c, label) for c, label in pairs_of(f, g)]) for f, g in read]
        name = f"{which} calls, {kind} right of the commitments found"
        found = total(shares).precision
        yield _figure(name, found, PROMISED.get(kind), interval(shares, MEASURES["precision"]))
    agreed = kappa([f for f, _ in read], [g for _, g in read])
    yield _figure(f"{which} calls, MEDDIC elements kappa", agreed, KAPPA, None)
    yield _figure(f"{which} calls, MEDDIC turns kappa", turn_kappa(read), KAPPA, None)


def _figure(name: str, value: float, promised: float | None, between: tuple[float, float] | None) -> Figure:
    return Figure(name, value, promised, "", at_least=True, interval=between)


def _share(judged: list[bool]) -> Tally:
    return Tally(sum(judged), len(judged) - sum(judged))


MEASURES: dict[str, Callable[[Tally], float]] = {
    "precision": lambda one: one.precision,
    "recall": lambda one: one.recall,
    "F1": lambda one: one.f1,
}
JUDGED: dict[str, Callable[[Commitment, dict[str, Any]], bool]] = {
    "owner": lambda found, label: same_owner(found.owner, label["owner"]),
    "due date": same_due,
    "firm or conditional": lambda found, label: found.binding == label["status"],
}
OF_A_TURN: dict[str, Callable[[Findings], Sequence[Any]]] = {
    "requests_unanswered": lambda found: found.requests,
    "risks": lambda found: found.risks,
    "dependencies": lambda found: found.dependencies,
    "date_changes": lambda found: found.date_changes,
}


def _tallies(read: list[tuple[Findings, dict[str, Any]]]) -> dict[str, list[Tally]]:
    """A tally a call, of each kind of finding."""
    found = {
        "commitments": [
            tally([c.turn for c in f.commitments], [places(c) for c in g["commitments"]], within=WITHIN)
            for f, g in read
        ],
        "stakeholders": [stakeholder_tally(f, g) for f, g in read],
    }
    for kind, those in OF_A_TURN.items():
        found[kind] = [
            tally([one.turn for one in those(f)], [[one["turn"]] for one in g[kind]], within=WITHIN)
            for f, g in read
        ]
    for element in MEDDIC:
        found[f"MEDDIC {element} turns"] = _element_tallies(read, element)
    return found


def _element_tallies(read: Sequence[tuple[Findings, dict[str, Any]]], element: str) -> list[Tally]:
    """A tally a call, of the turns that are evidence for an element."""
    return [
        tally(
            sorted({one.turn for one in f.evidence if one.element == element}),
            [[turn] for turn in g["meddic"].get(element, ())],
            within=WITHIN,
        )
        for f, g in read
    ]


def misses(calls: list[LabelledCall]) -> Iterator[str]:
    """What was found too much or not at all, with the words."""
    for one, found in with_what_was_known(calls, understand):
        labels, turns = one.labels, one.call.turns
        both = pairs_of(found, labels)
        hit, known = [c for c, _ in both], [g for _, g in both]
        yield f"== {one.call.name}"
        for g in labels["commitments"]:
            if not any(g is other for other in known):
                yield f"- missed commitment {g['turn']} {g['owner']}: {g['what']} | {turns[g['turn']].text}"
        for c in found.commitments:
            if not any(c is other for other in hit):
                yield f"+ no commitment {c.turn} {c.owner}: {c.quote.text} | {turns[c.turn].text}"
        for c, g in both:
            if not same_owner(c.owner, g["owner"]):
                yield f"~ owner {c.turn}: {c.owner}, not {g['owner']} | {turns[c.turn].text}"
            if not same_due(c, g):
                yield f"~ due {c.turn}: {c.due.day} “{c.due.text}”, not {g['due']} “{g['due_text']}” {g['due_kind']}"
            if str(c.binding) != g["status"]:
                yield f"~ {c.turn}: {c.binding}, not {g['status']} | {turns[c.turn].text}"


def main() -> None:
    """Print one set's figures, or with `--misses` every line that is wrong."""
    which = next((word for word in sys.argv[1:] if not word.startswith("-")), "sample")
    calls = labelled_calls(which)
    if "--misses" in sys.argv:
        print("\n".join(misses(calls)))
        return
    print(table(list(figures(calls, which))) if calls else f"there are no {which} calls here")


if __name__ == "__main__":
    main()
