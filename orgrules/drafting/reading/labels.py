"""The labels of job descriptions in both languages: what each announces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple, get_args

from orgrules.drafting.model import Field
from orgrules.drafting.reading import words_en, words_zh
from orgrules.drafting.reading.meanings import Meaning, Other
from orgrules.text import normalize

#: Labels that are words of other things too: titles, units, items. In a line without a colon they announce nothing.
_ORDINARY = frozenset(
    "manager|supervisor|superior|position|job|role|post|title|unit|team|division|section|internal|external|inside|outside|general|details|other|no|"
    "name|date|author|owner|notes|content|item|number|company|page|degree|profile|required|essential|optional|subject|decisions|registration|others|miscellaneous|"
    "location|pay|hours|shift|shifts|contract|status|exempt|term|duration|apply|grade|level|band|rank|environment|conditions|travel|equipment|tools|"
    "standard|standards|measure|measures|target|targets|weight|percentage|time|frequency|priority|deadline|output|outputs|assessment|evidence|source|"
    "rating|importance|headcount|contact|email|phone|dimensions|budget|challenges|schedule|desired|ideal|bonus|mandatory|duty|task|terms|you have|"
    "you will|you'll|preferably|problem solving|benefits|perks|schedule|kpi|kpis|compensation|your role|health and safety|deliverables|must have|"
    "language|languages|aim|career|structure|requirement|criteria|criterion|attribute|attributes|category|factor|要素|类别|description|approved|prepared|reviewed|objective|mission|liaison|contacts|promotion|designation|"
    "主管|上级|领导|上司|部门|单位|岗位|职位|职务|内部|外部|专业|经验|项目|内容|说明|责任|权利|其他|其它|年龄|培训|性格|身体|关系|日期|姓名|要求|"
    "下级|下属|技能|能力|知识|资质|授权|晋升|轮换|轮岗|会议|例会|编制|审核|批准|审批|制定|发布|执行|实施|更新|修订|填写|辖员|使命|信息|资料|"
    "必备|必须|期望|理想|优选|加分|权重|占比|百分比|频率|频次|时限|环境|地点|时间|时段|条件|设备|工具|场所|地址|强度|考核|绩效|输出|出差|加班|班次|"
    "薪资|薪酬|工资|薪金|待遇|月薪|年薪|福利|等级|级别|职级|层级|职等|薪级|定员|定编|人数|性别|户籍|户口|籍贯|电话|邮箱|联系人|编制人数|危险性|"
    "语文|科系|证照|职称|优先|办公设备|办公地点|办公环境|工作设备|工作工具|上班时间|工作时间|试用期|用工形式|工作流程|工作记录|工作成果|工作标准|质量标准|"
    "科室|工种|教育|学历|证书|任职者|备注|附件|归档|序号|直接上级职务|"
    "资历|学位|学科|督导|身高|个性|品德|体能|体质|普通话|英语|应知|应会|互换|转岗|会签|制表|权责|责权|办公软件|主要负责|业务上级|职能上级|心理素质|分管工作|本职工作".split(
        "|"
    )
)
#: Words that are titles as often as labels: they announce something only before a colon or in a cell before another one.
_TITLES = frozenset(("manager", "supervisor", "superior", "主管", "领导", "上司", "督导"))

#: Words that mean something else where traditional characters are written: 職稱 is the title of a job, 职称 a qualification.
_TRADITIONAL: Mapping[str, Meaning] = {"職稱": "title", "職稱名稱": "title"}

#: Sentences that the items below them end, in the form in which labels are compared.
_SENTENCES: tuple[tuple[Meaning, re.Pattern[str]], ...] = (
    (
        "requirements",
        re.compile(
            r"(?:to (?:be considered|apply|succeed|be successful)(?: for this (?:role|post|position|job))? )?"
            r"(?:you|(?:the )?(?:ideal |successful )?(?:candidates?|applicants?))(?:'ll)?"
            r" (?:(?:must|should|will|will need to|need to|ought to) )?(?:have|possess|bring|need)"
        ),
    ),
    (
        "duties",
        re.compile(
            r"(?:(?:as an? [a-z' ]{2,40}|in (?:this|the) (?:role|post|position|job)) )?you(?:'ll| will)"
            r"(?: be (?:responsible for|expected to|required to))?"
        ),
    ),
)

#: What may stand around a label: brackets of all kinds, marks of emphasis.
_AROUND = "【】[]〔〕〖〗《》<>「」『』*_#■◆●▌|=~ \t"
_REMARK = re.compile(r"[(（][^()（）]{0,24}[)）]\s*$")
_TWO_LANGUAGES = re.compile(
    r"(?P<zh>[\u3400-\u9fff]+) ?(?P<then_en>[a-z][a-z' ]*)|(?P<en>[a-z][a-z' ]*?) ?(?P<then_zh>[\u3400-\u9fff]+)"
)
_NO_WORD = re.compile(r"[^0-9a-z#.'\u3400-\u9fff]+")


class Label(NamedTuple):
    """A label as it stands in a document, and what it announces."""

    meaning: Meaning
    written: str


@cache
def _meanings() -> Mapping[str, Meaning]:
    found: dict[str, Meaning] = {}
    for meaning, words in _all():
        for word in words:
            found.setdefault(_key(word), meaning)
    return found


def _all() -> Iterator[tuple[Meaning, tuple[str, ...]]]:
    """Labels by meaning; what is in two of them means the first."""
    for meaning in (*get_args(Field), *get_args(Other)):
        yield meaning, (*words_zh.WORDS.get(meaning, ()), *words_en.WORDS.get(meaning, "").split("|"))


def meaning_of(text: str) -> Meaning | None:
    """What a text announces that is a label and nothing else: brackets, blanks within it and a remark behind it do not matter."""
    if len(text) > 80:
        return None
    bare = text.strip().strip(_AROUND).rstrip(":： \t").strip(_AROUND)
    key = _key(bare)
    found = _TRADITIONAL.get(bare.replace(" ", "").replace("\u3000", "")) or _known(key)
    if found is None and bare.endswith((")", "）")):
        found = _known(_key(_REMARK.sub("", bare)))
    return (_in_two_languages(key) or _in_a_sentence(key)) if found is None else found


def _in_a_sentence(key: str) -> Meaning | None:
    """What the beginning of a sentence announces that the items below it end: ``As a teller you will:``."""
    if "you" not in key and "candidate" not in key and "applicant" not in key:
        return None
    return next((meaning for meaning, pattern in _SENTENCES if pattern.fullmatch(key)), None)


def _known(key: str) -> Meaning | None:
    """What a label means by the form in which labels are compared; English ones in either order: licences and certificates."""
    known = _meanings()
    found = known.get(key)
    if found is None and " and " in key:
        first, _and, second = key.partition(" and ")
        found = known.get(f"{second} and {first}")
    return found


def _in_two_languages(key: str) -> Meaning | None:
    """What a label means that stands there in Chinese and in English: both mean the same, or nobody knows the translation."""
    apart = _TWO_LANGUAGES.fullmatch(key)
    if apart is None:
        return None
    chinese = _known(apart["zh"] or apart["then_zh"])
    english = _known(apart["en"] or apart["then_en"])
    return chinese if english in (None, chinese) else None


def is_ordinary(text: str) -> bool:
    """Whether a label is a word of other things too, so that it needs more than itself to be taken for one."""
    return _key(text.strip().strip(_AROUND).rstrip(":： \t").strip(_AROUND)) in _ORDINARY


def is_title_too(text: str) -> bool:
    """Whether a label is a title as often."""
    return _key(text.strip().strip(_AROUND)) in _TITLES


def labels() -> Mapping[str, Meaning]:
    """All labels by the form in which they are compared."""
    return _meanings()


def _key(text: str) -> str:
    """The form in which labels are compared: no width, case, blanks between Chinese characters, nor marks between words."""
    plain = normalize(text).replace("&", " and ").replace("’", "'")
    words = _NO_WORD.sub(" ", plain).strip()
    return re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", words)
