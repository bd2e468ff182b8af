"""A starter project: what `briefing init` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import ConfigError, OutputError
from briefing.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

_BRIEFING = """\
# What all briefs of this project share. Paths are relative to the folder that holds config/.
sources:
  - type: folder
    path: reports          # texts, each described in reports/sources.yaml or by front matter

output: out
templates: templates       # your own themes; what is not there comes from the stock ones

# Publishers of one family count as one independent publisher.
# publishers:
#   The Sun: {family: News UK, reliability: not rated}

# To send briefs by mail; the password comes from the environment variable, or from the keyring.
# delivery:
#   sender: "Situation desk <desk@example.org>"
#   host: smtp.example.org
#   security: starttls
#   username: desk@example.org
"""
_FOCUS = """\
# One situation. A title and two terms are enough; the rest has defaults (see: briefing config).
title: My situation
terms: [first term, second term]

# actors:
#   - name: Ben Wallace
#     kind: person
#     aliases: [Mr Wallace]
# handling: TLP:GREEN
# recipients: [minister@example.org]
"""
_SOURCES = """\
# What is known of each report in this folder; nothing need be stated, and nothing is guessed.
# sources:
#   - file: report.txt
#     title: "Talks end without agreement"
#     publisher: The Guardian
#     published: 2022-02-11
sources: []
"""
_CRON = """\
# Every day at 06:30. Install with: crontab briefing.cron   (it replaces your crontab; or add the line with crontab -e)
30 6 * * * briefing daily --project {root} --send
"""
_SERVICE = """\
[Unit]
Description=Daily situation brief
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=/usr/bin/env briefing daily --project "{root}" --send
# The mail password: a line BRIEFING_SMTP_PASSWORD=… in a file that only you can read.
EnvironmentFile=-%h/.config/briefing/environment
# 3: done, but with sources or recipients that failed; the journal says which.
SuccessExitStatus=3
"""
_TIMER = """\
# Install: cp briefing.service briefing.timer ~/.config/systemd/user/ && systemctl --user enable --now briefing.timer
[Unit]
Description=Daily situation brief at 06:30

[Timer]
OnCalendar=*-*-* 06:30
Persistent=true

[Install]
WantedBy=timers.target
"""


def start_project(folder: Path) -> tuple[Path, ...]:
    """Write a starter project and return its files. Raises ConfigError where ``folder`` is not empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigError(
            "project", where=str(folder), cause="is there already and not empty", advice="Name a new folder"
        )
    root = folder.resolve()
    files = {
        "config/briefing.yaml": _BRIEFING,
        "config/focus/my-situation.yaml": _FOCUS,
        "reports/sources.yaml": _SOURCES,
        "templates/README.md": "Themes of your own go here, a folder each: briefing templates copy NAME --to templates/mine\n",
        "schedule/briefing.cron": _CRON.format(root=root),
        "schedule/briefing.service": _SERVICE.format(root=str(root).replace("%", "%%")),
        "schedule/briefing.timer": _TIMER,
    }
    try:
        for name, text in files.items():
            write_whole(folder / name, text.encode())
    except OSError as error:
        raise OutputError(
            "project", where=str(folder), cause=f"cannot be written: {error.strerror or error}"
        ) from error
    return tuple(folder / name for name in files)
