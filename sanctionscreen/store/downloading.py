"""Downloading one list over HTTP: whole and as it should be, or an error that says what came."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sanctionscreen.errors import ListError
from sanctionscreen.store.addresses import Address, shown
from sanctionscreen.version import VERSION

if TYPE_CHECKING:
    import httpx

USER_AGENT = f"Mozilla/5.0 (compatible; sanctionscreen/{VERSION}; update of sanctions lists)"
"""OFAC's host refuses any that does not begin so or has under 40 characters (since July 2026)."""

_IMPORT = "download the file yourself and import it: sanctionscreen lists import FILE"
_HEAD_BYTES = 2048
_PAGE_MARKS = (b"<!doctype html", b"<html")
_OK, _NOT_MODIFIED = 200, 304
_ADVICE = {
    401: "The publisher asks for a key or token: give the address that holds it (--url)",
    403: "The publisher refuses this machine or program",
    404: "The publisher moved the file: give its new address (--url)",
    410: "The publisher withdrew the file: give its new address (--url)",
}
_WORTH_RETRYING = (408, 425, 429)
_FIRST_SERVER_ERROR = 500

Sleep = Callable[[float], None]
Progress = Callable[[int, int | None], None]
"""Called with the bytes received so far and all that are to come, where the server says so."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much is waited for.

    Attributes:
        timeout: Seconds for connecting, and for each piece of the answer.
        total: Seconds for one attempt.
        size: Bytes of the file, unpacked. OFAC's SDN List, the largest, has 121 million.
        redirects: Followed at most.
        pauses: Seconds before each further attempt.
    """

    timeout: float = 60.0
    total: float = 1_800.0
    size: int = 1 << 30
    redirects: int = 5
    pauses: tuple[float, ...] = (1.0, 4.0, 16.0)


@dataclass(frozen=True, slots=True)
class Download:
    """What to fetch.

    Attributes:
        etag, last_modified: What the server said of the file that is there already.
    """

    address: Address
    etag: str | None = None
    last_modified: str | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file received whole.

    Attributes:
        sha256, size: Of the file as it lies on disk.
        etag, last_modified: What the server says of it, for the next time.
    """

    size: int
    sha256: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that the file is the one that is there already."""


class _PassingError(ListError):
    """What may be over in a moment."""


def fetch(
    request: Download,
    target: Path,
    *,
    sleep: Sleep,
    progress: Progress,
    clock: Callable[[], float] = time.monotonic,
) -> Fetched | NotModified:
    """Downloads a list to ``target``, which is there afterwards only when it is whole.

    Proxies and certificates are those of the environment, as httpx reads it (``HTTPS_PROXY``,
    ``NO_PROXY``, ``SSL_CERT_FILE``).

    Args:
        sleep: Waits between attempts.
        clock: Seconds that pass, for the limit on an attempt.

    Raises:
        ListError: the list did not come, not whole, or is no list file.
    """
    import httpx

    _check_scheme(request)
    client = httpx.Client(
        headers={"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"},
        timeout=request.limits.timeout,
    )
    with client:
        for pause in request.limits.pauses:
            try:
                return _attempt(client, request, target, progress, clock)
            except _PassingError:
                sleep(pause)
        return _attempt(client, request, target, progress, clock)


def _attempt(
    client: httpx.Client,
    request: Download,
    target: Path,
    progress: Progress,
    clock: Callable[[], float],
) -> Fetched | NotModified:
    import httpx

    limits = request.limits
    try:
        return _follow(client, request, target, progress, _Deadline(request, clock))
    except httpx.TimeoutException as error:
        message = f"the server did not answer within {limits.timeout:g} seconds"
        raise _passing(request, message) from error
    except httpx.DecodingError as error:
        raise _passing(request, "the answer is damaged or cut short") from error
    except httpx.TransportError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            hint = "If a proxy of yours signs connections, name its certificates in SSL_CERT_FILE"
            raise _error(request, "the server's certificate is not trusted", hint) from error
        raise _passing(request, f"the connection failed ({_reason(error)})") from error
    except httpx.InvalidURL as error:
        hint = "Check the address that is given with --url"
        raise _error(request, f"the address is not valid ({error})", hint) from error


def _follow(
    client: httpx.Client, request: Download, target: Path, progress: Progress, deadline: _Deadline
) -> Fetched | NotModified:
    """Follows redirects by hand: each is looked at before anything is asked of it."""
    url = request.address.url
    for _ in range(request.limits.redirects + 1):
        with client.stream("GET", url, headers=_conditions(request)) as response:
            if response.next_request is None:
                return _receive(response, request, target, progress, deadline)
            following = response.next_request.url
        if following.scheme != response.url.scheme:
            hint = f"If you trust it, give that address: --url {request.address.list_id}=ADDRESS"
            message = f"the server redirects from {response.url.scheme} to {shown(str(following))}"
            raise _error(request, message, hint)
        url = str(following)
    message = f"the server redirects more than {request.limits.redirects} times"
    raise _error(request, message, f"Give the file's own address (--url), or {_IMPORT}")


def _receive(
    response: httpx.Response,
    request: Download,
    target: Path,
    progress: Progress,
    deadline: _Deadline,
) -> Fetched | NotModified:
    if response.status_code == _NOT_MODIFIED and _conditions(request):
        return NotModified()
    if response.status_code != _OK:
        raise _refusal(request, response)
    part = target.with_name(f"{target.name}.part")
    try:
        size, sha256 = _save(response, request, part, progress, deadline)
        part.replace(target)
    except OSError as error:
        raise ListError(
            f"{request.address.list_id} could not be written ({error.strerror or error})",
            path=part,
            hint="Free some space, or check that you may write there",
        ) from error
    finally:
        part.unlink(missing_ok=True)
    headers = response.headers
    return Fetched(size, sha256, headers.get("etag"), headers.get("last-modified"))


def _save(
    response: httpx.Response,
    request: Download,
    part: Path,
    progress: Progress,
    deadline: _Deadline,
) -> tuple[int, str]:
    """Writes the body; httpx raises where it ends before its stated length."""
    length = response.headers.get("content-length", "")
    total = int(length) if length.isdecimal() else None
    digest, size, head = hashlib.sha256(), 0, b""
    with part.open("wb") as stream:
        for block in response.iter_bytes():
            size += len(block)
            deadline.check()
            if max(size, total or 0) > request.limits.size:
                message = f"the file has more than {request.limits.size:,} bytes"
                raise _error(request, message, f"A list is never that large; {_IMPORT}")
            head = head + block[: _HEAD_BYTES - len(head)]
            digest.update(block)
            stream.write(block)
            progress(response.num_bytes_downloaded, total)
    if not head.strip():
        raise _passing(request, "the server sent an empty file")
    if _is_page(head, response.headers.get("content-type", "")):
        raise _error(request, "the server sent a web page, not a list", _PAGE_HINT)
    return size, digest.hexdigest()


_PAGE_HINT = f"It may say why: open the address in a browser; then {_IMPORT}"


def _is_page(head: bytes, content_type: str) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_declared = content_type.partition(";")[0].strip().lower() == "text/html"
    is_xml = start.startswith(b"<?xml") and not any(mark in start for mark in _PAGE_MARKS)
    return start.startswith(_PAGE_MARKS) or (is_declared and not is_xml)


class _Deadline:
    """Ends an attempt in which bytes come, but too slowly to ever be all."""

    def __init__(self, request: Download, clock: Callable[[], float]) -> None:
        self._request = request
        self._clock = clock
        self._end = clock() + request.limits.total

    def check(self) -> None:
        """Raises ``_PassingError`` when the time is over."""
        if self._clock() > self._end:
            message = f"the file did not come within {self._request.limits.total:g} seconds"
            raise _passing(self._request, message)


def _conditions(request: Download) -> dict[str, str]:
    headers = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {name: value for name, value in headers.items() if value is not None}


def _check_scheme(request: Download) -> None:
    if not request.address.is_given and not request.address.url.startswith("https://"):
        hint = "Only an address given with --url may be plain http"
        raise _error(request, "a publisher's address must begin with https://", hint)


def _refusal(request: Download, response: httpx.Response) -> ListError:
    status = response.status_code
    message = f"the server answered {status} {response.reason_phrase}".rstrip()
    if status in _WORTH_RETRYING or status >= _FIRST_SERVER_ERROR:
        return _passing(request, message)
    advice = _ADVICE.get(status, "Check the address")
    return _error(request, message, f"{advice}; or {_IMPORT}")


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


def _passing(request: Download, message: str) -> _PassingError:
    attempts = len(request.limits.pauses) + 1
    return _PassingError(
        _text(request, f"{message}; this was the last of {attempts} attempts"),
        path=shown(request.address.url),
        hint=f"Try again later, or {_IMPORT}",
    )


def _error(request: Download, message: str, hint: str) -> ListError:
    return ListError(_text(request, message), path=shown(request.address.url), hint=hint)


def _text(request: Download, message: str) -> str:
    return f"{request.address.list_id} could not be downloaded: {message}"
