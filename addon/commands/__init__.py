"""The command line's commands, one module a topic; `addon.cli` joins them."""
