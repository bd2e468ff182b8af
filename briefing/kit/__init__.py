"""The kit for makers of themes: briefs that hurt, and the check of a theme against them."""
