"""Which screens the prover looks at: every room and desk names its own when the house starts.

The bureau never asks a desk: a desk registers where its function stands. It is read when the
prover runs, because tables are not there yet while the house starts.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.utils.module_loading import import_string

_known: dict[str, str] = {}


def register(name: str, function: str) -> None:
    """Let the prover see a screen. The same name for another function is a defect."""
    if _known.get(name, function) != function:
        raise ValueError(f"screen {name!r} is already {_known[name]}")
    _known[name] = function


def screens() -> Mapping[str, Callable[..., Any]]:
    """Every screen of the house by its name, in the order they were registered."""
    return MappingProxyType({name: import_string(path) for name, path in _known.items()})
