"""What signs and colours mean, whatever the language; the form is that of `sheets_schema.vocabulary`."""

from closeplan.plan.model import Side, Status

VALUES = {
    Status: {
        Status.NOT_STARTED: "☐|⬜|□|▢|⬜️|◻|🔲|⚪|⭕|○ 未|⏳|🆕|◯未|📋|[ ]|⏸︎|🗓|🕒",
        Status.IN_PROGRESS: "△|▲|◐|🔄|🚧|⏩|🟢|🟡|🟠|▶|▶️|🔶|🏃|⌛|◑|[~]|[/]|🔵",
        Status.BLOCKED: "⛔|🛑|🔴|⚠|⚠️|❗|‼️|🚫|⏸|⏸️|🟥|❌",
        Status.DONE: "✅|☑|☑️|✓|✔|✔️|○|◯|●|◎|💯|🎉|🏁|レ|v|[x]|👍|■",
        Status.NOT_NEEDED: "×|✕|✗|✘|➖|–|—|⚫|🗑|🚮",
    },
    Side: {Side.BOTH: "🤝"},
}

COLOURS = {
    Status.DONE: "blue|blau|bleu|azul|blu|blauw|青",
    Status.IN_PROGRESS: "green|grün|vert|verde|groen|緑|yellow|amber|orange|gelb|jaune|amarillo|amarelo|giallo|geel|oranje|黄|橙|naranja|laranja|arancione|ambre|ámbar|âmbar|ambra|黄色|青信号|g|y",
    Status.BLOCKED: "red|rot|rouge|rojo|vermelho|rosso|rood|赤|赤色|赤信号",
    Status.NOT_STARTED: "grey|gray|white|grau|weiß|gris|blanc|blanco|cinza|branco|grigio|bianco|grijs|wit|灰|白|灰色|black|schwarz|noir|negro|preto|nero|zwart",
}
"""Words for colours by the usual traffic light: blue is done, green and amber run, red is stuck, grey has not begun.

Teams differ about green; a reader that knows their legend should follow that instead.
"""

IGNORED_VALUES = "high|medium|low|normal|urgent|h|m|l|hoch|mittel|niedrig|hoch|haute|moyenne|basse|élevée|faible|alta|media|baja|média|baixa|alto|medio|bajo|médio|baixo|bassa|hoog|midden|laag|高|中|低|p0|p1|p2|p3|p4|critical|major|minor|trivial|must|should|could|highest|lowest|🔺|🔻|⭐|★|★★|★★★|a|b|c|prio 1|prio 2|prio 3|hoch!|kritisch|kritisch!|critique|crítica|critica|crítico|critico|muss|soll|kann|normaal|bassa|urgente|dringend|normale|最高|最低|急|至急"
"""What cells of priority, probability and impact columns say."""

JOB_TITLES = "director|manager|head|chief|vp|svp|evp|lead|officer|president|engineer|architect|analyst|counsel|ceo|cfo|cio|cto|coo|ciso|cmo|supervisor|coordinator|specialist|assistant|administrator|executive|consultant|secretary|clerk|nurse|planner|partner|leiter|leiterin|geschäftsführer|geschäftsführerin|referent|referentin|vorstand|abteilungsleiter|sachbearbeiter|leitung|meister|directeur|directrice|responsable|chef|cheffe|juriste|ingénieur|ingénieure|gérant|chargé|chargée|gerente|jefe|jefa|directora|ejecutivo|ejecutiva|abogado|abogada|supervisora|coordinador|coordinadora|encargado|consultor|consultora|diretor|diretora|coordenador|coordenadora|analista|gestor|gestora|supervisão|advogado|direttore|direttrice|responsabile|capo|dirigente|impiegato|avvocato|hoofd|medewerker|teamleider|bestuurder|adviseur|manager(in)|部長|課長|主任|室長|取締役|役員|係長|社長|マネージャー|本部長|次長|リーダー|部|課|室"
"""Words in which a job title is told apart from the part somebody plays in a decision."""
