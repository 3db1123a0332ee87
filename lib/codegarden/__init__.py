"""codegarden: a Jupyter research workbench for neural code generation that fits on a laptop."""
