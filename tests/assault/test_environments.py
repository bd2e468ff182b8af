"""Any environment, little memory, a process that is killed meanwhile: a brief, or one line that says why not."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time

REPORT = (
    "---\ntitle: Talks end\npublisher: The Example\npublished: 2022-02-11\n---\n"
    "Ann Lee signed the peace treaty with Ruritania in Geneva on Friday after nine hours of talks.\n"
    "“The treaty will hold,” Ms Lee said. She had met the king of Ruritania on Thursday.\n"
)
ODD = {
    "LANG": ("C", "xx_YY.UTF-8", ""),
    "LC_ALL": ("C", "POSIX", ""),
    "HOME": ("/nowhere", "/proc", ""),
    "TMPDIR": ("/nowhere", ""),
    "PATH": ("", "/nowhere"),
    "TERM": ("dumb", ""),
    "COLUMNS": ("1", "x", "-5"),
    "XDG_CACHE_HOME": ("/proc/nothing", "relative", ""),
    "BRIEFING_CACHE_DIR": ("/proc/nothing", "", "/dev/null/x"),
    "PYTHONUTF8": ("0",),
    "PYTHONIOENCODING": ("ascii",),
    "SOURCE_DATE_EPOCH": ("0", "-1", "x", "9" * 30),
    "NO_COLOR": ("1",),
}
MEGABYTES = (200, 500, 900, 1100, 1300, 2000, None, None)


def desk(folder):
    for name, text in {
        "config/briefing.yaml": "sources:\n  - {type: folder, path: reports}\n",
        "config/focus/treaty.yaml": "title: Treaty\nterms: [treaty]\nformats: [html, md]\n",
        "reports/talks.txt": REPORT,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_any_environment_makes_a_brief_or_tells_why_not(rounds, tmp_path, cache_dir):
    for number, chance in enumerate(rounds):
        folder = desk(tmp_path / str(number))
        chosen = chance.sample(sorted(ODD), chance.randrange(len(ODD)))
        kept = (
            {}
            if chance.random() < 0.3
            else {"PATH": os.environ["PATH"], "BRIEFING_CACHE_DIR": str(cache_dir)}
        )
        environ = kept | {name: chance.choice(ODD[name]) for name in chosen}
        memory = chance.choice(MEGABYTES)

        def limited(memory=memory):
            if memory:
                resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))

        with subprocess.Popen(
            [sys.executable, "-m", "briefing", "daily", "--date", "2022-02-11"],
            cwd=folder,
            env=environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            preexec_fn=limited,  # noqa: PLW1509 -- the test has one thread
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as run:
            if killed := chance.random() < 0.2:
                time.sleep(chance.random() * 3)
                run.send_signal(chance.choice((signal.SIGTERM, signal.SIGINT, signal.SIGKILL)))
            try:
                told = run.communicate(timeout=90)[1].decode("utf-8", "replace")
            except subprocess.TimeoutExpired:
                run.kill()
                raise AssertionError(f"it does not end: {environ}, {memory} MB") from None
        assert "Traceback" not in told, (environ, memory, told)
        assert len(told.splitlines()) <= 6, (environ, memory, told)
        if not killed:
            assert run.returncode in (0, 1, 2, 3), (environ, memory, told)
            assert run.returncode == 0 or told, (environ, memory)
            made = (folder / "out/2022-02-11/treaty.json").exists()
            assert made == (run.returncode in (0, 3)), (environ, memory, told)
