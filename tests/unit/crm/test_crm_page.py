"""docs/crm.md says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from addon.crm_mappings import shipped
from addon.vendors import VENDORS, VendorKind
from closeplan.crm.mapping import read_mapping
from closeplan.crm.plan_fields import PLAN_FIELDS
from closeplan.crm.values import MOST_LONG_TEXT, MOST_TEXT
from closeplan.plan.model import Role
from closeplan.plan.yaml_text import load_yaml

PAGE = (Path(__file__).parents[3] / "docs" / "crm.md").read_text(encoding="utf-8")


def test_every_field_stands_on_the_page_with_its_kind() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\| (\w+) \|$", PAGE, re.MULTILINE)

    assert rows == [(field.key, field.kind.value) for field in PLAN_FIELDS]


def test_the_example_is_a_mapping_that_does_what_it_says() -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    mapping = read_mapping(load_yaml(example[1]), shipped("hubspot"))

    assert mapping.fields["health"] == "deal_health"
    assert "drift_days" not in mapping.fields
    assert (mapping.roles[Role.ECONOMIC_BUYER], Role.LEGAL in mapping.roles) == ("Budget holder", False)
    assert (mapping.offer_from, mapping.signing) == (("Proposal",), "contract")
    assert (mapping.contacts, mapping.activities) == (True, False)


def test_every_crm_and_limit_is_named() -> None:
    assert all(row.title in PAGE for row in VENDORS if row.kind is VendorKind.CRM)
    assert f"cut at {MOST_TEXT} characters" in PAGE
    assert f"{MOST_LONG_TEXT:,}" in PAGE
