"""Hostile and damaged files, over every source: a clear error in bounds, and no other one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hostile import CSV, JSON, WORKBOOKS, XML, YAML, Opening, check_recognised, refusal

from sanctionscreen.errors import SanctionscreenError
from sanctionscreen.sources.base import ReadOptions
from sanctionscreen.sources.programmes import load_register
from sanctionscreen.sources.registry import SOURCES, read_list

TEXT = (*XML, *JSON, *CSV, *YAML)
SAMPLES = Path(__file__).parent / "samples"

_LAUGHS = '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)
ENTITIES = {
    "billion laughs": (f"<!DOCTYPE x [{_LAUGHS}]>", "&a9;"),
    "quadratic blow-up": (f'<!DOCTYPE x [<!ENTITY a "{"a" * 40_000}">]>', "&a;" * 100_000),
    "parameter entities": (
        '<!DOCTYPE x [<!ENTITY % a "<!ENTITY b \'c\'>"><!ENTITY % d "%a;%a;">%d;]>',
        "&b;",
    ),
    "a file": ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
    "the network": ('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/list.dtd">', ""),
}


def _ids(openings: tuple[Opening, ...]) -> list[str]:
    return [opening.source for opening in openings]


@pytest.fixture(scope="module")
def options(repository: Path) -> ReadOptions:
    return ReadOptions(load_register(repository / "lists" / "programmes.yml"))


def _write(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "list"
    path.write_bytes(content)
    return path


def test_every_source_is_tried() -> None:
    """A new source needs its opening here, or nothing says how it takes damage."""
    assert {*_ids(TEXT), *WORKBOOKS} == {source.name for source in SOURCES}


@pytest.mark.parametrize("kind", ENTITIES)
@pytest.mark.parametrize("opening", XML, ids=_ids(XML))
def test_entities_are_never_expanded(
    tmp_path: Path, options: ReadOptions, opening: Opening, kind: str
) -> None:
    """Bombs and outside entities are refused at the declaration that they need."""
    declaration, use = ENTITIES[kind]
    path = _write(tmp_path, declaration.encode() + opening.around(f"<a>{use}</a>".encode()))
    error = refusal([path], options)
    # Where the entities fill the head of the file, nothing tells which list it would be.
    assert "document type declaration" in error.message or "no known list format" in error.message
    if kind != "billion laughs":
        return
    in_attribute = declaration + opening.before.replace(">", ' b="&a9;">', 1) + opening.after
    refusal([_write(tmp_path, in_attribute.encode())], options)


@pytest.mark.parametrize("opening", XML, ids=_ids(XML))
@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-32", "utf-7", "shift_jis", "rot13", "hex", "idna", "no-such"]
)
def test_a_wrong_declaration_of_the_encoding(
    tmp_path: Path, options: ReadOptions, opening: Opening, encoding: str
) -> None:
    """An encoding that is not the text's, or none that can be read, is refused as such."""
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    refusal([_write(tmp_path, declaration + opening.around(b""))], options)


@pytest.mark.parametrize("opening", XML, ids=_ids(XML))
def test_text_that_is_not_in_its_encoding(
    tmp_path: Path, options: ReadOptions, opening: Opening
) -> None:
    """UTF-16 that says UTF-8, Latin-1 bytes in UTF-8, and NUL bytes are damage."""
    declaration = '<?xml version="1.0" encoding="utf-8"?>'
    as_utf16 = (declaration + opening.before + opening.after).encode("utf-16")
    refusal([_write(tmp_path, as_utf16)], options)
    for damage in (b"<a>Jos\xe9</a>", b"<a>A\x00B</a>", b"<a>\xed\xa0\x80</a>", b"<a>&#x0;</a>"):
        path = _write(tmp_path, declaration.encode() + opening.around(damage))
        check_recognised(path, opening.source)
        assert refusal([path], options).line == 1


@pytest.mark.parametrize("opening", [*CSV, *JSON, *YAML], ids=_ids((*CSV, *JSON, *YAML)))
def test_bytes_that_are_no_text(tmp_path: Path, options: ReadOptions, opening: Opening) -> None:
    """Latin-1 bytes, UTF-16 and NUL bytes in CSV, JSON and YAML are damage, wherever they stand."""
    quote = b'"' if opening in JSON else b""
    # Behind the head that a recogniser sees, where only the reader meets it.
    far = b" " * 70_000 if opening in JSON else b"x" * 70_000
    for damage in (b"Ji\xf8\xed", b"A\x00B", b"B\xc3"):
        refusal([_write(tmp_path, opening.around(quote + damage + quote))], options)
        path = _write(tmp_path, opening.around(quote + far + damage + quote))
        check_recognised(path, opening.source)
        refusal([path], options)
    refusal([_write(tmp_path, opening.around(b"x").decode().encode("utf-16"))], options)


@pytest.mark.parametrize("opening", TEXT, ids=_ids(TEXT))
def test_a_file_that_ends_within_a_character(
    tmp_path: Path, options: ReadOptions, opening: Opening
) -> None:
    """The first of a letter's two bytes at the end of the file is no end."""
    whole = opening.around(b"")
    refusal([_write(tmp_path, whole[: len(opening.before.encode())] + b"\xd0")], options)
    refusal([_write(tmp_path, whole + b"\xd0")], options)


@pytest.mark.parametrize("opening", [*XML, *JSON, *YAML], ids=_ids((*XML, *JSON, *YAML)))
@pytest.mark.parametrize("is_closed", [True, False])
def test_absurdly_deep_nesting(
    tmp_path: Path, options: ReadOptions, opening: Opening, is_closed: bool
) -> None:
    """A hundred thousand levels exhaust neither the stack nor the clock."""
    pairs = [(b"<a>", b"</a>")] if opening in XML else [(b"[", b"]"), (b'{"a": ', b"}")]
    if opening in YAML:
        pairs = [(b"[", b"]"), (b"{a: ", b"}"), (b"- ", b""), (b"? ", b"")]
    for opened, closed in pairs:
        lead = b"\n  " if opening in YAML and not closed else b""
        inner = b"" if opening in XML else b"1"
        damage = lead + opened * 100_000 + inner + closed * (100_000 * is_closed)
        path = _write(tmp_path, opening.around(damage))
        check_recognised(path, opening.source)
        refusal([path], options)


@pytest.mark.parametrize("opening", TEXT, ids=_ids(TEXT))
def test_one_huge_field(tmp_path: Path, options: ReadOptions, opening: Opening) -> None:
    """A field, line, tag or comment of 33 MB is refused before anything is made of it."""
    huge = b"x" * (33 * 1024**2)
    damages = [huge]
    if opening in XML:
        damages = [b"<a>%s</a>" % huge]
        if opening is XML[0]:  # The others go through the same reader.
            damages += [b"<a b='%s'/>" % huge, b"<!--%s-->" % huge, b"<" + huge]
            damages.append(b"<a>%s</a>" % huge[:2_000_000])
    elif opening in JSON:
        damages = [b'"%s"' % huge, b"1" * len(huge), b'"' + huge]
    elif opening in YAML:
        damages = [huge, b'"' + huge]
    for damage in damages:
        path = _write(tmp_path, opening.around(damage))
        check_recognised(path, opening.source)
        refusal([path], options)


@pytest.mark.parametrize("opening", JSON, ids=_ids(JSON))
def test_json_that_is_more_than_its_bytes(
    tmp_path: Path, options: ReadOptions, opening: Opening
) -> None:
    """Millions of tiny values, endless numbers, values that are none, and half characters."""
    for damage in (
        b"[" + b"[]," * 9_000_000 + b"1]",
        b"[" + b"9" * 5_000 + b"]",
        b"NaN",
        b'"\\ud800"',
        b'"\\udc00\\ud800"',
    ):
        path = _write(tmp_path, opening.around(damage))
        check_recognised(path, opening.source)
        refusal([path], options)


def test_yaml_bombs(tmp_path: Path, options: ReadOptions) -> None:
    """Aliases that multiply, tags that run code, and a million values are refused."""
    (opening,) = YAML
    aliases = "&a [x, x]\n  b: &b [*a, *a, *a, *a]\n  c: [*b, *b, *b, *b]"
    for damage in (aliases, "!!python/object/apply:os.getcwd []", "[" + "a," * 1_100_000 + "a]"):
        path = _write(tmp_path, opening.around(damage.encode()))
        check_recognised(path, opening.source)
        refusal([path], options)


@pytest.mark.parametrize("opening", CSV, ids=_ids(CSV))
def test_a_quote_that_is_never_closed(
    tmp_path: Path, options: ReadOptions, opening: Opening
) -> None:
    """The rest of the file is not one field; a megabyte of lines behind the quote says so."""
    path = _write(tmp_path, opening.around(b'"' + b"1,2,3\n" * 200_000))
    check_recognised(path, opening.source)
    refusal([path], options)


def test_random_bytes(tmp_path: Path, options: ReadOptions) -> None:
    """Noise of any length, also behind the marks of the compressed formats, is no list."""
    noise = random.Random(20211210)
    marks = (b"", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"BZh9", b"\xfd7zXZ\x00", b"\xd0\xcf\x11\xe0")
    for mark in (*marks, b"<?xml", b"{", b"id,name\n", b"\xff\xfe"):
        for size in (1, 10, 1_000, 100_000):
            refusal([_write(tmp_path, mark + noise.randbytes(size))], options)


@pytest.mark.parametrize("opening", TEXT, ids=_ids(TEXT))
def test_random_bytes_in_a_known_format(
    tmp_path: Path, options: ReadOptions, opening: Opening
) -> None:
    """Noise where the records should be is refused as well."""
    noise = random.Random(20211210)
    for size in (1_000, 100_000):
        path = _write(tmp_path, opening.around(noise.randbytes(size)))
        refusal([path], options)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_flipped_bytes(tmp_path: Path, options: ReadOptions, name: str) -> None:
    """Two hundred damaged copies are read or refused: no other exception, and not all are read."""
    noise = random.Random(name)
    whole = (SAMPLES / name).read_bytes()
    refused = 0
    for _ in range(200):
        damaged = bytearray(whole)
        for _ in range(noise.randint(1, 8)):
            damaged[noise.randrange(len(damaged))] = noise.randrange(256)
        try:
            read_list([_write(tmp_path, bytes(damaged))], options)
        except SanctionscreenError:
            refused += 1
    assert refused > 0
