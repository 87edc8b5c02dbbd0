"""The page's pure modules, run where they live: dates, formulas of colours, the clipboard's table, a row's identity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

EPOCH = date(1899, 12, 30)
CELLS = {"F10": 100, "G10": "Open", "F11": 100, "G11": "done", "H10": "Slipped 3 days", "J10": True}

#: A formula written for row 10, how many rows further down it is asked, and what it is there. TODAY() is 150.
FORMULAS = [
    ('=ISNUMBER($F10)*($F10<TODAY())*($G10<>"Done")', 0, 1),
    ('=ISNUMBER($F10)*($F10<TODAY())*($G10<>"Done")', 1, 0),  # text is compared in any case
    ('=ISNUMBER($F10)*($F10<TODAY())*($G10<>"Done")', 2, 0),  # a blank is no number
    ('=AND($F10<>"", OR($G10="x", LEN($G10)=4), NOT(ISBLANK($G10)))', 0, True),
    ('=ISNUMBER(SEARCH("slipped", $H10))', 0, True),
    ('=ISNUMBER(SEARCH("slipped", $H10))', 1, False),
    ("=$F$10+2*3-1", 1, 105),
    ('=IF($J10; "yes"; "no")&"!"', 0, "yes!"),  # the separator of most European locales
    ('="a ""quoted"" word"', 0, 'a "quoted" word'),
    ("=VLOOKUP($F10, A1, 2)", 0, None),  # unknown: no colour
    ("=SUM(A1:B2)", 0, None),
    ("=$F10<", 0, None),
]


@pytest.fixture(scope="module")
def modules(browser: Browser, workspace: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(workspace)
    page.evaluate(
        """async () => {
            for (const name of ["edits", "format", "formula", "model"])
                window[name] = await import(`/page/js/${name}.js`);
            window.grid = (rows) => new model.Sheet({properties: {title: "T"}, data: [{rowData: rows.map((row) => ({
                values: row.map((text) => text ? {formattedValue: text, userEnteredValue: {stringValue: text}} : {})
            }))}]}, 0);
        }"""
    )
    yield page
    page.close()


@pytest.mark.parametrize(("formula", "down", "wanted"), FORMULAS)
def test_formulas_of_colours_mean_what_they_mean_in_sheets(
    modules: Page, formula: str, down: int, wanted: Any
) -> None:
    found = modules.evaluate(
        """([source, down, cells]) => {
            const value = (y, x) => cells[format.cellName(y, x)] ?? null;
            return formula.compiled(source)?.({value, today: 150}, down, 0) ?? null;
        }""",
        [formula, down, CELLS],
    )

    assert found == wanted
    assert isinstance(found, bool) == isinstance(wanted, bool)


@settings(max_examples=40, deadline=None)
@given(day=st.dates(date(1900, 3, 1), date(2200, 12, 31)))
def test_dates_and_serial_numbers_agree_with_the_calendar(modules: Page, day: date) -> None:
    serial = (day - EPOCH).days

    assert modules.evaluate("text => format.serialOfIso(text)", day.isoformat()) == serial
    assert modules.evaluate("serial => format.isoOfSerial(serial)", serial + 0.75) == day.isoformat()


@pytest.mark.parametrize("text", ["2027-02-30", "2027-13-01", "27-1-1", "tomorrow", ""])
def test_text_that_is_no_date_has_no_serial_number(modules: Page, text: str) -> None:
    assert modules.evaluate("text => format.serialOfIso(text)", text) is None


texts = st.text(st.sampled_from('ab \t\n"=ä'), max_size=5)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(texts, min_size=width, max_size=width), min_size=1)
    )
)
def test_copied_block_is_pasted_as_it_was(modules: Page, rows: list[list[str]]) -> None:
    pasted = modules.evaluate(
        """rows => edits.parseTable(edits.tableText(grid(rows),
            {top: 0, left: 0, bottom: rows.length - 1, right: rows[0].length - 1}))""",
        rows,
    )

    # a newline at the very end is how other programs end a table: it adds no row
    assert pasted == rows or (len(rows[0]) == 1 and rows[-1] == [""] and pasted == rows[:-1])


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.lists(st.text("abcdef", min_size=1, max_size=6), min_size=3, max_size=3), min_size=1, max_size=8
    ),
    data=st.data(),
)
def test_row_under_edit_is_found_after_rows_were_inserted_or_sorted(
    modules: Page, rows: list[list[str]], data: st.DataObject
) -> None:
    named = [[f"{number} {text}" for text in row] for number, row in enumerate(rows)]
    edited = data.draw(st.integers(0, len(named) - 1))
    after = data.draw(st.permutations([*named, ["", "", ""], ["new", "", ""]]))

    found = modules.evaluate(
        "([before, y, after]) => model.rowNow(grid(before), y, 1, grid(after))", [named, edited, after]
    )
    assert after[found] == named[edited]
