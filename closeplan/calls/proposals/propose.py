"""From findings to proposals: one function a kind of finding, in the order in which they matter to the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from closeplan.calls.findings import Findings, Request, SpokenRisk, SpokenStakeholder
from closeplan.calls.model import Call, Person
from closeplan.calls.proposals.dates import (
    from_commitments,
    from_date_changes,
    from_decisions,
    from_next_steps,
)
from closeplan.calls.proposals.making import Filed, Making, are_alike, as_name, settled, terms, unknown
from closeplan.calls.proposals.meeting import Spoken
from closeplan.calls.proposals.vocabulary import sense_of, speaks_of_somebody
from closeplan.plan.bidi import without_controls
from closeplan.plan.model import Plan, RiskKind, Side
from closeplan.plan.rules.people import is_group, is_nobody, on_the_map
from closeplan.plan.suggestions import OF_ONE_VALUE, Said, Suggestion, SuggestionKind
from closeplan.plan.wording import Words

Proposer = Callable[[Making, Findings], Iterator[Suggestion]]

_LONGEST_RISK = 160

_SURE_ENOUGH = 0.75
"""Below this a risk or an open question is read on the call's page and proposed to nobody: a call is full of sighs."""

_SIDELESS = 0.5
"""The certainty that somebody whose side nobody knows is to stand on the buyer's map: whose they are has to be said first."""

_PRESENT = 0.75
"""The certainty that somebody of the buyer's who was on the call belongs on the map."""


def propose(  # noqa: PLR0913 - a call, its id, what was found, the plan it is held against, and its language
    call: Call,
    findings: Findings,
    plan: Plan,
    *,
    call_id: str,
    words: Words,
    companies: tuple[str, ...] = (),
    filed: Filed = (),
) -> tuple[Suggestion, ...]:
    """What the call proposes for the plan, less what the plan says and what is `filed` already. Proposing twice gives the
    same ids. What would come to stand in the document is written in `words`' language, and holds nothing internal.
    """
    names = tuple(one.name for one in findings.stakeholders)
    making = Making(call=call, call_id=call_id, plan=plan, words=words, companies=companies, spoken_of=names)
    made = [_heard(_seen(one), making) for proposer in PROPOSERS for one in proposer(making, findings)]
    return tuple(unknown(settled([one for one in made if one is not None]), plan, filed))


def _seen(one: Suggestion) -> Suggestion:
    """The proposal without marks that nobody sees: what a call's words bring into a plan turns no line around."""
    said = replace(
        one.said,
        source=without_controls(one.said.source),
        speaker=without_controls(one.said.speaker),
        quote=without_controls(one.said.quote),
    )
    return replace(
        one,
        said=said,
        name=without_controls(one.name),
        owner=without_controls(one.owner),
        text=without_controls(one.text),
    )


def _heard(one: Suggestion, making: Making) -> Suggestion | None:
    """The proposal less what the seller's people said among themselves: their words never come into the document. A day,
    an owner or a name may; how the name became known is not told then.
    """
    if one.said.turn is None or making.was_heard(one.said.turn):
        return one
    if one.kind in OF_ONE_VALUE:
        return one
    return replace(one, text="") if one.kind is SuggestionKind.ADD_PERSON else None


def from_stakeholders(making: Making, findings: Findings) -> Iterator[Suggestion]:
    """People of the buyer's who were spoken of and are not on the map; of somebody whose side is unknown it is a guess."""
    for one in findings.stakeholders:
        if one.side is not Side.SELLER and _is_missing(making, one.name, one.email):
            sure = one.certainty if one.side else min(one.certainty, _SIDELESS)
            yield Suggestion(
                id="",
                kind=SuggestionKind.ADD_PERSON,
                said=making.said(one.quote),
                certainty=sure,
                name=as_name(one.name),
                email=one.email,
                side=one.side,
                role=one.role,
                text=_how_known(making, one),
            )


def from_people_there(making: Making, findings: Findings) -> Iterator[Suggestion]:
    """People of the buyer's who were on the call and are not on the map, whatever part they have."""
    spoken = {one.name for one in findings.stakeholders}
    day = making.words.day(making.call.day)
    for person in making.call.people:
        if person.side is Side.BUYER and person.name not in spoken and _is_person_missing(making, person):
            yield Suggestion(
                id="",
                kind=SuggestionKind.ADD_PERSON,
                said=Said(source=making.source, day=making.call.day, call=making.call_id),
                certainty=_PRESENT,
                name=as_name(person.name),
                email=person.email,
                side=Side.BUYER,
                role=person.role,
                text=making.words.t("call.was_there", day=day),
            )


def from_requests(making: Making, findings: Findings) -> Iterator[Suggestion]:
    """What was asked and nobody took on: an open question, for the seller to choose. What was asked about a person is none:
    they would read it.
    """
    for one in (request for request in findings.requests if request.certainty >= _SURE_ENOUGH):
        if making.names_something(one.what) and not _is_about_somebody(making, one):
            yield Suggestion(
                id="",
                kind=SuggestionKind.ADD_RISK,
                said=making.said(one.quote),
                certainty=one.certainty,
                risk=RiskKind.OPEN_QUESTION,
                owner=one.to,
                text=as_name(one.what, _LONGEST_RISK),
            )


def _is_about_somebody(making: Making, one: Request) -> bool:
    """Whether a third person is spoken of: by name or title, or as he or she. Who asks and who is asked are none."""
    if speaks_of_somebody(one.what) or speaks_of_somebody(one.quote.text):
        return True
    own = {word for name in (one.by, one.to) for word in sense_of(name).other}
    return bool((sense_of(one.quote.text).other & making.steps.names) - own)


def from_risks(making: Making, findings: Findings) -> Iterator[Suggestion]:
    """What may keep the deal from its date, unless the plan lists it."""
    listed = [terms(risk.description) for risk in making.plan.risks]
    for one in findings.risks:
        text = _risk_text(one)
        if one.certainty >= _SURE_ENOUGH and not any(are_alike(terms(text), other) for other in listed):
            yield Suggestion(
                id="",
                kind=SuggestionKind.ADD_RISK,
                said=making.said(one.quote),
                certainty=one.certainty,
                risk=RiskKind.RISK,
                category=one.category.plan_category,
                text=text,
            )


def from_dependencies(making: Making, findings: Findings) -> Iterator[Suggestion]:
    """What has to come before a milestone that is on the plan: a note beside it. The network behind the plan is changed by
    people alone.
    """
    for one in findings.dependencies:
        met = making.steps.meant_by(Spoken(text=one.blocks))
        if met is not None and met.milestone.is_open:
            yield Suggestion(
                id="",
                kind=SuggestionKind.NOTE,
                said=making.said(one.quote),
                certainty=one.certainty * met.score,
                milestone=met.milestone.id,
                text=making.told(one.quote),
            )


def _risk_text(one: SpokenRisk) -> str:
    return as_name(one.what or one.quote.text, _LONGEST_RISK)


def _is_missing(making: Making, name: str, email: str) -> bool:
    """Whether a person of that name is not on the plan's map. A title alone is nobody's name."""
    if is_nobody(name) or is_group(name, making.companies):
        return False
    known = making.plan.stakeholders
    same_address = email and any(row.email.lower() == email.lower() for row in known)
    return not same_address and not on_the_map(name, known)


def _is_person_missing(making: Making, person: Person) -> bool:
    return _is_missing(making, person.name, person.email)


def _how_known(making: Making, one: SpokenStakeholder) -> str:
    """How the map learned of somebody: on the call themselves, or mentioned by whom."""
    day, who = making.words.day(making.call.day), making.speaker(one.quote)
    if one.present:
        return making.words.t("call.was_there", day=day)
    return making.words.t("call.mentioned", who=who, day=day)


PROPOSERS: tuple[Proposer, ...] = (
    from_date_changes,
    from_decisions,
    from_commitments,
    from_stakeholders,
    from_people_there,
    from_requests,
    from_risks,
    from_next_steps,
    from_dependencies,
)
"""Every kind of proposal, the weightiest first: of two that would write the same, the first stands."""
