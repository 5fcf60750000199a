"""The command line: click and nothing else. A module in this folder is a command, loaded when it is asked for."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, NoReturn

import click

from orgrules import __version__
from orgrules.cli import _signals, _speech
from orgrules.cli._commands import COMMANDS
from orgrules.errors import OrgrulesError
from orgrules.locale import N_, _, speaking
from orgrules.text import did_you_mean, reason_of, sanitize

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: Exit statuses. 0: nothing at or above --fail-on; 1: findings; 2: could not check; 130: interrupted; 143: told to end.
FINDINGS, COULD_NOT_CHECK, INTERRUPTED = 1, 2, 130


class _ReaderGone(Exception):  # noqa: N818 - nothing went wrong
    """Nobody reads what the program writes any more. No OSError: click turns a broken pipe into exit status 1 itself."""


class _Interrupts:
    """What is called for an interrupt, and whether one was ``seen``: pydantic makes errors of its own of the exception."""

    seen = False

    def __call__(self, number: int, frame: object) -> NoReturn:
        """End what is being done."""
        del number, frame
        self.seen = True
        raise KeyboardInterrupt


class Commands(_speech.Command, click.Group):
    """The commands, each loaded when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command's name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"orgrules.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, for which click would load all of them."""
        with formatter.section(_speech.clicks("Commands")):
            formatter.write_dl([(name, _(COMMANDS[name])) for name in self.list_commands(ctx)])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands and options that begin so; click would load the commands too."""
        from click.shell_completion import CompletionItem

        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(name, help=_(COMMANDS[name])) for name in names), *options]

    def invoke(self, ctx: click.Context) -> Any:
        """As click does, except that a reader who has gone is no finding: click would exit with 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderGone from error

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; an unknown command gets a suggestion."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            name = sanitize(args[0])
            hint = did_you_mean(args[0], self.list_commands(ctx))
            if not hint and os.path.exists(args[0]):
                hint = _('; to check a design: orgrules check "{path}"').format(path=name)
            ctx.fail(_('no command is named "{name}"{hint}').format(name=name, hint=hint))
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=N_("Check a proposed organization against the rules that its own documents lay down."),
)
@click.version_option(
    __version__,
    prog_name="orgrules",
    cls=_speech.Option,
    help=N_("Show the version and exit."),
)
@_speech.language
@_speech.option("--debug", is_flag=True, help=N_("Show the traceback of an error."))
def cli(debug: bool, language: str | None) -> None:
    """The commands' common part: both options are looked for by ``main``, which is outside of click."""
    del debug, language


def main() -> NoReturn:
    """The program: runs a command, and turns whatever ends it into an exit status and, at most, one line an error."""
    # it is no slower where more is installed: pydantic would look through every package for plugins of its own
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")
    _signals.clear_up_when_ended()
    interrupts = _Interrupts()
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, interrupts)
        sys.unraisablehook = _unraisable
    debug = "--debug" in sys.argv
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is None:  # whoever started the program has closed it
            os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
            setattr(sys, name, os.fdopen(descriptor, "w", encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        # a terminal that cannot show a character shows its number; it is no reason to fail
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    status: Any
    language = _speech.language_of(sys.argv[1:], os.environ)
    _speech.let_click_speak(language)
    with speaking(language):
        try:
            status = cli.main(standalone_mode=False, prog_name="orgrules")
        except SystemExit as error:  # click ends so when it completes for a shell, ``_signals`` when it is told to
            status = error.code
        except BaseException as error:  # noqa: BLE001 - the last resort: no traceback reaches a user who did not ask for it
            status = _told(KeyboardInterrupt() if interrupts.seen and not isinstance(error, click.Abort) else error, debug=debug)
    _leave(INTERRUPTED if interrupts.seen else status if isinstance(status, int) else 0)


def _unraisable(what: Any) -> None:
    """An interrupt where Python cannot raise it, in a callback, ends the program too: it would be told and forgotten."""
    if issubclass(what.exc_type, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    sys.__unraisablehook__(what)


def _told(error: BaseException, *, debug: bool) -> int:
    """Say what ended the program, as its user needs it; returns the exit status."""
    if isinstance(error, click.Abort | KeyboardInterrupt):
        if isinstance(error, KeyboardInterrupt):  # click ends the line itself
            print(file=sys.stderr)
        return INTERRUPTED
    if isinstance(error, _ReaderGone):
        # what Python still wants to flush goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    elif isinstance(error, click.ClickException):
        _say_usage(error)
    elif debug:
        traceback.print_exception(error)
    elif isinstance(error, OrgrulesError):
        say_problems(error)
    elif isinstance(error, OSError):  # reading says so itself: what fails here is writing
        said = _("the output cannot be written: {reason}").format(reason=reason_of(error))
        print(f"orgrules: {sanitize(said)}", file=sys.stderr)
    else:
        what = f"{type(error).__name__}: {sanitize(str(error))}"
        said = _("internal error: {error} (orgrules --debug … shows where)").format(error=what)
        print(f"orgrules: {said}", file=sys.stderr)
    return COULD_NOT_CHECK


def _leave(status: int) -> NoReturn:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            status = COULD_NOT_CHECK
    os._exit(status)


def say_problems(error: OrgrulesError) -> None:
    """One line a problem, on standard error."""
    for problem in error.problems:
        prefix = "" if problem.path else "orgrules: "
        print(prefix + sanitize(str(problem)), file=sys.stderr)


def say_note(note: str | None) -> None:
    """A remark on standard error that changes nothing of how a command ends; None: there is none."""
    if note is not None:
        print(f"orgrules: {sanitize(note)}", file=sys.stderr)


def _say_usage(error: click.ClickException) -> None:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        print(error.format_message(), file=sys.stderr)
        return
    hint = ""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        hint = _("; see {command} --help").format(command=error.ctx.command_path)
    message = sanitize(error.format_message()).rstrip(".。")
    print(f"orgrules: {message}{hint}", file=sys.stderr)
