"""Customer relationship systems."""
