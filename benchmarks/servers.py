"""Starts the servers that are compared: one process each, the same Uvicorn settings for all."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from app.db.cluster import PORT, ROLE
from app.settings import ROOT
from benchmarks import environments, flat
from benchmarks.load import BenchmarkError
from benchmarks.ports import free_port

# Those of `kharita serve`, which are set in its code.
UVICORN = (
    "--loop", "uvloop", "--http", "httptools", "--ws", "none", "--no-access-log",
    "--no-server-header", "--log-level", "warning",
)  # fmt: skip
START_SECONDS = 120.0
SITE = "https://kharita.example"


@dataclass(frozen=True)
class Server:
    address: str
    pid: int


@contextmanager
def kharita(url: str, *, cache: bool, production: bool = False) -> Iterator[Server]:
    """As deployed, or without the cache of ready responses. In production, mails wait for the
    settings of mail, which are not given."""
    variables = {"KHARITA_DATABASE_URL": url} | ({} if cache else {"KHARITA_CACHE_BYTES": "0"})
    if production:
        variables |= {"KHARITA_ENVIRONMENT": "production", "KHARITA_BASE_URL": SITE}
    with _serve(variables) as server:
        yield server


@contextmanager
def embedded(data_dir: Path) -> Iterator[Server]:
    """As deployed on one machine: the server keeps its own database."""
    with _serve({"KHARITA_DATA_DIR": str(data_dir)}) as server:
        yield server


@contextmanager
def _serve(variables: Mapping[str, str]) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
    with _running(command, variables, port, "/readyz") as server:
        yield server


@contextmanager
def bare(directory: Path) -> Iterator[Server]:
    variables = {"BARE_DIRECTORY": str(directory)}
    with _uvicorn(Path(sys.executable).parent, "benchmarks.bare:application", variables) as server:
        yield server


@contextmanager
def tipg(url: str) -> Iterator[Server]:
    parts = make_url(url)
    host = str(parts.query["host"]).replace("/", "%2F")
    variables = {
        "DATABASE_URL": f"postgresql://{ROLE}@{host}:{PORT}/{parts.database}",
        "TIPG_DB_SCHEMAS": '["flat"]',
        "TIPG_DB_EXCLUDE_FUNCTION_SCHEMAS": '["public", "flat"]',
        "TIPG_DB_SPATIAL_EXTENT": "false",
        "TIPG_TABLE_CONFIG__FLAT_PROJECTS__PROPERTIES": json.dumps(flat.PROPERTIES),
        "TIPG_TABLE_CONFIG__FLAT_PROJECTS_BY__PROPERTIES": json.dumps(flat.PROPERTIES),
        "TIPG_TABLE_CONFIG__FLAT_PROJECTS_BY__PK": "id",
        "TIPG_TABLE_CONFIG__FLAT_PROJECTS_BY__GEOMCOL": "geom",
    }
    with _uvicorn(environments.prepare("tipg"), "tipg.main:app", variables) as server:
        yield server


@contextmanager
def pygeoapi(url: str, directory: Path) -> Iterator[Server]:
    programs = environments.prepare("pygeoapi")
    directory.mkdir(parents=True, exist_ok=True)
    config, openapi = directory / "config.yml", directory / "openapi.yml"
    config.write_text(json.dumps(_pygeoapi_config(url)))  # JSON is YAML
    subprocess.run(
        [programs / "pygeoapi", "openapi", "generate", config, "--output-file", openapi],
        check=True, capture_output=True,
    )  # fmt: skip
    variables = {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(openapi)}
    with _uvicorn(programs, "pygeoapi.starlette_app:APP", variables) as server:
        yield server


def _pygeoapi_config(url: str) -> dict[str, Any]:
    parts = make_url(url)
    text = {"title": "Projects", "description": "Projects", "keywords": ["projects"]}

    def collection(table: str) -> dict[str, Any]:
        provider = {
            "type": "feature",
            "name": "PostgreSQL",
            "data": {
                "host": str(parts.query["host"]), "port": PORT, "dbname": parts.database,
                "user": ROLE, "password": "", "search_path": ["flat"],
            },
            "id_field": "id",
            "table": table,
            "geom_field": "geom",
            "properties": list(flat.PROPERTIES),
        }  # fmt: skip
        extents = {
            "spatial": {
                "bbox": [-18, 20, 0, 37],
                "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            }
        }
        return {"type": "collection", **text, "links": [], "extents": extents,
                "providers": [provider]}  # fmt: skip

    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": 5000},
            "url": "http://127.0.0.1:5000",
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "gzip": False,
            "languages": ["en-US"],
            "pretty_print": False,
            "limits": {"default_items": 10, "max_items": 10000},
            "map": {"url": "https://tiles.invalid/{z}/{x}/{y}.png", "attribution": "none"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                **text,
                "keywords_type": "theme",
                "terms_of_service": "none",
                "url": "https://example.invalid",
            },
            "license": {"name": "none", "url": "https://example.invalid"},
            "provider": {"name": "benchmark", "url": "https://example.invalid"},
            "contact": {"name": "benchmark", "email": "none@example.invalid"},
        },
        "resources": {name: collection(name) for name in ("projects", "projects_by")},
    }


@contextmanager
def _uvicorn(programs: Path, application: str, variables: Mapping[str, str]) -> Iterator[Server]:
    port = free_port()
    command = [str(programs / "python"), "-m", "uvicorn", application, "--port", str(port)]
    with _running([*command, *UVICORN], variables, port, "/") as server:
        yield server


@contextmanager
def _running(
    command: list[str], variables: Mapping[str, str], port: int, ready: str
) -> Iterator[Server]:
    """The address of the server that `command` starts."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KHARITA_")}
    process = subprocess.Popen(
        command, cwd=ROOT, env={**kept, **variables}, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(address + ready):
            if process.poll() is not None or time.monotonic() > deadline:
                raise BenchmarkError(f"{' '.join(command)}: did not start")
            time.sleep(0.1)
        yield Server(address, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
