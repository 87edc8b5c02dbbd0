"""The words people use in English plans; the form is that of `sheets_schema.vocabulary`."""

from closeplan.plan.model import (
    DecisionPower,
    Engagement,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Status,
)
from closeplan.plan.signals import Table

HEADERS = {
    Table.TIMELINE: {
        "workstream": "workstream|work stream|swim lane|swimlane|stream|phase|project phase|track|work package|epic|pillar|stage|workpackage|~area|~section|~category|~theme|~module|~lane|~bucket|~bucket name|~list|~list name|~group|~topic|~section/column|~deal stage|~function|~department|~team|~milestone|~objective|~parent task|~project|~labels",
        "name": "milestone|milestones|task|task name|activity|activities|action|action item|action items|step|steps|deal step|deliverable|what|what needs to happen|what has to happen|to do|todo|checklist item|next step|work item|key milestone|key activity|key step|actions|tasks|mutual next step|close plan step|required action|task description|action description|action required|milestone / task|card name|card title|issue summary|~item|~summary|~subject|~event|~title|~name|~desc|~description|~details|~key date|~requirement|~process step|~topic|~primary|~element|~goal",
        "owner": "owner|owners|responsible|responsible person|assignee|assigned to|assigned|who|dri|lead|action owner|task owner|resource names|responsible party|point person|poc|responsible owner|driver|in charge|accountable owner|owned by|point of contact|action by|who owns it|directly responsible|person responsible|members|owner name|assigned resource|name of owner|pic|~resource|~resources|~person|~people|~r|~responsibility|~contact|~lead contact|~accountable|~held by|~sponsor|~name|~names|~by whom|~actioner|~team member",
        "side": "side|party|us/them|us or them|buyer/seller|buyer or seller|customer/vendor|vendor/customer|client/vendor|us / you|we / you|whose court|ball in court|~responsible party|~company|~organisation|~organization|~org|~whose|~team|~ownership|~responsible",
        "start": "start|start date|begin|begin date|begins|start time|start on|planned start|planned start date|starts|kick off date|starting|commence|date started|~from",
        "due": "due|due date|deadline|target date|target|end date|end|finish|finish date|when|by when|eta|complete by|~completion date|date due|due by|due on|week of|week commencing|w/c|week beginning|week ending|w/e|planned end|planned finish|planned date|planned completion|target completion|target end|target completion date|revised date|revised due date|forecast|forecast date|current date|commit date|committed date|new date|latest date|expected date|expected completion|end time|day due|needed by|required by|date needed|target week|completion target|t minus|t-minus|ends|to be done by|current forecast|projected date|~date|~dates|~timing|~timeline|~time frame|~timeframe|~by|~week|~milestone date|~schedule|~countdown|~until|~month|~agreed date|~go live",
        "status": "status|state|progress|% complete|% done|percent complete|completion|complete|complete?|completed|done|done?|rag|rag status|brag|task status|stage status|health|✓|✔|☑|✅|open/closed|percent|pct complete|where are we|current status|status update?|on track|on track?|finished?|tick|check|checkbox|~%|~ok|~ok?|~completed?|~flag|~result|~confidence|~delivery confidence",
        "confirmed_by": "confirmed by|agreed with|agreed by|signed off by|approved by|assured by|approver|validated by|accepted by|acknowledged by|customer agreed|customer agreed?|sign-off|sign off|signoff|sign-off by|agreed|agreed?|confirmed|confirmed?|verified by|customer sign-off|customer confirmed|endorsed by|client sign-off|buyer confirmed|approval by|customer approval|date agreed with|reviewer|reviewed by|~approval|~assurance|~sponsor approval|~approved",
        "evidence": "evidence|proof|proof / link|link|links|document|documents|attachment|attachments|url|minutes|reference link|file|files|where to find it|docs|doc link|resource link|resources / links|artifact|artefact|supporting document|deliverable link|link to document|~source|~deliverable|~output|~materials|~resources|~collateral",
        "notes": "notes|note|comment|comments|remarks|remark|full comments|latest comment|latest update|update|updates|comments / notes|additional notes|observations|status notes|notes / comments|next action notes|status comment|~details|~description|~how|~next steps|~issues|~risks / issues|~context|~info|~additional info|~text|~free text|~anything else|~blockers|~success criteria|~memo",
        "duration": "duration|duration (days)|days|length|working days|work days|effort days|no. of days|time needed|estimated duration|lead time|# days|calendar days|time required|~weeks|~est. days",
        "dependency": "dependency|dependencies|depends on|predecessor|predecessors|pred|pred.|preds|blocked by|prerequisite|prerequisites|after|waiting for|waiting on|dependent on|dependent upon|predecessor task|blocking|requires|~linked issues|~needs",
    },
    Table.STAKEHOLDERS: {
        "name": "name|full name|stakeholder|stakeholder name|person|contact|contact name|contact person|who|participant|team member|people|individual|attendee|~member|~stakeholders",
        "email": "email|e-mail|mail|email address|e-mail address|contact email|work email",
        "side": "side|company|organisation|organization|party|org|account|employer|firm|us/them|buyer/seller|customer/vendor|account name|company name|~team|~group|~from",
        "role": "role|buying role|deal role|role in deal|role in decision|decision role|stakeholder type|meddic role|meddpicc role|persona|role in project|role in evaluation|buyer role|project role|role in process|role on project|~type|~function|~buying committee role|~responsible for",
        "title": "title|job title|position|job|designation|job role|position / title|~department|~function|~business title",
        "power": "decision power|power|influence|influence level|authority|level of influence|decision authority|decision making power|power level|decision maker?|vote|power / influence|~impact|~level|~weight|~importance|~decision maker",
        "engagement": "engagement|engagement level|relationship|sentiment|stance|attitude|support|support level|disposition|level of engagement|relationship status|current stance|position on us|buy-in|temperature|supporter?|relationship strength|commitment|~status|~alignment|~level of support|~current engagement",
        "cares_about": "cares about|what they care about|priorities|interests|interest|motivation|motivations|goals|wins|what matters|personal win|drivers|key interest|needs|pain|value|success looks like|what's in it for them|business drivers|objectives|expectations|~responsibility|~focus|~area of interest|~key concerns|~pains",
        "questions": "open questions|questions|concerns|question|objections|open question|concerns / questions|their questions|open points|worries|outstanding questions|~issues|~open items|~fears|~asks",
    },
    Table.RISKS: {
        "kind": "kind|type|~risk / assumption|raid|raid type|item type|entry type|risk type|raid category|~class|~record type|~log",
        "category": "category|area|risk category|theme|risk area|domain|~class|~workstream|~group|~type of risk|~source",
        "description": "description|risk|risk description|what could go wrong|what|issue|issue description|event|risk event|statement|risk statement|risk / issue|item|detail|details|concern|threat|what might happen|risk title|risk / assumption|assumption|open question|~title|~name|~summary|~risks|~obstacle|~blocker|~challenge",
        "owner": "owner|risk owner|responsible|assignee|assigned to|who|lead|action owner|responsible person|owned by|accountable|~held by|~person",
        "response": "response|mitigation|mitigation plan|mitigation strategy|mitigating action|action|actions|what we do about it|countermeasure|plan|response plan|mitigations|contingency|treatment|risk response|how we handle it|next step|resolution|mitigation / action|answer|proposed solution|~comment|~notes|~how|~control",
        "due": "due|due date|review on|review date|by when|deadline|target date|date|next review|when|resolve by|by|mitigate by|decision date|target resolution|~end date|~review|~target",
        "status": "status|state|open/closed|open / closed|closed?|risk status|resolved?|progress|~rag|~open",
    },
}

IGNORED = {
    Table.TIMELINE: "id|#|no|no.|nr|ref|number|key|wbs|item no|item #|issue key|issue id|task id|gid|index|uid|outline level|priority|prio|importance|severity|weight|weighting|cost|budget|price|amount|spend|how much|place|location|where|site|venue|participants|attendees|invitees|other participants|created|created date|created at|created by|created on|last modified|modified|updated|last updated|reported|reporter|watchers|original date|original due|original due date|baseline|baseline date|baseline start|baseline finish|actual|actual date|actual start|actual finish|actual end|completed on|completed date|completed at|date completed|done on|closed on|closed date|resolved|raised|date raised|date added|logged|logged on|variance|variance (days)|delta|slip|days late|days overdue|days left|days remaining|opportunity|opportunity name|opportunity owner|account name|account|account owner|probability|estimate|effort|story points|sprint|labels|tags|tag|color|colour|accountable|consulted|informed|a|c|i|s|raci|why|purpose|reason|rationale|level|issue type|type|task type|work|hours|man days|votes|subtasks|collaborators|followers|collaborator|projects|parent task|parent|list id|card id|card url|board|checklist|recurrence|reminder|critical?|critical|float|slack|total slack|day|calendar|task mode|active|outline number|internal?|channel|meeting|frequency|deal|deal name|support|supporting|with whom|supported by|backup|deputy|escalation|escalation to",
    Table.STAKEHOLDERS: "id|#|no|no.|nr|ref|phone|phone number|telephone|mobile|tel|tel.|extension|cell|office|location|linkedin|linkedin profile|last contact|last contacted|last meeting|last spoken|last touch|time zone|timezone|birthday|assistant|reports to|manager|photo|salutation|next meeting|address|city|country|raci|availability|preferred channel|language|first met|notes|comment|comments|meeting cadence|our contact|relationship owner|owner|coverage",
    Table.RISKS: "id|#|no|no.|nr|ref|risk id|probability|likelihood|impact|score|risk score|rating|severity|p|i|pxi|p x i|l|exposure|priority|raised by|raised on|raised|date raised|date identified|identified|logged|created|rank|cost|cost impact|trend|closed on|date closed|trigger|level|risk level|consequence|effect|probability (1-5)|impact (1-5)|inherent score|residual score|residual risk|proximity|opened|last updated|escalate?|comment|comments|notes",
}

VALUES = {
    Status: {
        Status.NOT_STARTED: "not started|to do|todo|to-do|open|new|planned|pending|upcoming|backlog|not begun|not yet started|scheduled|queued|future|next|outstanding|not yet|selected for development|not done|tbd|to start|no|n|later|yet to start|up next|draft",
        Status.IN_PROGRESS: "in progress|ongoing|started|doing|wip|underway|under way|on track|in flight|working on it|active|in review|review|on it|work in progress|in process|partially complete|behind|at risk|late|delayed|overdue|off track|ready for review|testing|partially done|slipping|in hand|under review|going|slightly late|in motion",
        Status.BLOCKED: "blocked|stuck|on hold|waiting|held|waiting on someone else|paused|parked|impeded|waiting on customer|waiting on vendor|waiting on buyer|awaiting customer|halted|stalled|hold|needs help|waiting for customer",
        Status.DONE: "done|complete|completed|finished|closed|yes|x|y|ok|resolved|signed|approved|delivered|achieved|met|shipped|100% complete|all done|ticked|received|passed|d",
        Status.NOT_NEEDED: "not needed|n/a|na|not applicable|not required|cancelled|canceled|skipped|dropped|deferred|de-scoped|descoped|won't do|wont do|out of scope|removed|obsolete|superseded|void",
    },
    Side: {
        Side.BUYER: "buyer|customer|client|them|you|prospect|purchaser|account|customer side|your side|your team|buyer side|client side|c|cust|customer team|buying team|client team|their side|yours|partner|end customer|trust",
        Side.SELLER: "seller|vendor|supplier|us|we|our side|our team|provider|s|v|ours|vendor side|seller side|sales|supplier side|selling team|vendor team|me|internal|consultant|contractor",
        Side.BOTH: "both|joint|shared|buyer and seller|buyer & seller|all|everyone|together|mutual|b|p|both sides|both teams|us and them|we both|joint team|customer and vendor|customer/vendor|jointly",
    },
    Role: {
        Role.ECONOMIC_BUYER: "economic buyer|eb|budget owner|budget holder|sponsor|executive sponsor|exec sponsor|signatory|financial approver|final approver|approver|senior responsible owner|decision maker|executive buyer",
        Role.CHAMPION: "champion|coach|internal champion|mobilizer|project lead|business owner|business lead|customer lead",
        Role.TECHNICAL_EVALUATOR: "technical evaluator|technical|tech evaluator|evaluator|it|technical buyer|technical lead|architect|it lead|technical owner|it evaluator|integration lead|tech lead|it manager",
        Role.END_USER: "end user|user|users|power user|key user|user representative|user rep|super user|user buyer",
        Role.PROCUREMENT: "procurement|purchasing|buyer|sourcing|purchaser|commercial|procurement lead|vendor management",
        Role.LEGAL: "legal|counsel|legal counsel|lawyer|contracts|legal reviewer|legal team",
        Role.SECURITY: "security|infosec|information security|ciso|it security|data protection|dpo|security reviewer|privacy|compliance|information governance|risk & compliance",
        Role.FINANCE: "finance|cfo|controlling|controller|financial|budget|fp&a|finance lead",
        Role.OTHER: "other|account executive|ae|solutions engineer|se|customer success|csm|project manager|pm|executive|consultant|sales|implementation|implementation lead|influencer|blocker|presales|customer success manager|partner|observer|account manager|solution consultant",
    },
    DecisionPower: {
        DecisionPower.DECIDER: "decider|decision maker|approver|signer|high|strong|h|very high|decides|final say|signs|major|veto power|d",
        DecisionPower.INFLUENCER: "influencer|recommender|advisor|medium|med|m|evaluates|moderate|recommends|influences|advises|input|some",
        DecisionPower.BLOCKER: "blocker|veto|gatekeeper|can block|vetoes",
        DecisionPower.USER: "user|end user|low|l|none|minor|uses|informed|no vote|minimal",
    },
    Engagement: {
        Engagement.NOT_CONTACTED: "not contacted|unknown|none|cold|not engaged|not met|unaware|not met yet|no contact|not yet met|not yet contacted",
        Engagement.AWARE: "aware|informed|contacted|neutral|lukewarm|warm|met|introduced|passive|undecided|on the fence|mixed|met once",
        Engagement.ENGAGED: "engaged|active|involved|interested|participating|weekly|strong contact",
        Engagement.SUPPORTIVE: "supportive|supporter|advocate|positive|in favour|in favor|for|hot|promoter|fan|ally|pro|champion|strong|with us|very supportive",
        Engagement.OPPOSED: "opposed|against|detractor|negative|sceptical|skeptical|resistant|hostile|blocker|critical|critic|cautious|not a fan|opponent",
    },
    RiskKind: {
        RiskKind.RISK: "risk|threat|r|issue",
        RiskKind.ASSUMPTION: "assumption|a|dependency|given|constraint",
        RiskKind.OPEN_QUESTION: "open question|question|q|unknown|open point|open item|to clarify|query",
    },
    RiskCategory: {
        RiskCategory.BUDGET: "budget|financial|money|finance|commercial|funding|cost|price|pricing",
        RiskCategory.COMPETITIVE: "competitive|competition|competitor|market|incumbent",
        RiskCategory.ORGANIZATIONAL: "organizational|organisational|organisation|organization|people|political|resource|resources|resourcing|change|internal|staffing|capacity|business|stakeholder",
        RiskCategory.TECHNICAL: "technical|technology|integration|it|data|security|infrastructure|tech|systems|product",
        RiskCategory.OTHER: "other|legal|schedule|time|timeline|external|regulatory|compliance|contract|timing|general|operational|delivery|supplier|process|procurement",
    },
    RiskStatus: {
        RiskStatus.OPEN: "open|new|active|in progress|monitoring|watch|watching|live|ongoing|to do|not started|unresolved|pending|identified|raised",
        RiskStatus.MITIGATED: "mitigated|in control|managed|under control|reduced|controlled|mitigating|in hand|being mitigated",
        RiskStatus.ACCEPTED: "accepted|accept|tolerated|tolerate",
        RiskStatus.CLOSED: "closed|done|resolved|answered|retired|complete|expired|confirmed",
    },
}

TABS = {
    Table.TIMELINE: "plan|timeline|mutual action plan|map|action plan|milestones|close plan|project plan|schedule|tasks|tracker|deal steps & timeline|roadmap|work plan|joint plan|mutual success plan|success plan|actions|gantt|steps|action log|key dates|checklist|cutover plan|implementation plan|evaluation plan",
    Table.STAKEHOLDERS: "stakeholders|stakeholder map|people|stakeholder|key stakeholders|contacts|team|project team|who's who|key contacts|buying committee|org chart|teams|participants|key people",
    Table.RISKS: "risks|risk register|risks and assumptions|issues|raid|raid log|issues + risks|risk log|assumptions|risks & issues|open questions|open points|blockers|risks and issues|risks / issues",
}

TOP = {
    "go_live": "go-live|go live date|go-live date|launch|launch date|golive|target go-live date|target go-live|value date (live)|value date|target launch date|live date|planned go-live|go-live target|production date|go live|go-live target date|in production by|target live date|cutover date|system live|live from|service live|cut-over date|first productive use|live by|in production|production start|rollout date|switch on|switch-on|opening day|first day live|commissioning date|commissioning",
    "why": "why this date|why|why now|compelling event|why then|why then?|critical event|why the date|reason for date|date driver|driver for date|what drives the date|reason for this date|critical business event|trigger",
    "objective": "objective|goal|objectives|business objective|shared goal|business goal|business objectives|mutual objective|desired outcome|purpose|aim|what we want to achieve|vision|business outcome|required outcome|joint objective|project goal|outcome|mission|outcome we want|expected outcome|target outcome|what good looks like|what we want|what success looks like",
    "metrics": "success metrics|success metric|metrics|success criteria|kpis|kpi|how we measure success|measures of success|metric|measure|target metrics|success measures|key results|key result|success criterion|success factors|success indicators",
    "cost_of_inaction": "cost of doing nothing|cost of inaction|cost of delay|cost of waiting|cost of status quo|if we do nothing|price of doing nothing|impact of doing nothing|cost of no decision|what happens if we don't|consequence of inaction|cost of not acting|cost of the status quo",
    "acknowledged_by": "acknowledged by|sign off|signed off by|agreed by|approved by",
}

DATE_STAGES = {
    "now": "revised|forecast|current|new|latest|expected|projected|updated|replanned|re-planned|committed|promised|estimated|confirmed|rescheduled",
    "planned": "planned|plan|target|scheduled|due|agreed",
    "original": "original|baseline|initial|first|contract|old|previous|base|orig|prior",
    "actual": "actual|actuals|completed|done|closed|real|achieved|finished|delivered|signed off|complete|resolved",
    "created": "created|logged|raised|opened|added|reported|last|modified|updated on|updated at|meeting|entered|identified|assigned",
}

TOTALS = "total|totals|sum|subtotal|grand total|total tasks|count|average|overall"
EXAMPLES = "example|e.g.|eg|for example|template row|instruction|instructions|how to use|(example)"
MONTHS = "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|november nov|december dec"
WEEKDAYS = (
    "monday mon|tuesday tue tues|wednesday wed|thursday thu thur thurs|friday fri|saturday sat|sunday sun"
)
WEEKS = "week|wk|w|cw|wc|w/c"
UNDECIDED = "tbd|tbc|asap|tba|n/a|?|open|ongoing|to be confirmed|to be agreed|rolling"
UNITS = "day days d wd working week weeks wk wks w hour hours h hr hrs min month months mo edays eday ed"
