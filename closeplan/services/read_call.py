"""What a call says: by the rules, and by a language model beside them where one is set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from closeplan.calls.findings import Findings
from closeplan.calls.merge import merged
from closeplan.calls.model import Call, Known
from closeplan.calls.understand import understand
from closeplan.calls.verified import verified
from closeplan.errors import Mistake, OutsideError
from closeplan.plan.languages import language_of
from closeplan.ports.language import CallReader


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What was found, and what kept more from being found."""

    findings: Findings
    problems: tuple[Mistake, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadCall:
    """The rules alone where no `model` is set. `elements` are those of the sales methods that a model may name."""

    model: CallReader | None = None
    elements: Iterable[str] = ()

    def __call__(self, call: Call, known: Known) -> Understood:
        """A model that fails takes nothing away: the rules' findings stand, and a problem says what happened."""
        by_rules = understand(call, known)
        if self.model is None:
            return Understood(findings=by_rules, problems=_silent(call))
        try:
            answer = self.model(call)
        except OutsideError as error:
            return Understood(findings=by_rules, problems=(*_silent(call), Mistake("", str(error))))
        found = verified(answer, call, known, self.elements)
        return Understood(findings=merged(by_rules, found.findings), problems=_dropped(found.dropped))


def _silent(call: Call) -> tuple[Mistake, ...]:
    """What is said of a call in a language without rules."""
    if language_of(call.language) or not any(turn.text for turn in call.turns):
        return ()
    told = (
        "its language is none that closeplan has rules for: it is kept and can be searched, but nothing was looked for in it; "
        "a language model would (CLOSEPLAN_LLM_MODEL)"
    )
    return (Mistake("", told),)


def _dropped(count: int) -> tuple[Mistake, ...]:
    if not count:
        return ()
    things = f"{count} thing{'s' * (count > 1)}"
    told = f"the language model named {things} that the transcript does not say: left out"
    return (Mistake("", told),)
