"""What the keys of a design are called elsewhere: in systems of human resources, in their exports, and in Chinese.

They are no keys: whoever writes one is told the key that means it. Forms are compared as ``validation.key_form`` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping

#: For a key, its other names in the form in which they are compared; one of several keys means the first that is not there yet.
OtherNames = Mapping[str, tuple[str, ...]]

_ID = (
    *(
        "employeeid",
        "employeenumber",
        "employeeno",
        "empid",
        "empno",
        "personid",
        "uniqueid",
        "badgeid",
        "workerid",
        "userid",
        "uid",
    ),
    *("key", "code", "number", "编号", "编码", "工号", "员工编号", "员工工号", "人员编码", "人员编号", "账号", "帐号"),
)
_PERSON = ("fullname", "employeename", "displayname", "personname", "姓名", "员工姓名", "人员姓名")
_ATTRIBUTES = ("custom", "customfields", "extra", "metadata", "属性", "自定义", "其他")
_EDUCATION = ("degree", "educationlevel", "highesteducation", "qualification", "学历", "最高学历", "文化程度", "学历要求")
_EXPERIENCE = (
    *("yearsofexperience", "experienceyears", "workexperience", "yearsofworkexperience", "workingyears", "totalworkingyears"),
    *("工作年限", "工作经验", "经验", "经验要求", "工作经验要求", "从业年限", "年限"),
)
_CERTIFICATES = (
    *("certificate", "certification", "certifications", "licenses", "licences", "license", "licence"),
    *("证书", "资格证书", "职业资格", "职业资格证书", "证书要求", "资格证", "执业资格"),
)
_FIELDS_OF_STUDY = ("major", "majors", "subject", "subjects", "专业", "所学专业", "专业要求", "毕业专业")
_SKILLS = ("skill", "competencies", "技能", "技能要求", "特长")

ORGANIZATION: OtherNames = {
    "name": ("title", "companyname", "company", "名称", "公司名称", "企业名称", "单位名称"),
    "ownership": ("owner", "owners", "ownershiptype", "所有制", "企业性质", "单位性质", "公司性质", "所有制性质"),
    "attributes": _ATTRIBUTES,
}
UNIT: OtherNames = {
    "id": (*_ID, "unitid", "departmentid", "deptid", "orgid", "部门编号", "部门编码", "单位编号"),
    "name": ("title", "unitname", "department", "departmentname", "deptname", "名称", "部门", "部门名称", "单位", "单位名称"),
    "type": ("kind", "category", "unittype", "类型", "类别", "单位类型", "部门类型"),
    "parent": (
        *("parentid", "parentunit", "parentdepartment", "parentname", "reportsto", "belongsto", "partof", "superior"),
        *("上级", "上级单位", "上级部门", "隶属", "隶属于", "所属部门", "所属单位"),
    ),
    "head": (
        *("manager", "managerid", "headedby", "unithead", "departmenthead", "lead", "leader", "director", "supervisor", "boss"),
        *("负责人", "部门负责人", "单位负责人", "部门主管", "部门经理", "主管", "经理", "领导"),
    ),
    "region_level": ("level", "regionsize", "级别", "层级", "区域级别", "区域层级", "大区级别"),
    "attributes": _ATTRIBUTES,
}
REQUIREMENTS: OtherNames = {
    "education": _EDUCATION,
    "skills": _SKILLS,
    "experience": _EXPERIENCE,
    "certificates": _CERTIFICATES,
    "fields_of_study": ("fieldofstudy", *_FIELDS_OF_STUDY),
}
POSITION: OtherNames = {
    "id": (
        *_ID,
        *("positionid", "positionnumber", "positioncode", "postid", "jobid", "岗位编号", "岗位编码", "职位编号", "职位编码"),
    ),
    "title": (
        *(
            "name",
            "jobtitle",
            "positiontitle",
            "positionname",
            "roletitle",
            "position",
            "post",
            "job",
            "jobposition",
            "designation",
        ),
        *("名称", "岗位", "岗位名称", "职位", "职位名称", "职务", "工作岗位", "就任岗位"),
    ),
    "role": ("jobrole", "角色", "岗位角色"),
    "unit": (
        *("department", "departmentid", "departmentname", "dept", "deptid", "unitid", "unitname", "orgunit", "organisationunit"),
        *(
            "organizationunit",
            "organisation",
            "organization",
            "businessunit",
            "division",
            "team",
            "ou",
            "部门",
            "部门名称",
            "所属部门",
        ),
        *("所在部门", "主部门", "一级部门", "单位", "单位名称", "所在单位", "所属单位", "组织"),
    ),
    "reports_to": (
        *("manager", "managerid", "managername", "linemanager", "directmanager", "supervisor", "supervisorid", "supervisorname"),
        *("boss", "bossid", "parent", "parentid", "superior", "lead", "leader", "reportstoid", "reportsinto", "上级", "上级岗位"),
        *(
            "直接上级",
            "直属上级",
            "汇报对象",
            "汇报给",
            "汇报上级",
            "汇报关系",
            "主管",
            "直属主管",
            "直属负责人",
            "直线经理",
            "领导",
            "直属领导",
        ),
        *("直接领导", "上级工号", "直属上级工号", "直接上级工号", "主管工号", "上级编号"),
    ),
    "reports": ("directreports", "subordinates", "children", "下属", "直接下属", "直属下属", "下级", "下级岗位"),
    "dotted_line_to": (
        *("dottedline", "dottedlines", "dottedlinemanager", "dottedids", "matrixmanager", "functionalmanager", "altreportsto"),
        *("secondarymanager", "虚线", "虚线上级", "虚线汇报", "虚线汇报对象", "间接上级", "职能上级"),
    ),
    "holder": (
        *_PERSON,
        *(
            "name",
            "person",
            "employee",
            "incumbent",
            "heldby",
            "occupant",
            "任职者",
            "任职人",
            "任职人员",
            "在岗人员",
            "人员",
            "员工",
        ),
    ),
    "headcount": (
        "count",
        "hc",
        "numberofposts",
        "numberofpositions",
        "编制",
        "编制人数",
        "编制数",
        "定员",
        "定编",
        "人数",
        "岗位人数",
    ),
    "fte": ("fulltimeequivalent", "fulltimeequivalents", "numberofpostsinfte", "全职等效", "全时当量", "折合人数"),
    "duties": ("duty", "responsibilities", "tasks", "jobdescription", "职责", "岗位职责", "工作职责", "主要职责", "工作内容"),
    "accountable_for": ("accountability", "accountabilities", "accountable", "负责事项", "问责", "最终责任"),
    "requirements": (
        *_EDUCATION,
        *_SKILLS,
        *_EXPERIENCE,
        *_CERTIFICATES,
        *_FIELDS_OF_STUDY,
        *("education", "skills", "experience", "certificates", "fieldofstudy", "fieldsofstudy"),
        "qualifications",
        "requires",
        "任职要求",
        "任职资格",
        "任职条件",
        "岗位要求",
    ),
    "authority": ("authorities", "powers", "decisionrights", "权限", "管理权限", "岗位权限"),
    "meetings": ("会议", "参加会议"),
    "internal_relations": (
        *("internalrelation", "internalcontacts", "internalrelationships", "workswith", "内部关系", "内部协作", "内部协作关系"),
        *("内部联系", "内部沟通", "内部工作关系", "内部协调关系", "协作关系", "工作关系"),
    ),
    "external_relations": (
        *("externalrelation", "externalcontacts", "externalrelationships", "外部关系", "外部协作", "外部协作关系", "外部联系"),
        *("外部沟通", "外部工作关系", "外部协调关系"),
    ),
    "career_path": (
        *("careerpaths", "promotion", "promotionpath", "promotesto", "promotedto", "职业发展", "职业发展路径", "晋升路径"),
        *("晋升通道", "晋升方向", "可晋升岗位", "可晋升职位", "晋升岗位", "晋升职位"),
    ),
    "promoted_from": ("promotesfrom", "feederpositions", "feederroles", "晋升来源", "可晋升至此的岗位", "由何岗位晋升"),
    "rotates_with": (
        *("rotation", "jobrotation", "rotatesto", "轮岗", "轮换", "可轮换岗位", "可轮换的岗位", "轮换岗位", "可轮岗岗位"),
        *("轮岗岗位", "可相互轮换的岗位", "可转换的岗位", "可转换岗位"),
    ),
    "job_family": ("family", "jobgroup", "jobfunction", "职类", "职族", "职系", "序列", "岗位序列", "岗位分类"),
    "legal_representative": ("islegalrepresentative", "法人", "法人代表", "法定代表人"),
    "attributes": _ATTRIBUTES,
}
PERSON: OtherNames = {
    "id": _ID,
    "name": (*_PERSON, "person", "名称"),
    "education": _EDUCATION,
    "skills": _SKILLS,
    "experience": _EXPERIENCE,
    "certificates": _CERTIFICATES,
    "field_of_study": ("fieldsofstudy", *_FIELDS_OF_STUDY),
    "attributes": _ATTRIBUTES,
}
DESIGN: OtherNames = {
    "include": ("includes", "import", "imports", "包含", "引用"),
    "organization": ("organisation", "company", "org", "组织", "公司", "企业", "单位信息"),
    "units": ("departments", "divisions", "teams", "orgunits", "部门", "单位", "组织单位", "组织机构"),
    "positions": ("posts", "jobs", "roles", "titles", "岗位", "职位", "职务"),
    "people": ("persons", "employees", "staff", "holders", "workers", "人员", "员工", "花名册"),
    "waivers": ("exceptions", "exemptions", "ignores", "豁免", "例外"),
}
