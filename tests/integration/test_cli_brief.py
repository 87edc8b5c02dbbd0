"""`closeplan brief` on a plan that was made by the command line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.integration.command import closeplan, write_deal
from tests.integration.workspace_clients import running_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[str]:
    with running_workspace(tmp_path) as process:
        yield process.ready["workspace"]


def test_the_brief_of_a_plan_is_made_and_written_as_a_pdf(workspace: str, tmp_path: Path) -> None:
    settings = {"workspace_url": workspace, "data": str(tmp_path / "b"), "public_url": "http://127.0.0.1:9"}
    assert closeplan("generate", write_deal(tmp_path), **settings).code == 0
    file = tmp_path / "brief.pdf"
    first = closeplan("brief", "acme-2027", "--pdf", file, "--json", **settings).json()
    again = closeplan("brief", "acme-2027", "--json", **settings).json()
    assert first == again
    assert first["pages"] == 1
    page = PdfReader(io.BytesIO(file.read_bytes())).pages[0].extract_text()
    assert "Acme GmbH × Northwind" in page


def test_a_plan_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = closeplan("brief", "nothing", data=str(tmp_path))
    assert (done.code, "nothing" in done.err) == (1, True)
