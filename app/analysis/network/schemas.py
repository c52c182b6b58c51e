"""Shapes of the network: what may be asked, what is answered."""

from pydantic import BaseModel, Field, model_validator

from app.projects.filters import Filters, LanguageParameter

MOST_PAIRS = 1000


class NetworkFilters(Filters):
    """`organisation` (in `role`) is one end of the pairs, `with_organisation` the other; alone, it
    is the one. The other filters choose the projects."""

    minimum: int = Field(
        1, ge=1, le=1000, description="Pairs with so many joint projects at least."
    )

    @model_validator(mode="after")
    def _ends_are_named(self) -> "NetworkFilters":
        if not self.organisation:
            self.organisation, self.with_organisation = self.with_organisation, []
        if self.role and not self.organisation:
            raise ValueError("role: needs organisation, the other end of the pairs")
        return self


class NetworkQuery(NetworkFilters, LanguageParameter):
    limit: int = Field(100, ge=1, le=MOST_PAIRS, description="How many pairs at most.")


class Linked(BaseModel):
    """`url` is the list of exactly these projects; null where no address says which they are."""

    projects: int
    url: str | None


class NetworkNode(Linked):
    slug: str
    name: str
    acronym: str | None


class NetworkEdge(Linked):
    """`projects`: those in which both take part, in whatever roles; `first_funds_second`: the first
    funds them and the second implements."""

    first: str
    second: str
    first_funds_second: Linked
    second_funds_first: Linked
    both_fund: Linked


class SharedValue(BaseModel):
    """What both have, each by itself or together; `together` is null where it is not counted."""

    value: str
    label: str
    first: Linked
    second: Linked
    together: Linked | None


class Meeting(BaseModel):
    """`anywhere`: projects of both, whatever the other filters."""

    first: NetworkNode
    second: NetworkNode
    together: Linked
    anywhere: Linked
    shared: dict[str, list[SharedValue]]


class Network(BaseModel):
    """`nodes` are the ends of the pairs in `edges`, the strongest pairs first; `meeting` is there
    when one organisation is asked for with one other."""

    numberMatched: int  # noqa: N815 - as in the other lists
    numberUndated: int | None  # noqa: N815
    numberOrganisations: int  # noqa: N815
    numberPairs: int  # noqa: N815
    numberReturned: int  # noqa: N815
    minimum: int
    nodes: list[NetworkNode]
    edges: list[NetworkEdge]
    meeting: Meeting | None
    rule: str = Field(description="How the pairs are counted, in words.")
