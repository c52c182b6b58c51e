"""What the page of a reminder shows of each project: enough to say whether it still holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.models import ProjectListing, name_in
from app.review.freshness.reminders.links import LinkedProject, OpenLink, Standing
from app.site.portfolio.cards import Card, make_card
from app.site.portfolio.context import PageContext
from app.site.project_page import LocalText, local_text


@dataclass(frozen=True)
class AskedProject:
    """`card` is None for an archived project, which no list holds."""

    linked: LinkedProject
    title: LocalText
    card: Card | None

    @property
    def read(self) -> str:
        """What a button sends back: the project, and the revision that is shown."""
        return f"{self.linked.project.identifier}:{self.linked.project.revision}"


@dataclass(frozen=True)
class OrganisationName:
    slug: str
    name: str


@dataclass(frozen=True)
class ReminderPage:
    """`organisations`: those for which the reader is still asked."""

    reader: str
    expires_at: datetime
    asked: Sequence[AskedProject]
    others: Sequence[AskedProject]
    organisations: Sequence[OrganisationName]

    @property
    def read(self) -> str:
        return " ".join(each.read for each in self.asked)


def build_page(page: PageContext, link: OpenLink) -> ReminderPage:
    ids = [each.project.id for each in link.projects]
    rows = page.session.execute(
        select(ProjectListing.project_id, ProjectListing.item).where(
            ProjectListing.project_id.in_(ids)
        )
    )
    cards = {project_id: make_card(item, page) for project_id, item in rows}
    projects = [_asked(page, each, cards.get(each.project.id)) for each in link.projects]
    stewards = {each.steward.slug: each.steward for each in link.open_projects if each.steward}
    return ReminderPage(
        reader=link.user.name,
        expires_at=link.expires_at,
        asked=[each for each in projects if each.linked.standing == Standing.OPEN],
        others=[each for each in projects if each.linked.standing != Standing.OPEN],
        organisations=[
            OrganisationName(slug, name_in(steward.names, page.language))
            for slug, steward in sorted(stewards.items())
        ],
    )


def _asked(page: PageContext, linked: LinkedProject, card: Card | None) -> AskedProject:
    title = local_text(linked.project.title, page.language)
    assert title is not None  # noqa: S101 - the document model requires a title
    return AskedProject(linked, title, card)
