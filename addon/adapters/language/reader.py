"""Asks a model of any provider that pydantic-ai knows, within caps of time and tokens.

The key is handed to the provider and nowhere else; neither it nor a word of the transcript is logged.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import structlog

from addon.adapters.language.prompt import instructions, parts
from closeplan.calls.model import Call
from closeplan.calls.model_answer import ModelAnswer
from closeplan.errors import OutsideError, RefusedError, RetryLaterError, SettingsError

if TYPE_CHECKING:
    from pydantic_ai import Agent, RunUsage
    from pydantic_ai.models import Model

log = structlog.get_logger(__name__)

_TRIES = 1
"""How often a model may mend an answer that is not in form."""


@dataclass(frozen=True, kw_only=True)
class Caps:
    """What reading may cost: seconds and tokens of one call, tokens of one day in this process."""

    seconds: float = 60.0
    tokens: int = 60_000
    tokens_a_day: int = 2_000_000


@dataclass(kw_only=True)
class ModelCallReader:
    """`closeplan.ports.language.CallReader`. `name` is `provider:model`; `url` replaces the provider's own address. `today`
    says which day's tokens are counted.
    """

    name: str
    key: str = field(repr=False)
    url: str
    caps: Caps
    elements: tuple[str, ...]
    today: Callable[[], date]
    _spent: int = field(default=0, init=False)
    _day: date | None = field(default=None, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def __call__(self, call: Call) -> ModelAnswer:
        """What the model found in all parts of the call."""
        from pydantic_ai import RunUsage  # noqa: PLC0415 - 60 MB that only an installation with a model needs

        self._check_day()
        agent, usage = self._agent(), RunUsage()
        deadline = time.monotonic() + self.caps.seconds
        answers = []
        try:
            for part in parts(call):
                answers.append(self._ask(agent, part, usage, deadline - time.monotonic()))  # noqa: PERF401 - what was spent counts after a failure too
        finally:
            with self._lock:
                self._spent += usage.total_tokens
            log.info("a model read a call", model=self.name, tokens=usage.total_tokens)
        return _joined(answers)

    def _ask(
        self, agent: Agent[object, ModelAnswer], part: str, usage: RunUsage, seconds: float
    ) -> ModelAnswer:
        from pydantic_ai import UsageLimits, exceptions  # noqa: PLC0415

        if seconds <= 0:
            raise RetryLaterError("the language model took too long: the rules' findings stand alone")
        try:
            limits = UsageLimits(total_tokens_limit=self.caps.tokens)
            return agent.run_sync(part, usage_limits=limits, usage=usage, timeout=seconds).output
        except exceptions.UsageLimitExceeded as error:
            told = (
                "the call costs more tokens than CLOSEPLAN_LLM_TOKENS allows: the rules' findings stand alone"
            )
            raise RefusedError(told) from error
        except (exceptions.RunTimedOut, TimeoutError) as error:
            raise RetryLaterError(
                "the language model took too long: the rules' findings stand alone"
            ) from error
        except exceptions.ModelHTTPError as error:
            raise _refused(error.status_code) from error
        except exceptions.AgentRunError as error:
            told = "the language model's answer could not be used: the rules' findings stand alone"
            raise OutsideError(told) from error

    def _check_day(self) -> None:
        with self._lock:
            if self._day != self.today():
                self._day, self._spent = self.today(), 0
            if self._spent >= self.caps.tokens_a_day:
                told = (
                    "today's tokens are spent (CLOSEPLAN_LLM_TOKENS_A_DAY): the rules' findings stand alone"
                )
                raise RetryLaterError(told)

    def _agent(self) -> Agent[object, ModelAnswer]:
        from pydantic_ai import Agent  # noqa: PLC0415

        return Agent(
            self._model(),
            output_type=ModelAnswer,
            instructions=instructions(self.elements),
            retries=_TRIES,
        )

    def _model(self) -> Model:
        from pydantic_ai.exceptions import UserError  # noqa: PLC0415
        from pydantic_ai.models import infer_model  # noqa: PLC0415
        from pydantic_ai.providers import Provider, infer_provider_class  # noqa: PLC0415

        def provider(named: str) -> Provider[object]:
            given = {"api_key": self.key, "base_url": self.url or None}
            return infer_provider_class(named)(**{name: value for name, value in given.items() if value})

        try:
            return infer_model(self.name, provider_factory=provider)
        except (UserError, ValueError, TypeError, ImportError) as error:
            told = f"CLOSEPLAN_LLM_MODEL: “{self.name}” can't be used ({error})"
            raise SettingsError(told) from error


def _refused(status: int) -> OutsideError:
    told = f"the language model answered {status}: the rules' findings stand alone"
    kind = RetryLaterError if status == 429 or status >= 500 else RefusedError
    return kind(told, status=status)


def _joined(answers: list[ModelAnswer]) -> ModelAnswer:
    """The parts' answers as one; what two parts both saw is told apart later, by its turn."""
    joined = ModelAnswer()
    for name in ModelAnswer.model_fields:
        entries = [entry for answer in answers for entry in getattr(answer, name)]
        setattr(joined, name, list({entry.model_dump_json(): entry for entry in entries}.values()))
    return joined
