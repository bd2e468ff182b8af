"""Reports of our own writing about events that never were, and beside each story what a careful reader finds in it.

``story/N-name.txt`` is a report as the program reads it, ``story.py`` what is right about that story. What the program gets
wrong stays right here: the score is below 1 then. The lists were written by correcting the program's own, item by item, so the scores
tell what changes; they are no measure of the program beside another.
"""
