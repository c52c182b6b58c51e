"""Read the catalogue back into the shape of the researched input.

Written apart from convert.py, so that a mistake in one of them shows.
"""

from typing import Any

Record = dict[str, Any]

RESEARCH_STATUS = {None: None, "1": "planned", "2": "ongoing", "4": "completed"}
RESEARCH_SCOPE = {"morocco": "morocco", "several_countries": "regional", "unknown": "unknown"}
RESEARCH_COUNTRY = {"international": "INT", "eu": "EU"}
PRECISION = {4: "year", 7: "month", 10: "day"}
WORD_OF_PATH = {
    "title": "title",
    "acronym": "acronym",
    "description": "summary",
    "objectives": "objectives",
    "results": "results",
    "activity_status": "status",
    "start_date": "start",
    "end_date": "end",
    "budget": "budget",
    "participations[funding]": "funders",
    "participations[implementing]": "implementers",
    "participations[partner]": "partners",
    "locations": "places",
    "target_groups": "target_groups",
    "good_practice": "good_practice",
}
DATES = ("start", "end")


def single_words(supports: list[str]) -> list[str]:
    """`dates` says the same as `start` and `end`; a word said twice says nothing more."""
    words = [word for item in supports for word in (DATES if item == "dates" else (item,))]
    return list(dict.fromkeys(words))


def input_record(record: Record) -> Record:
    """The input, but for the words of `supports` that mean the same."""
    sources = [{**item, "supports": single_words(item["supports"])} for item in record["sources"]]
    return {**record, "sources": sources}


def _precision(partial: str | None) -> str | None:
    return None if partial is None else PRECISION[len(partial)]


def _place(location: Record) -> Record:
    longitude, latitude = location["point"] or (None, None)
    return {
        "name": location["name"],
        "level": location["level"],
        "region": location["region"],
        "province": location["province"],
        "country": location["country"],
        "lat": latitude,
        "lon": longitude,
        "coordinates_source": location["point_source"],
    }


def _source(source: Record) -> Record:
    return {
        "url": source["url"],
        "title": source["title"],
        "supports": [WORD_OF_PATH[path] for path in source["supports"]],
        "evidence": source["evidence"],
    }


def _translation(document: Record, language: str) -> Record:
    texts = [document["title"], document["description"]]
    texts += [item["text"] for name in ("objectives", "results") for item in document[name]]
    states = {text["states"][language] for text in texts}
    return {
        "title": document["title"][language],
        "summary": document["description"][language],
        "objectives": [item["text"][language] for item in document["objectives"]],
        "results": [item["text"][language] for item in document["results"]],
        "status": states.pop() if len(states) == 1 else sorted(states),
    }


def _participation(item: Record) -> Record:
    return {key: item[key] for key in ("organisation", "role", "partner_kind", "contribution")}


def project_record(document: Record) -> Record:
    budget = document["budget"]
    return {
        "identifier": document["identifier"],
        "slug": document["slug"],
        "title_fr": document["title"]["fr"],
        "title_original": document["title_original"],
        "lang": document["original_language"],
        "acronym": document["acronym"],
        "summary_fr": document["description"]["fr"],
        "objectives_fr": [item["text"]["fr"] for item in document["objectives"]],
        "results_fr": [item["text"]["fr"] for item in document["results"]],
        "participations": [_participation(item) for item in document["participations"]],
        "start": document["start_date"],
        "start_precision": _precision(document["start_date"]),
        "end": document["end_date"],
        "end_precision": _precision(document["end_date"]),
        "status": RESEARCH_STATUS[document["activity_status"]],
        "budget": budget
        and {"amount": budget["value"], "currency": budget["currency"], "note": budget["note"]},
        "budget_scope": budget and RESEARCH_SCOPE[budget["scope"]],
        "places": [_place(item) for item in document["locations"]],
        "residence_countries": document["residence_countries"],
        "themes": document["themes"],
        "target_groups": document["target_groups"],
        "dimension": document["migration_dimensions"],
        "documents": [
            {"title": item["title"], "url": item["url"]} for item in document["documents"]
        ],
        "good_practice": document["good_practice"],
        "sources": [_source(item) for item in document["sources"]],
        "confidence": document["confidence"],
        "uncertain": [item["text"]["fr"] for item in document["uncertain"]],
        "part_of": document["part_of"],
        "translations": {lang: _translation(document, lang) for lang in ("en", "ar")},
    }


def project_additions(document: Record) -> Record:
    """What the catalogue says and the input does not: states, exactness, steward, dates read."""
    texts = [document["title"], document["description"]]
    for name in ("objectives", "results", "uncertain"):
        texts += [item["text"] for item in document[name]]
    return {
        "french states": sorted({text["states"]["fr"] for text in texts}),
        "languages of doubts": sorted(
            {x for d in document["uncertain"] for x in d["text"]["states"]}
        ),
        "exactness": sorted(
            {str(item["exactness"]) for item in document["locations"] if item["point"]}
        ),
        "exactness without point": [
            item["exactness"] for item in document["locations"] if not item["point"]
        ],
        "steward": document["steward"],
        "accessed": [item["accessed_at"] or item["archive_url"] for item in document["sources"]],
    }


def expected_additions(record: Record) -> Record:
    points = [place["lat"] is not None for place in record["places"]]
    return {
        "french states": ["original"],
        "languages of doubts": ["fr"] if record["uncertain"] else [],
        "exactness": ["2"] if any(points) else [],
        "exactness without point": [None for point in points if not point],
        "steward": None,
        "accessed": [None for _ in record["sources"]],
    }


def organisation_record(entry: Record) -> Record:
    return {
        "slug": entry["slug"],
        "name_fr": entry["names"]["fr"],
        "acronym": entry["acronym"],
        "aliases": entry["aliases"],
        "type": entry["organisation_type"],
        "country": RESEARCH_COUNTRY[entry["scope"]] if entry["scope"] else entry["country"],
        "name_en": entry["names"]["en"],
        "name_ar": entry["names"]["ar"],
        "iati_ref": entry["iati_ref"],
    }


def codelist_record(name: str, items: list[Record]) -> list[Record]:
    """Without `research`, a help for the conversion, which the catalogue does not keep."""
    return [
        {
            "code": RESEARCH_SCOPE[item["code"]] if name == "budget_scope" else item["code"],
            "fr": item["labels"]["fr"],
            "en": item["labels"]["en"],
            "ar": item["labels"]["ar"],
            "dac": item.get("dac"),
            "iati": item.get("iati"),
        }
        for item in items
    ]


def input_codelist(items: list[Record]) -> list[Record]:
    keys = ("code", "fr", "en", "ar", "dac", "iati")
    return [{key: item.get(key) for key in keys} for item in items]
