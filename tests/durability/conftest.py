import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Known when this folder is named on the command line, as `script/durability` does."""
    parser.addoption("--rounds", type=int, default=3, help="kills, of each victim in turn")
