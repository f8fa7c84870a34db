"""The titles that plans print over their columns, as data: whole titles, then words that tell of a role.

A whole title decides before any word of it does. Words are tried in the order given here: what says more
(``completion date``) stands before what says less (``date``).
"""

from __future__ import annotations

import re

from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.words import word_class

WHOLE: dict[Role, str] = {
    Role.REFERENCE: """
        action id, action ref, action reference, action code, action num, plan ref, plan reference,
        unique reference, unique ref, unique id, item no, item number, item ref, objective no,
        objective number, objective ref, priority no, line no, line, sr no, s no, serial no, code, num,
        nr, activity no, activity number, activity ref, task no, task number, task ref, recommendation no,
        rec no, area no, ref number, reference number, reference no, no of action
    """,
    Role.ACTION: """
        our actions, action point, action points, action plan, action to be taken, actions to be taken,
        action we will take, actions to take, action description, description of action, action detail,
        action details, details of action, detailed action, detailed actions, specific action,
        specific actions, agreed action, agreed actions, proposed action, proposed actions,
        improvement action, improvement actions, priority action, priority actions, key activity,
        key activities, key activities and actions, planned activity, planned activities, activity detail,
        delivery action, delivery actions, deliverable, deliverables, key deliverable, key deliverables,
        initiative, intervention, interventions, response, our response, what are we going to do about it,
        what we are going to do, what we plan to do, what do we need to do, what we need to do,
        what needs to be done, what will be done, what must be done, what will happen, what will we do next,
        what action will we take, what actions will we take, what actions are we taking,
        what is being done, what we will do to improve, what will we do to achieve this, what,
        what are the actions, how will we do it, how we will do it, how will we achieve this,
        how we will achieve this, how will we get there, how we will get there, how are we going to do it,
        how we are going to do it, the action, the actions, we will, so we will, action taken, step,
        action we are taking, actions we are taking, action statement, main actions, strategic action,
        task, task description, work to be done, improvement activity, improvement activities, next step,
        next steps, change required, changes required, commitment, commitments, our commitment,
        what we will do differently, actions to achieve outcome, actions to achieve this,
        actions to achieve the outcome, actions to deliver, actions to address, actions to improve,
        actions needed, action needed, corrective action, remedial action, action item, action items
    """,
    Role.STEP: """
        sub action, sub actions, subaction, subactions, sub task, sub tasks, sub activity, sub activities,
        key step, key steps, steps, steps to take, steps to be taken, steps required, milestone, milestones,
        key milestone, key milestones, interim milestone, interim milestones, delivery milestone,
        delivery milestones, milestones and timescales, milestones and dates, key tasks, detailed steps,
        milestone description, how, stages, action steps, implementation steps, detailed tasks,
        specific tasks, specific steps, activities and milestones, milestones and deadlines
    """,
    Role.OUTCOME: """
        intended outcome for children, outcome sought, outcomes sought, outcome we want, outcomes we want,
        objective, objectives, our objective, our objectives, strategic objective, strategic objectives,
        smart objective, aim, aims, our aim, our aims, aim of the action, goal, goals, our goal, our goals,
        theme, themes, key theme, topic, area, areas, work area, priority theme, strategic priority,
        strategic theme, sub priority, sub theme, ambition, ambitions, our ambition, our ambitions,
        what do we want, what we want to see, what do we want to see, what we want to happen,
        what are we trying to achieve, what we are trying to achieve, what do we aim to achieve,
        what we aim to achieve, what are we aiming to achieve, our vision, overall outcome, key outcome,
        key outcomes, outcome and impact, improvement priority, improvement area, area for development,
        strand, improvement theme, domain, we want, our priority, our priorities, what are we aiming for,
        expected outcome, expected outcomes, planned outcome, outcome required, outcomes required,
        what we want to be different, focus, key focus, category, section, pillar, component,
        key priority, priorities, standard, what outcome do we want, outcome statement
    """,
    Role.RATIONALE: """
        why, reason, reasons, reason for action, reasons for action, background, context, driver, drivers,
        issue, issues, key issue, key issues, issue identified, issues identified, the issue, need,
        identified need, identified issue, evidence base, area for improvement, areas for improvement,
        inspection finding, inspection findings, key finding, key findings, ofsted finding,
        ofsted findings, ofsted and cqc finding, ofsted and cqc findings, ofsted cqc finding,
        ofsted cqc findings, recommendation, recommendations, inspection recommendation,
        what ofsted said, what inspectors said, what the inspectors said, what inspectors found,
        what did inspectors find, what the inspection found, what did the inspection find,
        what you told us, what we heard, you said, what families told us, why is this important,
        why this is important, why this matters, why does this matter, why we need to do this,
        why do we need to do this, why are we doing this, why is this a priority, area of weakness,
        areas of weakness, weakness, weaknesses, significant weakness, area of concern, concern, concerns,
        gap, gaps, gap identified, where we are now, where are we, what do we know, what we know,
        how do we know, problem, problem statement, problem identified, challenge, challenges,
        current situation, the current situation, area requiring improvement, link to inspection report,
        inspection report finding, self evaluation, what is not working, what needs to improve,
        what needs to change, what is the issue, what is the problem
    """,
    Role.START: """
        start by, starting, start on, begin, begin date, beginning, commence, commencement,
        commencement date, commences, date commenced, date from, planned start, planned start date,
        proposed start date, target start date, date of commencement, from date, action start date, starts
    """,
    Role.DUE: """
        date, dates, target dates, timescale for completion, time scale, time scales, time frame,
        time frames, timeframes, timelines, time line, timetable, time, to, finish, finish date,
        finish by, end, end by, ends, end dates, deadlines, due dates, date due by, due for completion,
        delivery date, delivery dates, delivered by, delivery by, delivery timescale, delivery timeframe,
        by when will we do it, when will we do it, when will we do this, when will it be done,
        when will this be done, when will this happen, when will it happen, when by, when it will happen,
        when will it be completed, when will it be complete, when will this be completed,
        date to be completed, date to be completed by, date for delivery, expected date,
        expected completion, expected completion date, planned completion date, planned completion,
        planned end date, planned finish, anticipated completion, anticipated completion date,
        estimated completion date, proposed completion date, completion target, target completion,
        target for completion, target deadline, target end date, target due date, action due,
        action due date, complete by, completion by, completion due, implementation date,
        date of implementation, implementation by, implementation timescale, achieve by,
        achieved by date, to be achieved by, to be done by, done by, date to, until, by, key dates,
        when will we do it by, agreed date, agreed deadline, current due date, milestone date,
        milestone dates, date of delivery, action deadline, dates for completion
    """,
    Role.OWNER: """
        who leads, who will lead, who will do it, who will do this, who is leading, who is the lead,
        who will be responsible, who is accountable, who will deliver, who is doing it, whos responsible,
        whos leading, by who, led by, lead by, delivered by whom, lead name, lead names, named officer,
        named person, named owner, lead name and role, name, owner name, person responsible,
        persons responsible, people responsible, person s responsible, person leading, lead owner,
        lead owners, lead contact, contact, lead professionals, lead service, lead team, service lead,
        team responsible, delivery lead, delivery leads, operational lead, operational leads, project lead,
        project leads, senior lead, task lead, activity lead, action leads, action owners, lead manager,
        lead responsible, lead responsibility, leadership, responsible leads, responsible owner,
        responsible owners, responsible manager, responsible team, responsible service, responsible body,
        responsible partner, responsible partners, responsible agency, responsible party,
        responsible individual, responsible role, responsible for delivery, responsibility of,
        responsible to deliver, responsibilities, lead partner, lead partners, lead partner agency,
        lead agencies, lead organisations, assigned to, allocated to, assigned officer, officer,
        officers, officer lead, officer s, implementation lead, job title, role, post holder, key lead,
        key leads, lead for action, lead role s, owning organisation, ownership, improvement lead
    """,
    Role.ACCOUNTABLE: """
        accountable person, accountable body, accountability, accountable director, accountable executive,
        accountable owner, accountable owners, senior accountable officer, senior accountable lead,
        senior responsible lead, senior responsible person, senior responsible officers,
        senior responsible owners, senior responsible officer s, senior owner, senior sponsor, sponsor,
        sponsors, executive sponsor, exec sponsor, executive lead, exec lead, executive owner,
        strategic lead, strategic leads, strategic owner, senior leader, senior leads,
        senior strategic lead, sro s, sros, chief officer, lead director, director responsible
    """,
    Role.GROUP: """
        workstreams, work stream, work streams, workstream name, workstream lead group, task group,
        task and finish groups, t and f group, working group, working groups, steering group,
        delivery group, project group, sub group, subgroup, reporting group, responsible group,
        responsible board, lead group, governance, governance board, governance forum,
        governance arrangements, reporting to, reports to, reporting route, oversight, oversight group,
        oversight board, overseen by, monitored by, monitoring group, where reported, board,
        accountable board, accountable group, forum, group, group responsible, delivery board,
        priority group, strategic group, who will monitor, who is monitoring, how will it be monitored,
        how will this be monitored, monitoring, monitoring arrangements, monitoring and evaluation,
        monitoring and reporting
    """,
    Role.SUCCESS: """
        what is success, what success will look like, what does success look like, success looks like,
        what good looks like, what does good look like, what will good look like, success factor,
        success factors, successful outcome, successful outcomes, measure of success, measuring success,
        measure of impact, measures of impact, measures and impact, measuring impact, how measured,
        how will it be measured, how will this be measured, how it will be measured,
        how will we measure this, how will we measure impact, how will we measure progress,
        how we will measure success, how will success be measured, how will impact be measured,
        how we will measure impact, how we will know it has worked, how we will know it is working,
        how we will know we have succeeded, how we will know we have been successful,
        how will we know we have been successful, how will we know if we have been successful,
        how will we know if we have succeeded, how will we know we have made a difference,
        how will we know we are making a difference, how we will know we have made a difference,
        how will we know when we get there, how will we know we have got there,
        how will we know we have achieved it, how will we know we have achieved this,
        how will we know its working, how will we know this has worked, how will we know its worked,
        how will we know its made a difference, how do we know it is working,
        how will we know it has made a difference, how will we know that we have made a difference,
        how will we evidence this, how will we evidence impact, how will we evidence success,
        evidence of success, evidence of completion, evidence required, evidence we will see,
        what will we see if we are successful, what will be different, what will have changed,
        what will change, what will it look like, what difference it will make, the difference we will make,
        difference made, impact we want, impact we want to see, impact we will see, desired impact,
        planned impact, anticipated impact, anticipated outcome, anticipated outcomes, impact expected,
        expected benefit, expected benefits, benefits, benefit, impact for children and young people,
        impact on children and young people, impact on children and families, impact success measure,
        impact success criteria, impact and success measures, outcome success measure,
        outcomes and success measures, outcome and success criteria, success criteria and impact,
        success criteria and measures, success criteria and evidence, success measures and evidence,
        success criteria and kpis, kpis and success measures, outcome measures and success criteria,
        acceptance criteria, completion criteria, criteria, what children and families will see,
        what families will see, what children young people and families will see, so that, result,
        results, expected result, expected results, performance measures and impact, intended difference
    """,
    Role.EVIDENCE: """
        progress to date, progress so far, progress update s, progress updates, progress made,
        progress and impact, progress and evidence, progress impact, progress comments,
        progress commentary, progress against action, progress against actions, progress report,
        progress notes, progress summary, update and progress, update on action, updates, update s,
        current update, current progress, latest progress, latest position, latest commentary,
        status update, position statement, position update, commentary, comment, comments, notes, note,
        narrative, narrative update, summary of progress, summary update, impact to date, impact so far,
        impact seen, impact achieved, impact and evidence, impact evidence, evidence and progress,
        evidence of progress, evidence to date, evidence source, evidence sources, sources of evidence,
        what have we done, what have we done so far, what we have done, what we have done so far,
        what we did, we did, what has been done, what has happened, what has been achieved,
        what have we achieved, achievements, achieved to date, achieved so far, actions completed,
        action completed to date, actions taken, actions taken to date, actions to date, action update,
        outcome achieved, outcomes achieved, what difference has it made, what difference has this made,
        what impact has it had, actual impact, assurance, monitoring comments, exception report,
        highlights, mitigation comments, explanation, rag commentary, rag narrative, reason for rag,
        rationale for rag, rag rationale, status commentary, comments on progress, action log
    """,
    Role.STATUS: """
        rag status, status rag, brag status, current status, current rag, latest rag, latest status,
        action status, action rag, progress rag, rag progress, progress status, status of action,
        overall status, overall rag, rating, current rating, overall rating, progress rating rag,
        rag and status, status and rag, state, stage, position, on track, on target, on track y n,
        delivery status, delivery rag, delivery confidence, rag delivery, rag rate, rag rated, r a g,
        b r a g, bragg, ragb, brag rated, milestone status, milestone rag, completion status, progress r a g,
        traffic light, traffic lights, colour, colour code, colour rating, complete, status at, rag at
    """,
    Role.MEASURE: """
        metric, metrics, measure name, measure description, measure and source, kpi description, kpi name,
        key measure, key measures, key metric, key metrics, performance measure, performance measures,
        performance metric, indicator description, pi, data measure, quantitative measure,
        quantitative measures, impact indicator, impact indicators, outcome indicator, outcome indicators,
        key indicator, key indicators, kpi measure
    """,
    Role.BASELINE: """
        baseline and date, baseline figure, baseline value, baseline measure, baseline data and date,
        start value, starting position, position at inspection, previous performance, current baseline
    """,
    Role.TARGET: """
        target value, target figure, target performance, target and date, annual target, end target,
        final target, interim target, target for improvement, ambition target, target measure, trajectory,
        target outcome, expected performance, interim targets, target and milestones, numerical target
    """,
    Role.ACTUAL: """
        actual, actuals, latest figure, latest data, latest performance, latest value, current figure,
        current value, current data, actual performance, actual value, outturn, year to date, ytd
    """,
    Role.SOURCE: """
        source of evidence data, data sources, evidence data source, source of information, data set,
        dataset, data owner source, information source, data collection source
    """,
    Role.COMPLETED: """
        date completed, date complete, completed on, completed date, actual completion date,
        date of actual completion, actual date, actual end date, date closed, closed on, closed date,
        actual finish, date action completed, completion date actual, date achieved, achieved on,
        date of completion actual, actual completion
    """,
    Role.ORGANISATION: """
        organisation, organisations, agency, agencies, service, services, department, directorate, team,
        organisation and team, service area, organisation responsible, employer, sector, partner agency
    """,
    Role.SUPPORT: """
        supporting officer, supporting officers, support officer, support officers, supporting leads,
        supporting lead, support lead, supporting partners, supporting partner, supporting agencies,
        supported by, partners, partner, key partners, delivery partners, delivery partner,
        partners involved, other partners, other leads, others involved, who else is involved,
        who else, key contributors, contributors, contributor, stakeholders, key stakeholders,
        involving, with whom, in partnership with, other partners involved, deputy, deputy lead,
        consulted, informed, supporting staff, supporting organisations, wider partners
    """,
    Role.PRIORITY: """
        priority level, priority rating, priority h m l, urgency, importance, high medium low,
        level of priority, priority rank, ranking, prioritisation
    """,
    Role.RISK: """
        risk, risks, key risk, key risks, risk and mitigation, risks and mitigation, risks and mitigations,
        risks and issues, risk mitigation, mitigation, mitigations, mitigating action, mitigating actions,
        barrier, barriers, barriers to success, barriers and risks, dependency, dependencies,
        interdependency, interdependencies, risks and dependencies, constraints, risk rating, likelihood,
        risks and barriers, potential barriers, risk description, risk score, risk level, risk owner,
        impact score, residual risk, inherent risk, current controls, controls, link to other plans,
        links to other plans, linked plans, linked strategies, escalation
    """,
    Role.COST: """
        cost, costs, cost implications, budget, funding, funding source, finance, financial implications,
        resource, resources, resources required, resources needed, resource required, resource needed,
        resource implications, resource implication, resourcing, resources and cost, resources and costs,
        cost and resources, costs and resources, capacity, investment, what resources do we need,
        what do we need, resources and budget, resources and funding, training and resources
    """,
    Role.REVIEW: """
        review date, review dates, date of review, date reviewed, reviewed on, next review,
        next review date, review by, review, review point, review points, last updated,
        date last updated, date updated, date of update, date of last update, update date,
        date added, date raised, date opened, date created, date of meeting, date logged,
        date of last review, last reviewed, reporting date, frequency, review frequency,
        reporting frequency, frequency of reporting, how often
    """,
}

_TELLING: tuple[tuple[Role, str], ...] = (
    (
        Role.REVIEW,
        r"\b(?:review(?:ed)?|updated|raised|added|opened|logged)\b.*\bdate"
        r"|\bdate\b.*\b(?:review(?:ed)?|updated|raised|added|opened|logged)\b",
    ),
    (
        Role.COMPLETED,
        r"\bactual\b.*\b(?:date|completion|finish)\b|\bdate\b.*\b(?:completed|closed"
        r"|achieved)\b(?! by)",
    ),
    (
        Role.EVIDENCE,
        r"\b(?:rag|status|rating)\b.*\b(?:commentary|comments?|narrative|rationale"
        r"|explanation)\b",
    ),
    (
        Role.STATUS,
        r"\b(?:b?rag|ragb|bragg|brag)\b|\b(?:progress|delivery|completion|action|overall"
        r"|current) (?:rating|status)\b|^status\b|\bstatus$|^rating\b",
    ),
    (
        Role.SUCCESS,
        r"\bsuccess(?:ful)?\b|\bhow (?:will|do|can|would|shall) (?:we|you|i"
        r"|they) (?:know|tell|measure|evidence)\b|\bhow we(?: will|ll) (?:know|tell|measure|evidence)\b",
    ),
    (
        Role.SUCCESS,
        r"\b(?:what|which) difference\b|\bdifference (?:we|it|this) (?:will|want)\b"
        r"|\b(?:intended|expected|desired|planned|anticipated) (?:impact|benefits?|difference"
        r"|results?)\b|\bimpact (?:we|measures?)\b|\bwhat (?:will|would) (?:be|have|it|we"
        r"|this) (?:different|changed?|look|see)\b",
    ),
    (
        Role.ACCOUNTABLE,
        r"\bsenior (?:responsible|accountable|leader|sponsor)\b|\bsro\b"
        r"|\b(?:exec(?:utive)?|strategic) (?:lead|sponsor|owner)s?\b|^accountab\w+",
    ),
    (
        Role.SUPPORT,
        r"\bsupport(?:ing|ed)? (?:officers?|leads?|partners?|agenc\w+|staff|by)\b"
        r"|\bpartners? (?:involved|supporting)\b|\bother (?:partners?|agenc\w+|leads?|officers?)\b",
    ),
    (Role.START, r"\bstart(?:ing)? (?:date|by)\b|\bcommenc\w+|\bbegin(?:ning)? date\b"),
    (Role.BASELINE, r"\bbaseline\b"),
    (
        Role.TARGET,
        r"\btargets?\b(?! (?:date|completion|deadline|timescale))|\bmilestone (?:target"
        r"|\d+)\b|\btrajectory\b",
    ),
    (
        Role.DUE,
        r"\bby when\b|\bdue\b|\bdeadlines?\b|\btime ?(?:scales?|frames?|lines?)\b|\b(?:end"
        r"|finish|completion|delivery|target|implementation) dates?\b|\bwhen (?:will|do|by|is)\b"
        r"|\bto be (?:completed|achieved|delivered|done)\b|\b(?:completed?|completion|delivered"
        r"|achieved?) by\b|\bdate (?:for|of|to be) (?:complet|deliver|achiev)\w+",
    ),
    (Role.COST, r"\b(?:costs?|budgets?|funding|resourc\w+|financial)\b"),
    (Role.RISK, r"\b(?:risks?|mitigat\w+|barriers?|(?:inter ?)?dependenc\w+)\b"),
    (
        Role.GROUP,
        r"\bwork ?streams?\b|\btask and finish\b|\bgovernance\b|\b(?:responsible|reporting"
        r"|oversight|steering|working|delivery|monitoring|lead) (?:group|board|forum)s?\b",
    ),
    (
        Role.OWNER,
        r"\bleads?\b|\bowners?\b|\bresponsib\w+|\bwho\b|\bwhom\b|\bwhos\b|\bofficers?\b"
        r"|\bled by\b|\bassigned\b|\bnamed\b",
    ),
    (Role.ACTUAL, r"\bactuals?\b|\boutturn\b"),
    (
        Role.MEASURE,
        r"\bkpis?\b|\b(?:performance|outcome|impact|quantitative) (?:indicators?"
        r"|measures?|metrics?)\b|\bmetrics?\b",
    ),
    (Role.SOURCE, r"\bdata sources?\b|\bsource of data\b"),
    (
        Role.RATIONALE,
        r"^why\b|\brationale\b|\bfindings?\b|\bweakness(?:es)?\b|\b(?:inspectors?"
        r"|ofsted|cqc) (?:said|found|told|report)\b|\bwhere (?:are )?we (?:are )?now\b"
        r"|\bareas? (?:for|of) (?:improvement|concern|development)\b|\brecommendations?\b|\breasons?\b",
    ),
    (
        Role.EVIDENCE,
        r"\bprogress\b|\bupdates?\b|\bevidence\b|\bcommentary\b|\bcomments?\b"
        r"|\bimpact\b|\bto date\b|\bso far\b|\bwhat (?:we|have we) (?:have )?(?:done|achieved|did)\b",
    ),
    (Role.STEP, r"\bsub ?(?:actions?|tasks?)\b|\b(?:key|delivery|interim) (?:steps|milestones)\b"),
    (
        Role.ACTION,
        r"\bactions?\b|\bactivit(?:y|ies)\b|\bwhat (?:we|will we|are we|do we"
        r"|we are) (?:will|need|are|going|plan|do|doing)\b|\bwhat needs to\b|\bhow (?:will we"
        r"|we will) (?:do|get|achieve|deliver)\b|\btasks?\b|\bdeliverables?\b|\binterventions?\b",
    ),
    (
        Role.OUTCOME,
        r"\boutcomes?\b|\bobjectives?\b|\baims?\b|\bgoals?\b|\bambitions?\b|\bvision\b"
        r"|\bthemes?\b|\bpriorit(?:y|ies)\b|\bwhat (?:do )?we (?:want|aim|are trying)\b|\bfocus\b",
    ),
    (Role.REFERENCE, r"\b(?:ref|reference)\b|^(?:\w+ )?(?:no|number|id)$"),
)
TELLING = tuple((role, re.compile(pattern)) for role, pattern in _TELLING)

# Words of a title that only say of when it is; with a period and nothing else but these it is a status.
STATUS_WORDS = word_class(
    """
    rag brag bragg ragb status rating ratings rated progress position update at as of end for the to on
    term half delivery confidence review quarter year month monthly meeting board
    """
)
