"""Everything that is found in a set of articles, each finding made once, when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefing.model import Findings, families

if TYPE_CHECKING:
    from collections.abc import Sequence

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


class Found:
    """The findings of ``readable`` articles. What hangs on what stands here: quotes need the mentions."""

    def __init__(self, annotated: Sequence[AnnotatedArticle], *, known: Sequence[KnownActor] = ()) -> None:
        self.annotated = tuple(annotated)
        self.known = tuple(known)

    @cached_property
    def _named(self) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
        from briefing.extract.actors import extract_actors

        return extract_actors(self.annotated, known=self.known)

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

        return extract_quotes(self.annotated, mentions=self.mentions)

    @cached_property
    def utterances(self) -> tuple[Quote, ...]:
        """The quotes with the printings of one utterance put together."""
        from briefing.extract.quotes import merge_variants

        return merge_variants(self.quotes, publishers=families(one.article for one in self.annotated))

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Who did what to whom, in text order."""
        from briefing.extract.actions import extract_actions

        return extract_actions(self.annotated, mentions=self.mentions)

    @cached_property
    def times(self) -> tuple[TimeExpression, ...]:
        """Every time expression with its value, in text order."""
        from briefing.extract.timeline import extract_time_expressions

        return extract_time_expressions(self.annotated)

    @cached_property
    def timeline(self) -> tuple[Event, ...]:
        """What happened when, oldest first."""
        from briefing.extract.timeline import extract_timeline

        return extract_timeline(self.annotated, quotes=self.quotes, times=self.times)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Quantities, the observations of one thing together."""
        from briefing.extract.figures import extract_figures

        return extract_figures(self.annotated, quotes=self.quotes, mentions=self.mentions, times=self.times)

    @cached_property
    def outlook(self) -> tuple[Outlook, ...]:
        """What actors say will or may happen."""
        from briefing.extract.outlook import extract_outlook

        return extract_outlook(self.annotated, quotes=self.quotes, mentions=self.mentions)

    @cached_property
    def sentences(self) -> tuple[KeySentence, ...]:
        """The sentences that can be read alone, with how central they are."""
        from briefing.extract.sentences import rank_sentences

        return rank_sentences(self.annotated, alone=True)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The key terms of the articles together, weightiest first."""
        from briefing.extract.terms import extract_terms

        return extract_terms(self.annotated)

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
