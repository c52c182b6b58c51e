"""Large XML files, written while they are sent; well formed whatever the texts hold."""

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from xml.sax.saxutils import XMLGenerator

from app.kit import xml

_TWO_HYPHENS = re.compile("-(?=-)")


class XmlStream:
    """What is written gathers until `take` gives it away."""

    def __init__(self) -> None:
        self._buffer = io.StringIO()
        self._generator = XMLGenerator(self._buffer, encoding="utf-8", short_empty_elements=True)
        self._generator.startDocument()

    def take(self) -> bytes:
        content = self._buffer.getvalue().encode()
        self._buffer.seek(0)
        self._buffer.truncate()
        return content

    def start(self, tag: str, attributes: Mapping[str, str] | None = None) -> None:
        """`attributes` with their prefixes, as they are written."""
        cleaned = {name: xml.text(value) for name, value in (attributes or {}).items()}
        self._generator.startElement(tag, cleaned)  # type: ignore[arg-type]

    def end(self, tag: str) -> None:
        self._generator.endElement(tag)

    @contextmanager
    def element(self, tag: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        self.start(tag, attributes)
        yield
        self.end(tag)

    def add(
        self, tag: str, content: str | None = None, attributes: Mapping[str, str] | None = None
    ) -> None:
        """A whole element; `content` is text, never markup."""
        self.start(tag, attributes)
        if content is not None:
            self._generator.characters(xml.text(content))
        self.end(tag)

    def comment(self, content: str) -> None:
        """Two hyphens cannot follow each other in it."""
        self.markup(f"<!-- {_TWO_HYPHENS.sub('- ', xml.text(content))} -->")

    def markup(self, content: str) -> None:
        """Elements that are well formed by themselves, such as a shape that PostGIS wrote."""
        self._generator.ignorableWhitespace(content)
