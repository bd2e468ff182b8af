"""The command line: options, late imports, printing, exit codes."""
