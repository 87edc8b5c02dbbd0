"""Whether risks are named and watched."""

from __future__ import annotations

from collections.abc import Iterator

from closeplan.plan.model import Risk, RiskStatus
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.rules.people import is_nobody
from closeplan.plan.signals import Place, Signal, Table
from closeplan.plan.wording import quoted


def no_risks(context: RuleContext) -> Iterator[Signal]:
    """The risk tab has no row."""
    if not context.risks and context.has(Table.RISKS, "description"):
        yield Signal(
            rule="no_risks",
            subject="",
            cause="",
            short=context.words.t("no_risks.short"),
            text=context.words.t("no_risks.text"),
            place=Place(table=Table.RISKS, column="description"),
        )


def risk_without_owner(context: RuleContext) -> Iterator[Signal]:
    """An open risk, assumption or question that nobody watches."""
    if not context.has(Table.RISKS, "owner"):
        return
    for risk in context.risks:
        if _is_open(risk) and is_nobody(risk.owner):
            yield Signal(
                rule="risk_without_owner",
                subject=risk.id,
                cause="",
                short=context.words.t("risk_owner.short"),
                text=context.words.t("risk_owner.text", description=quoted(risk.description)),
                place=Place(table=Table.RISKS, row=risk.id, column="owner"),
            )


def _is_open(risk: Risk) -> bool:
    # a status nobody can read asks for attention like an open one
    return risk.status in {None, RiskStatus.OPEN}
