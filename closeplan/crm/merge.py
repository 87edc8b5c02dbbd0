"""Three-way merge of a deal's fields: what closeplan wants there, what it wrote, and what the CRM holds.

What a person changed is never overwritten. It is reported, until they and the plan say the same or somebody decides. The commit
gate's own fields are the exception: a box that anybody can tick would be no gate.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    alone: Collection[str] = (),
) -> Merge:
    """Merge by key what closeplan wants with what the CRM holds. `written` is what the CRM held of closeplan when it was last
    looked at, `sent` what may have arrived since though its answer was lost. Fields in `alone` say what closeplan says whoever
    changed them.

    What closeplan never wrote is a person's, unless the field is empty or a box that is not ticked. Where it has nothing to say and never had, a
    person's value is no news. A no is written once into a field that is empty: some CRMs tell it from one that nobody filled.
    """
    write: dict[str, FieldValue] = {}
    ours: dict[str, FieldValue] = {}
    edited: dict[str, FieldValue] = {}
    for key, value in wanted.items():
        there = theirs.get(key)
        known = [values[key] for values in (written, sent) if key in values]
        if is_same(value, there) and not _is_unsaid(value, there, written.get(key)):
            ours[key] = value
        elif (
            key in alone
            or any(is_same(one, there) for one in known)
            or (key not in written and is_untouched(there))
        ):
            write[key], ours[key] = value, there
        elif not all(map(is_empty, (value, *known))):
            edited[key] = there
    return Merge(write=write, ours=ours, edited=edited)


def _is_unsaid(value: FieldValue, there: FieldValue, written: FieldValue) -> bool:
    """Whether a no stands nowhere yet: the field is empty, and closeplan has written nothing into it."""
    return value is False and there is None and written is None
