"""A starter project: what `briefing init` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.configuration.resources import bundled
from briefing.configuration.strict_yaml import meant
from briefing.errors import ConfigError
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
{template}
# actors:
#   - name: Ben Wallace
#     kind: person
#     aliases: [Mr Wallace]
# handling: TLP:GREEN
# recipients: [minister@example.org]
"""
_TEMPLATE = """
# The theme: a folder in templates/. Change it there.
template: {theme}
"""
_NO_TEMPLATE = """
# How it looks: sitrep, onepager or newsletter, or a theme of your own in templates/.
# Worked examples to start from, each brought along by: briefing init DIR --theme NAME   ({names})
# template: sitrep
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
# Every day at 06:30. Install with: crontab briefing.cron
# (it replaces your crontab; or add the line with crontab -e)
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
# 3: done, but with something that failed or was left out; the journal says what.
SuccessExitStatus=3
"""
_README = """\
Themes of your own go here, a folder each: briefing templates copy NAME --to templates/mine
"""
_TIMER = """\
# Install: cp briefing.service briefing.timer ~/.config/systemd/user/
# and then: systemctl --user enable --now briefing.timer
[Unit]
Description=Daily situation brief at 06:30

[Timer]
OnCalendar=*-*-* 06:30
Persistent=true

[Install]
WantedBy=timers.target
"""


def examples() -> tuple[str, ...]:
    """The names of the worked themes that a project can start with."""
    folder = bundled("examples")
    return tuple(sorted(path.parent.name for path in folder.glob("*/theme.yaml")))


def start_project(folder: Path, theme: str | None = None) -> tuple[Path, ...]:
    """Write a starter project and return its files.

    ``theme`` is the name of a worked example, which is copied into the project's templates and named in its
    focus. Raises ConfigError where ``folder`` is not empty, or there is no such example; OutputError where
    nothing can be written.
    """
    if theme is not None and theme not in examples():
        raise _no_such(theme)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigError(
            "project", where=str(folder), cause="is there already and not empty", advice="Name a new folder"
        )
    files = _files(folder.resolve(), theme)
    for name, content in files.items():
        write_whole(folder / name, content)
    return tuple(folder / name for name in files)


def _no_such(theme: str) -> ConfigError:
    names = examples()
    cause = f"there is no example '{theme}'{meant(theme.lower(), names)}"
    return ConfigError("--theme", cause=cause, advice=f"There are: {', '.join(names)}")


def _files(root: Path, theme: str | None) -> dict[str, bytes]:
    """What a project begins with, by its path in the project."""
    template = _TEMPLATE.format(theme=theme) if theme else _NO_TEMPLATE.format(names=", ".join(examples()))
    texts = {
        "config/briefing.yaml": _BRIEFING,
        "config/focus/my-situation.yaml": _FOCUS.format(template=template),
        "reports/sources.yaml": _SOURCES,
        "templates/README.md": _README,
        "schedule/briefing.cron": _CRON.format(root=root),
        "schedule/briefing.service": _SERVICE.format(root=str(root).replace("%", "%%")),
        "schedule/briefing.timer": _TIMER,
    }
    files = {name: text.encode() for name, text in texts.items()}
    for path in sorted((bundled("examples") / theme).rglob("*")) if theme else ():
        if path.is_file():
            name = path.relative_to(bundled("examples")).as_posix()
            files[f"templates/{name}"] = path.read_bytes()
    return files
