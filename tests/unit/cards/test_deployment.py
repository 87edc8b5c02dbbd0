"""The deployment resource: Google's own messages know every field, and every URL in it is one we answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from google.cloud.gsuiteaddons_v1 import Deployment
from google.protobuf import json_format

from addon.deployment import deployment
from addon.web.sidebar import ROUTES

BASE = "https://plans.northwind.example"


def functions(value: Any) -> Iterator[str]:
    """Every URL that Google would call."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key in {"runFunction", "onTriggerFunction"}:
                yield part
            else:
                yield from functions(part)
    if isinstance(value, list):
        for part in value:
            yield from functions(part)


def test_google_knows_every_field_of_it() -> None:
    json_format.ParseDict(deployment(BASE), Deployment.pb()())


def test_every_trigger_is_answered() -> None:
    called = set(functions(deployment(BASE)))
    assert {url.removeprefix(f"{BASE}/addon/") for url in called} <= set(ROUTES)
    assert {"home", "sheets", "docs", "drive", "gmail", "calendar", "make"} == {
        url.removeprefix(f"{BASE}/addon/") for url in called
    }


def test_no_scope_reads_more_than_what_is_open_or_ours() -> None:
    scopes = {scope.rpartition("/auth/")[2] for scope in deployment(BASE)["oauthScopes"]}
    wide = {
        "drive",
        "drive.readonly",
        "spreadsheets",
        "documents",
        "gmail.readonly",
        "gmail.modify",
        "calendar",
    }
    assert not scopes & wide
    assert "drive.file" in scopes
