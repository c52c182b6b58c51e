"""Projects set against how many people live in a place. Pure."""

from collections.abc import Collection

CENSUSES = (2014, 2024)
PER_INHABITANTS = 100_000


def per_inhabitants(projects: int, population: int | None) -> float | None:
    """Projects per 100,000 inhabitants."""
    return round(projects * PER_INHABITANTS / population, 2) if population else None


def census_for(first: int | None, last: int | None) -> int:
    """The year of the latest census taken in the period, both years included, else of the nearest
    one; the latest where two are as near, or there is no period. None: open on this side."""
    taken = [
        year for year in CENSUSES if (first is None or year >= first) and (not last or year <= last)
    ]
    if taken:
        return max(taken)
    bounds = [bound for bound in (first, last) if bound is not None]
    return min(CENSUSES, key=lambda year: (_distance(year, bounds), -year))


def _distance(year: int, bounds: Collection[int]) -> int:
    return min(abs(year - bound) for bound in bounds)
