"""Ids of projects as strings of bits, in SQL."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    LargeBinary,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    cast,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import BIT, aggregate_order_by

from app.models import ProjectListing
from app.models.bitmap import CHUNK, WORD


def chunk_of(project_id: SQLColumnExpression[int]) -> ColumnElement[int]:
    return project_id // literal_column(str(CHUNK), Integer)


def in_chunk(chunk: int) -> ColumnElement[bool]:
    return ProjectListing.project_id.between(chunk * CHUNK, (chunk + 1) * CHUNK - 1)


def pack(rows: Subquery) -> Select[Any]:
    """`rows` have a `project_id` and perhaps a `value`; of each chunk (and value) that occurs,
    `chunk`, (`value`) and `bits`."""
    keys: list[Any] = [chunk_of(rows.c.project_id).label("chunk")]
    keys += [rows.c.value] if "value" in rows.c else []
    place = rows.c.project_id % literal_column(str(CHUNK))
    number = (place // literal_column(str(WORD))).label("number")
    shift: ColumnElement[int] = literal_column(str(WORD - 1)) - place % literal_column(str(WORD))
    bit = cast(literal_column("1"), BigInteger).op("<<")(cast(shift, Integer))
    words = (
        select(*keys, number, func.bit_or(bit).label("word")).group_by(*keys, number).cte("words")
    )
    named = [words.c[key.key] for key in keys]
    wanted = select(*named).distinct().subquery("wanted")
    numbers = func.generate_series(0, CHUNK // WORD - 1).table_valued("number")
    every = numbers.render_derived("every").c.number
    same = [wanted.c[key.key] == words.c[key.key] for key in keys]
    padded = wanted.join(every.table, true()).outerjoin(words, and_(*same, words.c.number == every))
    return (
        select(*wanted.c, _bits(func.coalesce(words.c.word, 0), every).label("bits"))
        .select_from(padded)
        .group_by(*wanted.c)
    )


def _bits(word: ColumnElement[Any], number: ColumnElement[Any]) -> ColumnElement[str]:
    sent = func.int8send(word, type_=LargeBinary)
    nothing = cast(literal_column("''"), LargeBinary)
    joined = func.string_agg(sent, aggregate_order_by(nothing, number))
    written = literal_column("'x'").op("||")(func.encode(joined, literal_column("'hex'")))
    return cast(written, BIT(CHUNK))
