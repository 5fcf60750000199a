"""Requirements in Chinese, as data and as patterns: ``大专以上学历，3年以上销售经验，持有驾照，沟通能力强``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orgrules.drafting.model import Field
from orgrules.drafting.writing.requirements import Asked, Requirement, either, level_words, lowest
from orgrules.text import normalize

_LEVELS = level_words(chinese=True)
_LEVEL = either(_LEVELS)
_INCLUSIVE = r"(?:[(（]?含\S{0,4}[)）]|含(?=以上))"  # 本科（含）以上, 大专（含大专）以上, 本科含以上
_ABOVE = rf"(?:{_INCLUSIVE}?(?:及|或|(?:及|或)其)?以上|起)"
_EDUCATION = re.compile(
    rf"(?:(?:具有|具备|有|全日制|统招|正规|国家承认的?|第一|最低)*)(?P<levels>(?:{_LEVEL})(?:(?:毕业)?[/／、或至到-](?:{_LEVEL}))*)"
    rf"(?:毕业)?(?P<told>{_ABOVE}?(?:的)?(?:正规)?(?:学历|学位|文化程度|文化水平|教育程度|教育背景|文化|毕业生?|毕业)*)(?:证书)?(?:者)?(?:(?:或|及)?(?:具有)?同等学[力历])?"
)
_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,3}|半)"
_YEARS = re.compile(
    rf"(?P<number>{_NUMBER})\s*(?:年?\s*(?:[-~—–－～至到]|或)\s*{_NUMBER})?\s*(?P<unit>年|个月|周年)(?P<half>半)?"
    r"\s*(?:[(（]含[^)）]*[)）])?(?:以上|及以上|或以上)?"
)
_PART_OF = re.compile("其中|含|包括")
_EXPERIENCE = re.compile("经验|经历|工龄|从业|工作年限|资历|任职|工作")
_CERTIFICATE = re.compile(
    r"(?:证书|资格证|执业证|上岗证|操作证|驾驶证|驾驶执照|驾照|驾证|职称|执照|(?<![保论验求查见举])证(?:上岗)?"
    r"|(?:一级|二级|三级|注册|初级|中级|高级)\S{1,10}师|(?:从业|执业|职业|专业技术|专业|教师|师)资格|许可证|[A-Z]\d?证)(?:者)?$"
)
_OF_STUDY = re.compile(
    r"^(?:具有|具备|有)?(?P<names>.*?)(?:等|类|及|或|与|和|方面|的)*(?:相关|相近|类似|有关)?(?:的)?(?P<or>类)?专业(?:背景|毕业生?|出身|学习背景|教育背景)?(?:者)?$"
)
_WISHED = re.compile(r"优先|更佳|尤佳|为佳|者佳|为宜|则更好|均可|亦可|皆可|也可$|放宽|加分|最好|不限|不要求|无要求|无需|无经验")
#: A label within the sentence: what it announces shows anyhow.
_LABEL = re.compile(
    r"^(?:最低|工作|专业|基本)?(?:学历|专业|经验|资历|证书|资格|资质|技能|能力|外语|计算机|语言|素质|知识|个性|品质|其他|其它)(?:要求)?[:：]"
)
_OF_A_PERSON = re.compile(
    r"年龄|周岁|\d+岁|性别|男女|^男性?$|^女性?$|身高|五官|户口|户籍|未婚|已婚|身体健康|体健|视力|相貌|容貌|形象好|形象佳"
    r"|党员$|团员$|政治面貌|政治面目|籍贯|政审|无(?:任何)?(?:不良|违法|犯罪|违纪|违规)\S{0,6}记录"
)

#: Words for what somebody is like, and those that stand around them and say nothing more.
_TRAITS = """
热情 激情 责任感 责任心 事业心 进取心 上进心 正直 坦诚 坦率 成熟 豁达 自信 严谨 公正 公平 公道 律己 敬业 乐业 爱岗
乐观 进取 积极 主动 向上 认真 仔细 细致 细心 自觉 自律 开朗 诚实 诚恳 诚信 守信 踏实 吃苦耐劳 吃苦 耐劳 勤奋 勤恳 勤劳
勤快 忠诚 廉洁 廉洁奉公 耐心 亲和力 亲和 稳重 沉稳 谦虚 谨慎 原则性 原则 品行 品德 品格 人品 道德 品质 操守 端正 优良
无不良嗜好 无不良记录 无犯罪记录 服从 奉献 外向 活泼 大方 随和 阳光 热爱 上进 恒心 毅力 包容 善良 正派 守时 气质 形象
服从安排 服从分配 服从调配 服从调动 乐于助人 任劳任怨 兢兢业业 实事求是 客观 负责 敬业爱岗 爱岗敬业 遵纪守法 遵章守纪 保密
""".split()  # noqa: SIM905 - a table
_AROUND_TRAITS = """
具有 具备 富有 富于 保持 有 高度 较高 较强 很强 极强 强烈 良好 较好 极高 一定 非常 十分 充满 的 地 工作 职业 精神 态度
性格 为人 做事 办事 处事 作风 思想 心态 敢于 坚持 承担 感 心 强 高 好 佳 较 很 极 且 并 和 与 及 以及 、 对 人 能 可 本职
岗位 个人 公司 企业 性 肯 能够 品性
""".split()  # noqa: SIM905 - a table
_A_TRAIT = re.compile(either(_TRAITS))
_WORDS_OF_TRAITS = re.compile(f"(?>{either((*_TRAITS, *_AROUND_TRAITS))})*+")  # the longest word each time: no second try

#: What stands before a skill and is none of it.
_LEAD = re.compile(
    r"^(?:(?:并且|并(?![购发联])|且|还|同时|必须|必备|须(?![知])|需(?=具|有|要|能)|应当|应(?=具|有|能)|要(?=有|求)|能够|能(?![源力量耗])|可以|会(?=使用|操作|说|开)"
    r"|具有|具备|拥有|富有|有(?![色限机效])|善于|擅长|懂得|懂|熟练地?(?:操作|使用|掌握|运用|应用)?|灵活运用|掌握|精通|熟悉|熟知|了解|通晓"
    r"|(?:相当|较|很|极|非常|十分)?(?:强|深刻|好|高|丰富|深厚|扎实|熟练|娴熟)的|较强|很强|极强|强烈的|良好的?|优秀的?|优良的?|出色的?|一定的?|一定程度的?"
    r"|丰富的?|扎实的?|高度的?|极佳的?|优异的?|必要的?|基本的?|相应的?|较为|各种|相关的?|有关的?|过硬的?|敏锐的)\s*)+"
)
_KNOWS = re.compile(r"^(?:并|且)?对(?:于)?(?P<of>.+?)(?:工作)?(?:有|具有|具备)(?:.*?)(?:了解|认知|认识|理解|研究|掌握)$")
_END = r"(?:能力|技巧|技能|意识|知识|经验|水平|素质|精神|思维|技术|软件|设备|功底|素养|方法|[^努主动效]力)"
_ENDS = re.compile(rf"{_END}$")
_PRAISED = re.compile(rf"(?P<skill>.*{_END})(?:较强|很强|极强|强|优秀|良好|佳|突出|出色|较好|好|丰富|扎实|娴熟|过硬)$")
_KNOWLEDGE = re.compile(r"(?:熟悉|熟知|了解|掌握|精通|通晓|熟练(?:操作|使用|掌握|运用|应用)?)")


def read(text: str, under: Field) -> Requirement:
    """What a sentence says."""
    asked: list[Asked] = []
    wished: list[str] = []
    traits: list[str] = []
    left: list[str] = []
    for clause in _clauses(text):
        if _WISHED.search(clause):
            wished.append(clause)
        elif _OF_A_PERSON.search(clause):
            traits.append(clause)
        elif _PART_OF.match(clause) and _YEARS.search(clause):
            left.append(clause)  # of what kind some of the years are, no field says
        else:
            found, other = _of_clause(clause, under)
            years = [each for each in found if each.kind == "experience"]
            if years and any(each.kind == "experience" for each in asked):
                left.append(clause)  # one number of years is all that a profile holds
                found = [each for each in found if each not in years]
            asked += found
            for part in other:
                if _is_trait(part):
                    traits.append(part)
                else:
                    skills = list(_skills(part, is_list=under == "skills"))
                    asked += [Asked("skill", skill) for skill in skills if not _is_trait(skill)]
                    traits += [skill for skill in skills if _is_trait(skill)]
                    left += [] if skills else [part]
    return Requirement(tuple(asked), tuple(wished), tuple(traits), tuple(left))


def _is_trait(text: str) -> bool:
    """Whether a text tells of somebody's character and nothing else."""
    form = normalize(text)
    return _A_TRAIT.search(form) is not None and _WORDS_OF_TRAITS.fullmatch(form) is not None


def _clauses(text: str) -> Iterator[str]:
    for part in re.split(r"[，,；;。！!\n]+(?![^(（]*[)）])", text):
        clause = _LABEL.sub("", part.strip(" .、:：")).strip(" .、:：")
        if clause:
            yield clause


def _of_clause(clause: str, under: Field) -> tuple[list[Asked], list[str]]:
    """What can be recognized in a clause, and what is left of it."""
    asked: list[Asked] = []
    rest = clause
    education = _education(rest, under)
    if education is not None:
        asked.append(Asked("education", education[0]))
        rest = education[1]
    years = _YEARS.search(rest)
    if years is not None and (under == "experience" or _EXPERIENCE.search(rest)) and not _CERTIFICATE.search(rest):
        asked.append(Asked("experience", _number_of_years(years)))
        before, after = _around_years(rest, years)
        skills = [part for part in (before, after) if part and "专业" not in part]
        studied = [part for part in (before, after) if "专业" in part]
        if skills or not studied:
            return asked, skills
        rest = studied[0]
    rest = _joined_off(rest)
    if not rest:
        return asked, []
    if under == "certificates" or _CERTIFICATE.search(rest):
        return [*asked, *(Asked("certificate", name) for name in _certificates(rest))], []
    fields = _fields_of_study(rest, under)
    if fields is not None:
        return [*asked, *([Asked("fields_of_study", fields)] if fields else [])], [] if fields else [rest]
    return asked, [rest]


def _joined_off(text: str) -> str:
    """What is left once something was taken out, without the words that joined it."""
    return re.sub(
        r"^(?:的|和|与|及|以及|并|且|或|、|/|有|具有|具备)+|(?:和|与|及|以及|并|且|具有|具备|、|/|，)+$", "", text.strip()
    ).strip()


def _education(text: str, under: Field) -> tuple[str, str] | None:
    """The level that a clause asks for, and the clause without it."""
    for found in _EDUCATION.finditer(text):
        around = text[: found.start()] + text[found.end() :]
        is_told = bool(found["told"]) or found.end() == len(text) or text[found.end()] in "/,(（" or under == "education"
        if found["levels"] and is_told and not text[found.end() :].startswith(("护士", "医院", "门诊")):
            return lowest(_LEVELS[normalize(level)] for level in re.findall(_LEVEL, found["levels"])), _joined_off(around)
    return None


def _around_years(text: str, years: re.Match[str]) -> tuple[str, str]:
    """What a clause says besides a number of years and what they are years of: before it, and behind it."""
    before = _joined_off(text[: years.start()])
    word = _EXPERIENCE.search(text, years.end())
    last = re.compile("经验|经历|资历").search(text, years.end()) or word
    after = _joined_off(text[last.end() :]) if last else ""
    return before if _ENDS.search(before) or before.endswith("专业") else "", after if len(after) > 2 else ""


def _number_of_years(found: re.Match[str]) -> float:
    number = 0.5 if found["number"] == "半" else _number(found["number"])
    if found["unit"] == "个月":
        number /= 12
    if found["half"]:
        number += 0.5
    return int(number) if number == int(number) else round(number, 2)


def _number(text: str) -> float:
    if text[0].isdigit():
        return float(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _certificates(text: str) -> Iterator[str]:
    bare = re.sub(r"^(?:须|必须|应|需)?(?:持有|持|具有|具备|取得|获得|拥有|必备|有|考取)*(?:有效的?|相应的?)?", "", text)
    bare = re.sub(r"者$|上岗$", "", bare)
    parts = re.split(r"、|(?<=证)(?:和|与|及|以及)|(?<=证书)(?:和|与|及|以及)|(?<=照)(?:和|与|及|以及)", bare)
    yield from parts if all(_CERTIFICATE.search(part) for part in parts) else [bare]


def _fields_of_study(text: str, under: Field) -> tuple[str, ...] | None:
    """The fields of study that a clause names; None where it is about none, and empty where it names none."""
    found = _OF_STUDY.match(text)
    if found is None and under != "fields_of_study":
        return None
    names = re.sub(r"(?:等|类|及|或|与|和|的|相关)+$", "", found["names"] if found else text)
    parts = [re.sub(r"(?:专业|类|学科)+$", "", part).strip() for part in re.split(r"[、/／,，;；]|或者?|和|及|与", names)]
    return tuple(dict.fromkeys(part for part in parts if part and part not in ("相关", "其他", "不限")))


def _skills(part: str, *, is_list: bool) -> Iterator[str]:
    """The skills that a clause lists, each by its name."""
    known = _KNOWS.match(part)
    if known is not None:
        yield known["of"]
        return
    for piece in _listed(part, is_list=is_list):
        for smaller in _at_ends(piece):
            name = skill_name(smaller)
            if len(name) >= 2:
                yield name


def _at_ends(piece: str) -> Iterator[str]:
    """A piece divided where 和 stands behind the end of a skill: 沟通技巧和说服能力, but not 判断和决策能力."""
    start = 0
    for found in re.finditer("以及|和|与|及|并", piece):
        if _ENDS.search(piece[start : found.start()]) and len(piece) - found.end() > 1:
            yield piece[start : found.start()]
            start = found.end()
    yield piece[start:]


def _listed(part: str, *, is_list: bool) -> list[str]:
    pieces = re.split(r"、(?![^(（]*[)）])", part)
    if len(pieces) == 1 or "等" in part:
        return [part]
    if any(re.match("具有|具备|有(?=[良较很极优一丰强])|熟悉|熟练|能够", piece) for piece in pieces[1:]):
        return pieces
    ends = _ENDS.search(_PRAISED.sub(r"\g<skill>", pieces[-1]))
    bare = [_LEAD.sub("", piece) for piece in pieces]
    if all(_ENDS.search(_PRAISED.sub(r"\g<skill>", piece)) or _is_trait(piece) for piece in pieces):
        return pieces
    if ends and all(len(piece) <= 8 for piece in bare[:-1]) and not re.match("能够|能(?!力)|善于|擅长", part):
        # 市场拓展、项目协调、谈判能力: what the last one is, all are
        return [piece if _ENDS.search(piece) or _is_trait(piece) else piece + ends[0] for piece in pieces]
    if (is_list or _KNOWLEDGE.match(part)) and all(2 <= len(piece) <= 12 for piece in bare):
        return pieces
    return [part]


def skill_name(text: str) -> str:
    """What a skill is called: the words for how good somebody is at it are left out."""
    name = _PRAISED.sub(r"\g<skill>", text.strip(" 、"))
    shorter = _LEAD.sub("", name).strip()
    name = re.sub(r"^(?:的)", "", shorter or name)
    name = re.sub(r"(?:的)?(?:使用|操作|运用|应用)$", "", name) if name.endswith(("软件的使用", "软件的操作")) else name
    return re.sub(r"(?<=..)工作$", "", name).strip()
