"""codegarden: a Jupyter research workbench for neural code generation that fits on a laptop."""


def load_ipython_extension(shell: object) -> None:
    """Let ``%load_ext codegarden`` bring ``%%judge``, ``%%mutate``, ``%%repair``, ``%generate``."""
    from codegarden.magics import GardenMagics

    shell.register_magics(GardenMagics)
