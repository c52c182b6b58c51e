"""Whatever reads the projects of a file reads them in the order asked for."""

import httpx2
import pytest

from app.exchange.formats import FORMATS


@pytest.mark.parametrize("order", ["sort=-confirmed", "sort=relevance&q=sante", "sort=-budget"])
def test_each_format_takes_each_order(client: httpx2.Client, order: str) -> None:
    for name in FORMATS:
        answer = client.get(f"/api/v1/projects.{name}?{order}&limit=2")
        assert answer.status_code == 200, name
        assert answer.content, name


def test_the_order_is_that_of_the_list(client: httpx2.Client) -> None:
    for order in ("sort=confirmed", "sort=-confirmed"):
        listed = client.get(f"/api/v1/projects?{order}&limit=1000").json()["items"]
        lines = client.get(f"/api/v1/projects.csv?{order}").text.splitlines()[1:]
        assert [line.partition(",")[0] for line in lines] == [each["identifier"] for each in listed]
