"""Everything that is found in a set of articles, each finding made once, when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from briefing.errors import OutOfTimeError, unexpected
from briefing.isolation import made_without
from briefing.model import Findings, Note, families

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.model import (
        Action,
        Actor,
        Event,
        Figure,
        KeySentence,
        KnownActor,
        Mention,
        Outlook,
        Quote,
        Term,
        TimeExpression,
    )
    from briefing.reading.annotation import AnnotatedArticle


Finding = TypeVar("Finding")


class Found:
    """The findings of ``readable`` articles. What hangs on what stands here: quotes need the mentions.

    What an article raises goes through unless ``isolated``: then the finding is made without it, and
    ``left_out`` tells of both. So it does of the findings that were still to be made when ``over()``.
    """

    def __init__(
        self,
        annotated: Sequence[AnnotatedArticle],
        *,
        known: Sequence[KnownActor] = (),
        isolated: bool = False,
        over: Callable[[], bool] = lambda: False,
    ) -> None:
        self.annotated = tuple(annotated)
        self.known = tuple(known)
        self.isolated = isolated
        self.over = over
        self._broken: dict[tuple[str | None, str], list[str]] = {}

    @property
    def left_out(self) -> tuple[Note, ...]:
        """What was not found so far, and why: one note for all findings of an article that failed alike."""
        return tuple(
            Note("left-out", f"not looked for: {', '.join(findings)}: {cause}", source)
            for (source, cause), findings in self._broken.items()
        )

    def _made(
        self, finding: str, extract: Callable[[Sequence[AnnotatedArticle]], Finding], nothing: Finding
    ) -> Finding:
        """A finding of all articles, or of those that do not break it."""
        if not self.isolated:
            return extract(self.annotated)
        if self.over():
            self._broken.setdefault((None, str(OutOfTimeError())), []).append(finding)
            return nothing
        made, broken = made_without(self.annotated, extract)
        for one, error in broken:
            cause = one.article.id if one else None, unexpected(error)
            self._broken.setdefault(cause, []).append(finding)
        return nothing if made is None else made

    @cached_property
    def _named(self) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
        from briefing.extract.actors import extract_actors

        nothing: tuple[tuple[Actor, ...], tuple[Mention, ...]] = ((), ())
        return self._made("actors", lambda these: extract_actors(these, known=self.known), nothing)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Who appears, merged over all articles, most mentioned first."""
        return self._named[0]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Where the actors are named, described or meant by a pronoun, in text order."""
        return self._named[1]

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """Who is reported to have said what, in text order, each printing for itself."""
        from briefing.extract.quotes import extract_quotes

        return self._made("quotes", lambda these: extract_quotes(these, mentions=self.mentions), ())

    @cached_property
    def utterances(self) -> tuple[Quote, ...]:
        """The quotes with the printings of one utterance put together."""
        from briefing.extract.quotes import merge_variants

        publishers = families(one.article for one in self.annotated)
        published = {one.article.id: one.article.published for one in self.annotated}
        return self._made(
            "variants",
            lambda _: merge_variants(
                self.quotes, publishers=publishers, published=published, times=self.times
            ),
            self.quotes,
        )

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Who did what to whom, in text order."""
        from briefing.extract.actions import extract_actions

        return self._made("actions", lambda these: extract_actions(these, mentions=self.mentions), ())

    @cached_property
    def times(self) -> tuple[TimeExpression, ...]:
        """Every time expression with its value, in text order."""
        from briefing.extract.timeline import extract_time_expressions

        return self._made("time expressions", extract_time_expressions, ())

    @cached_property
    def timeline(self) -> tuple[Event, ...]:
        """What happened when, oldest first."""
        from briefing.extract.timeline import extract_timeline

        return self._made(
            "timeline", lambda these: extract_timeline(these, quotes=self.quotes, times=self.times), ()
        )

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Quantities, the observations of one thing together."""
        from briefing.extract.figures import extract_figures

        return self._made(
            "figures",
            lambda these: extract_figures(
                these, quotes=self.quotes, mentions=self.mentions, times=self.times
            ),
            (),
        )

    @cached_property
    def outlook(self) -> tuple[Outlook, ...]:
        """What actors say will or may happen."""
        from briefing.extract.outlook import extract_outlook

        return self._made(
            "outlook",
            lambda these: extract_outlook(these, quotes=self.quotes, mentions=self.mentions),
            (),
        )

    @cached_property
    def sentences(self) -> tuple[KeySentence, ...]:
        """The sentences that can be read alone, with how central they are."""
        from briefing.extract.sentences import rank_sentences

        return self._made("sentences", lambda these: rank_sentences(these, alone=True), ())

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The key terms of the articles together, weightiest first."""
        from briefing.extract.terms import extract_terms

        return self._made("terms", extract_terms, ())

    def all(self) -> Findings:
        """All of them in one value."""
        return Findings(
            actors=self.actors,
            mentions=self.mentions,
            quotes=self.utterances,
            actions=self.actions,
            timeline=self.timeline,
            figures=self.figures,
            outlook=self.outlook,
            sentences=self.sentences,
            terms=self.terms,
        )
