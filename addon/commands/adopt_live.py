"""The live half of `closeplan adopt`: shown, confirmed, adopted, or taken back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared
from closeplan.errors import InputError, Mistake

if TYPE_CHECKING:
    from datetime import date, datetime

    from addon.bootstrap import Backend
    from closeplan.plan.adoption import Proposal, ProposedColumn, ProposedTable
    from closeplan.services.adopt import Adopted, Looked, Wish
    from sheets_schema.adopt.workbook import Workbook

SURE = 0.8
"""How sure an answer has to be to be shown only; below it a person is asked."""

MOST_COMPANIES = 4
"""How many of the document's words for the sides a question names."""

CONTENT_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
"""What Drive makes a Sheet of."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the command line says: corrections of columns, and whether to adopt without asking."""

    wish: Wish
    columns: tuple[str, ...]
    yes: bool
    as_json: bool


def asked_for(
    *,
    columns: tuple[str, ...],
    yes: bool,
    as_json: bool,
    language: str,
    go_live: datetime | None,
    **said: str,
) -> Asked:
    """The command line's options; InputError for a language closeplan does not speak."""
    from closeplan.plan.languages import LANGUAGES, language_of
    from closeplan.services.adopt import Wish

    if language and not language_of(language):
        raise InputError([Mistake("--language", f"closeplan speaks {', '.join(LANGUAGES)}")])
    wish = Wish(language=language, go_live=go_live.date() if go_live else None, **said)
    return Asked(wish=wish, columns=columns, yes=yes, as_json=as_json)


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """A document before it is adopted: what it means, the workbook its sample values come from, and what was looked
    at where it is a Sheet already.
    """

    name: str
    proposal: Proposal
    book: Workbook
    looked: Looked | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(page.title for page in self.book.pages)

    @property
    def latest_due(self) -> date | None:
        return self.looked.found.latest_due if self.looked else None

    @property
    def is_marked(self) -> bool:
        """Whether a run that was interrupted has adopted it all but for the last steps."""
        return self.looked is not None and bool(self.looked.found.plan_id)


def adopt_live(target: str, asked: Asked, lines_of: Any) -> None:
    """Adopt a Sheet of the seller's, or a workbook on this machine, which becomes one first.

    `lines_of` shows a proposal to people.
    """
    from addon.processes import progress

    backend = shared.backend()
    path = Path(target)
    is_file = path.suffix.lower() in CONTENT_TYPES and "://" not in target
    if path.is_file() and not is_file:
        kinds = ", ".join(CONTENT_TYPES)
        raise InputError([Mistake(target, f"only a Sheet or one of {kinds} can be adopted")])
    standing = None if is_file else backend.adopt.standing(shared.document_id(target))
    if standing is not None:
        _answer(standing, as_json=asked.as_json)
        return
    shown = _read(path) if is_file else _look(backend, shared.document_id(target))
    shown = _corrected(shown, asked)
    if not asked.yes and not shown.is_marked:
        if asked.as_json:
            shared.answer(_proposal_document(shown), iter(()), as_json=True)
            return
        shown, asked = _confirmed(shown, asked, lines_of)
    told = progress(quiet=asked.as_json)
    if is_file:
        told.step(f"Uploading {path.name}")
    looked = shown.looked or _uploaded(backend, path, len(shown.sheets))
    made = backend.adopt(looked, shown.proposal, asked.wish, progress=told)
    _answer(made, as_json=asked.as_json)


def _uploaded(backend: Backend, path: Path, sheets: int) -> Looked:
    """The workbook as a Sheet of the seller's. What was confirmed names sheets by their place, so they have to be as many."""
    content_type = CONTENT_TYPES[path.suffix.lower()]
    document_id = backend.adopt.foreign.upload(path.stem, path.read_bytes(), content_type)
    click.echo(f"{path.name} is the Sheet {document_id} now", err=True)  # should anything fail from here on
    looked = backend.adopt.look(document_id, seller=backend.settings.seller)
    if len(looked.found.sheets) != sheets:
        says = f"Google made {len(looked.found.sheets)} sheets of its {sheets}: run `closeplan adopt {document_id}`"
        raise InputError([Mistake(path.name, says)])
    return looked


def _look(backend: Backend, document_id: str) -> _Shown:
    from sheets_schema.adopt.workbook import from_spreadsheet

    looked = backend.adopt.look(document_id, seller=backend.settings.seller)
    found = looked.found
    assert isinstance(found.seen, Mapping)
    return _Shown(name=found.title, proposal=found.proposal, book=from_spreadsheet(found.seen), looked=looked)


def _read(path: Path) -> _Shown:
    from sheets_schema.adopt.files import read_file
    from sheets_schema.adopt.recognise import recognise

    book = read_file(path)
    return _Shown(name=path.stem, proposal=recognise(book, shared.today()), book=book)


def _corrected(shown: _Shown, asked: Asked) -> _Shown:
    from closeplan.plan.corrections import corrected

    if shown.proposal.timeline is None:
        says = "no table of milestones was found; it needs a column that names them"
        raise InputError([Mistake(shown.name, says)])
    return replace(shown, proposal=corrected(shown.proposal, asked.columns, shown.sheets))


def _confirmed(shown: _Shown, asked: Asked, lines_of: Any) -> tuple[_Shown, Asked]:
    """What a person confirms, asked one by one about what is not sure, and what only they can say."""
    for line in lines_of(shown.name, shown.proposal, shown.book):
        click.echo(line)
    try:
        shown = replace(shown, proposal=_settled(shown))
        wish = _asked_for(shown, asked.wish)
        question = "Adopt it? An ID and a Signal column and a History tab are added; nothing else changes"
        if click.confirm(question, default=False):
            return shown, replace(asked, wish=wish)
    except click.Abort:
        click.echo("")
    raise InputError([Mistake("", "nothing was changed; --yes adopts without asking")])


def _settled(shown: _Shown) -> Proposal:
    """Ask about every column that is not sure; an empty answer leaves it as it is."""
    from closeplan.plan.corrections import IGNORE, corrected, fields_of

    proposal = shown.proposal
    for table in shown.proposal.tables:
        for column in table.columns:
            if column.certainty >= SURE:
                continue
            choice = click.prompt(
                f"{_name(shown, table, column)} “{column.header}” is",
                default=column.field or IGNORE,
                type=click.Choice([*fields_of(table.table), IGNORE]),
                show_choices=False,
            )
            if choice != (column.field or IGNORE):
                text = f"{_name(shown, table, column)}={choice}"
                proposal = corrected(proposal, [text], shown.sheets)
    return proposal


def _name(shown: _Shown, table: ProposedTable, column: ProposedColumn) -> str:
    """The column as a correction names it."""
    from sheets_schema.cells import column_letter

    at = str(column.index + 1) if table.transposed else column_letter(column.index)
    return f"{shown.sheets[table.sheet]}!{at}"


def _asked_for(shown: _Shown, wish: Wish) -> Wish:
    """Ask for the two companies, as the document calls them, and for go-live where nothing says them."""
    named = _companies(shown)
    hint = f" (the document names {', '.join(named)})" if named else ""
    buyer = wish.buyer or click.prompt(f"The buyer's company{hint}", default="", show_default=False)
    left = [name for name in named if name != buyer] if buyer in named else []
    other = left[0] if len(left) == 1 else ""
    seller = wish.seller or click.prompt("The seller's company", default=other, show_default=bool(other))
    go_live = wish.go_live or shown.proposal.facts.go_live or _asked_day(shown.latest_due)
    return replace(wish, buyer=buyer, seller=seller, go_live=go_live)


def _companies(shown: _Shown) -> list[str]:
    """What the document calls the sides by, where that is no word everybody uses; most often said first."""
    from sheets_schema.adopt.recognise import pages_of
    from sheets_schema.sides import side_meant

    pages = pages_of(shown.proposal, shown.book)
    said = Counter(
        str(cell)
        for table in shown.proposal.tables
        for column in table.columns
        if column.field == "side"
        for row in table.rows
        if (cell := pages[table.table].cells[row][column.index]) is not None
    )
    return [name for name, _ in said.most_common() if side_meant(name, {}) is None][:MOST_COMPANIES]


def _asked_day(suggested: date | None) -> date:
    said: datetime = click.prompt(
        "Go-live", type=click.DateTime(["%Y-%m-%d"]), default=suggested.isoformat() if suggested else None
    )
    return said.date()


def _proposal_document(shown: _Shown) -> dict[str, Any]:
    from sheets_schema.adopt.answer import to_json

    return {"adopted": False, "title": shown.name, "sheets": list(shown.sheets), **to_json(shown.proposal)}


def _answer(made: Adopted, *, as_json: bool) -> None:
    document = {
        "adopted": True,
        "plan_id": made.plan_id,
        "spreadsheet_id": made.document_id,
        "sheet": made.url,
        "created": made.created,
        "milestones": made.milestones,
        "unclear": made.unclear,
        "go_live": made.go_live.isoformat(),
    }
    shared.answer(document, _lines(made), as_json=as_json)


def _lines(made: Adopted) -> Iterator[str]:
    told = "Adopted" if made.created else "Nothing to do, it was adopted before:"
    yield f"{told} {made.plan_id}: {made.url}"
    yield f"  {made.milestones} milestones, go-live {made.go_live}"
    if made.unclear:
        yield f"  {made.unclear} cells could not be understood; the Signal column says which"


def undo(target: str, *, as_json: bool) -> None:
    """Take an adoption back."""
    from addon.processes import progress

    backend = shared.backend_without_queue()
    plan_id = shared.document_id(target) if re.search(r"[:/]", target) else target
    known = backend.store.plan_of_document(plan_id)
    undone = backend.adopt.undo(known.id if known else plan_id, progress=progress(quiet=as_json))
    lines = iter([f"{'Released' if undone else 'Nothing was left to undo:'} {target}; its ledger stays"])
    shared.answer({"plan_id": target, "undone": undone}, lines, as_json=as_json)
