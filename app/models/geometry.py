"""GeoAlchemy2 without Shapely and NumPy, which it imports wherever they are installed.

They take 20 MB of each server for functions that are not used here; what needs Shapely imports it.
"""

import sys
from importlib import import_module

_HEAVY = "shapely"


def _import_without(absent: str, name: str) -> None:
    """As if `absent` were not installed; for this import alone."""
    if absent in sys.modules:
        return
    sys.modules[absent] = None  # type: ignore[assignment]
    try:
        import_module(name)
    finally:
        del sys.modules[absent]


_import_without(_HEAVY, "geoalchemy2")

from geoalchemy2 import Geometry, WKBElement, WKTElement  # noqa: E402

__all__ = ["Geometry", "WKBElement", "WKTElement"]
