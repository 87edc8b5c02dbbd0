"""A Google Workspace on one's own machine, speaking the same wire format."""
