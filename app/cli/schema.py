"""`kharita schema`: the JSON Schema of a project document."""

import json

from app.projects.document import json_schema


def schema() -> None:
    """Print the JSON Schema (Draft 2020-12) that documents every field of a project."""
    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
