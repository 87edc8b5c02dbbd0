"""Where the tables of a sheet lie, and which of ours each one is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from closeplan.plan.model import Side
from closeplan.plan.signals import Table
from sheets_schema.adopt.assignment import Choice, assign, choices
from sheets_schema.adopt.cells import Kind
from sheets_schema.adopt.evidence import Column, Evidence, beside_each_other, evidence, with_key
from sheets_schema.adopt.fits import FITS
from sheets_schema.adopt.guesses import with_guesses
from sheets_schema.adopt.header_words import heading
from sheets_schema.adopt.headers import PROFILED, Header, areas, headers
from sheets_schema.adopt.lexicon import ignored_index, tab_index
from sheets_schema.adopt.owners import owner_pair
from sheets_schema.adopt.profile import profile
from sheets_schema.adopt.rows import Area, TableRows, filled, rough_rows, sort_rows, with_first_title
from sheets_schema.adopt.workbook import Page
from sheets_schema.vocabulary import plain

_TITLE_BONUS = 2.5
_GUESSED = 0.5
_LEAST = {Table.TIMELINE: 3.0, Table.STAKEHOLDERS: 4.0, Table.RISKS: 4.0}
KEYS = {Table.TIMELINE: "name", Table.STAKEHOLDERS: "name", Table.RISKS: "description"}
"""The field that every item of a table fills."""
_COMPANIONS = {
    Table.TIMELINE: frozenset({"due", "status", "owner", "start"}),
    Table.STAKEHOLDERS: frozenset({"email", "role", "title", "power", "engagement", "side"}),
    Table.RISKS: frozenset({"response", "kind", "category", "owner", "status", "due"}),
}
"""Of these, a table needs one beside its key."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A table as it was found. `sides` are the owner columns of one side each, by position in `evidences`."""

    table: Table
    sheet: int
    area: Area
    header_row: int | None
    header_top: int | None
    evidences: tuple[Evidence, ...]
    answers: tuple[Choice, ...]
    sides: dict[int, Side]
    rows: TableRows
    score: float
    transposed: bool = False

    @property
    def last_row(self) -> int:
        """The last row that holds an item."""
        return self.rows.items[-1]

    def overlaps(self, other: Found) -> bool:
        """Whether two tables claim the same cells."""
        if self.sheet != other.sheet:
            return False
        if self.transposed != other.transposed:
            return True
        top, bottom = self.header_row or self.area.first_row - 1, self.last_row
        other_top, other_bottom = other.header_row or other.area.first_row - 1, other.last_row
        apart = self.area.right < other.area.left or other.area.right < self.area.left
        return not (apart or bottom < other_top or other_bottom < top)


def tables_of(page: Page, sheet: int) -> list[Found]:
    """Every way in which parts of a sheet may be one of our tables."""
    named = headers(page)
    rows = {header.row for header in named}
    found: list[Found] = []
    for header in named:
        of_header = [
            one
            for area in areas(page, header)
            for table in Table
            if (one := read_table(table, sheet, area, header, rows - {header.row}))
        ]
        found += _side_by_side(of_header)
    return found


def _side_by_side(found: list[Found]) -> list[Found]:
    """Without the reading across all of a header's columns, where its parts are worth more as tables of their own."""
    if not found:
        return found
    across = max(found, key=lambda one: one.area.right - one.area.left).area
    whole = [one for one in found if one.area == across]
    parts: dict[Table, float] = {}
    for one in sorted(found, key=lambda one: one.score):
        if one.area != across:
            parts[one.table] = one.score
    worth = max(one.score for one in whole)
    return (
        [one for one in found if one.area != across]
        if len(parts) > 1 and sum(parts.values()) > worth
        else found
    )


def headless_tables_of(page: Page, sheet: int) -> list[Found]:
    """A timeline without column names: the rows that are filled most evenly."""
    full = [row for row, cells in enumerate(page.cells) if filled(cells) >= 3]
    if len(full) < 3:
        return []
    columns = [c for c in range(page.width) if any(page.cells[r][c] is not None for r in full)]
    area = Area(page=page, first_row=full[0], left=columns[0], right=columns[-1])
    found = read_table(Table.TIMELINE, sheet, area, None, set())
    return [found] if found else []


def read_table(
    table: Table, sheet: int, area: Area, header: Header | None, others: Collection[int]
) -> Found | None:
    """An area as one of our tables; None where it can't be that one."""
    rows, likely = rough_rows(area, others)
    if len(likely) < (1 if header else 3):
        return None
    named = header is not None and header.hits > 0
    columns = _columns(area, table, likely[:PROFILED])
    evidences = beside_each_other([evidence(column, table, named=named) for column in columns])
    evidences = with_key(evidences, KEYS[table])
    known = evidences
    evidences = with_guesses(evidences, table)
    answers, sides = _answers(table, evidences)
    fields = {answer.field for answer in answers}
    if KEYS[table] not in fields or not fields & _COMPANIONS[table]:
        return None
    mapped = [evidences[at].column.index for at, answer in enumerate(answers) if answer.field]
    key = next(evidences[at].column.index for at, answer in enumerate(answers) if answer.field == KEYS[table])
    sorted_rows = with_first_title(area, sort_rows(area, rows, key, mapped))
    score = _score(table, area, known, answers) + _guessed_gain(known, evidences, answers)
    if not sorted_rows.items or score < _LEAST[table]:
        return None
    return Found(
        table=table,
        sheet=sheet,
        area=area,
        header_row=header.row if header else None,
        header_top=header.top if header else None,
        evidences=evidences,
        answers=answers,
        sides=sides,
        rows=sorted_rows,
        score=score + 0.05 * min(len(sorted_rows.items), 20),
    )


def _columns(area: Area, table: Table, rows: Sequence[int]) -> Iterator[Column]:
    for column in range(area.left, area.right + 1):
        name = area.header[column - area.left] if area.header else None
        said = heading(name if isinstance(name, str) else "", table)
        yield Column(
            index=column, heading=said, profile=profile([area.page.cells[row][column] for row in rows])
        )


def _answers(table: Table, evidences: Sequence[Evidence]) -> tuple[tuple[Choice, ...], dict[int, Side]]:
    """Each column's field, with an owner column for each side where there are two."""
    sides = owner_pair(evidences) if table is Table.TIMELINE else {}
    free = [one for at, one in enumerate(evidences) if at not in sides]
    places = [at for at in range(len(evidences)) if at not in sides]
    fields = [name for name in FITS[table] if not (sides and name == "owner")]
    chosen = {places[at]: name for at, name in assign(free, fields).items()}
    answers = choices(evidences, chosen | dict.fromkeys(sides, "owner"))
    return answers, sides


def _score(table: Table, area: Area, evidences: Sequence[Evidence], answers: Sequence[Choice]) -> float:
    """How well an area is that table: what its columns gain without guessing, and what its title says."""
    gained = sum(max(0.0, one.gain(a.field)) for one, a in zip(evidences, answers, strict=True) if a.field)
    strangers = sum(
        one.column.heading.best == 0 and not one.column.heading.ignored and bool(one.column.heading.text)
        for one in evidences
    )
    empty = sum(not one.column.heading.text and not one.column.profile.filled for one in evidences)
    score = gained - 0.2 * min(strangers, 4) - 1.0 * empty
    if _titled(table, area):
        score += _TITLE_BONUS
    if table is Table.RISKS:
        risky = _riskiness(evidences) + (_TITLE_BONUS if _titled(table, area) else 0)
        score += risky if risky >= 1 else -8.0
    if table is Table.STAKEHOLDERS and any(
        one.column.profile.dates > 0.6 and one.column.heading.ignored < 0.5 for one in evidences
    ):
        score -= 4.0
    return score


def _guessed_gain(known: Sequence[Evidence], guessed: Sequence[Evidence], answers: Sequence[Choice]) -> float:
    """What guesses add to a table's worth: less than what is known does."""
    more = [
        max(0.0, b.gain(c.field)) - max(0.0, a.gain(c.field))
        for a, b, c in zip(known, guessed, answers, strict=True)
        if c.field
    ]
    return _GUESSED * sum(more)


def _riskiness(evidences: Sequence[Evidence]) -> float:
    """What only a list of risks has: probability and impact, kinds of risk, risks by name."""
    only_here = ignored_index(Table.RISKS) - ignored_index(Table.TIMELINE)
    score = 0.0
    for one in evidences:
        name = plain(one.column.heading.text)
        said = one.column.heading.fields
        score += name in only_here
        score += any(word in name for word in _RISK_WORDS)
        score += one.column.profile.of(Kind.RISK_KIND) > 0.6 and "kind" in said
        score += 0.5 * ("response" in said and said["response"].weight >= 0.9)
    return score


_RISK_WORDS = (
    *("risk", "risi", "risque", "riesg", "risc", "rischi", "リスク", "mitig", "課題", "懸念", "対策", "心配"),
    *(
        "go wrong",
        "might",
        "watch list",
        "trip up",
        "was konnte",
        "was kann",
        "cosa puo",
        "o que pode",
        "wat kan",
    ),
    *("ce qui pourrait", "que puede", "go wrong", "threat", "obstacle", "countermeas", "contingen"),
    *("gefahren", "stolper", "hinderni", "schiefgeh", "schief geh", "gegenmass", "dagegen"),
    *("menace", "mal tourner", "crainte", "ecueil", "contre mesure"),
    *("amenaza", "salir mal", "contramed", "contingenc", "ameaca", "dar errado", "correr mal"),
    *("minacc", "temiam", "andare storto", "ostacol", "contromis", "contromoss"),
    *("bedreiging", "misgaan", "mis gaan", "knelpunt", "struikel", "tegenmaatregel"),
)
"""Parts of words that only lists of risks have in their headers and titles."""


def _titled(table: Table, area: Area) -> bool:
    """Whether the tab, or a title above the table, is called what such tables are called."""
    titles = [area.page.title]
    top = area.first_row - bool(area.header)
    for row in range(max(0, top - 3), top):
        cells = [value for value in area.band(row) if value is not None]
        titles += [str(value) for value in cells if len(cells) == 1]
    if table is Table.RISKS and any(word in plain(title) for title in titles for word in _RISK_WORDS):
        return True
    return any(_names(title, table) for title in titles)


def _names(title: str, table: Table) -> bool:
    bare = plain(title)
    return bool(bare) and (
        bare in tab_index(table)
        or any(len(word) > 3 and word in bare for word in tab_index(table) if len(word) >= 0.4 * len(bare))
    )
