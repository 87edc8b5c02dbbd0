from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.assignment import best_assignment

tables = st.lists(st.dictionaries(st.integers(0, 5), st.integers(-3, 20).map(float), max_size=6), max_size=6)


@given(tables)
def test_the_sum_is_the_highest_there_is_and_no_column_is_given_twice(gains: list[dict[int, float]]) -> None:
    given_out = best_assignment(gains)

    assert len(set(given_out.values())) == len(given_out)
    assert sum(gains[row][column] for row, column in given_out.items()) == _highest(gains, frozenset())


def _highest(gains: Sequence[Mapping[int, float]], used: frozenset[int]) -> float:
    """By trying everything."""
    if not gains:
        return 0.0
    rest = [_highest(gains[1:], used)]
    rest += [gain + _highest(gains[1:], used | {c}) for c, gain in gains[0].items() if c not in used]
    return max(rest)
