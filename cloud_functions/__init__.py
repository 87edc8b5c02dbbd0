"""What clocks and events touch: one short function a trigger."""
