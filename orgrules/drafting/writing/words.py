"""How Chinese of job descriptions divides into words: data, for ids in pinyin are read by words (``xiaoshou-jingli``).

pypinyin knows the phrases whose reading is not plain, and so joins 服务 and leaves 销售 apart; the words that titles and duties
are made of stand here. What neither has is taken two characters at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

#: Posts and what stands before them in titles.
_TITLES = """
经理 总经理 副总经理 总监 副总监 主管 主任 副主任 专员 助理 代表 组长 班长 队长 店长 部长 副部长 科长 处长 厂长 院长
校长 园长 行长 所长 站长 局长 室长 总裁 副总裁 董事 董事长 董事会 监事 秘书 文员 会计 出纳 工程师 设计师 技术员 司机
保安 保洁 前台 厨师 护士 医生 医师 药师 教师 教练 律师 顾问 讲师 导购 收银员 业务员 销售员 统计员 采购员 仓管员 库管员
质检员 检验员 化验员 管理员 保管员 仓库员 安全员 计划员 驾驶员 保洁员 护理员 理货员 报关员 跟单员 单证员 计量员 柜员
店员 班组长 车队长 副院长 副校长 副行长 副厂长 护士长 厨师长 总厨 主厨 领班 总务 书记 主席 干事 管家
操作工 技工 电工 焊工 钳工 叉车 负责人 领导 上级 下级 下属 人员 员工 职员 客服 大客户 区域 大区
省区 片区 办事处 办公室 总行 分行 支行
分公司 子公司 公司 集团 总部 总公司 部门 本部 中心 门店 店面 店铺 车间 仓库 班组 项目 产品 品牌 渠道
终端
"""
#: What departments and duties are about.
_MATTERS = """
销售 市场 营销 推广 促销 策划 广告 媒介 公关 服务 客户 售后 售前 投诉 满意度 需求 合同 订单 货款 回款 应收账款 账款
费用 预算 成本 利润 价格 财务 税务 审计 资金 资产 账目 凭证 报表 发票 薪酬 绩效 考核 考勤 招聘 培训 人事 人力 资源
行政 后勤 法务 合规 风险 信息 数据 系统 网络 软件 硬件 技术 研发 设计 工艺 生产 制造 质量 品质 检验 安全 环保 设备
维修 维护 保养 采购 供应 供应商 物流 仓储 运输 配送 库存 物料 材料 货物 货源 商品 进出口 外贸 战略 计划 规划 目标 任务
指标 方案 政策 制度 流程 标准 规范 规章 文件 资料 档案 记录 报告 月报 周报 会议 例会 活动 展会 展览会 工具 工作 业务
运营 经营 电商 电子 商务 互联网 新媒体 内容 用户 会员 社区 渠道 经销商 代理商 分销 零售 批发 门市 团队 队伍 组织 企业
行业 同行 竞争 对手 趋势 动态 关系 形象 文化 宣传 教育 知识 能力 经验 技巧 技能 意识 精神 素质 水平 程度 办公 自动化
英语 外语 语言 文字 口头 书面 表达 沟通 协调 谈判 判断 决策 执行 分析 观察力 应变 开拓 拓展 创新 学习 合作 责任心
责任感 压力 学历 专业 资格 证书 驾照 驾驶证 职称 年度 季度 月度 每月 每周 每日 日常 临时 全面 全国 整体 总体 重大 重要
主要 内部 外部 上门 现场 道德 职业 健康 工程 施工 图纸 预决算 招投标 投标 招标 土建 机械 电气 自动 化学 食品 餐饮 酒店
加工 机加工 等候 等待 值班 查房 班前会 班会 交接班 点检
银行业 保险业 制造业 授信 贷款 存款 柜面 业绩 印章 空白 案件 防控 反洗钱 现金 大额 机台 产量 工时 消耗 奖惩
病区 患者 病历 处方 院感 临床 门诊 住院 手术 急诊 客房 楼层 餐厅 前厅 宴会 房间 食材 菜品 卫生 消毒 物业 业主 电梯 消防 车辆
计算机 云计算 人工智能 机电 一体化
教学 课程 学生 医疗 护理 药品 房产 物业 保险 银行 信贷 证券 投资 融资 理财 贸易 汽车 配件 服装 面料 家具 印刷 包装
"""
#: What duties do.
_DOINGS = """
负责 管理 组织 领导 带领 指导 监督 督导 督促 检查 评价 考评 制定 制订 拟定 编制 编写 起草 修改 修订 调整 建立 建设
健全 完善 实施 执行 落实 贯彻 完成 实现 达成 达到 参与 参加 主持 协助 配合 协调 沟通 联系 接待 处理 解决 跟踪 跟进
反馈 收集 整理 汇总 统计 分析 分解 核算 核对 审核 审批 审查 审定 批准 登记 录入 输入 保管 归档 提供 提交 提出 提高
提升 改善 改进 优化 开发 开拓 挖掘 发展 培养 激励 选拔 任免 任用 推荐 引导 控制 掌握 熟悉 了解 洞察 预测 签订 签署
履行 催收 回收 支付 结算 采购 验收 发放 领用 调配 安排 布置 召开 举办 开展 推进 推动 推行 承担 承办 交办 保证 保障
确保 维持 扩大 深入 拒绝 办理 有权 录用 调动 辞退 任免 处罚 奖励 报销 甄别 辨别 迎接 询问 引导 分流 安抚 巡查 巡视 抽查
清点 核实 盖章 审签 定期 及时 准确 有效 合理 独立 熟练 操作 使用 运用 编报 填报 上报 汇报 报告 传达 转达 组建 补充
调查 研究 调研 设定 确定 明确 支持 维护 更新 发布 签收 盘点
审批权 建议权 决定权 否决权 使用权 知情权 监督权 考核权 指挥权
"""
#: What joins words and says nothing in an id.
_PARTICLES = frozenset("的和与及或等对并了在为把将从向由以其于之是有也")
_JOINING = frozenset(
    ("以及", "并且", "或者", "按照", "根据", "通过", "进行", "相关", "有关", "各项", "各类", "各种", "其他", "其它")
)
#: Characters that are words of their own at the end or the beginning of others.
_AFFIXES = frozenset("部员师长组科室处站店厂队班岗副总各本正")

#: What a piece costs, where the cheapest division is taken: our words, then phrases of pypinyin, then single characters.
_WORD, _PHRASE, _PARTICLE, _AFFIX, _UNKNOWN = 1.0, 1.2, 0.9, 1.3, 1.6
_LONGEST = 5


@cache
def _costs() -> dict[str, float]:
    from pypinyin.constants import PHRASES_DICT

    costs = dict.fromkeys((phrase for phrase in PHRASES_DICT if len(phrase) <= _LONGEST), _PHRASE)
    costs.update(dict.fromkeys(_PARTICLES, _PARTICLE))
    costs.update(dict.fromkeys(_AFFIXES, _AFFIX))
    costs.update(dict.fromkeys((*_TITLES.split(), *_MATTERS.split(), *_DOINGS.split(), *_JOINING), _WORD))
    return costs


def is_joining(word: str) -> bool:
    """Whether a word only joins others."""
    return word in _PARTICLES or word in _JOINING


def divided(text: str) -> list[str]:
    """The words of a text in Chinese characters alone, simplified ones."""
    costs = _costs()
    best: list[tuple[float, int]] = [(0.0, 0)]  # for each end: what it costs to come there, and where its last piece begins
    for end in range(1, len(text) + 1):
        best.append(
            min(
                (best[start][0] + costs.get(text[start:end], _UNKNOWN if end - start == 1 else 99.0), start)
                for start in range(max(0, end - _LONGEST), end)
            )
        )
    pieces: list[str] = []
    end = len(text)
    while end:
        start = best[end][1]
        pieces.append(text[start:end])
        end = start
    return list(_in_pairs(pieces[::-1], costs))


def _in_pairs(pieces: list[str], costs: dict[str, float]) -> Iterator[str]:
    """The pieces, with characters that no word holds two by two."""
    waiting = ""
    for piece in pieces:
        if len(piece) == 1 and piece not in costs:
            waiting += piece
            if len(waiting) == 2:
                yield waiting
                waiting = ""
            continue
        if waiting:
            yield waiting
            waiting = ""
        yield piece
    if waiting:
        yield waiting
