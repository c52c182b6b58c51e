"""Where a signed-in reader is led. Pure."""

from urllib.parse import quote, urlsplit

from app.codelists import Language


def home(language: Language) -> str:
    return f"/{language}/workspace/"


def sign_in(language: Language, wanted: str) -> str:
    """`wanted` is the path, with its query, to come back to."""
    return f"/{language}/sign-in?next={quote(wanted, safe='/')}"


def safe_next(wanted: str | None, language: Language) -> str:
    """A page of this site that `?next=` asks for, else the reader's work: a link in a mail must
    not lead from our sign-in page to another site."""
    if (
        not wanted
        or len(wanted) > 2000
        or not wanted.startswith("/")
        or wanted.startswith("//")
        or "\\" in wanted
        or not wanted.isprintable()
    ):
        return home(language)
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return home(language)
    if parts.scheme or parts.netloc or parts.path.startswith("/api/"):
        return home(language)
    return wanted
