"""Job descriptions in layouts put together at random, with what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from orgrules.documents.model import Block, Paragraph
from tests.drafting.blocks import HERE, table


class Words(NamedTuple):
    """The words of one language: what jobs say, and the labels for it."""

    titles: Sequence[str]
    units: Sequence[str]
    superiors: Sequence[str]
    duties: Sequence[str]
    requirements: Sequence[str]
    measures: Sequence[str]
    labels: Sequence[Sequence[str]]
    required: str
    welcome: str
    number: str
    weight: str
    place: tuple[str, str]
    colon: str
    said: str


CHINESE = Words(
    ("销售经理", "会计", "车间主任", "前台接待员", "采购专员", "人事主管", "司机", "出纳", "质检员", "仓库管理员"),
    ("销售部", "财务部", "生产部", "行政部", "采购部"),
    ("总经理", "销售总监", "财务总监", "厂长"),
    (
        "制定年度计划",
        "管理客户档案",
        "组织每周例会",
        "检查设备状况",
        "编写月度报告",
        "培训新员工",
        "核对采购清单",
        "接待来访客人",
    ),
    ("熟悉办公软件", "沟通能力强", "能适应出差", "会说英语", "有驾驶证", "吃苦耐劳", "懂财务法规", "身体健康"),
    ("计划完成率", "客户满意度", "差错率", "出勤率"),
    (
        ("岗位名称", "职位", "职务名称"),
        ("所属部门", "部门"),
        ("直接上级", "汇报对象"),
        ("岗位职责", "工作内容", "主要职责"),
        ("任职资格", "任职要求"),
        ("考核指标", "绩效指标"),
    ),
    *("必备", "期望", "序号", "权重"),
    ("工作地点", "上海"),
    *("：", "岗位说明书"),
)
ENGLISH = Words(
    (
        "Sales Manager",
        "Accountant",
        "Plant Supervisor",
        "Receptionist",
        "Buyer",
        "HR Officer",
        "Driver",
        "Cashier",
        "Storekeeper",
    ),
    ("Sales", "Finance", "Production", "Administration", "Procurement"),
    ("Managing Director", "Sales Director", "Chief Financial Officer", "Plant Director"),
    (
        *("Prepare the yearly plan", "Keep customer files", "Chair weekly briefings", "Inspect machines", "Train newcomers"),
        *("Check purchase lists", "Welcome visitors", "Handle complaints", "Count the output"),
    ),
    (
        *("Command of spreadsheets", "Good communicator", "Willing to travel", "Fluent French", "Driving licence category B"),
        *("Patience", "Understanding of tax law", "Good health"),
    ),
    ("Plan fulfilment", "Customer satisfaction", "Error rate", "Attendance rate"),
    (
        ("Job Title", "Position title"),
        ("Department", "Business unit"),
        ("Reports to", "Line manager"),
        ("Responsibilities", "Key duties", "Main tasks"),
        ("Requirements", "Qualifications"),
        ("KPIs", "Performance measures"),
    ),
    *("Essential", "Desirable", "No.", "Weight"),
    ("Location", "Leeds"),
    *(": ", " Job Description"),
)
_MARKS = ("{}、", "{}.", "({})", "（{}）", "•", "-", "◆", "{})", "")


class Layout(NamedTuple):
    """How each job of a document is set."""

    head: str
    label: str
    single: str
    duties: str
    requirements: str
    has_measures: bool
    labels: Sequence[str]


class Described(NamedTuple):
    """What one job says."""

    title: str
    unit: str
    superior: str
    duties: Sequence[str]
    requirements: Sequence[str]
    welcome: Sequence[str]
    measures: Sequence[str]


def document(seed: int) -> tuple[Layout, list[Described], list[Block]]:
    """A document, the layout of its jobs, and what they say."""
    random = Random(seed)
    words = random.choice((CHINESE, ENGLISH))
    layout = Layout(
        random.choice(("heading", "bold", "said", "numbered", "label")),
        random.choice(("heading", "bold", "colon", "numbered")),
        random.choice(("lines", "form", "above", "vertical")),
        random.choice(("list", "grid", "measured", "rows", "beside")),
        random.choice(("list", "columns")),
        random.random() < 0.4,
        [random.choice(those) for those in words.labels],
    )
    if layout.single != "lines" and layout.head == "label":
        layout = layout._replace(head="")
    titles = random.sample(words.titles, random.randint(1, 4))
    jobs = [_job(random, words, title, layout) for title in titles]
    blocks: list[Block] = []
    for number, job in enumerate(jobs, 1):
        blocks += _Setting(random, words, layout).of(job, number)
    return layout, jobs, blocks


def _job(random: Random, words: Words, title: str, layout: Layout) -> Described:
    duties, requirements = random.sample(words.duties, random.randint(1, 5)), random.sample(words.requirements, 5)
    unit, superior = random.choice(words.units), random.choice(words.superiors)
    count = random.randint(1, 3)
    has_welcome = layout.requirements == "columns" and layout.duties not in ("rows", "beside")
    welcome = requirements[3:] if has_welcome else []
    measures = random.sample(words.measures, 2) if layout.has_measures else []
    return Described(title, unit, superior, duties, requirements[:count], welcome, measures)


class _Setting:
    """Sets one job in a layout."""

    def __init__(self, random: Random, words: Words, layout: Layout) -> None:
        self._random, self._words, self._layout = random, words, layout
        self._numbered = 0

    def of(self, job: Described, number: int) -> Iterator[Block]:
        """The blocks of a job."""
        yield from self._head(job, number)
        yield from self._single(job)
        yield from self._duties(job)
        if self._layout.duties not in ("rows", "beside"):
            yield from self._requirements(job)
        if self._layout.has_measures:
            yield self._label(5)
            yield from (Paragraph(text, HERE) for text in self._marked(job.measures))

    def _head(self, job: Described, number: int) -> Iterator[Block]:
        if self._layout.head == "heading":
            yield Paragraph(job.title, HERE, heading=2)
        elif self._layout.head == "bold":
            yield Paragraph(job.title, HERE, is_bold=True)
        elif self._layout.head == "said":
            yield Paragraph(job.title + self._words.said, HERE, heading=1)
        elif self._layout.head == "numbered":
            yield Paragraph(f"{number}. {job.title}", HERE, is_bold=True)
        elif self._layout.head == "label":
            yield Paragraph(f"{self._layout.labels[0]}{self._words.colon}{job.title}", HERE)

    def _single(self, job: Described) -> Iterator[Block]:
        title, unit, superior, *_others = self._layout.labels
        place = self._words.place
        if self._layout.single == "lines":
            yield Paragraph(f"{unit}{self._words.colon}{job.unit}", HERE)
            yield Paragraph(f"{superior}{self._words.colon}{job.superior}", HERE)
        elif self._layout.single == "form":
            yield table([title, job.title, unit, job.unit], [superior, job.superior, *place])
        elif self._layout.single == "above":
            yield table([title, unit], [job.title, job.unit], [superior, place[0]], [job.superior, place[1]])
        else:
            yield table([title, job.title], [unit, job.unit], [superior, job.superior])

    def _duties(self, job: Described) -> Iterator[Block]:
        duties, requirements, measures = self._layout.labels[3:]
        rows = list(enumerate(job.duties, 1))
        required = "\n".join(self._marked(job.requirements))
        if self._layout.duties == "list":
            yield self._label(3)
            yield from (Paragraph(text, HERE) for text in self._marked(job.duties))
        elif self._layout.duties == "grid":
            yield self._label(3)
            head = [self._words.number, duties, self._words.weight]
            yield table(head, *([str(number), text, f"{number}0%"] for number, text in rows))
        elif self._layout.duties == "measured":
            yield table([self._words.number, duties, measures], *([str(number), text, f"A{number}"] for number, text in rows))
        elif self._layout.duties == "rows":
            said = "\n".join(self._marked(job.duties))
            yield table([(duties, 1, 2)], [(said, 1, 2)], [(requirements, 1, 2)], [(required, 1, 2)])
        else:
            first, *others = rows
            beside = ([str(number), text] for number, text in others)
            yield table([(duties, len(rows), 1), "1", first[1]], *beside, [requirements, (required, 1, 2)])

    def _requirements(self, job: Described) -> Iterator[Block]:
        yield self._label(4)
        if self._layout.requirements == "list":
            yield from (Paragraph(text, HERE) for text in self._marked(job.requirements))
        else:
            head = [self._words.required, self._words.welcome]
            yield table(head, ["\n".join(job.requirements), "\n".join(job.welcome)])

    def _label(self, which: int) -> Paragraph:
        text = self._layout.labels[which]
        if self._layout.label == "heading":
            return Paragraph(text, HERE, heading=3)
        if self._layout.label == "bold":
            return Paragraph(text, HERE, is_bold=True)
        if self._layout.label == "numbered":
            self._numbered += 1
            is_chinese = self._words is CHINESE
            mark = f"{'一二三'[self._numbered - 1]}、" if is_chinese else f"{self._numbered}. "
            return Paragraph(mark + text, HERE, is_bold=True)
        return Paragraph(text + self._words.colon.strip(), HERE)

    def _marked(self, texts: Sequence[str]) -> list[str]:
        mark = self._random.choice(_MARKS)
        return [f"{mark.format(number)} {text}" if mark else text for number, text in enumerate(texts, 1)]
