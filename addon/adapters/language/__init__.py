"""Language models, optional."""
