"""What the heading of a job looks like, and which title it gives."""

from __future__ import annotations

import re
from typing import NamedTuple

from orgrules.drafting.reading.meanings import Meaning
from orgrules.text import is_chinese

#: What stands before 职责 in headings; a post's duties for safety are duties of that post.
_DUTIES_OF = r"(?:岗位|职位|职务)?(?:工作|主要|主要工作|基本|安全|安全生产|安全环保|环保|质量|消防|消防安全|职业健康安全|廉政|党建)?(?:岗位)?"
#: What stands behind a title in the heading of its description, and what that announces.
_BEHIND: tuple[tuple[str, Meaning | None], ...] = (
    (r"(?:的)?(?:岗位|职位|职务|工作|职务工作)?(?:职责)?(?:说明书|说明|描述|任务书|责任书)", None),
    (r"(?:的)?(?:岗位|职位|职务|工作)(?:说明表|描述书|分析表)", None),
    (
        rf"(?:的)?{_DUTIES_OF}(?:职责范围|职责与工作内容|职责及工作内容|职责和工作内容|职责与任务|职责|工作内容|职责描述|岗位责任制)",
        "duties",
    ),
    (r"(?:的)?任职(?:资格|要求|条件)", "requirements"),
    (r"\s*[-–—:,]?\s*(?:job|position|role)\s+(?:description|profile|specification)", None),
    (r"\s*[-–—:,]?\s*(?:duties|responsibilities|duties and responsibilities)", "duties"),
)
#: The same, of rules of other kinds too (设备安全工作标准): what stands before it is a title where it looks like one. Of several
#: things under one heading, the labels below say what each is.
_BEHIND_TITLES = re.compile(
    r"(?:的)?(?:岗位|职位|职务|工作)(?:规范|标准|工作标准)\s*$"
    rf"|(?:的)?{_DUTIES_OF}职责(?:[、和与及]\S{{1,6}}?){{0,3}}[、和与及](?:任职)?(?:资格|要求|条件|权限|权利|责任|流程|标准|考核标准)\s*$"
)
_BEFORE = re.compile(
    r"^(?:(?:岗位|职位|职务|工作)?(?:说明书|描述)\s*[-–—:：]+\s*|(?:岗位|职位|职务)(?:名称)?\s*(?P<zh>[一二三四五六七八九十\d]{0,3})\s*[:：]\s*"
    r"|(?:job|position|role)\s+(?:description|profile|specification)\s*(?:[-–—:]+|of|for)\s*(?:the\s+)?"
    r"|(?:job|position|role|post)\s*(?P<en>\d{0,3})\s*[:–—-]\s*)",
    re.IGNORECASE,
)
_ENDS_ZH = re.compile(
    r"(?:经理|总经理|主管|总监|专员|员|师|长|主任|助理|代表|秘书|会计|出纳|司机|工|岗|总裁|董事|顾问|干事|负责人|保安|保洁|厨师|护士|医生|教师|老师|讲师|教授|班主任"
    r"|总工|内勤|外勤|文秘|翻译|设计|策划|编辑|记者|司炉|技工|学徒|店助|督导|客服|柜员|行长|校长|院长|所长|站长|库管|仓管|采购|人事|法务|前台|收银|导购|领班|主办|主持|书记|经纪人"
    r"|首席|合伙人|副总|副理|协理|襄理|主席|委员|理事|监事|管家|教练|大夫|主厨|副厨|帮厨|美工|门卫|主播|助教|买手|跟单|调度|官|培训生|实习生|CEO|CFO|COO|CTO|HRBP|[Mm]anager|[Ee]ngineer)(?:\s*[（(][^（）()]{1,20}[)）]|\s*[×xX]?\s*\d{1,3}\s*[人名个位])?$"
)
_ENDS_EN = re.compile(
    r"\b(?:manager|director|supervisor|officer|specialist|assistant|representative|clerk|engineer|analyst|accountant|coordinator|administrator|executive|"
    r"president|head|lead|leader|consultant|technician|operator|nurse|physician|doctor|teacher|chef|cook|driver|guard|receptionist|secretary|planner|"
    r"developer|designer|architect|buyer|auditor|controller|treasurer|agent|advisor|adviser|associate|partner|trainer|instructor|inspector|foreman|"
    r"worker|cashier|teller|steward|housekeeper|attendant|porter|concierge|mechanic|electrician|scientist|researcher|editor|writer|principal|dean|"
    r"chief|ceo|cfo|coo|cto|intern|trainee|apprentice|superintendent|dispatcher|courier|handler|keeper|librarian|counsel|lawyer|buyer|merchandiser|"
    r"pharmacist|therapist|matron|registrar|bursar|caretaker|janitor|cleaner|storekeeper|warehouseman|owner|master|generalist|strategist|producer)"
    r"(?:\s+(?:i{1,3}|iv|v|[1-5]|[a-d]))?(?:\s*[,–-]\s*[\w &'/-]{2,40}|\s+of\s+[\w &'/-]{2,40}|\s+for\s+[\w &'/-]{2,40})?(?:\s*\([^()]{1,40}\))?$",
    re.IGNORECASE,
)
#: What begins a sentence on what is to be done or had, and no title.
_VERBS_ZH = re.compile(
    r"^(?:负责|协助|完成|制定|制订|管理好|参与|参加|配合|落实|做好|编写|开展|定期|及时|根据|按照|具有|具备|熟悉|熟练|掌握|了解|良好|较强|积极|主动|服从|严格|"
    r"关于|一个|怎样|如何|什么|哪些|几个|公司各|全体|以上|该|各|其|所有)"
)
#: The same of words that begin titles too: 培训经理, 检查员, 对外联络专员; they begin a sentence where it is long.
_MAYBE_VERBS_ZH = re.compile(
    r"^(?:组织|监督|指导|培训|执行|建立|编制|审核|审批|处理|协调|接受|安排|检查|领导|带领|培养|按|对|与|向|为|将|能|有|无|不|本|由|在|以|从|如|若)"
)
_LONGEST_TITLE_OF_VERB = 7
_UNITS_ZH = re.compile(
    r"(?:部|部门|中心|公司|集团|处|科|组|室|办公室|班|车间|事业部|分公司|分部|委员会|团队|岗位|职位|人员|职责|制度|流程|管理|架构|结构|图|表|篇|章|目录|附录|说明)$"
)
_GROUPS = re.compile(
    r"(?:管理|工作|事务|方面|业务|建设|控制|运营|维护|规划|策划|服务|其他|其它)$|\b(?:management|work|general|other|planning|control|people|finance|administration|catering|operations|services|reporting|compliance)$",
    re.IGNORECASE,
)
_UNITS_EN = re.compile(
    r"\b(?:department|division|team|unit|company|group|office|section|handbook|manual|structure|chart|policy|procedures?|introduction|overview|"
    r"contents|appendix|descriptions|jobs|roles|positions|organi[sz]ation|chapter|part|annex|background|scope|history|values|staff|glossary|index)\b"
    r"(?:\s*\d*)$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。；;！!？?]|[.](?:\s|$)|[:：,，]$|，")


class Headed(NamedTuple):
    """A heading that gives a title: which one, and the field that it announces at once (``销售经理岗位职责``)."""

    title: str
    announces: Meaning | None
    is_said: bool
    number: str = ""


def headed(text: str) -> Headed | None:
    """The title that a heading may give; None where it can be none. ``is_said``: it says that it is a job's (``…岗位说明书``)."""
    bare = text.strip().strip('《》〈〉【】[]"“”*#').strip().rstrip(":：").rstrip()
    before = _BEFORE.match(bare)
    announces: Meaning | None = None
    is_said = before is not None
    number = ""
    if before is not None:
        number = before["zh"] or before["en"] or ""
        bare = bare[before.end() :].strip()
    several = _BEHIND_TITLES.search(bare)
    if several is not None and looks_like_title(bare[: several.start()].strip()):
        bare, is_said = bare[: several.start()].strip(), True
    for pattern, meaning in _BEHIND:
        behind = re.search(rf"{pattern}\s*$", bare, re.IGNORECASE)
        if behind is not None and behind.start() > 0:
            bare, announces, is_said = bare[: behind.start()].strip(), meaning, True
            break
    bare = bare.strip('《》〈〉【】[]"“”:：-–— ')
    if not bare or not any(character.isalpha() for character in bare):
        return None
    is_zh = any(map(is_chinese, bare))
    most = 24 if is_zh else 70
    if len(bare) > most or _SENTENCE.search(re.sub(r"[（(][^（）()]*[)）]", "", bare)) or (not is_zh and len(bare.split()) > 9):
        return None
    if is_said and (_UNITS_ZH.search(bare) or _UNITS_EN.search(bare) or _VERBS_ZH.match(bare)):
        return None
    return Headed(bare, announces, is_said, number)


def looks_like_title(text: str) -> bool:
    """Whether a text is built as titles are: 销售经理, Head of Sales."""
    if any(map(is_chinese, text)):
        if len(text) > 20 or begins_with_verb(text):
            return False
        return _ENDS_ZH.search(text) is not None and not text.endswith("员工")
    return len(text.split()) <= 9 and text[:1].isupper() and _ENDS_EN.search(text) is not None


def begins_with_verb(text: str) -> bool:
    """Whether a text says what is to be done or had, as no title does."""
    return _VERBS_ZH.match(text) is not None or (len(text) > _LONGEST_TITLE_OF_VERB and _MAYBE_VERBS_ZH.match(text) is not None)


def looks_like_group(text: str) -> bool:
    """Whether a text names a part of the work: 销售管理, 日常工作."""
    return _GROUPS.search(text.rstrip("：: ")) is not None


def looks_like_unit(text: str) -> bool:
    """Whether a text names a department, a chapter, or what else is no job."""
    return (_UNITS_ZH if any(map(is_chinese, text)) else _UNITS_EN).search(text) is not None
