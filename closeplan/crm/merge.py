"""Three-way merge of a deal's fields: what closeplan wants there, what it wrote, and what the CRM holds.

What a person changed is never overwritten. It is reported, until they and the plan say the same or somebody decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from closeplan.crm.model import FieldValue
from closeplan.crm.values import is_empty, is_same, is_untouched


@dataclass(frozen=True, kw_only=True)
class Merge:
    """What follows for each field, by key. `write` is to be written; `ours` is what the CRM holds of us before that; `edited` is
    what people wrote.
    """

    write: Mapping[str, FieldValue] = field(default_factory=dict)
    ours: Mapping[str, FieldValue] = field(default_factory=dict)
    edited: Mapping[str, FieldValue] = field(default_factory=dict)


def merge(
    wanted: Mapping[str, FieldValue],
    theirs: Mapping[str, FieldValue],
    written: Mapping[str, FieldValue],
    sent: Mapping[str, FieldValue],
) -> Merge:
    """Merge by key what closeplan wants with what the CRM holds. `written` is what the CRM held of closeplan when it was last
    looked at, `sent` what may have arrived since though its answer was lost.

    What closeplan never wrote is a person's, unless the field is empty or a box that is not ticked. Where it has nothing to say and never had, a
    person's value is no news.
    """
    write: dict[str, FieldValue] = {}
    ours: dict[str, FieldValue] = {}
    edited: dict[str, FieldValue] = {}
    for key, value in wanted.items():
        there = theirs.get(key)
        known = [values[key] for values in (written, sent) if key in values]
        if is_same(value, there):
            ours[key] = value
        elif any(is_same(one, there) for one in known) or (key not in written and is_untouched(there)):
            write[key], ours[key] = value, there
        elif not all(map(is_empty, (value, *known))):
            edited[key] = there
    return Merge(write=write, ours=ours, edited=edited)
