from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.cells import cell_text
from sheets_schema.chips import chip_addresses, parse_email

MIA, SAM = "mia@acme.example", "sam@northwind.example"


def cell(words: str, shown: str, *chips: tuple[int, str | None]) -> dict[str, Any]:
    """A cell as Google answers it; an address of None is a run without a chip."""
    runs = [
        {"startIndex": start, "chip": {"personProperties": {"email": email}} if email else {}}
        for start, email in chips
    ]
    return {"effectiveValue": {"stringValue": words}, "formattedValue": shown, "chipRuns": runs}


@pytest.mark.parametrize(
    ("given_cell", "found"),
    [
        (cell("@", "Mia Wolf", (0, MIA)), {"Mia Wolf": MIA}),
        (
            cell("@ and @", "Mia Wolf and Sam Reed", (0, MIA), (1, None), (6, SAM)),
            {"Mia Wolf": MIA, "Sam Reed": SAM},
        ),
        (cell("🟢 @ (lead)", "🟢 Mia Wolf (lead)", (0, None), (3, MIA)), {"Mia Wolf": MIA}),
        (cell("Mia Wolf, later", "Mia Wolf, later", (0, MIA), (8, None)), {"Mia Wolf": MIA}),
        (cell("with Mia Wolf", "with Mia Wolf", (0, None), (5, MIA)), {"Mia Wolf": MIA}),
        (cell("@", "", (0, MIA)), {}),
        (cell("plain", "plain"), {}),
    ],
)
def test_each_chip_says_its_name_and_address(given_cell: dict[str, Any], found: dict[str, str]) -> None:
    assert dict(chip_addresses(given_cell)) == found


@given(st.text(), st.text(), st.lists(st.tuples(st.integers(0, 9), st.sampled_from([MIA, None])), max_size=3))
def test_any_words_and_runs_are_answered(words: str, shown: str, chips: list[tuple[int, str | None]]) -> None:
    given_cell = cell(words, shown, *chips)

    assert set(dict(chip_addresses(given_cell)).values()) <= {MIA}
    assert cell_text(given_cell) == shown.strip()


def test_an_address_is_typed_or_a_chips() -> None:
    assert parse_email(cell("@", "Mia Wolf", (0, MIA))).value == MIA
    assert parse_email({"effectiveValue": {"stringValue": SAM}}).value == SAM
