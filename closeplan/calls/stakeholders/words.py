"""The words by which English, and a little of seven other languages, shows who has a part in a decision.

All are folded single words unless said otherwise; `tokens` splits "she'll" into `she` and `'ll`.
"""

# ruff: noqa: SIM905  (lists of words read best as text)
from __future__ import annotations

OURS = frozenset(
    """our my ours unser unsere unserem unseren unserer mein meine meinem meinen meiner notre nos mon ma mes nuestro
    nuestra nuestros mi nostro nostra nostri nostre mio mia onze ons mijn nosso nossa nossos meu minha
    """.split()
)
YOURS = frozenset(
    """your yours euer eure eurem euren eurer ihr ihre ihrem ihren ihrer votre vos ton ta vuestro vuestra su tu vostro
    vostra jullie uw je jouw vosso vossa seu sua""".split()
)
OTHERS = frozenset("their his her another other".split())
"""Somebody else's: another firm's, or a person's own."""
ARTICLES = frozenset(
    """the a an this that der die das dem den des ein eine einen einem le la les un une l el los las una il lo gli i
    de het een o os as um uma do da ao""".split()
)
SOMEBODY = frozenset(
    """someone somebody anyone anybody person people guy guys folks chap lad fella bloke lady gentleman woman man jemand jemanden quelqu'un alguien qualcuno iemand
    alguém""".split()
)
FROM = frozenset("in from at on with over aus im vom von de du des en da do della del van bij uit".split())

BREAKERS = frozenset(
    """i you he she it we they who what which that this these those and or but so if when then because as than there here
    is are was were be been being am do does did done has have had having will would can could should shall may might must
    not no yes yeah to of in on at by for with from into onto about after before until till through over under without via
    get got go goes going went come comes came see sees saw say says said ask asks asked tell tells told want wants wanted
    need needs needed know knows knew like likes think thinks thought let lets make makes made take takes took give gives
    gave bring brings brought put send sends sent talk talks meet meets met loop run runs ran call calls called is's just
    also even only really very quite too more most some any every each all both either one two three well okay ok right
    now today tomorrow yesterday still maybe probably actually honestly basically me him her them us it's 's 'll 'd 're
    've 'm how why where out up down off back along around by the a an my our your their his its whose y'all gonna gotta
    usually always never sometimes then once again already soon later first next last new own same another other keep
    keeps kept hear heard having worked use uses used sure good great fine yet ever look looks looked check
    involve involves involved become becomes became pass passed except unless whether since while like against between
    show shows showed convince wait waits say anyway plus minus including versus und oder mit von bei zu für nach vor ist
    sind hat wird muss soll will nicht noch mal dann auch aber wenn weil dass ich wir sie er es et ou avec pour est a ont
    y o con para por es está e per è ha en met voor is heeft wij ik ze hij""".split()
)
"""What no title contains: the words before a title up to one of these are its own."""

DOES = frozenset(
    """is are was were has have had will would can could must should may 'll 'd needs need wants want says said say
    asks asked ask told tells signs signed approves approved decides decided reviews reviewed looks looked checks checked
    takes took gets got goes comes came knows sends sent drafted drafts wrote owns runs requires required releases
    released insists insisted refused refuses rejects rejected blocked blocks agreed agrees meets met votes voted cares
    handles sees saw thinks thought gave gives does did didn't doesn't won't isn't don't can't never always usually
    just still already also only really actually probably presented pushed picks picked cleared clears
    went remembers passed promised emailed phoned rang mailed built fixed found read noticed changed
    mentioned complained forwarded dropped ran set lets sorted voted returned turned answered objected cleared expects
    assigns prefer demands demanded confirmed confirms keeps kept made makes likes liked hates loves called raised flagged controls holds held decide
    sign approve review look check meet vote care handle own come get take see become becomes involved drags stopped
    stops sits sat moved wanted expects expect prefers joins joined assigned starts started finished gets wrote hat will
    muss prüft entscheidet möchte wird soll doit veut va a décide valide signe quiere tiene debe va decide firma aprueba
    revisa vuole deve ha decide firma approva moet wil heeft beslist tekent keurt quer tem precisa vai decide assina
    aprova""".split()
)
"""What people and bodies do: one of these after a department makes it somebody."""

REACHED = frozenset(
    """by with past through via ask asks asked tell tells told to from without involve involves loop brief convince
    before until unless after behind chase pull bring bringing get getting need needs for join meet see call calls ping
    show email against inform consult include geht gehen muss mit von bei zu vom zum zur beim durch ohne avec
    par chez au aux auprès con por a al ao pelo pela com door bij aan met da dal dalla alla
    """.split()
)
"""What stands before somebody who is gone to or waited for."""

WILL = frozenset(
    """will 'll going gonna shall can wird werde kann va vais peut va a puede gaat zal kan può vai pode willing""".split()
)
ROLE_VERBS = frozenset(
    """runs run heads leads owns manages handles chairs minds covers oversees controls directs coordinates sponsors
    administers leitet verantwortet dirige gère lleva gestisce leidt gere""".split()
)
"""`X runs the warehouse`: what follows says what X is."""

PRONOUNS = frozenset("he she his her him hers er ihn ihm elle lui él ella lui lei hij zij ele ela".split())
HONORIFICS = {
    "dr": "Dr.", "doctor": "Dr.", "doktor": "Dr.", "mr": "Mr.", "mister": "Mr.", "mrs": "Mrs.", "ms": "Ms.",
    "miss": "Miss", "prof": "Prof.", "professor": "Prof.", "herr": "Herr", "herrn": "Herr", "frau": "Frau",
    "madame": "Madame", "mme": "Mme", "monsieur": "Monsieur", "señor": "Señor", "señora": "Señora", "signor": "Signor",
    "signora": "Signora", "dottor": "Dott.", "dottoressa": "Dott.ssa", "dott": "Dott.", "mevrouw": "Mevrouw",
    "meneer": "Meneer", "senhor": "Senhor", "senhora": "Senhora", "sr": "Sr.", "sra": "Sra.", "sir": "Sir",
    "judge": "Judge", "reverend": "Reverend", "monsignor": "Monsignor", "bishop": "Bishop", "imam": "Imam", "colonel": "Colonel",
    "major": "Major", "admiral": "Admiral", "senator": "Senator", "rabbi": "Rabbi", "pastor": "Pastor", "councillor": "Councillor",
    "councilman": "Councilman", "councilwoman": "Councilwoman", "captain": "Captain", "chief": "Chief", "dame": "Dame",
    "commissioner": "Commissioner", "sergeant": "Sergeant", "lieutenant": "Lieutenant", "sheriff": "Sheriff", "father": "Father", "sister": "Sister", "ing": "Ing.", "don": "Don", "doña": "Doña",
}  # fmt: skip
"""What stands before a surname, and how it is written."""

FAMILY = frozenset(
    """wife husband kid kids daughter son brother sister mother father mum mom dad uncle aunt cousin nephew niece dog cat
    puppy grandfather grandmother grandma grandpa baby toddler neighbour neighbor boyfriend girlfriend fiancé fiancée
    in-law mutter vater tochter sohn hund femme mari fille fils chien mujer marido hija hijo perro moglie marito
    figlia figlio cane vrouw zoon dochter hond mulher filho filha""".split()
)
"""Family and animals: who is named beside them has no part."""

ELSEWHERE = frozenset(
    """reference references customer customers client clients case-study competitor competitors incumbent
    rep reps""".split()
)
"""Signs that somebody belongs to another firm."""

MODIFIERS_OF_NO_TITLE = frozenset(
    "big little old new young good great nice bad poor different whole entire whole right wrong main real".split()
)
NOUNS_AFTER_UNIT = frozenset(
    """review reviews questionnaire stuff documents document docs paper papers question questions issue issues side check
    checks policy policies standard standards training language terms term clause update patch risk requirement
    requirements system systems software data tool tools portal landscape project projects budget cost costs numbers
    contract process processes form forms test tests report audit agreement hold notice reasons perspective
    file files codes spec integration module provider entity address advice fees standpoint point view incident
    certificate concern concerns meeting meetings window ticket tickets desk page portal assessment exception exceptions approval sign-off signoff law holiday calendar month
    year quarter cycle window teams""".split()
)
"""What makes the department before it a mere adjective: "security review" names nobody."""
PEOPLE_AFTER_UNIT = frozenset(
    "team people folks guys guy person department dept desk office side lot crew colleagues group gang ladies".split()
)
"""What may follow a department and leaves it what it is."""

NOT_NAMES = frozenset(
    """i i'm monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter thanksgiving memorial labor day ramadan diwali english german
    french spanish italian dutch portuguese japanese chinese american british european irish swiss austrian polish
    brazilian indian canadian swedish teams zoom meet slack excel outlook google microsoft sap salesforce oracle aws azure
    workday netsuite jira sharepoint powerpoint word linkedin gmail ok okay god jesus christ ha haha hm hmm uh um yes no
    yeah sure great thanks thank hi hello hey bye morning q1 q2 q3 q4 h1 h2 europe america asia africa internet linux
    windows android apple covid brexit excuse good sorry right well so and but the q soc iso gdpr hipaa pci sso saml api
    nda msa sow dpa sla rfp rfi poc mvp crm erp hris wms mes plc roi kpi pto tbd eod eow eom cfo ceo cto cio ciso coo it
    hr vp svp evp dpo uk us usa eu dr mr mrs ms halloween passover hanukkah yom ash lent advent new year lunar eve
    listen besides second third meaning translation bottom fact point question problem whatever true correct wait hang hold
    welcome congrats guys folks people tonight later earlier perfect cool lovely brilliant nice fair agreed understood same
    deal done alright bon voilà genau super prima claro vale vale ecco bene danke merci gracias grazie obrigado bedankt fine
    absolutely exactly totally seriously wow ugh ouch phew bummer nah nope yep yup sorry quick big money price budget time
    legal security finance procurement timeline data support training weeks months days years hours minutes two three four
    five six seven eight nine ten twenty thirty hundred thousand million half both neither ditto likewise cheers
    amen blimey crikey gosh oh""".split()
)
"""Capitalised words that name no person."""
GENERIC = frozenset(
    """broker auditor contact counterpart boss colleague colleagues deputy assistant consultant trainer manager supervisor technician partner owner predecessor
    successor chef chefe collega kollege kollegin lead head chief officer director engineer analyst team department group
    council committee panel senate risk audit accounts maintenance communications marketing operations logistics holding
    steering partners secretary president representative clerk nurse planner developer owners founders investor landlord
    cyber privacy engineering infrastructure""".split()
)
"""Titles that say too little by themselves: they count with "our" or "my" only."""
CHAIRS = frozenset(
    "chair chairman chairwoman chairperson organiser organizer steward rep representative secretary head delegate".split()
)
"""Who speaks for a body that was named before: "the chairwoman"."""
