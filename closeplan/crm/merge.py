"""Three-way merge of a deal's fields: what closeplan wants there, what it wrote, and what the CRM holds.

What a person changed is never overwritten. It is reported, until they and the plan say the same or somebody decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from closeplan.crm.model import FieldValue
from closeplan.crm.values import is_same


@dataclass(frozen=True, kw_only=True)
class Merge:
    """What follows for each field, by key. `write` is to be written; of `held` and of what is to be written over, `ours` is what
    the CRM holds of us now; `edited` is what people wrote.
    """

    write: Mapping[str, FieldValue]
    ours: Mapping[str, FieldValue]
    edited: Mapping[str, FieldValue]


def merge(
    wanted: Mapping[str, FieldValue],
    theirs: Mapping[str, FieldValue],
    *was_ours: Mapping[str, FieldValue],
) -> Merge:
    """Merge by key. `was_ours` are values that closeplan wrote, or set out to write without hearing whether they arrived. A
    value that it never wrote is a person's, unless the field is empty or says what the plan says.
    """
    write: dict[str, FieldValue] = {}
    ours: dict[str, FieldValue] = {}
    edited: dict[str, FieldValue] = {}
    for key, value in wanted.items():
        there = theirs.get(key)
        if is_same(value, there):
            ours[key] = value
        elif _is_ours(there, [known[key] for known in was_ours if key in known]):
            write[key], ours[key] = value, there
        else:
            edited[key] = there
    return Merge(write=write, ours=ours, edited=edited)


def _is_ours(there: FieldValue, written: Sequence[FieldValue]) -> bool:
    """Whether nobody but closeplan put there what is there."""
    if not written:
        return is_same(None, there)
    return any(is_same(value, there) for value in written)
