"""`python -m tracker`: the command line where its script is not on the path, as in a notebook."""

from tracker.cli import main

main()
