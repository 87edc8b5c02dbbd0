"""Requests to vendors: paced as they ask, refused politely, their errors in our words. The other adapters build on it."""

from addon.adapters.http.access import Access, ActsFor, Given, OAuthEndpoints, VendorAccount
from addon.adapters.http.pace import Pace, Rate
from addon.adapters.http.wire import LeadsElsewhereError, Refusals, Wire

__all__ = [
    "Access",
    "ActsFor",
    "Given",
    "LeadsElsewhereError",
    "OAuthEndpoints",
    "Pace",
    "Rate",
    "Refusals",
    "VendorAccount",
    "Wire",
]
