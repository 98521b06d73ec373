"""A PDF closed with a password: AES-256, its properties hidden too, and still read aloud by a screen reader.

Only a finished paper is sealed, after it was searched; what is sealed can be searched no more. A file that is
encrypted may not call itself PDF/A (ISO 19005), so that claim is taken out; PDF/UA-1 stands.
"""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Final

from fsworkbook.errors import BadInput

LEAST: Final = 2
"""A password of fewer characters is none."""
_MOST: Final = 127
"""Bytes of UTF-8, of which a PDF takes no more (ISO 32000-2, 7.6.4.3.4)."""
_ARCHIVAL: Final = re.compile(rb"<pdfaid:(?P<name>\w+)>[^<]*</pdfaid:(?P=name)>|\s+pdfaid:\w+=(?:\"[^\"]*\"|'[^']*')")


def plain(password: str) -> str:
    """Return a password as every reader of PDF takes it when it is typed: in the form that the standard names."""
    return unicodedata.normalize("NFKC", password)


def checked(password: str) -> str:
    """Return a password in its plain form, where it can serve as one.

    Raises:
        BadInput: it is empty or of one character, too long, or holds what cannot be typed; it is not repeated.
    """
    password = plain(password)
    if len(password.strip()) < LEAST:
        raise BadInput("the password is empty or a single character. Choose a longer one, such as three words.")
    if len(password.encode("utf-8", "replace")) > _MOST:
        raise BadInput(f"the password is too long: a PDF takes {_MOST} bytes. Choose a shorter one.")
    if not password.isprintable():
        raise BadInput("the password holds a character that nobody can type. Leave it out.")
    return password


def seal(data: bytes, password: str) -> bytes:
    """Return a PDF that opens with a password alone; its text, its bookmarks and its properties are encrypted.

    Args:
        data: the finished PDF, which is not encrypted.
        password: what opens it; `checked`.

    Raises:
        BadInput: no such password can be used.
    """
    import pikepdf  # noqa: PLC0415 - 130 ms that only a password needs

    password = checked(password)
    with pikepdf.open(io.BytesIO(data)) as document:
        metadata = document.Root.get("/Metadata")
        if metadata is not None:
            metadata.write(_ARCHIVAL.sub(b"", metadata.read_bytes()))
        sealed = io.BytesIO()
        document.save(
            sealed,
            encryption=pikepdf.Encryption(user=password, owner=password, R=6, aes=True, metadata=True),
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
        )
    return sealed.getvalue()
