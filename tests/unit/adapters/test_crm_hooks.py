"""What CRMs' messages tell beside the usual: other accounts, other records, odd forms."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from addon.adapters.crm import freshworks_hooks, hubspot_hooks, monday_hooks, pipedrive_hooks, zoho_hooks
from addon.adapters.http import VendorAccount
from closeplan.errors import ForbiddenError, InputError
from closeplan.ports.hooks import HookRequest, HookSender
from tests.vendors.hook_cases import HOOK_CASES, NOW, as_json, posted

CASES = {case.vendor: case for case in HOOK_CASES}
SENDERS = {
    "hubspot": hubspot_hooks.sender,
    "pipedrive": pipedrive_hooks.sender,
    "zoho": zoho_hooks.sender,
    "monday": monday_hooks.sender,
    "freshworks": freshworks_hooks.sender,
}


def sender(vendor: str, account: str = "") -> HookSender:
    return SENDERS[vendor](VendorAccount(name=vendor, secret=CASES[vendor].secret, account=account))


def told(vendor: str, content: Any, account: str = "") -> list[str]:
    return [event.about for event in sender(vendor, account).read(posted(vendor, as_json(content))).events]


def changed(vendor: str, **changes: Any) -> Any:
    content = json.loads(CASES[vendor].body)
    return [{**content[0], **changes}] if isinstance(content, list) else {**content, **changes}


@pytest.mark.parametrize(
    "changes",
    [
        {"subscriptionType": "contact.creation"},
        {"subscriptionType": "object.creation", "objectTypeId": "0-1"},
        {"subscriptionType": ""},
    ],
)
def test_hubspots_other_events_tell_nothing(changes: dict[str, Any]) -> None:
    assert told("hubspot", changed("hubspot", **changes)) == []


def test_hubspots_deals_come_by_their_newer_name_too() -> None:
    assert told("hubspot", changed("hubspot", subscriptionType="object.creation", objectTypeId="0-3")) == [
        "123"
    ]


def test_another_portals_deals_are_not_ours() -> None:
    assert told("hubspot", changed("hubspot"), account="62515") == ["123"]
    assert told("hubspot", changed("hubspot"), account="62516") == []


def test_hubspot_signs_the_address_as_it_decodes_it() -> None:
    case = CASES["hubspot"]
    assert case.vector is not None
    escaped = replace(case.vector, url=case.vector.url.replace("/hooks/", "%2Fhooks%2f"))

    sender("hubspot").verify(escaped, NOW)
    with pytest.raises(ForbiddenError):
        sender("hubspot").verify(replace(case.vector, url=case.vector.url + "?a=b"), NOW)


def test_hubspots_client_secret_stands_in_for_the_apps() -> None:
    account = VendorAccount(name="hubspot", client_secret=CASES["hubspot"].secret)
    assert CASES["hubspot"].vector is not None

    hubspot_hooks.sender(account).verify(CASES["hubspot"].vector, NOW)


@pytest.mark.parametrize("entity", ["person", "activity", ""])
def test_pipedrives_other_records_tell_nothing(entity: str) -> None:
    assert told("pipedrive", changed("pipedrive", meta={"entity": entity, "entity_id": 7})) == []


def test_a_deal_that_was_deleted_is_looked_at_too() -> None:
    meta = {"entity": "deal", "entity_id": 7, "action": "delete"}

    assert told("pipedrive", changed("pipedrive", data=None, meta=meta)) == ["7"]


def test_zohos_module_comes_as_a_word_or_a_record() -> None:
    assert told("zoho", changed("zoho", module={"api_name": "Deals", "id": "1"})) == ["554023000000527003"]
    assert told("zoho", changed("zoho", module="Contacts")) == []
    with pytest.raises(InputError):
        told("zoho", changed("zoho", ids="1"))


def test_another_boards_items_are_not_ours() -> None:
    assert told("monday", changed("monday"), account="1771812698/17") == ["1772099344"]
    assert told("monday", changed("monday"), account="17/1771812698") == []


@pytest.mark.parametrize(
    "challenge", [{"challenge": "x" * 300}, {"challenge": 1}, {"challenge": "a", "b": 1}]
)
def test_only_a_plain_challenge_is_given_back(challenge: dict[str, Any]) -> None:
    with pytest.raises(ForbiddenError):
        sender("monday").verify(posted("monday", as_json(challenge)), NOW)


def monday_token(key: str, algorithm: str = "HS256", **claims: Any) -> HookRequest:
    usual = {
        "exp": int((NOW + timedelta(minutes=5)).timestamp()),
        "aud": "https://map.example/webhooks/monday",
    }
    held = {name: value for name, value in {**usual, **claims}.items() if value is not None}
    token = jwt.encode({"alg": algorithm}, held, OctKey.import_key(key), algorithms=[algorithm])
    return posted("monday", CASES["monday"].body, {"Authorization": token})


def test_mondays_token_has_to_run_out_and_be_for_us() -> None:
    key = CASES["monday"].secret
    sender("monday").verify(monday_token(key, aud=None), NOW)
    for wrong in (
        monday_token(key, exp=None),
        monday_token(key, aud="https://other.example/webhooks/monday"),
        monday_token(key, algorithm="HS512"),
        posted("monday", CASES["monday"].body, {"Authorization": "eyJhbGciOiJub25lIn0.e30."}),
    ):
        with pytest.raises(ForbiddenError):
            sender("monday").verify(wrong, NOW)


def test_freshworks_workflow_has_to_send_the_deals_id() -> None:
    with pytest.raises(InputError, match=r"deal\.id"):
        told("freshworks", {"deal_id": "{{deal.id}}"})
    assert told("freshworks", {"deal_id": 402001}) == ["402001"]


def test_times_are_read_where_vendors_tell_them() -> None:
    seen = {
        vendor: sender(vendor).read(posted(vendor, CASES[vendor].body)).events[0].at for vendor in SENDERS
    }

    assert seen["hubspot"] == datetime(2026, 1, 1, tzinfo=UTC)
    assert seen["zoho"] == datetime(2026, 1, 1, 0, 0, 0, 123000, tzinfo=UTC)
    assert seen["monday"] == datetime(2026, 1, 1, 0, 0, 0, 123000, tzinfo=UTC)
    assert seen["pipedrive"] is None
