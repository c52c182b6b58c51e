"""Whole files, read by the schema, the ruleset and the codelists of the standard."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from lxml import etree
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.exchange.iati.file import UNREGISTERED, write
from app.exchange.iati.reporter import ReporterError
from app.exchange.selection import Selection, make_selection
from app.models import Project, Revision
from app.projects import listing
from app.projects.filters import FileQuery
from app.projects.reference import read_reference
from app.settings import Settings
from tests.fixtures.commands import kharita
from tests.fixtures.factories import (
    add_vocabulary,
    located,
    make_organisation,
    make_project,
    make_text,
    publish_projects,
    takes_part,
)
from tests.fixtures.iati import faults, read_iati

TODAY = date(2020, 6, 15)
EUROS = {"value": 1250000.5, "currency": "EUR", "scope": "morocco", "note": None}
KNOWN = {
    "activity_status": "4",
    "start_date": "2014",
    "description": make_text("Un projet."),
    "participations": [takes_part("agence")],
    "themes": ["health"],
}
WHOLE = make_project(
    1,
    title=make_text("Santé & <soins>", ar="صحة"),
    title_original="Salut",
    original_language="ca",
    activity_status="4",
    start_date="2014",
    end_date="2014-11",
    description=make_text("Ce qu'il fait.", en="What it does."),
    objectives=[{"text": make_text("Un", en="One")}, {"text": make_text("Deux")}],
    results=[{"text": make_text("Cent familles")}],
    themes=["health", "gender"],
    target_groups=["returnees"],
    migration_dimensions=["return"],
    budget=EUROS,
    participations=[
        takes_part("agence", contribution={"value": 5, "currency": "EUR"}),
        takes_part("ong", "implementing"),
        takes_part("ong", "partner"),
    ],
    locations=[
        located("commune", "MA-01", "MA-AAA", (-8.9, 29.1), name="Un bourg"),
        located("region", "MA-02", name="Plaine Haute"),
        located("national", name="Maroc"),
    ],
    documents=[
        {
            "id": "00000000-0000-4000-8000-000000000001",
            "title": "Rapport",
            "url": "https://example.org/r.pdf",
        }
    ],
    part_of="MA-MD-0002",
)
PROJECTS = [
    WHOLE,
    make_project(2, **KNOWN),
    make_project(3, title=make_text("Sans date"), activity_status="2"),
]
EXPECTED = """
<iati-activities version="2.03">
  <iati-activity last-updated-datetime="{changed}">
    <iati-identifier>XM-DAC-7-1-MA-MD-0001</iati-identifier>
    <reporting-org ref="XM-DAC-7-1" type="10" secondary-reporter="1">
      <narrative xml:lang="fr">Ministère</narrative>
      <narrative xml:lang="ar">الوزارة</narrative>
    </reporting-org>
    <title>
      <narrative xml:lang="fr">Santé &amp; &lt;soins&gt;</narrative>
      <narrative xml:lang="ar">صحة</narrative>
      <narrative xml:lang="ca">Salut</narrative>
    </title>
    <description type="1">
      <narrative xml:lang="fr">Ce qu'il fait.</narrative>
      <narrative xml:lang="en">What it does.</narrative>
    </description>
    <description type="2">
      <narrative xml:lang="fr">- Un\n- Deux</narrative>
      <narrative xml:lang="en">- One</narrative>
    </description>
    <description type="3">
      <narrative xml:lang="fr">Marocains de retour</narrative>
      <narrative xml:lang="ar">المغاربة العائدون</narrative>
      <narrative xml:lang="en">Returnees</narrative>
    </description>
    <description type="4">
      <narrative xml:lang="fr">Résultats\n- Cent familles</narrative>
    </description>
    <participating-org role="1" type="40">
      <narrative xml:lang="fr">Agence</narrative>
      <narrative xml:lang="en">Agency</narrative>
    </participating-org>
    <participating-org role="4">
      <narrative xml:lang="fr">Ong</narrative>
    </participating-org>
    <other-identifier ref="MA-MD-0001" type="A1"/>
    <activity-status code="4"/>
    <activity-date type="2" iso-date="2014-01-01">
      <narrative xml:lang="fr">Connu à l'année près : 2014</narrative>
      <narrative xml:lang="ar">معروف بالسنة فقط: 2014</narrative>
      <narrative xml:lang="en">Known to the year only: 2014</narrative>
    </activity-date>
    <activity-date type="4" iso-date="2014-11-30">
      <narrative xml:lang="fr">Connu au mois près : novembre 2014</narrative>
      <narrative xml:lang="ar">معروف بالشهر فقط: نونبر 2014</narrative>
      <narrative xml:lang="en">Known to the month only: November 2014</narrative>
    </activity-date>
    <activity-scope code="4"/>
    <recipient-country code="MA"/>
    <location>
      <location-reach code="1"/>
      <name><narrative xml:lang="fr">Un bourg</narrative></name>
      <description>
        <narrative xml:lang="fr">Province MA-AAA, Côte Verte</narrative>
      </description>
      <administrative code="MA" vocabulary="A4"/>
      <point srsName="http://www.opengis.net/def/crs/EPSG/0/4326"><pos>29.1 -8.9</pos></point>
      <exactness code="2"/>
    </location>
    <location>
      <location-reach code="1"/>
      <name>
        <narrative xml:lang="fr">Plaine Haute</narrative>
        <narrative xml:lang="ar">السهل العالي</narrative>
        <narrative xml:lang="en">High Plain</narrative>
      </name>
      <administrative code="MA" vocabulary="A4"/>
      <location-class code="1"/>
    </location>
    <sector vocabulary="99" vocabulary-uri="https://kharita.example/api/v1/codelists"
            code="health">
      <narrative xml:lang="fr">Santé</narrative>
      <narrative xml:lang="ar">الصحة</narrative>
      <narrative xml:lang="en">Health</narrative>
    </sector>
    <sector vocabulary="99" vocabulary-uri="https://kharita.example/api/v1/codelists"
            code="gender">
      <narrative xml:lang="fr">Égalité femmes-hommes</narrative>
      <narrative xml:lang="ar">المساواة بين النساء والرجال</narrative>
      <narrative xml:lang="en">Gender equality</narrative>
    </sector>
    <tag vocabulary="99" vocabulary-uri="https://kharita.example/api/v1/codelists" code="return">
      <narrative xml:lang="fr">Retour</narrative>
      <narrative xml:lang="ar">العودة</narrative>
      <narrative xml:lang="en">Return</narrative>
    </tag>
    <budget>
      <period-start iso-date="2014-01-01"/>
      <period-end iso-date="2014-11-30"/>
      <value currency="EUR" value-date="2014-01-01">1250000.5</value>
    </budget>
    <document-link url="https://kharita.example/fr/projects/projet-1" format="text/html">
      <title><narrative xml:lang="fr">Santé &amp; &lt;soins&gt;</narrative></title>
      <category code="A12"/>
      <language code="fr"/>
    </document-link>
    <document-link url="https://kharita.example/ar/projects/projet-1" format="text/html">
      <title><narrative xml:lang="ar">صحة</narrative></title>
      <category code="A12"/>
      <language code="ar"/>
    </document-link>
    <related-activity ref="XM-DAC-7-1-MA-MD-0002" type="1"/>
  </iati-activity>
  <!-- 2 projects on 2020-06-15: 1 written, 1 left out
Left out, for IATI requires what is not known of them:
MA-MD-0003: no start date, no description, no organisation in a role of IATI, no theme
Written without what IATI cannot say of them:
MA-MD-0001: 1 contribution (no date of payment); 1 partner (no such role); 1 document (no category, no format) -->
</iati-activities>
"""  # noqa: E501 - one line for each project


def fill(session: Session, projects: list[dict[str, Any]]) -> None:
    add_vocabulary(session)
    session.add_all(
        [
            make_organisation(
                "ministere",
                names={"fr": "Ministère", "ar": "الوزارة", "en": None},
                organisation_type="10",
                iati_ref="XM-DAC-7-1",
            ),
            make_organisation(
                "agence",
                names={"en": "Agency", "fr": "Agence"},
                organisation_type="40",
                iati_ref="XM-DAC-1",
            ),
            make_organisation("ong"),
        ]
    )
    session.flush()
    publish_projects(session, projects)


def choose(
    session: Session, base_url: str = "", reporter: str | None = None, **query: Any
) -> Selection:
    settings = Settings(iati_organisation=reporter)
    asked = FileQuery.model_validate(query)
    chosen = make_selection(session, asked, read_reference(session), base_url, settings)
    return replace(chosen, made_on=TODAY)


def lines(content: str | bytes) -> list[str]:
    """One for each element, whatever the spaces between them."""
    parser = etree.XMLParser(remove_blank_text=True)
    root: bytes = etree.tostring(etree.fromstring(content, parser), method="c14n")
    return root.decode().replace("><", ">\n<").splitlines()


def comments(root: Any) -> list[str]:
    return [node.text.strip() for node in root.iter(etree.Comment)]


def test_a_whole_file_is_as_written_by_hand(session: Session) -> None:
    fill(session, PROJECTS)
    selection = choose(session, "https://kharita.example", "ministere", offset=1)
    content = b"".join(write(selection))
    changed = session.scalar(
        select(func.max(Revision.created_at))
        .join(Project, Project.id == Revision.project_id)
        .where(Project.identifier == "MA-MD-0001")
    )
    assert changed is not None
    shown = f"{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    assert lines(content) == lines(EXPECTED.replace("{changed}", shown))
    assert faults(read_iati(content)) == []


def test_without_a_publisher_the_file_and_the_command_say_so(session: Session) -> None:
    fill(session, PROJECTS)
    selection = choose(session)
    root = read_iati(b"".join(write(selection)))
    assert faults(root) == []
    assert comments(root)[0] == UNREGISTERED == selection.notes[0]
    identifiers = [one.text for one in root.iter("iati-identifier")]
    assert identifiers == ["MA-MD-0002", "MA-MD-0001"]
    reporting = root.find(".//reporting-org").attrib
    assert reporting == {"ref": "MA-MD", "type": "90", "secondary-reporter": "1"}
    assert {one.get("ref") for one in root.iter("related-activity")} == {"MA-MD-0002"}
    assert root.find(".//document-link") is None  # the address of the server is not known
    assert "vocabulary-uri" not in root.find(".//sector").attrib


@pytest.mark.parametrize("reporter", ["unknown", "ong"])
def test_a_publisher_needs_a_reference(session: Session, reporter: str) -> None:
    fill(session, PROJECTS)
    with pytest.raises(ReporterError, match=f"KHARITA_IATI_ORGANISATION={reporter}: the catalogue"):
        next(write(choose(session, reporter=reporter)))


def test_a_programme_that_is_not_written_is_not_referred_to(session: Session) -> None:
    fill(
        session,
        [
            make_project(1, **KNOWN, part_of="MA-MD-0003"),
            make_project(2, **KNOWN, part_of="MA-MD-0004"),
            make_project(3),
            make_project(4, **KNOWN),
        ],
    )
    session.execute(
        update(Project)
        .where(Project.identifier == "MA-MD-0004")
        .values(archived_at=datetime(2020, 1, 1, tzinfo=UTC), archive_reason="fini")
    )
    listing.refresh(session)
    selection = choose(session)
    root = read_iati(b"".join(write(selection)))
    assert root.find(".//related-activity") is None
    assert selection.notes[-2:] == [
        "MA-MD-0001: its programme, MA-MD-0003 (left out itself)",
        "MA-MD-0002: its programme, MA-MD-0004 (left out itself)",
    ]


def test_nothing_is_a_file_without_activity(session: Session) -> None:
    """The schema wants one at least: there is nothing to put there."""
    fill(session, PROJECTS)
    selection = choose(session, province=["MA-CCB"])
    root = read_iati(b"".join(write(selection)))
    assert len(root.findall("*")) == 0
    assert comments(root)[-1] == "0 projects on 2020-06-15: 0 written, 0 left out"
    (fault,) = faults(root)
    assert "Missing child element(s). Expected is ( iati-activity )" in fault


def test_the_comment_is_what_the_command_says(session: Session) -> None:
    fill(session, PROJECTS)
    selection = choose(session)
    root = read_iati(b"".join(write(selection)))
    assert comments(root)[-1].splitlines() == selection.notes[1:]
    assert selection.notes[1] == "3 projects on 2020-06-15: 2 written, 1 left out"


@pytest.fixture(scope="module")
def real(client: httpx2.Client) -> Any:
    answer = client.get("/api/v1/projects.iati.xml").raise_for_status()
    assert answer.headers["content-type"] == "application/xml"
    assert answer.headers["ogc-numbermatched"] == "221"
    return read_iati(answer.content)


def test_the_real_catalogue_is_valid(real: Any) -> None:
    assert faults(real) == []


def test_every_real_project_is_written_or_listed(real: Any) -> None:
    written = {one.text for one in real.iter("iati-identifier")}
    account = comments(real)[-1].splitlines()
    start = account.index("Left out, for IATI requires what is not known of them:")
    end = account.index("Written without what IATI cannot say of them:")
    listed = {line.partition(":")[0] for line in account[start + 1 : end]}
    assert not written & listed
    assert len(written | listed) == 221
    assert len(written) == 88


def test_the_command_lists_what_it_leaves_out(catalogue_url: str, tmp_path: Path) -> None:
    file = tmp_path / "souss.iati.xml"
    done = kharita(
        "export", str(file), "--filter", "region=MA-09", KHARITA_DATABASE_URL=catalogue_url
    )
    assert done.returncode == 0, done.stderr
    root = read_iati(file.read_bytes())
    assert faults(root) == []
    shown = done.stderr.splitlines()
    assert shown[0] == UNREGISTERED
    assert [line for line in comments(root)[-1].splitlines() if line not in shown] == []
