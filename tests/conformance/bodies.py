"""Requests drawn at random from Google's discovery documents: mostly of the right shape, often of no sense."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

from tests.integration.workspace_clients import DOCUMENTS

MOST_DEPTH = 6
MOST_FIELDS = 6
KNOWN: Mapping[str, list[Any]] = {
    "sheetId": [0, 0, 0, 77, 5],
    "spreadsheetId": ["BOOK", "BOOK", "BOOK", "nope"],
    "destinationSpreadsheetId": ["BOOK", "nope"],
    "fileId": ["BOOK", "BOOK", "BOOK", "nope", "root"],
    "range": ["A1:B2", "Sheet1!A1:C", "C3", "B:B", "2:4", "Nope!A1", "block", "'Sheet1'!Z99", "A1:", ""],
    "ranges": ["A1:B2", "Sheet1!A2:C4", "Nope!A1", "block"],
    "a1Range": ["A1:B2", "Sheet1!A:A", "Nope!A1", "1:2"],
    "fields": [
        "*",
        "*",
        "*",
        "title",
        "userEnteredValue",
        "note,userEnteredFormat.textFormat",
        "nope",
        "",
        "id,name",
    ],
    "formulaValue": ["=A1", "=SUM(A1:B2)", "=1/0", "=", "nope", "=A1:A9&x("],
    "q": ["trashed = false", "name contains 'a'", "'me' in owners", "nope", "mimeType = 'x' and (", ""],
    "orderBy": ["name", "modifiedTime desc", "nope", ""],
    "pageToken": ["1", "nope", ""],
    "emailAddress": ["dana@acme.example", "nope", ""],
    "mimeType": ["application/vnd.google-apps.spreadsheet", "text/csv", "application/pdf", "nope"],
    "dimension": ["ROWS", "COLUMNS"],
    "title": ["Sheet1", "other", "", "a'b!c"],
    "name": ["block", "other", "A1", "", "0"],
    "locale": ["en_US", "de_DE", "nope"],
    "timeZone": ["Europe/Berlin", "nope"],
    "pattern": ["0.00", "yyyy-mm-dd", "[h]:mm", "#,##0.00 €", '"x"@', "[", ""],
}
"""What fields of these names often hold; anything else of the right type comes up too. `BOOK` is the one there is."""

STARTS, ENDS = st.sampled_from([0, 0, 1, 2, 9]), st.sampled_from([2, 3, 4, 10, 11])
INDEXES = st.sampled_from([0, 1, 2, 3, 5, 9, 10, -1, 27, 1001, 2**31 - 1, -(2**31)])
NUMBERS = st.sampled_from([0, 1, -1, 0.5, 46000, 46000.25, 1e10, 1e300, -1e-7])
TEXTS = st.sampled_from(
    ["", "x", "1", "1.5%", "2026-01-31", "TRUE", "é😀", "=A1", "'7", " a ", "\n", "0" * 60]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
NEEDED = {"fields", "range", "dimension", "sheetId", "startIndex", "endIndex", "valueInputOption"}
"""Fields that most messages make no sense without."""

SELDOM = 150
"""One value in so many is of any type whatever."""


@dataclass(frozen=True)
class Drawn:
    """One request: its method's id, how and where it goes, and what it carries."""

    method_id: str
    http: str
    path: str
    body: Any

    def at(self, book: str) -> tuple[str, bytes | None]:
        """Path and body for the spreadsheet that there is."""
        path = self.path.replace("BOOK", book)
        if self.body is None:
            return path, None
        return path, json.dumps(self.body).replace("BOOK", book).encode()


@cache
def document(name: str, version: str) -> dict[str, Any]:
    """Google's discovery document of an API."""
    found: dict[str, Any] = json.loads((DOCUMENTS / f"{name}.{version}.json").read_text("utf-8"))
    return found


@cache
def methods(name: str, version: str) -> list[dict[str, Any]]:
    """All methods of an API."""

    def below(resource: dict[str, Any]) -> list[dict[str, Any]]:
        found = list(resource.get("methods", {}).values())
        for inner in resource.get("resources", {}).values():
            found += below(inner)
        return found

    return below(document(name, version))


@st.composite
def requests_of(draw: st.DrawFn, name: str, version: str) -> Drawn:
    """A request to any method of an API; half of those to Sheets are `batchUpdate`s."""
    api = document(name, version)
    every = methods(name, version)
    often = [each for each in every if each["id"] == "sheets.spreadsheets.batchUpdate"]
    method = draw(st.sampled_from(often) | st.sampled_from(every) if often else st.sampled_from(every))
    path, query = _parameters(draw, method)
    body = None
    if "request" in method:
        body = _message(draw, api["schemas"], method["request"]["$ref"], 0)
    where = "/" + api["servicePath"] + path + ("?" + urlencode(query, doseq=True) if query else "")
    return Drawn(method["id"], method["httpMethod"], where, body)


def _parameters(draw: st.DrawFn, method: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    path = method.get("flatPath") or method["path"]
    query: dict[str, Any] = {}
    for name, spec in method.get("parameters", {}).items():
        if spec["location"] == "path":
            text = str(_scalar(draw, spec, name)).strip() or "x"
            path = path.replace("{" + name + "}", quote(text, safe="")).replace(
                "{+" + name + "}", quote(text, safe="")
            )
        elif spec.get("required") or not draw(st.integers(0, 3)):
            value = _scalar(draw, spec, name)
            query[name] = str(value).lower() if isinstance(value, bool) else value
    return path, query


def _value(draw: st.DrawFn, schemas: dict[str, Any], spec: dict[str, Any], name: str, depth: int) -> Any:
    if not draw(st.integers(0, SELDOM)):
        return draw(ANYTHING)
    if "$ref" in spec:
        return _message(draw, schemas, spec["$ref"], depth + 1)
    if spec.get("type") == "array":
        many = draw(st.integers(0, 3 if depth < MOST_DEPTH else 0))
        return [_value(draw, schemas, spec["items"], name, depth + 1) for _ in range(many)]
    if spec.get("type") == "object":
        return (
            {"key": _value(draw, schemas, spec["additionalProperties"], name, depth + 1)}
            if ("additionalProperties" in spec)
            else _fields(draw, schemas, spec.get("properties", {}), depth + 1)
        )
    return _scalar(draw, spec, name)


def _message(draw: st.DrawFn, schemas: dict[str, Any], name: str, depth: int) -> dict[str, Any]:
    fields = schemas[name].get("properties", {})
    if name == "Request":  # one of many: more than one is refused at once
        kind = draw(st.sampled_from(sorted(fields)))
        return {kind: _value(draw, schemas, fields[kind], kind, depth)}
    return _fields(draw, schemas, fields, depth)


def _fields(draw: st.DrawFn, schemas: dict[str, Any], fields: dict[str, Any], depth: int) -> dict[str, Any]:
    if depth > MOST_DEPTH or not fields:
        return {}
    names = draw(st.lists(st.sampled_from(sorted(fields)), max_size=MOST_FIELDS, unique=True))
    if draw(st.integers(0, 7)):
        names = sorted({*names, *(NEEDED & fields.keys())})
    return {name: _value(draw, schemas, fields[name], name, depth) for name in names}


def _scalar(draw: st.DrawFn, spec: dict[str, Any], name: str) -> Any:
    if name in KNOWN and draw(st.integers(0, 9)):
        return draw(st.sampled_from(KNOWN[name]))
    if "enum" in spec:
        return draw(st.sampled_from(spec["enum"]))
    if spec.get("type") == "boolean":
        return draw(st.booleans())
    if spec.get("type") == "integer":
        return draw(_indexes(name) if draw(st.integers(0, 9)) else INDEXES)
    if spec.get("type") == "number":
        return draw(NUMBERS)
    return draw(ANYTHING if spec.get("type") == "any" else TEXTS)


def _indexes(name: str) -> st.SearchStrategy[int]:
    """A range's borders are mostly in order and on the grid."""
    if name.startswith("start"):
        return STARTS
    return ENDS if name.startswith("end") else INDEXES
