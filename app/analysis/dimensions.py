"""What a table may count by. A dimension bears the name of a filter, and each of its values is a
value of that filter: what a cell counts is the selection with these filters. Pure."""

from enum import StrEnum


class Dimension(StrEnum):
    REGION = "region"
    PROVINCE = "province"
    FUNDER = "funder"
    IMPLEMENTER = "implementer"
    THEME = "theme"
    TARGET_GROUP = "target_group"
    MIGRATION_DIMENSION = "migration_dimension"
    RESIDENCE_COUNTRY = "residence_country"
    STATUS = "status"
    YEAR_ACTIVE = "year_active"
    YEAR_STARTED = "year_started"
    GOOD_PRACTICE = "good_practice"


# A project has one value of these; of the others it may have several, and their rows overlap.
ONE_VALUED = frozenset((Dimension.STATUS, Dimension.YEAR_STARTED, Dimension.GOOD_PRACTICE))
PLACES = frozenset((Dimension.REGION, Dimension.PROVINCE))
YEARS = frozenset((Dimension.YEAR_ACTIVE, Dimension.YEAR_STARTED))
ORGANISATIONS = frozenset((Dimension.FUNDER, Dimension.IMPLEMENTER))


class Measure(StrEnum):
    """`projects`: how many; `budget`: known budgets by currency; `budget_known`: of how many the
    budget is known."""

    PROJECTS = "projects"
    BUDGET = "budget"
    BUDGET_KNOWN = "budget_known"


class Share(StrEnum):
    """Where a budget for several regions (provinces) goes: `once` under "several", or in `equal`
    parts to each."""

    ONCE = "once"
    EQUAL = "equal"
