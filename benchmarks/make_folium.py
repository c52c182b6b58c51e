"""Run by the Python that has folium: the page that an analyst would make of the same projects.

Reads {"projects": GeoJSON of points, "regions": GeoJSON with counts} from its input, writes HTML.
"""

import json
import sys
from html import escape

import folium  # type: ignore[import-not-found, unused-ignore]
from folium.plugins import MarkerCluster  # type: ignore[import-not-found, unused-ignore]

COLOURS = ["#f6f2e7", "#d3e8e1", "#a3d0c5", "#68b0a3", "#338478", "#0d544c"]


def main() -> None:
    given = json.load(sys.stdin)
    # Without background tiles, which it would fetch from another host.
    page = folium.Map(location=[29, -8], zoom_start=5, tiles=None)
    counts = [each["properties"]["projects"] for each in given["regions"]["features"]]
    most = max(*counts, 1)

    def style(feature: dict[str, dict[str, int]]) -> dict[str, object]:
        shade = COLOURS[round(5 * feature["properties"]["projects"] / most)]
        return {"fillColor": shade, "color": "#ffffff", "weight": 1, "fillOpacity": 0.9}

    folium.GeoJson(
        given["regions"],
        style_function=style,
        tooltip=folium.GeoJsonTooltip(["name", "projects"]),
    ).add_to(page)
    clusters = MarkerCluster().add_to(page)
    for feature in given["projects"]["features"]:
        geometry, known = feature["geometry"], feature["properties"]
        parts = ", ".join(part["name"] for part in known["participations"])
        text = f"<b>{escape(known['title'])}</b><br>{known['start_date']} – {known['end_date']}"
        for lon, lat in geometry["coordinates"] if geometry else []:
            popup = folium.Popup(f"{text}<br>{escape(parts)}", max_width=300)
            folium.Marker([lat, lon], popup=popup, tooltip=known["title"]).add_to(clusters)
    sys.stdout.write(page.get_root().render())


if __name__ == "__main__":
    main()
