"""Plans' deals in CRMs, and deals that may want a plan, in SQL."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from addon.adapters.store.crm_codec import heard_row, link_row, read_heard, read_link
from addon.adapters.store.engine import Database
from addon.adapters.store.tables import plans
from addon.adapters.store.vendor_tables import crm_cursors, crm_deals, crm_links
from closeplan.errors import ConflictError
from closeplan.records.crm import CrmLink, HeardDeal, OfferState


class CrmShelf(Database):
    """`closeplan.ports.crm.CrmBook`: a part of the store."""

    def crm_links(self, plan_id: str) -> list[CrmLink]:
        return self._links(crm_links.c.plan_id == plan_id)

    def crm_link_of(self, vendor: str, deal_id: str) -> CrmLink | None:
        return next(iter(self._links(_link_of(vendor, deal_id))), None)

    def all_crm_links(self, vendor: str) -> list[CrmLink]:
        return self._links(crm_links.c.vendor == vendor)

    def put_crm_link(self, link: CrmLink) -> None:
        try:
            with self._write() as connection:
                connection.execute(delete(crm_links).where(_link_at(link.plan_id, link.vendor)))
                connection.execute(insert(crm_links).values(link_row(link)))
                connection.execute(delete(crm_deals).where(_heard(link.vendor, link.deal_id)))
        except ConflictError as error:
            raise ConflictError(
                "that deal is linked with another plan already, or the plan is gone"
            ) from error

    def change_crm_link(
        self, vendor: str, deal_id: str, change: Callable[[CrmLink], CrmLink]
    ) -> CrmLink | None:
        query = select(crm_links).where(_link_of(vendor, deal_id)).with_for_update()
        with self._write() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            link = change(read_link(row))
            connection.execute(update(crm_links).where(_link_of(vendor, deal_id)).values(link_row(link)))
        return link

    def remove_crm_link(self, plan_id: str, vendor: str) -> bool:
        with self._write() as connection:
            return bool(connection.execute(delete(crm_links).where(_link_at(plan_id, vendor))).rowcount)

    def hear_of_deal(self, deal: HeardDeal) -> bool:
        try:
            return self._hear_of(deal)
        except ConflictError:
            # a poll and a message told of a new deal at once: now there is a row to change
            return self._hear_of(deal)

    def _hear_of(self, deal: HeardDeal) -> bool:
        linked = select(crm_links.c.plan_id).where(_link_of(deal.vendor, deal.deal_id))
        query = select(crm_deals).where(_heard(deal.vendor, deal.deal_id)).with_for_update()
        with self._write() as connection:
            if connection.execute(linked).first() is not None:
                connection.execute(delete(crm_deals).where(_heard(deal.vendor, deal.deal_id)))
                return False
            row = connection.execute(query).first()
            if row is None:
                connection.execute(insert(crm_deals).values(heard_row(deal)))
                return deal.state is OfferState.OFFERED
            known = read_heard(row)
            if known.changed_at > deal.changed_at:
                return False
            news = heard_row(deal)
            if known.state is OfferState.IGNORED and known.owner == deal.owner.lower():
                news["state"] = known.state.value
            connection.execute(update(crm_deals).where(_heard(deal.vendor, deal.deal_id)).values(news))
        return known.state is not OfferState.OFFERED and news["state"] == OfferState.OFFERED.value

    def heard_deals(self, state: OfferState, owner: str | None = None) -> list[HeardDeal]:
        query = select(crm_deals).where(crm_deals.c.state == state.value)
        if owner is not None:
            query = query.where(crm_deals.c.owner == owner.lower())
        ordered = query.order_by(crm_deals.c.changed_at.desc(), crm_deals.c.vendor, crm_deals.c.deal_id)
        with self._read() as connection:
            return [read_heard(row) for row in connection.execute(ordered)]

    def heard_deal(self, vendor: str, deal_id: str) -> HeardDeal | None:
        with self._read() as connection:
            row = connection.execute(select(crm_deals).where(_heard(vendor, deal_id))).first()
        return read_heard(row) if row is not None else None

    def settle_deal(self, vendor: str, deal_id: str, state: OfferState) -> None:
        with self._write() as connection:
            connection.execute(update(crm_deals).where(_heard(vendor, deal_id)).values(state=state.value))

    def crm_cursor(self, vendor: str) -> str:
        query = select(crm_cursors.c.cursor).where(crm_cursors.c.vendor == vendor)
        with self._read() as connection:
            return connection.execute(query).scalar() or ""

    def save_crm_cursor(self, vendor: str, cursor: str) -> None:
        with self._write() as connection:
            connection.execute(delete(crm_cursors).where(crm_cursors.c.vendor == vendor))
            connection.execute(insert(crm_cursors).values(vendor=vendor, cursor=cursor))

    def _links(self, which: ColumnElement[bool]) -> list[CrmLink]:
        query = select(crm_links).where(which).order_by(crm_links.c.vendor, crm_links.c.plan_id)
        with self._read() as connection:
            return [read_link(row) for row in connection.execute(query)]


def move_offers(connection: Connection, was: str, now: str) -> None:
    """What is offered to a seller is offered to their new address."""
    connection.execute(update(crm_deals).where(crm_deals.c.owner == was).values(owner=now))


def give_deals_back(connection: Connection, plan_id: str) -> None:
    """A plan that is none any more has no deals: those that are open are offered to its owner again."""
    owner = connection.execute(select(plans.c.owner).where(plans.c.id == plan_id)).scalar() or ""
    mine = crm_links.c.plan_id == plan_id
    links = [read_link(row) for row in connection.execute(select(crm_links).where(mine))]
    connection.execute(delete(crm_links).where(mine))
    heard = [_offered_again(link, owner) for link in links if link.seen_at is not None and link.is_open]
    for deal in heard:
        connection.execute(delete(crm_deals).where(_heard(deal.vendor, deal.deal_id)))
        connection.execute(insert(crm_deals).values(heard_row(deal)))


def _offered_again(link: CrmLink, owner: str) -> HeardDeal:
    assert link.seen_at is not None
    return HeardDeal(
        vendor=link.vendor,
        deal_id=link.deal_id,
        name=link.name,
        owner=owner,
        state=OfferState.OFFERED,
        changed_at=link.seen_at,
        stage=link.stage,
        amount=link.amount,
        currency=link.currency,
        close_date=link.close_date,
        url=link.url,
    )


def _link_at(plan_id: str, vendor: str) -> ColumnElement[bool]:
    return (crm_links.c.plan_id == plan_id) & (crm_links.c.vendor == vendor)


def _link_of(vendor: str, deal_id: str) -> ColumnElement[bool]:
    return (crm_links.c.vendor == vendor) & (crm_links.c.deal_id == deal_id)


def _heard(vendor: str, deal_id: str) -> ColumnElement[bool]:
    return (crm_deals.c.vendor == vendor) & (crm_deals.c.deal_id == deal_id)
