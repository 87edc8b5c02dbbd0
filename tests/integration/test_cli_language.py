"""A French plan from the command line to the buyer's edit and the answer in the Sheet, each command a process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.command import DEAL, closeplan, write_deal
from tests.integration.workspace_clients import running_workspace
from tests.running import PlanSheet

FRENCH = DEAL.replace("currency: EUR", "currency: EUR, language: fr-CA")
ROWS = {"first": "Jalon"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


def test_a_french_plan_is_made_edited_and_answered_in_french(tmp_path: Path, workspace: str) -> None:
    settings = {"data": str(tmp_path / "data"), "workspace_url": workspace, "watch": "poll"}
    made = closeplan("generate", write_deal(tmp_path, FRENCH), "--json", **settings).json()
    closeplan("sync", "--json", **settings)
    sheet = PlanSheet(workspace, made["spreadsheet_id"])

    sheet.set("Approbations internes", "Échéance", "2027-04-20", **ROWS)
    sheet.set("Construire le modèle de ROI", "Statut", "Done", **ROWS)
    assert closeplan("sync", "--json", **settings).code == 0

    assert (sheet.book.title, sheet.book.locale) == (
        "Acme GmbH × Northwind\u00a0: plan d’action commun",
        "fr_CA",
    )
    assert "Décalé de 26 jours ouvrés" in sheet.rows(**ROWS)["Approbations internes"]["Signal"]
    history = sheet.rows("Historique", "Élément")
    assert history["Approbations internes"]["Décalage"] == "+26 jours ouvrés"
    done = history["Construire le modèle de ROI"]
    assert [done[column] for column in ("Champ", "Avant", "Maintenant")] == [
        "Statut",
        "Non commencé",
        "Terminé",
    ]
