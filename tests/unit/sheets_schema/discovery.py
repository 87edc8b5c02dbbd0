"""Google's own schema of a batchUpdate, from the client library's discovery document."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import googleapiclient
import jsonschema


def _strict(node: Any) -> Any:
    """Discovery's dialect as JSON Schema: nothing unknown is allowed."""
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return {"$ref": f"#/$defs/{node['$ref']}"}
    if node.get("type") == "any":
        return {}
    kept = {key: _strict(node[key]) for key in ("type", "enum", "items") if key in node}
    if "properties" in node:
        kept["properties"] = {name: _strict(value) for name, value in node["properties"].items()}
        kept["additionalProperties"] = False
    elif "additionalProperties" in node:
        kept["additionalProperties"] = _strict(node["additionalProperties"])
    return kept


@functools.cache
def _schemas(api: str = "sheets.v4") -> dict[str, Any]:
    folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
    schemas: dict[str, Any] = json.loads((folder / f"{api}.json").read_text())["schemas"]
    return schemas


@functools.cache
def _validator(schema: str, api: str = "sheets.v4") -> jsonschema.Draft202012Validator:
    definitions = {name: _strict(value) for name, value in _schemas(api).items()}
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{schema}", "$defs": definitions})


def check_requests(requests: list[dict[str, Any]]) -> None:
    """Fail on the first thing in a batchUpdate that Google's schema doesn't know."""
    _validator("BatchUpdateSpreadsheetRequest").validate({"requests": requests})
    assert all(len(request) == 1 for request in requests)


def check_doc_body(body: dict[str, Any]) -> None:
    """The same for the body of a batchUpdate of a Doc."""
    _validator("BatchUpdateDocumentRequest", "docs.v1").validate(body)
    assert all(len(request) == 1 for request in body["requests"])


def check_doc(raw: dict[str, Any]) -> None:
    """Fail on what no Doc of Google's could say."""
    _validator("Document", "docs.v1").validate(raw)


def check_body(body: dict[str, Any]) -> None:
    """The same for a whole body."""
    _validator("BatchUpdateSpreadsheetRequest").validate(body)


def check_mask(mask: str, schema: str = "Spreadsheet") -> None:
    """Fail on a field of a mask like `a,b(c,d)` that the schema doesn't have."""
    for name, inner in _parts(mask):
        field = _schemas()[schema]["properties"].get(name)
        assert field is not None, f"{schema} has no field {name}"
        if inner:
            check_mask(inner, (field.get("items") or field)["$ref"])


def _parts(mask: str) -> list[tuple[str, str]]:
    found, depth, start = [], 0, 0
    for at, sign in enumerate(mask + ","):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            name, _, inner = mask[start:at].partition("(")
            found.append((name, inner[:-1]))
            start = at + 1
    return found
