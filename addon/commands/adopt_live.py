"""The live half of `closeplan adopt`: shown, confirmed, adopted, or taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared
from addon.commands.adopt_file import EXCEL_TYPE, LocalFile, as_seen, is_file, local_file, same_meaning
from addon.commands.adopt_questions import Shown, confirmed, told_sides
from closeplan.errors import CloseplanError, ConflictError, ForbiddenError, InputError, Mistake, NotFoundError

if TYPE_CHECKING:
    from datetime import datetime

    from addon.bootstrap import Backend
    from closeplan.plan.adoption import Proposal
    from closeplan.plan.model import Deal
    from closeplan.ports import Progress
    from closeplan.services.adopt import Adopted, Looked
    from closeplan.services.adopted_deal import Wish


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
    from closeplan.services.adopted_deal import Wish

    if language and not language_of(language):
        raise InputError([Mistake("--language", f"closeplan speaks {', '.join(LANGUAGES)}")])
    wish = Wish(language=language, go_live=go_live.date() if go_live else None, **said)
    return Asked(wish=wish, columns=columns, yes=yes, as_json=as_json)


def adopt_live(target: str, asked: Asked, lines_of: Any) -> None:
    """Adopt a Sheet of the seller's, or a workbook on this machine, which becomes one first.

    `lines_of` shows a proposal to people.
    """
    from addon.processes import progress

    backend = shared.backend()
    file = local_file(Path(target)) if is_file(target) else None
    document_id = _made_before(backend, file) if file else shared.document_id(target)
    if file is None and _stands(backend, document_id, asked):
        return
    found = _read(file) if file else _look(backend, document_id)
    if found.is_marked:
        _refuse_changes(backend.store.plan(found.marked_as).deal, asked)
    shown, wish = _corrected(found, asked), asked.wish
    if not shown.is_marked:
        if asked.yes or asked.as_json:
            shown = replace(shown, proposal=told_sides(shown, wish))
        if asked.as_json and not asked.yes:
            shared.answer(_proposal_document(shown), iter(()), as_json=True)
            return
        if not asked.yes:
            shown, wish = confirmed(shown, wish, lines_of)
    told = progress(quiet=asked.as_json)
    if file is not None:
        backend.adopt.check(wish, shown.proposal, shown.latest_due)
        upload = _Upload(backend=backend, file=file, told=told)
        made = upload.adopt(document_id or upload.send(), shown.proposal, wish, expected=found.proposal)
    else:
        assert shown.looked is not None
        made = backend.adopt(shown.looked, shown.proposal, wish, progress=told)
    _answer(made, as_json=asked.as_json)


def _stands(backend: Backend, document_id: str, asked: Asked) -> bool:
    """Whether the Sheet was adopted before, which is the answer then; InputError where something else is asked for."""
    standing = backend.adopt.standing(document_id)
    if standing is None:
        return False
    _refuse_changes(backend.store.plan(standing.plan_id).deal, asked, columns=asked.columns)
    _answer(standing, as_json=asked.as_json)
    return True


def _refuse_changes(deal: Deal, asked: Asked, columns: tuple[str, ...] = ()) -> None:
    """An adoption that stands is not changed by adopting again."""
    wish, network = asked.wish, deal.network
    pairs = {
        "--id": (wish.plan_id, deal.id),
        "--name": (wish.name, deal.name),
        "--buyer": (wish.buyer, deal.buyer),
        "--seller": (wish.seller, deal.seller),
        "--language": (wish.language, deal.language),
        "--go-live": (wish.go_live, network.go_live),
    }
    options = [option for option, (asks, stands) in pairs.items() if asks and asks != stands]
    options += ["--column"] if columns else []
    if options:
        says = (
            f"it is adopted already as '{deal.id}', and nothing was changed; "
            f"`closeplan adopt --undo {deal.id}` comes first"
        )
        raise InputError([Mistake(", ".join(options), says)])


def _made_before(backend: Backend, file: LocalFile) -> str:
    """The Sheet that an earlier try made of the file and did not get to adopt; empty if there is none."""
    document_id = backend.adopt.foreign.uploaded(file.source)
    if not document_id or backend.store.plan_of_document(document_id) is not None:
        return ""
    try:
        backend.adopt.look(document_id, seller=backend.settings.seller)
    except (ConflictError, ForbiddenError, NotFoundError):  # it is a plan of somebody's by now, or gone
        return ""
    click.echo(f"An earlier try made the Sheet {document_id} of {file.name}: it is used", err=True)
    return document_id


@dataclass(frozen=True, kw_only=True)
class _Upload:
    """A file on its way to being an adopted Sheet."""

    backend: Backend
    file: LocalFile
    told: Progress

    def send(self) -> str:
        """Make the Sheet; its id."""
        file = self.file
        self.told.step(f"Uploading {file.name}")
        document_id = self.backend.adopt.foreign.upload(file.title, file.content, EXCEL_TYPE, file.source)
        click.echo(
            f"{file.name} is the Sheet {document_id} now", err=True
        )  # should anything fail from here on
        return document_id

    def adopt(self, document_id: str, proposal: Proposal, wish: Wish, *, expected: Proposal) -> Adopted:
        """Adopt the Sheet, if it means what the file was `expected` to mean before anybody's corrections."""
        adopt, name = self.backend.adopt, self.file.name
        try:
            looked = adopt.look(document_id, seller=self.backend.settings.seller)
            if not looked.found.plan_id and not same_meaning(looked.found.proposal, expected):
                says = (
                    "the Sheet that was made of it reads otherwise than the file did, so it was not adopted"
                )
                raise InputError([Mistake(name, says)])
            return adopt(looked, proposal, wish, progress=self.told)
        except CloseplanError:
            go_on = f"closeplan adopt {document_id}"
            click.echo(
                f"{name} stays the Sheet {document_id}; to go on: `{go_on}` with the options", err=True
            )
            raise


def _look(backend: Backend, document_id: str) -> Shown:
    return _shown(backend.adopt.look(document_id, seller=backend.settings.seller))


def _shown(looked: Looked) -> Shown:
    from sheets_schema.adopt.workbook import from_spreadsheet

    found = looked.found
    assert isinstance(found.seen, Mapping)
    book = from_spreadsheet(found.seen)
    return Shown(name=found.title, proposal=found.proposal, book=book, seen=found.seen, looked=looked)


def _read(file: LocalFile) -> Shown:
    from sheets_schema.adopt.recognise import recognise

    proposal = recognise(file.book, shared.today())
    return Shown(name=file.title, proposal=proposal, book=file.book, seen=as_seen(file.book))


def _corrected(shown: Shown, asked: Asked) -> Shown:
    from closeplan.plan.corrections import corrected

    if shown.proposal.timeline is None:
        says = "no table of milestones was found; it needs a column that names them"
        raise InputError([Mistake(shown.name, says)])
    return replace(shown, proposal=corrected(shown.proposal, asked.columns, shown.sheets))


def _proposal_document(shown: Shown) -> dict[str, Any]:
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
    named = shared.document_id(target) if re.search(r"[:/]", target) else target
    try:
        record = backend.store.plan_of_document(named) or backend.store.plan(named)
    except NotFoundError:
        record = None
    undone = backend.adopt.undo(record.id if record else named, progress=progress(quiet=as_json))
    lines = iter([f"{'Released' if undone else 'Nothing was left to undo:'} {target}; its ledger stays"])
    document = {
        "plan_id": record.id if record else None,
        "spreadsheet_id": (record.document_id or None) if record else named,
        "undone": undone,
    }
    shared.answer(document, lines, as_json=as_json)
