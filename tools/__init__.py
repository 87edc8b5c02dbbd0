"""What only the people who build closeplan run."""
