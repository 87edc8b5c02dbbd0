"""What speaks for a row being the one of a known id, weighed as record linkage does.

Each thing to see gives the logarithm of how much likelier it is if the two are one row than if they are not (Fellegi and
Sunter, A Theory for Record Linkage, 1969). Agreement in what few rows say weighs much, agreement in what most say hardly
anything; so a name tells most, then dates and notes, then owner and workstream, and two empty cells nothing. How far ID
cells and row marks are to be believed is taken from the table itself: after a sort that left them behind they agree with
nobody's words.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from sheets_schema.labels import normal

Fields = Mapping[str, Any]
_Matrix = NDArray[np.float32]

_STAYS, _CHANGED = 0.93, 0.07
"""How often a cell is as it was, and how often not, of the rows in which anything was changed."""
_NAME_STAYS, _NAME_ALIKE, _NAME_OTHER = 0.92, 0.06, 0.02
"""The same for names, which may also be reworded or mistyped and still be like the one before."""
_ALIKE = 0.75
"""From how alike, of 1, two names are like each other."""
_LEFT = 0.04
"""How often a cell stays when another row is typed over the rest, at least."""
_COPIED = 0.05
"""How often a row that was touched is a copy of another."""
_STANDS = 4.0
"""What speaks against a row being gone while its name stands."""
_ALL_STAYS = 3.0
"""What it adds that nothing at all was changed: whole rows stay more often than their cells would by chance."""
_TYPED_OVER = 0.05
"""How often what stands in a row's place is another row, typed over it."""
_BELIEVED = 0.98
"""How far an ID cell is believed at most."""
_RARE = 0.1
"""How many more rows than the table shows would bear the same name, or one like it."""
_CANDIDATES = 12
"""How many ids a row is weighed for in the assignment: those with most evidence."""


@dataclass(frozen=True, kw_only=True)
class Witness:
    """What a row says about itself: its ID cell, its row metadata, its values by field name."""

    id_text: str
    mark: str
    fields: Fields


class Evidence:
    """What speaks for each pair of an open row and a free id.

    `settled` are the rows whose id is certain already, by row index: how far ID cells and marks are right there tells
    how far they are to be believed elsewhere, and between which neighbours a row was and is.
    """

    def __init__(
        self, rows: Sequence[Witness], known: Mapping[str, Fields], name_key: str, settled: Mapping[int, str]
    ) -> None:
        self._rows, self._known, self._settled = rows, known, settled
        self._name_key = name_key
        self._open = [index for index in range(len(rows)) if index not in settled]
        taken = set(settled.values())
        self._free = [row_id for row_id in known if row_id not in taken]
        self._names = [_name(row.fields, name_key) for row in rows]
        self._known_names = [_name(fields, name_key) for fields in known.values()]

    def gains(self) -> tuple[list[int], list[str], list[dict[int, float]]]:
        """The open rows, the free ids, and for each row what it gains by each id (by place): its best candidates.

        What a row could be instead counts against all of its pairs: a new row, or a copy of any row that is known. A copy
        says what its original says, so words alone tell nothing about which of the two is which.
        """
        words, same_name = self._by_name()
        unchanged = same_name.copy()
        for key in self._keys:
            words += self._by_cell(key, unchanged)
        instead = np.maximum(words.max(axis=1) + math.log(_COPIED), 0.0)
        columns = {row_id: column for column, row_id in enumerate(self._known)}
        free = [columns[row_id] for row_id in self._free]
        total = words[:, free] - instead[:, None] + _ALL_STAYS * unchanged[:, free]
        total += _STANDS * same_name[:, free]
        return self._open, self._free, _candidates(total + self._by_label())

    @cached_property
    def _keys(self) -> list[str]:
        """The fields that both sides show; words that could not be read count as their field's value."""
        fields = self._rows[0].fields
        return [key for key in fields if key != self._name_key and not key.endswith("_text")]

    def _by_name(self) -> tuple[_Matrix, NDArray[np.bool_]]:
        """What the names say of each open row and each known one, and which are the same."""
        names = [self._names[index] for index in self._open]
        alike: _Matrix = cdist(
            names,
            self._known_names,
            scorer=Indel.normalized_similarity,
            dtype=np.float32,
            score_cutoff=_ALIKE,
        )
        same = alike == 1.0
        some = (alike > 0) & ~same
        of_same = _NAME_STAYS / _share(same.sum(axis=1) - 1, len(self._known), _RARE)
        of_alike = _NAME_ALIKE / _share(some.sum(axis=1) - 1, len(self._known), _RARE)
        found: _Matrix = np.where(same, np.log(of_same)[:, None], np.log(_NAME_OTHER)).astype(np.float32)
        found = np.where(some, np.maximum(np.log(of_alike), np.log(_NAME_OTHER))[:, None], found)
        found[np.array([not name for name in names])] = 0.0
        return found.astype(np.float32), same

    def _by_cell(self, key: str, unchanged: NDArray[np.bool_]) -> _Matrix:
        """One field's evidence; `unchanged` keeps the pairs that agree in every field so far."""
        codes: dict[Any, int] = {}
        known = [_word(fields, key) for fields in self._known.values()]
        ours = [_word(self._rows[index].fields, key) for index in self._open]
        often = Counter(known)
        left = np.array([codes.setdefault(word, len(codes)) for word in ours])
        right = np.array([codes.setdefault(word, len(codes)) for word in known])
        agreed = left[:, None] == right[None, :]
        unchanged &= agreed
        chance = np.maximum(_share(np.array([often[word] - 1 for word in ours]), len(known), 0.5), _LEFT)
        differ = 1 - sum((count / len(known)) ** 2 for count in often.values())
        against = math.log(_CHANGED / max(differ, _CHANGED))
        found: _Matrix = np.where(agreed, np.log(_STAYS / chance)[:, None], against).astype(np.float32)
        return found

    def _by_label(self) -> _Matrix:
        """ID cells, marks and places. All three stay where a row is typed over, and the first two where a sort takes the
        visible columns only, so the strongest stands for all.
        """
        marks = [row.mark for row in self._rows]
        for_mark, against_mark, of_marks = self._label(marks, {})
        unmarked = {row.id_text for row in self._rows if not row.mark}
        weak = dict.fromkeys(unmarked, 1 - 0.7 * of_marks) if any(marks) else {}
        for_cell, against_cell, _ = self._label([row.id_text for row in self._rows], weak)
        near, along = self._by_place()
        return (
            np.maximum(np.maximum(for_cell, for_mark), near) + np.minimum(against_cell, against_mark) + along
        )

    def _label(self, labels: Sequence[str], weak: Mapping[str, float]) -> tuple[_Matrix, _Matrix, float]:
        """What one kind of label says for each pair, what against it (the id's label stands on another row, or the row
        bears another id's), and how far it is believed at all. `weak` are labels that are heard in part only.
        """
        belief = self._belief(labels)
        where = {label for label in labels if label in self._known}
        ours = [labels[index] for index in self._open]
        heard_of_row = np.array([weak.get(label, 1.0) for label in ours])[:, None]
        heard_of_id = np.array([weak.get(row_id, 1.0) for row_id in self._free])[None, :]
        same = np.array(ours)[:, None] == np.array(self._free)[None, :]
        agreed = np.where(same, max(math.log(belief / _TYPED_OVER), 0.0), 0.0) * heard_of_row
        astray = np.maximum(
            np.array([label in where for label in ours])[:, None] * heard_of_row,
            np.array([row_id in where for row_id in self._free])[None, :] * heard_of_id,
        )
        against = np.where(same, 0.0, astray * math.log(1 - belief))
        return agreed.astype(np.float32), against.astype(np.float32), belief

    def _belief(self, labels: Sequence[str]) -> float:
        """How often, of the labels whose row is still there by its name, the label stands beside that name. A row that
        was typed over says nothing about labels.
        """
        standing = set(self._names)
        met = right = 0
        for index, label in enumerate(labels):
            name = _name(self._known[label], self._name_key) if label in self._known else ""
            if name in standing:
                met += 1
                of_row = self._settled.get(index)
                right += of_row == label if of_row else self._names[index] == name
        return min((right + 0.5) / (met + 1), _BELIEVED)

    def _by_place(self) -> tuple[_Matrix, _Matrix]:
        """Between which settled neighbours the row stands and the id stood, believed as far as those kept their order; and,
        to choose where nothing else does, how far the order of all is kept.
        """
        order = {row_id: place for place, row_id in enumerate(self._known)}
        at = sorted(self._settled)
        stood = sorted(order[self._settled[index]] for index in at)
        gap_after = {place: gap for gap, place in enumerate(stood)}
        gaps = [gap_after[order[self._settled[index]]] for index in at]
        kept = sum(after == before + 1 for before, after in pairwise(gaps))
        belief = min((kept + 0.5) / (len(gaps) + 1), 0.9)
        ours = np.array([gaps[n - 1] if (n := bisect_left(at, index)) else -1 for index in self._open])
        theirs = np.array([bisect_left(stood, order[row_id]) - 1 for row_id in self._free])
        near = np.where(ours[:, None] == theirs[None, :], np.log1p(belief * 3), 0.0)
        steps = np.arange(len(ours))[:, None] / max(len(ours), 1) - np.arange(len(theirs))[None, :] / max(
            len(theirs), 1
        )
        return near.astype(np.float32), (-0.1 * steps**2).astype(np.float32)


def _candidates(total: _Matrix) -> list[dict[int, float]]:
    """Each row's best pairs with more for them than against."""
    if total.shape[1] > _CANDIDATES:
        best = np.argpartition(-total, _CANDIDATES, axis=1)[:, :_CANDIDATES]
    else:
        best = np.broadcast_to(np.arange(total.shape[1]), total.shape)
    return [
        {int(column): float(gain) for column in columns if (gain := row[column]) > 0}
        for row, columns in zip(total, best, strict=True)
    ]


def _share(others: NDArray[Any], count: int, unseen: float) -> NDArray[Any]:
    """How likely another row says the same by chance, where so many others of the table do."""
    share: NDArray[Any] = np.minimum((np.maximum(others, 0) + unseen) / count, 1.0)
    return share


def _word(fields: Fields, key: str) -> Any:
    return fields.get(f"{key}_text") or fields.get(key) or ""


def _name(fields: Fields, name_key: str) -> str:
    return normal(str(fields.get(name_key) or ""))
