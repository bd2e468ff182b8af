"""What a project's files may say, read strictly; and where bundled files live."""
