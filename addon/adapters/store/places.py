"""Where plans show up beside their documents, in SQL."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update

from addon.adapters.store.engine import Database
from addon.adapters.store.vendor_tables import plan_places
from closeplan.records.places import PlanPlace


class PlaceShelf(Database):
    """`closeplan.ports.places.PlaceBook`: a part of the store."""

    def places(self, plan_id: str) -> list[PlanPlace]:
        return self._places(plan_places.c.plan_id == plan_id)

    def places_at(self, vendor: str, place_id: str) -> list[PlanPlace]:
        return self._places((plan_places.c.vendor == vendor) & (plan_places.c.id == place_id))

    def places_of(self, vendor: str) -> list[PlanPlace]:
        return self._places(plan_places.c.vendor == vendor)

    def put_place(self, place: PlanPlace) -> None:
        with self._write() as connection:
            connection.execute(delete(plan_places).where(_same(place.plan_id, place.vendor)))
            connection.execute(insert(plan_places).values(_cells(place)))

    def change_place(
        self, plan_id: str, vendor: str, change: Callable[[PlanPlace], PlanPlace]
    ) -> PlanPlace | None:
        query = select(plan_places).where(_same(plan_id, vendor)).with_for_update()
        with self._write() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            place = change(_place(row))
            connection.execute(update(plan_places).where(_same(plan_id, vendor)).values(_cells(place)))
        return place

    def remove_place(self, plan_id: str, vendor: str) -> bool:
        with self._write() as connection:
            return bool(connection.execute(delete(plan_places).where(_same(plan_id, vendor))).rowcount)

    def _places(self, which: ColumnElement[bool]) -> list[PlanPlace]:
        query = select(plan_places).where(which).order_by(plan_places.c.vendor, plan_places.c.plan_id)
        with self._read() as connection:
            return [_place(row) for row in connection.execute(query)]


def _same(plan_id: str, vendor: str) -> ColumnElement[bool]:
    return (plan_places.c.plan_id == plan_id) & (plan_places.c.vendor == vendor)


def _cells(place: PlanPlace) -> dict[str, Any]:
    return {**vars(place), "seen": json.dumps(dict(place.seen), sort_keys=True)}


def _place(row: Row[Any]) -> PlanPlace:
    cells = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's own name for a row's cells by column
    return PlanPlace(**{**cells, "seen": json.loads(cells["seen"])})
