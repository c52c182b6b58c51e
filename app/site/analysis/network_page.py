"""The network: who works with whom, as a drawing and as the table of its pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.analysis.addresses import filter_pairs
from app.analysis.network.layout import ArcDiagram, Link, choose, draw
from app.analysis.network.meeting import MeetingReading, read_meeting
from app.analysis.network.queries import Pair
from app.analysis.network.schemas import NetworkFilters
from app.analysis.network.service import NetworkReading, SameOrganisationError, read_network
from app.analysis.network.wording import rule
from app.errors import BadParameterError
from app.projects.criteria import build_criteria
from app.projects.facets import count_facets
from app.projects.portfolio_queries import count_participants
from app.site.portfolio.addresses import Address
from app.site.portfolio.cards import Card, Name, read_cards
from app.site.portfolio.context import PageContext
from app.site.portfolio.filter_form import FORM_FACETS, FilterForm, build_form
from app.site.portfolio.selection import Fault, Selection, SelectionError, refused_value

API = "/api/v1/analysis/network"
MOST_PAIRS = 100
MOST_CHOICES = 400
MOST_PROJECTS = 20
MINIMA = (1, 2, 3, 5, 10)
_ENDS = ("organisation", "role", "with_organisation")
_LONGEST = 30


@dataclass(frozen=True)
class MeetingPart:
    """The two organisations of whom is asked where they meet."""

    first: str
    second: str
    found: MeetingReading
    projects: Sequence[Card]


@dataclass(frozen=True)
class NetworkPage:
    query: NetworkFilters
    address: Address
    form: FilterForm
    reading: NetworkReading
    names: dict[str, str]
    short: dict[str, str]
    diagram: ArcDiagram | None
    drawn: dict[tuple[str, str], Pair]
    meeting: MeetingPart | None
    choices: Sequence[Name]
    kept: Sequence[tuple[str, str]]
    regions: Sequence[Name]
    rule: str

    def data(self, language: str) -> Address:
        pairs = (*filter_pairs(self.query), ("minimum", str(self.query.minimum)))
        return Address(API, (*pairs, ("lang", language)))

    def about(self, slug: str) -> Address:
        """The same page, about one organisation."""
        return self.address.without(*_ENDS).with_value("organisation", slug)

    def between(self, pair: Pair) -> Address:
        return self.about(pair.first).with_value("with_organisation", pair.second)

    @property
    def whole(self) -> Address:
        """Of no organisation in particular."""
        return self.address.without(*_ENDS)


def build_network(page: PageContext, selection: Selection[NetworkFilters]) -> NetworkPage:
    """Raises SelectionError for a value that the catalogue does not know."""
    query, address = selection.query, selection.address
    try:
        reading = read_network(page.session, query, page.reference, MOST_PAIRS)
    except SameOrganisationError:
        fault = Fault("with_organisation", "same_organisation", "", (), {})
        raise SelectionError([fault], address) from None
    except BadParameterError as error:
        raise refused_value(error, address) from None
    pairs = reading.pairs
    links = choose(Link(pair.first, pair.second, pair.projects) for pair in pairs.strongest)
    choices = _choices(page, query)
    names = {choice.value: choice.label for choice in choices} | _names(page, reading)
    return NetworkPage(
        query=query,
        address=address,
        form=_form(page, query, address),
        reading=reading,
        names=names,
        short={slug: _short(page, slug) for slug in _slugs(reading)},
        diagram=draw(links, pairs.organisations, mirrored=page.mirrored),
        drawn={(pair.first, pair.second): pair for pair in pairs.strongest},
        meeting=_meeting(page, reading),
        choices=choices,
        kept=address.without(*_ENDS, "region").pairs,
        regions=[
            Name(code, page.reference.area_name(code, page.language))
            for code in page.reference.regions
        ],
        rule=rule(page.language),
    )


def _form(page: PageContext, query: NetworkFilters, address: Address) -> FilterForm:
    criteria = build_criteria(page.session, query, page.reference)
    facets = count_facets(page.session, criteria, query, page.reference, page.language, FORM_FACETS)
    return build_form(page, query, address, facets)


def _slugs(reading: NetworkReading) -> list[str]:
    pairs = reading.pairs.strongest
    found = [slug for pair in pairs for slug in (pair.first, pair.second)]
    return list(dict.fromkeys([*found, *reading.ends.one, *reading.ends.other]))


def _names(page: PageContext, reading: NetworkReading) -> dict[str, str]:
    return {slug: page.reference.organisation_name(slug, page.language) for slug in _slugs(reading)}


def _short(page: PageContext, slug: str) -> str:
    """As it stands beside a dot of the drawing."""
    known = page.reference.organisations.get(slug)
    name = (known and known.acronym) or page.reference.organisation_name(slug, page.language)
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def _choices(page: PageContext, query: NetworkFilters) -> list[Name]:
    """The organisations of the selection, by name; the most frequent where there are many."""
    others = query.model_copy(update={name: [] for name in (*_ENDS, "region")})
    criteria = build_criteria(page.session, others, page.reference)
    frequent = list(count_participants(page.session, criteria))[:MOST_CHOICES]
    asked = page.reference.current_slugs([*query.organisation, *query.with_organisation])
    named = [
        Name(
            slug,
            page.reference.organisation_name(slug, page.language),
            known.acronym if (known := page.reference.organisations.get(slug)) else None,
        )
        for slug in dict.fromkeys([*frequent, *asked])
    ]
    return sorted(named, key=lambda name: ((name.short or name.label).casefold(), name.value))


def _meeting(page: PageContext, reading: NetworkReading) -> MeetingPart | None:
    ends = reading.meeting
    if ends is None:
        return None
    found = read_meeting(page.session, reading.query, ends, page.reference, page.language)
    criteria = build_criteria(page.session, reading.query, page.reference)
    return MeetingPart(*ends, found, read_cards(page, criteria, "-start", MOST_PROJECTS))
