"""What is done with calls, put together from the parts of one backend when it is first asked for: what reads calls is large,
and most servers' hours pass without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from addon.letters import TemplateLetters
from closeplan.records import PlanRecord

if TYPE_CHECKING:
    from addon.wiring import Parts
    from closeplan.services.ask_calls import AskCalls
    from closeplan.services.erase_call import EraseCall
    from closeplan.services.ingest import Ingest
    from closeplan.services.read_call import ReadCall
    from closeplan.services.recap_call import RecapCall
    from closeplan.services.say_sides import SaySides
    from closeplan.services.score_deal import ScoreDeal


@dataclass(frozen=True)
class CallServices:
    """The services about calls."""

    parts: Parts

    @property
    def ingest(self) -> Ingest:
        """Takes calls into plans."""
        from closeplan.services.ingest import Ingest  # noqa: PLC0415 - 10 MB that an idle server has no room for

        return Ingest(
            plans=self.parts.store,
            calls=self.parts.store,
            book=self.parts.store,
            members=self.parts.store,
            stored=self.parts.stored,
            clock=self.parts.clock,
            jobs=self.parts.jobs,
            editor_of=self.parts.editor_of,
            map_mentioned=self.parts.settings.map_mentioned,
            time_zone=self.parts.settings.time_zone,
            read=self.read_call,
        )

    @cached_property
    def read_call(self) -> ReadCall:
        """Says what calls mean; with a language model where one is set."""
        from closeplan.calls.scores.framework_file import shipped  # noqa: PLC0415 - as above
        from closeplan.services.read_call import ReadCall  # noqa: PLC0415

        if not self.parts.settings.llm_model:
            return ReadCall()
        from addon.adapters.language import Caps, ModelCallReader  # noqa: PLC0415 - only where a model is set

        settings = self.parts.settings
        every = (element for method in shipped().values() for element in method.elements)
        named = (kind for element in every for kind in element.evidence)
        elements = tuple(dict.fromkeys(named))
        reader = ModelCallReader(
            name=settings.llm_model,
            key=settings.llm_key.get_secret_value(),
            url=settings.llm_url,
            caps=Caps(
                seconds=settings.llm_seconds,
                tokens=settings.llm_tokens,
                tokens_a_day=settings.llm_tokens_a_day,
            ),
            elements=elements,
            today=lambda: self.parts.clock.now().date(),
        )
        return ReadCall(model=reader, elements=elements)

    @property
    def ask_calls(self) -> AskCalls:
        """Answers questions from calls."""
        from closeplan.services.ask_calls import AskCalls  # noqa: PLC0415 - as above

        return AskCalls(
            search=self.parts.store, calls=self.parts.store, plans=self.parts.store, members=self.parts.store
        )

    @property
    def erase_call(self) -> EraseCall:
        """Erases calls."""
        from closeplan.services.erase_call import EraseCall  # noqa: PLC0415 - as above

        return EraseCall(
            plans=self.parts.store,
            calls=self.parts.store,
            book=self.parts.store,
            stored=self.parts.stored,
            clock=self.parts.clock,
            jobs=self.parts.jobs,
        )

    @property
    def say_sides(self) -> SaySides:
        """Takes in whose side speakers are on."""
        from closeplan.services.say_sides import SaySides  # noqa: PLC0415 - as above

        parts = self.parts
        return SaySides(calls=parts.store, book=parts.store, stored=parts.stored, read=self.read_call)

    @cached_property
    def scores(self) -> ScoreDeal:
        """Scores deals by sales methods; InputError where the installation's own method has mistakes."""
        from addon.methods import methods  # noqa: PLC0415 - tables that an idle server has no room for
        from closeplan.services.score_deal import ScoreDeal  # noqa: PLC0415

        known, usual = methods(self.parts.settings.method)
        return ScoreDeal(calls=self.parts.store, stored=self.parts.stored, methods=known, usual=usual)

    @property
    def recap_call(self) -> RecapCall:
        """Writes recaps of calls."""
        from closeplan.services.recap_call import RecapCall  # noqa: PLC0415 - as above

        return RecapCall(
            calls=self.parts.store,
            stored=self.parts.stored,
            log=self.parts.store,
            documents=self.parts.google.documents,
            letters=TemplateLetters(),
            name_of=self.parts.seller_name,
            host=self.parts.mail_host,
            clock=self.parts.clock,
        )

    def recap_after_call(self, record: PlanRecord, call_id: str) -> str:
        """Lay the recap of a call among its seller's drafts, where they allowed that while they are away; return where it
        opens, empty where none was laid.
        """
        drafts = self.parts.outbox(record.owner) if self.parts.settings.recap_drafts else None
        return self.recap_call.lay(record, call_id, drafts) if drafts else ""
