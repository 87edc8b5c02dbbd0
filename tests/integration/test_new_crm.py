"""A seventh CRM is one module and one row, and nothing else of closeplan knows of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.adapters.jobs import RecordingJobs
from addon.bootstrap import Backend, bootstrap
from addon.settings import read_settings
from addon.vendor_wiring import VendorWiring
from addon.vendors import VENDORS
from closeplan.crm.model import FieldKind, FieldWrite
from closeplan.errors import SettingsError
from closeplan.records.crm import CrmLink
from tests.contract.test_store import record, snapshot
from tests.vendors.crms import CrmStand
from tests.vendors.tally import ROW
from tests.vendors.tally_server import stand as open_tally

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tally() -> Iterator[CrmStand]:
    with open_tally() as opened:
        yield opened


@pytest.fixture
def backend(tally: CrmStand, tmp_path: Path) -> Iterator[Backend]:
    assert tally.vendor is not None
    mapping = tmp_path / "tally.yaml"
    mapping.write_text(
        f"fields: {{next_milestone: {tally.fields[FieldKind.TEXT]}, commit_ready: {tally.fields[FieldKind.YES_NO]}, "
        f"commit_reasons: {tally.fields[FieldKind.LONG_TEXT]}}}\n",
        "utf-8",
    )
    keys = {"url": tally.vendor.url, "token": tally.vendor.token, "mapping": mapping}
    settings = read_settings(data=tmp_path, database_url="", vendors={"tally": keys})
    made = bootstrap(settings, jobs=RecordingJobs())
    vars(made.parts)["vendors"] = VendorWiring(made.parts, rows=(*VENDORS, ROW))
    yield made
    made.parts.store.close()


def test_a_plan_reaches_a_crm_that_only_a_row_names(backend: Backend, tally: CrmStand) -> None:
    deal_id = tally.fake.put_deal("Acme rollout")
    store = backend.parts.store
    store.add_plan(record(document_id="sheet"))
    store.save_pass("acme", snapshot(), [])
    store.put_crm_link(CrmLink(plan_id="acme", vendor="tally", deal_id=deal_id))

    backend.parts.vendors.tell("acme")
    backend.parts.deliveries.deliver("tally")

    name = tally.fields[FieldKind.TEXT]
    assert tally.crm.deals([deal_id], [name])[deal_id].fields == {name: "Kick-off"}
    assert ("deliver", "tally") in backend.jobs.asked  # type: ignore[attr-defined]


@pytest.mark.parametrize("ends", ["unlinked", "out of reach"])
def test_a_yes_of_the_gate_does_not_outlive_its_plan(backend: Backend, tally: CrmStand, ends: str) -> None:
    deal_id = tally.fake.put_deal("Acme rollout")
    store, vendors = backend.parts.store, backend.parts.vendors
    store.add_plan(record(document_id="sheet"))
    store.save_pass("acme", snapshot(), [])
    store.put_crm_link(CrmLink(plan_id="acme", vendor="tally", deal_id=deal_id))
    ready, reasons = tally.fields[FieldKind.YES_NO], tally.fields[FieldKind.LONG_TEXT]
    tally.crm.write([FieldWrite(deal_id=deal_id, values={ready: True})])

    if ends == "unlinked":
        vendors.of_deals.link.unlink("acme", "tally")
    else:
        store.set_gone("acme", gone=True)
        vendors.tell("acme")
    backend.parts.deliveries.deliver("tally")

    says = "There is no plan." if ends == "unlinked" else "The plan's document is out of reach."
    assert tally.crm.deals([deal_id], [ready, reasons])[deal_id].fields == {ready: False, reasons: says}


def test_what_a_vendor_lacks_is_a_setting_that_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    settings = read_settings(
        data=tmp_path, database_url="", vendors={"hubspot": {"url": "https://api.example"}}
    )
    backend = bootstrap(settings, jobs=RecordingJobs())

    with pytest.raises(SettingsError, match="CLOSEPLAN_VENDORS__HUBSPOT__TOKEN"):
        backend.parts.vendors.crm("hubspot")
    backend.parts.store.close()


def test_nothing_of_closeplan_names_the_six_crms_but_their_own_modules_and_the_table() -> None:
    names = re.compile(r"[\"'](salesforce|hubspot|zoho|pipedrive|freshworks|monday\.com)[\"']")
    folders = (
        ROOT / "closeplan",
        ROOT / "addon" / "web",
        ROOT / "addon" / "cards",
        ROOT / "addon" / "commands",
    )
    told = [
        path for folder in folders for path in folder.rglob("*.py") if names.search(path.read_text("utf-8"))
    ]
    assert told == []


def test_the_recipe_names_every_step() -> None:
    recipe = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Add a CRM")[2].partition("\n## ")[0]
    for step in (
        "addon/adapters/crm/",
        "addon/vendors.py",
        "templates/crm/",
        "tests/vendors/crms.py",
        "docs/vendors.md",
    ):
        assert step in recipe
