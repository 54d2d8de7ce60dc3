"""``python -m summarizer`` is ``mujaz``."""

from summarizer.cli import main

main()
