"""Start the program: answer what needs no command, run the command, say what went wrong in a sentence.

This is the one place where an error becomes text on standard error and an exit code. Nothing heavy is
imported before it is known to be needed: `--version` and `--help` are answered from a few lines of text.
"""

from __future__ import annotations

import os
import sys

from fsworkbook import __version__

# typing.TYPE_CHECKING would import typing, a fifth of the time that --version takes.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from fsworkbook.cli.frame.desk import Desk

_COMPLETION = "_FSWORKBOOK_COMPLETE"
_SECRET = "--password"  # noqa: S105 - the option’s name
_INTERRUPTED = 130
_TROUBLE = 4
_SELDOM = 100_000


def main() -> None:
    """Run the command that the process was started with, and leave with its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        sys.stdout.write(f"fsworkbook {__version__}\n")
        return
    import gc  # noqa: PLC0415 - built in, and not for --version

    # Every seven hundred objects are looked through for cycles, which is for programs that stay; a command goes.
    gc.set_threshold(_SELDOM)
    from fsworkbook.cli.frame.desk import Desk  # noqa: PLC0415 - see the module's first lines

    _leave(run(arguments, Desk.here()))


def _leave(code: int) -> NoReturn:
    """End the process, without Python taking its modules apart one by one, a tenth of what a recording takes.

    Where somebody measures or follows the program, or a thread of it still runs, it ends as any other.
    """
    threads = sys.modules.get("threading")
    if sys.gettrace() or sys.getprofile() or (threads is not None and threads.active_count() > 1):
        sys.exit(code)
    import atexit  # noqa: PLC0415 - built in, and not for --version

    atexit._run_exitfuncs()  # noqa: SLF001 - what Python itself calls at its end, and has no other name for
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):  # closed, or a full disk behind it: Python says so in its own way
        sys.exit(code)
    os._exit(code)


def run(arguments: Sequence[str], desk: Desk) -> int:
    """Run one command at `desk` and return its exit code; nothing but a broken interpreter gets past this."""
    try:
        code = _dispatch(arguments, desk)
        desk.stdout.flush()
    except BrokenPipeError:
        _let_the_pipe_go(desk)
        return 0
    except BaseException as error:  # noqa: BLE001 - the last place where a sentence can still be made of it
        return _explain(_unrepeated(error, arguments), desk)
    return code


def _dispatch(arguments: Sequence[str], desk: Desk) -> int:
    if _COMPLETION not in desk.env:
        if not arguments:
            return _greet(desk)
        if list(arguments) in (["--help"], ["-h"]):
            from fsworkbook.cli.commands import contents  # noqa: PLC0415 - only for help

            desk.stdout.write(contents(desk.width))
            return 0
        from fsworkbook.cli.direct import understand  # noqa: PLC0415 - not for --version

        plain = understand(arguments)
        if plain is not None:
            return plain.call(desk)
    from fsworkbook.cli.lazy import call  # noqa: PLC0415 - typer costs five bare interpreters

    return call(arguments, desk)


def _greet(desk: Desk) -> int:
    from fsworkbook.cli.home.menu import welcome  # noqa: PLC0415 - only where no command is named

    return welcome(desk, _dispatch)


def _explain(error: BaseException, desk: Desk) -> int:
    """Say on standard error what went wrong, in words, and return the exit code that belongs to it."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 0
    if desk.env.get("FSWORKBOOK_TRACE") == "1":
        _show_trace(error, desk)
    sentence, code = _account_of(error)
    if sentence:
        from fsworkbook.cli.frame.output import warn  # noqa: PLC0415 - only when something went wrong

        # The terminal may be the very thing that has gone.
        try:
            warn(desk, sentence)
        except (OSError, ValueError):
            return code
    return code


def _unrepeated(error: BaseException, arguments: Sequence[str]) -> BaseException:
    """Return an error in which no word stands that somebody typed for a password."""
    if _usage_of(error) is None:
        return error
    lines = zip(arguments, [*arguments[1:], "-"], strict=False)
    if not any(one.startswith(f"{_SECRET}=") or (one == _SECRET and behind[:1] != "-") for one, behind in lines):
        return error
    from fsworkbook.errors import BadInput  # noqa: PLC0415 - only when something went wrong

    return BadInput(
        "--password takes no word behind it: the password is asked, unseen. One that was typed in the line may be read "
        "there by others, so choose another."
    )


def _account_of(error: BaseException) -> tuple[str, int]:
    from fsworkbook.errors import WorkbookError  # noqa: PLC0415 - only when something went wrong

    if isinstance(error, WorkbookError):
        return str(error), error.exit_code
    if isinstance(error, KeyboardInterrupt | EOFError):
        return "stopped.", _INTERRUPTED
    usage = _usage_of(error)
    if usage is not None:
        return usage, 2
    if type(error).__name__ == "Abort":
        return "stopped.", _INTERRUPTED
    return _accident(error), _TROUBLE


def _usage_of(error: BaseException) -> str | None:
    """Return the sentence for a usage error of typer's; None where it is something else.

    Typer has moved these classes from version to version, so they are known by what they can.
    """
    message = getattr(error, "format_message", None)
    if not callable(message):
        return None
    text = str(message()).rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "fsworkbook"
    ending = "" if text.endswith("?") else "."
    return f"{text[:1].lower()}{text[1:]}{ending} See “{path} --help”."


def _accident(error: BaseException) -> str:
    """Return the sentence for what nobody foresaw: where and of what type, never with a value in it."""
    place, step = "", error.__traceback__
    while step is not None:
        module = str(step.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("fsworkbook"):
            place = f" at {module}:{step.tb_lineno}"
        step = step.tb_next
    reason = f", {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
    return (
        f"something unexpected happened ({type(error).__name__}{place}{reason}). "
        "What was recorded before is safe; please report this line."
    )


def _show_trace(error: BaseException, desk: Desk) -> None:
    import traceback  # noqa: PLC0415 - for developers, on made-up families

    traceback.print_exception(error, file=desk.stderr)


def _let_the_pipe_go(desk: Desk) -> None:
    """Point standard output at nothing, or Python complains about the closed pipe while it shuts down."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), desk.stdout.fileno())
    except (OSError, ValueError):
        return
