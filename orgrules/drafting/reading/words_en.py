"""The labels of job descriptions in English, as data."""

from __future__ import annotations

from orgrules.drafting.reading.meanings import Meaning

WORDS: dict[Meaning, str] = {
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
    "position responsibilities|key responsibilities and duties|main activities|key activities|job content|detailed duties|duties of the post|you will|you'll|what you will be doing|what you'll be doing|in this role you will|your role|"
    "your tasks|the role involves|duty|task|day to day responsibilities|day-to-day responsibilities|role responsibilities|task description",
    "requirements": "requirements|qualifications|job requirements|position requirements|person specification|required qualifications|"
    "minimum qualifications|minimum requirements|qualifications and experience|candidate requirements|essential requirements|essential criteria|"
    "skills and qualifications|requirements and qualifications|qualifications and requirements|qualifications and skills|education and experience|"
    "role requirements|basic qualifications|essential qualifications|required skills and qualifications|experience and qualifications|"
    "skills and experience|experience and skills|what you need|what we are looking for|who you are|education experience and skills|candidate profile|"
    "required experience and skills|qualifications required|entry requirements|essential|person requirements|required qualifications and experience|"
    "knowledge skills and experience|key requirements|requirement|profile|required|must have|must haves|mandatory|what we're looking for|about you|you have|you will have|you'll have|what you'll bring|"
    "what you bring|what you will bring|what you'll need|what you will need|your profile|your background|must-haves|mandatory requirements",
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
    "role description|position information|job information|basic details|identification|job identification|general|details|position profile|career|criteria|criterion|attribute|category|factor|"
    "reporting structure|organizational relationships|organisation|organization|reporting relationships|item|content|description|basic data|"
    "structure|job specification|reporting lines|role details|post details|development|career and development",
    "furniture": "document number|document no|document no.|doc no|doc. no.|doc no.|version|revision|effective date|date|approved by|prepared by|reviewed by|"
    "job code|position code|position number|page|signature|issue date|issued by|revision date|job number|date prepared|date approved|no|no.|#|nr|"
    "number|job id|position id|employee signature|manager signature|last updated|last revised|document title|company|name|employee name|ref|reference|"
    "reference number|s no|s.no.|sr no|post number|requisition number|review date|next review|approval|approved|prepared|reviewed|file no|file number|"
    "document owner|owner|author|date of issue|valid from|status of document|classification of document|incumbent|document reference",
    "more": "other|others|other requirements|miscellaneous|additional requirements|additional information",
    "optional": "preferred qualifications|preferred|desirable|desirable criteria|nice to have|preferred skills|preferred experience|desired qualifications|"
    "desirable qualifications|preferred requirements|desirable skills|would be an advantage|assets|a plus|bonus points|optional|desirable requirements|"
    "preferred education|preferred certifications|desired skills|ideal candidate|desired|nice-to-have|nice to haves|bonus|good to have|ideal|"
    "it would be great if you have|would be nice|preferably|advantageous",
    "beside": "remarks|notes|location|place of work|work location|job location|workplace|based at|based in|salary|pay|compensation|salary range|pay range|wage|pay grade|"
    "remuneration|salary and benefits|compensation and benefits|benefits|perks|what we offer|we offer|what you'll get|what you get|perks and benefits|"
    "hours|working hours|hours of work|work hours|work schedule|schedule|shift|shifts|contract|contract type|type of contract|employment type|"
    "employment status|job status|status|flsa status|exempt|term|duration|start date|closing date|application deadline|how to apply|to apply|apply|"
    "about us|about the company|about the team|who we are|our company|company profile|company description|company overview|our values|equal opportunities|"
    "grade|level|job level|job grade|position level|band|salary grade|pay band|rank|working conditions|work environment|working environment|"
    "physical demands|physical requirements|environment|work conditions|conditions|travel|travel required|travel requirements|equipment|tools|"
    "equipment used|tools and equipment|tools used|kpi|kpis|key performance indicators|key performance indicator|performance indicators|"
    "performance measures|performance standards|measures of success|success measures|performance criteria|success criteria|how success is measured|"
    "performance standard|standard|standards|measure|measures|target|targets|weight|weighting|weight %|percentage|% of time|time|percentage of time|"
    "time spent|time allocation|frequency|priority|deadline|output|outputs|deliverables|key deliverables|how assessed|assessed by|assessment|"
    "assessment method|method of assessment|how tested|how identified|how measured|evidence|measured by|source|rating|proficiency|proficiency level|"
    "required level|importance|headcount|number of posts|number of positions|number of openings|vacancies|openings|contact|contact us|email|phone|"
    "disclaimer|health and safety|dimensions|budget|financial dimensions|key challenges|challenges|problem solving|terms|terms and conditions",
}
