"""How a project page is cited."""

import json
import re
from datetime import date

import pytest

from app.codelists import Language
from app.site.citation import Citation, as_bibtex, as_csl, as_text, make_citation
from tests.fixtures.factories import make_project, make_text
from tests.site.hostile import TITLES

URL = "https://kharita.example/fr/projects/primo"


def cite(title: str, language: Language = Language.FR) -> Citation:
    document = make_project(103, title=make_text(title)) | {"revision": 3}
    return make_citation(document, date(2026, 11, 21), language, URL)


def test_the_sentence_names_who_what_which_and_when() -> None:
    assert as_text(cite("PRIMO")) == (
        "Kharita (2026). « PRIMO ». Fiche MA-MD-0103, révision 3 du 21 novembre 2026. " + URL
    )
    assert "revision 3 of 21 November 2026" in as_text(cite("PRIMO", Language.EN))
    assert "21 نونبر 2026" in as_text(cite("PRIMO", Language.AR))


def test_bibtex_names_its_fields() -> None:
    entry = as_bibtex(cite("L’été 100 % à Oujda & Nador"))
    assert entry.startswith("@misc{kharita-MA-MD-0103,\n")
    fields = dict(re.findall(r"  (\w+) = \{(.*)\},\n", entry))
    assert fields["author"] == "{Kharita}"
    assert fields["title"] == r"{L’été 100 \% à Oujda \& Nador}"
    assert (fields["year"], fields["month"], fields["day"]) == ("2026", "11", "21")
    assert fields["url"] == URL
    assert fields["langid"] == "french"


def test_csl_is_read_by_reference_managers() -> None:
    (item,) = json.loads(as_csl(cite("PRIMO", Language.AR)))
    assert item["type"] == "webpage"
    assert item["author"] == [{"literal": "Kharita"}]
    assert item["issued"] == {"date-parts": [[2026, 11, 21]]}
    assert item["URL"] == URL
    assert item["language"] == "fr"  # of the title, which has no Arabic


@pytest.mark.parametrize("title", TITLES)
def test_hostile_titles_stay_inside(title: str) -> None:
    citation = cite(title)
    entry = as_bibtex(citation)
    depth = 0
    for character in re.sub(r"\\.", "", entry):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert entry.count("\n") == 11
    assert not set(as_text(citation)) & set("\u202e\u2066\u2028\u2029\n\u0085")
    assert len(json.loads(as_csl(citation))) == 1
