"""The address of a page as a QR code, for paper."""

import io

import segno

# The quiet zone that scanners need, in modules (ISO/IEC 18004).
BORDER = 4


def qr_svg(address: str) -> bytes:
    """Scales to any size: a view box, and neither styles nor scripts."""
    output = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        output, kind="svg", border=BORDER, omitsize=True, light="#ffffff", xmldecl=False
    )
    return output.getvalue()
