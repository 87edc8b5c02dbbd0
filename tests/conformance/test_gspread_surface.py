"""Every public method of unmodified gspread works against the local Workspace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import gspread
import pytest

from tests.conformance.gspread_calls import CELL, CLIENT, SPREADSHEET, TABLE, At, Call
from tests.conformance.gspread_worksheet_calls import WORKSHEET
from tests.integration.workspace_clients import running_workspace
from tests.running import SELLER, gspread_as

CALLS: Mapping[type, Mapping[str, Call]] = {
    gspread.Client: CLIENT,
    gspread.Spreadsheet: SPREADSHEET,
    gspread.Worksheet: WORKSHEET,
    gspread.Cell: CELL,
}


def rows() -> Iterator[Any]:
    for kind, calls in CALLS.items():
        for name, call in calls.items():
            title = f"{kind.__name__}.{name}"
            yield pytest.param(title, call, id=title)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("surface")) as process:
        yield process.ready["workspace"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
@pytest.mark.parametrize(("title", "call"), list(rows()))
def test_the_method_does_what_it_is_for(base: str, title: str, call: Call) -> None:
    client = gspread_as(SELLER, base)
    book = client.create(title)
    book.sheet1.update(TABLE, "A1")

    assert call(At(client, book, book.sheet1, base))


@pytest.mark.parametrize("kind", CALLS, ids=lambda kind: kind.__name__)
def test_no_public_method_is_left_out(kind: type) -> None:
    public = {name for name in vars(kind) if not name.startswith("_")}

    assert public == set(CALLS[kind])
