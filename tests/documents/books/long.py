"""A long handbook, for figures: sixty jobs on some two hundred pages, the same each time."""

from __future__ import annotations

from itertools import cycle, islice, product
from pathlib import Path

import docx

from tests.documents.books.programs import libreoffice

_PLACES = ("华东", "华南", "华北", "西南", "西北", "东北")
_KINDS = ("采购", "生产", "仓储", "运输", "质量", "设备", "财务", "行政", "培训", "客户服务")
_VERBS = ("制定", "审核", "组织实施", "检查", "汇总", "分析", "协调", "改进")
_THINGS = ("工作计划", "管理制度", "费用预算", "合同文本", "统计报表", "操作规程", "考核方案", "培训教材", "档案资料")
_ENDS = (
    "，按月向上级报告执行情况，对偏差较大的事项说明原因并提出改进措施",
    "，征求有关部门的意见后报公司批准，批准后组织相关人员学习并监督执行",
    "，发现问题及时处理，处理结果在三个工作日内书面反馈给提出问题的部门",
)
_WANTED = (
    "熟悉相关的法律法规、行业标准和公司的管理制度",
    "具有良好的沟通能力、协调能力和团队合作精神",
    "能熟练使用常用办公软件和业务系统",
)


def long_handbook(folder: Path, jobs: int = 60, form: str = "docx") -> Path:
    """Write it, as a Word file or as a PDF that LibreOffice makes of that: chapters, headed jobs, long numbered lists."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "恒远实业集团有限公司岗位说明书"
    titles = [f"{place}{kind}主管" for kind, place in product(_KINDS, _PLACES)][:jobs]
    assert len(titles) == jobs
    duties = cycle(f"{verb}{{}}{thing}{end}" for end, thing, verb in product(_ENDS, _THINGS, _VERBS))
    for number, title in enumerate(titles):
        chapter, within = divmod(number, len(_PLACES))
        kind = _KINDS[chapter]
        if not within:
            document.add_heading(f"第{'一二三四五六七八九十'[chapter]}章　{kind}岗位", 1)
        document.add_heading(f"{chapter + 1}.{within + 1} {title}", 2)
        lines = [
            f"直接上级：{kind}部经理",
            f"直接下级：{kind}专员、{kind}助理",
            f"工作概要：负责所辖区域{kind}工作的计划、组织、检查和改进，保证年度目标的实现。",
            "岗位职责：",
            *(f"（{at}）{text.format(kind)}；" for at, text in enumerate(islice(duties, 40), 1)),
            "任职资格：",
            f"1、大专及以上学历，{3 + within}年以上{kind}工作经验；",
            *(f"{at}、{text}；" for at, text in enumerate(islice(cycle(_WANTED), 9), 2)),
            "管理权限：",
            f"（1）对所辖区域{kind}人员的任免有建议权；",
            f"（2）对所辖区域{kind}费用有审批权。",
            "参加会议：",
            f"1、参加公司召开的{kind}工作例会；",
            "2、参加公司年度工作会议。",
        ]
        for line in lines:
            document.add_paragraph(line)
    file = folder / "handbook.docx"
    document.save(str(file))
    if form == "pdf":
        libreoffice(file, "pdf", folder)
    return file.with_suffix(f".{form}")
