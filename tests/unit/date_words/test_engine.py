"""What holds of the reader of dates whatever the text, the language and the place."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.date_words import DateKind, Prefer, find_dates, read_day
from closeplan.plan.date_words.lexicon import compiled
from closeplan.plan.languages import LANGUAGES

TODAY = date(2026, 11, 23)
NOW = datetime.fromisoformat("2026-11-23T15:00")
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
PLACES = st.sampled_from(["", "en_US", "en_GB", "en_CA", "de_DE", "fr_CA", "ja_JP", "xx", "en"])
PIECES = st.sampled_from(
    [
        "next",
        "last",
        "first",
        "3",
        "31.",
        "12",
        "2027",
        "'27",
        "99",
        "march",
        "mai",
        "März",
        "3月",
        "日",
        "来週",
        "friday",
        "vendredi",
        "lunes",
        "week",
        "Woche",
        "semana",
        "of",
        "de",
        "du",
        "des",
        "in",
        "dans",
        "hace",
        "vor",
        "ago",
        "end",
        "mid",
        "Ende",
        "fin",
        "fim",
        "fine",
        "begin",
        "-",
        "/",
        ".",
        ",",
        "(",
        ")",
        "?",
        "+",
        "to",
        "bis",
        "au",
        "a",
        "every",
        "two",
        "Q3",
        "KW",
        "T-30",
        "13:30",
        "8h",
        "pm",
        "3/4",
        "29.2.",
        "2027-02-30",
        "9999-12-31",
        "0000",
        "fiscal",
        "FY",
        "EOM",
        "TBD",
        "Easter",
        "Ostern",
        "weekend",
        "the",
        "day",
        "year",
        "Jahr",
        "年",
        "年度",
        "末",
        "R9.1.1",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(PIECES, max_size=9).map(" ".join),
    st.lists(PIECES, max_size=6).map("".join),
)


@given(TEXTS, DAYS, st.sampled_from(LANGUAGES), PLACES, st.booleans())
def test_any_cell_has_an_answer(text: str, today: date, language: str, locale: str, windowed: bool) -> None:
    window = (today - timedelta(days=60), today + timedelta(days=200)) if windowed else None
    reading = read_day(text, today, language, locale=locale, window=window)
    assert (reading.day is None) == bool(reading.reason)
    assert reading.day is None or reading.meanings == (reading.day,)
    assert reading.reason in {"", "several", "undecided", "event", "unknown", "no_such_day"}


@given(TEXTS, DAYS, st.sampled_from(LANGUAGES), PLACES, st.sampled_from(Prefer))
def test_what_is_found_stands_in_the_text(
    text: str, today: date, language: str, locale: str, prefer: Prefer
) -> None:
    found = find_dates(text, datetime.combine(today, NOW.time()), language, locale=locale, prefer=prefer)
    last = 0
    for one in found:
        assert one.text == text[one.start : one.end] != ""
        assert one.start >= last
        assert one.span is None or one.span[0] <= one.span[1]
        last = one.end


def vocabulary(language: str) -> list[str]:
    entries = compiled(language).entries.values()
    return [" ".join(entry.parts) for found in entries for entry in found]


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data(), today=DAYS)
def test_words_of_a_language_in_any_order_have_an_answer(
    language: str, data: st.DataObject, today: date
) -> None:
    figures = st.sampled_from(["3", "31.", "2027", "'27", "3/4", "30.2.", "12:30", "1st", "-", ",", "("])
    words = st.one_of(st.sampled_from(vocabulary(language)), figures)
    text = data.draw(st.sampled_from([" ", ""])).join(data.draw(st.lists(words, min_size=1, max_size=8)))
    assert read_day(text, today, language).meanings is not None
    assert all(one.text in text for one in find_dates(text, datetime.combine(today, NOW.time()), language))


@given(DAYS, st.sampled_from(LANGUAGES), PLACES)
def test_an_iso_date_is_itself(day: date, language: str, locale: str) -> None:
    assert read_day(day.isoformat(), TODAY, language, locale=locale).day == day
    found = find_dates(f"({day}) ", NOW, language, locale=locale)
    assert [one.values for one in found] == [(day,)]


@given(DAYS)
def test_short_dates_follow_the_place(day: date) -> None:
    assert read_day(f"{day.month}/{day.day}/{day.year}", TODAY, "en", locale="en_US").day == day
    assert read_day(f"{day.day}/{day.month}/{day.year}", TODAY, "en", locale="en_GB").day == day
    assert read_day(f"{day.day}.{day.month}.{day.year}", TODAY, "de", locale="de_DE").day == day
    assert read_day(f"{day.year}年{day.month}月{day.day}日", TODAY, "ja").day == day


@given(DAYS)
def test_without_a_place_only_a_day_past_the_twelfth_decides(day: date) -> None:
    reading = read_day(f"{day.day}/{day.month}/{day.year}", TODAY, "en")
    assert (reading.day == day) == (day.day > 12 or day.day == day.month)
    assert day in reading.meanings


@given(DAYS, st.integers(1, 400))
def test_offsets_count_from_today(today: date, days: int) -> None:
    assert read_day(f"in {days} days", today, "en").day == today + timedelta(days=days)
    assert read_day(f"{days} days ago", today, "en").day == today - timedelta(days=days)


@given(DAYS)
def test_next_friday_is_asked_for_until_this_one_is_past(today: date) -> None:
    reading = read_day("next Friday", today, "en")
    assert all(day.weekday() == 4 and today < day <= today + timedelta(days=14) for day in reading.meanings)
    assert len(reading.meanings) == (2 if today.weekday() < 4 else 1)


def test_a_yearless_date_is_the_one_in_the_window() -> None:
    window = (date(2026, 10, 1), date(2027, 6, 29))
    assert read_day("5 Nov", TODAY, "en", window=window).day == date(2026, 11, 5)
    assert read_day("5 Mar", TODAY, "en", window=window).day == date(2027, 3, 5)
    assert read_day("5 Nov", TODAY, "en").day == date(2027, 11, 5)


def test_a_window_of_more_than_a_year_leaves_it_open() -> None:
    reading = read_day("5 Nov", TODAY, "en", window=(date(2026, 10, 1), date(2027, 12, 29)))
    assert (reading.reason, reading.meanings) == ("several", (date(2026, 11, 5), date(2027, 11, 5)))


def test_a_weekday_checks_its_date() -> None:
    assert read_day("Fri 5 Mar", TODAY, "en").day == date(2027, 3, 5)
    reading = read_day("Thu 5 Mar 2027", TODAY, "en")
    assert (reading.reason, reading.meanings) == ("several", (date(2027, 3, 5), date(2027, 3, 4)))


def test_a_weekday_on_that_weekday_may_be_today() -> None:
    reading = read_day("Monday", TODAY, "en")
    assert reading.meanings == (TODAY, TODAY + timedelta(days=7))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Q1", "2027-03-31"),  # what is due in a quarter is late the day after it
        ("KW 12", "2027-03-26"),  # in a week: its Friday
        ("March 2027", "2027-03-31"),
        ("3-7 May", "2027-05-07"),
        ("mid-June", "2027-06-15"),
        ("early next week", None),
        ("early June", None),
        ("FY27", None),
        ("this weekend", None),
    ],
)
def test_a_span_is_due_at_its_end(text: str, day: str | None) -> None:
    assert read_day(text, TODAY, "en").day == (day and date.fromisoformat(day))


def test_the_past_is_preferred_where_asked() -> None:
    (future,) = find_dates("we met in March", NOW, "en")
    (past,) = find_dates("we met in March", NOW, "en", prefer=Prefer.PAST)
    assert (future.values, past.values) == ((date(2027, 3, 1),), (date(2026, 3, 1),))


def test_a_span_is_told_with_its_last_day() -> None:
    (week,) = find_dates("sometime next week", NOW, "en")
    assert (week.kind, week.values) == (DateKind.WEEK, (date(2026, 11, 30),))
    assert week.span == (date(2026, 11, 30), date(2026, 12, 6))


def test_a_long_text_takes_no_long_time() -> None:
    began = perf_counter()
    find_dates("next may 3/4 two weeks ago " * 400, NOW, "en")
    assert perf_counter() - began < 5


def test_a_date_that_lost_its_format_is_read_by_its_number() -> None:
    window = (date(2026, 10, 1), date(2027, 6, 29))
    assert read_day("46461", TODAY, "en", window=window).day == date(2027, 3, 15)
    assert read_day("12345", TODAY, "en", window=window).reason == "unknown"
