"""Run the notebooks in sequence, skip what has not changed, and report what came of it."""
