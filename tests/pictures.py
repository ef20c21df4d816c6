"""What a PNG picture shows."""

import struct
import zlib
from dataclasses import dataclass

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"
RGBA8 = (8, 6, 0, 0, 0)  # bit depth, colour type, compression, filter, interlace


@dataclass(frozen=True)
class Picture:
    """Size and colours of a picture, each colour with the number of its pixels."""

    width: int
    height: int
    colours: dict[str, int]

    def part(self, colour: str) -> float:
        """Return what part of the pixels has a colour."""
        return self.colours.get(colour, 0) / (self.width * self.height)


def size(content: bytes) -> tuple[int, int]:
    """Read width and height from the head of a PNG."""
    assert content.startswith(SIGNATURE)
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def decoded(content: bytes) -> Picture:
    """Decode a PNG as vl-convert writes it: four bytes a pixel, each less that of its left."""
    width, height = size(content)
    assert struct.unpack_from(">5B", content, 24) == RGBA8
    packed, at = b"", len(SIGNATURE)
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        packed += content[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    lines = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + 4 * width)
    assert set(lines[:, 0].tolist()) <= {1}, "another filter than that of the left pixel"
    pixels = np.add.accumulate(lines[:, 1:].reshape(height, width, 4), axis=1, dtype=np.uint8)
    found, counts = np.unique(np.ascontiguousarray(pixels).view("<u4"), return_counts=True)
    names = (
        "#" + (int(one) & 0xFFFFFF).to_bytes(3, "little").hex() + ("" if one >> 24 == 255 else "/")
        for one in found
    )
    return Picture(width, height, dict(zip(names, counts.tolist(), strict=True)))
