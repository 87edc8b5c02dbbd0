"""Sidebar cards: a result in, card JSON out."""
