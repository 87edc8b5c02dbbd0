"""Mails and chats."""
