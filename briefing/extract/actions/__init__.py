"""Who did what to whom: every verb with its agent and its patient, as semantic roles and not as grammar."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefing.extract.actions.deeds import is_deed
from briefing.model import Action
from briefing.reading.owners import actors_by_token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.model import Article, Citation, Mention
    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.clauses import Argument, Clause
    from briefing.reading.tokens import Tokens

__all__ = ["extract_actions", "is_deed"]


def extract_actions(
    annotated: Sequence[AnnotatedArticle], *, mentions: Sequence[Mention] = ()
) -> tuple[Action, ...]:
    """Find who did what to whom, in text order, with the ids "V1", "V2", ...

    There is one Action for each verb, agent and patient that belong together, so several may share a verb:
    "Wallace and Radakin met Shoigu" gives two. Agents are the subjects of active verbs and what follows
    "by", patients the objects and the subjects of passive verbs; clauses count, too ("said [that ...]").
    Arguments that stand elsewhere are found where they stand: through coordination, relative clauses,
    participles and control ("refused to open"), as semantic role labelling has it [Palmer2010]; what the
    roles mean is that of question-answer role labelling [FitzGerald2018].

    ``mentions`` link agents to actors: ``agent`` is the id of the actor of the shortest Mention at the
    agent's head word, None where there is none. ``citations[0]`` is the sentence.
    """
    by_source: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_source[mention.citation.source].append(mention)
    actions: list[Action] = []
    for one in annotated:
        actors = actors_by_token(one.tokens, by_source.get(one.article.id, ()))
        cite = _Citing(one.article, one.tokens)
        for clause in one.clauses.all:
            actions.extend(_actions(clause, cite, actors, len(actions)))
    return tuple(actions)


class _Citing:
    """Citations of token ranges of one article, each made once."""

    def __init__(self, article: Article, tokens: Tokens) -> None:
        self.article, self.tokens = article, tokens
        self._made: dict[tuple[int, int], Citation] = {}

    def __call__(self, first: int, last: int) -> Citation:
        """Cite tokens ``[first, last]``."""
        cited = self._made.get((first, last))
        if cited is None:
            cited = self._made[first, last] = self.article.cite(*self.tokens.slice(first, last))
        return cited

    def argument(self, argument: Argument | None) -> Citation | None:
        """Cite the words of an argument."""
        return self(argument.first, argument.last) if argument else None


def _actions(clause: Clause, cite: _Citing, actors: dict[int, str], before: int) -> Iterator[Action]:
    """The Actions of one clause; ``before`` is the number of those before them."""
    tokens = cite.tokens
    first, _ = tokens.bounds[tokens.sentence[clause.verb]]
    sentence = cite(first, tokens.last_word(tokens.sentence[clause.verb]))
    verb = cite(clause.verb, clause.verb + 1 if clause.particle == clause.verb + 1 else clause.verb)
    for agent in clause.agents or (None,):
        for patient in clause.patients or (None,):
            before += 1
            agent_citation, patient_citation = cite.argument(agent), cite.argument(patient)
            yield Action(
                id=f"V{before}",
                verb=clause.lemma,
                citations=(sentence,),
                agent=actors.get(agent.head) if agent else None,
                agent_text=agent_citation.text if agent_citation else None,
                patient_text=patient_citation.text if patient_citation else None,
                negated=clause.negated,
                modality=clause.modality,
                reported=clause.reported,
                main=clause.main,
                verb_citation=verb,
                agent_citation=agent_citation,
                patient_citation=patient_citation,
            )
