"""`closeplan adopt`: somebody's own plan, kept as it is and watched from now on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared

if TYPE_CHECKING:
    from closeplan.plan.adoption import Proposal, ProposedColumn, ProposedTable
    from sheets_schema.adopt.workbook import Page, Workbook


@click.command("adopt")
@click.argument("documents", metavar="SPREADSHEET_ID|URL|FILE...", nargs=-1, required=True)
@click.option(
    "--dry-run", is_flag=True, help="Say what each file or Sheet means; nothing is written anywhere."
)
@click.option("--undo", "undo_it", is_flag=True, help="Take closeplan's marks and columns out again.")
@click.option("--yes", is_flag=True, help="Adopt as proposed, without asking.")
@click.option(
    "--column", "columns", multiple=True, metavar="Sheet1!F=due", help="Correct a column; F=ignore too."
)
@click.option("--buyer", default="", help="The buyer's company.")
@click.option("--seller", default="", help="The seller's company.")
@click.option("--name", default="", help="The deal's name; the document's title if left out.")
@click.option("--id", "plan_id", default="", help="The plan's id.")
@click.option("--language", default="", help="The plan's language; the document's if left out.")
@click.option(
    "--go-live", type=click.DateTime(["%Y-%m-%d"]), help="The day, where the document does not say it."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document a file, a line each.")
def adopt_command(
    documents: tuple[str, ...], *, dry_run: bool, undo_it: bool, as_json: bool, **said: Any
) -> None:
    """Take over a plan as somebody keeps it, in a Sheet or an .xlsx, .csv or .tsv file, which becomes a Sheet first.

    What its tables and columns mean is shown and confirmed. Then the robot is let in, the tables are marked, and an ID
    column (hidden), a Signal column and a History tab are added; no cell, format or order of anybody's changes. With
    --json and without --yes the proposal is printed and nothing is changed.

    Exit status: 0 done, 1 it can't be, 2 what was given is wrong.
    """
    from addon.commands import adopt_live

    if dry_run:
        _dry_run(documents, as_json=as_json)
        return
    if len(documents) > 1:
        raise click.UsageError("adopt one document at a time; only --dry-run takes several")
    if undo_it:
        adopt_live.undo(documents[0], as_json=as_json)
    else:
        adopt_live.adopt_live(documents[0], adopt_live.asked_for(as_json=as_json, **said), proposal_lines)


def _dry_run(documents: tuple[str, ...], *, as_json: bool) -> None:
    """Print what each file or Sheet means, all of them read before the first word is printed."""
    from addon.commands.adopt_file import is_file
    from sheets_schema.adopt.answer import to_json

    meant = [_meant_by_file(Path(one)) if is_file(one) else _meant_by_sheet(one) for one in documents]
    for name, (proposal, book) in zip(documents, meant, strict=True):
        if as_json:
            click.echo(json.dumps(to_json(proposal), ensure_ascii=False))
            continue
        for line in proposal_lines(name, proposal, book):
            click.echo(line)


def _meant_by_file(path: Path) -> tuple[Proposal, Workbook]:
    from sheets_schema.adopt.files import read_file
    from sheets_schema.adopt.recognise import recognise

    book = read_file(path)
    return recognise(book, shared.today()), book


def _meant_by_sheet(target: str) -> tuple[Proposal, Workbook]:
    """A Sheet as the seller sees it; it is read only."""
    from sheets_schema.adopt.workbook import from_spreadsheet

    backend, document_id = shared.backend_without_queue(), shared.document_id(target)
    backend.adopt.foreign.access(document_id, backend.adopt.robot)  # says what is wrong with a link
    found = backend.adopt.foreign.look(document_id, shared.today())
    assert isinstance(found.seen, Mapping)
    return found.proposal, from_spreadsheet(found.seen)


def proposal_lines(name: str, proposal: Proposal, book: Workbook) -> Iterator[str]:
    """What a document means, for people to confirm: each of their columns, ours, how sure and why."""
    from sheets_schema.adopt.recognise import pages_of

    yield f"{name}: language {proposal.language}, workstreams from {proposal.workstream_from}"
    pages = pages_of(proposal, book)
    if not proposal.tables:
        yield "  no table of milestones, people or risks was found"
    for table in proposal.tables:
        yield from _table_lines(table, pages[table.table])
    for fact, value in _facts(proposal):
        yield f"  {fact.replace('_', ' ')}: {value}"


def _table_lines(table: ProposedTable, page: Page) -> Iterator[str]:
    first, last = table.rows[0] + 1, table.rows[-1] + 1
    items = "columns" if table.transposed else "rows"
    yield f"  {table.table}: sheet '{page.title}', {len(table.rows)} {items}, {first} to {last}"
    rows = [_column_row(column, table, page) for column in table.columns if column.header or column.field]
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row[:4], widths, strict=True)]
        yield "    " + "  ".join([*cells, row[4]]).rstrip()


def _column_row(column: ProposedColumn, table: ProposedTable, page: Page) -> tuple[str, ...]:
    """Their header, our field, how sure, two samples, and why."""
    from sheets_schema.adopt.answer import field_name

    ours = field_name(table.table, column) or "-"
    if column.side:
        ours += f" ({column.side})"
    cells = [page.cells[row][column.index] for row in table.rows]
    samples = list(dict.fromkeys(str(cell) for cell in cells if cell is not None))[:2]
    header = _short(column.header) or f"(column {column.index + 1})"
    return header, ours, f"{column.certainty:.0%}", _short(" | ".join(samples)), "; ".join(column.reasons)


def _facts(proposal: Proposal) -> Iterator[tuple[str, Any]]:
    facts = proposal.facts
    yield from (
        (name, value)
        for name, value in (
            ("go_live", facts.go_live),
            ("why_this_date", facts.why_this_date),
            ("objective", facts.objective),
            ("metrics", "; ".join(facts.metrics)),
            ("cost_of_inaction", facts.cost_of_inaction),
        )
        if value
    )


def _short(text: str, most: int = 36) -> str:
    """One line of limited length, without control characters."""
    line = "".join(char if char.isprintable() else " " for char in " ".join(text.split()))
    return line if len(line) <= most else line[: most - 1] + "…"
