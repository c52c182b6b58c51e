"""Links of a list: itself, its neighbours, the same rows in other forms."""

from collections.abc import Mapping

from starlette.datastructures import URL

from app.kit.schemas import Link

JSON = "application/json"


def page_links(
    base_url: str,
    url: URL,
    limit: int,
    offset: int,
    matched: int,
    files: Mapping[str, str],
) -> list[Link]:
    """`files` maps the last path segment of each other form to its media type."""

    def address(changed: URL) -> str:
        query = f"?{changed.query}" if changed.query else ""
        return f"{base_url}{changed.path}{query}"

    links = [Link(href=address(url), rel="self", type=JSON)]
    if offset + limit < matched:
        following = url.include_query_params(offset=offset + limit)
        links.append(Link(href=address(following), rel="next", type=JSON))
    if offset > 0:
        previous = url.include_query_params(offset=max(0, offset - limit))
        links.append(Link(href=address(previous), rel="prev", type=JSON))
    whole = url.remove_query_params(["limit", "offset", "facets"])
    folder = url.path.rpartition("/")[0]
    for name, media_type in files.items():
        form = whole.replace(path=f"{folder}/{name}")
        links.append(Link(href=address(form), rel="alternate", type=media_type))
    return links
