"""The words people use in Dutch plans; the form is that of `sheets_schema.vocabulary`."""

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
        "workstream": "werkstroom|fase|projectfase|deelproject|werkpakket|spoor|workstream|onderdeel|aandachtsgebied|stroom|~onderwerp|~thema|~categorie|~groep|~gebied|~blok|~module|~lijst|~bucket|~bucketnaam|~naam van bucket|~mijlpaal|~cluster|~doel|~hoofdstuk",
        "name": "mijlpaal|mijlpalen|taak|taken|activiteit|activiteiten|actie|acties|actiepunt|actiepunten|stap|stappen|wat|te doen|to do|todo|taaknaam|volgende stap|op te leveren|deliverable|wat moet er gebeuren|werkzaamheden|handeling|afspraak|actie / besluit|~omschrijving|~beschrijving|~naam|~titel|~onderwerp|~gebeurtenis|~punt|~resultaat|~product|~item",
        "owner": "eigenaar|verantwoordelijke|verantwoordelijk|actiehouder|wie|toegewezen aan|trekker|uitvoerder|behandelaar|aanspreekpunt|actiehouders|door wie|owner|taakeigenaar|verantwoordelijk persoon|actienemer|uit te voeren door|namen van resources|resourcenamen|probleemeigenaar|~persoon|~resource|~contactpersoon|~naam|~door|~verantwoordelijkheid|~betrokkene",
        "side": "kant|partij|klant/leverancier|wij/jullie|wij / jullie|klant / leverancier|zijde|wij/klant|~bedrijf|~organisatie|~team|~verantwoordelijke|~wie",
        "start": "start|begin|startdatum|begindatum|aanvang|begint|geplande start|start gepland|aanvangsdatum|geplande startdatum|~vanaf|~van",
        "due": "deadline|vervaldatum|einddatum|eind|einde|gereed|datum gereed|uiterlijk|wanneer|streefdatum|opleverdatum|voor|klaar op|gepland|geplande datum|gereed op|planning|geplande einddatum|nieuwe datum|herziene datum|verwachte datum|oplevering|huidige planning|uiterste datum|gereed voor|prognose|uiterlijke datum|einde gepland|afspraakdatum|toegezegde datum|verwacht|klaar voor|~datum|~tot|~week|~maand|~dag|~termijn",
        "status": "status|stand|voortgang|~gereed?|klaar|klaar?|afgerond|afgerond?|% gereed|% voltooid|stand van zaken|percentage gereed|stoplicht|ok|ok?|✓|✔|☑|voltooid|voltooid?|gedaan|gedaan?|afgevinkt|~%|~percentage|~kleur|~rag|~vinkje",
        "confirmed_by": "bevestigd door|goedgekeurd door|akkoord door|akkoord van|geaccordeerd door|afgestemd met|getekend door|vastgesteld door|bevestigd|goedkeuring|akkoord|akkoord klant|geaccepteerd door|klant akkoord|gecontroleerd door|overeengekomen met|~paraaf|~handtekening",
        "evidence": "bewijs|bewijsstuk|bewijsstukken|link|links|document|documenten|bijlage|bijlagen|verslag|notulen|bestand|vindplaats|onderbouwing|naslag|referentie|~bron|~oplevering",
        "notes": "notities|notitie|opmerking|opmerkingen|toelichting|commentaar|aantekening|aantekeningen|laatste update|reactie|bijzonderheden|~hoe|~details|~omschrijving|~beschrijving|~volgende stappen|~info",
        "duration": "duur|duur (dagen)|dagen|werkdagen|doorlooptijd|duur in dagen|aantal dagen|doorlooptijd (dagen)|duur (d)|doorlooptijd in dagen|~inspanning (dagen)|~weken",
        "dependency": "afhankelijkheid|afhankelijkheden|afhankelijk van|voorganger|voorgangers|voorafgaande taken|voorafgaande taak|voorwaarde|na|wacht op|geblokkeerd door|randvoorwaarde|~vereist|~randvoorwaarden",
    },
    Table.STAKEHOLDERS: {
        "name": "naam|volledige naam|persoon|contactpersoon|stakeholder|betrokkene|deelnemer|wie|voor- en achternaam|contact|belanghebbende|~lid|~belanghebbenden|~teamlid",
        "email": "e-mail|email|mail|e-mailadres|mailadres|emailadres",
        "side": "kant|partij|bedrijf|organisatie|klant/leverancier|firma|~team|~van|~instelling",
        "role": "rol|rol in besluit|rol in het project|projectrol|rol in de beslissing|inkooprol|rol in besluitvorming|beslisrol|rol in dmu|dmu-rol|dmu rol|~type",
        "title": "functie|titel|functietitel|positie|beroep|functieomschrijving|~afdeling",
        "power": "beslissingsmacht|beslissingsbevoegdheid|invloed|macht|beslisbevoegdheid|mate van invloed|mandaat|beslismacht|~gewicht|~niveau|~beslisser|~belangrijkheid",
        "engagement": "betrokkenheid|houding|relatie|steun|sentiment|mate van betrokkenheid|opstelling|draagvlak|standpunt|~status|~positie",
        "cares_about": "belangen|belang|prioriteiten|wat telt|motivatie|verwachtingen|behoeften|vindt belangrijk|doelen|drijfveren|interesses|wat vindt men belangrijk|wat is belangrijk|aandachtspunten|verwachting|~verantwoordelijkheid|~focus",
        "questions": "open vragen|vragen|zorgen|bezwaren|bedenkingen|openstaande vragen|twijfels|zorgen / vragen|~open punten|~aandachtspunt",
    },
    Table.RISKS: {
        "kind": "soort|type|risico of aanname|aard|~klasse",
        "category": "categorie|gebied|risicocategorie|domein|~thema|~groep|~klasse|~rubriek",
        "description": "omschrijving|risico|beschrijving|risico / aanname|wat kan er misgaan|aanname|punt|gebeurtenis|kwestie|probleem|wat kan er gebeuren|risico-omschrijving|open vraag|vraag|knelpunt|~titel|~onderwerp|~naam|~wat|~risico's",
        "owner": "eigenaar|verantwoordelijke|actiehouder|wie|risico-eigenaar|trekker|verantwoordelijk|risicohouder|~persoon|~toegewezen aan|~door",
        "response": "maatregel|maatregelen|beheersmaatregel|beheersmaatregelen|reactie|actie|acties|aanpak|mitigatie|wat doen we|tegenmaatregel|oplossing|antwoord|hoe beheersen we|~plan|~opmerking|~beheersing",
        "due": "deadline|datum|uiterlijk|herzien op|evaluatiedatum|wanneer|streefdatum|voor|volgende beoordeling|opvolgdatum|beoordelen op|~termijn",
        "status": "status|stand|open/gesloten|open / gesloten|stand van zaken|~gesloten",
    },
}

IGNORED = {
    Table.TIMELINE: "nr|nr.|no|#|id|nummer|volgnr|volgnummer|ref|code|prioriteit|prio|belang|urgentie|kosten|budget|prijs|bedrag|locatie|waar|plaats|deelnemers|met wie|aanwezigen|betrokkenen|aangemaakt|aangemaakt op|gemaakt op|datum aangemaakt|ingediend op|datum invoer|ingevoerd op|datum actie|vergaderdatum|datum overleg|oorspronkelijke datum|oorspronkelijk|oorspronkelijke deadline|oude datum|baseline|werkelijk|werkelijke datum|werkelijke einddatum|werkelijke start|feitelijk|afgerond op|gereedgemeld|gereedgemeld op|gesloten op|datum afgerond|afwijking|afwijking (dagen)|vertraging|verschil|gewijzigd|gewijzigd op|laatst gewijzigd|gewicht|weging|inspanning|uren|labels|tags|waarom|reden|doel|a|c|i|s|raci|geraadpleegd|geïnformeerd|goedkeurder|niveau|dag|speling|vervanger|ondersteuning|overleg|kleur",
    Table.STAKEHOLDERS: "nr|nr.|#|id|telefoon|tel|tel.|telefoonnummer|mobiel|toestel|locatie|kantoor|vestiging|plaats|adres|laatste contact|laatste gesprek|laatst gesproken|linkedin|taal|leidinggevende|rapporteert aan|vervanger|opmerking|opmerkingen|notities|onze contactpersoon|beschikbaarheid",
    Table.RISKS: "nr|nr.|#|id|ref|kans|waarschijnlijkheid|impact|gevolg|gevolgen|ernst|score|risicoscore|niveau|k|i|kxi|k x i|prioriteit|gemeld door|gemeld op|datum gemeld|geïdentificeerd op|kosten|trend|oorzaak|effect|beoordeling|opmerking|opmerkingen|gesloten op",
}

VALUES = {
    Status: {
        Status.NOT_STARTED: "niet gestart|niet begonnen|te doen|open|openstaand|gepland|nieuw|nog te doen|nog niet gestart|nog niet begonnen|nee|aankomend|nog starten|nog niet|toekomstig",
        Status.IN_PROGRESS: "in uitvoering|lopend|bezig|gestart|begonnen|onderhanden|mee bezig|deels|in behandeling|loopt|vertraagd|actief|op schema|in review|te laat|risico|onderweg",
        Status.BLOCKED: "geblokkeerd|wacht|wachtend|on hold|gepauzeerd|stilgelegd|in de wacht|aangehouden|stagneert|wacht op klant|vastgelopen",
        Status.DONE: "gereed|klaar|afgerond|gedaan|voltooid|afgehandeld|gesloten|ja|x|ok|akkoord|opgeleverd|getekend|uitgevoerd|compleet",
        Status.NOT_NEEDED: "niet nodig|vervallen|vervalt|n.v.t.|nvt|geannuleerd|overgeslagen|niet van toepassing|geschrapt|ingetrokken|uitgesteld",
    },
    Side: {
        Side.BUYER: "koper|klant|afnemer|opdrachtgever|jullie|klantzijde|u|de klant|klantteam",
        Side.SELLER: "verkoper|leverancier|aanbieder|opdrachtnemer|wij|ons|onze kant|de leverancier|intern|consultant|partner",
        Side.BOTH: "beide|samen|gezamenlijk|allebei|iedereen|beide partijen|klant en leverancier|allen|klant/leverancier",
    },
    Role: {
        Role.ECONOMIC_BUYER: "economische koper|budgethouder|sponsor|beslisser|opdrachtgever|budgeteigenaar|economische beslisser|budgetverantwoordelijke",
        Role.CHAMPION: "champion|ambassadeur|voorvechter|pleitbezorger|projectleider klant|voortrekker|kartrekker|projectleider",
        Role.TECHNICAL_EVALUATOR: "technisch beoordelaar|technisch|it|ict|techniek|technische beoordelaar|architect|technische toetsing",
        Role.END_USER: "eindgebruiker|gebruiker|gebruikers|kerngebruiker|sleutelgebruiker|key-user|key user",
        Role.PROCUREMENT: "inkoop|inkoper|inkoopafdeling|aanbesteding",
        Role.LEGAL: "juridisch|juridische zaken|jurist|juriste|advocaat|bedrijfsjurist",
        Role.SECURITY: "beveiliging|informatiebeveiliging|security|privacy|functionaris gegevensbescherming|fg|ciso|it-beveiliging",
        Role.FINANCE: "financiën|financien|controller|control|finance|boekhouding|administratie|cfo|financieel",
        Role.OTHER: "overig|overige|anders|verkoop|presales|projectmanager|customer success|adviseur|implementatie|accountmanager|consultant|beïnvloeder|directie|waarnemer|hr",
    },
    DecisionPower: {
        DecisionPower.DECIDER: "beslisser|beslist|hoog|groot|sterk|tekenbevoegd|zeer hoog|tekent",
        DecisionPower.INFLUENCER: "beïnvloeder|adviseert|midden|gemiddeld|adviseur|middel|beïnvloedt",
        DecisionPower.BLOCKER: "blokkeerder|veto|poortwachter|kan blokkeren|vetorecht",
        DecisionPower.USER: "gebruiker|laag|klein|geen|beperkt",
    },
    Engagement: {
        Engagement.NOT_CONTACTED: "niet benaderd|onbekend|geen contact|koud|nog niet gesproken",
        Engagement.AWARE: "geïnformeerd|neutraal|op de hoogte|benaderd|afwachtend|lauw|bekend",
        Engagement.ENGAGED: "betrokken|actief|geïnteresseerd|meewerkend",
        Engagement.SUPPORTIVE: "positief|voorstander|ondersteunend|steunt|enthousiast|voor|zeer positief",
        Engagement.OPPOSED: "tegen|negatief|tegenstander|sceptisch|kritisch|terughoudend|weerstand",
    },
    RiskKind: {
        RiskKind.RISK: "risico|r|bedreiging|probleem|knelpunt",
        RiskKind.ASSUMPTION: "aanname|veronderstelling|a|uitgangspunt|afhankelijkheid",
        RiskKind.OPEN_QUESTION: "open vraag|vraag|open punt|v|openstaande vraag|uit te zoeken",
    },
    RiskCategory: {
        RiskCategory.BUDGET: "budget|financieel|kosten|financiën",
        RiskCategory.COMPETITIVE: "concurrentie|concurrent|markt",
        RiskCategory.ORGANIZATIONAL: "organisatie|organisatorisch|mensen|middelen|politiek|capaciteit|personeel",
        RiskCategory.TECHNICAL: "technisch|techniek|integratie|it|data|beveiliging|systemen|koppelingen",
        RiskCategory.OTHER: "overig|juridisch|planning|extern|contract|anders|tijd|leverancier|wetgeving",
    },
    RiskStatus: {
        RiskStatus.OPEN: "open|nieuw|actief|lopend|volgen|openstaand|bewaken|in behandeling|monitoren",
        RiskStatus.MITIGATED: "beheerst|onder controle|beperkt|gemitigeerd|verminderd",
        RiskStatus.ACCEPTED: "geaccepteerd|aanvaard",
        RiskStatus.CLOSED: "gesloten|opgelost|afgehandeld|beantwoord|afgerond|vervallen",
    },
}

TABS = {
    Table.TIMELINE: "plan|planning|tijdlijn|actielijst|actieplan|mijlpalen|projectplan|gezamenlijk plan|taken|draaiboek|plan van aanpak|actiepunten|stappenplan|acties|implementatieplan|takenlijst|gezamenlijk actieplan",
    Table.STAKEHOLDERS: "stakeholders|betrokkenen|contactpersonen|personen|team|projectteam|belanghebbenden|contacten|deelnemers",
    Table.RISKS: "risico's|risicos|risicoregister|risico's en aannames|open punten|risicolog|risicolijst|aandachtspunten|knelpunten|open vragen",
}

TOP = {
    "go_live": "livegang|go-live|ingebruikname|datum livegang|lancering|live|startdatum productie|geplande livegang|in productie|inproductiename|beoogde livegang|live datum|livegangsdatum|in gebruik per|go-live datum|streefdatum livegang|live per|lanceerdatum|go live",
    "why": "waarom deze datum|reden van de datum|waarom nu|aanleiding|waarom dan|reden voor deze datum|waarom op die datum",
    "objective": "doel|doelstelling|doelstellingen|gezamenlijk doel|zakelijk doel|beoogd resultaat|doelen|bedrijfsdoel|projectdoel|ambitie|wat levert het op|gewenst resultaat|wat we willen bereiken",
    "metrics": "succescriteria|kpi's|kpi|kpis|succesmaatstaven|meetpunten|indicatoren|maatstaven|succesfactoren|succesindicatoren|meetbare doelen|succescriterium",
    "cost_of_inaction": "kosten van niets doen|kosten van uitstel|kosten van stilstand|als we niets doen|kosten van wachten|wat kost niets doen|prijs van niets doen|kosten bij niets doen",
    "acknowledged_by": "gezien door|bevestigd door|akkoord door",
}

DATE_STAGES = {
    "now": "herziene|herzien|nieuwe|nieuw|verwachte|verwacht|huidige|prognose|bijgestelde|bijgesteld|actuele|toegezegde|toegezegd",
    "planned": "geplande|gepland|streef|plan|beoogde|planning",
    "original": "oorspronkelijke|oorspronkelijk|oude|baseline|eerste|initiële|origineel|originele",
    "actual": "werkelijke|werkelijk|feitelijke|afgerond|gesloten|voltooid|realisatie|gereedgemeld|gerealiseerd",
    "created": "aangemaakt|gemaakt|ingevoerd|invoer|gewijzigd|ingediend|geopend|laatste|laatst|vergadering|overleg|gemeld|ontstaan",
}

TOTALS = "totaal|totalen|som|subtotaal|aantal|gemiddelde"
EXAMPLES = "voorbeeld|bijv.|bv.|instructie|instructies"
MONTHS = "januari jan|februari feb|maart mrt maa|april apr|mei|juni jun|juli jul|augustus aug|september sep sept|oktober okt|november nov|december dec"
WEEKDAYS = "maandag ma|dinsdag di|woensdag wo|donderdag do|vrijdag vr|zaterdag za|zondag zo"
WEEKS = "week|wk"
UNDECIDED = "nader te bepalen|ntb|n.t.b.|tbd|zsm|z.s.m.|asap|n.v.t.|?|doorlopend|nog te bepalen"
UNITS = "dag dagen d werkdagen wd week weken wk maand maanden u uur uren"
