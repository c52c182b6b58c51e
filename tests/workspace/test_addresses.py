"""Where one is led after signing in: to a page of this site, whatever the link says."""

import pytest

from app.codelists import Language
from app.workspace.addresses import safe_next, sign_in

HOME = "/fr/workspace/"


@pytest.mark.parametrize(
    "wanted",
    ["/fr/workspace/submissions?state=draft", "/ar/workspace/", "/fr/projects/primo", "/en/"],
)
def test_a_page_of_this_site_is_followed(wanted: str) -> None:
    assert safe_next(wanted, Language.FR) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "workspace",
        "https://example.org/",
        "//example.org/",
        "/\\example.org/",
        "\\\\example.org",
        "/fr\n/x",
        "/fr\t//x",
        "javascript:alert(1)",
        "/api/v1/session",
        "/" + "a" * 3000,
        " /fr/",
        "/‮fr/",
    ],
)
def test_anything_else_leads_home(wanted: str | None) -> None:
    assert safe_next(wanted, Language.FR) == HOME


def test_what_was_asked_for_survives_the_way_through_the_sign_in_page() -> None:
    address = sign_in(Language.AR, "/ar/workspace/queue?state=submitted&sort=age")
    assert address == "/ar/sign-in?next=/ar/workspace/queue%3Fstate%3Dsubmitted%26sort%3Dage"
