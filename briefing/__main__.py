"""``python -m briefing`` is the command."""

from briefing.commands.app import main

if __name__ == "__main__":
    main()
