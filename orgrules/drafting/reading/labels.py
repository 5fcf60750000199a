"""The labels of job descriptions in both languages, as data: what each announces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import Literal, NamedTuple, get_args

from orgrules.drafting.model import Field
from orgrules.text import normalize

#: What a label may announce besides a field: a group of fields, working relations that sub-labels part into inside and outside, what is
#: no statement about the organization (numbers and dates of the document, signatures), what is merely welcome, more of what stands above,
#: and what forms ask for and no profile holds (figures to be measured by, pay, hours).
Other = Literal["group", "relations", "furniture", "optional", "more", "apart"]
Meaning = Field | Other

#: Fields whose value is one text, or a list of names: what follows them on lines of their own belongs to somebody else.
SINGLE: frozenset[Meaning] = frozenset(
    ("title", "also_called", "unit", "reports_to", "manages", "headcount_below", "job_family", "furniture")
)
#: What stands under the heading of requirements: after it, the requirements go on.
OF_REQUIREMENTS: frozenset[Meaning] = frozenset(("education", "experience", "certificates", "fields_of_study", "skills"))
#: What stands under the heading of working relations.
OF_RELATIONS: frozenset[Meaning] = frozenset(("internal_relations", "external_relations"))


def _joined(first: str, then: str) -> tuple[str, ...]:
    """All words that begin with one of the first and end with one of the others; ``-`` stands for nothing."""
    return tuple((one + other).replace("-", "") for one, other in product(first.split(), then.split()))


_ZH: dict[Meaning, tuple[str, ...]] = {
    "title": (
        *_joined("岗位 职位 职务 工作岗位 招聘岗位 招聘职位 本岗位 本职位 任职岗位", "- 名称"),
        *("岗位职务", "岗位职务名称", "职位岗位名称", "工种", "工种名称", "岗位名", "职位名"),
    ),
    "also_called": _joined("岗位 职位 职务 -", "又称 别名 别称 又名 俗称 简称 其他名称 其它名称"),
    "unit": (
        *_joined(
            "所属 所在 隶属 工作 任职",
            "部门 单位 中心 科室 部门单位 机构 组织 团队 班组 公司 分公司 门店 项目部 车间 学部 院系 条线",
        ),
        *("部门", "部门名称", "单位", "科室", "所属部门名称", "所属部门科室", "归属部门"),
    ),
    "reports_to": (
        *_joined("直接 直属 直线 本岗位 岗位 行政 -", "上级 上司 主管 领导 主管上级 上级岗位 上级职位 上级主管 上级领导"),
        *_joined("汇报 报告 直接汇报 工作汇报 直接报告", "对象 上级 给 关系 岗位"),
        *("向谁汇报", "主管上级", "负责对象", "直接上级职务", "直接上级名称", "直接管理者"),
    ),
    "manages": (
        *_joined("直接 直属 所属 本岗位 -", "下级 下属 部下 下级岗位 下属岗位 下级职位 下属职位 下级职务 管辖岗位"),
        *("所辖岗位", "管辖人员", "所辖人员", "下属人员", "下级人员", "直接下属人员", "直接管理人员", "管理对象", "督导对象"),
    ),
    "headcount_below": (
        *_joined(
            "直接下级 直接下属 直属下级 直属下属 下级 下属 管辖 所辖 辖员 管理 直接管理 直接管辖 下属员工 所属人员", "人数 数量"
        ),
        *("辖员", "管理幅度", "管理幅度人数", "下属总人数", "所辖员工人数", "管辖人员数"),
    ),
    "purpose": (
        *_joined("岗位 职位 职务 工作 职责", "概要 概述 目的 使命 摘要 综述 总述 宗旨 简述 简介 目标"),
        *("主要工作", "设岗目的", "岗位设置目的", "职位设置目的", "岗位定位", "岗位性质", "职位性质", "工作性质", "使命", "概要"),
        *("岗位价值", "岗位存在的目的", "设置目的", "岗位工作概要", "工作内容概述"),
    ),
    "duties": (
        *_joined(
            "岗位 职位 职务 工作 主要 主要工作 岗位主要 职位主要 本岗位 本职 基本 核心 关键 具体 日常 日常工作 岗位工作 岗位基本 -",
            "职责 职责描述 职责说明 职责内容",
        ),
        *_joined(
            "工作 主要工作 岗位工作 日常工作 具体工作",
            "内容 任务 内容描述 内容及职责 内容与职责 职责与任务 职责和任务 职责及内容",
        ),
        *(
            "职责与任务",
            "职责和任务",
            "职责及任务",
            "职责与工作任务",
            "职责和工作任务",
            "主要职责与工作任务",
            "主要职责和工作任务",
            "职责范围",
        ),
        *("岗位职责范围", "工作范围", "主要任务", "岗位描述", "职位描述", "工作描述", "岗位职责与工作内容", "岗位职责及工作内容"),
        *("岗位职责和工作内容", "工作职责与权限", "职责细则", "岗位职责详述", "职责详述", "日常工作", "岗位任务"),
    ),
    "requirements": (
        *_joined(
            "任职 岗位任职 职位任职 上岗 应聘 招聘 录用 入职",
            "资格 条件 要求 资格要求 资格条件 基本条件 资格与条件 条件与资格 资格及要求",
        ),
        *_joined("岗位 职位 职务 资格 基本", "要求 资格 条件 要求与资格 要求及资格 资格要求"),
        *("职位要求", "资格条件", "任职者要求", "岗位任职资格要求", "任职资格与要求", "要求"),
    ),
    "education": (
        *_joined(
            "学历 最低学历 教育程度 文化程度 教育背景 教育水平 受教育程度 学历背景 学历水平 学历专业 学历及专业 学历与专业",
            "- 要求",
        ),
        "学历和专业",
        "教育",
        "教育要求",
    ),
    "experience": (
        *_joined(
            "经验 工作经验 工作经历 工作年限 从业经验 从业年限 相关经验 行业经验 任职经历 相关工作经验 专业经验 经历 管理经验 岗位经验 任职年限 实践经验",
            "- 要求",
        ),
    ),
    "certificates": (
        *_joined(
            "证书 资格证书 资格证 职业资格 执业资格 从业资格 职业证书 技能证书 上岗证 职业资格证书 持证 资质 资格证照 证照 专业证书 执业证书 职称 任职证书",
            "- 要求",
        ),
    ),
    "fields_of_study": (*_joined("专业 所学专业 学科专业 专业背景 专业方向 对口专业 专业领域", "- 要求"),),
    "skills": (
        *_joined(
            "技能 能力 专业技能 能力素质 知识技能 素质 技能技巧 知识 专业知识 岗位技能 知识与技能 知识和技能 知识及技能 综合素质 个人素质 职业素养 基本素质 能力与技能"
            " 技能与能力 专业能力 工作能力 核心能力 能力和素质 能力与素质 素质能力 工作技能 个性特征 个人能力 语言能力 语言 外语 外语水平 计算机 计算机水平 计算机能力 外语能力"
            " 培训 身体 年龄 性格 职业道德 业务知识",
            "- 要求",
        ),
        *("知识水平", "能力条件", "个人品质", "品质", "技能水平", "培训经历", "身体条件", "知识能力", "应知应会"),
    ),
    "authority": (
        *_joined("管理 岗位 职位 工作 主要 本岗位 -", "权限 权力 职权 权限范围 职权范围"),
        *("授权", "授权范围", "权利", "岗位权利", "主要权利", "决策权限", "审批权限", "权限说明"),
    ),
    "responsibility": (
        *_joined("管理 领导 工作 主要 岗位 本岗位 职务", "责任 责任范围"),
        *("责任", "责任范围", "承担责任", "岗位责任制", "应负责任"),
    ),
    "meetings": (
        *_joined("参加 参与 需参加 应参加 需参加的 参加的 出席 须参加 须参加的 -", "会议 例会"),
        *("会议要求", "会议安排", "参会要求", "参加会议情况", "主要会议"),
    ),
    "internal_relations": (
        *_joined(
            "内部 对内 公司内部 组织内部 单位内部 企业内部 部门内部 内部工作",
            "协作关系 关系 联系 协调关系 沟通 沟通关系 工作关系 协作 协调 联络 -",
        ),
        "内部客户",
        "内部沟通对象",
    ),
    "external_relations": (
        *_joined(
            "外部 对外 公司外部 组织外部 单位外部 企业外部 外部工作",
            "协作关系 关系 联系 协调关系 沟通 沟通关系 工作关系 协作 协调 联络 -",
        ),
        "外部客户",
        "外部沟通对象",
    ),
    "relations": (
        *_joined(
            "协作 工作 工作协作 沟通 协调 工作沟通 内外部 内外 内外部协作 内外部工作 沟通协调 主要工作 岗位 工作协调", "关系"
        ),
        *("工作联系", "沟通对象", "内外部沟通", "工作关系说明", "关系", "所施与的监督关系", "工作协作"),
    ),
    "promotes_to": (
        *_joined(
            "晋升 可晋升 升迁 可升迁 职位晋升 岗位晋升 发展 职业发展 职业晋升 可直接晋升",
            "方向 岗位 路径 职位 通道 路线 职务 的职位 的岗位",
        ),
        *(
            "职业发展",
            "晋升",
            "可晋升至",
            "晋升至",
            "晋升为",
            "职业通道",
            "职业发展规划",
            "职业路径",
            "直接晋升的职位",
            "可直接晋升的职位",
        ),
    ),
    "promoted_from": (
        *(
            "晋升来源",
            "来源岗位",
            "来源职位",
            "晋升来源岗位",
            "由何岗位晋升",
            "可由何岗位晋升",
            "可升任本岗位的岗位",
            "前置岗位",
            "前一岗位",
        ),
        *(
            "可晋升至本岗位的岗位",
            "可晋升至此的岗位",
            "可晋升至此职位的岗位",
            "可升迁至此的岗位",
            "可升迁至此的职位",
            "由何职位晋升",
            "升任来源",
        ),
        *("候选岗位", "可晋升至本岗位的职位", "晋升前岗位", "任职来源"),
    ),
    "rotates_with": (
        *_joined(
            "轮换 可轮换 可轮换的 轮岗 可轮岗 可轮岗的 相互轮换 可相互轮换的 可转换 可转换的 可相互转换的 平调 可平调 相关轮换 调换",
            "岗位 职位",
        ),
        *("轮岗", "轮换", "轮岗方向", "岗位轮换", "轮岗范围", "平调方向", "可轮换", "轮换方向", "横向轮换", "横向发展岗位"),
    ),
    "job_family": (
        *_joined("岗位 职位 职务", "族 族群 类别 类型 序列 分类 系列"),
        *("职类", "职族", "职系", "职种", "所属职类", "所属序列", "所属职系"),
    ),
    "group": (
        *_joined("岗位 职位 职务 工作 -", "说明书 说明 基本信息 基本资料 信息 资料 基本情况 标识 标识信息 概况 识别"),
        *(
            "基本信息",
            "基本资料",
            "岗位说明书",
            "职位识别信息",
            "一般信息",
            "组织关系",
            "组织位置",
            "职业规划",
            "项目",
            "内容",
            "职业发展关系",
        ),
        *(
            "岗位关系",
            "人员晋升与轮换",
            "晋升与轮换",
            "晋升与轮岗",
            "职位关系",
            "上下级关系",
            "汇报与管理关系",
            "管理关系",
            "职责与权限",
            "内容要求",
            "说明",
        ),
    ),
    "furniture": (
        *_joined("文件 岗位 职位 职务 表单 表格 文档 制度 说明书 -", "编号 编码 代码 代号 号"),
        *_joined(
            "编制 编写 审核 审批 批准 核准 审定 制定 制订 拟定 起草 修订 发布 生效 签发 填写 填表 更新 执行 实施 复核",
            "- 人 日期 时间 人签字 者 人签名 部门",
        ),
        *(
            "版本",
            "版本号",
            "版次",
            "版本次",
            "修订次数",
            "修改次数",
            "页码",
            "页次",
            "页数",
            "日期",
            "签字",
            "签名",
            "签名日期",
            "文件名称",
        ),
        *(
            "任职者签字",
            "任职人签字",
            "员工签字",
            "上级签字",
            "直接上级签字",
            "任职者",
            "任职人",
            "序号",
            "编号",
            "次序",
            "密级",
            "受控状态",
            "主管签字",
        ),
        *(
            "姓名",
            "现任",
            "备注",
            "附件",
            "归档",
            "部门负责人签字",
            "人力资源部签字",
            "人力资源部审核",
            "本人签字",
            "确认签字",
            "公司名称",
            "单位名称",
        ),
    ),
    "apart": (  # but not 绩效考核 or 福利 alone: the duties of human resources have groups that are called so
        *_joined("关键绩效 绩效考核 绩效 业绩 考核 业绩考核 岗位考核 主要考核 主要绩效 关键考核 关键业绩 KPI", "指标"),
        *("KPI", "KPIs", "考核标准", "绩效标准", "衡量标准", "绩效衡量标准"),
        *_joined("工作", "环境 地点 时间 场所 设备 条件 时间特征 时间与环境 环境与条件"),
        *("办公地点", "使用工具", "使用设备", "使用工具设备", "工具设备", "职业危害", "危险性", "劳动强度"),
        *_joined("岗位 职位 职务 薪资 薪酬 工资", "等级 级别 层级 职级"),
        *_joined("薪资 薪酬 工资", "范围 待遇"),
        *("职级", "岗位编制", "编制人数", "岗位编制人数", "定编", "定员", "定编人数", "定员人数", "岗位定员", "岗位人数"),
    ),
    "more": _joined("其他 其它", "- 要求 条件 说明 方面 事项"),
    "optional": (
        *_joined("优先 加分", "条件 项 考虑 考虑条件 录用条件"),
        *("优先", "优先者", "优先资格", "优选条件", "理想条件", "期望条件", "择优条件"),
    ),
}

_EN: dict[Meaning, str] = {
    "title": "job title|position title|role title|position|job|title|role|post|post title|job name|position name|name of position|title of position|"
    "job title position|designation|job role|name of the position|name of post|occupation",
    "also_called": "also known as|also called|aka|other titles|alternative titles|alternative title|other names",
    "unit": "department|unit|division|team|business unit|section|department unit|department name|department or unit|org unit|organizational unit|"
    "department team|division department|department division|function and department|directorate",
    "reports_to": "reports to|reporting to|report to|reports directly to|line manager|direct supervisor|supervisor|immediate supervisor|reporting line|"
    "direct manager|accountable to|responsible to|manager|supervised by|reporting manager|superior|direct superior|immediate superior|"
    "reporting relationship|reports to position|reports to title|immediate manager|who you report to|line of report",
    "manages": "direct reports|subordinates|supervises|manages|direct subordinates|positions supervised|staff supervised|people managed|direct report|"
    "roles supervised|positions managed|roles managed|manages directly|supervision of|supervisor of|line manager of|line manages|responsible for staff|"
    "positions reporting to this post|posts supervised|staff managed|subordinate positions|directly supervises|line management of",
    "headcount_below": "number of direct reports|number of subordinates|number of staff supervised|team size|number of reports|number of people supervised|"
    "number of people managed|headcount managed|span of control|number of staff managed|number supervised|number of staff|size of team|staff numbers",
    "purpose": "purpose|job purpose|purpose of the job|purpose of the role|purpose of the position|purpose of job|purpose of role|purpose of position|"
    "purpose of post|purpose of the post|summary|job summary|position summary|role summary|overview|job overview|role overview|position overview|"
    "role purpose|main purpose|overall purpose|position purpose|objective|job objective|objectives|mission|general summary|main purpose of the job|"
    "main purpose of the role|summary of the role|summary of position|about the role|about the job|about the position|job statement|aim of the role|aim|"
    "primary purpose|basic function|scope and purpose",
    "duties": "responsibilities|key responsibilities|main responsibilities|duties|duties and responsibilities|key duties|main duties|principal duties|"
    "primary responsibilities|primary duties|essential duties and responsibilities|essential duties|essential functions|job duties|key tasks|main tasks|"
    "roles and responsibilities|role and responsibilities|core responsibilities|job responsibilities|core duties|tasks|tasks and responsibilities|"
    "responsibilities and duties|key duties and responsibilities|main duties and responsibilities|principal accountabilities|accountabilities|"
    "key accountabilities|major responsibilities|major duties|specific duties|specific responsibilities|principal responsibilities|what you will do|"
    "what you'll do|your responsibilities|essential job functions|principal duties and responsibilities|general duties|major duties and responsibilities|"
    "position responsibilities|key responsibilities and duties|main activities|key activities|job content|detailed duties|duties of the post",
    "requirements": "requirements|qualifications|job requirements|position requirements|person specification|required qualifications|"
    "minimum qualifications|minimum requirements|qualifications and experience|candidate requirements|essential requirements|essential criteria|"
    "skills and qualifications|requirements and qualifications|qualifications and requirements|qualifications and skills|education and experience|"
    "role requirements|basic qualifications|essential qualifications|required skills and qualifications|experience and qualifications|"
    "skills and experience|experience and skills|what you need|what we are looking for|who you are|education experience and skills|candidate profile|"
    "required experience and skills|qualifications required|entry requirements|essential|person requirements|required qualifications and experience|"
    "knowledge skills and experience|key requirements|profile|required",
    "education": "education|educational requirements|education level|minimum education|educational background|degree|academic qualifications|"
    "educational qualifications|education requirements|required education|level of education|academic background|education required",
    "experience": "experience|work experience|professional experience|required experience|years of experience|minimum experience|relevant experience|"
    "experience required|experience requirements|job experience|previous experience|prior experience|industry experience",
    "certificates": "certificates|certifications|certification|licences|licenses|licenses and certifications|certificates and licences|"
    "professional certifications|licence|license|certificate|required certifications|certifications and licences|certifications and licenses|"
    "licenses and certificates|professional qualifications|licenses or certifications|registration|required licences|professional registration",
    "fields_of_study": "major|majors|field of study|fields of study|discipline|disciplines|specialization|specialisation|subject|area of study",
    "skills": "skills|key skills|skills required|required skills|competencies|abilities|skills and abilities|knowledge and skills|competences|knowledge|"
    "technical skills|skills and competencies|knowledge skills and abilities|core competencies|key competencies|"
    "skills and knowledge|soft skills|languages|language skills|language|computer skills|essential skills|other skills|competency|"
    "personal attributes|personal qualities|attributes|it skills|required competencies|special skills|behaviours|behaviors",
    "authority": "authority|authorities|powers|decision making authority|level of authority|authority and powers|decision rights|delegated authority|"
    "limits of authority|decision authority|decision making|decisions|scope of authority|authority level|management authority|decision making powers|"
    "authorisation|authorization|signing authority",
    "responsibility": "responsibility|accountability|overall responsibility|management responsibility|managerial responsibility|scope of responsibility",
    "meetings": "meetings|meetings attended|regular meetings|attends|meeting participation|participates in meetings|meetings to attend|"
    "attendance at meetings|committees and meetings|takes part in|standing meetings|meetings and committees",
    "internal_relations": "internal|internal relationships|internal contacts|internal working relationships|internal relations|internal stakeholders|"
    "internal communication|internal interfaces|internal customers|internal working relations|inside the company|within the company|internal liaison|inside",
    "external_relations": "external|external relationships|external contacts|external working relationships|external relations|external stakeholders|"
    "external communication|external interfaces|external customers|external working relations|outside the company|external liaison|outside",
    "relations": "working relationships|relationships|key relationships|contacts|key contacts|working relations|key working relationships|interfaces|"
    "key stakeholders|stakeholders|main contacts|working contacts|key interfaces|principal contacts|main working relationships|relations|liaison|"
    "internal and external relationships|communication and working relationships|internal and external contacts|works with|collaboration",
    "promotes_to": "career path|career progression|promotion to|promotes to|next position|next role|promotion path|career development|advancement|"
    "can be promoted to|promotion|career opportunities|progression|next step|leads to|promotion opportunities|next positions|typical next role|"
    "career ladder|promoted to|promotable to",
    "promoted_from": "promoted from|feeder positions|feeder roles|previous position|entry from|recruited from|feeder position|previous role|"
    "typical previous role|usual previous post|promotion from|filled from|previous positions|feeder posts",
    "rotates_with": "job rotation|rotation|rotates with|rotation positions|lateral moves|can rotate with|rotation with|rotational roles|rotation roles|"
    "lateral move|rotations|interchangeable with|rotation posts",
    "job_family": "job family|job category|job group|job type|position category|job classification|occupational group|career family|job stream",
    "group": "job description|job details|position details|general information|basic information|position description|role profile|job profile|"
    "role description|position information|job information|basic details|identification|job identification|general|details|position profile|career|"
    "reporting structure|organizational relationships|organisation|organization|reporting relationships|item|content|description|basic data|"
    "structure|job specification|reporting lines|role details|post details|development|career and development",
    "furniture": "document number|document no|document no.|doc no|doc. no.|doc no.|version|revision|effective date|date|approved by|prepared by|reviewed by|"
    "job code|position code|position number|page|signature|issue date|issued by|revision date|job number|date prepared|date approved|no|no.|#|nr|"
    "number|job id|position id|employee signature|manager signature|last updated|last revised|document title|company|name|employee name|ref|reference|"
    "reference number|s no|s.no.|sr no|post number|requisition number|review date|next review|approval|approved|prepared|reviewed|file no|file number|"
    "document owner|owner|author|remarks|notes|date of issue|valid from|status of document|classification of document|incumbent|document reference",
    "apart": "kpi|kpis|key performance indicators|performance indicators|key performance indicators kpis|performance measures|performance standards|"
    "measures of success|success measures|location|work location|place of work|job location|office location|hours|working hours|hours of work|"
    "work schedule|contract type|type of contract|employment type|type of employment|employment status|salary|salary range|pay|pay range|"
    "pay grade|pay band|grade|job grade|salary grade|salary band|band|remuneration|pay and benefits|"
    "working conditions|work environment|working environment|work conditions|physical demands|physical requirements|travel required|"
    "travel requirements|equipment used|how to apply|application process",
    "more": "other|others|other requirements|miscellaneous|additional requirements|additional information",
    "optional": "preferred qualifications|preferred|desirable|desirable criteria|nice to have|preferred skills|preferred experience|desired qualifications|"
    "desirable qualifications|preferred requirements|desirable skills|would be an advantage|assets|a plus|bonus points|optional|desirable requirements|"
    "preferred education|preferred certifications|desired skills|ideal candidate",
}

#: Labels that are words of other things too: titles, units, items. In a line without a colon they announce nothing.
_ORDINARY = frozenset(
    "manager|supervisor|superior|position|job|role|post|title|unit|team|division|section|internal|external|inside|outside|general|details|other|no|"
    "name|date|author|owner|notes|content|item|number|company|page|degree|profile|required|essential|optional|subject|decisions|registration|others|miscellaneous|"
    "language|languages|aim|career|structure|description|approved|prepared|reviewed|objective|mission|liaison|contacts|promotion|designation|"
    "location|hours|salary|pay|grade|band|remuneration|kpi|kpis|职级|定编|定员|"
    "主管|上级|领导|上司|部门|单位|岗位|职位|职务|内部|外部|专业|经验|项目|内容|说明|责任|权利|其他|其它|年龄|培训|性格|身体|关系|日期|姓名|要求|"
    "下级|下属|技能|能力|知识|资质|授权|晋升|轮换|轮岗|会议|例会|编制|审核|批准|审批|制定|发布|执行|实施|更新|修订|填写|辖员|使命|信息|资料|"
    "科室|工种|教育|学历|证书|任职者|备注|附件|归档|序号|直接上级职务".split("|")
)
#: Words that are titles as often as labels: they announce something only before a colon or in a cell before another one.
_TITLES = frozenset(("manager", "supervisor", "superior", "主管", "领导", "上司"))

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
        yield meaning, (*_ZH.get(meaning, ()), *_EN.get(meaning, "").split("|"))


def meaning_of(text: str) -> Meaning | None:
    """What a text announces that is a label and nothing else: brackets, blanks within it and a remark behind it do not matter."""
    if len(text) > 80:
        return None
    bare = text.strip().strip(_AROUND).rstrip(":： \t").strip(_AROUND)
    key = _key(bare)
    found = _known(key)
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
