"""CSV that opens right and safely in a spreadsheet. Pure."""

import re

MEDIA_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"
# A cell that begins so would be run as a formula by a spreadsheet (OWASP, CSV injection); some
# pass over spaces and invisible characters first.
FORMULA_START = re.compile(r"[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")


def neutralise(value: object) -> object:
    """Text that a spreadsheet would run gets an apostrophe before it; numbers stay numbers."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and FORMULA_START.match(value):
        return "'" + value
    return value
