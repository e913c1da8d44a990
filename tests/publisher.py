"""A publisher on this machine: an HTTP server that answers as each test tells it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]
"""Writes one answer; the last of a path's answers is given again and again."""


class Publisher:
    """The server, what it answers on each path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                publisher.asked.append((self.path, headers))
                answers = publisher.answers[self.path]
                (answers.pop(0) if len(answers) > 1 else answers[0])(self)

            def log_message(self, *_: object) -> None:
                """Keeps the tests' output free of one line a request."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def stop(self) -> None:
        """Ends the server; answers that still wait are given up."""
        self._server.shutdown()
        self._server.block_on_close = False
        self._server.server_close()
        self._thread.join()


def answer(
    body: bytes = b"", status: int = 200, length: int | None = None, **headers: str
) -> Answer:
    """An answer with a status, a body and headers; ``length`` may lie about the body's."""

    def give(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return give
