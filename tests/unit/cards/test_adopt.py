from __future__ import annotations

from datetime import date
from typing import Any

from addon.cards import adopt
from addon.cards.parts import button
from closeplan.plan.adoption import Proposal, ProposedColumn, ProposedTable
from closeplan.plan.corrections import corrected
from closeplan.plan.model import Side
from closeplan.plan.signals import Table
from tests.cards import check_card

SHEETS = ("Cover", "Go-live plan")
COLUMNS = (
    ProposedColumn(index=0, header="Step", field="name", certainty=0.97),
    ProposedColumn(index=1, header="Who (us)\n", field="owner", certainty=0.9, side=Side.SELLER),
    ProposedColumn(index=3, header="When", field="due", certainty=0.7),
    ProposedColumn(index=27, header="€", field="", certainty=0.95),
)
TIMELINE = ProposedTable(table=Table.TIMELINE, sheet=1, header_row=2, rows=(3, 4, 5), columns=COLUMNS)
PROPOSAL = Proposal(timeline=TIMELINE)
CONFIRM = button("Adopt", "https://closeplan.example/addon/adopt/confirm", {"fileId": "f1"}, main=True)


def card(proposal: Proposal = PROPOSAL) -> dict[str, Any]:
    return adopt.proposal_card("Rollout", proposal, SHEETS, date(2027, 6, 28), CONFIRM)


def inputs(made: dict[str, Any]) -> dict[str, str]:
    """What the card's fields hold when nobody touched them."""
    fields = [
        w["selectionInput"] for part in made["sections"] for w in part["widgets"] if "selectionInput" in w
    ]
    return {f["name"]: next(item["value"] for item in f["items"] if item["selected"]) for f in fields}


def test_every_card_of_adopting_is_one_that_google_shows() -> None:
    for made in (
        card(),
        card(Proposal(timeline=None)),
        adopt.adopted_card(12, 3, "https://x.example", "p"),
        adopt.released_card(),
    ):
        check_card(made)


def test_the_doubtful_columns_come_first_and_the_sure_ones_are_folded_away() -> None:
    timeline = card()["sections"][0]
    labels = [w["selectionInput"]["label"] for w in timeline["widgets"] if "selectionInput" in w]

    assert labels[0] == "D · When (70% sure)"
    assert labels[1:] == ["A · Step", "B · Who (us)", "AB · €"]
    assert timeline["uncollapsibleWidgetsCount"] == 4
    assert "A · Step: Milestone or name (97%)" in timeline["widgets"][3]["textParagraph"]["text"]


def test_a_card_that_nobody_touched_corrects_nothing() -> None:
    assert adopt.corrections(PROPOSAL, SHEETS, inputs(card())) == []
    assert adopt.corrections(PROPOSAL, SHEETS, {}) == []


def test_what_a_person_chose_otherwise_becomes_the_proposal() -> None:
    chosen = inputs(card()) | {"column:timeline:3": "start", "column:timeline:1": "owner:buyer"}
    found = corrected(PROPOSAL, adopt.corrections(PROPOSAL, SHEETS, chosen), SHEETS).timeline

    assert found is not None
    assert [(c.field, c.side) for c in found.columns] == [
        ("name", None), ("owner", Side.BUYER), ("start", None), ("", None),
    ]  # fmt: skip


def test_without_a_timeline_the_card_says_what_is_missing() -> None:
    assert "No timeline was found" in str(card(Proposal(timeline=None)))
