"""The address of the site for files that must name it in full: sitemap, feed, QR codes."""

from typing import Annotated

from fastapi import Depends, Request

from app.errors import AppError
from app.publication.public import declare_public, get_base_url

# What a name of the DNS and a port may take; a QR code holds little more.
MAX_HOST = 260


class BadHostError(AppError):
    status = 400
    title = "Bad host"


def get_site_address(request: Request) -> str:
    """For files that must name the site in full. With `base_url` they are the same for everyone;
    without, they repeat the host that the request named, and so are never kept."""
    configured = get_base_url(request)
    if configured:
        declare_public(request)
        return configured
    host = request.url.netloc
    if len(host) > MAX_HOST:
        raise BadHostError("The Host header is too long to be the name of a host")
    return f"{request.url.scheme}://{host}"


SiteAddress = Annotated[str, Depends(get_site_address)]
# Of answers that repeat the host of the request; a public answer gets a header of its own.
NOT_KEPT = {"Cache-Control": "no-store"}
