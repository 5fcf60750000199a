#!/usr/bin/env bash
# Guess: the conversion "tw2sp", which replaces Taiwan's words by the mainland's, knows the usual words of job titles.
# Seen: OpenCC 1.4.2: 專案, 資訊, 軟體 and 網路 become 项目, 信息, 软件 and 网络; 行銷, 通路, 營運 and 覆核 keep their Taiwanese form in simplified
#   characters. "網路行銷專員" becomes 网络行销专员, which is said neither here nor there.
# Matters: a list of titles that is converted first and matched afterwards knows some roles of a Taiwanese company and not others.
# Here: titles are converted by characters alone (t2s); a word that is usual in Taiwan counts where a role's profile lists the name.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q OpenCC==1.4.2
"$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from opencc import OpenCC

convert = OpenCC("tw2sp").convert
titles = ["專案經理", "資訊部經理", "軟體工程師", "行銷經理", "通路經理", "營運總監", "覆核", "網路行銷專員"]
seen = [convert(title) for title in titles]
print("OpenCC", version("OpenCC"))
print(dict(zip(titles, seen)))
assert seen == ["项目经理", "信息部经理", "软件工程师", "行销经理", "通路经理", "营运总监", "覆核", "网络行销专员"], seen
PYTHON
