"""What a theme owes: its check with briefs that hurt, and its preview."""
