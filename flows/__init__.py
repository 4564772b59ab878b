"""The conversations. One file for each; importing this package makes every one of them known."""

import importlib
import pkgutil


def load() -> None:
    """Import every conversation, so that each is known by its name, and the old names of renamed states."""
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        importlib.import_module(module.name)
    from flows import flow, released

    flow.RENAMED.update(released.renamed())


load()
