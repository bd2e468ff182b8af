"""The language model's process: killed or stopped it blocks nobody, and it never lives on. Real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from briefing.errors import ModelError
from briefing.model import Article
from briefing.reading import annotation
from briefing.reading.annotation import annotate, annotating
from briefing.reading.process import Worker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

ARTICLES = [Article(id="a", text="The ministers met in Moscow on Friday. They will meet again next week.")]
# Begins a worker that tells its number, once it is bound to its parent, and waits; and then waits itself.
PARENT = """
import os, time
from briefing.reading.process import Worker
def work():
    print(os.getpid(), flush=True)
    time.sleep(600)
worker = Worker(work)
try:
    worker.wait(600)
finally:
    worker.end()
"""


def children():
    """The processes below this one, but the tracker that multiprocessing keeps once it has spawned."""
    found = map(int, Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())
    return {pid for pid in found if pid != resource_tracker._resource_tracker._pid}


def gone(pid, seconds=20):
    """Whether a process has ended, or does so soon; a zombie has."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("stopped", [False, True])
def test_no_process_outlives_its_parent(blow, stopped):
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        child = int(parent.stdout.readline())
        if stopped:
            os.kill(child, signal.SIGSTOP)
        os.kill(parent.pid, blow)
        parent.wait(20)
    assert gone(child)


def test_what_is_waited_for_ends_or_is_ended():
    worker = Worker(time.sleep, 600)
    assert not worker.wait(0.1)
    assert not worker.wait(600, over=lambda: True)
    worker.end()
    assert worker.how == "was ended by signal 9"
    done = Worker(time.sleep, 0)
    assert done.wait(60)
    assert done.how is None


def struck(blow, monkeypatch, tmp_path, times=1):
    """Annotate while the first processes are struck; what was told."""
    monkeypatch.setattr(annotation, "LONGEST_START_SECONDS", 3.0)
    told, processes = [], []
    started = annotation.Worker

    def worker(*arguments):
        begun = started(*arguments)
        processes.append(begun)
        if len(processes) <= times:
            os.kill(begun._process.pid, blow)
        return begun

    monkeypatch.setattr(annotation, "Worker", worker)
    with annotating(ARTICLES, cache_dir=tmp_path, warn=told.append):
        pass
    return told, processes


def test_a_killed_process_is_begun_again_and_told(monkeypatch, tmp_path):
    monkeypatch.setattr(annotation, "FEWEST_WORDS_A_SECOND", 0.2)
    told, processes = struck(signal.SIGKILL, monkeypatch, tmp_path)
    assert told == ["the language model's process was ended by signal 9, and is begun again"]
    assert len(processes) == 2
    assert list(tmp_path.rglob("*.spacy"))
    assert annotate(ARTICLES, cache_dir=tmp_path)


def test_a_process_killed_twice_ends_the_run_in_one_line(monkeypatch, tmp_path):
    before = children()  # other tests may have left some
    with pytest.raises(ModelError, match="its process was ended by signal 9, twice"):
        struck(signal.SIGKILL, monkeypatch, tmp_path, times=2)
    assert not [pid for pid in children() - before if not gone(pid, 5)]


def test_a_stopped_process_is_not_waited_for(monkeypatch, tmp_path):
    with pytest.raises(ModelError, match="has not done 13 words in 3 seconds, twice"):
        struck(signal.SIGSTOP, monkeypatch, tmp_path, times=2)


def test_a_run_whose_time_is_over_waits_for_nobody(tmp_path):
    with annotating(ARTICLES, cache_dir=tmp_path, over=lambda: True):
        pass
    with pytest.raises(annotation.OutOfTimeError):
        annotate(ARTICLES, cache_dir=tmp_path, over=lambda: True)


def test_an_error_in_the_block_ends_the_process(tmp_path):
    before = children()
    with pytest.raises(KeyboardInterrupt), annotating(ARTICLES, cache_dir=tmp_path):
        raise KeyboardInterrupt
    assert not [pid for pid in children() - before if not gone(pid, 5)]
