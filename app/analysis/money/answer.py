"""The analysis of the money of a selection, as the API and the page give it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, Select
from sqlalchemy.orm import Session

from app.analysis.addresses import list_query
from app.analysis.money import comparison_queries, listing_queries, queries
from app.analysis.money.amounts import Selected, select_amounts
from app.analysis.money.conversion_queries import (
    Conversion,
    convertible_currencies,
    count_rates,
    find_conversion,
    select_rates,
)
from app.analysis.money.rows import Tables
from app.analysis.money.schemas import (
    ComparedLine,
    ComparedProject,
    Comparison,
    LeftOutContribution,
    Money,
    MoneyFilters,
    NotAdded,
    NotConverted,
    ProjectRef,
    UsedRate,
)
from app.analysis.money.schemas import Conversion as ConversionShape
from app.analysis.money.wording import rules
from app.codelists import Language
from app.projects.criteria import build_criteria
from app.projects.items import project_path
from app.projects.money import Line
from app.projects.queries import CHUNK, count
from app.projects.reference import Reference

MOST_LISTED = 100
MOST_RATES = 500


@dataclass(frozen=True)
class Reader:
    session: Session
    reference: Reference
    language: Language
    base_url: str

    def project(self, item: Mapping[str, Any]) -> ProjectRef:
        """From `ProjectListing.item`."""
        shown = self.language if item["title"].get(self.language) else Language.FR
        return ProjectRef(
            identifier=item["identifier"],
            title=item["title"][shown],
            title_lang=shown,
            url=self.base_url + project_path(item["slug"], self.language),
        )


def read_money(reader: Reader, query: MoneyFilters) -> Money:
    """Raises BadParameterError for a value that the catalogue or the table of rates does not
    know."""
    session, reference, language = reader.session, reader.reference, reader.language
    criteria = build_criteria(session, query, reference)
    conversion = find_conversion(session, query.convert_to)
    numbers = count(session, criteria, query)
    selected = select_amounts(session, criteria, conversion)
    budgets = queries.budget_sums(selected, query.share)
    contributions = queries.contribution_sums(selected)
    groups = queries.groups(selected)
    lists = f"{reader.base_url}/{language}/projects"
    tables = Tables(query, reference, language, lists, conversion.target if conversion else None)
    known = next((each.known for each in groups if each.table == queries.TOTAL), 0)
    given = queries.count_given(selected)
    total = tables.total(
        budgets, numbers.matched, known, list_query(query, {"budget_known": "true"})
    )
    return Money(
        numberMatched=numbers.matched,
        numberUndated=numbers.undated,
        share=query.share,
        currencies=convertible_currencies(session),
        budgets=total,
        stated_in=tables.currencies(budgets),
        regions=tables.rows(queries.REGION, budgets, groups),
        themes=tables.rows(queries.THEME, budgets, groups),
        contributions=tables.total(contributions, numbers.matched, given.known, None),
        funders=tables.rows(queries.FUNDER, contributions, groups),
        not_added=NotAdded(
            count=given.left_out,
            listed=list(left_out(reader, selected, MOST_LISTED)) if given.left_out else [],
        ),
        comparison=_comparison(reader, selected),
        conversion=conversion and _conversion(reader, selected, conversion, budgets),
        rules=rules(query.share, language),
    )


def left_out(reader: Reader, selected: Selected, most: int | None) -> Iterator[LeftOutContribution]:
    query = listing_queries.select_left_out(selected, most)
    for item, slug, role, value, currency, reason in reader.session.execute(_chunked(query)):
        yield LeftOutContribution(
            project=reader.project(item),
            organisation=slug,
            name=reader.reference.organisation_name(slug, reader.language),
            role=role,
            value=value,
            currency=currency,
            reason=reason,
        )


def compared(reader: Reader, rows: CTE, most: int | None) -> Iterator[ComparedProject]:
    """`rows` are those of `compare`."""
    query = _chunked(comparison_queries.select_compared(rows, most))
    for found in reader.session.execute(query):
        item, state, scope, currency, budget, contributions, rest, included = found
        yield ComparedProject(
            project=reader.project(item),
            state=state,
            line=Line(scope),
            currency=currency,
            budget=budget,
            contributions=contributions,
            rest=rest,
            included=included,
        )


def _chunked(query: Select[Any]) -> Select[Any]:
    return query.execution_options(yield_per=CHUNK)


def _comparison(reader: Reader, selected: Selected) -> Comparison:
    rows = comparison_queries.compare(selected)
    states, sums = comparison_queries.sum_compared(reader.session, rows)
    order = list(Line)
    return Comparison(
        states=states,
        lines=[
            ComparedLine(
                line=Line(each.line),
                currency=each.currency,
                projects=each.projects,
                budget=each.budget,
                contributions=each.contributions,
                rest=each.rest,
                excess=each.excess,
            )
            for each in sorted(
                sums, key=lambda each: (order.index(Line(each.line)), -each.projects, each.currency)
            )
        ],
        listed=list(compared(reader, rows, MOST_LISTED)),
    )


def _conversion(
    reader: Reader, selected: Selected, conversion: Conversion, sums: Sequence[queries.Sum]
) -> ConversionShape:
    session, table = reader.session, conversion.table
    mine = [each for each in sums if each.table == queries.TOTAL]
    already = sum(each.projects for each in mine if each.currency == conversion.target)
    conversions = sum(each.conversions for each in mine)
    undated = sum(each.undated for each in mine)
    missing = sum(each.projects for each in mine) - conversions
    rates = select_rates(conversion, {each.currency for each in mine})
    not_converted = listing_queries.select_not_converted(selected, MOST_LISTED)
    rows = session.execute(not_converted).all() if missing else []
    return ConversionShape(
        currency=conversion.target,
        reference=table.reference,
        file=table.file_name,
        loaded_at=table.loaded_at,
        already=already,
        converted=conversions - already,
        no_start=undated,
        no_rate=missing - undated,
        not_converted=[
            NotConverted(
                project=reader.project(item), value=value, currency=currency, reason=reason
            )
            for item, value, currency, reason in rows
        ],
        numberRates=count_rates(session, rates),
        rates=[
            UsedRate(
                currency=rate.currency,
                first=rate.first_day,
                last=rate.last_day,
                rate=rate.rate,
                source_title=rate.source_title,
                source_url=rate.source_url,
            )
            for rate in session.scalars(rates.limit(MOST_RATES))
        ],
    )
