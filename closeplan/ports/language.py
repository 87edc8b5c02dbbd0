"""A language model that reads calls beside the rules; where none is set, nothing asks for one."""

from __future__ import annotations

from typing import Protocol

from closeplan.calls.model import Call
from closeplan.calls.model_answer import ModelAnswer


class CallReader(Protocol):
    """Reads a call and says what it found; nothing of it is believed before it is held against the transcript."""

    def __call__(self, call: Call, /) -> ModelAnswer:
        """What the model found. OutsideError where it can't be asked, did not answer in time or in form, or where what may be
        spent is spent.
        """
