"""What is known of Freshworks' API, as an OpenAPI description of our own: the vendor publishes none.

Operations, members and limits are those of `/work/shared/specs/freshworks.md`; `GET /deals/{id}/notes` and the form of a lookup's
answer were seen in others' programs. It guards against asking for what nobody described; it proves nothing about the vendor.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.vendors.specs import OpenApiChecks

BASE = "/crm/sales/api"

_ID = {"type": "integer", "format": "int64"}
_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_PAGING = {"page": {"type": "integer", "minimum": 1}, "per_page": {"type": "integer", "maximum": 100}}


def _object(*needed: str, more: bool = True, **members: Any) -> dict[str, Any]:
    told = {"type": "object", "properties": members, "additionalProperties": more}
    return {**told, "required": list(needed)} if needed else told


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_META = _object(total=_ID, total_pages=_ID)
_NAMED = _object("id", "name", id=_ID, name=_TEXT)
_USER = _object("id", "email", id=_ID, email=_TEXT, display_name=_TEXT)
_STAGE = _object("id", "name", "position", id=_ID, name=_TEXT, position=_ID, forecast_type=_TEXT)
_CONTACT = _object("id", id=_ID, display_name=_TEXT, email=_MAYBE, job_title=_MAYBE)
_AMOUNT = {"type": ["string", "number", "null"]}
_DEAL = _object(
    "id",
    "name",
    "updated_at",
    id=_ID,
    name=_TEXT,
    amount=_AMOUNT,
    expected_close=_MAYBE,
    closed_date=_MAYBE,
    updated_at=_TEXT,
    deal_stage_id=_ID,
    owner_id={"type": ["integer", "null"]},
    custom_field=_object(),
)
_BESIDE = {
    "users": _list(_USER),
    "contacts": _list(_CONTACT),
    "deal_stages": _list(_STAGE),
    "sales_accounts": _list(_NAMED),
}
_FIELD = _object(
    "id", "name", "label", "type", id=_ID, name=_TEXT, label=_TEXT, type=_TEXT, choices=_list(_object())
)
_NOTE = _object("description", description=_TEXT)

_CHANGE = _object(
    more=False,
    name=_TEXT,
    amount={"type": "number"},
    expected_close=_MAYBE,
    deal_stage_id=_ID,
    custom_field=_object(),
    contacts_added_list=_list(_ID),
    contacts_removed_list=_list(_ID),
)
_PERSON = _object(
    more=False,
    first_name=_TEXT,
    last_name=_TEXT,
    email=_TEXT,
    job_title=_TEXT,
    mobile_number=_TEXT,
    sales_accounts=_list(_object()),
)
_NEW_NOTE = _object(
    "description",
    "targetable_type",
    "targetable_id",
    more=False,
    description={"type": "string", "minLength": 1},
    targetable_type={"type": "string", "enum": ["Deal"]},
    targetable_id=_ID,
)


def _operation(
    answer: dict[str, Any], *, query: dict[str, Any] | None = None, body: dict[str, Any] | None = None
) -> dict[str, Any]:
    error = {"description": "refused", "content": {"application/json": {"schema": _object()}}}
    told: dict[str, Any] = {
        "parameters": [{"name": name, "in": "query", "schema": of} for name, of in (query or {}).items()],
        "responses": {
            "200": {"description": "done", "content": {"application/json": {"schema": answer}}},
            **dict.fromkeys(("400", "401", "403", "404", "429"), error),
        },
    }
    if body is not None:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return told


def _within(name: str, of: dict[str, Any], **beside: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {name: of, **beside}, "required": [name]}


_PATHS: dict[str, dict[str, Any]] = {
    "/deals/filters": {"get": _operation(_within("filters", _list(_NAMED)))},
    "/deals/view/{view_id}": {
        "get": _operation(
            _within("deals", _list(_DEAL), meta=_META, **_BESIDE),
            query={**_PAGING, "sort": _TEXT, "sort_type": {"enum": ["asc", "desc"]}, "include": _TEXT},
        )
    },
    "/deals/{id}": {
        "get": _operation(_within("deal", _DEAL, **_BESIDE), query={"include": _TEXT}),
        "put": _operation(_within("deal", _DEAL), body=_object("deal", more=False, deal=_CHANGE)),
    },
    "/deals/{id}/notes": {"get": _operation(_within("notes", _list(_NOTE), meta=_META), query=_PAGING)},
    "/search": {
        "get": _operation(
            _list(_object("id", "type", "name", id=_TEXT, type=_TEXT, name=_TEXT)),
            query={"q": _TEXT, "include": _TEXT, "per_page": _PAGING["per_page"]},
        )
    },
    "/lookup": {
        "get": _operation(
            _within("contacts", _within("contacts", _list(_CONTACT))),
            query={"q": _TEXT, "f": _TEXT, "entities": _TEXT},
        )
    },
    "/settings/deals/fields": {"get": _operation(_within("fields", _list(_FIELD)))},
    "/selector/deal_pipelines": {"get": _operation(_within("deal_pipelines", _list(_NAMED)))},
    "/selector/deal_stages": {"get": _operation(_within("deal_stages", _list(_STAGE)))},
    "/selector/owners": {"get": _operation(_within("users", _list(_USER)))},
    "/contacts": {
        "post": _operation(_within("contact", _CONTACT), body=_object("contact", more=False, contact=_PERSON))
    },
    "/contacts/upsert": {
        "post": _operation(
            _within("contact", _CONTACT),
            body=_object(
                "unique_identifier",
                "contact",
                more=False,
                unique_identifier=_object("emails", more=False, emails=_TEXT),
                contact=_PERSON,
            ),
        )
    },
    "/notes": {"post": _operation(_within("note", _NOTE), body=_object("note", more=False, note=_NEW_NOTE))},
}


@cache
def checks() -> OpenApiChecks:
    """The checks of what is known. Read once a run."""
    for path, item in _PATHS.items():
        held = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        item["parameters"] = [{"name": one, "in": "path", "required": True, "schema": _ID} for one in held]
    return OpenApiChecks(
        {
            "openapi": "3.1.0",
            "info": {"title": "What is known of Freshworks CRM", "version": "0"},
            "servers": [{"url": BASE}],
            "paths": _PATHS,
        }
    )
