"""The clauses of a text: who does what to whom, whether it is so, when, and who says so.

One view of a clause for all findings. It is read off the dependency tree, so an accident of the parser is an
accident here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.reading.clauses.arguments import Argument, Roles
from briefing.reading.clauses.reports import Reports
from briefing.reading.clauses.status import Status
from briefing.reading.clauses.subjects import Subjects
from briefing.reading.clauses.voice import Tense, finite_tense, is_passive

if TYPE_CHECKING:
    from briefing.reading.marks import Quotations
    from briefing.reading.tokens import Tokens

__all__ = ["Argument", "Clause", "Clauses", "is_passive"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One verb with what belongs to it; all numbers are tokens."""

    verb: int  # the head word of the predicate
    particle: int | None  # "out" of "carried out"
    lemma: str  # of the verb, with its particle
    passive: bool
    agents: tuple[Argument, ...]  # who does it, joined agents one by one
    patients: tuple[Argument, ...]  # to whom or what, objects and clauses
    negated: bool  # the text says that it did not happen
    modality: str | None  # lemma of the modal or of what controls the verb ("refuse"); None for a plain fact
    reported: bool  # the source only says that somebody says so
    cue: int | None  # what reports it: its own verb of saying, the nearest above, or "according"
    reporter: int | None  # the head word of who says so by the cue; both None where nobody does
    main: bool  # it heads the main clause of its sentence
    tense: Tense  # of the finite verb; "" where there is none


class Clauses:
    """The clauses of one text, each made when it is first asked for."""

    def __init__(self, tokens: Tokens, quotations: Quotations) -> None:
        self.tokens = tokens
        self.subjects = Subjects(tokens)
        self.roles = Roles(tokens, self.subjects)
        self.status = Status(tokens, quotations)
        self.reports = Reports(tokens)
        self._made: dict[int, Clause] = {}

    @cached_property
    def all(self) -> tuple[Clause, ...]:
        """Every verb that has an agent or a patient, in text order."""
        made = map(self._clause, self.roles.verbs())
        return tuple(clause for clause in made if clause.agents or clause.patients)

    def around(self, token: int) -> Clause:
        """The innermost clause that a word stands in; a sentence without a verb is the clause of its root."""
        return self._clause(self.tokens.verb_above(token))

    def _clause(self, verb: int) -> Clause:
        known = self._made.get(verb)
        if known is None:
            known = self._made[verb] = self._make(verb)
        return known

    def _make(self, verb: int) -> Clause:
        tokens = self.tokens
        agents, patients = self.roles.arguments(verb)
        particle = tokens.child(verb, "prt")
        report = self.reports.of(verb)
        return Clause(
            verb=verb,
            particle=particle,
            lemma=" ".join([tokens.lemma[verb], *([] if particle is None else [tokens.lower[particle]])]),
            passive=is_passive(tokens, verb),
            agents=tuple(agents),
            patients=tuple(patients),
            negated=self.status.negated(verb),
            modality=self.status.modality(verb),
            reported=self.status.reported(verb),
            cue=report.cue,
            reporter=report.reporter,
            main=self._is_main(verb),
            tense=finite_tense(tokens, verb),
        )

    def _is_main(self, verb: int) -> bool:
        """Whether a verb heads the main clause of its sentence, or is joined to the one that does."""
        while self.tokens.relation[verb] == "conj":
            verb = self.tokens.head[verb]
        return self.tokens.head[verb] == verb
