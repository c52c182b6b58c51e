"""Small XML files: well formed whatever the texts hold."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

# XML 1.0 has no place for other control characters, nor for halves of surrogate pairs.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def text(value: str) -> str:
    return _FORBIDDEN.sub("", value)


def add(parent: ET.Element, tag: str, content: str | None = None, **attributes: str) -> ET.Element:
    """An element below `parent`; `content` is text, never markup."""
    element = ET.SubElement(parent, tag, {name: text(value) for name, value in attributes.items()})
    element.text = None if content is None else text(content)
    return element


def write(root: ET.Element, namespaces: Mapping[str, str]) -> bytes:
    for prefix, uri in namespaces.items():
        ET.register_namespace(prefix, uri)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content
