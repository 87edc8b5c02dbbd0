"""What people in eight languages type into a due cell, and the day it has to mean."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from closeplan.plan.date_words import DayReading, read_day
from closeplan.plan.languages import LANGUAGES

FOLDER = Path(__file__).with_name("cells")


class Typed(NamedTuple):
    """One row of `cells/<language>.tsv`, its texts as they stand there."""

    text: str
    locale: str
    today: str
    window: str
    expected: str

    def read(self, language: str) -> DayReading:
        first, _, last = self.window.partition("..")
        window = (date.fromisoformat(first), date.fromisoformat(last)) if last else None
        return read_day(
            self.text, date.fromisoformat(self.today), language, locale=self.locale, window=window
        )


def typed(language: str) -> list[Typed]:
    lines = (FOLDER / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    return [Typed(*line.split("\t")) for line in lines if not line.startswith("#")]


def said(reading: DayReading) -> str:
    """A reading as the last column of the files writes it."""
    if reading.day is not None:
        return reading.day.isoformat()
    if reading.reason == "several":
        return "|".join(sorted(day.isoformat() for day in reading.meanings))
    return reading.reason


def is_right(row: Typed, reading: DayReading) -> bool:
    if row.expected == "ask":
        return reading.day is None
    return said(reading) == row.expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_type_means_what_they_mean(language: str) -> None:
    readings = [(row, row.read(language)) for row in typed(language)]
    wrong = [
        f"{row.text!r}: {said(got)}, not {row.expected}" for row, got in readings if not is_right(row, got)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_share_of_cells(language: str) -> None:
    assert len(typed(language)) >= 60
