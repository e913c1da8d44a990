"""Downloading from a publisher who does everything wrong that publishers do."""

from __future__ import annotations

import gzip
import hashlib
import os
import socket
import struct
import subprocess
import sys
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from publisher import Answer, Publisher, answer

from sanctionscreen.errors import ListError
from sanctionscreen.store.addresses import Address
from sanctionscreen.store.downloading import (
    USER_AGENT,
    Download,
    Fetched,
    Limits,
    NotModified,
    fetch,
)

LIST = b"<?xml version='1.0'?><list>" + b"<party/>" * 5_000 + b"</list>"
QUICK = Limits(timeout=5, pauses=(1.0, 4.0))


class Fetching:
    """Fetches from the publisher into a folder; what it waited and showed is kept."""

    def __init__(self, publisher: Publisher, folder: Path) -> None:
        self.publisher = publisher
        self.target = folder / "list.xml"
        self.slept: list[float] = []
        self.shown: list[tuple[int, int | None]] = []

    def __call__(self, *answers: Answer, **changes: Any) -> Fetched | NotModified:
        self.publisher.answers["/list.xml"] = list(answers)
        address = Address("ofac-sdn", self.publisher.url("/list.xml"), is_given=True)
        request = replace(Download(address, limits=QUICK), **changes)
        return fetch(
            request,
            self.target,
            sleep=self.slept.append,
            progress=lambda *state: self.shown.append(state),
        )

    def fails(self, *answers: Answer, **changes: Any) -> str:
        """The message of a download that fails, leaving nothing behind."""
        with pytest.raises(ListError) as caught:
            self(*answers, **changes)
        assert caught.value.exit_code == 3
        assert list(self.target.parent.iterdir()) == []
        assert caught.value.message.startswith("ofac-sdn could not be ")
        assert caught.value.hint
        return str(caught.value)


@pytest.fixture
def fetching(publisher: Publisher, tmp_path: Path) -> Fetching:
    """Fetches into an empty folder."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    return Fetching(publisher, folder)


def test_a_list_is_received_whole(fetching: Fetching) -> None:
    """The bytes, their digest, what the server says of them, and the progress up to the end."""
    got = fetching(answer(LIST, ETag='"7"', Last_Modified="Fri, 10 Dec 2021 15:00:00 GMT"))
    assert fetching.target.read_bytes() == LIST
    digest = hashlib.sha256(LIST).hexdigest()
    assert got == Fetched(len(LIST), digest, '"7"', "Fri, 10 Dec 2021 15:00:00 GMT")
    assert fetching.shown[-1] == (len(LIST), len(LIST))
    assert [path.name for path in fetching.target.parent.iterdir()] == ["list.xml"]
    assert fetching.slept == []


def test_the_user_agent_is_one_that_ofac_accepts(fetching: Fetching) -> None:
    """It begins with Mozilla/ and a digit, is long enough, and still says who asks."""
    fetching(answer(LIST))
    ((_, headers),) = fetching.publisher.asked
    assert headers["user-agent"] == USER_AGENT
    assert USER_AGENT.startswith("Mozilla/5")
    assert len(USER_AGENT) >= 40
    assert "sanctionscreen" in USER_AGENT


def test_a_packed_answer_is_unpacked(fetching: Fetching) -> None:
    """A body packed for the way is stored as the list itself."""
    got = fetching(answer(gzip.compress(LIST), Content_Encoding="gzip"))
    assert fetching.target.read_bytes() == LIST
    assert isinstance(got, Fetched)
    assert got.sha256 == hashlib.sha256(LIST).hexdigest()


def test_an_unchanged_list_is_not_sent_again(fetching: Fetching) -> None:
    """304: what the server said the last time is said back, and nothing is written."""
    day = "Fri, 10 Dec 2021 15:00:00 GMT"
    got = fetching(answer(status=304), etag='"7"', last_modified=day)
    assert got == NotModified()
    ((_, headers),) = fetching.publisher.asked
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"7"', day)
    assert not fetching.target.exists()


def test_not_modified_unasked_is_an_error(fetching: Fetching) -> None:
    """304 to an unconditional request says nothing of any list."""
    assert "304" in fetching.fails(answer(status=304))


@pytest.mark.parametrize(
    ("status", "advice"),
    [(401, "key or token"), (403, "refuses"), (404, "moved"), (410, "withdrew"), (204, "Check")],
)
def test_a_refusal_is_final(fetching: Fetching, status: int, advice: str) -> None:
    """No second attempt is made; the message has the status and says what to do."""
    message = fetching.fails(answer(status=status))
    assert str(status) in message
    assert advice in message
    assert "lists import" in message
    assert fetching.slept == []


def test_an_error_of_the_server_is_tried_again(fetching: Fetching) -> None:
    """500, then 200: the list is there, after one pause."""
    got = fetching(answer(b"oops", status=500), answer(LIST))
    assert isinstance(got, Fetched)
    assert fetching.target.read_bytes() == LIST
    assert fetching.slept == [1.0]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_lasting_error_of_the_server_ends_after_growing_pauses(
    fetching: Fetching, status: int
) -> None:
    """All attempts are made, with longer pauses each, and the message tells how many."""
    message = fetching.fails(answer(status=status))
    assert str(status) in message
    assert "last of 3 attempts" in message
    assert fetching.slept == [1.0, 4.0]
    assert len(fetching.publisher.asked) == 3


def _reset(handler: BaseHTTPRequestHandler) -> None:
    """Half the list, then a connection reset."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(LIST)))
    handler.end_headers()
    handler.wfile.write(LIST[: len(LIST) // 2])
    handler.wfile.flush()
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()


def _half_chunked(handler: BaseHTTPRequestHandler) -> None:
    """A chunked body without its last chunk."""
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"1000\r\n" + LIST[:0x1000] + b"\r\n")
    handler.close_connection = True


def test_a_reset_in_mid_body_is_tried_again(fetching: Fetching) -> None:
    """A connection that breaks off leaves nothing; the next attempt begins anew."""
    fetching(_reset, answer(LIST))
    assert fetching.target.read_bytes() == LIST
    assert fetching.slept == [1.0]


@pytest.mark.parametrize("broken", [_reset, _half_chunked], ids=["reset", "half chunked"])
def test_a_body_that_always_breaks_off_is_an_error(fetching: Fetching, broken: Answer) -> None:
    """Half a list is never taken for the whole."""
    assert "connection failed" in fetching.fails(broken)
    assert fetching.slept == [1.0, 4.0]


def test_a_truncated_body_is_an_error(fetching: Fetching) -> None:
    """Fewer bytes than the server states are no list, well closed or not."""
    message = fetching.fails(answer(LIST, length=len(LIST) + 1))
    assert "connection failed" in message
    assert "received" in message


def test_a_truncated_packed_body_is_an_error(fetching: Fetching) -> None:
    """Damaged compression is an error too."""
    broken = b"\x1f\x8b" + b"\x00" * 100
    assert "damaged" in fetching.fails(answer(broken, Content_Encoding="gzip"))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!DOCTYPE html><html><body>Maintenance</body></html>", "text/html"),
        (b"\xef\xbb\xbf \n<HTML><body>Maintenance", "application/xml"),
        (b"Access denied", "text/html; charset=utf-8"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html/>', "text/html"),
    ],
)
def test_a_web_page_with_status_200_is_no_list(fetching: Fetching, body: bytes, kind: str) -> None:
    """An error page that calls itself a success is refused, whatever its declared type."""
    assert "web page" in fetching.fails(answer(body, Content_Type=kind))
    assert fetching.slept == []


def test_xml_that_is_declared_a_page_is_a_list(fetching: Fetching) -> None:
    """A server that declares every file a page is understood by what it sends."""
    fetching(answer(LIST, Content_Type="text/html"))
    assert fetching.target.read_bytes() == LIST


@pytest.mark.parametrize("body", [b"", b" \r\n"])
def test_an_empty_body_is_an_error(fetching: Fetching, body: bytes) -> None:
    """Nothing is no list."""
    assert "empty file" in fetching.fails(answer(body))


def test_a_server_that_does_not_answer_is_given_up(fetching: Fetching) -> None:
    """Silence ends after the timeout, in each attempt."""
    limits = Limits(timeout=0.2, pauses=(1.0,))
    message = fetching.fails(lambda _: time.sleep(1), limits=limits)
    assert "did not answer within 0.2 seconds" in message
    assert fetching.slept == [1.0]


def test_a_server_that_trickles_is_given_up(fetching: Fetching) -> None:
    """Bytes that come too slowly to ever be all end the attempt: each of them is no answer."""

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(LIST)))
        handler.end_headers()
        for byte in LIST[:100]:
            try:
                handler.wfile.write(bytes([byte]))
            except OSError:
                return
            time.sleep(0.05)

    message = fetching.fails(trickle, limits=Limits(timeout=5, total=0.3, pauses=()))
    assert "did not come within 0.3 seconds" in message


def test_redirects_are_followed(fetching: Fetching) -> None:
    """Legacy addresses work through redirects, relative ones too."""
    fetching.publisher.answers["/new/list"] = [answer(LIST, ETag='"8"')]
    got = fetching(answer(status=302, Location="/new/list"))
    assert isinstance(got, Fetched)
    assert got.etag == '"8"'
    assert [path for path, _ in fetching.publisher.asked] == ["/list.xml", "/new/list"]


def test_a_redirect_loop_ends(fetching: Fetching) -> None:
    """A loop ends after the limit, and is not tried again."""
    message = fetching.fails(answer(status=301, Location="/list.xml"))
    assert "redirects more than 5 times" in message
    assert len(fetching.publisher.asked) == 6
    assert fetching.slept == []


@pytest.mark.parametrize("target", ["https://127.0.0.1:1/list.xml", "ftp://127.0.0.1/list.xml"])
def test_a_redirect_to_another_scheme_is_refused(fetching: Fetching, target: str) -> None:
    """Nothing is asked of the other address; the message shows it."""
    message = fetching.fails(answer(status=302, Location=target))
    assert f"redirects from http to {target}" in message
    assert len(fetching.publisher.asked) == 1


@pytest.mark.parametrize("states_length", [True, False])
def test_a_body_over_the_limit_is_refused(fetching: Fetching, states_length: bool) -> None:
    """No more than the limit is read, announced by the server or hidden in a packed body."""
    whole = answer(LIST) if states_length else answer(gzip.compress(LIST), Content_Encoding="gzip")
    message = fetching.fails(whole, limits=Limits(size=10_000, pauses=()))
    assert "more than 10,000 bytes" in message


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which is Linux")
def test_a_full_disk_is_an_error(fetching: Fetching) -> None:
    """The message names the file and the system's reason, and no attempt is wasted."""
    (fetching.target.parent / "list.xml.part").symlink_to("/dev/full")
    message = fetching.fails(answer(LIST * 10))
    assert "could not be written (No space left on device)" in message
    assert "list.xml.part" in message
    assert fetching.slept == []


def test_a_list_that_is_there_survives_a_failure(fetching: Fetching) -> None:
    """The target is replaced only by a whole file."""
    fetching.target.write_bytes(b"good")
    with pytest.raises(ListError):
        fetching(answer(LIST, length=len(LIST) + 1))
    assert fetching.target.read_bytes() == b"good"
    assert [path.name for path in fetching.target.parent.iterdir()] == ["list.xml"]


def test_nobody_listening_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused connection is a list error that names the address."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://me:secret@127.0.0.1:{free.getsockname()[1]}/list.xml?token=hidden"
    request = Download(Address("un-sc", url, is_given=True), limits=Limits(pauses=()))
    with pytest.raises(ListError, match="un-sc could not be downloaded") as caught:
        fetch(request, tmp_path / "x", sleep=lambda _: None, progress=lambda *_: None)
    assert "127.0.0.1" in str(caught.value)
    assert "hidden" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_publisher_is_never_asked_without_encryption(
    tmp_path: Path, publisher: Publisher
) -> None:
    """Plain http is for addresses that the user gave; nothing is sent otherwise."""
    request = Download(Address("ofac-sdn", publisher.url("/list.xml")))
    with pytest.raises(ListError, match="must begin with https://"):
        fetch(request, tmp_path / "x", sleep=lambda _: None, progress=lambda *_: None)
    assert publisher.asked == []


def test_the_library_is_loaded_by_a_download_only() -> None:
    """Importing the module, as the command line does, does not load httpx."""
    code = "import sys, sanctionscreen.store.downloading; print('httpx' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == b"False"
