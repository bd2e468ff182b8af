"""The cache is only a cache: whatever stands in it, the same brief is made, and nothing in it is run."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from briefing.model import Article
from briefing.reading import store
from briefing.reading.annotation import annotate, annotating

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Ann Lee signed the treaty in Geneva. “It will hold,” she said.\n\nThe defence talks weren’t over."
OTHER = "Bo Ek left the talks."


def article(text: str = TEXT) -> Article:
    return Article(id="S1", text=text)


ATTRIBUTES = (
    "text whitespace_ idx lemma_ norm_ tag_ pos_ dep_ ent_iob_ ent_type_ is_sent_start lower_ shape_ is_stop"
)


def seen(doc):
    return [
        [*(getattr(token, name) for name in ATTRIBUTES.split()), str(token.morph), token.head.i]
        for token in doc
    ]


def entry(cache: Path, text: str = TEXT) -> Path:
    (path,) = cache.rglob(f"{article(text).sha256}.spacy")
    return path


@pytest.fixture
def fresh(tmp_path):
    """An annotated article, and the cache that has it."""
    (made,) = annotate([article()], cache_dir=tmp_path / "cache")
    return made, tmp_path / "cache"


def test_the_same_tokens_come_back_from_a_small_entry(fresh):
    made, cache = fresh
    assert seen(store.recall(entry(cache).parent, made.article.sha256, TEXT)) == seen(made.doc)
    assert entry(cache).stat().st_size < len(made.doc.to_bytes(exclude=["tensor", "user_data"])) / 2


class Trap:
    """What unpickles into a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def test_no_damage_is_believed_or_run(fresh, tmp_path):
    made, cache = fresh
    annotate([article(OTHER)], cache_dir=cache)
    path, other = entry(cache), entry(cache, OTHER)
    sound = path.read_bytes()
    (tmp_path / "elsewhere").write_bytes(sound)
    damages = {
        "empty": b"",
        "cut short": sound[: len(sound) // 2],
        "one bit": sound[:-9] + bytes([sound[-9] ^ 1]) + sound[-8:],
        "another text's": other.read_bytes(),
        "an older version's": made.doc.to_bytes(),
        "a pickle": pickle.dumps(Trap(tmp_path / "run")),
        "noise": os.urandom(5000),
    }
    for name, content in damages.items():
        path.write_bytes(content)
        (again,) = annotate([article()], cache_dir=cache)
        assert seen(again.doc) == seen(made.doc), name
        assert path.read_bytes() == sound, name  # it was made anew
    assert not (tmp_path / "run").exists()


def test_what_is_no_file_makes_way(fresh, tmp_path):
    made, cache = fresh
    path = entry(cache)
    sound = path.read_bytes()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_bytes(sound)

    def folder():
        (path / "inner").mkdir(parents=True)

    for put in (folder, lambda: path.symlink_to(outside / "precious"), lambda: os.mkfifo(path)):
        path.unlink()
        put()
        (again,) = annotate([article()], cache_dir=cache)
        assert seen(again.doc) == seen(made.doc)
        assert path.is_file()
        assert not path.is_symlink()
    whole = path.parent
    whole.rename(tmp_path / "moved")
    whole.symlink_to(outside, target_is_directory=True)
    annotate([article()], cache_dir=cache)
    assert not whole.is_symlink()
    assert [one.name for one in outside.iterdir()] == ["precious"]


def test_a_folder_in_the_place_of_an_entry_leaves_nothing_open(fresh):
    made, cache = fresh
    path = entry(cache)
    path.unlink()
    before = os.dup(0)
    os.close(before)
    for _ in range(3):
        path.mkdir()
        assert store.recall(path.parent, made.article.sha256, TEXT) is None
    after = os.dup(0)
    os.close(after)
    assert after == before  # the lowest number that is free


def test_a_head_that_leads_out_of_the_text_ends_no_interpreter(fresh):
    """With a right hash before it: what spaCy would follow out of its memory is asked for first."""
    _, cache = fresh
    code = (
        "import sys\nfrom pathlib import Path\nfrom spacy.tokens import DocBin\nfrom spacy.attrs import HEAD\n"
        "from briefing.reading import store\npath = Path(sys.argv[1])\n"
        "bin = DocBin().from_bytes(path.read_bytes()[store._MARK:])\ntokens = bin.tokens[0].copy()\n"
        "tokens[3, bin.attrs.index(HEAD)] = 99_000_000\nbin.tokens = [tokens]\npayload = bin.to_bytes()\n"
        "path.write_bytes(store._mark(path.stem, payload) + payload)\n"
        "print(store.recall(path.parent, path.stem, sys.argv[2]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(entry(cache)), TEXT], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "None\n"), done.stderr


def test_entries_are_the_owners_alone(fresh):
    _, cache = fresh
    assert cache.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in cache.rglob("*"))


def test_a_folder_that_others_can_write_in_is_refused(fresh):
    made, cache = fresh
    for mode in (0o777, 0o770, 0o1777):
        cache.chmod(mode)
        assert f"chmod 700 {cache}" in store.refusal(cache)
        before = entry(cache).read_bytes()
        entry(cache).write_bytes(b"planted")
        (again,) = annotate([article()], cache_dir=cache)
        assert seen(again.doc) == seen(made.doc)
        assert entry(cache).read_bytes() == b"planted"  # neither read nor written
        entry(cache).write_bytes(before)
    cache.chmod(0o700)
    entry(cache).parent.chmod(0o777)
    entry(cache).write_bytes(b"planted")
    annotate([article()], cache_dir=cache)
    assert entry(cache).read_bytes() == b"planted"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_refused(fresh):
    _, cache = fresh
    os.chown(cache, 12345, -1)
    assert "belongs to another user" in store.refusal(cache)


def test_a_full_or_vanished_disk_costs_no_brief(tmp_path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    (made,) = annotate([article()], cache_dir=tmp_path / "cache")
    assert made.doc.text == TEXT
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    with annotating([article(OTHER)], cache_dir=tmp_path / "cache"):
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
    (made,) = annotate([article(OTHER)], cache_dir=tmp_path / "cache")
    assert made.doc.text == OTHER


def test_it_is_pruned_by_age_and_by_size(tmp_path, monkeypatch):
    folder = store.open_folder(tmp_path, "model-1-spacy1-x")
    now = time.time()
    for name, days in (("a", 90), ("b", 50), ("c", 20), ("d", 0)):
        path = folder / f"{name}.spacy"
        path.write_bytes(bytes(600_000))
        os.utime(path, (now, now - days * 86_400))
    (tmp_path / "templates").mkdir()
    for left in (tmp_path / "templates/old.jinja", folder / ".x.spacy.0123456789ab.tmp"):
        left.write_bytes(b"left by a dead run, or an earlier version")
        os.utime(left, (now, now - 86_400))
    (tmp_path / "mine.txt").write_text("somebody else's")
    store.prune(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == [
        "b.spacy", "c.spacy", "d.spacy", "mine.txt",
    ]  # fmt: skip
    assert store.total_bytes(tmp_path) == (3, 1_800_000)
    monkeypatch.setenv("BRIEFING_CACHE_MB", "1")
    store.prune(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["d.spacy"]
    monkeypatch.setenv("BRIEFING_CACHE_MB", "0")
    store.prune(tmp_path)  # a run that is under way may be about to read it
    assert sorted(path.name for path in folder.iterdir()) == ["d.spacy"]


def test_what_is_asked_for_stays(fresh):
    _, cache = fresh
    os.utime(entry(cache), (1, 1))
    annotate([article()], cache_dir=cache)
    store.prune(cache)
    assert entry(cache).is_file()
