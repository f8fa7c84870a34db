"""``python -m lapwing.shell.cli``: the command line where its script has not been installed."""

from lapwing.shell.cli import main

main()
