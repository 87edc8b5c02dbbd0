"""Evidence for the elements of sales methods, and what it comes to."""

from __future__ import annotations

from closeplan.calls.scores.evidence import find_evidence

__all__ = ["find_evidence"]
