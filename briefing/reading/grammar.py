"""The grammar that rules ask about: forms, relations, entities, and each pipeline's labels for them.

Rules know three label sets and no other: the Penn Treebank's tags for the form of a word [Marcus1993],
ClearNLP's dependency labels for its relation to its head [Choi2012], and OntoNotes' entity types. A
pipeline with other labels gets a table here that translates them, and no rule changes. Sets of labels that
mean one thing to more than one rule have a name here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Grammar:
    """One pipeline's labels in the terms of the rules; a label without an entry is one of theirs already."""

    forms: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, str] = field(default_factory=dict)
    entities: Mapping[str, str] = field(default_factory=dict)


# By the language of the pipeline. spaCy's English pipelines use the very labels that the rules know.
GRAMMARS: Mapping[str, Grammar] = {"en": Grammar()}

# --- forms ----------------------------------------------------------------------------------------

FINITE = frozenset({"VBD", "VBP", "VBZ"})  # a verb with a tense of its own
TENSED = FINITE | {"MD"}  # what makes a clause a statement: a finite verb or a modal
PARTICIPLES = frozenset({"VBG", "VBN"})
PRESENT = frozenset({"VBP", "VBZ"})
PLURAL = frozenset({"NNS", "NNPS"})
NAME_FORMS = frozenset({"NNP", "NNPS"})
NOUN_FORMS = frozenset({"NN", "NNS"}) | NAME_FORMS
RELATIVES = frozenset({"WDT", "WP"})  # "which", "who"

# --- parts of speech (Universal Dependencies') ----------------------------------------------------

VERBAL = frozenset({"VERB", "AUX"})
NAMING = frozenset({"NOUN", "PROPN"})
NOMINAL = NAMING | {"PRON"}

# --- relations ------------------------------------------------------------------------------------

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
CLAUSAL_SUBJECTS = frozenset({"csubj", "csubjpass"})
AUXILIARIES = frozenset({"aux", "auxpass"})
OBJECTS = frozenset({"dobj", "dative"})
REPORTED_CLAUSES = frozenset({"ccomp", "xcomp"})

# --- entities -------------------------------------------------------------------------------------

CALENDAR = frozenset({"DATE", "TIME"})
LOCATIONS = frozenset({"GPE", "LOC", "FAC"})
