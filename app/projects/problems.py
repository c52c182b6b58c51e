"""Problems of the catalogue files, told so that whoever edits a file can mend it."""

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as member
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.projects import fields

Raw = dict[str, Any]

_ADVICE = {
    "missing": "this field is missing: add it, with null if it is not known",
    "extra_forbidden": "there is no such field here",
    "string_type": "write a text between quotes",
    "bool_type": "write true, false or null",
    "list_type": "write a list, between [ and ]",
    "model_type": "write an object, between { and }",
    "model_attributes_type": "write an object, between { and }",
    "dict_type": "write an object, between { and }",
    "float_type": "write a number",
    "enum": "not a code of this list",
}
_PATTERN_ADVICE = {
    fields.NO_OUTER_SPACE: "write a text without space at its beginning or end, null if unknown",
    fields.SLUG: "write small letters without accents, digits and single hyphens",
    fields.IDENTIFIER: "write MA-MD- and at least four digits, such as MA-MD-0103",
    fields.CODE: "write a code: small letters, digits and _",
    fields.URL: "write an address that begins with http:// or https:// and has no space",
    fields.REGION: "write the code of a region, MA-01 to MA-12",
    fields.PROVINCE: "write the code of a province or prefecture, such as MA-BER",
}


@dataclass(frozen=True)
class Problem:
    """`field` is the place in the file (`participations[2].role`), empty for the whole file."""

    file: str
    field: str
    value: str
    message: str
    allowed: Sequence[str] = member(default=())

    def __str__(self) -> str:
        place = f"{self.file}: {self.field}" if self.field else self.file
        value = f" = {self.value}" if self.value else ""
        allowed = f" (allowed: {', '.join(self.allowed)})" if self.allowed else ""
        return f"{place}{value}: {self.message}{allowed}"


def shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else text[:77] + "…"


def nearest(value: str, known: Iterable[str], count: int = 3) -> list[str]:
    """What was probably meant: names that begin alike, then names with few other letters."""
    names = sorted(known)
    alike = [name for name in names if len(value) > 2 and name.startswith(value)]
    close = difflib.get_close_matches(value, names, n=count, cutoff=0.5)
    return list(dict.fromkeys(alike + close))[:count]


def place_of(location: Sequence[int | str]) -> str:
    place = ""
    for step in location:
        if step == "[key]":
            continue
        place += f"[{step}]" if isinstance(step, int) else f".{step}" if place else step
    return place


def _known_fields(model: type[BaseModel]) -> set[str]:
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", ())}


def validation_problems(
    file: str, model: type[BaseModel], error: ValidationError, prefix: Sequence[int | str] = ()
) -> Iterator[Problem]:
    for fault in error.errors():
        message, allowed = advise(fault, model)
        kind = fault["type"]
        value = "" if kind == "missing" or isinstance(fault["input"], dict) else fault["input"]
        yield Problem(
            file,
            place_of((*prefix, *fault["loc"])),
            "" if value == "" and kind != "string_pattern_mismatch" else shown(value),
            message,
            allowed,
        )


def advise(fault: ErrorDetails, model: type[BaseModel]) -> tuple[str, list[str]]:
    """How to mend the value, and what is allowed there."""
    kind, context = fault["type"], fault.get("ctx", {})
    message = _ADVICE.get(kind, fault["msg"])
    if kind == "enum":
        return message, re.findall(r"'([^']*)'", str(context.get("expected", "")))
    if kind == "string_pattern_mismatch":
        return _PATTERN_ADVICE.get(str(context.get("pattern")), message), []
    if kind == "extra_forbidden":
        return message, nearest(str(fault["loc"][-1]), _known_fields(model), 1)
    return message, []


class _RepeatedKeyError(ValueError):
    pass


def _object(pairs: list[tuple[str, Any]]) -> Raw:
    result: Raw = {}
    for key, value in pairs:
        if key in result:
            raise _RepeatedKeyError(f"the field `{key}` is given twice in one object: keep one")
        result[key] = value
    return result


def _refuse_constant(name: str) -> float:
    raise _RepeatedKeyError(f"{name} is not JSON: write a number, or null if it is not known")


def parse_json(file: str, content: bytes) -> tuple[Any, Problem | None]:
    """The content, or the problem that makes it unreadable, with its line and column."""
    try:
        text = content.decode("utf-8")
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant), None
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return None, Problem(file, f"line {line}", "", "not UTF-8: save the file as UTF-8")
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        return None, Problem(file, place, "", f"not JSON: {error.msg}")
    except _RepeatedKeyError as error:
        return None, Problem(file, "", "", str(error))
    except RecursionError:
        return None, Problem(file, "", "", "nested too deeply")
