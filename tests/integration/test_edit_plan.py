"""Edits by the seller's own token in a real local Workspace: a Sheet and a Doc, people typing beside them, signals after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests

from addon.adapters.google.editing import DocEditor
from closeplan.plan.edits import CellEdit, RowEdit
from closeplan.plan.model import RiskKind
from closeplan.plan.signals import Table
from tests.integration.test_doc_loop import STEP, Seat
from tests.integration.workspace_clients import running_workspace
from tests.running import SELLER, requests_made


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def seat(tmp_path: Path, workspace: str, request: pytest.FixtureRequest) -> Seat:
    return Seat(tmp_path, workspace, f"plan-{abs(hash(request.node.nodeid))}")


def test_a_doc_is_edited_as_the_seller_though_somebody_types_in_between(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = seat.doc()
    backend = seat.backend()
    (record,) = backend.store.plans()
    assert record.snapshot is not None
    row = next(one for one in record.snapshot.plan.milestones if one.name == STEP)
    typed: list[str] = []
    wanted = DocEditor._wanted

    def slowly(*given: Any, **named: Any) -> Any:
        found = wanted(*given, **named)
        if not typed:
            typed.append("x")
            doc.set(STEP, "Notes", "typed meanwhile")
        return found

    monkeypatch.setattr(DocEditor, "_wanted", slowly)
    edits = (
        CellEdit(table=Table.TIMELINE, row=row.id, field="due", value=date(2027, 3, 1), was=row.due),
        RowEdit(
            table=Table.RISKS, id="ask-1", values={"kind": RiskKind.OPEN_QUESTION, "description": "=Who?"}
        ),
    )
    result = backend.desk(f"local:{SELLER}", SELLER).edit(record.id, edits, SELLER)

    assert result.done == edits
    found = doc.rows()[STEP]
    assert (found["Due"], found["Notes"]) == ("2027-03-01", "typed meanwhile")
    (plan,) = seat.sync()["plans"]
    assert [slip["now"] for slip in plan["slips"]] == ["2027-03-01"]


def test_a_sheets_edit_costs_one_read_and_one_write(seat: Seat) -> None:
    seat.run("generate", seat.deal)
    seat.sync()
    backend = seat.backend()
    (record,) = backend.store.plans()
    assert record.snapshot is not None
    row = record.snapshot.plan.milestones[0]
    requests.post(f"{seat.workspace}/_control/reset-counters", timeout=10)
    edit = CellEdit(table=Table.TIMELINE, row=row.id, field="notes", value="=1+1")
    for _ in range(2):
        assert backend.desk(f"local:{SELLER}", SELLER).edit(record.id, [edit], SELLER).done == (edit,)

    made = requests_made(seat.workspace)["by_user"][SELLER]
    assert (made["sheets.spreadsheets.get"], made["sheets.spreadsheets.batchUpdate"]) == (2, 1)
