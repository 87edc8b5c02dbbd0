"""Plan templates: steps to start from, at three depths."""

from __future__ import annotations

from dataclasses import dataclass, replace

from closeplan.errors import InputError, Mistake
from closeplan.plan.forms import TemplateForm, read_form, risks_of
from closeplan.plan.model import Risk, Role, Step
from closeplan.plan.step_forms import cycle_mistakes, id_mistakes, link_mistakes, merged
from closeplan.plan.wording import Words

NONE = "none"
"""The name of the template without steps."""

DEPTHS = (
    # Up to here one person can often decide and sign, so the plan is a handful of steps.
    (50_000, "lite"),
    # Up to here there is a committee and a security review; the board is not asked.
    (500_000, "standard"),
)
DEEPEST = "enterprise"
USUAL = "standard"


@dataclass(frozen=True, kw_only=True)
class Template:
    """Where a plan starts from; `title` says which deals it is for.

    `steps` go into the plan. The others are for the working session in which both sides build it: questions
    that lead to the `objectives`, `roles` the stakeholder map should have, and `risks` to talk about. A `shipped`
    template is translated to the plan's language; people's own keep their words.
    """

    name: str
    title: str
    steps: tuple[Step, ...]
    objectives: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    risks: tuple[Risk, ...] = ()
    shipped: bool = False

    def spoken(self, words: Words) -> Template:
        """The template in that language."""
        if not self.shipped:
            return self
        said = words.from_template
        steps = (replace(step, name=said(step.name), workstream=said(step.workstream)) for step in self.steps)
        return replace(
            self,
            title=said(self.title),
            steps=tuple(steps),
            objectives=tuple(map(said, self.objectives)),
            risks=tuple(replace(risk, description=said(risk.description)) for risk in self.risks),
        )


def template_for(amount: float | None) -> str:
    """The template that a deal of this size starts from, whatever its currency; the usual one if unknown."""
    if amount is None:
        return USUAL
    return next((name for limit, name in DEPTHS if amount < limit), DEEPEST)


def parse_template(name: str, data: object, *, shipped: bool = False) -> Template:
    """A template from its file's data. Raises InputError with every mistake."""
    form, mistakes = read_form(TemplateForm, data)
    steps = merged([], form.milestones)
    if not mistakes:
        mistakes += id_mistakes(form.milestones, {})
        mistakes += link_mistakes(form.milestones, ())
        mistakes += cycle_mistakes(steps)
        mistakes += [
            Mistake(f"{placed.place}.{field}", "a template has no dates of its own")
            for placed in steps
            for field in sorted(placed.given & {"on", "not_before", "not_after"})
        ]
    if mistakes:
        raise InputError(mistakes)
    return Template(
        name=name,
        title=form.title,
        steps=tuple(placed.step for placed in steps),
        objectives=tuple(form.objectives),
        roles=tuple(role for role in form.roles if role),
        risks=risks_of(form.risks),
        shipped=shipped,
    )
