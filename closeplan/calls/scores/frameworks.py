"""Sales methods as data: MEDDIC, MEDDPICC, BANT, SPICED, and a team's own in the same form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from closeplan.plan.model import Plan, Role


class PlanSection(StrEnum):
    """A part of the plan that an element of a method feeds."""

    STAKEHOLDERS = "stakeholders"
    SUCCESS_METRICS = "success_metrics"
    COST_OF_DOING_NOTHING = "cost_of_doing_nothing"
    OBJECTIVE = "objective"
    GO_LIVE = "go_live"
    TIMELINE = "timeline"
    RISKS = "risks"


class Whose(StrEnum):
    """Whose words count as evidence: the buyer's alone, or anybody's."""

    BUYER = "buyer"
    ANY = "any"


@dataclass(frozen=True, kw_only=True)
class Element:
    """One element of a method. `evidence` are the kinds of finding that speak to it, `cues` a team's own expressions (as in
    `matching`). It feeds `section` of the plan: there the people of `role`, or the `workstream`. `ask` is what to ask next.
    """

    id: str
    label: str
    evidence: tuple[str, ...]
    cues: tuple[str, ...] = ()
    whose: Whose = Whose.BUYER
    section: PlanSection
    role: Role | None = None
    workstream: str = ""
    ask: str = ""

    @property
    def feeds(self) -> str:
        """The part of the plan it feeds, as people call it."""
        if self.workstream:
            return f"{self.workstream} workstream"
        return self.section.value.replace("_", " ").capitalize()

    def is_missing(self, plan: Plan) -> bool:
        """Whether the plan has nothing at all in the part that this feeds."""
        if self.section is PlanSection.STAKEHOLDERS:
            return not any(self.role in {None, person.role} for person in plan.stakeholders)
        if self.section is PlanSection.TIMELINE:
            stream = self.workstream.casefold()
            return not any(not stream or row.workstream.casefold() == stream for row in plan.milestones)
        there = {
            PlanSection.SUCCESS_METRICS: plan.metrics,
            PlanSection.COST_OF_DOING_NOTHING: plan.cost_of_inaction,
            PlanSection.OBJECTIVE: plan.objective,
            PlanSection.GO_LIVE: plan.go_live,
            PlanSection.RISKS: plan.risks,
        }
        return not there[self.section]


@dataclass(frozen=True, kw_only=True)
class Framework:
    """A method: its name as it is chosen by, its title as people read it, and its elements in their order."""

    name: str
    title: str
    elements: tuple[Element, ...]

    @property
    def has_cues(self) -> bool:
        """Whether it looks for expressions of its own, which needs the words of the calls."""
        return any(element.cues for element in self.elements)
