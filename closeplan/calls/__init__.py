"""What a call means for a plan."""
