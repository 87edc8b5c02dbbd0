"""Dates in words in a Sheet: read, kept as typed, and the same day however often and whenever they are read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeplan.plan.date_faults import DateFault
from closeplan.plan.diff import diff
from closeplan.plan.document import Reading
from closeplan.plan.model import Plan
from closeplan.plan.signals import Place, Table
from sheets_schema.cells import Around, Parsed, parse_date, serial
from sheets_schema.date_cells import numbers_like
from sheets_schema.read import read_document
from sheets_schema.write import creation_requests
from tests.unit.sheets_schema.plans import draft, plan
from tests.unit.sheets_schema.sheet import Sheet

Mint = Callable[[], str]
HEADER = 8
FIRST = HEADER + 1
"""The first row of the sample plan's timeline."""
DUE = 5
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()


def read(
    sheet: Sheet, known: Plan | None, mint: Mint, *, now: datetime = NOW, language: str = "en"
) -> Reading:
    return read_document(sheet.get(), known, mint, now=now, language=language)


def typed(sheet: Sheet, words: str, *, locale: str = "en_US") -> Sheet:
    """The Sheet with words in the first milestone's due."""
    sheet.properties["locale"] = locale
    sheet.tab("Plan").put(FIRST, DUE, words)
    return sheet


def parse(text: str, **around: object) -> Parsed:
    return parse_date({"userEnteredValue": {"stringValue": text}}, Around(today=TODAY, **around))  # type: ignore[arg-type]


def test_words_that_mean_one_day_give_it_and_stay_as_typed(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    reading = read(typed(sheet, "mid-June 2027"), acme, mint)
    row = reading.plan.milestones[0]
    assert (row.due, row.due_text) == (date(2027, 6, 15), "mid-June 2027")
    assert reading.problems == ()
    (change,) = diff(acme, reading.plan)
    assert (change.field, change.now) == ("due", "2027-06-15")


def test_words_that_mean_several_days_are_a_problem_that_names_them(
    sheet: Sheet, acme: Plan, mint: Mint
) -> None:
    reading = read(typed(sheet, "next Friday"), acme, mint)
    (problem,) = reading.problems
    row = reading.plan.milestones[0]
    assert (row.due, row.due_text) == (None, "next Friday")
    assert problem.place == Place(table=Table.TIMELINE, row=row.id, column="due")
    assert (problem.message, problem.meanings) == (DateFault.SEVERAL, (date(2026, 11, 27), date(2026, 12, 4)))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("TBD", DateFault.UNDECIDED),
        ("after board", DateFault.EVENT),
        ("30 February", DateFault.NO_SUCH_DAY),
        ("2027-02-30", DateFault.NO_SUCH_DAY),
        ("ask Dana", DateFault.UNKNOWN),
        ("✅", DateFault.STATUS),
        ("Done", DateFault.STATUS),
        ("30.12.1899", DateFault.OUTSIDE),
        ("3/4/1899", DateFault.OUTSIDE),
        ("12/31/9999", DateFault.OUTSIDE),
    ],
)
def test_other_words_say_why_they_are_no_day(text: str, fault: DateFault) -> None:
    assert parse(text) == Parsed(None, text, fault)


@pytest.mark.parametrize(
    ("number", "look"),
    [(0, "30.12.1899"), (0, "30 Dec"), (-5, "-5"), (15, "14.01.1900"), (1e6, "1E6"), (0.5, "50%")],
)
def test_a_number_of_no_day_of_a_plan_is_asked_about_without_a_day(number: float, look: str) -> None:
    cell = {"effectiveValue": {"numberValue": number}, "formattedValue": look}
    assert parse_date(cell, Around(today=TODAY, locale="de_DE")) == Parsed(None, look, DateFault.OUTSIDE)


def test_a_day_typed_as_a_number_counts() -> None:
    cell = {"effectiveValue": {"numberValue": 20270331}, "formattedValue": "20270331"}
    assert parse_date(cell, Around(today=TODAY)).value == date(2027, 3, 31)


@pytest.mark.parametrize("text", ["15 März", "15 mars 2027", "3月15日"])
def test_a_day_in_a_language_nobody_speaks_there_is_offered(text: str) -> None:
    assert parse(text, locale="en_GB") == Parsed(None, text, DateFault.UNKNOWN, (date(2027, 3, 15),))


@pytest.mark.parametrize("text", ["Marco", "mer", "vendredi prochain", "do", "1 Januar 1850"])
def test_what_other_languages_read_as_no_one_day_is_not_offered(text: str) -> None:
    assert parse(text, locale="en_GB").meanings == ()


def test_a_day_among_other_words_is_only_offered() -> None:
    assert parse("moved to 15 March 2027?") == Parsed(
        None, "moved to 15 March 2027?", DateFault.UNKNOWN, (date(2027, 3, 15),)
    )


def test_the_plans_language_english_and_the_locales_are_understood() -> None:
    german = {"language": "de", "locale": "fr_FR"}
    for text in ("Ende März 2027", "end of March 2027", "fin mars 2027"):
        assert parse(text, **german) == Parsed(date(2027, 3, 31), text)


def test_where_two_languages_disagree_the_words_mean_several() -> None:
    """`mar` is Tuesday in French and March in English."""
    parsed = parse("mar", language="fr", locale="fr_FR")
    assert parsed == Parsed(None, "mar", DateFault.SEVERAL, (date(2026, 11, 24), date(2027, 3, 31)))


@pytest.mark.parametrize(("locale", "day"), [("en_US", date(2027, 3, 4)), ("en_GB", date(2027, 4, 3))])
def test_the_sheets_locale_orders_numbers(locale: str, day: date) -> None:
    assert parse("3/4/2027", locale=locale).value == day


def test_a_columns_own_numbers_tell_their_order(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    tab = typed(sheet, "05/03/2027").tab("Plan")
    tab.put(FIRST + 1, DUE, "26/02/2027")
    assert read(sheet, acme, mint).plan.milestones[0].due == date(2027, 3, 5)
    tab.put(FIRST + 2, DUE, "2/26/2027")
    (problem,) = read(sheet, acme, mint).problems
    assert problem.meanings == (date(2027, 3, 5), date(2027, 5, 3))


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ((), None),
        (("3/4", "Friday"), None),
        (("13/4",), "en_GB"),
        (("4/13/27",), "en_US"),
        (("13/4", "4/13"), ""),
    ],
)
def test_numbers_that_fit_one_order_tell_it(texts: tuple[str, ...], told: str | None) -> None:
    assert numbers_like(texts, "de_DE") == told
    assert numbers_like(texts, "ja_JP") is None


WORDS = ("Friday", "in two weeks", "tomorrow", "15 March", "end of month", "Q1", "3/4")


@given(st.sampled_from(WORDS), st.integers(1, 500), st.sampled_from(("en_US", "en_GB", "de_DE", "ja_JP")))
def test_words_once_read_never_drift(words: str, later: int, locale: str) -> None:
    acme = plan()
    sheet, mint = Sheet(title=acme.title), (lambda: "new")
    sheet.apply(creation_requests(draft(acme)))
    first = read(typed(sheet, words), acme, mint).plan
    again = read(typed(sheet, words, locale=locale), first, mint, now=NOW + timedelta(days=later))
    assert first.milestones[0].due is not None
    assert diff(first, again.plan) == ()
    assert again.plan == first
    assert again.problems == ()


@given(st.integers(1, 60))
def test_what_was_asked_about_is_not_settled_by_waiting(later: int) -> None:
    acme = plan()
    sheet, mint = Sheet(title=acme.title), (lambda: "new")
    sheet.apply(creation_requests(draft(acme)))
    first = read(typed(sheet, "next Friday"), acme, mint).plan
    again = read(sheet, first, mint, now=NOW + timedelta(days=later))
    assert again.plan == first
    (problem,) = again.problems
    assert problem.message == DateFault.SEVERAL
    assert len(problem.meanings) > 1


def test_what_was_asked_about_is_settled_by_the_sheets_locale(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    first = read(typed(sheet, "3/4/2027", locale=""), acme, mint).plan
    later = read(typed(sheet, "3/4/2027", locale="en_GB"), first, mint).plan
    assert (first.milestones[0].due, later.milestones[0].due) == (None, date(2027, 4, 3))


def test_other_words_are_read_anew(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    first = read(typed(sheet, "Friday"), acme, mint).plan
    later = read(typed(sheet, "friday "), first, mint, now=NOW + timedelta(days=7)).plan
    assert (first.milestones[0].due, later.milestones[0].due) == (date(2026, 11, 27), date(2026, 12, 4))


def test_rows_are_themselves_by_their_words_after_weeks_and_a_sort(
    sheet: Sheet, acme: Plan, mint: Mint
) -> None:
    tab = sheet.tab("Plan")
    for row in range(FIRST, FIRST + 4):
        tab.put(row, DUE, ("Friday", "tomorrow", "in two weeks", "Q1")[row - FIRST])
    first = read(sheet, acme, mint).plan
    tab.rows[FIRST : FIRST + 4] = reversed(tab.rows[FIRST : FIRST + 4])
    later = read(sheet, first, mint, now=NOW + timedelta(days=30)).plan
    assert {row.id: row for row in later.milestones} == {row.id: row for row in first.milestones}


def test_days_counted_from_go_live_move_with_it(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    first = read(typed(sheet, "T-30"), acme, mint).plan
    sheet.tab("Plan").put(0, 1, serial(date(2027, 4, 14)))
    later = read(sheet, first, mint).plan
    assert (first.milestones[0].due, later.milestones[0].due) == (date(2027, 3, 1), date(2027, 3, 15))


def test_go_live_and_risks_keep_their_day_too(sheet: Sheet, acme: Plan, mint: Mint) -> None:
    sheet.tab("Plan").put(0, 1, "in 90 days")
    sheet.tab("Risks").put(1, 5, "tomorrow")
    first = read(sheet, acme, mint)
    later = read(sheet, first.plan, mint, now=NOW + timedelta(days=40))
    assert first.plan.go_live == TODAY + timedelta(days=90)
    assert first.plan.risks[0].due == TODAY + timedelta(days=1)
    assert (later.plan.go_live, later.plan.risks) == (first.plan.go_live, first.plan.risks)


def test_a_real_date_never_reaches_the_words(
    sheet: Sheet, acme: Plan, mint: Mint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sheets_schema.cells.read_words", None)
    tab = sheet.tab("Plan")
    tab.put(FIRST, DUE, serial(date(2027, 3, 5)))
    assert read(sheet, acme, mint).plan.milestones[0] == replace(acme.milestones[0], due=date(2027, 3, 5))
