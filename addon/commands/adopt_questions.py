"""What `closeplan adopt` asks a person before it changes anything."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared
from closeplan.errors import InputError, Mistake
from closeplan.plan.model import Side

if TYPE_CHECKING:
    from datetime import date, datetime

    from closeplan.plan.adoption import Proposal, ProposedColumn, ProposedTable
    from closeplan.services.adopt import Looked
    from closeplan.services.adopted_deal import Wish
    from sheets_schema.adopt.workbook import Workbook

SURE = 0.8
"""How sure an answer has to be to be shown only; below it a person is asked."""

MOST_COMPANIES = 4
"""How many of the document's words for the sides a question names."""

_BRACKETS = re.compile(r"[(\[（【]([^)\]）】]+)[)\]）】]")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A document before it is adopted: what it means, the workbook its sample values come from, the same as a
    spreadsheet is read, and what was looked at where it is a Sheet already.
    """

    name: str
    proposal: Proposal
    book: Workbook
    seen: Mapping[str, Any]
    looked: Looked | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        return tuple(page.title for page in self.book.pages)

    @property
    def latest_due(self) -> date | None:
        """The last due date that can be read, by the proposal as it is now."""
        from sheets_schema.marking import latest_due

        return latest_due(self.seen, self.proposal, shared.today())

    @property
    def marked_as(self) -> str:
        """The plan as which a run that was interrupted has adopted it, all but for the last steps; empty if none did."""
        return self.looked.found.plan_id if self.looked else ""

    @property
    def is_marked(self) -> bool:
        return bool(self.marked_as)


def confirmed(shown: Shown, wish: Wish, lines_of: Any) -> tuple[Shown, Wish]:
    """What a person confirms, asked one by one about what is not sure, and what only they can say."""
    for line in lines_of(shown.name, shown.proposal, shown.book):
        click.echo(line)
    try:
        shown = replace(shown, proposal=_settled(shown))
        wish = _companies_asked(shown, wish)
        shown = replace(shown, proposal=_sides_settled(shown, wish))
        go_live = wish.go_live or shown.proposal.facts.go_live or _asked_day(shown.latest_due)
        question = "Adopt it? An ID and a Signal column and a History tab are added; nothing else changes"
        if click.confirm(question, default=False):
            return shown, replace(wish, go_live=go_live)
    except click.Abort:
        click.echo("")
    raise InputError([Mistake("", "nothing was changed; --yes adopts without asking")])


def _settled(shown: Shown) -> Proposal:
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


def _name(shown: Shown, table: ProposedTable, column: ProposedColumn) -> str:
    """The column as a correction names it."""
    from sheets_schema.cells import column_letter

    at = str(column.index + 1) if table.transposed else column_letter(column.index)
    return f"{shown.sheets[table.sheet]}!{at}"


def _companies_asked(shown: Shown, wish: Wish) -> Wish:
    """Ask for the two companies, as the document calls them."""
    named = _companies(shown)
    hint = f" (the document names {', '.join(named)})" if named else ""
    buyer = wish.buyer or click.prompt(f"The buyer's company{hint}", default="", show_default=False)
    left = [name for name in named if name != buyer] if buyer in named else []
    other = left[0] if len(left) == 1 else ""
    seller = wish.seller or click.prompt("The seller's company", default=other, show_default=bool(other))
    return replace(wish, buyer=buyer, seller=seller)


def _companies(shown: Shown) -> list[str]:
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
    in_cells = [name for name, _ in said.most_common() if side_meant(name, {}) is None]
    in_headers = [_company(table, one) for table, pair in guessed_sides(shown.proposal) for one in pair]
    return list(dict.fromkeys([*in_cells, *in_headers]))[:MOST_COMPANIES]


def guessed_sides(
    proposal: Proposal,
) -> Iterator[tuple[ProposedTable, tuple[ProposedColumn, ProposedColumn]]]:
    """The tables with an owner column for each side whose headers say no side, the one taken for the buyer's first."""
    from sheets_schema.adopt.header_words import heading

    for table in proposal.tables:
        sided = {column.side: column for column in table.columns if column.side and column.reasons}
        pair = (sided.get(Side.BUYER), sided.get(Side.SELLER))
        if pair[0] and pair[1] and not any(heading(one.header, table.table).side for one in pair if one):
            yield table, (pair[0], pair[1])


def _company(table: ProposedTable, column: ProposedColumn) -> str:
    """The company that an owner column's header names: what stands in brackets or beside the word for an owner."""
    from sheets_schema.adopt.header_words import heading
    from sheets_schema.vocabulary import plain

    header = " ".join(column.header.split())
    bracket, rest = _BRACKETS.search(header), heading(column.header, table.table).rest
    if bracket:
        return bracket[1].strip()
    words = [word for word in header.split() if plain(word) in rest.split()]
    at = header.find(rest)  # Japanese has no spaces between words
    return " ".join(words) or (header[at : at + len(rest)] if at >= 0 else "").strip() or header


def _sides_settled(shown: Shown, wish: Wish) -> Proposal:
    """Whose each of two owner columns is where their headers name companies: told by the companies' names, else asked."""
    proposal = shown.proposal
    for table, (first, second) in guessed_sides(shown.proposal):
        buyers = _buyers(table, first, second, wish)
        if buyers is None:
            letters = {_name(shown, table, column): column for column in (first, second)}
            headers = " or ".join(f"{name} “{column.header}”" for name, column in letters.items())
            buyers = letters[
                click.prompt(f"The buyer's owners stand in {headers}", type=click.Choice([*letters]))
            ]
        proposal = _with_buyer(replace(shown, proposal=proposal), table, buyers, first, second)
    return proposal


def told_sides(shown: Shown, wish: Wish) -> Proposal:
    """The same where nobody is asked: what the companies' names do not say stays, and is told on stderr."""
    proposal = shown.proposal
    for table, (first, second) in guessed_sides(shown.proposal):
        buyers = _buyers(table, first, second, wish)
        if buyers is None:
            says = f"“{first.header}” is taken for the buyer's owners, “{second.header}” for the seller's"
            click.echo(f"{says}; --buyer or --seller tells otherwise", err=True)
        else:
            proposal = _with_buyer(replace(shown, proposal=proposal), table, buyers, first, second)
    return proposal


def _buyers(
    table: ProposedTable, first: ProposedColumn, second: ProposedColumn, wish: Wish
) -> ProposedColumn | None:
    """The buyer's column of the two, by the companies' names; None where they do not say it."""
    one, other = _company(table, first), _company(table, second)
    says_first = _names(one, wish.buyer) + _names(other, wish.seller)
    says_second = _names(other, wish.buyer) + _names(one, wish.seller)
    if says_first == says_second:
        return None
    return first if says_first > says_second else second


def _names(said: str, company: str) -> bool:
    """Whether a header's name is that company's, in full or shortened."""
    named, header = company.casefold().strip(), said.casefold()
    if not named or not header:
        return False
    words = set(re.findall(r"\w{2,}", named)) & set(re.findall(r"\w{2,}", header))
    return bool(words) or named in header or header in named


def _with_buyer(
    shown: Shown, table: ProposedTable, buyers: ProposedColumn, first: ProposedColumn, second: ProposedColumn
) -> Proposal:
    """The proposal with that one of the two owner columns as the buyer's."""
    from closeplan.plan.corrections import corrected

    sellers = second if buyers is first else first
    said = [
        f"{_name(shown, table, sellers)}=owner:{Side.SELLER.value}",
        f"{_name(shown, table, buyers)}=owner:{Side.BUYER.value}",
    ]
    return corrected(shown.proposal, said, shown.sheets)


def _asked_day(suggested: date | None) -> date:
    said: datetime = click.prompt(
        "Go-live", type=click.DateTime(["%Y-%m-%d"]), default=suggested.isoformat() if suggested else None
    )
    return said.date()
