"""What the cut description of HubSpot lacks, put in from the models of HubSpot's official client (12.0.0)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import hubspot.crm.associations.v4.schema as labels
import hubspot.crm.deals as objects
import hubspot.crm.properties as props

_PLAIN = {"str": "string", "bool": "boolean", "int": "integer", "float": "number"}


def add_missing(spec: dict[str, Any]) -> None:
    """Batch reads and updates, making a property, and labels; and values may be null, as HubSpot's answers have them."""
    for name in ("SimplePublicObject", "SimplePublicObjectWithAssociations"):
        values = spec["components"]["schemas"][name]["properties"]["properties"]
        values["additionalProperties"] = {"type": "string", "nullable": True}
    spec["paths"]["/account-info/v3/details"] = _account()
    batch = (objects, "BatchResponseSimplePublicObject", "BatchResponseSimplePublicObjectWithErrors")
    for kind in ("deals", "contacts", "companies", "notes"):
        spec["paths"][f"/crm/v3/objects/{kind}/batch/read"] = _post(
            (objects, "BatchReadInputSimplePublicObjectId"), batch
        )
    spec["paths"]["/crm/v3/objects/deals/batch/update"] = _post(
        (objects, "BatchInputSimplePublicObjectBatchInput"), batch
    )
    made = {"description": "OK", "content": _json({"$ref": "#/components/schemas/ModelProperty"})}
    spec["paths"]["/crm/v3/properties/{objectType}"]["post"] = {
        "parameters": [_path("objectType")],
        "requestBody": {"required": True, "content": _json(_schema(props, "PropertyCreate"))},
        "responses": {"201": made, "default": {"description": "error"}},
    }
    listed = _json(_schema(labels, "CollectionResponseAssociationSpecWithLabelNoPaging"))
    spec["paths"]["/crm/v4/associations/{fromObjectType}/{toObjectType}/labels"] = {
        "get": {
            "parameters": [_path("fromObjectType"), _path("toObjectType")],
            "responses": {
                "200": {"description": "OK", "content": listed},
                "default": {"description": "error"},
            },
        }
    }


def _account() -> dict[str, Any]:
    """The account's details, of which the client knows nothing: by HubSpot's reference (Account information API)."""
    words = ("accountType", "companyCurrency", "dataHostingLocation", "timeZone", "uiDomain", "utcOffset")
    members: dict[str, Any] = {name: {"type": "string"} for name in words}
    members["additionalCurrencies"] = {"type": "array", "items": {"type": "string"}}
    members |= {name: {"type": "integer"} for name in ("portalId", "utcOffsetMilliseconds")}
    schema = {"type": "object", "properties": members, "required": sorted(members)}
    answers = {"200": {"description": "OK", "content": _json(schema)}, "default": {"description": "error"}}
    return {"get": {"responses": answers}}


def _post(body: tuple[Any, str], answers: tuple[Any, str, str]) -> dict[str, Any]:
    module, well, partly = answers
    return {
        "post": {
            "requestBody": {"required": True, "content": _json(_schema(*body))},
            "responses": {
                "200": {"description": "OK", "content": _json(_schema(module, well))},
                "207": {"description": "some", "content": _json(_schema(module, partly))},
                "default": {"description": "error"},
            },
        }
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _schema(module: Any, name: str) -> dict[str, Any]:
    """The model as a schema; a member that it does not have is a mistake, one that it can't be without has to be there."""
    model = getattr(module, name)
    members = {model.attribute_map[own]: kind for own, kind in model.openapi_types.items()}
    return {
        "type": "object",
        "properties": {member: _of(module, kind) for member, kind in members.items()},
        "required": [model.attribute_map[own] for own in model.openapi_types if _is_needed(model, own)],
        "additionalProperties": False,
    }


def _of(module: Any, kind: str) -> dict[str, Any]:
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    if kind == "datetime":
        return {"type": "string", "format": "date-time"}
    if kind.startswith("list["):
        return {"type": "array", "items": _of(module, kind[5:-1])}
    if kind.startswith("dict("):
        return {"type": "object"}
    if kind.startswith("dict["):
        values = _of(module, kind[10:-1])
        return {"type": "object", "additionalProperties": {**values, "nullable": True}}
    return {} if kind == "object" else _schema(module, kind)


def _is_needed(model: Any, own: str) -> bool:
    """Whether the official client refuses to leave that member out."""
    blank = model.__new__(model)
    blank.local_vars_configuration = SimpleNamespace(client_side_validation=True)
    try:
        setattr(blank, own, None)
    except ValueError:
        return True
    return False
