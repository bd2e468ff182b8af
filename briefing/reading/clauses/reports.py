"""Who says so: the reporting words above a verb, and whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefing.reading.grammar import SUBJECTS

if TYPE_CHECKING:
    from briefing.reading.tokens import Tokens


class Report(NamedTuple):
    """The reporting word, and the head word of who reports, both as tokens; None where nobody does."""

    cue: int | None = None
    reporter: int | None = None


NOBODY = Report()


class Reports:
    """Who reports each verb of one text."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._known: dict[tuple[int, bool], Report] = {}  # so that a long chain of verbs is climbed once

    def of(self, verb: int) -> Report:
        """Whose verb of saying is nearest, this verb or one above it, or who stands after "according to".

        Nobody in a clause of its own that is added with "and" or "but" to what is reported: that may be the
        source's own.
        """
        tokens, climbed = self.tokens, []
        at, beside = verb, False
        report = self._known.get((at, beside))
        while report is None:
            climbed.append((at, beside))
            subject = tokens.child(at, *SUBJECTS)
            report = self._according(at)
            if report is None and self._says(at, subject):
                report = NOBODY if beside else Report(at, subject)
            if report is None and tokens.head[at] == at:
                report = NOBODY
            if report is None:
                beside = tokens.relation[at] == "conj" and (beside or subject is not None)
                at = tokens.head[at]
                report = self._known.get((at, beside))
        self._known |= dict.fromkeys(climbed, report)
        return report

    def _according(self, token: int) -> Report | None:
        """Whom an "according to" names that hangs on a word; None where there is none."""
        tokens = self.tokens
        for kid in tokens.kids[token]:
            if tokens.lower[kid] == "according":
                authority = next(
                    (word for word in tokens.subtree(kid) if tokens.relation[word] == "pobj"), None
                )
                return NOBODY if authority is None else Report(kid, authority)
        return None

    def _says(self, token: int, subject: int | None) -> bool:
        """Whether a word is a verb of saying whose subject says it: who "is expected" says nothing."""
        tokens = self.tokens
        return (
            tokens.pos[token] == "VERB"
            and tokens.lemma[token] in tokens.lexicon["report"]
            and subject is not None
            and tokens.relation[subject] == "nsubj"
        )
