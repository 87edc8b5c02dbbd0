"""Sheets and Drive."""
