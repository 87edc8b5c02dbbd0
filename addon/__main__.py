"""`python -m addon` is `closeplan`."""

from addon.cli import main

main()
