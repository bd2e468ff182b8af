"""One edition of one focus: from articles to a Brief, and from that to the bytes of its files."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from briefing.annotate import annotate
from briefing.changes import compare
from briefing.composition import about_focus, compose
from briefing.contract import to_json
from briefing.dedupe import fold_copies
from briefing.errors import RenderError, TemplateError
from briefing.extract.actions import extract_actions
from briefing.extract.actors import extract_actors
from briefing.extract.figures import extract_figures
from briefing.extract.outlook import extract_outlook
from briefing.extract.quotes import extract_quotes
from briefing.extract.sentences import rank_sentences
from briefing.extract.terms import extract_terms
from briefing.extract.timeline import extract_time_expressions, extract_timeline
from briefing.extract.variants import merge_variants
from briefing.model import Edition, Findings, KnownActor, Note, Period
from briefing.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from briefing.annotate import AnnotatedArticle
    from briefing.config import FocusConfig
    from briefing.errors import BriefingError
    from briefing.model import Article, Brief
    from briefing.rendering import Theme

MAIL = ("mail.html", "mail.txt")  # the files of the format "mail"
ATTACHED = ("pdf",)  # the formats that a mail carries besides


def period(focus: FocusConfig, as_of: date) -> Period:
    """The days that an edition covers."""
    return Period(as_of - timedelta(days=focus.window_days - 1), as_of)


def within(articles: Sequence[Article], covered: Period) -> list[Article]:
    """The articles of a period, and those of which nobody knows the day."""
    return [a for a in articles if a.published is None or covered.start <= a.published <= covered.end]


def make_brief(
    articles: Sequence[Article],
    focus: FocusConfig,
    *,
    as_of: date,
    model: str,
    previous: Brief | None = None,
    generated_at: datetime | None = None,
    notes: Sequence[Note] = (),
    cache_dir: Path | None = None,
) -> Brief:
    """Make one edition from articles of any day and number; those outside the focus's window are left out.

    ``previous`` is the edition to compare with and to count from; ``generated_at`` the instant that stands for the making
    (None: the start of the as-of day, UTC); ``cache_dir`` where annotations are kept (None: nowhere).
    """
    read = within(articles, period(focus, as_of))
    sources = about_focus(fold_copies(read), focus)
    edition = Edition(
        as_of=as_of,
        number=previous.edition.number + 1 if previous else 1,
        period=period(focus, as_of),
        generated_at=generated_at or datetime.combine(as_of, time(), UTC),
        cut_off=max((article.published for article in sources if article.published), default=None),
        previous=previous.edition.as_of if previous else None,
    )
    told = (*notes, *_off_focus(len(read) - len(sources) - sum(len(source.copies) for source in sources)))
    findings = find(annotate(sources, model=model, cache_dir=cache_dir), focus)
    brief = compose(sources, findings, focus, edition=edition, notes=told)
    return compare(brief, previous, most=focus.sections.changes.most)


def find(annotated: Sequence[AnnotatedArticle], focus: FocusConfig) -> Findings:
    """Everything found in a set of articles. The order matters: quotes need the actors, figures need the quotes."""
    known = tuple(KnownActor(actor.name, actor.kind, actor.aliases) for actor in focus.actors)
    actors, mentions = extract_actors(annotated, known=known)
    quotes = extract_quotes(annotated, mentions=mentions)
    times = extract_time_expressions(annotated)
    publishers = {a.article.id: a.article.family or a.article.publisher or a.article.id for a in annotated}
    return Findings(
        actors=actors,
        mentions=mentions,
        quotes=merge_variants(quotes, publishers=publishers),
        actions=extract_actions(annotated, mentions=mentions),
        timeline=extract_timeline(annotated, quotes=quotes),
        figures=extract_figures(annotated, quotes=quotes, mentions=mentions, times=times),
        outlook=extract_outlook(annotated, quotes=quotes, mentions=mentions),
        sentences=rank_sentences(annotated, alone=True),
        terms=extract_terms(annotated),
    )


def make_contents(
    brief: Brief,
    formats: Sequence[str],
    *,
    theme: Theme,
    values: Mapping[str, Any],
    mail_theme: Theme | None = None,
) -> tuple[dict[str, bytes], tuple[BriefingError, ...]]:
    """The brief's files by ending; what this machine, or a broken template, cannot make is an error beside the others.

    The format "mail" is two files, "mail.html" and "mail.txt", in ``mail_theme`` (None: ``theme``), whose templates see in
    ``vars.attached`` which formats the mail carries.
    """
    contents: dict[str, bytes] = {}
    failed: list[BriefingError] = []
    of_mail = {**values, "attached": tuple(name for name in ATTACHED if name in formats)}
    for ending in endings(formats):
        mail, _, kind = ending.rpartition(".")
        look, given = (mail_theme or theme, of_mail) if mail else (theme, values)
        try:
            made = to_json(brief) if kind == "json" else render(brief, kind, theme=look, vars=given)
        except (RenderError, TemplateError) as error:
            failed.append(error)
        else:
            contents[ending] = made.encode() if isinstance(made, str) else made
    if not contents.keys() >= set(MAIL):  # one part alone is not the mail
        contents = {ending: made for ending, made in contents.items() if ending not in MAIL}
    return contents, tuple(failed)


def endings(formats: Iterable[str]) -> tuple[str, ...]:
    """The endings of the files that these formats are."""
    return tuple(ending for name in formats for ending in (MAIL if name == "mail" else (name,)))


def _off_focus(count: int) -> Iterable[Note]:
    if count:
        reports = "1 report was" if count == 1 else f"{count} reports were"
        yield Note(
            "off-focus",
            f"{reports} read that {'does' if count == 1 else 'do'} not touch on the focus",
            count=count,
        )
