"""The words of the charts and of the page that shows them, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from orgrules.locale import Language

#: English first; "one|many" where the number matters.
_WORDS: Mapping[str, tuple[str, str]] = {
    # what is drawn
    "chart about": ("{} positions; {} of them have findings.", "共 {} 个岗位，其中 {} 个有问题。"),
    # the head
    "report": ("Organization check", "组织检查报告"),
    "chart page": ("Org chart", "组织架构图"),
    "designs": ("{} design|{} designs", "{} 份设计"),
    "no designs": ("Nothing could be checked", "没有可检查的内容"),
    "skip": ("Skip to the findings", "跳到问题清单"),
    "skip chart": ("Skip to the chart", "跳到组织架构图"),
    "chart of": ("Org chart: {}", "组织架构图：{}"),
    # the summary
    "summary": ("Summary", "概要"),
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "info": ("note", "提示"),
    "Errors": ("Errors", "错误"),
    "Warnings": ("Warnings", "警告"),
    "Infos": ("Notes", "提示"),
    "Waived": ("Waived", "已豁免"),
    "Positions": ("Positions checked", "已检查岗位"),
    "covered": ("{} judged by rules on their role", "其中 {} 个按角色规则判定"),
    "Rules judged": ("Rules judged", "已判定规则"),
    "rules left open": ("{} not judged: the design leaves open what they ask", "另有 {} 条未判定：设计未提供所需信息"),
    "rules without subject": ("{} had nothing to judge", "另有 {} 条没有判定对象"),
    "rules left open and without subject": (
        "{} left open by the design, {} with nothing to judge",
        "另有 {} 条因设计未提供信息而未判定，{} 条没有判定对象",
    ),
    "all rules judged": ("every rule found something to judge", "每条规则都有可判定的内容"),
    "clean": ("No findings. Everything that could be judged keeps the rules.", "没有发现问题。凡能判定之处，均符合规则。"),
    "clean as far": ("No findings in what could be checked.", "已检查的部分没有发现问题。"),
    "unrecognized titles": ("Titles of no known role", "不对应任何已知角色的岗位名称"),
    "unrecognized about": ("No rule on a role judges these positions.", "这些岗位没有任何角色规则判定。"),
    "times": ("{} position|{} positions", "{} 个岗位"),
    "problems": ("Not everything could be checked", "部分内容未能检查"),
    "problems about": (
        "What stands here was left out. The rest of this report says nothing about it.",
        "以下内容未纳入检查，本报告的其余部分不涉及它们。",
    ),
    # the chart
    "chart": ("Org chart", "组织架构图"),
    "chart help": (
        "Arrow keys move along the tree, right and left unfold and fold, Enter shows details, plus and minus change the size.",
        "方向键在树中移动，向右展开、向左收起，回车键显示详情，加号和减号调整大小。",
    ),
    "no charts": ("No design could be read, so there is no chart.", "没有可读取的设计，因此没有架构图。"),
    "design": ("Design", "设计"),
    "numbered": ("{} finding|{} findings", "{} 个问题"),
    "find": ("Find a position", "查找岗位"),
    "find hint": ("title, unit or holder", "岗位、单位或任职者"),
    "found none": ("No position has this", "没有找到"),
    "found": ("{} of {}", "第 {} 个，共 {} 个"),
    "unfold all": ("Unfold all", "全部展开"),
    "fold": ("Fold", "收起"),
    "show findings": ("Unfold findings", "展开问题岗位"),
    "smaller": ("Smaller", "缩小"),
    "larger": ("Larger", "放大"),
    "fit": ("Fit", "适应窗口"),
    "full screen": ("Full screen", "全屏"),
    "leave full screen": ("Leave full screen", "退出全屏"),
    "legend": ("Legend", "图例"),
    "legend solid": ("reporting line", "汇报线"),
    "legend dotted": ("dotted line", "虚线汇报"),
    "legend ring": ("line that closes a ring", "形成循环的汇报线"),
    "legend vacant": ("vacant position", "空缺岗位"),
    "legend nobody": ("title that tells no role", "名称无法对应角色"),
    "legend folded": ("positions folded away", "已收起的岗位数"),
    "vacant": ("vacant", "空缺"),
    "open": ("role left open", "角色未定"),
    "unrecognized": ("title of no known role", "名称不对应已知角色"),
    "no role": ("none", "无"),
    "details": ("Position", "岗位详情"),
    "close": ("Close", "关闭"),
    "id": ("Id", "编号"),
    "role": ("Role", "角色"),
    "unit": ("Unit", "单位"),
    "holder": ("Holder", "任职者"),
    "manager": ("Manager", "上级"),
    "reports": ("Reports", "下属"),
    "reports numbers": ("{} direct, {} in all", "直接 {} 个，共 {} 个"),
    "dotted to": ("Dotted line to", "虚线汇报给"),
    "dotted from": ("Dotted line from", "虚线下属"),
    "closes": ("Closes a ring with", "形成循环，汇报给"),
    "place": ("Place", "位置"),
    "box findings": ("Findings", "问题"),
    "below findings": ("{} finding further below|{} findings further below", "下级岗位另有 {} 个问题"),
    "none here": ("None on this position.", "该岗位没有问题。"),
    "to finding": ("Show finding", "查看问题"),
    "folded with": ("{} folded away", "已收起 {} 个"),
    "errors": ("{} error|{} errors", "{} 个错误"),
    "warnings": ("{} warning|{} warnings", "{} 个警告"),
    "infos": ("{} note|{} notes", "{} 个提示"),
    "list": (", ", "，"),
    # the findings
    "findings": ("Findings", "问题清单"),
    "by rule": ("By rule", "按规则"),
    "by unit": ("By unit", "按单位"),
    "rule": ("Rule", "规则"),
    "no unit": ("No unit", "不属于任何单位"),
    "filters": ("Filters", "筛选"),
    "search": ("Search", "搜索"),
    "search hint": ("words in the findings", "问题中的文字"),
    "severity": ("Severity", "严重程度"),
    "waived": ("waived", "已豁免"),
    "waived because": ("Waived: {}", "已豁免：{}"),
    "until": ("until {}", "截止 {}"),
    "all rules": ("All rules", "全部规则"),
    "all units": ("All units", "全部单位"),
    "all designs": ("All designs", "全部设计"),
    "group": ("Group by", "分组"),
    "about none": ("Findings about no position", "不针对具体岗位的问题"),
    "shown": ("Showing {} of {} findings", "显示 {} 个问题，共 {} 个"),
    "none shown": ("No finding meets the filters.", "没有符合筛选条件的问题。"),
    "clear": ("Clear filters", "清除筛选"),
    "to chart": ("Show in chart", "在图中查看"),
    "expected": ("Expected", "应为"),
    "actual": ("Actual", "现为"),
    "source": ("Source", "依据"),
    "related": ("Related", "相关"),
    "fix": ("Fix", "建议"),
    # what was checked
    "checked": ("What was checked", "检查范围"),
    "file": ("Design", "设计文件"),
    "positions": ("Positions", "岗位"),
    "units": ("Units", "单位"),
    "people": ("People", "人员"),
    "covered column": ("Judged by role rules", "按角色规则判定"),
    "passed over": ("Passed over, being no designs", "以下文件不是设计，已略过"),
    "rules": ("Rules ({})", "规则（{} 条）"),
    "rules about": (
        "How often each rule was judged, how often it could not be because the design leaves open what it asks, and how often it was broken.",
        "每条规则判定的次数、因设计未提供所需信息而未能判定的次数，以及违反的次数。",
    ),
    "rules kept": ("{} other rule was not broken.|{} other rules were not broken.", "另有 {} 条规则未被违反。"),
    "judged": ("Judged", "已判定"),
    "not judged": ("Not judged", "未判定"),
    "broken": ("Broken", "违反"),
}


def say(name: str, language: Language, *values: object) -> str:
    """A word or a sentence, with its values in their places; the first one tells one from many."""
    text = _WORDS[name][language != "en"]
    if "|" in text:
        text = text.split("|")[values[0] != 1]
    for value in values:
        text = text.replace("{}", f"{value:,}" if isinstance(value, int) else str(value), 1)
    return text


def words(language: Language) -> dict[str, str]:
    """All of them in one language, for the page and its scripts to put together."""
    return {name: texts[language != "en"] for name, texts in _WORDS.items()}
