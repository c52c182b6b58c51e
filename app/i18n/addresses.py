"""Addresses of pages, and of the same page in the other languages."""

from app.codelists import Language


def page_address(base_url: str, language: str, path: str) -> str:
    return f"{base_url}/{language}{path}"


def alternates(base_url: str, path: str) -> list[tuple[str, str]]:
    """`hreflang` and address of a page in each language. Who reads none of them is served the
    French page; on the front door, whichever the browser prefers."""
    found = [(str(code), page_address(base_url, code, path)) for code in Language]
    default = f"{base_url}/" if path == "/" else page_address(base_url, Language.FR, path)
    return [*found, ("x-default", default)]
