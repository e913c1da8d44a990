"""Offline: whatever would use the network is refused, in this program and in what it imports."""

from __future__ import annotations

import ipaddress
import os
import sys
from typing import ClassVar

from sanctionscreen.errors import SanctionscreenError

VARIABLE = "SANCTIONSCREEN_OFFLINE"


class OfflineError(SanctionscreenError):
    """Something asked for the network in a run that is to do without it."""

    exit_code: ClassVar[int] = 3


def is_asked() -> bool:
    """Whether the environment asks for it; ``0`` and nothing do not."""
    return os.environ.get(VARIABLE, "") not in ("", "0")


def forbid_network() -> None:
    """Refuses connections and name look-ups from now on, to other hosts than this one.

    Processes started later are told by the environment. Nothing takes it back: Python's audit
    hooks stay (PEP 578).
    """
    os.environ[VARIABLE] = "1"
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        # Sockets between processes of this machine have a path, and no host.
        host = address[0] if isinstance(address, tuple) and address else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if isinstance(host, str) and not _is_here(host):
        raise OfflineError(
            f"the network was asked for ({host}), and this run is offline",
            hint=f"Leave out --offline, or unset {VARIABLE}",
        )


def _is_here(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
