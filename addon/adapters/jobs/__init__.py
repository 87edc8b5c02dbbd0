"""Jobs that run beside a request."""
