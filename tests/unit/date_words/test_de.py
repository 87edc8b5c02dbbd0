"""German sentences: what is a date in them, and what is none."""

from __future__ import annotations

import pytest

from tests.unit.date_words.saying import said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("das schicke ich bis Donnerstag", "Donnerstag=2026-11-26"),
        ("wir melden uns übermorgen um 15 Uhr", "übermorgen um 15 Uhr=2026-11-25@15:00"),
        ("der Vorstand tagt am 15. März 2027", "15. März 2027=2027-03-15"),
        ("spätestens am 3.4. brauchen wir das", "3.4.=2027-04-03"),
        ("bis Ende des Monats", "Ende des Monats=2026-11-30"),
        ("das geht in KW 12", "KW 12=2027-03-22"),
        ("Mitte Januar wäre gut", "Mitte Januar=2027-01-15"),
        ("nächste Woche Mittwoch", "nächste Woche Mittwoch=2026-12-02"),
        ("in vierzehn Tagen", "in vierzehn Tagen=2026-12-07"),
        ("zwei Wochen nach Ostern", "zwei Wochen nach Ostern=2027-04-11"),
        ("vom 3. bis 7. Mai", "vom 3. bis 7. Mai=2027-05-03/2027-05-07"),
        ("am einundzwanzigsten Dezember", "einundzwanzigsten Dezember=2026-12-21"),
        ("übernächsten Montag", "übernächsten Montag=2026-12-07"),
        ("im ersten Quartal 2027", "ersten Quartal 2027=2027-01-01"),
        ("zwei Wochen vor Go-live", "zwei Wochen vor Go-live=event"),
    ],
)
def test_dates_in_talk(text: str, expected: str) -> None:
    assert said(text, "de") == expected


@pytest.mark.parametrize(
    "text",
    [
        "so machen wir das",
        "Das ist so. Do it",
        "guten Morgen zusammen",
        "das dauert zwei Wochen",
        "jeden Montag telefonieren wir",
        "montags bin ich nicht da",
        "der erste Punkt auf der zweiten Folie",
        "Version 3.4 läuft",
        "drei von vier Leuten",
        "es kostet 15 Euro oder 3,5 Prozent",
        "Sie sagt, mi casa",
    ],
)
def test_talk_without_a_date(text: str) -> None:
    assert said(text, "de") == ""
