#!/usr/bin/env bash
# Guess: click knows that Chinese characters take two columns of a terminal, as rich and textual do.
# Seen: click 8.1.8: help of 40 columns has lines of up to 80; the second column of a list begins at different places; the short help of a
#   Chinese sentence without spaces is "...".
# Matters: the help of a Chinese command line runs over the edge of the terminal, and its list of commands explains nothing.
# Here: cli/_speech.py has a formatter that counts columns and breaks lines as Chinese is broken, and short helps are never cut.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q click==8.1.8
"$folder/venv/bin/python" - <<'PYTHON'
import unicodedata
from importlib.metadata import version

import click


def columns(text):
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


text = "检查组织设计是否符合其文件规定的规则，例如办事处经理是否向大区经理汇报，客户服务部经理是否向总经理汇报。"
formatter = click.HelpFormatter(width=40)
formatter.write_text(text)
widths = [columns(line) for line in formatter.getvalue().splitlines()]

formatter = click.HelpFormatter(width=60)
formatter.write_dl([("--unit 单位名称", "甲"), ("--lang", "乙")])
starts = [columns(line[: line.index(mark)]) for line, mark in zip(formatter.getvalue().splitlines(), "甲乙")]

command = click.Command("check", help=text)
short = command.get_short_help_str(limit=45)
print("click", version("click"))
print("asked for 40 columns:", widths)
print("second column begins at:", starts)
print("short help:", short)
assert max(widths) > 70, widths
assert starts[0] - starts[1] == 4, starts
assert short == "...", short
PYTHON
