"""`closeplan people`: an admin without a browser."""

from __future__ import annotations

from pathlib import Path

from tests.integration.command import closeplan


def test_people_are_added_changed_and_removed(tmp_path: Path) -> None:
    data = str(tmp_path)
    closeplan("people", "add", "Kim@northwind.example", "--name", "Kim Sato", "--team", "East", data=data)
    assert closeplan("people", "role", "KIM@northwind.example", "manager", data=data).code == 0

    assert closeplan("people", "list", "--json", data=data).json() == [
        {
            "email": "kim@northwind.example",
            "name": "Kim Sato",
            "role": "manager",
            "team": "East",
            "seen": False,
        }
    ]
    gone = closeplan("people", "remove", "Kim@northwind.example", data=data)
    assert (gone.code, gone.out) == (0, "kim@northwind.example is removed\n")


def test_a_mistake_is_told_in_a_line(tmp_path: Path) -> None:
    wrong = closeplan("people", "add", "kim", data=str(tmp_path))
    assert (wrong.code, wrong.err) == (2, "email: this is no address such as kim@northwind.example\n")
    unknown = closeplan("people", "role", "nobody@northwind.example", "admin", data=str(tmp_path))
    assert (unknown.code, unknown.err) == (1, "closeplan: nobody@northwind.example is no member\n")
