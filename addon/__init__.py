"""The backend that people and Google talk to."""
