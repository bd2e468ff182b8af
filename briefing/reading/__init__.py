"""What every finding reads: annotation, sentences, marks, clauses, likeness, words of a language."""
