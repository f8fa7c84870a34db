"""Words that stand with a capital in plans without being anybody's name, for ``names_in_text``."""

from __future__ import annotations

_PLAN_WORDS = """
a about above absence accelerated access account accountable achieve across act action actions active
activities activity acts add added additional admissions adopt adoption adult adults advice adviser
advisers advisory africa after against age aged ageing agencies agency agenda agree agreed agreement aim
aims all alliance allied alternative although amber ambition ambitions america among an analysis analyst
and annual anti any appeals appendix application appointment apprenticeships approach appropriate april
arabic archbishop area areas arrangements art arts as asia asian ask assembly assess assessed assistant
assistants associate association at attend attendance attended attention audience audit audits august
authorities authority autism autistic autumn avon award aware away baby back band bands base based
baseline be because become been before begin behaviour being below benchmark benchmarks benefit bengali
best better between beyond bi bid big bilingual bishop black blue board boards body book booklet borough
boroughs both boys brief briefing bristol britain british buddhist budget build building buildings
bulgarian bulletin bullying bus business but by cabinet cahms calendar call camhs campaign campus can
capacity capita capital care career careers carer carers case cases casework cathedral catholic centre centres
cerebral certificate chair chairs champion champions change changes chapter charity chart charter check
chief child childcare childhood children chinese christian christians christmas church circle city clear
clerk clinic clinical clinics close closer club clubs co coach code cohort collaborative college colleges
come commission commissioned commissioner commissioners commissioning commitment committee committees
common commons communication communications communities community complete completed complex compliance
comprehensive conference consultant consultation contact contacts context continue continuing contract
control cooperation coordinated coordinator coordinators core corporate could council councillor
councillors councils counties county course courses court covid create creative criteria criterion cross
crown culture current curriculum customer cycle cycles czech daily dashboard data date dates day days
deadline deaf dean december decision decisions deficit deliver delivered delivery demand department deputy
design designated designation detail details develop developed developmental dfe diagnosis did dietetics
dietitian different digital diocese direct direction directions director directorate directors directory
disabled disagreement disagreements discovery discuss disorder district division diwali do doctor document
domestic down downs draft drop due duke during dynamic dyslexia dyspraxia each earlier early earth east
easter eastern easy eclipse economy education educational educationally effective eid either elective
element elements eleven eligible email emerging emis emotional employed employers enable end ended engage
england english ensure entry epilepsy equal equipment equity escalate essential ethnic europe european
even event eventbrite events every everybody everyone evidence exam example exams excel excellence except
exclusion exclusions executive exit experience expert experts explore express external extra ey facebook
facilitator facilities facing fair families family farsi fast father february federation feedback few
fidelity field fifth final finance find first five flow focus follow following for form formal forms forum
forums forward foster foundation four framework free french frequency friday friendship from front full
fully fund funded funding funds further future gap gateway gatsby general german get girls give given
global go goal goals god good google governance governing governors grade graduated great greek green grey
grid group groups grow guidance guide guides gujarati gypsy had half hall hand handbook hanukkah has have
he head headline heads headteacher headteachers health healthier healthy hear hearing help her here hers
high higher highways hindi hindu his holiday holidays home homes hospital hospitals hour hours house
housing how hub hubs human humber hungarian hyperactivity i identified identify if imam impact implement
improve improved improvement improvements in inclusion inclusive increase increased independent index
indicator indicators individual induction infant informed initial initiative initiatives innovation inset
inside inspection inspectorate inspectors instagram instead institute integrated intensive intent interim
internal internet internship internships intervention interventions into introduction invest irish is
issue issues it italian item its january jewish job join joined joint jointly journey july june junior
just justice keep key keyworker keyworkers kind king kingdom know knowledge kurdish labour lack language
languages large last late later latest latvian launch law lead leader leaders leads learn learner learners
lessons level levels liaison library licence life lifelong light like limited line link linkedin links
liquidlogic list listen lists literacy lithuanian live liverpool lives living local localities locality
log london long look looked lords lordship low lower made main mainly mainstream maintained majesty
makaton make management manager managers mandarin mandatory many map mapping marathi march market material
maternity maths matters may mayor me measure measures mediation medical medicine medium meet meeting
meetings member members memorandum mental mentor mentors mersey met metrics microsoft mid middle midlands
midwife milestone milestones minister ministry minutes model moderate moderation module modules monday
monitor monitored month monthly months more mosaic most mother move much multi multiagency museum music
muslim muslims must mutism my narrative nation national nations need needed needs nepali network networks
neuro neurodevelopmental neurodivergent neurodiverse never new news newsletter newsletters next night nine
no none north northern not note notes november now number numbers nurse nurseries nursery nurses nursing
nutrition objective objectives observatory occupational october of off offer offers office officer
officers offsted ofsted older ombudsman on once one online only open operating operational opportunities
opportunity option options or oracle order organisation organisations orthotics other others our out
outcome outcomes outer outline outlook outreach outside over overall oversight overview own owner owners
pack packs padlet paediatric paediatrician paediatricians paediatrics page palsy panel panels paper parent
parental parents park parliament part participate partly partner partners partnership partnerships parts
pashto pathway pathways patient patients pause peer peers people per percent performance period permanent
persian person personal personalised phase phone phonics physical physio physiology physiotherapist
physiotherapists physiotherapy pilot place placement placements places plan planned planner plans play
playgroup please plus point points policies policy polish portage portal portuguese post posts power
practice practices practitioner practitioners pre preparation prepare preparing preschool present
preventative prevention primary prime prince princess principal principals principle principles priorities
priority private probation procedure process processes procurement produce profession professional
professionals professor profile programme programmes progress project projects promise protocol protocols
provide provider providers provision provisions psychological psychologist psychologists psychology public
publish published punjabi pupil pupils purple purpose put quality quarter quarterly quarters queen
question questionnaire questions quick quotes rabbi radar raise ran range rapid rate rates read readiness
ready reasonable reception recommendations record records red reduce referral referrals reform regional
regions register regular regulation regulations rehab related relationship relationships released report
reporting reports representative representatives request requests required requirement requirements
research resilience resolve resource resourced resources respect respite response responses responsible
rest result results return returns reverend review reviewed reviews reworked right rights rio risk risks
road roadmap role roles roll romanian room root round royal rule run running russian safeguarding safer
safety saint sample saturday scheme schemes school schools science score scorecard scores scottish
screening scrutiny second secondary secretary section sections sector see select selective self semester
senco sencos send sendco sendcos sendiass senior sensory separate september series service services
session sessions set setting settings severn shared sharepoint she sheriff shire short should show sibling
side sign signed signing signposting signs sikh similar since single site sites six sixth skill skills
slovak small so social society somali some sounds south southern spanish special specialist specialists
specification spectrum speech sport sports spring st staff staffing stage stages stakeholder stakeholders
standard standards start started state statement states statutory steering step steps still stocktake
strand strands strategic strategy street strengths strong stronger structure student students sub subject
submit success such suite summary summer sunday supplement support supported supporting survey
surveymonkey surveys suspended sustain swahili swedish syndrome synergy system systems systmone table take
talk tamil target targeted targets task tasks teacher teachers team teams technical technology telephone
ten term termly terms test text thames thank that the their them theme themes then therapeutic therapies
therapist therapists therapy there these they third this those three through thursday tiktok time timeline
timelines times timetable to today together toolkit toolkits tools top total tourettes toward town track
tracker tracking trade trainer training transfer transform transition transitions transport travel traveller
treasury treatment trent triage tribunal trust trustee trustees trusts tuesday turkish turning tutor
tutors twelve twitter two tyne type ukrainian under understand unit united units universal university
until up update updates upon upper urban urdu urgent us use used user uses using vaccination value values
various venue version very video vietnamese view views village villages virtual vision visit visits visual
voice voices voluntary volunteer volunteers vulnerable wait waiting waits want was water way ways we web
webinar webinars website wednesday week weekly weeks welcome welfare well welsh were west western
westminster what whatsapp when where whether which while white whitehall who whole why wide wider will
winter with within without women word words work worked worker workers workforce workshop workshops
workstream workstreams world would write written year years yellow yes yet yiddish you young younger your
youth youtube zone zoom
"""
# What comes after a name when a place or a body is called by it: Victoria Road, Rose Hill, Francis Primary.
_PLACES_FOLLOW = """
academy avenue bank barn bay borough bridge building buildings castle centre chambers children's church
clinic close college common community cottage court crescent cross drive estate farm federation field
fields forum foundation garden gardens gate general green grove hall hill hospital house hub infant
infants institute junior lane library lodge manor meadow meadows mews mill mount nurseries nursery parade
park partnership place primary project resource river road row school schools secondary site sixth special
square station street suite surgery terrace theatre tower town trust unit university valley view villa
village walk ward way wing wood woods
"""
# Adults are spoken of with these.
_TITLES = """
chair cllr councillor dame director doctor dr fr governor head headteacher judge lady lead lord manager
miss mr mrs ms mx nurse officer principal prof professor rev reverend saint sir sister st
"""
# Short words in capitals that are no child's initials.
_ABBREVIATIONS = """
AAC AD ADHD AEN AG AGM AHP AHPS AP APP APR ASC ASD AUG BAME BME BRAG BSL CAF CAMHS CCG CD CDC CEO CFO CIC
CIN CL CLA CME CNWL COO CP CPD CQC CSC CV CWD CYP CYPS DBV DCO DCS DD DEC DFE DMO DOB DPA DR DSG DSL DSR
EAL EBSA EET EHC EHCNA EHCP EHE EIIP EIP ELP ELSA EMT EP EPS ESA ESN ET ETC EU EY EYFS EYS FAQ FE FEB FFT
FGM FOI FSM FT FTE FY GCSE GDPR GP GPS HCP HE HI HLTA HMI HR HV IAS IASS ICB ICS ICT ID IEP IG II III IT
ITT IV JAN JCC JD JSA JSNA JUL JUN KPI KPIS KS LA LAC LAS LD LDA LEA LGA LLP LO LP LSA LSC MAR MASH MAT
MATS MD MDT MH MHLDA MHST MHSTS MI MLD MOU MP MPS MSI NB NCC NDC NDD NE NEET NHS NHSE NICE NO NOV NPQ NW
OCT OFSTED OK OT OTS PA PAP PC PCF PCFS PCP PD PDF PE PEP PFA PI PID PIP PMLD PPG PRU PRUS PSHE PT PTS QA
QI QTR RAG RE ROI RP RSE SA SALT SAR SB SE SEMH SEN SENCO SEND SENDCO SENDIASS SEP SEPB SI SIC SIP SLA
SLAS SLCN SLD SLT SMART SME SMT SOP SPLD SRO SRP SSA SUN SW TA TAC TAF TAS TBC TBD TOR TV UK US VCFSE VCS
VFM VI VS WEF WFT WSA YJS YOS YOT YP
"""

PLAN_WORDS = frozenset(_PLAN_WORDS.split())
PLACES_FOLLOW = frozenset(_PLACES_FOLLOW.split())
TITLES = frozenset(_TITLES.split())
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
# Months that are first names too.
MONTHS = frozenset({"april", "august", "june", "may"})

# Verbs by which a task of a plan begins. Each counts as it is, with -s, -ed and so on. None is a first name.
_VERBS = """
accept achieve add address adopt advise agree aim align allocate amend analyse apply appoint approve
arrange ask assess assign assure attend audit avoid begin brief bring build call carry cascade catch
celebrate change check clarify clear close collate collect commission compile complete confirm connect
consider consult contact continue convene coordinate correct cover create decide define deliver deploy
describe design determine develop discuss draft draw drive embed employ encourage end engage ensure
establish evaluate examine expand expect explain explore extend feed fill finalise find finish fix follow
fund gather get give go grow have help hold host identify implement improve include increase inform
instigate intensify introduce invest invite issue join keep launch lead learn leave link list listen look
lower maintain make manage map match measure meet merge minimise moderate monitor move name negotiate note
notify offer open organise oversee phase pilot place plan post prepare present prevent prioritise procure
produce promote protect provide publish quantify raise reach rebuild recommission record recruit redesign
reduce refer refine refresh reinstate relaunch release remind remove renew reopen repeat replace report
request require reset resolve respond restart retain return review revise roll run sample scale schedule
screen secure seek select send share show simplify speak split sponsor start stop strengthen study submit
support survey sustain take target teach tell test tighten track train transfer trial try turn undertake
update upgrade use validate visit wait watch widen work write
"""
# What else begins a sentence before a year at school: "Throughout Year 9", "Held Year 9 reviews".
_OTHER_OPENERS = """
again almost alongside also amid another apart around aside began behind beneath beside besides brought
built caught chased chases chose concerning currently cut cuts despite drove enough excluding fed finally
former formerly found gave got grew held however including kept lastly least led left less let lets marked
meanwhile near nearly neither nor often old otherwise past previously puts quite rather reads rebuilt
regarding remaining saw sent sets several showed sometimes soon sought spent spoke taught than therefore
though throughout thus till told too took towards tried undertook unless unlike usually versus via went
whereas wrote yesterday
"""


def _forms(verb: str) -> set[str]:
    """A verb, and with the endings of a regular one: "carry", "carries", "carried"; "plan", "planned"."""
    if verb.endswith("e"):
        return {verb, f"{verb}s", f"{verb}d"}
    if verb.endswith("y") and verb[-2] not in "aeou":
        return {verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
    ending = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return {verb, verb + ending, f"{verb}ed", f"{verb}{verb[-1]}ed"}


OPENERS = frozenset(_OTHER_OPENERS.split()).union(*map(_forms, _VERBS.split()))
