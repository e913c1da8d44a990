"""The entry point: runs a command and maps whatever comes of it to one exit code (DESIGN 7)."""

from __future__ import annotations

import gc
import signal
import sys
from typing import NoReturn

import typer

from sanctionscreen.cli.app import app
from sanctionscreen.cli.offline import forbid_network, is_asked
from sanctionscreen.cli.streams import flush, say, settle_streams, use_safe_streams
from sanctionscreen.errors import SanctionscreenError, UsageError

COULD_NOT_COMPLETE = 3
_INTERRUPTED = 130
"""What typer's own runner ends in on Ctrl-C; here it is "could not complete"."""

# Newer versions of typer carry click inside, where its base of all errors has no public name.
_CLICK_ERROR: type[BaseException] = typer.BadParameter.__mro__[2]


def main() -> NoReturn:
    """Runs the command line and exits with one of 0, 1, 2 and 3."""
    use_safe_streams()
    # What a scheduler sends to end a run: what is half-written is taken back, as on Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if is_asked():
        forbid_network()
    code = run(sys.argv[1:])
    settle_streams()
    gc.freeze()  # what the process gives back as a whole is not searched for garbage first
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Runs one command; no error leaves it."""
    try:
        code = app(args=arguments, prog_name="sanctionscreen", standalone_mode=False)
        flush()
    except BaseException as error:
        return _end(error)
    if code == _INTERRUPTED:
        return _end(KeyboardInterrupt())
    # A command that says nothing of how it went is not taken for a clear one.
    return code if isinstance(code, int) else COULD_NOT_COMPLETE


def _end(error: BaseException) -> int:
    code, message = _ending(error)
    say(f"sanctionscreen: ERROR (exit {code}) {message}")
    return code


def _ending(error: BaseException) -> tuple[int, str]:
    """The exit code of an error, and what to say of it: the one place that decides."""
    if isinstance(error, SanctionscreenError):
        return error.exit_code, str(error)
    if isinstance(error, _CLICK_ERROR):
        return UsageError.exit_code, _usage_text(error)
    if isinstance(error, (KeyboardInterrupt, typer.Abort)):
        return COULD_NOT_COMPLETE, "interrupted; nothing may be concluded"
    if isinstance(error, OSError):
        return COULD_NOT_COMPLETE, _os_text(error)
    kind = type(error).__name__
    return COULD_NOT_COMPLETE, f"unexpected {kind}: {error}. Please report this"


def _usage_text(error: BaseException) -> str:
    text = error.format_message() if hasattr(error, "format_message") else str(error)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "sanctionscreen"
    return f"{' '.join(text.split())} See: {command} --help"


def _os_text(error: OSError) -> str:
    place = f"{error.filename}: " if error.filename is not None else ""
    return f"{place}{error.strerror or error}"
