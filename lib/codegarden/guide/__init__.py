"""The guide: a network that reads a task and foresees the productions of its program."""
