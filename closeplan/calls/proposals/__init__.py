"""What a call proposes for the plan: findings become suggestions that wait for the seller.

What the plan says already, what waits already, and what the seller rejected is not proposed. Objections, evidence and
dependencies between things that are not on the plan stay findings: they are read on the call's page and go nowhere.
"""

from closeplan.calls.proposals.propose import propose

__all__ = ["propose"]
