"""Makes glibc give back the memory that threads no longer use.

By default it keeps an arena for each thread that ever worked: 9 MB of a server at rest.
"""

import ctypes

# Of <malloc.h>: parameter → value.
_SETTINGS = {-8: 1, -1: 100_000}  # M_ARENA_MAX, M_TRIM_THRESHOLD


def give_memory_back() -> None:
    """Before the first thread starts. Nothing where the C library is another one."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for parameter, value in _SETTINGS.items():
            mallopt(parameter, value)
