"""``orgrules fix``: what to change in a design so that it has fewer findings."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from orgrules.cli import COULD_NOT_CHECK, FINDINGS, _options, _speech, say_note
from orgrules.cli._commands import COMMANDS
from orgrules.errors import UsageError
from orgrules.locale import N_, _
from orgrules.output.fixes import FORMATS
from orgrules.text import listed, sanitize, shown

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from orgrules.output.fixes import Fixes, Proposal
    from orgrules.output.formats import View
    from orgrules.tasks.fix import Mending

#: What an answer means, in the letters that are typed: those of git's questions about changes.
_YES, _NO, _ALL, _QUIT = "y", "n", "a", "q"


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from orgrules.tasks.fix import KINDS

    kinds = [CompletionItem(kind) for kind in KINDS if kind.startswith(incomplete)]
    return [*kinds, *_options.complete_rules(ctx, param, incomplete)]


@_speech.command(
    "fix",
    short_help=COMMANDS["fix"],
    help=N_(
        "Propose the fewest changes to DESIGN that remove findings and bring no new one: a file, with all that it includes, a "
        "table, or - for standard input.\n\n"
        "Each proposal is shown with its reason, the statement behind it, and its part of the diff; nothing is written without "
        "--write, --output or --interactive. Then a design is changed in its files, and of a table a corrected copy is written "
        "beside it (people.fixed.csv). What the design does not tell (duties, requirements …) is written only "
        "where --select names it.\n\n"
        "--select takes rules, kinds of changes (manager, title, duty …) and numbers of proposals. All other rules are judged, "
        "too: no proposal breaks one.\n\n"
        "Exit status: 0 there is nothing to be done, 1 changes are proposed and not written, or findings at or above --fail-on "
        "remain, 2 something could not be checked or written."
    ),
)
@click.argument("path", metavar="DESIGN", type=click.Path())
@_speech.option("--write", is_flag=True, help=N_("Write the changes: a design in its files, of a table a corrected copy."))
@_speech.option("--interactive", is_flag=True, help=N_("Ask for each proposal whether to make it, and write those."))
@_speech.option(
    "-o", "--output", metavar="FILE", type=click.Path(), help=N_("Write the corrected text of the one changed file to FILE.")
)
@_speech.option(
    "--as-changes",
    metavar="FILE",
    type=click.Path(),
    help=N_("Write the changes to FILE as a file of changes, which --with lays over the design; - prints it instead."),
)
@_speech.option(
    "--select",
    multiple=True,
    metavar="RULE|KIND|NUMBER",
    shell_complete=_complete,
    help=N_("Make only these proposals: by a rule that they mend (prefix/* names several), their kind or number. Repeatable."),
)
@_speech.option(
    "--ignore",
    multiple=True,
    metavar="RULE",
    shell_complete=_options.complete_rules,
    help=N_("Leave findings of this rule as they are; prefix/* names several. Repeatable."),
)
@_options.judging
@_options.fail_on
@_speech.option("--baseline", metavar="FILE", type=click.Path(), help=N_("Mend only what this baseline does not hold."))
@_options.formats(FORMATS.names())
def command(
    path: str,
    write: bool,
    interactive: bool,
    output: str | None,
    as_changes: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config: str | None,
    isolated: bool,
    asked: tuple[str, ...],
    **given: Any,
) -> int:
    """What the help says: a design in; proposals, a diff, or the corrected files out."""
    from orgrules.cli._deliver import deliver
    from orgrules.output.formats import View, outputs, spare
    from orgrules.tasks import fix

    settings = _options.settings(config, isolated, **given)
    wanted_formats = outputs(asked, FORMATS.writer)
    if interactive:
        _expect_terminal(asked)
    view = View(settings.language, _options.wants_color(), fail_on=settings.fail_on)
    parts = interactive or any(each.name != "diff" for each in wanted_formats)
    wanted = fix.Wanted(_names(select), _names(ignore), parts=parts)
    mending = fix.mend(path, settings, wanted)
    chosen = _asked_for(mending, view) if interactive else None
    fixes = fix.settled(mending, chosen)
    spare(wanted_formats, fixes.sources, fixes.rulebooks)
    writes = (write or interactive or output is not None) and bool(fixes.chosen)
    in_files = writes and bool(fixes.patches or fixes.targets)
    if as_changes == "-":
        wanted_formats = [each for each in wanted_formats if each.path is not None]
        click.echo(fix.changes_of(mending, fixes), nl=False)
        as_changes = None
    if in_files or as_changes is not None:
        fixes = fix.write(mending, fixes, output, in_files=in_files, as_changes=as_changes)
    if as_changes is not None:
        say_note(_("the changes are in {path}, to be laid over the design: check --with").format(path=shown(as_changes)))
    if fixes.not_utf_8 and any(each.name == "diff" for each in wanted_formats):
        paths = listed(fixes.not_utf_8)
        say_note(_("the patch is in UTF-8 and these files are not, so that no program can apply it: {paths}").format(paths=paths))
    if interactive:
        _tell(fixes)
    else:
        deliver(wanted_formats, fixes, view)
    if writes and not fixes.written:
        say_note(_("nothing was written: files of this kind cannot be; change the cells where the table comes from"))
        return COULD_NOT_CHECK
    return FINDINGS if fixes.fails(settings.fail_on) else 0


def _names(given: Sequence[str]) -> tuple[str, ...]:
    """What options name; several may stand in one, with commas between them."""
    return tuple(name for each in given for name in map(str.strip, each.split(",")) if name)


def _expect_terminal(asked: Sequence[str]) -> None:
    if asked:
        raise UsageError(_("--interactive shows its proposals itself; leave out --format"))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(_("--interactive asks at a terminal, and this is none; use --select and --write"))


def _asked_for(mending: Mending, view: View) -> list[int]:
    """The numbers of the proposals that whoever sits at the terminal wants to be made."""
    chosen: list[int] = []
    takes_all = False
    for proposal in mending.proposals:
        if takes_all and not proposal.asks:
            chosen.append(proposal.number)
            continue
        _show(proposal, view)
        answer = _answer()
        if answer == _QUIT:
            break
        takes_all = takes_all or answer == _ALL
        if answer in (_YES, _ALL):
            chosen.append(proposal.number)
    return chosen


def _show(proposal: Proposal, view: View) -> None:
    from orgrules.output.fixes.text import proposal_lines

    for line in proposal_lines(proposal, view):
        click.echo(line)


def _answer() -> str:
    """One of the four answers; whatever is none of them gets an explanation of all."""
    while True:
        told = click.prompt(_("Make this change? [y,n,a,q,?]"), prompt_suffix=" ", default="?", show_default=False)
        answer = str(told).strip().lower()
        for letter, words in ((_YES, ("yes", "是")), (_NO, ("no", "否")), (_ALL, ("all", "全部")), (_QUIT, ("quit", "退出"))):
            if answer == letter or answer in words:
                return letter
        click.echo(_("y - make this change"))
        click.echo(_("n - do not make it"))
        click.echo(
            _("a - make it and all that follow, but for those that say what the design does not tell, which are asked for")
        )
        click.echo(_("q - make neither it nor any that follow; those that were accepted are written"))
        click.echo(_("? - this help; Ctrl-C ends without writing anything"))


def _tell(fixes: Fixes) -> None:
    from orgrules.output.fixes._words import summary_lines

    for line in summary_lines(fixes):
        click.echo(sanitize(line))
