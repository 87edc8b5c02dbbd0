"""Typing and showing in ten locales: what is shown and typed again is the same value."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_workspace.sheets import Spreadsheet, values_get, values_update
from local_workspace.sheets.formats import format_number
from local_workspace.sheets.parse_input import parse_typed, serial

TODAY = date(2026, 11, 23)
LOCALES = ["en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "pt_BR", "pt_PT", "it_IT", "nl_NL", "ja_JP"]
SECOND = 1 / 86400


def typed(text: str, locale: str) -> Any:
    (value,) = (parse_typed(text, locale, TODAY).value or {"": None}).values()
    return value


def shown(text: str, locale: str) -> Any:
    doc = Spreadsheet.new("doc", "Locales", locale)
    values_update(doc, "A1", {"values": [[text]]}, "USER_ENTERED", today=TODAY)
    return values_get(doc, "A1")["values"][0][0]


@pytest.mark.parametrize(
    ("locale", "text", "value"),
    [
        ("de_DE", "wahr", True),
        ("fr_FR", "FAUX", False),
        ("nl_NL", "ONWAAR", False),
        ("pt_BR", "TRUE", True),
        ("pt_BR", "R$ 1.234,50", 1234.5),
        ("nl_NL", "€ 12,50", 12.5),
        ("es_ES", "12,50 €", 12.5),
        ("en_GB", "£5", 5),
        ("ja_JP", "¥1,200", 1200),
        ("fr_FR", "1er mars 2026", serial(date(2026, 3, 1))),
        ("es_ES", "5 de enero de 2026", serial(date(2026, 1, 5))),
        ("ja_JP", "2026年1月5日", serial(date(2026, 1, 5))),
        ("it_IT", "13:30", 13.5 / 24),
        ("en_US", "25:30:00", 25.5 / 24),
        ("de_DE", "a@b.de", "a@b.de"),
        ("de_DE", "https://a.de/1,2", "https://a.de/1,2"),
        ("de_DE", "1.5.2026", serial(date(2026, 5, 1))),
    ],
)
def test_what_is_typed_means_what_people_there_mean(locale: str, text: str, value: Any) -> None:
    assert typed(text, locale) == value


@pytest.mark.parametrize(
    ("locale", "text", "seen"),
    [
        ("de_DE", "TRUE", "WAHR"),
        ("en_US", "13:30", "1:30:00 PM"),
        ("de_DE", "13:30", "13:30:00"),
        ("en_GB", "5/1/2026 9:05", "05/01/2026 09:05:00"),
        ("pt_BR", "R$ 1234,5", "R$ 1.234,50"),
        ("de_DE", "1234,5 €", "1.234,50 €"),
        ("en_US", "$1234.5", "$1,234.50"),
        ("en_US", "26:00", "26:00:00"),
        ("fr_FR", "12,5%", "12,50%"),
    ],
)
def test_what_is_typed_is_shown_as_the_locale_has_it(locale: str, text: str, seen: str) -> None:
    assert shown(text, locale) == seen


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)), st.sampled_from(LOCALES))  # noqa: DTZ001  # serials have no zone
def test_a_moment_that_is_shown_and_typed_again_is_the_same(when: datetime, locale: str) -> None:
    whole = when.replace(microsecond=0)
    number = serial(whole)
    for kind, value in (("DATE_TIME", number), ("DATE", int(number)), ("TIME", number % 1)):
        again = typed(format_number(value, {"type": kind}, locale), locale)
        assert again == pytest.approx(value, abs=SECOND / 10)


@given(st.integers(-(10**11), 10**11), st.sampled_from(LOCALES))
def test_a_number_that_is_shown_and_typed_again_is_the_same(cents: int, locale: str) -> None:
    number = cents / 100
    for look in (None, {"type": "NUMBER"}, {"type": "CURRENCY"} if locale != "ja_JP" else None):
        # a number without a format shows ten digits
        value = float(f"{number:.10g}") if look is None else number
        assert typed(format_number(value, look, locale), locale) == pytest.approx(value, abs=1e-6)
    percent = round(number / 10**6, 4)
    assert typed(format_number(percent, {"type": "PERCENT"}, locale), locale) == pytest.approx(percent)


@given(st.booleans(), st.sampled_from(LOCALES))
def test_a_boolean_that_is_shown_and_typed_again_is_the_same(value: bool, locale: str) -> None:
    assert typed(shown(str(value), locale), locale) is value
