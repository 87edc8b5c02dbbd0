"""Dates as the Unicode locale data writes them, which is how spreadsheets and mail programs write them too."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date, format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.date_words import find_dates, read_day
from tests.unit.date_words.saying import NOW

TODAY = NOW.date()
WINDOW = (date(2026, 10, 1), date(2027, 6, 29))
LOCALES = (
    *("en_US", "en_GB", "en_AU", "en_IN", "en_IE", "de_DE", "de_AT", "de_CH", "fr_FR", "fr_BE", "fr_CH"),
    *("es_ES", "es_MX", "pt_BR", "pt_PT", "it_IT", "it_CH", "nl_NL", "nl_BE", "ja_JP"),
)
DAYS = st.dates(*WINDOW)


def written(day: date, locale: str) -> list[str]:
    forms = [format_date(day, form, locale) for form in ("full", "long", "medium", "short")]
    skeletons = ("MMMd", "MMMMd", "MMMEd", "yMMMEd", "yMMMd", "yMd", "MEd", "yMEd")
    return forms + [format_skeleton(skeleton, day, locale=locale) for skeleton in skeletons]


@pytest.mark.parametrize("locale", LOCALES)
@given(day=DAYS)
def test_every_form_of_a_locale_is_its_day(locale: str, day: date) -> None:
    for text in written(day, locale):
        reading = read_day(text, TODAY, locale[:2], locale=locale, window=WINDOW)
        also_a_year = day.day in (26, 27) and reading.reason == "several"  # "Mar 27" is March 2027, too
        assert reading.day == day or (also_a_year and day in reading.meanings), (text, reading)


@pytest.mark.parametrize("locale", LOCALES)
@given(day=DAYS)
def test_a_sentence_has_the_day_of_a_full_date(locale: str, day: date) -> None:
    text = format_date(day, "full", locale)
    (found,) = find_dates(f"OK: {text}.", NOW, locale[:2], locale=locale)
    assert found.values == (day,)
