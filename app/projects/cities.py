"""Names of cities on the map. Each is a place of our data, at the point that it has there."""

from dataclasses import dataclass

from app.codelists import Language
from app.models import Names, name_in
from app.projects.place_names import place_names


@dataclass(frozen=True)
class City:
    names: Names
    longitude: float
    latitude: float
    rank: int  # from which zoom on it is shown: 1 at once


def _city(name: str, longitude: float, latitude: float, rank: int) -> City:
    return City(place_names(name), longitude, latitude, rank)


CITIES = (
    _city("Casablanca", -7.61138, 33.58831, 1),
    _city("Rabat", -6.83255, 34.01325, 1),
    _city("Marrakech", -7.99994, 31.63416, 1),
    _city("Fès", -5.00028, 34.03313, 1),
    _city("Tanger", -5.79975, 35.76727, 1),
    _city("Agadir", -9.59815, 30.42018, 1),
    _city("Oujda", -1.90858, 34.68139, 1),
    _city("Laâyoune", -13.18797, 27.1418, 1),
    _city("Dakhla", -15.95798, 23.68477, 1),
    _city("Béni Mellal", -6.34983, 32.33725, 2),
    _city("Nador", -2.93352, 35.16813, 2),
    _city("Tétouan", -5.36837, 35.57845, 2),
    _city("Al Hoceïma", -3.93723, 35.25165, 2),
    _city("Tiznit", -9.73162, 29.69742, 2),
    _city("Figuig", -1.22855, 32.10891, 2),
    _city("Khouribga", -6.9063, 32.88108, 2),
    _city("Kénitra", -6.5802, 34.26101, 3),
    _city("Berkane", -2.32, 34.92, 3),
    _city("Tata", -7.973, 29.74409, 2),
    _city("Taliouine", -7.91262, 30.52917, 3),
)


def city_labels(language: Language) -> list[dict[str, str | float]]:
    return [
        {
            "name": name_in(city.names, language),
            "lon": city.longitude,
            "lat": city.latitude,
            "rank": city.rank,
        }
        for city in CITIES
    ]
