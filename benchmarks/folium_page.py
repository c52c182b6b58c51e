"""A Folium page of the same projects, with its outside files served from this machine."""

import gzip
import json
import mimetypes
import re
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from app.settings import ROOT
from benchmarks import environments

# Address in the page → file of an npm package, at the version that the page asks for. The sheets
# that no package has (two, of icons that this page does not draw) are left out, to its advantage.
FILES = {
    "leaflet@1.9.3/dist/leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet@1.9.3/dist/leaflet.css": "leaflet/dist/leaflet.css",
    "jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "css/all.min.css": "@fortawesome/fontawesome-free/css/all.min.css",
    "leaflet.awesome-markers.js": "leaflet.awesome-markers/dist/leaflet.awesome-markers.js",
    "leaflet.awesome-markers.css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
    "leaflet.markercluster.js": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "MarkerCluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
    "MarkerCluster.Default.css": "leaflet.markercluster/dist/MarkerCluster.Default.css",
}
PACKAGES = (
    "leaflet@1.9.3",
    "jquery@3.7.1",
    "bootstrap@5.2.2",
    "@fortawesome/fontawesome-free@6.2.0",
    "leaflet.awesome-markers@2.0.5",
    "leaflet.markercluster@1.1.0",
)
_OUTSIDE = re.compile(r"https?://(?:cdn|code|netdna)[^\"']+")
_TAG = r"<(?:script|link)[^>]*{}[^>]*>(?:</script>)?"


def make(kharita: str) -> Path:
    """The directory to serve, of the projects that the server at this address publishes."""
    programs = environments.prepare("folium")
    modules = _packages() / "node_modules"
    given = {
        "projects": _read(f"{kharita}/api/v1/projects.geojson?geometry=points&limit=1000"),
        "regions": _read(f"{kharita}/api/v1/regions.geojson?admin_level=1"),
    }
    script = Path(__file__).with_name("make_folium.py")
    html = subprocess.run(
        [programs / "python", script], input=json.dumps(given), capture_output=True, text=True,
        check=True,
    ).stdout  # fmt: skip
    for address in set(_OUTSIDE.findall(html)):
        file = next((path for end, path in FILES.items() if address.endswith(end)), None)
        if file and (modules / file).exists():
            html = html.replace(address, f"/node_modules/{file}")
        else:
            html = re.sub(_TAG.format(re.escape(address)), "", html)
    (modules.parent / "index.html").write_text(html)
    return modules.parent


def _packages() -> Path:
    directory = environments.CACHE / "folium-npm"
    made = directory / "made-from"
    if not made.exists() or made.read_text() != " ".join(PACKAGES):
        directory.mkdir(parents=True, exist_ok=True)
        (directory / "package.json").write_text('{"private": true}')
        command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"]
        subprocess.run([*command, *PACKAGES], cwd=directory, check=True, capture_output=True)
        made.write_text(" ".join(PACKAGES))
    return directory


def _read(address: str) -> object:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)


class _Handler(BaseHTTPRequestHandler):
    """Compressed, as a web server that an analyst rents would."""

    protocol_version = "HTTP/1.1"
    root = ROOT

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].lstrip("/") or "index.html"
        path = (self.root / name).resolve()
        if self.root not in path.parents or not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if kind.startswith("text/") or kind.endswith("javascript"):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@contextmanager
def serve(directory: Path) -> Iterator[str]:
    handler = type("Handler", (_Handler,), {"root": directory.resolve()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
