"""`--from`: a table, or a sentence that names the file and the line and nothing that was typed."""

import io

import pytest

from fsworkbook.cli.frame.source import read_source
from fsworkbook.errors import BadInput


def test_a_table_is_read_from_where_one_stands(desk, tmp_path):
    (tmp_path / "a.toml").write_bytes(b'\xef\xbb\xbfon = 2025-03-04\r\ntext = "x"\r\n')
    assert read_source(desk, "a.toml")["text"] == "x"


def test_standard_input_is_read(make_desk):
    assert read_source(make_desk(stdin=io.StringIO('a = "b"')), "-") == {"a": "b"}
    assert read_source(make_desk(stdin=io.TextIOWrapper(io.BytesIO(b"a = 1"))), "-") == {"a": 1}


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b'a = 1\nb = "Kerry said\n', "line 2"),
        (b"a = 1\nKerry told me\n", "line 2"),
        (b'a = 1\na = "Kerry"\n', "line 2"),
        (b'text = """Kerry\n\n', "line 1"),
        (b"a = 1\n\nb = Kerry\n", "line 3"),
        ("a = 1\nb = “Kerry”".encode(), "line 2"),
        ("text = 'Kerry'\n".encode("utf-16"), "UTF-8"),
        (b"a = 1\nb = 'caf\xe9 Kerry'\n", "line 2"),
        (b"", "empty"),
        (b" \n", "empty"),
        (b"a = " + b"[" * 5000, ""),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(desk, tmp_path, data, place):
    (tmp_path / "a.toml").write_bytes(data)
    with pytest.raises(BadInput) as caught:
        read_source(desk, "a.toml")
    assert "a.toml" in str(caught.value)
    assert place in str(caught.value)
    assert "Kerry" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_said(desk, tmp_path):
    (tmp_path / "folder").mkdir()
    for name, why in (("none.toml", "no file"), ("folder", "is a folder"), ("a\0b", "cannot be used")):
        with pytest.raises(BadInput, match=why):
            read_source(desk, name)
