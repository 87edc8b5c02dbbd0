"""Deals' fields brought in step with their plans. What a person edited in the CRM is reported and never overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from closeplan.crm.merge import Merge, merge
from closeplan.crm.model import CrmDeal, CrmField, FieldValue, FieldWrite, Stage
from closeplan.crm.people import contact_links
from closeplan.crm.plan_fields import GATE_FIELDS
from closeplan.crm.resolve import Resolved, resolve
from closeplan.crm.values import fitted, is_same
from closeplan.errors import InputError, NotFoundError, RefusedError
from closeplan.ports.crm import Crm, CrmBook
from closeplan.ports.process import Clock
from closeplan.records.crm import CrmLink, Edited
from closeplan.records.deliveries import Delivery
from closeplan.services.crm_fields import CrmFields
from closeplan.services.crm_roles import CrmRoles, told_of_roles
from closeplan.services.crm_wanted import ReadWanted, Wanted
from closeplan.services.see_deal import GONE, CrmStages, seen, tells_otherwise


@dataclass(kw_only=True)
class DealInStep:
    """A deal on its way to what its plan says. `wanted` is the plan's, `fields` where it goes, `unknown` the role words of its
    people that the CRM lacks, `deal` as it was just read, None where the CRM has it no more.
    """

    link: CrmLink
    wanted: Mapping[str, FieldValue]
    fields: Resolved
    unknown: Sequence[str]
    deal: CrmDeal | None
    stages: Sequence[Stage]
    now: datetime
    merged: Merge = field(default_factory=Merge)

    def merge(self, link: CrmLink) -> Merge:
        """What is to be done by the link as it stands."""
        names = self.fields.fields
        theirs = {key: self.deal.fields.get(one.name) if self.deal else None for key, one in names.items()}
        sent = _fitted(link.wanted, names)
        return merge(_fitted(self.wanted, names), theirs, link.written, sent, GATE_FIELDS)

    def begin(self, link: CrmLink) -> CrmLink:
        """The link before anything is written: what is wanted from now on, and what the CRM holds of us by now."""
        if self.deal is None:
            return replace(link, wanted=dict(self.wanted), told=GONE, seen_at=self.now)
        self.merged = self.merge(link)
        begun = replace(
            seen(link, self.deal, self.stages, self.now),
            written={**link.written, **self.merged.ours},
            wanted=dict(self.wanted),
            edited={key: self._edited(link, key, value) for key, value in self.merged.edited.items()},
        )
        return begun if self.merged.write else self._in_step(begun)

    def done(self, link: CrmLink) -> CrmLink:
        """The link after the CRM took what was written."""
        return self._in_step(replace(link, written={**link.written, **self.merged.write}))

    def refused(self, link: CrmLink, told: str) -> CrmLink:
        """The link after the CRM refused it."""
        return replace(link, told=told)

    def write(self) -> FieldWrite:
        """What is to be written, by the CRM's names."""
        values = {self.fields.fields[key].name: value for key, value in self.merged.write.items()}
        return FieldWrite(deal_id=self.link.deal_id, values=values)

    def _in_step(self, link: CrmLink) -> CrmLink:
        told = filter(None, (self.fields.told, told_of_roles(self.unknown)))
        return replace(link, synced_at=self.now, told="; ".join(told))

    def _edited(self, link: CrmLink, key: str, theirs: FieldValue) -> Edited:
        """What a person wrote; what was known of it before stays known."""
        ours = fitted(self.wanted[key], self.fields.fields[key])
        before = link.edited.get(key)
        if before is None or not is_same(before.theirs, theirs):
            return Edited(ours=ours, theirs=theirs, seen_at=self.now, kept=before is not None and before.kept)
        return replace(before, ours=ours)


@dataclass(frozen=True, kw_only=True)
class SyncFields:
    """The use case with what it needs. `look_again` is told of plans whose signals may be others now that their deal was seen."""

    book: CrmBook
    wanted: ReadWanted
    fields: CrmFields
    roles: CrmRoles
    stages: CrmStages
    clock: Clock
    look_again: Callable[[str], object] = lambda _plan_id: None

    def __call__(self, crm: Crm, deliveries: Sequence[Delivery]) -> Mapping[int, str]:
        """Bring the deals of those plans in step; why which can't be, by the delivery's id."""
        problems: dict[int, str] = {}
        plans: dict[str, int] = {}
        due: list[tuple[CrmLink, Wanted]] = []
        for delivery in deliveries:
            try:
                link = self._link(crm.name, delivery.body["plan"])
                due += [(link, self.wanted(link))] if link else []
            except NotFoundError:
                continue  # the plan is gone or nobody looked at it yet; the next look asks again
            except InputError as error:
                problems[delivery.id] = (
                    f"the field mapping has mistakes: {'; '.join(map(str, error.mistakes))}"
                )
            else:
                plans[delivery.body["plan"]] = delivery.id
        for look in self.look(crm, due):
            refused = self._bring(crm, look)
            problems |= {plans[plan_id]: told for plan_id, told in refused.items()}
        return problems

    def look(self, crm: Crm, due: Sequence[tuple[CrmLink, Wanted]]) -> Iterator[list[DealInStep]]:
        """Read the deals, as many at once as the CRM likes, and say what each needs; nothing is written."""
        for start in range(0, len(due), crm.batch):
            yield self._read(crm, due[start : start + crm.batch])

    def _read(self, crm: Crm, due: Sequence[tuple[CrmLink, Wanted]]) -> list[DealInStep]:
        now, there = self.clock.now(), self.fields(crm)
        resolved = [resolve(wanted.mapping.fields, wanted.fields, there) for _link, wanted in due]
        names = dict.fromkeys(one.name for each in resolved for one in each.fields.values())
        try:
            deals = crm.deals([link.deal_id for link, _wanted in due], tuple(names))
        except RefusedError:
            self.fields.forget(crm.name)  # somebody may have deleted one of them
            raise
        stages = self.stages(crm, {deal.stage for deal in deals.values()})
        return [
            DealInStep(
                link=link,
                wanted=wanted.values,
                fields=fields,
                unknown=self._unknown(crm, wanted),
                deal=deals.get(link.deal_id),
                stages=stages,
                now=now,
            )
            for (link, wanted), fields in zip(due, resolved, strict=True)
        ]

    def _unknown(self, crm: Crm, wanted: Wanted) -> Sequence[str]:
        """The role words of the plan's people that the CRM lacks."""
        if not wanted.mapping.contacts or not wanted.mapping.roles:
            return ()
        return self.roles.unknown(crm, contact_links(wanted.context, wanted.mapping))

    def _bring(self, crm: Crm, looks: Sequence[DealInStep]) -> Mapping[str, str]:
        """Write what is to be written; what was refused, by plan."""
        going = {}
        for look in looks:
            begun = self.book.change_crm_link(crm.name, look.link.deal_id, look.begin)
            if begun is not None and tells_otherwise(look.link, begun):
                self.look_again(begun.plan_id)
            if begun is not None and look.merged.write:
                going[look.link.deal_id] = look
        if not going:
            return {}
        refused = crm.write([look.write() for look in going.values()])
        for deal_id, look in going.items():
            told = refused.get(deal_id)
            if told is None:
                self.book.change_crm_link(crm.name, deal_id, look.done)
            else:
                self.fields.forget(crm.name)
                self.book.change_crm_link(
                    crm.name,
                    deal_id,
                    lambda link, look=look, told=told: look.refused(link, told),  # type: ignore[misc]
                )
        return {going[deal_id].link.plan_id: told for deal_id, told in refused.items()}

    def _link(self, vendor: str, plan_id: str) -> CrmLink | None:
        return next((link for link in self.book.crm_links(plan_id) if link.vendor == vendor), None)


def _fitted(values: Mapping[str, FieldValue], into: Mapping[str, CrmField]) -> dict[str, FieldValue]:
    """The values as the CRM's fields hold them, of those that go there."""
    return {key: fitted(value, into[key]) for key, value in values.items() if key in into}
