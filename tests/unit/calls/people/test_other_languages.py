"""Titles and functions in the other languages that are shipped."""

from __future__ import annotations

import pytest

from closeplan.plan.model import Role
from tests.unit.calls.people.dialogues import absent

SAID = {
    "de": {
        "B: Das muss noch durch den Einkauf.": Role.PROCUREMENT,
        "B: Unser Datenschutzbeauftragter prüft das.": Role.LEGAL,
        "B: Der Betriebsrat muss zustimmen.": Role.LEGAL,
        "B: Frau Keller, unsere Finanzchefin, entscheidet das.": Role.ECONOMIC_BUYER,
        "B: Das geht an die Rechtsabteilung.": Role.LEGAL,
    },
    "fr": {
        "B: Il faut passer par le service juridique.": Role.LEGAL,
        "B: Notre directeur financier signe le contrat.": Role.ECONOMIC_BUYER,
        "B: Le comité de direction décide en mai.": Role.OTHER,
        "B: Notre RSSI veut voir le rapport.": Role.SECURITY,
    },
    "es": {
        "B: Nuestra directora financiera decide el presupuesto.": Role.ECONOMIC_BUYER,
        "B: Tiene que pasar por compras.": Role.PROCUREMENT,
        "B: Nuestro responsable de seguridad quiere revisar el informe.": Role.SECURITY,
    },
    "it": {
        "B: Il nostro direttore finanziario firma.": Role.ECONOMIC_BUYER,
        "B: Deve passare dall'ufficio legale, il nostro avvocato vuole leggere.": Role.LEGAL,
        "B: Il consiglio di amministrazione decide a giugno.": Role.OTHER,
    },
    "nl": {
        "B: Onze financieel directeur tekent.": Role.ECONOMIC_BUYER,
        "B: De ondernemingsraad moet akkoord geven.": Role.LEGAL,
        "B: Dat gaat via inkoop, onze inkoper wil drie offertes.": Role.PROCUREMENT,
    },
    "pt": {
        "B: Nosso diretor financeiro decide.": Role.ECONOMIC_BUYER,
        "B: O conselho de administração aprova em maio.": Role.OTHER,
        "B: Nossa advogada precisa ler o contrato.": Role.LEGAL,
    },
    "ja": {
        "B: 法務部が確認します。": Role.LEGAL,
        "B: 経理の田中さんに聞いてみます。": Role.FINANCE,
        "B: 取締役会の承認が必要です。": Role.OTHER,
    },
}
CASES = [(language, line, role) for language, lines in SAID.items() for line, role in lines.items()]


@pytest.mark.parametrize(("language", "line", "role"), CASES)
def test_who_is_spoken_of(language: str, line: str, role: Role) -> None:
    assert [one.role for one in absent(line, language=language)] == [role]


def test_a_japanese_name_comes_with_its_department() -> None:
    (found,) = absent("B: 経理の田中さんに聞いてみます。", language="ja")
    assert (found.name, found.title) == ("田中", "経理")
