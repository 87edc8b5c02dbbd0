"""Whatever body a caller sends: an answer that fits the schema, or a refusal that changes nothing."""

import json
from pathlib import Path
from typing import Any

import googleapiclient
from hypothesis import given
from hypothesis import strategies as st

from local_workspace.discovery import method_named
from local_workspace.docs import Document, to_html, to_text
from local_workspace.errors import ApiError
from tests.unit.local_workspace.docs_edits import Json, check, insert, run, table

_FOLDER = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
SCHEMAS: Json = json.loads((_FOLDER / "docs.v1.json").read_text("utf-8"))["schemas"]
KINDS: Json = SCHEMAS["Request"]["properties"]
TEXTS = st.sampled_from(
    ["", "a", "😀", "x\ny", "\t\tz", ".*", "(", "a@b.example", "https://a.example", "ab " * 99]
)
FIELDS = st.sampled_from(
    ["*", "bold", "link", "width", "namedStyleType", "borderTop", "alignment", "a.b(c", "rowSpan"]
)
TIMES = st.sampled_from(["2026-11-23T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.123456789Z"])
SECOND_WAYS = {"endOfSegmentLocation", "namedRangeId", "suggestionId"}
RANGES = st.builds(
    lambda start, size: {"startIndex": start, "endIndex": start + size}, *[st.integers(0, 9)] * 2
)
SMALL = st.integers(1, 16) | st.sampled_from([-1, 0, 2**31 - 1])
PLACES = st.sampled_from([{"index": 4}] * 5 + [{"index": 3}, {}])  # the table is at 4


def value(raw: Json, name: str) -> st.SearchStrategy[Any]:
    """Values of one field of the schema, mostly of the kind that means something."""
    if "$ref" in raw:
        likely = {"tableStartLocation": PLACES, "range": RANGES}
        return likely.get(name, message(raw["$ref"]))
    if "enum" in raw:
        return st.sampled_from(raw["enum"])
    if raw["type"] == "array":
        return st.lists(value(raw["items"], name), max_size=2)
    known: dict[str, st.SearchStrategy[Any]] = {
        "boolean": st.booleans(),
        "integer": st.sampled_from([0, 1, 1, 2]) if name.startswith(("row", "column")) else SMALL,
        "number": st.sampled_from([0, 0.5, 12, -3]),
        "object": st.just({}),
    }
    texts = {"fields": FIELDS, "timestamp": TIMES, "segmentId": st.just(""), "tabId": st.just("")}
    return known.get(raw["type"], texts.get(name, TEXTS))


def message(name: str) -> st.SearchStrategy[Json]:
    """Messages of the schema with some of their fields."""
    fields = {field: value(raw, field) for field, raw in settable(name).items()}
    return st.fixed_dictionaries(fields).map(one_place) | st.fixed_dictionaries({}, optional=fields)


def one_place(body: Json) -> Json:
    """A message that says only once where or what."""
    return {name: one for name, one in body.items() if name not in SECOND_WAYS}


def settable(name: str) -> Json:
    """The fields of a message that a request can set."""
    properties: Json = SCHEMAS[name].get("properties", {})
    return {field: raw for field, raw in properties.items() if not field.startswith("suggested")}


ONE = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: message(KINDS[kind]["$ref"]).map(lambda body: {kind: body})
)


@given(st.lists(ONE, min_size=1, max_size=6))
def test_any_body_is_answered_or_refused(requests: list[Json]) -> None:
    doc = Document.new("id", "Plan")
    run(doc, insert(1, "ab 😀\nx\ty"), table(3))
    method = method_named("docs.documents.batchUpdate")
    for request in requests:
        body, wrong = method.read_body({"requests": [request]})
        before = json.dumps(doc.to_json())
        if wrong:
            continue
        try:
            replies = run(doc, *body["requests"])
        except ApiError as refused:
            if refused.code not in {400, 501}:
                raise
            assert json.dumps(doc.to_json()) == before
            continue
        assert method.check_answer({"replies": replies}) == []
        check(doc)
        assert to_html(doc).startswith("<html>")
        assert isinstance(to_text(doc), str)
