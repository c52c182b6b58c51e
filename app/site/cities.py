"""Names of cities on the map. Each is a place of our data, at the point that it has there."""

from dataclasses import dataclass

from app.codelists import Language
from app.models import Names, name_in


@dataclass(frozen=True)
class City:
    names: Names
    longitude: float
    latitude: float
    rank: int  # from which zoom on it is shown: 1 at once


def _city(fr: str, ar: str, en: str, longitude: float, latitude: float, rank: int) -> City:
    return City({"fr": fr, "ar": ar, "en": en}, longitude, latitude, rank)


CITIES = (
    _city("Casablanca", "الدار البيضاء", "Casablanca", -7.61138, 33.58831, 1),
    _city("Rabat", "الرباط", "Rabat", -6.83255, 34.01325, 1),
    _city("Marrakech", "مراكش", "Marrakesh", -7.99994, 31.63416, 1),
    _city("Fès", "فاس", "Fez", -5.00028, 34.03313, 1),
    _city("Tanger", "طنجة", "Tangier", -5.79975, 35.76727, 1),
    _city("Agadir", "أكادير", "Agadir", -9.59815, 30.42018, 1),
    _city("Oujda", "وجدة", "Oujda", -1.90858, 34.68139, 1),
    _city("Laâyoune", "العيون", "Laâyoune", -13.18797, 27.1418, 1),
    _city("Dakhla", "الداخلة", "Dakhla", -15.95798, 23.68477, 1),
    _city("Béni Mellal", "بني ملال", "Béni Mellal", -6.34983, 32.33725, 2),
    _city("Nador", "الناظور", "Nador", -2.93352, 35.16813, 2),
    _city("Tétouan", "تطوان", "Tétouan", -5.36837, 35.57845, 2),
    _city("Al Hoceïma", "الحسيمة", "Al Hoceïma", -3.93723, 35.25165, 2),
    _city("Tiznit", "تيزنيت", "Tiznit", -9.73162, 29.69742, 2),
    _city("Figuig", "فجيج", "Figuig", -1.22855, 32.10891, 2),
    _city("Khouribga", "خريبكة", "Khouribga", -6.9063, 32.88108, 2),
    _city("Kénitra", "القنيطرة", "Kénitra", -6.5802, 34.26101, 3),
    _city("Berkane", "بركان", "Berkane", -2.32, 34.92, 3),
    _city("Tata", "طاطا", "Tata", -7.973, 29.74409, 2),
    _city("Taliouine", "تاليوين", "Taliouine", -7.91262, 30.52917, 3),
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
