"""Addresses are understood however people and mail programs write them, and what is none is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.addresses import addresses_in, one_address, typed_addresses


def test_addresses_are_found_however_they_are_parted() -> None:
    typed = addresses_in('"Fischer, Dana" <dana@acme.de>; mia@acme.de (kim@acme.de)\nOle: ole@acme.de,')
    assert typed.found == (
        ("dana@acme.de", "Fischer, Dana"),
        ("mia@acme.de", ""),
        ("kim@acme.de", ""),
        ("ole@acme.de", "Ole"),
    )
    assert typed.mistakes == []


@given(st.text(max_size=200))
def test_all_of_what_is_typed_is_an_address_or_named(typed: str) -> None:
    said = addresses_in(typed)
    kept = {char for char in "".join([*said.unread, *map("".join, said.found)]) if char.isalnum()}
    assert {char for char in typed if char.isalnum()} == kept


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Dana Fischer <dana@acme.example>", ("dana@acme.example",)),
        ('"Fischer, Dana" <dana@acme.example>, mia@acme.example;', ("dana@acme.example", "mia@acme.example")),
        ("dana@acme.example mia@acme.example\ndana@acme.example", ("dana@acme.example", "mia@acme.example")),
        ("Dana Fischer, mia@acme.example", ("Dana Fischer", "mia@acme.example")),
        ("mia wolf@acme.example", ("mia wolf@acme.example",)),
        ("mia@ dana@acme.example", ("mia@ dana@acme.example",)),
        ("<dana@acme.example> or Mia", ("<dana@acme.example> or Mia",)),
    ],
)
def test_a_name_before_an_address_is_no_part_of_it_and_what_is_unclear_stays_whole(
    typed: str, meant: tuple[str, ...]
) -> None:
    assert typed_addresses(typed) == meant


def test_one_address_is_one_or_what_was_typed() -> None:
    assert one_address(" Dana Fischer <dana@acme.example> ") == "dana@acme.example"
    assert one_address("a@acme.example, b@acme.example") == "a@acme.example, b@acme.example"
    assert one_address(" ") == ""
