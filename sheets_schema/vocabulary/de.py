"""The words people use in German plans; the form is that of `sheets_schema.vocabulary`."""

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
        "workstream": "arbeitsstrang|workstream|phase|projektphase|bereich|themenfeld|arbeitspaket|teilprojekt|strang|abschnitt|themenbereich|handlungsfeld|block|gewerk|~thema|~kategorie|~gruppe|~kapitel|~meilenstein|~liste|~bucket|~bucketname|~modul|~etappe|~stufe|~ziel",
        "name": "meilenstein|meilensteine|aufgabe|aufgaben|pendenz|pendenzen|vorgang|vorgangsname|aktivität|aktivitäten|schritt|schritte|tätigkeit|maßnahme|massnahme|maßnahmen|to-do|todo|was|arbeitsschritt|nächster schritt|aktion|vorgangsbezeichnung|aufgabenname|arbeitspaketname|was ist zu tun|was muss passieren|zu erledigen|prüfpunkt|ergebnis|lieferobjekt|projektschritt|~bezeichnung|~titel|~beschreibung|~punkt|~thema|~name|~position|~ereignis|~kurzbeschreibung|~gegenstand|~betreff|~inhalt",
        "owner": "verantwortlich|verantwortliche|verantwortlicher|verantwortliche person|zuständig|zuständige|zuständiger|wer|bearbeiter|bearbeiterin|bearbeiter/in|zugewiesen an|zugeordnet|ansprechpartner|owner|federführung|umsetzer|ressource|ressourcennamen|beauftragter|durchführung|~erledigt durch|umsetzung durch|bearbeitung|federführend|kümmerer|verantw.|verantw|zust.|~person|~personen|~durch|~zuständigkeit|~verantwortung|~verantwortlichkeit|~ressourcen|~kontakt|~name|~leitung|~beteiligte",
        "side": "seite|partei|kunde/anbieter|wir/kunde|wir / sie|wir/ihr|kunde / lieferant|auftraggeber/auftragnehmer|ag/an|~firma|~unternehmen|~organisation|~team|~wer ist dran|~verantwortlich|~zuständigkeit",
        "start": "start|beginn|anfang|startdatum|starttermin|anfangstermin|geplanter beginn|geplanter start|start geplant|beginn geplant|soll-start|soll-beginn|start (soll)|beginn am|ab|~von",
        "due": "fällig|fällig am|fälligkeit|fälligkeitsdatum|termin|frist|ende|fertig stellen|fertigstellen|enddatum|endtermin|bis|bis wann|zieltermin|deadline|wann|zieldatum|fertig bis|fertigstellung|fertigstellungstermin|geplantes ende|ende geplant|soll-ende|soll-termin|solltermin|ende (soll)|zu erledigen bis|erledigen bis|neuer termin|aktueller termin|prognose|plan-termin|plantermin|geplant|zugesagt|zugesagter termin|abgabe|stichtag|kw|kalenderwoche|neues datum|voraussichtlich|forecast|~datum|~woche|~monat|~zeitraum|~zeitpunkt|~tag|~abschluss",
        "status": "status|stand|fortschritt|zustand|erledigt|erledigt?|fertig|ampel|% abgeschlossen|prozent abgeschlossen|fertigstellungsgrad|erledigungsgrad|erfüllungsgrad|umsetzungsgrad|abgeschlossen|bearbeitungsstand|bearbeitungsstatus|aktueller stand|umsetzungsstand|ok|ok?|✓|✔|☑|erfüllt|fertig?|~%|~haken|~prozent|~abgehakt|~erl.|~grad",
        "confirmed_by": "bestätigt von|bestätigt durch|freigegeben von|freigabe durch|freigegeben durch|freigabe|abgestimmt mit|abgenommen von|abnahme durch|abgenommen durch|abnahme|bestätigt|genehmigt von|genehmigt durch|vereinbart mit|kunde bestätigt|zugestimmt|bestätigung|gegengezeichnet|unterschrift|geprüft von|~zustimmung|~prüfer",
        "evidence": "nachweis|nachweise|beleg|belege|link|links|dokument|dokumente|anlage|anlagen|unterlagen|ablage|protokoll|verweis|datei|ablageort|nachweis / link|beweis|anhang|~ergebnis|~ergebnisse|~quelle|~arbeitsergebnis",
        "notes": "notizen|notiz|bemerkung|bemerkungen|kommentar|kommentare|anmerkung|anmerkungen|hinweis|hinweise|erläuterung|anmerkung / kommentar|zusatzinfo|sachstand|info|rückmeldung|~wie|~details|~beschreibung|~sonstiges|~nächste schritte|~infos",
        "duration": "dauer|dauer (at)|dauer (tage)|dauer in tagen|arbeitstage|tage|at|dauer at|dauer in at|werktage|laufzeit|bearbeitungszeit|~aufwand (tage)|~wochen|~pt",
        "dependency": "abhängigkeit|abhängigkeiten|abhängig von|vorgänger|voraussetzung|voraussetzungen|wartet auf|vorgänger-nr|vorg.|vorbedingung|nach|~benötigt|~blockiert durch|~setzt voraus",
    },
    Table.STAKEHOLDERS: {
        "name": "name|vor- und nachname|person|ansprechpartner|ansprechperson|kontakt|kontaktperson|stakeholder|beteiligte|vorname name|name, vorname|wer|teilnehmer|~mitarbeiter|~personen",
        "email": "e-mail|email|mail|e-mail-adresse|mailadresse|mail-adresse",
        "side": "seite|firma|unternehmen|organisation|partei|gesellschaft|kunde/anbieter|~team|~zugehörigkeit|~von",
        "role": "rolle|rolle im projekt|projektrolle|rolle in der entscheidung|rolle im entscheidungsprozess|buying-rolle|entscheidungsrolle|rolle im kaufprozess|funktion im projekt|buying center|~typ|~funktion|~aufgabe",
        "title": "titel|position|jobtitel|stelle|berufsbezeichnung|dienststellung|funktion|position / abteilung|~tätigkeit|~abteilung|~bereich|~abteilung / funktion",
        "power": "entscheidungsmacht|macht|einfluss|einfluß|entscheidungsbefugnis|entscheidungskompetenz|einflussgrad|stimmgewicht|~gewicht|~bedeutung|~entscheider|~relevanz",
        "engagement": "einstellung|haltung|engagement|beziehung|unterstützung|stimmung|position zum projekt|haltung zum projekt|beziehungsstatus|einbindung|~status|~interesse|~kontaktstand",
        "cares_about": "interessen|interesse|wichtig ist|was ist wichtig|worauf es ankommt|anliegen|motivation|ziele|prioritäten|erwartungen|erwartung|nutzen|bedürfnisse|was ihm wichtig ist|treiber|~fokus|~verantwortung|~themen|~schwerpunkt",
        "questions": "offene fragen|fragen|bedenken|einwände|frage|sorgen|vorbehalte|offene punkte|fragen / bedenken|~klärungsbedarf|~befürchtungen",
    },
    Table.RISKS: {
        "kind": "art|typ|~risiko / annahme|~risiko/annahme|eintragsart|~klasse",
        "category": "kategorie|bereich|risikokategorie|themenfeld|risikobereich|~thema|~klasse|~gruppe|~feld",
        "description": "beschreibung|risiko|risikobeschreibung|was kann passieren|was kann schiefgehen|punkt|annahme|thema|risiko / annahme|sachverhalt|bezeichnung|offene frage|offener punkt|problem|~titel|~ereignis|~name|~was|~inhalt|~risiken|~gefahr|~stolperstein",
        "owner": "verantwortlich|verantwortlicher|zuständig|wer|owner|risikoeigner|risikoverantwortlicher|bearbeiter|eigentümer|risikoinhaber|~person|~ansprechpartner|~durch",
        "response": "maßnahme|massnahme|maßnahmen|gegenmaßnahme|gegenmassnahme|gegenmaßnahmen|reaktion|behandlung|antwort|was wir tun|vorgehen|umgang|lösung|plan b|~plan|~aktion|~nächster schritt|~vorsorge|~mitigation",
        "due": "fällig|fällig am|termin|bis|bis wann|frist|wiedervorlage|prüftermin|überprüfung am|deadline|zu klären bis|klären bis|nächste prüfung|~datum|~wann",
        "status": "status|stand|zustand|offen/geschlossen|erledigt|bearbeitungsstand|~ampel|~offen",
    },
}

IGNORED = {
    Table.TIMELINE: "nr|nr.|lfd. nr.|lfd nr|lfd.nr.|#|id|nummer|psp|psp-code|kennung|pos|pos.|priorität|prio|wichtigkeit|dringlichkeit|kosten|budget|preis|betrag|aufwand|aufwand (pt)|personentage|ort|wo|raum|teilnehmer|mit wem|beteiligte|mitwirkung|mitwirkende|erstellt|erstellt am|angelegt|angelegt am|erfasst|erfasst am|eröffnet|gemeldet am|ursprünglicher termin|urspr. termin|ursprünglich|ursprungstermin|alter termin|basisplan|baseline|ist|ist-termin|ist-ende|ist-start|ist-datum|tatsächlich|tatsächliches ende|erledigt am|abgeschlossen am|abgeschlossen|abweichung|abweichung (tage)|verzug|differenz|geändert am|zuletzt geändert|letzte änderung|gewichtung|tags|schlagworte|warum|grund|begründung|zweck|ebene|gliederungsebene|a|c|i|s|v|d|m|puffer|wochentag|unterstützung|unterstützt durch|vertretung|info an|eskalation|besprechung|sitzung",
    Table.STAKEHOLDERS: "nr|nr.|lfd. nr.|#|id|telefon|tel|tel.|telefonnummer|mobil|handy|durchwahl|standort|ort|adresse|letzter kontakt|letztes gespräch|zuletzt gesprochen|vertretung|stellvertretung|linkedin|sprache|geburtstag|anrede|vorgesetzter|bemerkung|bemerkungen|notizen|kommentar|betreuer|unser kontakt",
    Table.RISKS: "nr|nr.|lfd. nr.|#|id|eintrittswahrscheinlichkeit|wahrscheinlichkeit|auswirkung|auswirkungen|schaden|schadenshöhe|schadensausmaß|bewertung|risikowert|risikozahl|score|ew|p|a|w|priorität|prio|gemeldet von|gemeldet am|erfasst am|erkannt am|kosten|trend|folge|folgen|ursache|rang|klasse|bemerkung|kommentar|stufe|eingetragen am|geschlossen am",
}

VALUES = {
    Status: {
        Status.NOT_STARTED: "nicht begonnen|offen|geplant|ausstehend|neu|noch offen|zu erledigen|nicht gestartet|noch nicht begonnen|steht aus|vorgesehen|nein|bevorstehend|zu tun|anstehend",
        Status.IN_PROGRESS: "in arbeit|läuft|laufend|begonnen|in bearbeitung|gestartet|angefangen|teilweise|in prüfung|in umsetzung|aktiv|in klärung|in abstimmung|verzögert|verspätet|überfällig|im plan|kritisch|gefährdet|im gange",
        Status.BLOCKED: "blockiert|wartet|angehalten|pausiert|gestoppt|zurückgestellt|auf eis|hängt|ruht|wartend|wartet auf kunde|wartet auf kunden|hakt",
        Status.DONE: "erledigt|fertig|abgeschlossen|ja|x|ok|beendet|umgesetzt|erfüllt|fertiggestellt|freigegeben|abgenommen|unterschrieben|done|gemacht",
        Status.NOT_NEEDED: "entfällt|nicht nötig|nicht erforderlich|gestrichen|storniert|abgebrochen|entfallen|verworfen|nicht notwendig|nicht zutreffend|n. z.|abgesagt|hinfällig",
    },
    Side: {
        Side.BUYER: "käufer|kunde|auftraggeber|ag|kundenseite|ihr|sie|käuferseite|besteller|seite kunde|kundenteam",
        Side.SELLER: "verkäufer|anbieter|lieferant|auftragnehmer|an|wir|dienstleister|hersteller|anbieterseite|unsere seite|verkäuferseite|partner|berater|vertrieb",
        Side.BOTH: "beide|gemeinsam|alle|beide seiten|ag/an|kunde und anbieter|zusammen|wir beide|gemeinschaftlich",
    },
    Role: {
        Role.ECONOMIC_BUYER: "wirtschaftlicher entscheider|wirtschaftlicher käufer|budgetverantwortlicher|budgetverantwortliche|sponsor|projektsponsor|auftraggeber|entscheider|entscheiderin|geschäftsführung|wirtschaftliche entscheiderin|budgetgeber",
        Role.CHAMPION: "champion|fürsprecher|fürsprecherin|förderer|coach|projektleitung|projektleiter|projektleiterin|unterstützer|befürworter|treiber|treiberin",
        Role.TECHNICAL_EVALUATOR: "technischer bewerter|technischer prüfer|technische prüfung|technik|it|technischer evaluator|it-leitung|fachprüfer|technische bewertung|it-leiter|edv|architekt",
        Role.END_USER: "endanwender|endanwenderin|anwender|anwenderin|endnutzer|nutzer|nutzerin|key-user|keyuser|key user|fachbereich|benutzer",
        Role.PROCUREMENT: "einkauf|beschaffung|einkäufer|einkäuferin|vergabestelle",
        Role.LEGAL: "recht|rechtsabteilung|jurist|juristin|justiziar|justiziarin|vertragsprüfung|juristisch",
        Role.SECURITY: "sicherheit|it-sicherheit|informationssicherheit|datenschutz|datenschutzbeauftragter|datenschutzbeauftragte|isb|dsb",
        Role.FINANCE: "finanzen|controlling|kaufmännische leitung|buchhaltung|finanzleitung|finanzabteilung|rechnungswesen|kaufmännisch",
        Role.OTHER: "sonstige|sonstiges|andere|vertrieb|account executive|kundenbetreuung|kundenerfolg|projektmanagement|betriebsrat|berater|beraterin|presales|customer success|geschäftsleitung|beobachter",
    },
    DecisionPower: {
        DecisionPower.DECIDER: "entscheider|entscheiderin|entscheidet|hoch|groß|stark|unterzeichner|sehr hoch",
        DecisionPower.INFLUENCER: "beeinflusser|mittel|empfiehlt|berät|einflussnehmer|beeinflusst|berater",
        DecisionPower.BLOCKER: "blockierer|veto|torwächter|kann blockieren|vetorecht|bremser",
        DecisionPower.USER: "anwender|nutzer|gering|niedrig|klein|keine|schwach|kein",
    },
    Engagement: {
        Engagement.NOT_CONTACTED: "nicht kontaktiert|unbekannt|kein kontakt|noch nicht gesprochen|kalt|offen",
        Engagement.AWARE: "informiert|neutral|kennt das projekt|kontaktiert|abwartend|unentschieden|lauwarm",
        Engagement.ENGAGED: "eingebunden|aktiv|engagiert|interessiert|beteiligt",
        Engagement.SUPPORTIVE: "unterstützend|positiv|befürworter|dafür|fürsprecher|wohlwollend|unterstützer|aufgeschlossen|unterstützt|offen für neues",
        Engagement.OPPOSED: "ablehnend|negativ|dagegen|skeptisch|kritisch|gegner|zurückhaltend|lehnt ab|skeptiker",
    },
    RiskKind: {
        RiskKind.RISK: "risiko|r|gefahr|problem",
        RiskKind.ASSUMPTION: "annahme|voraussetzung|a|abhängigkeit|prämisse",
        RiskKind.OPEN_QUESTION: "offene frage|frage|offener punkt|klärung|f|zu klären",
    },
    RiskCategory: {
        RiskCategory.BUDGET: "budget|finanziell|kosten|geld|finanzen|kaufmännisch|wirtschaftlich",
        RiskCategory.COMPETITIVE: "wettbewerb|konkurrenz|markt|mitbewerber",
        RiskCategory.ORGANIZATIONAL: "organisatorisch|organisation|personal|ressourcen|politisch|kapazität|menschen|akzeptanz",
        RiskCategory.TECHNICAL: "technisch|technik|it|integration|daten|sicherheit|schnittstellen|system",
        RiskCategory.OTHER: "sonstiges|sonstige|andere|rechtlich|termin|termine|recht|zeit|zeitplan|extern|vertrag|lieferant",
    },
    RiskStatus: {
        RiskStatus.OPEN: "offen|neu|aktiv|in arbeit|beobachten|laufend|in bearbeitung|ungeklärt|in klärung|in beobachtung|überwacht",
        RiskStatus.MITIGATED: "gemindert|unter kontrolle|reduziert|abgemildert|beherrscht|entschärft",
        RiskStatus.ACCEPTED: "akzeptiert|getragen|hingenommen",
        RiskStatus.CLOSED: "geschlossen|erledigt|gelöst|beantwortet|abgeschlossen|geklärt|behoben|eingetreten",
    },
}

TABS = {
    Table.TIMELINE: "zeitplan|plan|projektplan|maßnahmenplan|massnahmenplan|aktionsplan|meilensteine|terminplan|aufgaben|gemeinsamer plan|aufgabenliste|offene punkte liste|ablaufplan|einführungsplan|ablauf|maßnahmen|fahrplan|todo-liste|aktivitäten",
    Table.STAKEHOLDERS: "stakeholder|beteiligte|ansprechpartner|personen|kontakte|projektteam|team|ansprechpersonen|buying center|projektbeteiligte",
    Table.RISKS: "risiken|risikoliste|risikoregister|risiken und annahmen|offene punkte|offene fragen|risikomanagement|risiken & annahmen|themenspeicher",
}

TOP = {
    "go_live": "produktivstart|go-live|go live|livegang|starttermin|inbetriebnahme|produktivsetzung|go-live-termin|geplanter produktivstart|liveschaltung|systemstart|einführungstermin|zieltermin go-live|echtbetrieb ab|produktivgang|go-live-datum|start echtbetrieb|echtstart|echtbetrieb|produktivtermin|geplanter go-live",
    "why": "warum dieses datum|warum dieser termin|grund für den termin|warum jetzt|anlass|terminbegründung|warum bis dann|auslöser|warum zu diesem termin|termin, weil|grund des termins",
    "objective": "ziel|projektziel|zielsetzung|geschäftsziel|gemeinsames ziel|ziele|zweck|unser ziel|angestrebtes ergebnis|was wir erreichen wollen|gewünschtes ergebnis|was wir wollen",
    "metrics": "erfolgskriterien|erfolgskennzahlen|kennzahlen|messgrößen|kpis|kpi|woran wir erfolg messen|kennzahl|erfolgskriterium|messbare ziele|messgröße|erfolgsmessung|erfolgskennzahl|woran wir es messen|messbar an|zielwerte",
    "cost_of_inaction": "kosten des nichtstuns|kosten des nichthandelns|kosten der verzögerung|kosten ohne projekt|was kostet nichtstun|kosten des abwartens|kosten bei nichtstun|folgen des nichtstuns|wenn wir nichts tun|kosten des stillstands",
    "acknowledged_by": "zur kenntnis genommen von|bestätigt von|freigegeben von",
}

DATE_STAGES = {
    "now": "neu|neuer|neues|prognose|forecast|aktuell|aktueller|aktuelles|zugesagt|zugesagter|voraussichtlich|erwartet|revidiert|verschoben|angepasst|derzeit",
    "planned": "plan|geplant|geplanter|geplantes|soll|ziel|vorgesehen",
    "original": "ursprünglich|ursprünglicher|ursprüngliches|urspr|alt|alter|altes|basis|basisplan|baseline|erster|original",
    "actual": "ist|tatsächlich|tatsächlicher|tatsächliches|erledigt|abgeschlossen|beendet|fertig",
    "created": "erstellt|angelegt|erfasst|eröffnet|gemeldet|geändert|aufgenommen|sitzung|besprechung|eingetragen|letzte",
}

TOTALS = "summe|gesamt|zwischensumme|gesamtsumme|insgesamt|anzahl|durchschnitt|total"
EXAMPLES = "beispiel|z. b.|z.b.|anleitung|ausfüllhilfe|bsp|bsp."
MONTHS = "januar jan jänner|februar feb|märz mär mrz|april apr|mai|juni jun|juli jul|august aug|september sep sept|oktober okt|november nov|dezember dez"
WEEKDAYS = "montag mo|dienstag di|mittwoch mi|donnerstag do|freitag fr|samstag sa sonnabend|sonntag so"
WEEKS = "kw|woche"
UNDECIDED = "offen|tbd|unklar|noch offen|n.n.|asap|sofort|laufend|tba"
UNITS = "tag tage t at werktage arbeitstage woche wochen wo monat monate std stunde stunden"
