"""What is wrong with a parameter, as advice rather than in the words of pydantic."""

from collections.abc import Mapping
from typing import Any

_ADVICE = {
    "missing": "is required",
    "bool_parsing": "write true or false",
    "int_parsing": "write a whole number",
    "float_parsing": "write a number",
    "finite_number": "write a finite number",
    "less_than_equal": "must be at most {le}",
    "greater_than_equal": "must be at least {ge}",
    "string_too_long": "must have at most {max_length} characters",
    "enum": "must be one of {expected}",
    "literal_error": "must be one of {expected}",
    "too_long": "takes at most {max_length} values",
    "uuid_parsing": "there is nothing by this id; copy it whole, as lists and links give it",
    "uuid_type": "write an id, as lists and links give it",
}


def advise(fault: Mapping[str, Any]) -> str:
    """`fault`: one of `ValidationError.errors()`. Without the name of the parameter."""
    advice = _ADVICE.get(fault["type"])
    if advice is None:
        return str(fault["msg"]).removeprefix("Value error, ")
    return advice.format_map(fault.get("ctx", {}))
