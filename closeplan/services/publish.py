"""A plan as a page of the buyer's: published, kept current, taken back.

A plan has one page that stays, with its title and where the plan itself is, and below it one page with what the plan says. That
one is made anew when the plan says something else, and the old one goes to the trash after the new one is whole: readers never
meet half a page. A page that people threw away or shut closeplan out of is not made again behind their backs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from closeplan.errors import ConflictError, ForbiddenError, NotFoundError, RefusedError
from closeplan.plan.page import PageLine, page_lines, page_title, way_lines
from closeplan.ports import Clock, PlanDocuments, PlanStore
from closeplan.ports.pages import PageRef, Pages
from closeplan.ports.places import PlaceBook
from closeplan.records import PlanRecord
from closeplan.records.deliveries import Delivery, NewDelivery
from closeplan.records.places import PlanPlace
from closeplan.services.brief import ReadBrief
from closeplan.services.stored_plan import StoredPlan

NOTHING: Mapping[str, str] = MappingProxyType({})

PAGE = "notion_page"
"""The kind of its deliveries."""

_CONTENT, _TOLD = "content", "told"
"""What a place remembers: the id of the page with what the plan says, and why the page is not kept any more, for people."""

THROWN_AWAY = (
    "The page was thrown away there, or closeplan was shut out of it. Publish the plan again for a new one."
)
CONTENT_THROWN_AWAY = (
    "What the page said was thrown away there. Publish the plan again to have it written anew."
)


@dataclass(frozen=True, kw_only=True)
class Publish:
    """The use case with what it needs. `vendor` is the page system's name; `pages` connects with it when first asked."""

    vendor: str
    pages: Callable[[], Pages]
    store: PlanStore
    places: PlaceBook
    stored: StoredPlan
    read: ReadBrief
    documents: PlanDocuments
    post: Callable[[Sequence[NewDelivery]], object]
    clock: Clock

    def place(self, plan_id: str) -> PlanPlace | None:
        """The plan's page; None where it has none."""
        return next((one for one in self.places.places(plan_id) if one.vendor == self.vendor), None)

    def told(self, place: PlanPlace) -> str:
        """Why the page is not kept any more; empty where it is."""
        return place.seen.get(_TOLD, "")

    def preview(self, record: PlanRecord) -> tuple[str, tuple[PageLine, ...]]:
        """The page's title and what it would say now; changes nothing. NotFoundError where nobody has looked at the plan yet."""
        context, brief = self.stored(record), self.read(record.id, None)
        return page_title(brief, context.words), page_lines(brief, context)

    def publish(self, record: PlanRecord, by: str) -> PlanPlace:
        """Make the plan's page, if it has none that stands; what it says follows soon. An earlier try that was interrupted is
        gone on with.
        """
        there = self.place(record.id)
        if there is not None and not self.told(there):
            return there
        title, _ = self.preview(record)
        made = self._page_again(there) or self._page_left(title) or self._make(record, title)
        place = PlanPlace(
            plan_id=record.id,
            vendor=self.vendor,
            id=made.id,
            name=title,
            url=made.url,
            made_by=by,
            made_at=self.clock.now(),
        )
        self.places.put_place(place)
        self.post(self.to_tell(record))
        return place

    def stop(self, plan_id: str, *, trash: bool) -> bool:
        """Keep the page no more, and with `trash` throw it away; False where the plan has none."""
        place = self.place(plan_id)
        if place is None:
            return False
        if trash:
            self.pages().trash(place.id)
        return self.places.remove_place(plan_id, self.vendor)

    def to_tell(self, record: PlanRecord) -> list[NewDelivery]:
        """What is to be brought after a look at the plan (a `Teller`): its page, where it has one that says something else."""
        place = self.place(record.id)
        if place is None or self.told(place) or record.snapshot is None or record.gone:
            return []
        if place.shows == _digest(*self.preview(record)):
            return []
        return [
            NewDelivery(
                vendor=self.vendor,
                lane=f"page:{record.id}",
                kind=PAGE,
                key=f"page:{record.id}",
                body={"plan": record.id},
                repeats=True,
            )
        ]

    def __call__(self, _vendor: str, deliveries: Sequence[Delivery]) -> Mapping[int, str]:
        """Bring pages in step with their plans."""
        problems = {}
        for delivery in deliveries:
            try:
                self._bring(delivery.body["plan"])
            except (ForbiddenError, RefusedError, NotFoundError) as error:
                problems[delivery.id] = str(error)
        return problems

    def _bring(self, plan_id: str) -> None:
        place, record = self.place(plan_id), self.store.plan(plan_id)
        if place is None or self.told(place) or record.snapshot is None or record.gone:
            return
        title, lines = self.preview(record)
        digest = _digest(title, lines)
        if place.shows == digest:
            return
        try:
            self.pages().page(place.id)
        except NotFoundError:
            self._note(place, seen={_TOLD: THROWN_AWAY})
            return
        below = self.pages().ours_below(place.id)
        old = place.seen.get(_CONTENT, "")
        if place.shows and old not in {one.id for one in below}:
            self._note(place, seen={_TOLD: CONTENT_THROWN_AWAY})
            return
        self._replace(place, record, lines, [one for one in below if one.id != old], digest)

    def _replace(
        self,
        place: PlanPlace,
        record: PlanRecord,
        lines: Sequence[PageLine],
        left: Sequence[PageRef],
        digest: str,
    ) -> None:
        """Make the page with what the plan says, then throw the old one away; `left` are what an interrupted try left."""
        pages, context = self.pages(), self.stored(record)
        for one in left:
            pages.trash(one.id)
        title = context.words.t("page.state", day=context.words.day(context.today))
        made = pages.make(place.id, title, lines)
        old = place.seen.get(_CONTENT, "")
        now = self._note(place, shows="", seen={_CONTENT: made.id})
        if old:
            pages.trash(old)
        self._note(now, shows=digest)

    def _note(
        self, place: PlanPlace, *, shows: str | None = None, seen: Mapping[str, str] = NOTHING
    ) -> PlanPlace:
        """Remember what is known of the page by now; one that is kept no more stays so."""

        def noting(there: PlanPlace) -> PlanPlace:
            if there.id != place.id:
                return there
            return replace(there, shows=there.shows if shows is None else shows, seen={**there.seen, **seen})

        return self.places.change_place(place.plan_id, self.vendor, noting) or place

    def _page_again(self, there: PlanPlace | None) -> PageRef | None:
        """The plan's own page, where only what it said was thrown away."""
        if there is None:
            return None
        try:
            return self.pages().page(there.id)
        except NotFoundError:
            return None

    def _page_left(self, title: str) -> PageRef | None:
        """A page that an interrupted try made and nobody knows of."""
        for one in self.pages().ours_below(self.pages().home()):
            if one.title == title and not self.places.places_at(self.vendor, one.id):
                return one
        return None

    def _make(self, record: PlanRecord, title: str) -> PageRef:
        if not record.document_id:
            raise ConflictError("this plan has no document yet")
        url = self.documents[record.kind].url(record.document_id)
        return self.pages().make(self.pages().home(), title, way_lines(self.stored(record).words, url))


def _digest(title: str, lines: Sequence[PageLine]) -> str:
    told = "\n".join((title, *(repr(line) for line in lines)))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()
