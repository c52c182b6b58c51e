"""One spelling for each public address, so that equal questions share one answer."""

from urllib.parse import parse_qsl, quote, urlencode

# What proxies and browsers commonly allow; longer ones are refused with 414.
MAX_TARGET = 8000


def canonical_query(query: bytes) -> str:
    """Parameters in order of name, without empty and repeated ones; the values keep their order."""
    try:
        text = query.decode()  # `curl` and scripts send accents as they are
    except UnicodeDecodeError:
        text = query.decode("latin-1")
    pairs = parse_qsl(text, keep_blank_values=False)
    unique = dict.fromkeys(pairs)
    return urlencode(sorted(unique, key=lambda pair: pair[0]), quote_via=quote)
