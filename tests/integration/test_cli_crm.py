"""`closeplan crm`: what is missing is named and made, deals are brought in step, what would be written is shown first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from addon.adapters.crm.memory import MemoryCrm
from addon.adapters.store import SqlStore
from addon.cli import main
from addon.vendor_wiring import VendorWiring
from closeplan.crm.model import CrmDeal, CrmField, FieldKind, FieldWrite
from closeplan.errors import RefusedError, RetryLaterError
from closeplan.plan.document import Snapshot
from closeplan.plan.model import Deal, Network
from closeplan.records import PlanRecord
from tests.unit.pages.plans import GO_LIVE, plan

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GO_LIVE_NAME = "closeplan_go_live"


OWN_STEP = "hs_next_step"
"""HubSpot's own: nobody makes it."""


@dataclass
class Desk:
    """The command line of an installation with one plan and a CRM."""

    crm: MemoryCrm
    mapping: Path

    def run(self, *arguments: str, answer: str | None = None) -> Result:
        return CliRunner().invoke(main, ["crm", *arguments], input=answer)

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json").stdout)

    def value(self, name: str) -> object:
        return self.crm.deals(["17"], [name])["17"].fields[name]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    store = SqlStore(f"sqlite:///{tmp_path / 'closeplan.db'}")
    network = Network(steps=(), go_live=GO_LIVE)
    deal = Deal(id="acme", name="Acme", buyer="Acme GmbH", seller="Northwind", network=network)
    store.add_plan(PlanRecord(id="acme", deal=deal, owner="sam@northwind.example", robot="r@x", made_at=NOW))
    store.set_document("acme", "doc-1")
    store.save_pass("acme", Snapshot(plan=plan(), baseline={}, taken_at=NOW), ())
    store.close()
    crm = MemoryCrm(name="hubspot")
    crm.known_fields[GO_LIVE_NAME] = CrmField(name=GO_LIVE_NAME, label="Go-live", kind=FieldKind.DATE)
    crm.known_fields[OWN_STEP] = CrmField(name=OWN_STEP, label="Next step", kind=FieldKind.TEXT)
    crm.put(CrmDeal(id="17", name="Acme rollout", stage="proposal"))
    monkeypatch.setattr(VendorWiring, "_connected", lambda _self, _row: crm)
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("{}", encoding="utf-8")
    monkeypatch.setenv("CLOSEPLAN_DATA", str(tmp_path))
    monkeypatch.setenv("CLOSEPLAN_VENDORS__HUBSPOT__TOKEN", "secret")
    monkeypatch.setenv("CLOSEPLAN_VENDORS__HUBSPOT__MAPPING", str(mapping))
    return Desk(crm=crm, mapping=mapping)


def test_check_names_the_account_and_what_is_missing_and_changes_nothing(desk: Desk) -> None:
    done = desk.run("check", "hubspot")

    assert done.exit_code == 1
    assert "hubspot: A CRM in memory" in done.output
    health = "make a choice field labelled 'Closeplan health' (choices: On track, At risk, Stalled)"
    assert f"health: there is no field 'closeplan_health'; {health}\n" in done.output
    assert "make a yes-or-no field labelled 'Closeplan commit ready'\n" in done.output
    assert "With --create closeplan makes them." in done.output
    assert list(desk.crm.known_fields) == [GO_LIVE_NAME, OWN_STEP]


def test_check_says_how_to_make_by_hand_what_the_crm_lets_nobody_make(desk: Desk) -> None:
    desk.crm.makes_fields = False
    del desk.crm.known_fields[OWN_STEP]

    told = desk.run("check").output
    assert (
        "next_due: there is no field 'closeplan_next_due'; make a date field labelled 'Closeplan next due'\n"
        in told
    )
    assert f"next_step: there is no field '{OWN_STEP}'; it is the CRM's own" in told
    assert "--create" not in told
    (checked,) = desk.json("check")
    assert checked["can_make"] == {}
    assert checked["make_by_hand"]["health"]["options"] == ["On track", "At risk", "Stalled"]


def test_check_makes_what_is_missing_once_a_person_agrees(desk: Desk) -> None:
    assert desk.run("check", "--create", answer="n\n").exit_code == 1
    assert len(desk.crm.known_fields) == 2

    done = desk.run("check", "--create", answer="y\n")
    assert done.exit_code == 0
    assert "health: made as closeplan_health" in done.output
    assert desk.crm.known_fields["closeplan_health"].options == ("On track", "At risk", "Stalled")
    assert desk.run("check").exit_code == 0


def test_check_with_json_makes_nothing_without_yes(desk: Desk) -> None:
    (before,) = desk.json("check", "--create")
    assert (before["fine"], before["made"]) == (False, {})
    assert before["can_make"]["health"]["kind"] == "choice"

    (after,) = desk.json("check", "--create", "--yes")
    assert after["fine"]
    assert after["made"]["health"] == "closeplan_health"


def test_check_names_wrong_kinds_unknown_stages_and_elements_that_are_not_used(desk: Desk) -> None:
    desk.crm.known_fields["notes"] = CrmField(name="notes", label="Notes", kind=FieldKind.NUMBER)
    desk.mapping.write_text(
        "fields: {next_due: notes, method_budget: b}\noffer_from: [proposal, Nowhere]", encoding="utf-8"
    )

    (checked,) = desk.json("check")
    assert checked["wrong"]["next_due"].startswith(
        "is mapped to 'notes', which is number; Next milestone due"
    )
    assert checked["unused"] == ["method_budget"]
    assert checked["stages_missing"] == ["Nowhere"]


def test_check_names_roles_that_the_crm_lacks_and_asks_for_none_that_it_can_not_tell(desk: Desk) -> None:
    desk.mapping.write_text("roles: {champion: Coach}", encoding="utf-8")
    assert desk.json("check", "--create", "--yes")[0]["fine"]

    desk.crm.known_roles = ("Budget holder", "Influencer", "End user", "Legal & Compliance")
    (checked,) = desk.json("check")
    assert (checked["roles_missing"], checked["fine"]) == (["Coach"], False)
    assert "roles: there is no 'Coach'; its people go on the deal without a role" in desk.run("check").output
    desk.mapping.write_text("roles: {champion: off}", encoding="utf-8")
    assert desk.json("check")[0]["fine"]


def test_a_field_of_the_vendors_own_is_named_and_never_offered(desk: Desk) -> None:
    del desk.crm.known_fields[OWN_STEP]
    done = desk.run("check", "hubspot", "--create", "--yes")

    assert OWN_STEP in done.stdout
    assert OWN_STEP not in desk.crm.known_fields


def test_a_mapping_with_mistakes_ends_with_2_and_every_mistake(desk: Desk) -> None:
    desk.mapping.write_text("fields: {helth: x}\nroles: {boss: y}", encoding="utf-8")

    done = desk.run("check")
    assert done.exit_code == 2
    assert f"{desk.mapping}: fields.helth: no such field" in done.stderr
    assert f"{desk.mapping}: roles.boss: no such role" in done.stderr


def test_a_crm_that_can_not_be_reached_is_said_in_a_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(_self: MemoryCrm) -> str:
        raise RetryLaterError("hubspot: not connected")

    monkeypatch.setattr(MemoryCrm, "account", down)
    (checked,) = desk.json("check")
    assert checked["problem"] == "hubspot: not connected"


def test_a_plan_is_linked_brought_in_step_and_unlinked(desk: Desk) -> None:
    assert desk.json("link", "acme", "hubspot", "17")["name"] == "Acme rollout"
    assert desk.run("sync").exit_code == 0
    assert desk.value(GO_LIVE_NAME) == GO_LIVE

    (linked,) = desk.json("status")
    assert (linked["plan_id"], linked["stage"]) == ("acme", "Proposal")
    assert linked["synced_at"]
    assert "closeplan_health" in linked["told"]

    assert desk.json("unlink", "acme", "hubspot")["deal"] == "17"
    assert desk.json("status") == []
    assert desk.run("unlink", "acme", "hubspot").exit_code == 1


def test_status_says_what_the_crm_refused_and_what_waits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: MemoryCrm, _deal_id: str, _links: object) -> None:
        raise RefusedError("hubspot: no label 'Champion'")

    monkeypatch.setattr(MemoryCrm, "put_contacts", refused)
    desk.run("link", "acme", "hubspot", "17")
    (waits,) = desk.json("status")
    assert (waits["waiting"], waits["refused"]) == (1, [])

    desk.run("sync")
    told = desk.run("status").output
    assert "  The people on the deal could not be brought: hubspot: no label 'Champion'\n" in told
    assert "wait" not in told.partition("could not be brought")[2]


def test_a_dry_run_shows_what_would_be_written_and_writes_nothing(desk: Desk) -> None:
    desk.run("link", "acme", "hubspot", "17")

    done = desk.run("sync", "--dry-run")
    assert f"go_live: nothing → {GO_LIVE}" in done.output
    assert desk.value(GO_LIVE_NAME) is None


def test_what_a_person_edited_is_shown_and_stays(desk: Desk) -> None:
    desk.run("link", "acme", "hubspot", "17")
    desk.run("sync")
    desk.crm.write([FieldWrite(deal_id="17", values={GO_LIVE_NAME: None})])

    (looked,) = desk.json("sync", "--dry-run")
    assert looked["deals"][0]["edited"] == {"go_live": {"crm": None, "plan": GO_LIVE.isoformat()}}
    (synced,) = desk.json("sync", "--all")
    assert (synced["arrived"], synced["edited"]) == (1, 1)
    assert desk.value(GO_LIVE_NAME) is None
    assert "go_live was edited: nothing, the plan says 2027-03-31" in desk.run("status").output


def test_what_was_edited_is_decided_field_by_field_or_all_at_once(desk: Desk) -> None:
    desk.run("link", "acme", "hubspot", "17")
    desk.run("sync")
    desk.crm.write([FieldWrite(deal_id="17", values={GO_LIVE_NAME: None})])
    desk.run("sync", "--all")
    assert desk.run("decide", "acme", "hubspot", "--all").exit_code == 2
    assert desk.run("decide", "acme", "hubspot", "health", "--keep").exit_code == 2

    assert desk.json("decide", "acme", "hubspot", "go_live", "--keep")["decided"] == ["go_live"]
    assert "go_live was edited, kept" in desk.run("status").output
    assert desk.json("decide", "acme", "hubspot", "--all", "--use-plan")["decided"] == []
    assert desk.json("decide", "acme", "hubspot", "go_live", "--use-plan")["decided"] == ["go_live"]
    desk.run("sync")
    assert desk.value(GO_LIVE_NAME) == GO_LIVE


def test_a_sync_with_a_crm_that_is_down_says_so_and_keeps_what_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(_self: MemoryCrm) -> None:
        raise RetryLaterError("hubspot: down")

    desk.run("link", "acme", "hubspot", "17")
    monkeypatch.setattr(MemoryCrm, "fields", down)

    assert desk.run("sync").exit_code == 1
    (synced,) = desk.json("sync")
    assert (synced["arrived"], synced["dead"], synced["problem"]) == (0, 0, "hubspot: down")


def test_a_crm_that_is_not_set_up_and_a_deal_that_is_not_there_are_said(desk: Desk) -> None:
    assert "zoho is not set up" in desk.run("sync", "zoho").stderr
    missing = desk.run("link", "acme", "hubspot", "99")
    assert missing.exit_code == 1
    assert "99" in missing.stderr
