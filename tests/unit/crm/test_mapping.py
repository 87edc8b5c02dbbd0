"""A team's mapping: what is wrong with it is said all at once, what it does not name stays as shipped."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from addon.crm_mappings import CrmMappings, shipped
from addon.vendors import VENDORS, VendorKind
from closeplan.crm.mapping import CrmMapping, read_mapping
from closeplan.crm.model import CrmField, FieldKind
from closeplan.crm.plan_fields import PLAN_FIELDS
from closeplan.crm.resolve import DEALS_OWN, resolve
from closeplan.errors import InputError
from closeplan.plan.model import Role
from closeplan.plan.yaml_text import load_yaml

CRMS = [row.name for row in VENDORS if row.kind is VendorKind.CRM]


@pytest.mark.parametrize("vendor", CRMS)
def test_every_crm_has_a_mapping_that_writes_the_close_plan(vendor: str) -> None:
    mapping = shipped(vendor)

    assert {"plan_url", "go_live", "health", "next_milestone", "drift_days", "confirmed_share"} <= set(
        mapping.fields
    )
    assert "commit_ready" in mapping.fields
    assert all(len(name.removesuffix("__c")) <= 40 for name in mapping.fields.values())


@pytest.mark.parametrize("vendor", ["salesforce", "zoho"])
def test_a_champion_is_nobodys_executive_sponsor(vendor: str) -> None:
    assert "Executive Sponsor" not in shipped(vendor).roles.values()


def test_a_crm_without_a_mapping_of_ours_has_an_empty_one() -> None:
    assert shipped("attio") == CrmMapping()


def test_every_mistake_is_named_with_its_place() -> None:
    wrong = """
    fields: {helth: x, go_live: a, plan_url: 3, next_due: a}
    roles: {boss: x}
    offer_from: ['']
    contacts: perhaps
    signing: two words
    colour: red
    """

    with pytest.raises(InputError) as told:
        read_mapping(load_yaml(wrong))

    places = {mistake.place for mistake in told.value.mistakes}
    assert places == {
        "fields.helth",
        "fields.plan_url",
        "fields.next_due",
        "roles.boss",
        "offer_from[0]",
        "contacts",
        "signing",
        "colour",
    }


PIECES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["off", "champion", "health"]),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=8,
)
PLACES = st.sampled_from(["fields", "roles", "offer_from", "contacts", "activities", "signing", "fields.x"])


@given(st.dictionaries(PLACES, PIECES | st.dictionaries(st.sampled_from(["health", "champion"]), PIECES)))
def test_whatever_the_file_holds_is_a_mapping_or_mistakes(data: object) -> None:
    with suppress(InputError):
        mapping = read_mapping(data)
        assert set(mapping.fields) <= {field.key for field in PLAN_FIELDS}
        assert set(mapping.roles) <= set(Role)


def test_what_a_team_does_not_name_stays_as_shipped_and_off_is_off() -> None:
    base = CrmMapping(fields={"health": "h", "go_live": "g"}, roles={Role.LEGAL: "Lawyer"}, offer_from=("a",))

    mapping = read_mapping(
        load_yaml("fields: {health: off}\nroles: {champion: Coach}\nactivities: off"), base
    )

    assert mapping.fields == {"go_live": "g"}
    assert mapping.roles == {Role.LEGAL: "Lawyer", Role.CHAMPION: "Coach"}
    assert (mapping.offer_from, mapping.contacts, mapping.activities) == (("a",), True, False)


def test_a_teams_file_holds_for_that_team_and_the_default_for_all_others(tmp_path: Path) -> None:
    (tmp_path / "default.yaml").write_text("offer_from: [Commit]", encoding="utf-8")
    (tmp_path / "EMEA.yaml").write_text("signing: contract", encoding="utf-8")
    mappings = CrmMappings({"hubspot": tmp_path}, {"eva@x": "emea", "../etc": ""}.get)  # type: ignore[arg-type]

    assert mappings("hubspot", "eva@x").signing == "contract"
    assert mappings.of_team("hubspot", "../../etc/passwd").offer_from == ("Commit",)
    assert mappings.of_team("zoho", "emea") == shipped("zoho")


def test_a_file_is_read_again_once_it_changed_and_its_mistakes_name_it(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("signing: contract", encoding="utf-8")
    mappings = CrmMappings({"hubspot": path}, lambda _owner: "")
    assert mappings("hubspot", "").signing == "contract"

    path.write_text("signing: not an id", encoding="utf-8")
    with pytest.raises(InputError, match=r"ours.yaml: signing: 'not an id' is not"):
        mappings("hubspot", "")


def test_a_field_is_found_by_its_name_or_else_by_its_label() -> None:
    there = [
        CrmField(name="7f3a", label="Closeplan go-live", kind=FieldKind.DATE),
        CrmField(name="health", label="Temperature", kind=FieldKind.TEXT),
        CrmField(name="a1", label="Plan", kind=FieldKind.TEXT),
        CrmField(name="a2", label="plan", kind=FieldKind.TEXT),
        CrmField(name="n", label="N", kind=FieldKind.NUMBER),
    ]
    names = {
        "go_live": "closeplan go-live",
        "health": "health",
        "plan_url": "Plan",
        "next_step": "not there",
        "next_due": "n",
        "next_owner": "7f3a",
    }

    found = resolve(names, PLAN_FIELDS, there)

    assert {key: field.name for key, field in found.fields.items()} == {"go_live": "7f3a", "health": "health"}
    assert found.missing == {"next_step": "not there"}
    assert set(found.wrong) == {"plan_url", "next_due", "next_owner"}
    assert "name one of a1, a2" in found.wrong["plan_url"]
    assert "not there: not there" in found.told


@pytest.mark.parametrize("name", ["amount", "dealname", "StageName", "expected_close_date", "OwnerId"])
def test_no_field_of_the_plan_goes_over_what_is_the_deals_own(name: str) -> None:
    there = CrmField(name=name, label="Amount", kind=FieldKind.TEXT)

    for called in (name, "Amount"):
        found = resolve({"drift_days": called}, PLAN_FIELDS, [there])
        assert not found.fields
        assert "the deal's own" in found.wrong["drift_days"]


@pytest.mark.parametrize("vendor", CRMS)
def test_no_shipped_mapping_names_what_is_the_deals_own(vendor: str) -> None:
    assert not {name.casefold() for name in shipped(vendor).fields.values()} & DEALS_OWN
