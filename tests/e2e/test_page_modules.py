"""The page's pure modules, run where they live: dates, formulas of colours, clipboards, series, a row's identity."""

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
            for (const name of ["clipboard", "format", "formula", "model", "series"])
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
        """rows => clipboard.parseTable(clipboard.tableText(grid(rows),
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


#: A table cell as Google Sheets or Excel put it on the clipboard, the sheet's locale, and what is typed for it.
PASTED = [
    ("""<td data-sheets-value='{"1":3,"3":46399}' data-sheets-numberformat='{"1":5,"2":"d/m/yyyy"}'>12/1/2027</td>""",
     "en_US", "2027-01-12"),
    ("""<td data-sheets-value='{"1":3,"3":46399.5}' data-sheets-numberformat='{"1":7}'>12/1/2027 12:00</td>""",
     "en_US", "2027-01-12 12:00:00"),
    ("""<td data-sheets-value='{"1":3,"3":1234.5}'>1,234.50</td>""", "de_DE", "1234,5"),
    ("""<td data-sheets-value='{"1":3,"3":0.5}'>50%</td>""", "en_GB", "50%"),
    ("""<td data-sheets-value='{"1":2,"2":"0049"}'>0049</td>""", "en_US", "'0049"),
    ("""<td data-sheets-value='{"1":2,"2":"=sum"}'>=sum</td>""", "en_US", "'=sum"),
    ("""<td data-sheets-value='{"1":4,"4":1}'>WAHR</td>""", "de_DE", "TRUE"),
    ("<td class=xl65 align=right>12.01.2027</td>", "de_DE", "12.01.2027"),  # Excel says the text alone
    ("<td x:num='46399'>12/01/2027</td>", "en_US", "2027-01-12"),
    ("<td>two<br>\n  lines &amp; <b>more</b>\n  words</td>", "en_US", "two\nlines & more words"),
]  # fmt: skip


@pytest.mark.parametrize(("td", "locale", "typed"), PASTED)
def test_pasted_cell_means_what_it_meant_where_it_was_copied(
    modules: Page, td: str, locale: str, typed: str
) -> None:
    html = f"<google-sheets-html-origin><style>td {{}}</style><table><tr>{td}</tr></table>"
    asked = "([html, locale]) => clipboard.tableOfHtml(html, locale)"

    assert modules.evaluate(asked, [html, locale]) == [[typed]]


def test_merged_cells_of_a_pasted_table_keep_the_others_in_their_columns(modules: Page) -> None:
    html = "<table><tr><td rowspan=2>A</td><td colspan=2>B</td></tr><tr><td>c</td><td>d</td></tr></table>"

    rows = modules.evaluate("html => clipboard.tableOfHtml(html, 'en_US')", html)
    assert rows == [["A", "B", ""], ["", "c", "d"]]


def _cell(value: Any) -> dict[str, Any]:
    """A number, a text, or a day as a date."""
    if isinstance(value, date):
        entered = {"numberValue": (value - EPOCH).days}
        return {"userEnteredValue": entered, "userEnteredFormat": {"numberFormat": {"type": "DATE"}}}
    return {"userEnteredValue": {"stringValue" if isinstance(value, str) else "numberValue": value}}


def _serial(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


#: The cells dragged from, and the two that follow; None when they are repeated.
SERIES = [
    ([1, 2], [3, 4]),
    ([0.1, 0.3], [0.5, 0.7]),
    ([7], None),
    ([1, 2, 4], None),
    ([date(2027, 1, 30)], [_serial("2027-01-31"), _serial("2027-02-01")]),
    ([date(2027, 1, 4), date(2027, 1, 11)], [_serial("2027-01-18"), _serial("2027-01-25")]),
    ([date(2027, 1, 31), date(2027, 3, 31)], [_serial("2027-05-31"), _serial("2027-07-31")]),
    (["Friday"], ["Saturday", "Sunday"]),
    (["Mon", "Wed"], ["Fri", "Sun"]),
    (["NOV"], ["DEC", "JAN"]),
    (["Montag"], ["Dienstag", "Mittwoch"]),
    (["Week 9"], ["Week 10", "Week 11"]),
    (["M01", "M03"], ["M05", "M07"]),
    (["Sam Ode"], None),
    (["a", 1], None),
]


@pytest.mark.parametrize(("cells", "following"), SERIES)
def test_dragged_cells_go_on_as_people_expect(
    modules: Page, cells: list[Any], following: list[Any] | None
) -> None:
    found = modules.evaluate(
        """([cells, count]) => {
            const at = series.seriesOf(cells, "de_DE");
            return at && [at(count), at(count + 1)].map((value) => value.stringValue ?? value.numberValue);
        }""",
        [[_cell(value) for value in cells], len(cells)],
    )

    assert found == following
