"""From somebody's workbook to a proposal: which tables, columns and facts of a plan it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from closeplan.plan.adoption import Proposal, ProposedColumn, ProposedTable, WorkstreamFrom
from closeplan.plan.signals import Table
from sheets_schema.adopt.evidence import why_ignored
from sheets_schema.adopt.facts import facts_of
from sheets_schema.adopt.lexicon import header_languages, is_japanese
from sheets_schema.adopt.tables import Found, headless_tables_of, tables_of
from sheets_schema.adopt.workbook import Page, Workbook
from sheets_schema.vocabulary import plain

_WIDEST_ON_ITS_SIDE = 60
"""A sheet with more rows is no table on its side: it would have as many columns."""
_ON_ITS_SIDE = 2.0
"""How much better a table has to be when the sheet is turned: most stand upright."""


def recognise(book: Workbook, today: date) -> Proposal:
    """What a workbook means. `today` is the day a date without a year is read from."""
    found = _tables(book)
    taken = {cell for table in found.values() for cell in _cells(table)}
    language = _language(book, found.values())
    timeline = found.get(Table.TIMELINE)
    stakeholders, risks = found.get(Table.STAKEHOLDERS), found.get(Table.RISKS)
    return Proposal(
        timeline=_proposed(timeline) if timeline else None,
        stakeholders=_proposed(stakeholders) if stakeholders else None,
        risks=_proposed(risks) if risks else None,
        facts=facts_of(book, taken, language, today),
        workstream_from=_workstream_from(timeline) if timeline else WorkstreamFrom.NONE,
        language=language,
    )


def _tables(book: Workbook) -> dict[Table, Found]:
    """The best table of each kind, no cell in two of them."""
    candidates: list[Found] = []
    for sheet, page in enumerate(book.pages):
        if not page.cells:
            continue
        candidates += tables_of(page, sheet)
        if len(page.cells) <= _WIDEST_ON_ITS_SIDE:
            candidates += [_turned(one) for one in tables_of(page.flipped, sheet)]
    chosen = _best(candidates)
    if Table.TIMELINE not in chosen:
        plain_ones = [
            one
            for sheet, page in enumerate(book.pages)
            if page.cells
            for one in headless_tables_of(page, sheet)
        ]
        chosen |= _best([*plain_ones, *chosen.values()])
    return chosen


def _turned(found: Found) -> Found:
    return replace(found, transposed=True, score=found.score - _ON_ITS_SIDE)


def _best(candidates: Iterable[Found]) -> dict[Table, Found]:
    chosen: dict[Table, Found] = {}
    for one in sorted(candidates, key=lambda found: -found.score):
        if one.table not in chosen and not any(one.overlaps(other) for other in chosen.values()):
            chosen[one.table] = one
    return chosen


def _cells(found: Found) -> Iterable[tuple[int, int, int]]:
    """Every cell within a table, as the sheet lies."""
    tops = [row for row in (found.header_top, found.header_row) if row is not None]
    for row in range(min([found.area.first_row, *tops]), found.last_row + 1):
        for column in range(found.area.left, found.area.right + 1):
            yield (found.sheet, column, row) if found.transposed else (found.sheet, row, column)


def _proposed(found: Found) -> ProposedTable:
    columns = []
    for at, (one, answer) in enumerate(zip(found.evidences, found.answers, strict=True)):
        why = one.why.get(answer.field, ()) if answer.field else why_ignored(one.column)
        columns.append(
            ProposedColumn(
                index=one.column.index,
                header=one.column.heading.text,
                field=answer.field,
                certainty=answer.certainty,
                side=found.sides.get(at),
                reasons=why,
            )
        )
    return ProposedTable(
        table=found.table,
        sheet=found.sheet,
        header_row=found.header_row,
        header_top=found.header_top,
        rows=found.rows.items,
        columns=tuple(columns),
        subheadings=dict(found.rows.subheadings),
        repeated_headers=found.rows.repeated,
        transposed=found.transposed,
    )


def _workstream_from(found: Found) -> WorkstreamFrom:
    if any(answer.field == "workstream" for answer in found.answers):
        return WorkstreamFrom.COLUMN
    return WorkstreamFrom.SUBHEADING if found.rows.subheadings else WorkstreamFrom.NONE


_SMALL_WORDS = {
    "en": "the and of with for to by on our we is are from until per all go",
    "de": "der die das und mit für von dem den zur zum auf nach bei im am ist wir bis nicht",
    "fr": "le la les et des du de avec pour au aux une un par sur dans à est nous",
    "es": "a lo si desde hasta el la los las y del de con para en por una un al se que es sin nosotros",
    "pt": "o a os as e do da dos das de com para em por uma um ao à não na no são",
    "it": "a il lo la i gli le e di del della dei con per in al alla un una da non nel è",
    "nl": "de het een en van met voor te op in bij naar door aan is wij niet zijn tot",
}


def _language(book: Workbook, found: Iterable[Found]) -> str:
    """The language a workbook is written in: by its headers, and by the small words of its texts."""
    votes: Counter[str] = Counter()
    texts = [
        value for page in book.pages for row in page.cells[:300] for value in row if isinstance(value, str)
    ]
    if sum(is_japanese(text) for text in texts) > 0.2 * max(1, len(texts)):
        return "ja"
    for table in found:
        for one in table.evidences:
            votes.update(_weighed(header_languages().get(plain(one.column.heading.text), frozenset())))
    small = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
    for text in texts[:2000]:
        said = text.casefold().split()[:40]
        for word in set(said) if len(said) > 2 else ():  # "A" alone is a letter of a matrix
            votes.update(_weighed(frozenset(lang for lang, words in small.items() if word in words)))
    tag = book.locale.replace("-", "_").split("_")[0]
    votes[tag] += 1 if tag in small else 0
    return max(small, key=lambda language: votes[language])


def _weighed(languages: frozenset[str]) -> dict[str, float]:
    """A word's vote, shared by the languages that have it."""
    return dict.fromkeys(languages, 1 / len(languages)) if languages else {}


def pages_of(proposal: Proposal, book: Workbook) -> dict[Table, Page]:
    """The sheet of each proposed table as its indices count: flipped where the table lies on its side."""
    return {
        table.table: book.pages[table.sheet].flipped if table.transposed else book.pages[table.sheet]
        for table in proposal.tables
    }
