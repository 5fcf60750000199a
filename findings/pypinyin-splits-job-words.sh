#!/usr/bin/env bash
# Guess: pypinyin divides a text into words before it looks for their reading, as its documentation says, so its words can be those of an id:
#   销售经理 gives xiaoshou-jingli.
# Seen: pypinyin 0.55.0: its list of phrases has those whose reading is not plain, and few others. 销售, 经理, 客户, 管理 and 财务 fall into single
#   characters, 服务, 会计 and 银行 stay whole. jieba 0.42.1 gives words.
# Matters: ids such as xiao-shou-jing-li, which nobody reads, or words that begin wherever a reading happens to be irregular.
# Here: drafting/writing/words.py divides by a table of the words that job descriptions use, and asks pypinyin for their readings.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install -q pypinyin==0.55.0 jieba==0.42.1 "setuptools<81"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import logging
from importlib.metadata import version

import jieba
from pypinyin.contrib.tone_convert import to_normal  # the readings, as ids have them
from pypinyin.seg.mmseg import seg

jieba.setLogLevel(logging.ERROR)
EXPECTED = {
    "销售经理": ["销", "售", "经", "理"],
    "客户服务": ["客", "户", "服务"],
    "财务管理": ["财", "务", "管", "理"],
    "银行会计": ["银行", "会计"],
}
print("pypinyin", version("pypinyin"), "jieba", version("jieba"))
for text, expected in EXPECTED.items():
    seen = list(seg.cut(text))
    print(text, seen, jieba.lcut(text))
    assert seen == expected, seen
assert jieba.lcut("销售经理") == ["销售", "经理"]
PYTHON
