"""Work in a process of its own: nobody waits for it in vain, and it never outlives whom it works for."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from multiprocessing import connection, get_context, parent_process
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess

POLL_SECONDS = 0.2  # between two looks at whether the time is over; the end of the work is seen at once
_DIE_WITH_PARENT = 1  # Linux: PR_SET_PDEATHSIG


class Worker:
    """A process that calls ``work(*arguments)``, begun at once. What the call raises is not told."""

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        # A fork starts at once, but only a process with one thread may be forked: a progress bar has one of
        # its own.
        forks = sys.platform == "linux" and threading.active_count() == 1
        begin = get_context("fork").Process if forks else get_context("spawn").Process
        self._process: BaseProcess = begin(target=_work, args=(os.getpid(), work, *arguments), daemon=True)
        self._process.start()

    def wait(self, seconds: float, over: Callable[[], bool] = lambda: False) -> bool:
        """Wait for the end, but no longer than ``seconds`` or until ``over()``; tell whether it has ended."""
        until = time.monotonic() + seconds
        while self._process.is_alive() and time.monotonic() < until and not over():
            self._process.join(POLL_SECONDS)
        return not self._process.is_alive()

    @property
    def how(self) -> str | None:
        """How it was ended from outside; None where it ended by itself, well or not."""
        code = self._process.exitcode
        return f"was ended by signal {-code}" if code is not None and code < 0 else None

    def end(self) -> None:
        """End it, whatever it does: a stopped process hears nothing but this."""
        self._process.kill()
        self._process.join()


def _work(parent: int, work: Callable[..., None], *arguments: Any) -> None:
    """What the process does: it dies with its parent, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    above = parent_process()
    if os.getppid() != parent or above is None:
        os._exit(1)
    try:
        if sys.platform != "linux":
            threading.Thread(target=_die_with, args=(above.sentinel,), daemon=True).start()
        work(*arguments)
    except Exception:  # who needs the work does it again, and tells what is wrong
        sys.exit(1)


def _die_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
