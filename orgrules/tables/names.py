"""What columns are called, in English and in Chinese, and which words in cells mean nobody, nothing, somebody who left.

Names stand in the form in which they are compared (``validation.key_form``): without case, width, blanks, ``_``, ``-``, ``*``.
"""

from __future__ import annotations

from collections.abc import Mapping

#: What a column can mean, by the names of ``--map``, and what it is called. Of two groups of names ("|") the second counts
#: only where no column has a name of the first.
POSITION_NAMES: Mapping[str, str] = {
    "id": (
        "positionid positionnumber positioncode postuniquereference postid postnumber postreference 岗位编码 岗位编号"
        " 岗位id 职位编码 职位编号 职位id 岗位代码"
    ),
    "person": (
        "employeeid employee# emp# personnelnumber personnelno employeenumber employeeno employeecode empid empno empnumber personid personnumber workerid staffid staffno"
        " staffnumber uniqueid badgeid businessentityid psndoccode fstaffnumber jobnumber 工号 员工编号 员工工号 员工编码 员工id"
        " 人员编码 人员编号 人员id 职工编号 职工号 职员编号 员工userid 员工号 工作证号 id 编号 编码 code number"
    ),
    "login": "userid uid login loginid loginname username userprincipalname samaccountname 账号 帐号 登录名 登录账号 用户名 员工账号",
    "email": (
        "email mail emailaddress workemail businessemail companyemail employee'semail employeeemail useremail emailwork"
        " 邮箱 电子邮箱 企业邮箱 工作邮箱 公司邮箱 邮件 电子邮件 邮箱地址"
    ),
    "dn": "dn distinguishedname",
    "holder": (
        "fullname employeename employee'sname displayname personname workername staffname psndocname incumbent holder cn 姓名"
        " 员工姓名 人员姓名 职工姓名 任职者 任职人 任职人员 在岗人员 中文名 真实姓名 | name employee person 名称 员工 人员"
    ),
    "first_name": "firstname givenname forename 名 名字",
    "last_name": "lastname surname familyname sn 姓 姓氏",
    "title": (
        "title jobtitle businesstitle positiontitle positionname posttitle postname roletitle genericjobtitle employeetitle designation"
        " jobposition job position post fpost 岗位 岗位名称 职位 职位名称 职务 职务名称 工作岗位 就任岗位 所在岗位 任职岗位"
        " | profile role jobrole jobname 角色 工种"
    ),
    "reports_to": (
        "managerid managernumber managercode manageruserid manageremployeeid manageremployeenumber supervisorid"
        " supervisornumber supervisoremployeeid bossid reportstoid parentid parentid/id linemanagerid directmanagerid"
        " reportstoseniorpost reportingseniorpost reportstoposition reportstopositionid reportstopost managerpositionid"
        " managerid/id manager/id superiorid"
        " 上级工号 直属上级工号 直接上级工号 上级编号 上级编码 上级员工编号 直接上级编号 直线经理员工编号 直线经理工号 主管工号"
        " 直属主管工号 直接主管工号 汇报对象工号 汇报人工号 直属领导工号 领导工号 上级岗位编码 上级岗位编号 直接上级岗位编码"
        " | manageremail manager'semail manageremailaddress supervisoremail managermail reportstoemail managerworkemail"
        " managerdn managerlogin managerusername managerprincipalname manageruserprincipalname"
        " 上级用户名 上级账号 上级邮箱 直属上级邮箱 直接上级邮箱 主管邮箱"
        " | manager reportsto reportingto reportsinto reportingmanager supervisor boss linemanager directmanager superior leader"
        " 上级 直接上级 直属上级 直属主管 直接主管 直属负责人 直线经理 直线主管 汇报对象 汇报上级 汇报给 汇报人 主管 领导 直属领导"
        " 直接领导 上级领导 上级主管 汇报关系"
        " | managername manager'sname supervisorname reportstoname linemanagername directmanagername 上级姓名 直接上级姓名 直属上级姓名"
        " | managertitle reportstotitle supervisortitle 上级岗位 直接上级岗位 直属上级岗位 上级职务"
    ),
    "hierarchy": "organizationnode hierarchyid orgnode",
    "dotted_line_to": (
        "dottedlinemanager dottedline dottedlines dottedlineto dottedids altreportsto matrixmanager functionalmanager coach"
        " secondarymanager secondmanager dottedlinemanagerid matrixmanagerid 虚线上级 虚线上级工号 虚线汇报 虚线汇报对象 间接上级"
        " 间接上级工号 职能上级 第二上级 业务上级"
    ),
    "unit": (
        "department departmentname dept deptname unit unitname orgunit organizationunit organisationunit division team"
        " departments supervisoryorganization supervisoryorg homedepartment fpostdept ou 部门 部门名称 所属部门 所在部门 主部门 任职部门 单位 单位名称 所在单位 所属单位 组织单元 所属组织"
        " 部门路径 departmentpath 所在组织 组织名称"
        " | organisation organization businessunit office 工作组织 组织 科室 公司 company 分公司 门店"
    ),
    "unit_id": (
        "departmentid deptid unitid orgid orgunitid departmentid/id deptidlist departmentcode deptcode unitcode"
        " 部门id 部门编号 部门编码 主部门id 组织编码 组织编号 单位编码 单位编号 所属部门编码"
    ),
    "head": (
        "departmenthead departmentmanager unithead deptmanager headofdepartment 部门主管 部门负责人 部门经理 单位负责人 部门领导"
        " 部门负责人工号 部门主管工号"
    ),
    "is_head": "isdepartmenthead isdepartmentmanager isleader isunithead 是否部门主管 是否部门负责人 是否负责人 是否主管",
    "primary": "isprimary primary primaryjob isprimaryjob assignmenttype primaryassignment 是否主岗 是否主职 任职类型 主兼职 任职方式",
    "status": (
        "status employmentstatus employeestatus workerstatus useraccountcontrol valid? valid currentflag accountenabled"
        " active isactive enabled 状态 在职离职状态 人员状态 员工状态 在职状态 是否在职 用工状态 在岗状态 账号状态"
    ),
    "kind": "kind entrytype recordtype",
    "headcount": "headcount numberofposts numberofpositions positions 编制 编制人数 编制数 定员 定编 定编人数 岗位编制 定员人数",
    "fte": "fte numberofpostsinfte fulltimeequivalent 全时当量 全职等效",
    "education": "education educationlevel highesteducation degree 学历 最高学历 文化程度 教育程度",
    "skills": "skills skill competencies 技能 专业技能",
    # how long somebody has been with the company or on the post (seniority, years at company, 司龄, 工龄) is another thing
    "experience": (
        "yearsofexperience yearsexperience experienceyears experience(years) totalyearsofexperience totalexperience"
        " yearsofworkexperience workexperience totalworkingyears workingyears"
        " 工作年限 工作年数 工作经验 从业年限 总工作年限"
    ),
    "certificates": (
        "certificates certifications professionalcertificates professionalcertifications"
        " 证书 资格证书 职业资格证书 职业资格 资格证 执业资格 执业资格证书 持有证书 证书名称"
    ),
    "field_of_study": "fieldofstudy fieldsofstudy major degreemajor 专业 所学专业 毕业专业 专业名称 最高学历专业",
    "duties": "duties responsibilities jobresponsibilities 职责 岗位职责 工作职责 主要职责 工作内容 工作职能",
    "job_family": "jobfamily jobgroup 职类 职族 职系 序列 岗位序列 岗位分类 岗位类别 职位序列 职务序列 职位类别",
    "unit_type": "unittype departmenttype 部门类型 单位类型",
}

#: What columns say of a person, by the keys that it is in a design.
OF_PERSONS = ("education", "skills", "experience", "certificates", "field_of_study")

#: What columns of a table of units are called.
UNIT_NAMES: Mapping[str, str] = {
    "id": (
        "deptid departmentid unitid orgid orgunitid departmentcode deptcode unitcode teamid id code 部门id 部门编号 部门编码"
        " 组织编码 组织编号 组织id 单位编码 单位编号 编码 编号 部门代码"
    ),
    "name": (
        "deptname departmentname unitname orgname orgunitname teamname name department unit team displayname 部门名称 部门"
        " 组织名称 单位名称 名称 组织单元 单位 机构名称"
    ),
    "parent": (
        "parentid parent parentdepartment parentdepartmentid parentdeptid parentunit parentunitid parentcode parentorgid"
        " parentdepartment/id parentid/id parentname subteamof partof belongsto 上级部门 上级部门id 上级部门编码 上级部门编号"
        " 上级组织 上级组织编码 上级单位 上级编码 父部门 父部门id 父级 上级机构 上级部门名称 上级"
    ),
    "head": (
        "leader leaderid leaderuserid head manager managerid departmenthead departmentmanager unithead 负责人 部门负责人 部门主管"
        " 部门经理 主管 负责人工号 部门负责人工号 单位负责人 领导"
    ),
    "deleted": "delflag deleted isdeleted 是否删除 删除标志",
    "type": "unittype departmenttype orgtype 部门类型 单位类型 组织类型 类型",
    "region_level": "regionlevel 区域级别 大区级别 区域层级",
}

#: Names that only a table of units has.
UNITS_ALONE = frozenset(
    (
        *("deptname", "ancestors", "subteamof", "parentdepartment", "parentdepartmentid", "parentdeptid", "parentunit"),
        *("parentunitid", "leaderuserid", "departmentname", "unitname", "orgname", "teamname", "parentorgid", "orgunitname"),
        *("上级部门", "上级部门id", "上级部门编码", "上级部门编号", "上级组织", "上级单位", "父部门", "父部门id", "部门名称"),
        *("组织名称", "单位名称", "机构名称", "上级部门名称", "上级组织编码", "上级机构"),
    )
)
#: Names that no table of units has: it is about persons.
PERSONS = frozenset(
    (
        *("firstname", "lastname", "email", "mail", "fullname", "employeename", "employeeid", "userid", "uid", "manageruserid"),
        *("manager", "managerid", "supervisorid", "reportsto", "mobile", "phone", "hiredate", "employeenumber", "jobtitle"),
        *("工号", "姓名", "员工姓名", "邮箱", "手机", "手机号", "员工编号", "人员编码", "psndocname", "直属上级", "直接上级"),
    )
)

#: Levels of units in columns of their own: the words around the number.
LEVEL = (
    r"(?:第)?(?P<zh>[一二三四五六七八九十]|\d{1,2})级(?:部门|组织|机构|单位)(?:名称)?"
    r"|(?:department|dept|org|organization|organisation|unit)(?:level|l)?(?P<en>\d{1,2})|(?:level|l)(?P<level>\d{1,2})"
    r"(?:department|dept|org|organization|unit)?"
)
NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}

#: How persons are addressed: a column "title" of these is no job.
SALUTATIONS = frozenset(
    (
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "miss",
        "mx",
        "dr",
        "dr.",
        "prof",
        "prof.",
        "sir",
        "dame",
        "herr",
        "frau",
        "先生",
        "女士",
        "小姐",
    )
)
#: Texts in a cell that stand for nothing.
NOTHING = frozenset(
    ("null", "none", "nil", "n/a", "na", "-", "--", "—", "——", "/", "\\n", "无", "暂无", "(null)", "<null>", "nan")
)
#: What stands for nobody in the place of a manager, beside those.
NOBODY_ABOVE = NOTHING | frozenset(
    (
        "0",
        "-1",
        "xx",
        "root",
        "top",
        "nobody",
        "no one",
        "n.a.",
        "没有",
        "无上级",
        "最高",
        "空",
        "0.0",
        "vacant",
        "tbc",
        "待定",
        "空缺",
    )
)
#: What stands in the place of a person on a post that nobody holds.
VACANT = frozenset(
    (
        *("vacant", "vacancy", "tbc", "tbd", "tba", "tbh", "n/a", "to be hired", "to be confirmed", "to be determined"),
        *("to be announced", "open position", "open", "unfilled", "not filled"),
        *(
            "空缺",
            "待定",
            "待聘",
            "待招",
            "待招聘",
            "招聘中",
            "拟招",
            "待补",
            "暂缺",
            "空编",
            "缺编",
            "空岗",
            "暂无",
            "无",
            "（空缺）",
        ),
    )
)
#: What stands in the place of a person on a post that is held by somebody who is not named.
UNNAMED = frozenset(("n/d", "not disclosed", "filled", "redacted", "name withheld", "withheld", "不公开", "保密"))
#: What tells of a post that it is no more.
ELIMINATED = frozenset(("eliminated", "abolished", "deleted", "post deleted", "撤销", "已撤销", "取消", "已取消", "裁撤"))
#: What a status says of somebody who left; of an account that is none any more.
LEFT = frozenset(
    (
        *("left", "terminated", "inactive", "resigned", "retired", "dismissed", "former", "separated", "disabled", "deceased"),
        *(
            "离职",
            "已离职",
            "离休",
            "退休",
            "已退休",
            "离岗",
            "辞职",
            "辞退",
            "开除",
            "解聘",
            "停用",
            "禁用",
            "已禁用",
            "退出企业",
        ),
    )
)
#: Columns of a status that hold yes and no, and which words are no.
FLAGS = frozenset(("valid?", "valid", "currentflag", "accountenabled", "active", "isactive", "enabled", "是否在职"))
YES = frozenset(("1", "1.0", "yes", "y", "true", "t", "是", "√", "✓", "x"))
NO = frozenset(("0", "0.0", "no", "n", "false", "f", "否", "×"))
#: What tells of an assignment that it is not the person's main one, or that it is.
SECONDARY = frozenset(
    ("secondary", "additional", "concurrent", "part-time", "兼职", "兼任", "兼岗", "兼", "辅岗", "次要", "挂职", "借调")
)
PRIMARY = frozenset(("primary", "main", "主职", "主岗", "主任职", "主要", "专职", "正式任职"))
#: Errors of spreadsheets as texts: what stands in such a cell was to be something else.
ERRORS = r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)"
#: How rows begin that are no data: an example of what to write; a sum.
EXAMPLES = ("示例", "样例", "例如", "例：", "例:", "填写说明", "填写示例", "example", "e.g.", "sample")
TOTALS = frozenset(("合计", "总计", "小计", "total", "grand total", "subtotal", "sum"))
