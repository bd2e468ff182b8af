"""What the assaults share: seeded chances, a fixed few in the suite and as many as the time allows else."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

QUICK_ROUNDS = 3  # of each assault, in the suite


@pytest.fixture
def rounds(request) -> Iterator[Random]:
    """Seeded chances to attack with: ``for chance in rounds: …``. A failure shows the seed of its round.

    Without options these are ``QUICK_ROUNDS`` of seed 0, the same in every run; with ``--assault-seconds``
    as many as begin in that time. ``--assault-seed`` begins elsewhere, and repeats what a run has printed.
    """
    seed = request.config.getoption("--assault-seed")
    seconds = request.config.getoption("--assault-seconds")
    state = {"round": ""}

    def chances() -> Iterator[Random]:
        until = time.monotonic() + seconds
        number = 0
        while number < QUICK_ROUNDS or time.monotonic() < until:
            state["round"] = f"{request.node.name}:{seed}:{number}"
            yield Random(state["round"])
            number += 1

    request.node.assault = state
    return chances()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Name the round that failed."""
    report = yield
    if report.failed and getattr(item, "assault", None):
        report.sections.append(("assault", f"round {item.assault['round']!r} (test:seed:number)"))
    return report
