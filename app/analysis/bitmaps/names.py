"""What bitmaps there are, beside those of the dimensions. Pure."""

# Of the whole catalogue, and of what else is counted beside the dimensions.
ALL = "all"
BUDGET_KNOWN = "budget_known"
LOCATED = "located"
ORGANISATION = "organisation"  # in whichever role
CURRENCY = "currency"  # of the budget
AMOUNT = "amount"  # of the budget, by scope, currency and binary digit
YES = "true"
# Fewer projects are counted row by row.
MANY_PROJECTS = 2_000
