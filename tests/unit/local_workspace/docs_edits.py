"""Edits of a Doc for the tests, and the checks that hold after each one."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from local_workspace.discovery import method_named
from local_workspace.docs import Document, batch_update, render
from local_workspace.errors import ApiError
from local_workspace.people import Actor

DANA = Actor("dana@acme.example", "Dana Fischer")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Json = dict[str, Any]


def run(doc: Document, *requests: Json) -> list[Json]:
    return batch_update(doc, list(requests), DANA, NOW)


def insert(index: int, text: str) -> Json:
    return {"insertText": {"location": {"index": index}, "text": text}}


def span(start: int, end: int) -> Json:
    return {"range": {"startIndex": start, "endIndex": end}}


def delete(start: int, end: int) -> Json:
    return {"deleteContentRange": span(start, end)}


def table(index: int, rows: int = 2, columns: int = 2) -> Json:
    return {"insertTable": {"location": {"index": index}, "rows": rows, "columns": columns}}


def body(doc: Document) -> list[Json]:
    content: list[Json] = render(doc, DANA, tabs=False)["body"]["content"]
    return content


def leaves(elements: list[Json]) -> list[tuple[int, int]]:
    """Every index range of the lowest level, in order, with the gaps that a table's own signs take."""
    found: list[tuple[int, int]] = []
    for element in elements:
        if "paragraph" in element:
            found += [(part["startIndex"], part["endIndex"]) for part in element["paragraph"]["elements"]]
        elif "table" in element:
            found.append((element["startIndex"], element["startIndex"] + 1))
            for row in element["table"]["tableRows"]:
                found.append((row["startIndex"], row["startIndex"] + 1))
                for cell in row["tableCells"]:
                    found.append((cell["startIndex"], cell["startIndex"] + 1))
                    found += leaves(cell["content"])
            found.append((element["endIndex"] - 1, element["endIndex"]))
        else:
            found.append((element.get("startIndex", 0), element["endIndex"]))
    return found


def check(doc: Document) -> None:
    """Indexes have no gap, the answer is what the schema says, and storing loses nothing."""
    ranges = leaves(body(doc))
    assert [start for start, _ in ranges] == [0, *(end for _, end in ranges[:-1])]
    for tabs in (False, True):
        assert method_named("docs.documents.get").check_answer(render(doc, DANA, tabs=tabs)) == []
    stored = json.loads(json.dumps(doc.to_json()))
    again = Document.from_json(stored)
    assert render(again, DANA, tabs=True) == render(doc, DANA, tabs=True)


def refusal(doc: Document, *requests: Json) -> str:
    before = json.dumps(doc.to_json())
    with pytest.raises(ApiError) as refused:
        run(doc, *requests)
    assert json.dumps(doc.to_json()) == before
    return refused.value.message
