"""What every finding reads: annotation, sentences, quotation marks, clauses, likeness, and the words of each language."""
