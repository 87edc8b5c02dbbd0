"""From milestones as people write them to the network's steps, and what can be wrong between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from closeplan.errors import Mistake
from closeplan.plan.forms import MilestoneForm
from closeplan.plan.model import GO_LIVE, Link, Side, Step


@dataclass(frozen=True, kw_only=True)
class PlacedStep:
    """A step and where it was written (`milestones[3]`); `given` are the fields written there."""

    step: Step
    place: str
    given: frozenset[str] = frozenset()


def merged(base: Iterable[PlacedStep], forms: Sequence[MilestoneForm]) -> list[PlacedStep]:
    """The base's steps in their order, each with what a form of the same id overrides, then the new ones.

    A form overrides the fields it gives and no others; one given as null is cleared. Of two forms with the
    same id the first counts.
    """
    steps = {placed.step.id: placed for placed in base}
    seen: set[str] = set()
    for i, form in enumerate(forms):
        if not form.id or form.id in seen:
            continue
        seen.add(form.id)
        was = steps[form.id].step if form.id in steps else Step(id=form.id, name="")
        steps[form.id] = PlacedStep(
            step=replace(was, **_given(form)),
            place=f"milestones[{i}]",
            given=frozenset(form.model_fields_set),
        )
    return list(steps.values())


def _given(form: MilestoneForm) -> dict[str, Any]:
    given: dict[str, Any] = {name: getattr(form, name) for name in form.model_fields_set}
    if "after" in given:
        links = [Link(id=link.id, lag=link.lag or 0) for link in form.after if link.id]
        given["after"] = tuple({link.id: link for link in links}.values())
    for name, default in (("side", Side.BUYER), ("days", 1)):
        # A cleared side or number of days is reported as missing; the step just needs some value meanwhile.
        if name in given and given[name] is None:
            given[name] = default
    return given


def id_mistakes(forms: Sequence[MilestoneForm], known: Mapping[str, object]) -> Iterator[Mistake]:
    """Ids missing, doubled or reserved, and what a milestone that is not in `known` has to say."""
    first: dict[str, int] = {}
    for i, form in enumerate(forms):
        at = f"milestones[{i}]"
        if not form.id:
            yield Mistake(f"{at}.id", "is required")
        elif form.id == GO_LIVE:
            yield Mistake(f"{at}.id", f"'{GO_LIVE}' is reserved for the go-live moment itself")
        elif form.id in first:
            yield Mistake(f"{at}.id", f"'{form.id}' is given twice (first in milestones[{first[form.id]}])")
        first.setdefault(form.id, i)
        for name in ("name", "side", "days"):
            needed = form.id not in known or name in form.model_fields_set
            if needed and getattr(form, name) in {None, ""}:
                yield Mistake(f"{at}.{name}", "is required")


def link_mistakes(forms: Sequence[MilestoneForm], known: Iterable[str]) -> Iterator[Mistake]:
    """Dependencies on milestones that don't exist, or named twice."""
    ids = {GO_LIVE, *known, *(form.id for form in forms)}
    for i, form in enumerate(forms):
        named: set[str] = set()
        for link in form.after:
            if link.id and link.id not in ids:
                yield Mistake(f"milestones[{i}].after", f"no milestone '{link.id}'")
            elif link.id in named:
                yield Mistake(f"milestones[{i}].after", f"names '{link.id}' twice")
            named.add(link.id)


def cycle_mistakes(steps: Sequence[PlacedStep]) -> Iterator[Mistake]:
    """Each cycle once, naming its members in the order they would have to follow each other."""
    places = {placed.step.id: placed.place for placed in steps}
    before = {placed.step.id: [link.id for link in placed.step.after] for placed in steps}
    left = _in_cycles(before)
    while left:
        path = [next(iter(left))]
        while path.count(path[-1]) == 1:
            path.append(next(other for other in left[path[-1]] if other in left))
        cycle = path[path.index(path[-1]) :]
        written = [places[member] for member in cycle if places[member].startswith("milestones")]
        yield Mistake(
            f"{written[0] if written else 'milestones'}.after", f"cycle {' -> '.join(reversed(cycle))}"
        )
        left = _in_cycles({member: links for member, links in left.items() if member not in cycle})


def _in_cycles(before: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Only the members from which one can go back for ever: those of cycles, and those behind one."""
    left = dict(before)
    waiting: dict[str, list[str]] = {member: [] for member in left}
    count = {member: sum(other in left for other in links) for member, links in left.items()}
    for member, links in left.items():
        for other in links:
            if other in waiting:
                waiting[other].append(member)
    free = [member for member, links in count.items() if not links]
    for member in free:
        del left[member]
        for other in waiting[member]:
            count[other] -= 1
            if not count[other]:
                free.append(other)  # the loop goes on over what it appends
    return left
