"""What Zoho CRM answers, as its description has it: outcomes, pages, fields, stages, and why a value is refused.

Zoho's own description names status 200 alone for records; its documentation tells of 201 (added), 202 (all refused), 204 (nothing)
and 207 (some refused), which are added to it here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from werkzeug import Request, Response

from closeplan.crm.model import FieldKind
from tests.vendors.crms import START
from tests.vendors.server import answered
from tests.vendors.specs import raw_spec

ME = {"name": "Dana Vale", "id": "554023000000235011"}

ROLES = {"554023000000006871": "Developer/Evaluator", "554023000000006873": "Economic Decision Maker"}

STAGES = (
    ("Qualification", "Open"),
    ("Proposal/Price Quote", "Open"),
    ("Closed Won", "Closed Won"),
    ("Closed Lost", "Closed Lost"),
)

LAYOUT = "554023000000091023"
PIPELINES = {"554023000000500001": "Standard (Standard)", "554023000000500002": "Renewals"}

CHOICES = ("-None-", "green", "red")

FIELDS: Mapping[FieldKind, tuple[str, str, int]] = {
    FieldKind.TEXT: ("Cp_Text", "text", 255),
    FieldKind.LONG_TEXT: ("Cp_Long_Text", "textarea", 32_000),
    FieldKind.NUMBER: ("Cp_Number", "double", 16),
    FieldKind.DATE: ("Cp_Date", "date", 20),
    FieldKind.YES_NO: ("Cp_Yes_No", "boolean", 5),
    FieldKind.URL: ("Cp_URL", "website", 450),
    FieldKind.CHOICE: ("Cp_Choice", "picklist", 120),
}

STANDARD = {
    "Deal_Name": ("text", 120),
    "Stage": ("picklist", 120),
    "Pipeline": ("picklist", 120),
    "Amount": ("currency", 16),
    "Closing_Date": ("date", 20),
    "Owner": ("ownerlookup", 120),
    "Account_Name": ("lookup", 120),
    "Contact_Name": ("lookup", 120),
    "Modified_Time": ("datetime", 120),
}

TYPES: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "textarea": lambda value: isinstance(value, str),
    "website": lambda value: isinstance(value, str) and " " not in value,
    "double": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "date": lambda value: isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None,
    "picklist": lambda value: value in CHOICES,
}
"""What a field takes beside null; a checkbox takes no null."""


def refused(code: str, message: str, **details: object) -> dict[str, Any]:
    """A refusal, of a record or of a request."""
    return {"code": code, "details": details, "message": message, "status": "error"}


def done(message: str, id_: str) -> dict[str, Any]:
    """What became of a record that was taken."""
    at = START.isoformat(timespec="seconds")
    details = {"id": id_, "Modified_Time": at, "Created_Time": at, "Modified_By": ME, "Created_By": ME}
    return {"code": "SUCCESS", "details": details, "message": message, "status": "success"}


def outcomes(each: Sequence[Mapping[str, Any]]) -> Response:
    """What became of several records, with the status that sums it up."""
    good = sum(one["status"] == "success" for one in each)
    status = 200 if good == len(each) else 207 if good else 202
    return answered({"data": each}, status)


def page_of(request: Request, rows: Sequence[Mapping[str, Any]], fields: Sequence[str]) -> Response:
    """The page that was asked for; nothing at all where it is empty."""
    size, page = min(int(request.args.get("per_page", 200)), 200), int(request.args.get("page", 1))
    shown = rows[(page - 1) * size : page * size]
    if not shown:
        return answered(status=204)
    kept = [{name: row[name] for name in ("id", *fields) if name in row} for row in shown]
    info = {"per_page": size, "count": len(kept), "page": page, "more_records": len(rows) > page * size}
    return answered({"data": kept, "info": info})


def wrong_value(value: object, name: str, type_: str, length: int) -> dict[str, Any] | None:
    """Why a field does not take that value."""
    if not (isinstance(value, bool) if type_ == "boolean" else value is None or TYPES[type_](value)):
        return refused("INVALID_DATA", "invalid data", api_name=name, expected_data_type=type_)
    if isinstance(value, str) and len(value) > length:
        return refused("INVALID_DATA", "invalid data", api_name=name, maximum_length=str(length))
    return None


def stages() -> list[dict[str, Any]]:
    """The stages of a pipeline."""
    return [
        {
            "id": str(554023000000600001 + at),
            "display_value": name,
            "actual_value": name,
            "sequence_number": at,
            "forecast_type": kind,
            "forecast_category": {"name": "Pipeline", "id": "554023000000800001"},
        }
        for at, (name, kind) in enumerate(STAGES, 1)
    ]


def field_of(name: str, type_: str, length: int) -> dict[str, Any]:
    """A field as it is described; what nobody needs is as empty as the description allows."""
    options = [*CHOICES, "blue"] if name == "Cp_Choice" else []
    entries = [
        {
            "id": str(at),
            "actual_value": word,
            "display_value": word,
            "sequence_number": at,
            "colour_code": None,
            "type": "unused" if word == "blue" else "used",
        }
        for at, word in enumerate(options, 1)
    ]
    if name == "Stage":
        entries = [{**stage, "colour_code": None, "type": "used"} for stage in stages()]
    is_closed = name == "Modified_Time"
    return {
        **_blank_field(),
        "api_name": name,
        "field_label": name.replace("_", " "),
        "data_type": type_,
        "length": length,
        "field_read_only": is_closed,
        "operation_type": dict.fromkeys(
            ("web_update", "api_create", "web_create", "api_update"), not is_closed
        ),
        "pick_list_values": entries,
        "layout_associations": [{"api_name": "Standard", "name": "Standard", "id": LAYOUT}],
    }


@cache
def _blank_field() -> dict[str, Any]:
    schemas = raw_spec("zoho")["components"]["schemas"]
    blank: dict[str, Any] = _blank(schemas["fields.fields"], schemas)
    return blank


def _blank(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """The emptiest value that a schema allows."""
    if "$ref" in schema:
        return _blank(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if schema.get("nullable"):
        return None
    if schema["type"] == "object":
        told = schema.get("properties", {})
        return {name: _blank(told[name], schemas) for name in schema.get("required", ())}
    return {"array": [], "string": "", "boolean": False, "integer": 0, "number": 0}[schema["type"]]


def with_other_statuses(spec: dict[str, Any]) -> None:
    """Add the statuses of the head of this module to the description."""
    for path, item in spec["paths"].items():
        if "{module_api_name}" not in path and path != "/crm/v8/coql":
            continue
        for method, operation in item.items():
            if method in {"get", "post", "put"}:
                told = operation["responses"]
                told |= {status: told["200"] for status in ("201", "202", "207", "400") if status not in told}
                told["204"] = {"description": "nothing"}
