"""Writing fields of many deals in Salesforce: collections of records, several in one request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from addon.adapters.crm.salesforce_composite import COLLECTION, Outcome, sent, step
from addon.adapters.crm.salesforce_soql import parts
from addon.adapters.crm.salesforce_values import LOCKED, code, long_id, written
from addon.adapters.http import Wire
from addon.adapters.http.answers import rows, word
from closeplan.crm.model import CrmField, FieldWrite
from closeplan.errors import RefusedError, RetryLaterError

Part = Sequence[FieldWrite]
"""What is written as one collection."""


Known = Mapping[str, CrmField]
"""A deal's fields by their name in small letters: Salesforce takes no heed of case."""


def problem(write: FieldWrite, known: Known) -> str:
    """Why that write is not even tried: one field that there is not has its whole collection refused."""
    if not long_id(write.deal_id):
        return "there is no such deal"
    missing = [name for name in write.values if name.casefold() not in known]
    return f"Opportunity has no field {', '.join(missing)}" if missing else ""


class Writes:
    """Writes of fields that are known."""

    def __init__(self, wire: Wire, known: Known) -> None:
        self._wire, self._known = wire, known

    def write(self, writes: Part, *, again: bool = True) -> dict[str, str]:
        """Problems by deal. What somebody else is saving right now is tried once more."""
        problems, locked = self._collections(list(parts(writes, COLLECTION)))
        if not locked or not again:
            return problems
        still = self.write(locked, again=False)
        done = {one.deal_id for one in locked} - still.keys()
        return {id_: told for id_, told in (problems | still).items() if id_ not in done}

    def _collections(self, together: Sequence[Part]) -> tuple[dict[str, str], list[FieldWrite]]:
        problems: dict[str, str] = {}
        locked: list[FieldWrite] = []
        for part, outcome in zip(together, self._patched(together), strict=True):
            told, busy = self._of_part(part, outcome)
            problems |= told
            locked += busy
        return problems, locked

    def _of_part(self, part: Part, outcome: Outcome) -> tuple[dict[str, str], list[FieldWrite]]:
        """Problems, and what is locked. One value of a wrong form has Salesforce refuse a whole collection: its halves are
        tried, down to the one.
        """
        try:
            refused = _refused(part, outcome.good())
        except RefusedError as error:
            if len(part) == 1:
                return {part[0].deal_id: str(error)}, []
            half = len(part) // 2
            return self._collections([part[:half], part[half:]])
        told = {id_: word(error, "message") or code(error) for id_, error in refused.items()}
        return told, [one for one in part if code(refused.get(one.deal_id, {})) == LOCKED]

    def _patched(self, together: Sequence[Part]) -> list[Outcome]:
        bodies = [{"allOrNone": False, "records": [self._record(one) for one in part]} for part in together]
        steps = [step("PATCH", "composite/sobjects", f"c{at}", body) for at, body in enumerate(bodies)]
        return sent(self._wire, steps, together=False)

    def _record(self, write: FieldWrite) -> Mapping[str, Any]:
        told: dict[str, Any] = {"attributes": {"type": "Opportunity"}, "id": long_id(write.deal_id)}
        for name, value in write.values.items():
            field = self._known[name.casefold()]
            told[field.name] = written(value, field.kind)
        return told


def _refused(part: Part, told: Any) -> dict[str, Mapping[str, Any]]:
    """The first error of each deal that was not written; results come in the order of the records."""
    results = rows(told)
    if len(results) != len(part):
        raise RetryLaterError("the answer leaves out records")
    return {
        one.deal_id: (rows(result, "errors") or [{"message": "Salesforce did not write it"}])[0]
        for one, result in zip(part, results, strict=True)
        if result.get("success") is not True
    }
