"""The store: plans, their ledger and what waits, on SQLite, on PostgreSQL, or in memory."""

from addon.adapters.store.memory import MemoryStore
from addon.adapters.store.sql import SqlStore

__all__ = ["MemoryStore", "SqlStore"]
