"""Which deals may want a plan, and where a deal's id stands in its page's address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.crm.addresses import deal_id_in
from closeplan.crm.model import CrmDeal, Stage
from closeplan.crm.offers import is_with, may_be_offered, tidied

STAGES = tuple(
    Stage(id=f"{pipeline}{order}", name=name, order=order, pipeline=pipeline)
    for pipeline in ("new", "renewal")
    for order, name in enumerate(("Qualified", "Proposal", "Commit"))
)


def deal(stage: str, *, is_open: bool = True) -> CrmDeal:
    return CrmDeal(id="1", name="Acme", stage=stage, is_open=is_open)


def test_with_no_stage_named_every_open_deal_is_offered() -> None:
    assert may_be_offered(deal("anything"), (), ())
    assert not may_be_offered(deal("new2", is_open=False), STAGES, ())


@pytest.mark.parametrize(
    ("named", "stages"),
    [
        (["PROPOSAL"], {"new1", "new2", "renewal1", "renewal2"}),
        (["new1"], {"new1", "new2"}),
        (["new2", "renewal1"], {"new2", "renewal1", "renewal2"}),
        (["gone"], set()),
    ],
)
def test_a_stage_is_named_by_id_or_name_and_counts_in_its_own_pipeline(
    named: list[str], stages: set[str]
) -> None:
    assert {stage.id for stage in STAGES if may_be_offered(deal(stage.id), STAGES, named)} == stages
    assert not may_be_offered(deal("unknown"), STAGES, named)


@pytest.mark.parametrize(
    ("buyer", "name", "company", "told"),
    [
        ("Acme GmbH", "Rollout", "ACME GmbH", True),
        ("Acme", "Acme: rollout", "", True),
        ("Acme", "rollout (Acme)", "", True),
        ("Acme", "Acmeology rollout", "Other", False),
        ("Acme GmbH", "Acme rollout", "GmbH Acme", False),
        ("AB", "AB rollout", "AB", False),
        ("...", "...", "...", False),
        ("", "", "", False),
    ],
)
def test_a_deal_is_with_a_buyer_whose_whole_name_it_holds(
    buyer: str, name: str, company: str, told: bool
) -> None:
    assert is_with(CrmDeal(id="1", name=name, company=company), buyer) is told


@pytest.mark.parametrize(
    ("address", "deal_id"),
    [
        ("https://app.hubspot.com/contacts/123/record/0-3/98765?x=1", "98765"),
        ("https://app.hubspot.com/contacts/123/deal/98765/", "98765"),
        (
            "https://a.lightning.force.com/lightning/r/Opportunity/0065g00000ABCdeAAH/view",
            "0065g00000ABCdeAAH",
        ),
        ("https://a.my.salesforce.com/0065g00000ABCde", "0065g00000ABCde"),
        ("https://crm.zoho.eu/crm/org7/tab/Potentials/4150868000003194003", "4150868000003194003"),
        ("https://acme.pipedrive.com/deal/42", "42"),
        ("https://acme.myfreshworks.com/crm/sales/deals/7", "7"),
        ("https://acme.monday.com/boards/11/pulses/22", "22"),
        ("https://crm.example/contacts/42", ""),
        ("https://[broken", ""),
        ("https://x/deal/../../etc", ""),
    ],
)
def test_a_deals_id_is_found_in_the_address_of_its_page(address: str, deal_id: str) -> None:
    assert deal_id_in(address) == deal_id


@given(st.text(), st.text(), st.decimals(), st.text())
def test_whatever_a_crm_gives_is_short_and_on_one_line(
    name: str, url: str, amount: object, currency: str
) -> None:
    given_ = CrmDeal(id="1", name=name, url=url, amount=amount, currency=currency)  # type: ignore[arg-type]
    found = tidied(given_)

    assert 0 < len(found.name) <= 200
    assert found.name.splitlines() == [found.name]
    assert found.url == "" or found.url.startswith("http")
    assert found.amount is None or found.amount >= 0
    assert tidied(found) == found
