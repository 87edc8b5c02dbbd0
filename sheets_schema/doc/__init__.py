"""How a plan lies in a Google Doc: the Sheet's tables in its body, read and annotated by the Sheet's own rules."""
