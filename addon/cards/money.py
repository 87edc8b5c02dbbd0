"""Amounts of money, as people read them on a card."""

from __future__ import annotations

from decimal import Decimal


def money(amount: Decimal | None, currency: str) -> str:
    """`EUR 180,000`, with cents where there are any; empty for none."""
    if amount is None:
        return ""
    number = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    return f"{currency} {number}".strip()
