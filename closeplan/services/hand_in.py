"""Files with calls as a person hands them in, several at once: each is taken or answered with what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from closeplan.calls.model import Person
from closeplan.errors import ConflictError, InputError, Mistake, NotFoundError
from closeplan.plan.addresses import addresses_in
from closeplan.ports import Jobs
from closeplan.records import PlanRecord
from closeplan.services.edit_plan import EditPlan

if TYPE_CHECKING:
    from closeplan.services.ingest import Ingest, IngestResult


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a person says of the files they hand in: the day and the zone (IANA) where the files name none, and who else
    was there.
    """

    day: date | None = None
    zone: str = ""
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one file: the call it is, or the mistakes that keep it from being one."""

    name: str
    result: IngestResult | None = None
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HandIn:
    """The use case with what it needs; `ingest` makes what reads calls, which is large, when it is first needed."""

    ingest: Callable[[], Ingest]
    jobs: Jobs

    def __call__(  # noqa: PLR0913 - whose files, for what, as whom
        self,
        record: PlanRecord,
        files: Sequence[tuple[str, bytes]],
        told: Told,
        *,
        by: str,
        source: str = "",
        edit: EditPlan | None = None,
    ) -> list[Outcome]:
        """Take in each file, a name and its bytes; a broken one keeps no other from being taken. `source` is where they came from, if
        not from an upload; `edit` writes as the seller who clicked.
        """
        return [self._one(record, name, data, told, by=by, source=source, edit=edit) for name, data in files]

    def _one(  # noqa: PLR0913 - as above
        self,
        record: PlanRecord,
        name: str,
        data: bytes,
        told: Told,
        *,
        by: str,
        source: str,
        edit: EditPlan | None,
    ) -> Outcome:
        from closeplan.services.ingest import HandedIn  # noqa: PLC0415 - 10 MB that an idle server has no room for

        given = HandedIn(
            data=data,
            name=name,
            source=source or f"upload:{name}",
            by=by,
            day=told.day,
            zone=told.zone,
            people=told.people,
        )
        try:
            result = self.ingest()(record, given, edit=edit)
        except InputError as error:
            return Outcome(name=name, mistakes=error.mistakes)
        except (ConflictError, NotFoundError) as error:
            return Outcome(name=name, mistakes=(Mistake(name, str(error)),))
        if result.is_new:
            self.jobs.after_call(record.id, result.record.id)
        return Outcome(name=name, result=result)


def people_in(text: str) -> tuple[Person, ...]:
    """The people somebody typed: addresses with or without names, and names alone, a line or a comma each."""
    typed = addresses_in(text)
    named = [Person(name=name or address, email=address) for address, name in typed.found]
    alone = (word.strip() for entry in typed.unread for word in entry.split(","))
    return (*named, *(Person(name=name) for name in alone if name and "@" not in name))
