"""Flask blueprints: webhooks, pages, health."""
