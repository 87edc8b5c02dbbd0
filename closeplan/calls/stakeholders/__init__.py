"""Who has a part in the decision, as a call shows it."""

from __future__ import annotations

from closeplan.calls.findings import SpokenStakeholder
from closeplan.calls.model import Call, Known
from closeplan.calls.stakeholders.mentions import mentions_of
from closeplan.calls.stakeholders.names import Naming
from closeplan.calls.stakeholders.present import those_present
from closeplan.calls.stakeholders.together import gathered
from closeplan.calls.stakeholders.verdict import absent_with_part


def find_stakeholders(call: Call, known: Known) -> tuple[SpokenStakeholder, ...]:
    """The buyer's people and bodies with a part in the decision and absent sellers with a task, once each, in the order of
    the turns that show it. A title alone stays a title; where a name was said or is known, the person has it.
    """
    naming = Naming(call, known)
    mentions = mentions_of(call, naming)
    everybody = gathered(mentions)
    present = those_present(call, everybody)
    absent = absent_with_part(call, everybody, present)
    return tuple(sorted([*present, *absent], key=lambda one: (one.turn, one.name, one.title)))
