"""The words people use in Italian plans; the form is that of `sheets_schema.vocabulary`."""

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
        "workstream": "filone|flusso di lavoro|fase|fase del progetto|ambito|area|cantiere|pacchetto di lavoro|workstream|stream|blocco|macroattività|~tema|~categoria|~gruppo|~sezione|~modulo|~lista|~nome bucket|~bucket|~pietra miliare|~tappa|~argomento|~obiettivo",
        "name": "milestone|pietra miliare|attività|tappa|tappe|compito|compiti|azione|azioni|passo|passi|passaggio|cosa|cosa fare|da fare|~consegna|deliverable|nome attività|prossimo passo|azione da svolgere|punto di azione|adempimento|che cosa|task|fase / attività|~descrizione|~nome|~titolo|~oggetto|~argomento|~evento|~voce|~passaggi|~punto|~dettaglio",
        "owner": "responsabile|responsabili|referente|referenti|assegnato a|chi|incaricato|proprietario|a cura di|a carico di|persona responsabile|titolare|assegnatario|in carico a|resp.|nomi risorse|responsabile azione|esecutore|~persona|~risorsa|~risorse|~contatto|~nome|~da|~chi fa",
        "side": "parte|lato|cliente/fornitore|noi/voi|noi / voi|cliente / fornitore|di chi|~azienda|~società|~squadra|~organizzazione|~team|~responsabile|~chi",
        "start": "inizio|data inizio|data di inizio|avvio|comincia|inizio previsto|data avvio|partenza|inizio pianificato|~dal",
        "due": "scadenza|data di scadenza|data scadenza|termine|fine|data fine|data di fine|entro|entro il|entro quando|quando|data prevista|data obiettivo|data di consegna|consegna|~completamento|data target|fine prevista|nuova data|data rivista|scadenza aggiornata|previsione|data concordata|data pianificata|termine previsto|nuova scadenza|scadenza prevista|~data di completamento|data impegnata|deadline|~data|~prevista|~settimana|~mese|~giorno|~calendario|~al|~conclusione",
        "status": "stato|esito|avanzamento|fatto|fatto?|completato|completato?|% completamento|% avanzamento|stato avanzamento|semaforo|progresso|ok|ok?|situazione|✓|✔|☑|stato di avanzamento|concluso|svolto|% completata|~%|~percentuale|~colore|~spunta",
        "confirmed_by": "confermato da|confermata da|approvato da|validato da|concordato con|accettato da|approvazione|firmato da|confermato|benestare|visto|conferma cliente|conferma di|verificato da|validazione|approvata da|~accordo|~firma",
        "evidence": "evidenza|evidenze|prova|prove|link|collegamento|documento|documenti|allegato|allegati|verbale|file|riferimento documento|documentazione|riscontro|~fonte|~materiale|~consegne",
        "notes": "note|nota|commento|commenti|osservazione|osservazioni|annotazioni|informazioni|ultimo commento|avvertenze|~come|~dettagli|~descrizione|~prossimi passi|~varie",
        "duration": "durata|durata (giorni)|giorni|giorni lavorativi|durata in giorni|gg|durata (gg)|n. giorni|gg lavorativi|tempo|~impegno (gg)|~settimane",
        "dependency": "dipendenza|dipendenze|dipende da|predecessore|predecessori|prerequisito|prerequisiti|dopo|bloccato da|vincolo|propedeuticità|~richiede|~in attesa di",
    },
    Table.STAKEHOLDERS: {
        "name": "nome|nome e cognome|nominativo|persona|contatto|referente|stakeholder|partecipante|chi|cognome e nome|interlocutore|~membro|~parti interessate",
        "email": "e-mail|email|mail|posta elettronica|indirizzo e-mail|indirizzo email|indirizzo mail",
        "side": "parte|lato|azienda|società|organizzazione|ente|cliente/fornitore|~squadra|~team|~impresa",
        "role": "ruolo|ruolo nella decisione|ruolo nel progetto|ruolo decisionale|ruolo d'acquisto|ruolo nell'acquisto|tipo di stakeholder|ruolo nel processo|~tipo",
        "title": "qualifica|ruolo aziendale|ruolo in azienda|titolo|posizione|mansione|funzione|carica|incarico|posizione aziendale|~reparto|~ufficio|~dipartimento",
        "power": "potere|potere decisionale|influenza|livello di influenza|autorità|peso decisionale|grado di influenza|~peso|~livello|~decisore|~importanza",
        "engagement": "coinvolgimento|atteggiamento|posizione verso il progetto|relazione|sostegno|disposizione|orientamento|livello di coinvolgimento|grado di coinvolgimento|supporto|propensione|~stato|~rapporto",
        "cares_about": "interessi|interesse|priorità|motivazione|motivazioni|aspettative|esigenze|cosa gli interessa|cosa conta|obiettivi|cosa gli sta a cuore|aspettativa|cosa interessa|bisogni|~responsabilità|~focus|~tiene a",
        "questions": "domande|domande aperte|dubbi|obiezioni|preoccupazioni|perplessità|questioni aperte|punti aperti|timori|~quesiti|~riserve",
    },
    Table.RISKS: {
        "kind": "tipo|genere|rischio o ipotesi|tipologia|natura|~classe",
        "category": "categoria|area|ambito|categoria di rischio|famiglia|~tema|~tipologia|~gruppo",
        "description": "descrizione|rischio|rischio / ipotesi|descrizione del rischio|cosa può succedere|ipotesi|punto|evento|problema|questione|cosa può andare storto|domanda|rischio individuato|~titolo|~nome|~oggetto|~cosa|~rischi|~ostacolo|~dettaglio",
        "owner": "responsabile|titolare|referente|chi|proprietario|a cura di|assegnato a|responsabile del rischio|titolare del rischio|~persona|~in carico a",
        "response": "risposta|contromisura|contromisure|mitigazione|piano di mitigazione|misura|misure|azione|azioni|cosa facciamo|trattamento|azione correttiva|piano di risposta|soluzione|azione di mitigazione|azioni di mitigazione|contenimento|~piano|~commento|~controllo",
        "due": "scadenza|entro|data di revisione|revisione|quando|termine|prossima verifica|da risolvere entro|data obiettivo|verifica il|~data",
        "status": "stato|situazione|aperto/chiuso|aperto / chiuso|esito|~chiuso",
    },
}

IGNORED = {
    Table.TIMELINE: "n.|n|nr|nr.|num.|#|id|numero|rif.|rif|codice|priorità|importanza|urgenza|costo|budget|prezzo|importo|quanto|quanto costa|luogo|dove|sede|partecipanti|con chi|presenti|coinvolti|creato|creato il|data di creazione|data creazione|data apertura|aperto il|inserito il|registrato il|data originale|scadenza originale|originale|data iniziale|iniziale|baseline|effettiva|effettivo|data effettiva|fine effettiva|inizio effettivo|reale|data reale|consuntivo|chiuso il|completato il|data chiusura|data di chiusura|concluso il|scostamento|scostamento (gg)|ritardo|differenza|modificato|ultima modifica|aggiornato il|peso|impegno|ore|etichette|tag|perché|motivo|ragione|scopo|a|c|i|s|raci|consultato|informato|approvatore|livello|giorno|margine|sostituto|supporto|riunione|colore",
    Table.STAKEHOLDERS: "n.|nr|nr.|#|id|telefono|tel|tel.|cellulare|interno|sede|ufficio|città|indirizzo|ultimo contatto|ultimo incontro|ultimo colloquio|linkedin|lingua|superiore|riporta a|sostituto|note|commenti|osservazioni|nostro contatto|disponibilità",
    Table.RISKS: "n.|nr|nr.|#|id|rif.|probabilità|prob.|impatto|gravità|punteggio|livello|esposizione|criticità|p|i|pxi|priorità|segnalato da|segnalato il|individuato il|data di apertura|aperto il|costo|tendenza|conseguenza|conseguenze|causa|effetto|valutazione|note|commenti|score|chiuso il",
}

VALUES = {
    Status: {
        Status.NOT_STARTED: "non iniziato|non iniziata|da fare|da iniziare|da avviare|in attesa di avvio|pianificato|previsto|nuovo|aperto|programmato|no|non avviato|da pianificare|futuro|non ancora iniziato",
        Status.IN_PROGRESS: "in corso|iniziato|avviato|in lavorazione|parziale|in revisione|in ritardo|attivo|nei tempi|in esecuzione|in svolgimento|in verifica|a rischio|avviata",
        Status.BLOCKED: "bloccato|bloccata|fermo|ferma|in attesa|sospeso|in pausa|in stallo|sospesa|in attesa cliente",
        Status.DONE: "fatto|fatta|completato|completata|finito|terminato|concluso|conclusa|chiuso|sì|si|x|ok|eseguito|evaso|consegnato|firmato|approvato|svolto|effettuato",
        Status.NOT_NEEDED: "non serve|non necessario|non applicabile|n/a|annullato|annullata|non richiesto|eliminato|saltato|cancellato|rinviato|non previsto",
    },
    Side: {
        Side.BUYER: "acquirente|cliente|voi|loro|lato cliente|committente|il cliente|compratore",
        Side.SELLER: "venditore|fornitore|noi|lato fornitore|partner|il fornitore|consulente|interno",
        Side.BOTH: "entrambi|insieme|congiunto|tutti|condiviso|tutti e due|entrambe|entrambe le parti|cliente e fornitore|cliente/fornitore|congiuntamente",
    },
    Role: {
        Role.ECONOMIC_BUYER: "decisore economico|acquirente economico|sponsor|responsabile del budget|decisore|committente|titolare del budget|approvatore|firmatario",
        Role.CHAMPION: "champion|promotore|promotrice|sostenitore|alleato|capo progetto interno|referente interno|sostenitrice|alleata",
        Role.TECHNICAL_EVALUATOR: "valutatore tecnico|valutatrice tecnica|tecnico|tecnica|it|sistemi informativi|informatica|architetto|ict",
        Role.END_USER: "utente finale|utente|utenti|utente chiave|utilizzatore|key user|utilizzatrice",
        Role.PROCUREMENT: "acquisti|ufficio acquisti|approvvigionamento|approvvigionamenti|gare|provveditorato",
        Role.LEGAL: "legale|ufficio legale|avvocato|affari legali|giuridico|avvocata",
        Role.SECURITY: "sicurezza|sicurezza informatica|protezione dei dati|dpo|privacy|cybersicurezza|sicurezza it",
        Role.FINANCE: "finanza|controllo di gestione|contabilità|cfo|ragioneria|amministrazione|finanziario",
        Role.OTHER: "altro|altra|commerciale|prevendita|project manager|capo progetto|customer success|consulente|implementazione|account|influenzatore|osservatore|risorse umane|direzione",
    },
    DecisionPower: {
        DecisionPower.DECIDER: "decisore|decide|alto|alta|forte|approva|molto alto|firma|elevato|elevata",
        DecisionPower.INFLUENCER: "influenzatore|raccomanda|medio|media|consigliere|influenza|consiglia|moderato",
        DecisionPower.BLOCKER: "bloccante|veto|può bloccare|oppositore|diritto di veto",
        DecisionPower.USER: "utente|basso|bassa|nessuno|utilizza|scarso",
    },
    Engagement: {
        Engagement.NOT_CONTACTED: "non contattato|sconosciuto|nessun contatto|freddo|mai incontrato",
        Engagement.AWARE: "informato|neutrale|neutro|contattato|a conoscenza|indeciso|tiepido",
        Engagement.ENGAGED: "coinvolto|coinvolta|attivo|interessato|partecipe|interessata",
        Engagement.SUPPORTIVE: "favorevole|a favore|sostenitore|positivo|sostiene|promotore|molto favorevole",
        Engagement.OPPOSED: "contrario|contro|negativo|scettico|ostile|cauto|detrattore|contraria|scettica|sfavorevole",
    },
    RiskKind: {
        RiskKind.RISK: "rischio|r|minaccia|problema",
        RiskKind.ASSUMPTION: "ipotesi|assunto|assunzione|presupposto|i|dipendenza|vincolo",
        RiskKind.OPEN_QUESTION: "domanda aperta|domanda|questione aperta|punto aperto|d|dubbio|quesito|da chiarire",
    },
    RiskCategory: {
        RiskCategory.BUDGET: "budget|finanziario|costo|costi|economico|economica",
        RiskCategory.COMPETITIVE: "concorrenza|competitivo|mercato|concorrente",
        RiskCategory.ORGANIZATIONAL: "organizzazione|organizzativo|persone|risorse|politico|personale|organizzativa",
        RiskCategory.TECHNICAL: "tecnico|tecnologia|integrazione|it|dati|sicurezza|tecnica|sistemi|informatico",
        RiskCategory.OTHER: "altro|legale|tempi|esterno|contratto|normativo|calendario|contrattuale|fornitore",
    },
    RiskStatus: {
        RiskStatus.OPEN: "aperto|nuovo|attivo|in corso|da monitorare|aperta|monitorato|in osservazione|da chiarire|individuato",
        RiskStatus.MITIGATED: "mitigato|sotto controllo|ridotto|controllato|mitigata|gestito",
        RiskStatus.ACCEPTED: "accettato|tollerato|accettata",
        RiskStatus.CLOSED: "chiuso|risolto|concluso|risposto|chiusa|risolta|chiarito",
    },
}

TABS = {
    Table.TIMELINE: "piano|cronoprogramma|scadenzario|piano d'azione|piano di azione|tappe|attività|calendario|piano condiviso|piano di lavoro|piano di progetto|piano congiunto|pianificazione|azioni|tabella di marcia",
    Table.STAKEHOLDERS: "stakeholder|contatti|persone|referenti|parti interessate|gruppo di lavoro|team|mappa stakeholder|partecipanti|interlocutori",
    Table.RISKS: "rischi|registro dei rischi|registro rischi|rischi e ipotesi|punti aperti|questioni aperte|rischi e assunzioni|domande aperte",
}

TOP = {
    "go_live": "avvio in produzione|go-live|messa in produzione|data di avvio|avvio|lancio|entrata in esercizio|data di lancio|messa in esercizio|partenza prevista|avvio in esercizio|data go-live|data di go-live|avvio operativo|entrata in produzione|data di messa in produzione|partenza operativa|avvio previsto|go live|partenza|messa in servizio",
    "why": "perché questa data|motivo della data|perché adesso|evento critico|ragione della data|perché ora|perché entro questa data|evento scatenante",
    "objective": "obiettivo|obiettivi|scopo|finalità|obiettivo comune|traguardo|obiettivo di business|obiettivo del progetto|risultato atteso|obiettivo condiviso|risultato|cosa vogliamo ottenere",
    "metrics": "indicatori|indicatori di successo|metriche|metriche di successo|criteri di successo|kpi|indicatore|misure di successo|metrica|criterio di successo|come misuriamo il successo",
    "cost_of_inaction": "costo del non fare nulla|costo dell'inazione|costo dell'attesa|costo del ritardo|se non facciamo nulla|costo del non agire|costo di non fare nulla|costo dello status quo|costo del non fare",
    "acknowledged_by": "preso visione da|approvato da|confermato da",
}

DATE_STAGES = {
    "now": "rivista|rivisto|nuova|nuovo|attuale|aggiornata|aggiornato|previsione|stimata|concordata|riprogrammata|impegnata",
    "planned": "prevista|previsto|pianificata|pianificato|obiettivo|target|programmata|piano",
    "original": "originale|iniziale|baseline|precedente|prima|originaria|originario",
    "actual": "effettiva|effettivo|reale|consuntivo|completato|chiuso|chiusura|concluso|completata",
    "created": "creazione|creato|apertura|aperto|inserito|inserimento|modificato|modifica|aggiornato il|ultimo|ultima|riunione|registrato",
}

TOTALS = "totale|totali|somma|subtotale|numero|media"
EXAMPLES = "esempio|es.|ad es.|istruzioni"
MONTHS = "gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|agosto ago|settembre set sett|ottobre ott|novembre nov|dicembre dic"
WEEKDAYS = "lunedì lun|martedì mar|mercoledì mer|giovedì gio|venerdì ven|sabato sab|domenica dom"
WEEKS = "settimana|sett|s"
UNDECIDED = "da definire|da confermare|tbd|appena possibile|asap|n/a|?|continuo|da pianificare"
UNITS = "giorno giorni gg g settimana settimane sett mese mesi h ora ore"
