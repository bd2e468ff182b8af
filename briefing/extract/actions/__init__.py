"""Who did what to whom: every verb with its agent and its patient, as semantic roles and not as grammar."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from briefing.extract.actions.arguments import Roles
from briefing.extract.actions.deeds import is_deed
from briefing.extract.actions.status import Status
from briefing.extract.actions.syntax import Syntax
from briefing.model import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.extract.actions.arguments import Argument
    from briefing.model import Article, Citation, Mention
    from briefing.reading.annotation import AnnotatedArticle

__all__ = ["extract_actions", "is_deed"]


def extract_actions(
    annotated: Sequence[AnnotatedArticle], *, mentions: Sequence[Mention] = ()
) -> tuple[Action, ...]:
    """Find who did what to whom, in text order, with the ids "V1", "V2", ...

    There is one Action for each verb, agent and patient that belong together, so several may share a verb: "Wallace and
    Radakin met Shoigu" gives two. Agents are the subjects of active verbs and what follows "by", patients the objects and
    the subjects of passive verbs; clauses count, too ("said [that ...]"). Arguments that stand elsewhere are found where
    they stand: through coordination, relative clauses, participles and control ("refused to open"), as semantic role
    labelling has it [Palmer2010]; what the roles mean is that of question-answer role labelling [FitzGerald2018].

    ``mentions`` link agents to actors: ``agent`` is the id of the actor of the shortest Mention at the agent's head word,
    None where there is none. ``citations[0]`` is the sentence.
    """
    by_source: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_source[mention.citation.source].append(mention)
    found: list[Action] = []
    for one in annotated:
        found.extend(_Article(one, by_source.get(one.article.id, ())).actions(len(found)))
    return tuple(found)


class _Article:
    """One article on its way from verbs to Actions."""

    def __init__(self, annotated: AnnotatedArticle, mentions: Iterable[Mention]) -> None:
        self.article: Article = annotated.article
        self.syntax = Syntax(annotated.doc)
        self.roles = Roles(self.syntax, self.article.text)
        self.status = Status(self.syntax, self.article.text)
        self.actors = _actors_by_token(self.syntax, mentions)
        self._cited: dict[tuple[int, int], Citation] = {}

    def actions(self, count: int) -> Iterator[Action]:
        """Yield the Actions of the article; ``count`` is the number of those before them."""
        s = self.syntax
        for verb in self.roles.verbs():
            agents, patients = self.roles.arguments(verb)
            if not agents and not patients:
                continue
            particle = s.child(verb, "prt")
            lemma = s.lemmas[verb] if particle is None else f"{s.lemmas[verb]} {s.lower[particle]}"
            last = particle if particle == verb + 1 else verb
            shared = (
                self._cite(s.firsts[verb], s.lasts[verb]),
                self._cite(verb, last),
                self.status.negated(verb),
                self.status.modality(verb),
                self.status.reported(verb),
                self._is_main(verb),
            )
            for agent in agents or (None,):
                for patient in patients or (None,):
                    count += 1
                    yield self._action(f"V{count}", lemma, shared, agent, patient)

    def _is_main(self, verb: int) -> bool:
        """Whether a verb heads the main clause of its sentence, or is joined by "and" to the one that does."""
        while self.syntax.deps[verb] == "conj":
            verb = self.syntax.heads[verb]
        return self.syntax.heads[verb] == verb

    def _action(
        self,
        name: str,
        lemma: str,
        shared: tuple[Citation, Citation, bool, str | None, bool, bool],
        agent: Argument | None,
        patient: Argument | None,
    ) -> Action:
        sentence, verb, negated, modality, reported, main = shared
        agent_citation = self._cite(agent.first, agent.last) if agent else None
        patient_citation = self._cite(patient.first, patient.last) if patient else None
        return Action(
            id=name,
            verb=lemma,
            citations=(sentence,),
            agent=self.actors.get(agent.head) if agent else None,
            agent_text=agent_citation.text if agent_citation else None,
            patient_text=patient_citation.text if patient_citation else None,
            negated=negated,
            modality=modality,
            reported=reported,
            main=main,
            verb_citation=verb,
            agent_citation=agent_citation,
            patient_citation=patient_citation,
        )

    def _cite(self, first: int, last: int) -> Citation:
        """Cite tokens ``[first, last]``."""
        cited = self._cited.get((first, last))
        if cited is None:
            cited = self.article.cite(self.syntax.starts[first], self.syntax.ends[last])
            self._cited[first, last] = cited
        return cited


def _actors_by_token(syntax: Syntax, mentions: Iterable[Mention]) -> dict[int, str]:
    """Map tokens to the actor meant there; of nested mentions the shorter one counts."""
    actors: dict[int, str] = {}
    for mention in sorted(mentions, key=lambda m: m.citation.start - m.citation.end):
        cited = mention.citation
        first = bisect_right(syntax.starts, cited.start) - 1
        after = bisect_left(syntax.starts, cited.end)
        actors.update(dict.fromkeys(range(max(first, 0), after), mention.actor))
    return actors
