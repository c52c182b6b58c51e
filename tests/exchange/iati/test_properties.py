"""Whatever the documents hold, the file is valid, and each project is written or listed."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree
from pydantic import ValidationError

from app.exchange.documents import Published
from app.exchange.iati.activity import Context
from app.exchange.iati.file import Account, write_projects
from app.exchange.iati.reporter import CATALOGUE_PREFIX, Reporter
from app.models import Names
from app.projects.catalogue_files import read_catalogue
from app.projects.document import ProjectDocument
from app.projects.reference import OrganisationName, Reference
from app.settings import ROOT
from tests.fixtures.documents import any_document, real_documents
from tests.fixtures.iati import faults, read_iati
from tests.fixtures.sampling import tries

Content = dict[str, Any]
TODAY = date(2020, 6, 15)
CHANGED = datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)
QUICK = settings(
    max_examples=tries(12), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
HOSTILE = ["]]>", "<b>&amp;", "--", "-->", "\x0b", "\x01\x02", "\ufffe", "a\rb", "👩🏽‍🌾", "-"]
DAYS = ["2014", "2014-04", "2014-04-14", "2020", "2020-06-16", "2031"]
REGISTERED_REF = "XM-DAC-1"


@cache
def reference() -> Reference:
    """The names of the real catalogue, and those of random documents."""
    files = read_catalogue(ROOT / "data")
    organisations = {
        entry.slug: OrganisationName(entry.names.model_dump(), entry.acronym)
        for entry in files.organisations
    }
    for slug in ("alpha", "beta", "gamma"):
        organisations[slug] = OrganisationName({"fr": f"<{slug}> \x0b"}, None)
    lists = {
        str(name): {entry.code: entry.labels.model_dump() for entry in entries}
        for name, entries in files.codelists.items()
    }
    areas: dict[str, Names] = {code: {"fr": code, "ar": code} for code in files.regions}
    return Reference(areas, {}, lists, organisations, {}, frozenset())


def context_of(registered: bool) -> Context:
    ref = REGISTERED_REF if registered else CATALOGUE_PREFIX
    reporter = Reporter(ref, "10", {"fr": "<M>", "ar": "و"}, registered)
    return Context(reporter, reference(), {"alpha": "10"}, "https://kharita.example", TODAY)


@st.composite
def documents(draw: st.DrawFn) -> Content:
    """With dates and texts that the plain ones do not have."""
    document = draw(any_document())
    dates = st.none() | st.sampled_from(DAYS)
    over = {
        "title": {**document["title"], "fr": draw(st.sampled_from(HOSTILE))},
        "start_date": draw(dates),
        "end_date": draw(dates),
        "activity_status": draw(st.none() | st.sampled_from("123456")),
    }
    changed = draw(st.sets(st.sampled_from(sorted(over))))
    try:
        whole = ProjectDocument.model_validate(
            {**document, **{name: over[name] for name in changed}}
        )
    except ValidationError:
        assume(False)
    return whole.model_dump(mode="json")


@QUICK
@given(
    chosen=st.lists(st.tuples(documents(), st.none() | documents()), max_size=4),
    registered=st.booleans(),
)
def test_a_file_is_valid_and_accounts_for_all(
    chosen: list[tuple[Content, Content | None]], registered: bool
) -> None:
    for number, (document, _) in enumerate(chosen, start=1):
        document["identifier"] = f"MA-MD-{number:04}"
    account = Account(TODAY)
    projects = [(Published(document, CHANGED), programme) for document, programme in chosen]
    root = read_iati(b"".join(write_projects(projects, context_of(registered), account)))

    written = root.findall("iati-activity")
    assert len(written) == account.written
    assert len(faults(root)) == (0 if written else 1)  # the schema wants one activity at least
    kept = {node.text.removeprefix(f"{REGISTERED_REF}-") for node in root.iter("iati-identifier")}
    refused = {line.partition(":")[0] for line in account.refused}
    assert refused | kept == {document["identifier"] for document, _ in chosen}
    assert account.written + len(account.refused) == len(chosen)
    (*_, comment) = root.iter(etree.Comment)
    assert {*account.refused, *account.without} <= set(comment.text.strip().splitlines())

    budgets = [one for one, _ in chosen if one["budget"] and one["identifier"] in kept]
    listed = [line for line in account.without if " budget (" in line]
    assert len(root.findall(".//budget")) + len(listed) == len(budgets)


def test_points_are_latitude_then_longitude() -> None:
    known = [one for one in real_documents() if one["activity_status"] and one["start_date"]]
    projects = [(Published(document, CHANGED), None) for document in known]
    root = read_iati(b"".join(write_projects(projects, context_of(True), Account(TODAY))))
    points = [tuple(map(float, node.text.split())) for node in root.iter("pos")]
    stated = [place["point"] for one in known for place in one["locations"] if place["point"]]
    assert len(points) > 50
    assert sorted(points) == sorted((latitude, longitude) for longitude, latitude in stated)
