"""Makes the OpenAPI description say what is answered: FastAPI documents errors as its own."""

from typing import Any

from fastapi import FastAPI

from app.kit.problems import MEDIA_TYPE

Schema = dict[str, Any]
JSON = "application/json"
_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_ANYWHERE = {
    "414": "The address is too long.",
    "503": "The database cannot be reached, and no answer to this question was kept.",
}
_OF_FASTAPI = "HTTPValidationError", "ValidationError"


def install(app: FastAPI) -> None:
    generate = app.openapi

    def openapi() -> Schema:
        if app.openapi_schema is None:
            _correct(generate())
        assert app.openapi_schema is not None  # noqa: S101 - `generate` keeps it there
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _correct(schema: Schema) -> None:
    for operations in schema["paths"].values():
        for operation in operations.values():
            if "requestBody" not in operation:  # what is wrong with an address is always a 400
                operation["responses"].pop("422", None)
            if "parameters" in operation:
                operation["responses"].setdefault("400", {"description": "A parameter is wrong."})
            _correct_responses(operation["responses"])
    for name in _OF_FASTAPI:
        schema["components"]["schemas"].pop(name, None)


def _correct_responses(responses: Schema) -> None:
    for status, description in _ANYWHERE.items():
        responses.setdefault(status, {"description": description})
    for status, response in responses.items():
        content = response.get("content", {})
        if int(status) >= 400:
            response["content"] = _PROBLEM
        elif len(content) > 1 and JSON in content:  # a file: its schema is of its own media type
            described = content.pop(JSON)
            for form in content.values():
                form.setdefault("schema", described["schema"])
