from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.model import Stakeholder
from closeplan.plan.rules.people import Owners, is_nobody, read_owners

PEOPLE = [
    Stakeholder(id="1", name="Mia Wolf", email="mia@acme.example"),
    Stakeholder(id="2", name="Dana Fischer", email="dana@acme.example"),
    Stakeholder(id="3", name="Dana Legal", email="legal@acme.example"),
    Stakeholder(id="4", name="René Núñez", email="rene@acme.example"),
]
COMPANIES = ("Acme GmbH", "Northwind")


@pytest.mark.parametrize(
    ("owner", "email"),
    [
        ("Mia Wolf", "mia@acme.example"),
        ("  mia  WOLF ", "mia@acme.example"),
        ("Mia", "mia@acme.example"),
        ("M. Wolf", "mia@acme.example"),
        ("Wolf, Mia", "mia@acme.example"),
        ("Mia Wolf (IT team)", "mia@acme.example"),
        ("MIA@acme.example", "mia@acme.example"),
        ("Rene Nunez", "rene@acme.example"),  # without accents
        ("Dana Legal", "legal@acme.example"),  # on the map, so a person
        ("Dana", ""),  # one of two
        ("Mia, René", ""),  # two people share it
        ("Mia Wolf, Legal team", "mia@acme.example"),  # a person answers for the team
    ],
)
def test_a_name_on_the_map_is_a_person(owner: str, email: str) -> None:
    assert read_owners(owner, PEOPLE, COMPANIES) == Owners(email=email)


@pytest.mark.parametrize(
    "owner",
    [
        "Legal",
        "legal & procurement",
        "Legal / Procurement",
        "IT team",
        "Team Recht",
        "Rechtsabteilung",
        "Équipe sécurité",
        "Ufficio acquisti",
        "Departamento de compras",
        "Research & Development",
        "Acme GmbH",
        "ACME",
        "Acme IT",
        "Northwind",
        "Siemens AG",
        "Smith & Sons Ltd.",
        "Buyer",
    ],
)
def test_a_department_or_a_company_is_not_a_person(owner: str) -> None:
    assert read_owners(owner, PEOPLE, COMPANIES) == Owners(group=True)


@pytest.mark.parametrize(
    ("owner", "strangers"),
    [
        ("John Doe", ("John Doe",)),
        ("Mia Wolf & John Doe", ("John Doe",)),
        ("Mark Sales", ("Mark Sales",)),  # a surname that is also a department
        ("Rui Sa", ("Rui Sa",)),  # a surname that is also a legal form
        ("CFO", ("CFO",)),
        ("joe@acme.example", ("joe@acme.example",)),
    ],
)
def test_people_who_are_not_on_the_map_are_named(owner: str, strangers: tuple[str, ...]) -> None:
    assert read_owners(owner, PEOPLE, COMPANIES) == Owners(unmapped=strangers)


@pytest.mark.parametrize(
    "owner",
    [
        "",
        "  ",
        "?",
        "TBD",
        "t.b.d.",
        "tbc?",
        "N/A",
        "-",
        "…",
        "noch offen",
        "À définir",
        "N.N.",
        "n.t.b.",
        "未定",
    ],
)
def test_a_placeholder_names_nobody(owner: str) -> None:
    assert read_owners(owner, PEOPLE) == Owners(nobody=True)


JAPANESE = (
    Stakeholder(id="t", name="田中太郎", email="tanaka@acme.example"),
    Stakeholder(id="h", name="阿部 花子", email="abe@acme.example"),
)


@pytest.mark.parametrize(
    ("owner", "found"),
    [
        ("田中さん", Owners(email="tanaka@acme.example")),
        ("阿部", Owners(email="abe@acme.example")),  # ends like a department
        ("田中　太郎、阿部花子", Owners()),
        ("佐藤様", Owners(unmapped=("佐藤様",))),
        ("法務部", Owners(group=True)),
        ("情報システム部", Owners(group=True)),
        ("営業チーム", Owners(group=True)),
        ("購買担当", Owners(group=True)),
        ("株式会社アクメ", Owners(group=True)),
        ("未定", Owners(nobody=True)),
        ("担当者未定", Owners(nobody=True)),
    ],
)
def test_japanese_owners_are_read_though_their_words_are_not_spaced(owner: str, found: Owners) -> None:
    assert read_owners(owner, JAPANESE) == found


@given(st.text(max_size=60))
def test_any_text_is_read_as_exactly_one_thing(owner: str) -> None:
    found = read_owners(owner, PEOPLE, COMPANIES)

    known = not (found.nobody or found.group or found.unmapped)
    assert [found.nobody, found.group, bool(found.unmapped), known].count(True) == 1
    assert found.nobody or not is_nobody(owner)
