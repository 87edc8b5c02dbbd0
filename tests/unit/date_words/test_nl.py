"""Dutch sentences: what is a date in them, and what is none."""

from __future__ import annotations

import pytest

from tests.unit.date_words.saying import said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ik stuur het uiterlijk donderdag", "donderdag=2026-11-26"),
        ("overmorgen om 15 uur", "overmorgen om 15 uur=2026-11-25@15:00"),
        ("op 15 maart 2027 tekenen we", "15 maart 2027=2027-03-15"),
        ("voor eind van de maand", "eind van de maand=2026-11-30"),
        ("dat lukt in week 12", "week 12=2027-03-22"),
        ("over drie weken", "over drie weken=2026-12-14"),
        ("volgende week woensdag", "volgende week woensdag=2026-12-02"),
        ("medio januari", "medio januari=2027-01-15"),
        ("de 27e van december", "de 27e van december=2026-12-27"),
        ("van 3 tot 7 mei", "van 3 tot 7 mei=2027-05-03/2027-05-07"),
        ("de eerste dinsdag van oktober", "eerste dinsdag van oktober=2027-10-05"),
        ("tweeëntwintig februari", "tweeëntwintig februari=2027-02-22"),
    ],
)
def test_dates_in_talk(text: str, expected: str) -> None:
    assert said(text, "nl") == expected


@pytest.mark.parametrize(
    "text",
    [
        "dat duurt twee weken",
        "goede morgen allemaal",
        "we doen het zo",
        "elke maandag bellen we",
        "er zijn twee tot vier mensen in de kamer",
        "het eerste punt op de tweede pagina",
        "ma en pa komen ook",
    ],
)
def test_talk_without_a_date(text: str) -> None:
    assert said(text, "nl") == ""
