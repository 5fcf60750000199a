"""The language of job descriptions: words that mean the same, and words that mean nothing, in Chinese and English.

General language only: what a single duty goes by stands in the rulebooks, under ``recognized_by``.
"""

from __future__ import annotations

#: Classes of verbs that must agree: who assists or reviews does something else than who does it himself.
DECISIVE = frozenset({"assist", "supervise", "review", "approve", "apply", "record", "carry-out"})

#: Verbs of one meaning by class, in Chinese separated by blanks, in English by bars.
CHINESE: dict[str, str] = {
    "assist": "协助 配合 辅佐 协同 辅助 协办 帮忙 打下手",
    "join": "参与 参加 出席",
    "supervise": "监督 督促 督导 督查 检查 监察 巡查 巡视 抽查",
    "review": "审核 审查 审阅 复核 核查 把关",
    "approve": "审批 批准 核准 签批",
    "apply": "申请 申报",
    "record": "录入 输入 登记 填写 填报 编报 记录",
    "carry-out": "执行 实施 落实 贯彻 推行 落地 承办 履行 推进 推动",
    "control": "控制 管控 监控 把控 控管 压缩 节约 控好",
    "manage": "管理 统管 管好 打理",
    "plan": "制定 制订 拟订 拟定 编制 编写 起草 撰写 拟出 拟 订立 设定 确定 定出 规划 策划 筹划 谋划 编拟 草拟",
    "build": "建立 组建 搭建 构建 铺设 成立 创建 建设",
    "assess": "考核 考评 评价 评估 评定 评议 打分",
    "train": "培训 教育 授课 宣讲",
    "guide": "指导 辅导 指引 带教 点拨",
    "motivate": "激励",
    "groom": "培养 培育 发掘人才 梯队",
    "lead": "带领 领导 率领 牵头 主持 主导 带队 统领",
    "command": "指挥",
    "coordinate": "协调 统筹 调和",
    "communicate": "沟通 交流 联络 联系",
    "analyse": "分析 研判 研究 剖析",
    "follow": "跟踪 跟进 关注 掌握 了解 洞察 观察 留意 追踪",
    "gather": "收集 搜集 采集 汇集 归集",
    "consolidate": "汇总 统计",
    "report": "上报 反馈 反映 报送 汇报 提交 呈报 上交 传递",
    "propose": "提出 建议 提议",
    "improve": "提高 提升 改进 改善 优化 完善 强化 增强 加强",
    "adjust": "调整 修正 修订 修改 改动",
    "develop": "开拓 拓展 开发 开辟 扩大 拓宽",
    "organize": "组织 安排 召集 布置",
    "break-down": "分解 拆分 分到 分摊 细化",
    "negotiate": "谈判 洽谈 商谈 磋商",
    "sign": "签订 签约 签署 签好",
    "meet": "完成 达成 实现",
    "receive": "接待",
    "handle": "处理 受理 解决 办理 化解 应对",
    "promote": "推广 宣传",
    "keep": "保管 保存 存放",
    "file": "归档 存档 建档 档案 归集存档",
    "support": "支持 支撑 扶持 帮助",
    "provide": "提供",
    "maintain": "维护 保持 维持 维系",
    "dispatch": "调派 指派 派员 派遣",
    "reconcile": "核对 对账",
    "recommend": "推荐 举荐",
    "close": "成交 成单",
}

ENGLISH: dict[str, str] = {
    "assist": "assist|help|support the manager|work with the|aid|lend a hand|give a hand",
    "join": "take part|participate|contribute|join|attend|contribute to|be part of|sit in on|engage in",
    "supervise": (
        "supervise|oversee|monitor|inspect|watch over|see that|see to it|make sure|enforce|check up on|spot check|keep watch over"
    ),
    "review": "review|check|examine|vet|scrutinise|verify|scrutinize|go through|go over|double check",
    "approve": "approve|authorise|authorize|sign off",
    "apply": "apply for|request|put in for|submit request|ask for|file request",
    "record": "enter|key in|key|register|log|record|input|capture|type in|entry|data entry|note down",
    "carry-out": (
        "carry out|carry through|implement|execute|run|see through|put into practice|roll out|deliver|enforce|"
        "put into effect|comply|comply with|abide by|adhere|fulfil|fulfill|operationalise|operationalize|take forward|"
        "implementation"
    ),
    "control": (
        "control|keep in check|limit|curb|monitor|contain|rein in|cap|keep down|hold down|within budget|keep check on|"
        "police|restrain"
    ),
    "manage": "manage|administer|look after|in charge|take care|take charge|take charge of",
    "plan": (
        "draw up|work out|come up with|prepare|devise|design|formulate|set|define|plan|write|compile|shape|draft|"
        "map out|put together|produce|create|outline|specify|determine|lay down"
    ),
    "build": "build|set up|establish|found|form|constitute|assemble|create|put in place|construct",
    "assess": "assess|appraise|evaluate|rate|measure|performance review|review performance|score|grade|assessment|review",
    "train": "train|coach|teach|educate|upskill|instruction|run training",
    "guide": "guide|instruct|mentor|direct|advise|advice|give advice|counsel",
    "motivate": "motivate|incentive|encourage|inspire|reward",
    "groom": "groom|nurture|bring on|develop talent|develop people|succession",
    "lead": "lead|head|chair|take the lead|spearhead",
    "command": "command",
    "coordinate": "coordinate|co-ordinate|align|harmonise|harmonize|synchronise|dovetail|bring together|orchestrate",
    "communicate": "communicate|talk|liaise|stay in touch|keep in touch|keep in contact",
    "analyse": "analyse|analyze|analysis|study|analytical|evaluate|examine|look into|investigate|research|interpret",
    "follow": (
        "follow|track|keep an eye|observe|watch|keep up|monitor|keep abreast|stay abreast|watch for|keep tabs on|"
        "check on|trace|keep pace with"
    ),
    "gather": "collect|gather|source|compile|obtain|pick up|bring in",
    "consolidate": "consolidate|summarise|summarize|total|sum up|aggregate|pull together|collate|compile|merge|roll up",
    "report": (
        "report|submit|hand in|relay|pass back|pass on|feed back|feedback|hand over|pass along|inform|present reports|"
        "feed|convey|send|forward|give feedback|escalate"
    ),
    "propose": "propose|suggest|recommend|put forward|come up with|bring forward|pitch",
    "improve": (
        "improve|raise|increase|enhance|better|strengthen|boost|lift|optimise|optimize|upgrade|drive up|refine|"
        "streamline|maximise|maximize|step up"
    ),
    "adjust": "adjust|revise|adapt|amend|modify|update|rework|fine-tune|tailor|realign|redraw|optimise|optimize|refresh|alter",
    "develop": (
        "develop|expand|extend|widen|broaden|grow|growth|win|open up|cultivate|acquire|drive|expansion|penetrate|"
        "secure new|business development|new business"
    ),
    "organize": "organise|organize|arrange|set out|lay out|schedule|allocate|set up|stage|divide|divide up|delegate",
    "break-down": "break down|split|cascade|allocate to|allocate|apportion|divide|distribute|assign|spread",
    "negotiate": "negotiate|bargain|hold talks",
    "sign": "sign|conclude|signature|enter into|execute contract|close",
    "meet": "meet|reach|achieve|hit|complete|attain|deliver|exceed|fulfil|fulfill|accomplish",
    "receive": "receive|reception|welcome|receiving|greet|host|play host to",
    "handle": (
        "handle|resolve|settle|deal with|process|address|sort out|respond|solve|troubleshoot|respond to|deal|tackle|"
        "remedy|rectify"
    ),
    "promote": "promote|publicise|publicity|advertise|campaign for",
    "keep": "store|custody|safekeep|safe-keeping|safeguard",
    "file": "file|archive|dossier|filing|archiving|put on file",
    "support": "support|back|back up",
    "provide": "provide|supply|offer|furnish|give|deliver|hand out|give out",
    "maintain": "maintain|keep|preserve|uphold|nurture|cultivate|foster|sustain|care for",
    "dispatch": "dispatch|assign|send out|send|deploy",
    "reconcile": "reconcile|reconciliation|match|balance",
    "close": "close deal|close the deal|win the deal|clinch|conclude|closing",
    "hand-out": "hand out|give out|pass out|circulate|issue",
    "discover": "uncover|identify|discover|find out|detect|explore|tap|unearth|probe",
    "standardize": "standardize|standardise|standard footing|streamline|regularise|regularize|put in order",
    "steer": "steer|set direction",
    "present": "present|introduce|demonstrate|showcase|pitch",
}

#: The same of nouns that every job description has.
CHINESE_NOUNS: dict[str, str] = {
    "after-sales": "售后服务 售后",
    "on-site": "上门 现场",
    "salespeople": "业务人员 业务员 销售人员 销售员 推销员",
    "subordinates": "下属人员 下属 下级 部下 属下",
    "superior": "上级 上司",
    "key-customer": "重要客户 重点客户 大客户 关键客户",
    "customer": "客户 顾客",
    "expense": "费用 开支 支出 花费 经费",
    "target": "目标 指标 任务",
    "scheme": "方案",
    "strategy": "战略 策略",
    "policy": "政策",
    "rules": "制度 规章 规定 规范",
    "region": "大区 区域 片区 辖区 本区 地区",
    "local": "当地 本地 属地",
    "month": "月度 每月 月份 按月",
    "quarter": "季度 每季",
    "year": "年度 全年 每年",
    "regular": "定期 日常 每周 按周",
    "figures": "数据 数字",
    "document": "文件 文档",
    "information": "信息 资讯 消息 情报",
    "trend": "动态 趋势 走势 走向 行情 变化 动向",
    "opinion": "意见 建议",
    "team": "队伍 团队",
    "staff": "员工 职工",
    "peer": "同行 同业",
    "quality": "质量",
    "goods": "商品 货品",
    "shop": "门店 店面 店铺 店内",
    "material": "材料 物料",
    "performance": "绩效 业绩",
    "responsibility": "分工",
    "receivable": "应收账款 应收款 欠款 货款 账款",
    "collection": "回款 催收 回收 回笼 收款 清收 催款",
    "dealer": "经销商 代理商 分销商",
    "complaint": "投诉 客诉 抱怨",
    "display": "陈列 摆放",
    "need": "需求 诉求",
    "exhibition": "展会 展销会 展览",
}

ENGLISH_NOUNS: dict[str, str] = {
    "after-sales": "after-sales|aftersales|after sales|after-sales service|post-sales|once sold|after the sale",
    "on-site": "on-site|onsite|on site|on the spot|premise|customer site|in the field|at customer",
    "salespeople": (
        "salespeople|salesperson|sales staff|sales force|sales people|sales reps|salesforce|sales team members|reps|"
        "sales personnel|salesman|salesmen|sales executive|sales associate|sales colleague|field sales|"
        "sales representative|sales employee"
    ),
    "subordinates": "subordinate|direct report|staff under|team member|report to you|staff in the department",
    "superior": "superior|boss|line manager|senior management|upper management",
    "key-customer": (
        "key customer|major customer|important customer|key account|major account|important account|strategic account|"
        "large account|big account|large customer|big customer|top account|top customer|vip customer|"
        "strategic customer|large client|major client|key client"
    ),
    "customer": "customer|client|buyer|customer base|client base|clientele|purchaser",
    "expense": "expense|spending|expenditure|cost|outlay|outgoing|overhead|spent",
    "target": "target|goal|quota|objective|indicator|kpi|metric|key performance indicator|benchmark",
    "scheme": "scheme|programme|program",
    "strategy": "strategy|strategic",
    "policy": "policy",
    "rules": "rule|regulation|procedure|bylaw|guideline",
    "region": "region|territory|area|district|patch|zone",
    "local": "local|neighbourhood|neighborhood",
    "month": "month",
    "quarter": "quarter",
    "year": "year|annual",
    "regular": "regular|weekly|each week|routine|periodic|every week|on a regular basis|at regular intervals|day-to-day",
    "figures": "data|figure",
    "document": "document|paper|paperwork",
    "information": "information|news|intelligence|intel",
    "trend": "trend|shift|change|move|fluctuation|dynamics",
    "team": "team",
    "staff": "staff|employee|personnel|workforce|people|colleague|crew",
    "peer": "peer",
    "quality": "quality|standard of service|service level|level of service",
    "goods": "merchandise|",
    "shop": "shop|store",
    "material": "material|brochure|leaflet|flyer|catalogue|catalog|literature|handout|collateral",
    "performance": "performance",
    "feedback": "feedback|opinion|view|comment",
    "need": "need|requirement|demand|wish",
    "order": "order|purchase order|sales order",
    "industry": "industry|sector|trade",
    "exhibition": "exhibition|trade fair|trade show|expo|fair",
    "complaint": "complaint|claim",
    "receivable": (
        "receivable|overdue account|outstanding|debt|overdue payment|outstanding payment|unpaid invoice|"
        "accounts receivable|outstanding invoice"
    ),
    "collection": (
        "collection|cash collection|collect payment|collection of payment|payment collection|cash-in|debt collection|"
        "credit control|chase|recover"
    ),
    "dealer": "dealer|distributor|reseller|wholesaler",
    "pace": "pace|schedule|tempo|timetable|rhythm",
    "ad-hoc": "ad hoc|ad-hoc|other task|other duty|other assignment|time to time|as assigned|as required|special assignment",
    "budget": "budget",
    "forecast": "forecast|projection|outlook",
    "surroundings": "surroundings|neighbourhood|neighborhood|vicinity|local competition",
    "supply": "supply|stock requirement|replenishment",
    "promotion": "promotion",
}

#: Words of which a part would be read as one that weighs nothing.
WHOLE_CHINESE = (
    "合同 同业 同行 同事 对接 面对 对手 对象 行为 为人 以上 以下 以内 等级 其他 其它 中心 集中 中级 中层 内部 国内 内容 "
    "上门 上市 上线 下单 下发 把握 供给 给付 到访 到位 到期 到货 方向 意向 导向 取向 功能 技能 性能 产能 节能 会议 会员 "
    "本地 本科 本职 该地 在线 在职 潜在 存在 现在 将来 自由 由来 使用 使命 及格 普及 和谐 平和 或者 从业 从事 下游 上游 "
    "地点 地址 场地 基地 各地 就业 成就 便利 方便"
)

#: What weighs nothing, wherever it stands.
EMPTY_CHINESE = (
    "负责 做好 搞好 抓好 抓 切实 认真 积极 努力 及时 有效地 有效 工作 事务 事宜 事项 等方面 方面 等等 等 相关 有关 各项 "
    "各类 各种 各个 各级 各 公司 企业 本公司 我司 进行 开展 对于 对 的 与 和 及 以及 并且 并 或 为 以 按照 按 根据 依据 "
    "依照 通过 在 中 内 所辖 所管辖 所管 所 其 该 本 情况 主要 全面 具体 严格 不断 整体 总体 完整 结合 围绕 针对 从而 "
    "同时 随时 适时 一切 全部 整个 所有 下达 交办 使 将 把 给 就 到 从 由 向 确保 保证 保障 做 好 上 下 了 之 于 同 跟 还 "
    "也 承担 担任 承接 担负 主管 分管 兼管 专门 一系列 方式 工作的 因 若 能 便 一并 共同 亲自 直接 准确 迅速 而 地 较 "
    "较强 具有"
)

EMPTY_ENGLISH = (
    "s a an the of for to in on at by with from and or as its it their his her our your this that these those is are be "
    "been being was were responsible duty duties task work works working company companys firm business all any each "
    "every other various such etc own one ones so well good goods very fully properly timely within over under out up "
    "down off into through between across along via per who what how which when where whatever they them he she we do "
    "does did done make makes made making get gets getting give gives given may can will shall must should has have had "
    "having not more most also together then than about around whole entire overall including ensure whose there thereof "
    "relevant related concerned necessary general daily day important"
)

#: What else weighs nothing in what somebody is able to do.
EMPTY_SKILL_CHINESE = (
    "能力 较强 良好 优秀 出色 丰富 一定 熟练 熟悉 掌握 了解 具备 具有 拥有 能够 善于 擅长 富有 能 强 有 较 极强 很强 精通 "
    "使用 运用 操作 会 多年 经验 知识 水平 娴熟 高度 高 较好 较深刻 深刻 较大 极 多种 各种 灵敏 能力强 独到"
)

EMPTY_SKILL_ENGLISH = (
    "able ability strong excellent skill skills skilled experience experienced knowledge proficient knows know familiar "
    "sound solid keen good at"
)

#: What other fields of a company deal with: a text with such a word is about that, where no item of the loaded rulebooks has it.
OTHER_FIELDS_CHINESE = (
    "财务 会计 税务 纳税 报税 税收 审计 出纳 资金 投资 融资 债券 股权 上市 信息披露 外汇 汇率 存款 现金 收银 报销 差旅 "
    "应付账款 资产 发票 成本控制 人事 人力资源 人力 薪酬 薪资 工资 社保 公积金 考勤 招聘 面试 入职 离职 劳动 工会 党建 "
    "党务 组织架构 采购 供应商 来料 原材料 原料 生产 车间 产线 机床 设备 仪器 检修 点检 质检 检验 检测 出厂 工艺 模具 "
    "产能 研发 图纸 专利 商标 实验 测试 代码 编程 服务器 数据库 网络安全 运维 备份 补丁 机房 软件开发 系统运行 信息系统 "
    "前端 后端 算法 法律 法务 诉讼 仲裁 合规 工程 施工 基建 装修 安全生产 消防 防火 防盗 保安 保洁 卫生 绿化 绿植 环保 "
    "车辆 驾驶 年检 仓库 仓储 物流 运输 盘点 装箱 打包 报关 媒体 新闻 公文 印章 公章 档案室 食堂 宿舍 签证 会务 年会 团建 "
    "租赁 水电 招标 投标 医疗 病人 患者 教学 学生 课程 翻译 英语 护照 驾照 从业资格 证书"
)

OTHER_FIELDS_ENGLISH = (
    "payroll salary tax audit auditor accounting treasury investor dividend invoice reimbursement recruit hire interview "
    "candidate onboarding visa insurance pension procurement procure purchase purchasing supplier vendor raw production "
    "factory plant machine machinery equipment maintenance laboratory software code coding programming server database "
    "network cyber backup legal litigation lawsuit patent trademark compliance construction building fire safety "
    "warehouse freight logistics vehicle fleet driver cleaning cashier canteen travel claim press media patient student "
    "grievance dispute labour mobile app website security guard financial finance bank loan lease rent engineering"
)
