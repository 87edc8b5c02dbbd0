"""Salesforce's objects as the fake keeps them: which fields they have, how these are described, and which values they refuse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from closeplan.crm.model import FieldKind
from tests.vendors.specs import raw_spec

FIELDS = {kind: f"Cp_{kind.title()}__c" for kind in FieldKind}

_CUSTOM: Mapping[FieldKind, tuple[str, int]] = {
    FieldKind.TEXT: ("string", 255),
    FieldKind.LONG_TEXT: ("textarea", 32_768),
    FieldKind.NUMBER: ("double", 0),
    FieldKind.DATE: ("date", 0),
    FieldKind.YES_NO: ("boolean", 0),
    FieldKind.URL: ("url", 255),
    FieldKind.CHOICE: ("picklist", 255),
}

_JSON: Mapping[str, tuple[type, ...]] = {
    "double": (int, float),
    "int": (int,),
    "currency": (int, float),
    "boolean": (bool,),
}

_UNDESCRIBED = {
    "Organization": frozenset({"Id", "Name", "IsSandbox"}),
    "TaskStatus": frozenset({"Id", "ApiName", "MasterLabel", "SortOrder", "IsClosed"}),
}

CHILDREN = {"OpportunityContactRoles": ("OpportunityContactRole", "OpportunityId")}
PARENTS = {
    "Owner": ("OwnerId", "User"),
    "Account": ("AccountId", "Account"),
    "Contact": ("ContactId", "Contact"),
}


class Refused(Exception):  # noqa: N818 - what Salesforce does
    """A record that is not saved, or, where `is_all`, a request that is not understood."""

    def __init__(self, code: str, message: str, *, is_all: bool = False) -> None:
        self.code, self.is_all = code, is_all
        super().__init__(message)


@cache
def columns(table: str) -> frozenset[str]:
    """The fields of an object: by the description, and what it lacks by the vendor's guide; the custom ones of a deal."""
    if table in _UNDESCRIBED:
        return _UNDESCRIBED[table]
    schemas = raw_spec("salesforce")["components"]["schemas"]
    if table not in schemas:
        raise Refused("INVALID_TYPE", f"sObject type '{table}' is not supported.")
    custom = {one["name"] for one in described_fields() if one["custom"]} if table == "Opportunity" else set()
    return frozenset(schemas[table]["properties"]) - {"attributes"} | custom


@cache
def described_fields() -> list[dict[str, Any]]:
    """The fields of a deal, as its describe tells them."""
    custom = [
        _described(name, kind.replace("_", " "), *_CUSTOM[kind], custom=True) for kind, name in FIELDS.items()
    ]
    rich = _described("Cp_Rich__c", "Rich", "textarea", 32_768, custom=True) | {"htmlFormatted": True}
    return [
        _described("Id", "Opportunity ID", "id", 18, updateable=False),
        _described("Name", "Name", "string", 120),
        _described("StageName", "Stage", "picklist", 255),
        _described("Amount", "Amount", "currency", 0),
        _described("NextStep", "Next Step", "string", 255),
        _described("IsClosed", "Closed", "boolean", 0, updateable=False),
        *custom,
        rich,
    ]


def _described(
    name: str, label: str, kind: str, length: int, *, custom: bool = False, updateable: bool = True
) -> dict[str, Any]:
    words = ("On track", "At risk", "Retired") if kind == "picklist" else ()
    return {
        "name": name,
        "label": label,
        "type": kind,
        "length": length,
        "custom": custom,
        "nillable": kind != "boolean",
        "updateable": updateable,
        "createable": updateable,
        "htmlFormatted": False,
        "picklistValues": [
            {"value": word, "label": word, "active": word != "Retired", "defaultValue": False}
            for word in words
        ],
    }


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """A deal's values as they are saved. What JSON can't carry into a field has the whole request refused, a value that the field
    does not take its record alone.
    """
    known = {one["name"]: one for one in described_fields()}
    return {name: _checked(name, known.get(name), value) for name, value in values.items()}


def _checked(name: str, told: Mapping[str, Any] | None, value: Any) -> Any:
    if told is None:
        words = f"No such column '{name}' on sobject of type Opportunity"
        raise Refused("INVALID_FIELD", words, is_all=True)
    if not told["updateable"]:
        raise Refused("INVALID_FIELD_FOR_INSERT_UPDATE", f"Unable to create/update fields: {name}.")
    if value is None and told["nillable"]:
        return None
    kinds = _JSON.get(told["type"], (str,))
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise Refused("JSON_PARSER_ERROR", f"Cannot deserialize instance of {told['type']}", is_all=True)
    if not isinstance(value, str):
        return value
    if told["type"] == "date":
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise Refused("JSON_PARSER_ERROR", "Cannot deserialize instance of date", is_all=True) from error
    if told["length"] and len(value) > told["length"]:
        raise Refused("STRING_TOO_LONG", f"{told['label']}: data value too large")
    if told["type"] == "picklist" and value not in {one["value"] for one in told["picklistValues"]}:
        words = f"bad value for restricted picklist field: {value}"
        raise Refused("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", words)
    return value.strip() or None
