"""An add-on on the HTTP runtime, beside a file: Google's events and tokens out, its cards in."""
