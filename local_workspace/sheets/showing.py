"""What a cell comes to and how it reads: effective value, formatted text, and the three value renderings."""

from local_workspace.sheets.formats import DATE_TYPES, format_number
from local_workspace.sheets.grid import Json
from local_workspace.sheets.locales import locale_data
from local_workspace.sheets.sheet import COMPUTED, Cell

FORMATTED = "FORMATTED_VALUE"
UNFORMATTED = "UNFORMATTED_VALUE"
FORMULA = "FORMULA"
ERROR_TEXTS = {
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "NULL_VALUE": "#NULL!",
}


def effective(cell: Cell) -> Json | None:
    """The value after computing (of a cell from `shown_rows`), or None for an empty cell."""
    value: Json | None = cell[COMPUTED]["value"] if COMPUTED in cell else cell.get("userEnteredValue")
    return value


def formatted(cell: Cell, locale: str) -> str:
    """The text people see."""
    value = effective(cell)
    if not value:
        return ""
    if "numberValue" in value:
        return format_number(value["numberValue"], number_format(cell), locale)
    if "boolValue" in value:
        return locale_data(locale).booleans[0 if value["boolValue"] else 1]
    if "errorValue" in value:
        return ERROR_TEXTS.get(value["errorValue"]["type"], "#ERROR!")
    return _with_chips(value.get("stringValue", ""), cell)


def rendered(  # noqa: PLR0911  # one return a kind of value
    cell: Cell, how: str, dates_as_text: bool, locale: str
) -> str | float | bool:
    """The cell as an element of a ValueRange."""
    value = cell.get("userEnteredValue")
    if not value:
        value = effective(cell)
    if not value:
        return ""
    if "stringValue" in value and "chipRuns" not in cell:
        return str(value["stringValue"])
    if how == FORMATTED:
        return formatted(cell, locale)
    if how == FORMULA and "formulaValue" in value:
        return str(value["formulaValue"])
    shown = effective(cell) or {}
    if "numberValue" in shown:
        look = number_format(cell)
        if dates_as_text and look and look.get("type") in DATE_TYPES:
            return formatted(cell, locale)
        return shown["numberValue"]  # type: ignore[no-any-return]  # the discovery schema says number
    if "boolValue" in shown:
        return bool(shown["boolValue"])
    return formatted(cell, locale)


def number_format(cell: Cell) -> Json | None:
    """The number format a cell is shown with: its own, or the one its result brings along."""
    found: Json | None = cell.get("userEnteredFormat", {}).get("numberFormat")
    return found or computed_format(cell)


def computed_format(cell: Cell) -> Json | None:
    """The number format that a formula's result brings along."""
    found: Json | None = cell.get(COMPUTED, {}).get("format")
    return found


def _with_chips(text: str, cell: Cell) -> str:
    """The text with each chip's `@` replaced by what the chip shows; indexes count UTF-16 units."""
    runs = [run for run in cell.get("chipRuns", ()) if run.get("chip")]
    if not runs:
        return text
    units = text.encode("utf-16-le")
    for run in sorted(runs, key=lambda run: -run.get("startIndex", 0)):
        at = 2 * run.get("startIndex", 0)
        units = units[:at] + _chip_text(run["chip"]).encode("utf-16-le") + units[at + 2 :]
    return units.decode("utf-16-le")


def _chip_text(chip: Json) -> str:
    if "personProperties" in chip:
        return str(chip["personProperties"].get("email", ""))
    return str(chip.get("richLinkProperties", {}).get("uri", ""))
