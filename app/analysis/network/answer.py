"""The pairs as the API gives them."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.analysis.network.meeting import Common, MeetingReading, Side, read_meeting
from app.analysis.network.queries import Pair
from app.analysis.network.schemas import (
    Linked,
    Meeting,
    Network,
    NetworkEdge,
    NetworkNode,
    SharedValue,
)
from app.analysis.network.service import NetworkReading
from app.analysis.network.wording import rule
from app.codelists import Language
from app.projects.reference import Reference

Link = Callable[[int, str | None], Linked]


def make_answer(
    session: Session,
    reading: NetworkReading,
    reference: Reference,
    language: Language,
    base_url: str,
) -> Network:
    def linked(projects: int, query: str | None) -> Linked:
        url = None if query is None else f"{base_url}/{language}/projects?{query}"
        return Linked(projects=projects, url=url)

    def node(slug: str, projects: int, query: str | None) -> NetworkNode:
        known = reference.organisations.get(slug)
        return NetworkNode(
            slug=slug,
            name=reference.organisation_name(slug, language),
            acronym=known.acronym if known else None,
            **linked(projects, query).model_dump(),
        )

    pairs, ends = reading.pairs, reading.meeting
    slugs = dict.fromkeys(slug for pair in pairs.strongest for slug in (pair.first, pair.second))
    meeting = None
    if ends is not None:
        found = read_meeting(session, reading.query, ends, reference, language)
        meeting = Meeting(
            first=node(ends[0], found.first.projects, found.first.query),
            second=node(ends[1], found.second.projects, found.second.query),
            **_meeting(found, linked),
        )
    return Network(
        numberMatched=reading.numbers.matched,
        numberUndated=reading.numbers.undated,
        numberOrganisations=len(pairs.organisations),
        numberPairs=pairs.number,
        numberReturned=len(pairs.strongest),
        minimum=reading.query.minimum,
        nodes=[node(slug, pairs.organisations[slug], reading.organisation(slug)) for slug in slugs],
        edges=[_edge(reading, pair, linked) for pair in pairs.strongest],
        meeting=meeting,
        rule=rule(language),
    )


def _edge(reading: NetworkReading, pair: Pair, linked: Link) -> NetworkEdge:
    return NetworkEdge(
        first=pair.first,
        second=pair.second,
        first_funds_second=linked(pair.first_funds_second, reading.funds(pair.first, pair.second)),
        second_funds_first=linked(pair.second_funds_first, reading.funds(pair.second, pair.first)),
        both_fund=linked(pair.both_fund, reading.both_fund(pair)),
        **linked(pair.projects, reading.pair(pair)).model_dump(),
    )


def _meeting(found: MeetingReading, linked: Link) -> dict[str, object]:
    def side(each: Side) -> Linked:
        return linked(each.projects, each.query)

    def shared(common: Common) -> SharedValue:
        return SharedValue(
            value=common.value,
            label=common.label,
            first=side(common.first),
            second=side(common.second),
            together=common.together and side(common.together),
        )

    return {
        "together": side(found.together),
        "anywhere": side(found.anywhere),
        "shared": {
            facet: [shared(each) for each in values] for facet, values in found.common.items()
        },
    }
