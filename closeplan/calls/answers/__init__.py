"""Answers from what calls said: extracts with their places, or that nothing said supports one."""

from __future__ import annotations

from closeplan.calls.answers.answering import Answer, Source, answer_from, answer_from_calls
from closeplan.calls.answers.question import Question, understand_question

__all__ = ["Answer", "Question", "Source", "answer_from", "answer_from_calls", "understand_question"]
