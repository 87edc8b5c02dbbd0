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
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sheets_schema.labels import normal

Fields = Mapping[str, Any]
_Matrix = NDArray[np.float32]

_STAYS, _CHANGED = 0.93, 0.07
"""How often a cell is as it was, and how often not, of the rows in which anything was changed."""
_NAME_STAYS, _NAME_ALIKE, _NAME_OTHER = 0.92, 0.06, 0.02
"""The same for names, which may also be reworded or mistyped and still be like the one before."""
_ALIKE = 0.7
"""From how alike, of 1, two names are like each other."""
_LEFT = 0.04
"""How often a cell stays when another row is typed over the rest, at least."""
_COPIED = 0.05
"""How often a row that was touched is a copy of another."""
_SURELY_COPIED = 9.0
"""How much likelier than not a row is a copy that with its neighbour is word for word what stands elsewhere, in that order."""
_STANDS = 6.0
"""What speaks against a row being gone while its name stands."""
_LIVES_ON, _ANOTHER = 3.0, -50.0
"""What speaks against its being gone while a name like it stands, or half of what it said; and for its being gone where
neither does: a row under another name that kept less than half of its words is another row.
"""
_STANDS_EMPTY = 1.0
"""What speaks against its being elsewhere under another name while its own row stands empty, with its ID cell."""
_DATES_STAY, _ALL_STAYS = 3.0, 1.5
"""What it adds that no date was changed, and nothing at all: a copy is made to be edited, its dates first of all."""
_FEWER = 0.25
"""What it adds that one cell beside the name was changed and not two, or none and not one: where a row and its copy were both
edited, the one in which more stands is the row.
"""
_TYPED_OVER = 0.03
"""How often what stands in a row's place is another row, typed over it."""
_BELIEVED = 0.98
"""How far an ID cell is believed at most."""
_SECOND = 0.5
"""How far a second label counts beside a stronger one: both stay, and both are left behind, for the same reasons."""
_BROUGHT = 0.7
"""How much less an ID cell says in a row without a mark, where rows are marked."""
_PLACE = 3.0
"""How much likelier a row stands between its old neighbours than another does."""
_NEAR = 3
"""How many rows above and below tell how far a row's labels are to be believed."""
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
    how far they are to be believed elsewhere, and between which neighbours a row was and is. `emptied` are ids whose rows
    are still there with nothing in them.
    """

    def __init__(
        self,
        rows: Sequence[Witness],
        known: Mapping[str, Fields],
        name_key: str,
        settled: Mapping[int, str],
        emptied: Collection[str] = (),
    ) -> None:
        self._rows, self._known, self._settled, self._emptied = rows, known, settled, emptied
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
        words, same_name, alike = self._by_name()
        unchanged, dated_alike = same_name.copy(), same_name.copy()
        filled, kept, changed = np.ones(words.shape[1]), np.zeros(words.shape), np.zeros(words.shape)
        for key in self._keys:
            evidence, agreed = self._by_cell(key)
            words += evidence
            unchanged &= agreed
            changed += ~agreed
            said = np.array([bool(_word(fields, key)) for fields in self._known.values()])
            filled, kept = filled + said, kept + (agreed & said)
            if any(isinstance(fields.get(key), date) for fields in self._known.values()):
                dated_alike &= agreed
        copied = np.where(self._copied_along(unchanged), _SURELY_COPIED, _COPIED)
        instead = np.maximum(words.max(axis=1) + np.log(copied), 0.0)
        total = words - instead[:, None] + _DATES_STAY * dated_alike + _ALL_STAYS * unchanged
        total += _FEWER * np.maximum(2 - changed, 0)
        stands_empty = np.array([row_id in self._emptied for row_id in self._known])
        renamed = kept * 2 >= filled
        total += np.where(same_name, _STANDS, np.where(alike | renamed, _LIVES_ON, _ANOTHER))
        total -= np.where(stands_empty & ~same_name & ~alike, _STANDS_EMPTY, 0.0)
        columns = {row_id: column for column, row_id in enumerate(self._known)}
        total = total[:, [columns[row_id] for row_id in self._free]]
        return self._open, self._free, _candidates(total + self._by_label())

    def _copied_along(self, unchanged: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which open rows say word for word what a row says that stands elsewhere beyond doubt, while the row above or
        below says what stood above or below that one: a block of rows was pasted.
        """
        taken = set(self._settled.values())
        elsewhere = np.array([row_id in taken for row_id in self._known])
        copies = np.zeros((len(self._rows) + 2, len(self._known) + 2), dtype=np.bool_)
        copies[np.array(self._open) + 1, 1:-1] = unchanged & elsewhere
        along = copies[1:-1, 1:-1] & (copies[:-2, :-2] | copies[2:, 2:])
        return np.asarray(along[self._open].any(axis=1), dtype=np.bool_)

    @cached_property
    def _keys(self) -> list[str]:
        """The fields that both sides show; words that could not be read count as their field's value."""
        fields = self._rows[0].fields
        return [key for key in fields if key != self._name_key and not key.endswith("_text")]

    def _by_name(self) -> tuple[_Matrix, NDArray[np.bool_], NDArray[np.bool_]]:
        """What the names say of each open row and each known one, which are the same, and which alike."""
        from rapidfuzz.distance import Indel  # noqa: PLC0415 - 2 MB that only a Sheet with broken ids needs
        from rapidfuzz.process import cdist  # noqa: PLC0415

        names = [self._names[index] for index in self._open]
        alike: _Matrix = cdist(
            names,
            self._known_names,
            scorer=Indel.normalized_similarity,
            dtype=np.float32,
            score_cutoff=_ALIKE,
        )
        empty = np.array([not name for name in names])
        same = (alike == 1.0) & ~empty[:, None]
        some = (alike > 0) & ~same & ~empty[:, None]
        of_same = _NAME_STAYS / _share(same.sum(axis=1) - 1, len(self._known), _RARE)
        of_alike = _NAME_ALIKE / _share(some.sum(axis=1) - 1, len(self._known), _RARE)
        found: _Matrix = np.where(same, np.log(of_same)[:, None], np.log(_NAME_OTHER)).astype(np.float32)
        found = np.where(some, np.maximum(np.log(of_alike), np.log(_NAME_OTHER))[:, None], found)
        found[empty] = 0.0
        return found, same, some

    def _by_cell(self, key: str) -> tuple[_Matrix, NDArray[np.bool_]]:
        """One field's evidence, and which pairs agree in it."""
        codes: dict[Any, int] = {}
        known = [_word(fields, key) for fields in self._known.values()]
        ours = [_word(self._rows[index].fields, key) for index in self._open]
        often = Counter(known)
        left = np.array([codes.setdefault(word, len(codes)) for word in ours])
        right = np.array([codes.setdefault(word, len(codes)) for word in known])
        agreed = left[:, None] == right[None, :]
        chance = np.maximum(_share(np.array([often[word] - 1 for word in ours]), len(known), 0.5), _LEFT)
        differ = 1 - sum((count / len(known)) ** 2 for count in often.values())
        against = math.log(_CHANGED / max(differ, _CHANGED))
        found: _Matrix = np.where(agreed, np.log(_STAYS / chance)[:, None], against).astype(np.float32)
        return found, agreed

    def _by_label(self) -> _Matrix:
        """ID cells, marks and places. The first two stay where a row is typed over and where a sort takes the visible columns
        only, so the stronger counts and the second in part. A sort leaves hardly a row between its old neighbours, so the
        place counts beside them. Where rows are marked, an ID cell in a row without a mark came by a copy or a cut and is
        heard in part only.
        """
        marks = [row.mark for row in self._rows]
        of_marks = self._beliefs(marks)
        heard = np.where([bool(mark) for mark in marks], 1.0, 1 - _BROUGHT * of_marks.max(initial=0.0))
        for_mark, against_mark = self._label(marks, of_marks, np.ones(len(marks)))
        cells = [row.id_text for row in self._rows]
        for_cell, against_cell = self._label(
            cells, self._beliefs(cells), heard if any(marks) else np.ones(len(marks))
        )
        near, along = self._by_place()
        strongest: _Matrix = np.maximum(for_cell, for_mark) + near
        second: _Matrix = np.minimum(for_cell, for_mark) + np.maximum(against_cell, against_mark)
        total: _Matrix = (
            strongest + np.minimum(against_cell, against_mark) + np.float32(_SECOND) * second + along
        )
        return total

    def _label(
        self, labels: Sequence[str], beliefs: NDArray[np.float64], heard: NDArray[np.float64]
    ) -> tuple[_Matrix, _Matrix]:
        """What one kind of label says for each pair, and what against it: the id's label stands on another row, or the
        row bears another id's. `beliefs` and `heard` are by row of the table.
        """
        says_for = np.maximum(np.log(beliefs / _TYPED_OVER), 0.0) * heard
        says_against = np.log(1 - beliefs) * heard
        of_id: dict[str, float] = {}
        for label, says in zip(labels, says_against, strict=True):
            if label in self._known:
                of_id[label] = min(of_id.get(label, 0.0), says)
        ours = [labels[index] for index in self._open]
        same = np.array(ours)[:, None] == np.array(self._free)[None, :]
        of_row = np.where([label in self._known for label in ours], says_against[self._open], 0.0)
        astray = np.minimum(
            of_row[:, None], np.array([of_id.get(row_id, 0.0) for row_id in self._free])[None, :]
        )
        agreed = np.where(same, says_for[self._open][:, None], 0.0)
        return agreed.astype(np.float32), np.where(same, 0.0, astray).astype(np.float32)

    def _beliefs(self, labels: Sequence[str]) -> NDArray[np.float64]:
        """How far each row's label is believed: how often, of the labels around it and in the whole table whose row is
        still there by its name, the label stands beside that name. People sort and shift blocks, so what is near counts
        most. A row that was typed over says nothing about labels.
        """
        standing = set(self._names)
        right = np.full(len(labels), np.nan)
        for index, label in enumerate(labels):
            name = _name(self._known[label], self._name_key) if label in self._known else ""
            if name in standing:
                of_row = self._settled.get(index)
                right[index] = of_row == label if of_row else self._names[index] == name
        met = ~np.isnan(right)
        overall = (np.nansum(right) + 0.5) / (met.sum() + 1)
        window = np.ones(2 * _NEAR + 1)
        window[_NEAR] = 0
        near_right = np.convolve(np.where(met, right, 0.0), window)[_NEAR:-_NEAR]
        near_met = np.convolve(met, window)[_NEAR:-_NEAR]
        own = np.where(met, right, 0.0)
        beliefs: NDArray[np.float64] = (near_right + own + 2 * overall) / (near_met + met + 2)
        return np.clip(beliefs, 0.01, _BELIEVED)

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
        near = np.where(ours[:, None] == theirs[None, :], np.log1p(belief * _PLACE), 0.0)
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
