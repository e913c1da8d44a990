"""Hardened streaming XML: whole documents only, nothing passed over, nothing expanded."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFormatError
from sanctionscreen.sources.opening import open_source
from sanctionscreen.sources.xmlstream import DEPTH_LIMIT, XmlRecord, root_of, stream_records

DOCUMENT = """<?xml version="1.0" encoding="utf-8"?>
<list xmlns="urn:one" date="2021-12-10">
  <people>
    <person id="1"><name>Борвик</name></person>
    <person id="2"><name>Holt &amp; Co</name></person>
  </people>
  <surprise><inside/></surprise>
</list>
"""


def _stream(tmp_path: Path, text: str | bytes) -> Iterator[XmlRecord]:
    path = tmp_path / "list.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return stream_records(open_source(path), ("list", "people"))


def _refused(tmp_path: Path, text: str | bytes) -> ListFormatError:
    with pytest.raises(ListFormatError) as caught:
        list(_stream(tmp_path, text))
    return caught.value


def test_every_record_comes_once_with_its_place(tmp_path: Path) -> None:
    """Records come in order with line and parents; an element nobody expected is one as well."""
    records = list(_stream(tmp_path, DOCUMENT))
    assert [(r.element.tag, r.parents, r.line) for r in records] == [
        ("person", ("list", "people"), 4),
        ("person", ("list", "people"), 5),
        ("surprise", ("list",), 7),
    ]
    assert [r.element.findtext("name") for r in records[:2]] == ["Борвик", "Holt & Co"]


def test_namespaces_make_no_difference(tmp_path: Path) -> None:
    """A default namespace, another one, or a prefix: names and attributes read the same."""
    prefixed = (
        '<n:list xmlns:n="urn:two"><n:people><n:person n:id="1"><n:name>Holt</n:name>'
        "</n:person></n:people></n:list>"
    )
    (record,) = _stream(tmp_path, prefixed)
    assert record.element.tag == "person"
    assert record.element.get("id") == "1"
    assert record.element.findtext("name") == "Holt"


def test_the_root_is_seen_without_reading_on(tmp_path: Path) -> None:
    """The root element and its attributes come from the file's head; no XML has no root."""
    path = tmp_path / "list.xml"
    path.write_text(DOCUMENT[:120], encoding="utf-8")
    root = root_of(open_source(path))
    assert root is not None
    assert (root.tag, root.get("date")) == ("list", "2021-12-10")
    path.write_text("ent_num,name\n", encoding="utf-8")
    assert root_of(open_source(path)) is None


def test_a_document_cut_anywhere_is_refused(tmp_path: Path) -> None:
    """No cut of a document passes for a shorter document."""
    whole = DOCUMENT.encode()
    end = whole.index(b"</list>") + len(b"</list>")
    for cut in range(1, end):
        error = _refused(tmp_path, whole[:cut])
        assert error.line is not None
        assert error.path == str(tmp_path / "list.xml")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE list [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE list [<!ENTITY passwd SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE list SYSTEM "http://list.example/list.dtd">',
        "<!DOCTYPE list>",
    ],
)
def test_document_type_declarations_are_refused(tmp_path: Path, declaration: str) -> None:
    """Entity bombs and files from elsewhere need a declaration, and no publisher has one."""
    text = f"{declaration}<list><person>&b;</person></list>"
    assert "document type" in _refused(tmp_path, text).message


def test_undeclared_entities_are_refused(tmp_path: Path) -> None:
    """An entity that nothing declares is damage, not an empty text."""
    _refused(tmp_path, "<list><person>&b;</person></list>")


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    """Nesting up to the limit is read, deeper nesting is refused before it costs anything."""

    def nested(levels: int) -> str:
        return "<list>" + "<a>" * (levels - 1) + "</a>" * (levels - 1) + "</list>"

    assert len(list(_stream(tmp_path, nested(DEPTH_LIMIT)))) == 1
    assert "nested" in _refused(tmp_path, nested(DEPTH_LIMIT + 1)).message
    assert "nested" in _refused(tmp_path, nested(200_000)).message
    assert "nested" in _refused(tmp_path, "<list>" * 200_000).message


def test_another_document_is_refused(tmp_path: Path) -> None:
    """A document with another root is not a list with one unknown record."""
    assert "<rss>" in _refused(tmp_path, "<rss><person/></rss>").message


def test_text_between_records_is_refused(tmp_path: Path) -> None:
    """Text where only records may stand is not passed over."""
    assert "text stands" in _refused(tmp_path, "<list>lost<person/></list>").message


def test_memory_does_not_grow_with_the_document(tmp_path: Path) -> None:
    """Ten times the records take the same memory."""
    record = "<person><name>" + "x" * 1000 + "</name></person>"

    def peak(number: int) -> int:
        records = _stream(tmp_path, f"<list><people>{record * number}</people></list>")
        tracemalloc.start()
        assert sum(1 for _ in records) == number
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    assert peak(20_000) < 2 * peak(2_000)
