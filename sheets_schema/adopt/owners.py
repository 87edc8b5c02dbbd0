"""Two owner columns, one a side: which they are, and which side each one is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from closeplan.plan.model import Side
from sheets_schema.adopt.cells import Kind
from sheets_schema.adopt.evidence import Evidence

_LEAST = 0.45
_BRACKETS = re.compile(r"[(\[（【]([^)\]）】]+)[)\]）】]")


def owner_pair(evidences: Sequence[Evidence]) -> dict[int, Side]:
    """The two columns that name an owner for a side each, by position; empty where there is one owner column or none.

    A column is the side its header names. Where headers name companies, the buyer's column comes first: so people
    write `Buyer – Seller`.
    """
    able = [at for at, one in enumerate(evidences) if _may_own(one)]
    pairs = [(a, b) for a, b in combinations(able, 2) if _differ(evidences[a], evidences[b])]
    if not pairs:
        return {}
    first, second = max(
        pairs, key=lambda pair: sum(evidences[at].scores.get("owner", 0) for at in pair) - (pair[1] - pair[0])
    )
    return _sides(first, second, evidences)


def _may_own(one: Evidence) -> bool:
    """Whether a column names people, as its header or nothing else says."""
    heading, found = one.column.heading, one.column.profile
    weight = heading.weight("owner")
    if found.filled and one.gain("owner") <= 0:
        return False
    if weight >= _LEAST:
        return weight >= max(
            (said.weight for name, said in heading.fields.items() if name != "owner"), default=0
        )
    return one.unexplained and bool(heading.text) and not heading.ignored and found.of(Kind.FULL_PERSON) > 0.8


def _differ(one: Evidence, other: Evidence) -> bool:
    """Whether two owner columns are the two sides', and not a first and a second person."""
    a, b = one.column.heading, other.column.heading
    if _whose(a.text) and _whose(b.text) and _whose(a.text) != _whose(b.text):
        return True
    if a.side and b.side:
        return a.side is not b.side
    if a.side or b.side:
        return bool(a.rest or b.rest) or "owner" not in (a if not a.side else b).fields
    if a.weight("owner") and b.weight("owner"):
        return (
            bool(a.rest)
            and bool(b.rest)
            and a.rest != b.rest
            and a.fields["owner"].word == b.fields["owner"].word
        )
    return not a.weight("owner") and not b.weight("owner") and abs(one.column.index - other.column.index) == 1


def _whose(text: str) -> str:
    """What a header says in brackets: "Lead (Northwind)" is Northwind's."""
    match = _BRACKETS.search(text)
    return match[1].casefold().strip() if match else ""


def _sides(first: int, second: int, evidences: Sequence[Evidence]) -> dict[int, Side]:
    named = evidences[first].column.heading.side
    opposite = evidences[second].column.heading.side
    if named is Side.SELLER or (named is None and opposite is Side.BUYER):
        return {first: Side.SELLER, second: Side.BUYER}
    return {first: Side.BUYER, second: Side.SELLER}
