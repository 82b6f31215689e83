"""Draws an address as a QR code: an SVG picture, the same every time."""

import io

import segno

PLAIN = {"xmldecl": False, "nl": False, "svgclass": None, "lineclass": None}


def qr_svg(text: str) -> bytes:
    """Return a QR code as an SVG file: black on white, so that it can be read from paper and from dark pages."""
    picture = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(picture, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, **PLAIN)
    return picture.getvalue()
