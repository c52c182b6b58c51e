"""The published documents that whole-project formats are made from."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.exchange.documents import stream_documents, stream_published
from app.exchange.selection import Selection, make_selection
from app.models import Project, Revision
from app.projects.filters import FileQuery
from app.projects.reference import read_reference
from tests.fixtures.factories import (
    add_vocabulary,
    make_organisation,
    make_project,
    make_text,
    merge,
    publish_projects,
    takes_part,
)


def choose(session: Session, **query: object) -> Selection:
    asked = FileQuery.model_validate(query)
    return make_selection(session, asked, read_reference(session), "https://kharita.example")


def fill(session: Session) -> None:
    add_vocabulary(session)
    session.add_all(make_organisation(slug) for slug in ("old", "new", "other"))
    session.flush()
    publish_projects(
        session,
        [
            make_project(1, title=make_text("B"), participations=[takes_part("other")]),
            make_project(
                2,
                title=make_text("A"),
                participations=[takes_part("old"), takes_part("new"), takes_part("old", "partner")],
                steward="old",
            ),
            make_project(3, title=make_text("C"), themes=["health"]),
        ],
    )


def test_documents_come_in_the_order_of_the_selection(session: Session) -> None:
    fill(session)
    assert [one["identifier"][-1] for one in stream_documents(choose(session))] == ["2", "1", "3"]
    chosen = choose(session, theme=["health"])
    assert [one["identifier"][-1] for one in stream_documents(chosen)] == ["3"]
    cut = choose(session, sort="-title", limit=1, offset=1)
    assert [one["identifier"][-1] for one in stream_documents(cut)] == ["1"]
    assert list(stream_documents(choose(session, province=["MA-AAA"]))) == []


def test_a_document_is_the_latest_snapshot(session: Session) -> None:
    fill(session)
    publish_projects(session, [make_project(3, title=make_text("D"))])
    (latest,) = session.scalars(select(Revision).where(Revision.number == 2))
    (published,) = stream_published(choose(session, sort="-title", limit=1))
    assert published.document == latest.snapshot
    assert published.changed_at == latest.created_at


def test_slugs_are_those_of_now(session: Session) -> None:
    fill(session)
    merge(session, "old", "new")
    session.execute(update(Project).where(Project.slug == "projet-2").values(slug="projet-deux"))
    (document, *_) = stream_documents(choose(session))
    assert document["slug"] == "projet-deux"
    assert document["steward"] == "new"
    assert [(part["organisation"], part["role"]) for part in document["participations"]] == [
        ("new", "funding"),
        ("new", "partner"),
    ]
