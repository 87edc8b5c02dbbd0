"""One module a topic; every rule turns a plan into signals."""
