"""What HubSpot takes and finds: values of properties, and searches with their windows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

LONGEST = 65_536
"""Characters of a text, and of a note."""

WINDOW = 10_000
"""Hits of a search, however it is paged."""

STANDARD = (
    ("dealname", "string", "text"),
    ("dealstage", "enumeration", "radio"),
    ("amount", "number", "number"),
    ("deal_currency_code", "enumeration", "select"),
    ("closedate", "datetime", "date"),
    ("hubspot_owner_id", "enumeration", "select"),
    ("hs_primary_associated_company", "number", "number"),
    ("hs_next_step", "string", "text"),
    ("hs_lastmodifieddate", "datetime", "date"),
    ("hs_object_id", "number", "number"),
)
"""Properties that every deal has, with their types; HubSpot sets the last two."""

_OWN = ("hs_lastmodifieddate", "hs_object_id")

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T.*)?|\d{10,14}")


def option(value: str) -> dict[str, Any]:
    """A choice of a property."""
    return {"label": value, "value": value, "hidden": False}


def described(told: Mapping[str, Any]) -> dict[str, Any]:
    """A property as HubSpot lists it."""
    own = told["name"] in _OWN
    limits = {"readOnlyValue": own, "readOnlyDefinition": own, "archivable": not own}
    return {
        "description": "",
        "groupName": "dealinformation",
        "options": [],
        "modificationMetadata": limits,
        **told,
    }


def standard() -> list[dict[str, Any]]:
    """The properties that every account has."""
    return [
        described({"name": name, "label": name, "type": type_, "fieldType": shown})
        for name, type_, shown in STANDARD
    ]


def problem_with(value: str, told: Mapping[str, Any]) -> str:
    """Why that property can't hold the value; empty where it can."""
    known = {one["value"] for one in told["options"]}
    if told["modificationMetadata"]["readOnlyValue"]:
        return "is read only"
    if not value:
        return ""
    if len(value) > LONGEST:
        return "is too long"
    forms = {"number": _NUMBER, "date": _DATE, "datetime": _DATE}
    if told["type"] in forms and not forms[told["type"]].fullmatch(value):
        return f"{value} is no {told['type']}"
    if known and value not in known:
        return f"{value} was not one of the allowed options"
    return ""


@dataclass(frozen=True)
class Found:
    """A page of a search: how many there are, the ids, and where the next page begins (0: there is none)."""

    total: int
    ids: Sequence[str]
    after: int = 0


def searched(asked: Mapping[str, Any], deals: Mapping[str, Mapping[str, str]]) -> Found | str:
    """A page of what a search finds, or why HubSpot refuses it."""
    limit, after = asked.get("limit", 10), int(asked.get("after") or 0)
    if limit > 200:
        return "limit must be at most 200"
    if after + limit > WINDOW:
        return "the maximum of 10,000 results is passed"
    if len(asked.get("sorts", ())) > 1:
        return "a search takes one sort"
    found = [id_ for id_, held in deals.items() if _is_hit(asked, id_, held)]
    for sort in asked.get("sorts", ("hs_object_id",)):
        name = sort.removeprefix("-")
        # of one moment they come in no order that anybody can rely on
        found.sort(key=lambda id_: (_number(id_, deals[id_], name), -int(id_)), reverse=sort != name)
    page = found[after : after + limit]
    return Found(len(found), page, after + limit if after + limit < len(found) else 0)


def _is_hit(asked: Mapping[str, Any], id_: str, held: Mapping[str, str]) -> bool:
    """Words of a query are beginnings of words there; one group of filters is enough, all of its filters count."""
    words = re.findall(r"\w+", held.get("dealname", "").casefold())
    wanted = re.findall(r"\w+", asked.get("query", "").casefold())
    groups = asked.get("filterGroups") or [{"filters": []}]
    return all(any(word.startswith(one) for word in words) for one in wanted) and any(
        all(_fits(one, _number(id_, held, one["propertyName"])) for one in group["filters"])
        for group in groups
    )


def _fits(one: Mapping[str, str], held: int) -> bool:
    value = int(one["value"])
    return {"GTE": held >= value, "EQ": held == value, "GT": held > value}[one["operator"]]


def _number(id_: str, held: Mapping[str, str], name: str) -> int:
    if name == "hs_object_id":
        return int(id_)
    return round(datetime.fromisoformat(held[name]).timestamp() * 1000)
