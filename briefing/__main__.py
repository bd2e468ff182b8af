"""``python -m briefing`` is the command."""

from briefing.cli import main

if __name__ == "__main__":
    main()
