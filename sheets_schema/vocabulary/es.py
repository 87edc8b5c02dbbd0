"""The words people use in Spanish plans; the form is that of `sheets_schema.vocabulary`."""

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
        "workstream": "frente|línea|frente de trabajo|flujo|flujo de trabajo|fase|etapa del proyecto|área|bloque|línea de trabajo|paquete de trabajo|workstream|ámbito|~etapa|~tema|~categoría|~grupo|~sección|~módulo|~hito|~lista|~depósito|~nombre del depósito|~nombre de bucket|~eje|~objetivo",
        "name": "hito|hitos|tarea|tareas|actividad|actividades|acción|acciones|paso|pasos|entregable|qué|que|por hacer|acción a realizar|nombre de tarea|nombre de la tarea|próximo paso|qué hacer|actividad clave|compromiso|acuerdo|punto de acción|~descripción|~nombre|~título|~asunto|~tema|~evento|~etapa|~concepto|~punto|~detalle",
        "owner": "responsable|responsables|encargado|encargada|asignado a|asignado|quién|quien|dueño|propietario|a cargo de|a cargo|persona responsable|líder|persona asignada|responsable de la acción|nombres de los recursos|resp.|~persona|~recurso|~recursos|~contacto|~nombre|~por|~ejecuta|~participante",
        "side": "parte|lado|cliente/proveedor|nosotros/ustedes|nosotros / ellos|nosotros/ellos|nosotros/cliente|cliente / proveedor|de quién|~empresa|~compañía|~equipo|~organización|~responsable|~quién",
        "start": "inicio|fecha de inicio|comienzo|empieza|fecha inicio|inicio previsto|arranque|fecha de comienzo|inicio planificado|f. inicio|~desde|~del",
        "due": "fecha límite|vencimiento|fecha de vencimiento|fin|fecha de fin|fecha fin|plazo|fecha objetivo|cuándo|cuando|para cuándo|fecha comprometida|fecha de entrega|entrega|fecha prevista|fecha compromiso|fecha de compromiso|término|fecha de término|fecha estimada|fecha revisada|nueva fecha|finalización|fecha final|fin previsto|fecha meta|fecha acordada|previsión|antes de|~fecha de finalización|fecha planificada|deadline|f. fin|fecha actual|conclusión|~fecha|~hasta|~semana|~mes|~día|~calendario|~previsto|~al",
        "status": "estado|estatus|situación|avance|% avance|% de avance|progreso|hecho|¿hecho?|hecho?|listo|listo?|¿listo?|completado|completado?|% completado|semáforo|terminado|terminado?|cumplido|ok|ok?|✓|✔|☑|status|% completo|cumplimiento|~%|~porcentaje|~color|~marca",
        "confirmed_by": "confirmado por|aprobado por|validado por|acordado con|aceptado por|conformidad|firmado por|visto bueno|vobo|vo.bo.|confirmado|validación|aprobación|revisado por|confirmación cliente|aprobación del cliente|confirmó|~acuerdo|~firma",
        "evidence": "evidencia|evidencias|prueba|pruebas|enlace|enlaces|documento|documentos|soporte|adjunto|adjuntos|minuta|liga|vínculo|archivo|respaldo|link|documentación|acta|entregable / enlace|~fuente|~entregable|~ruta",
        "notes": "notas|nota|comentario|comentarios|observación|observaciones|comentarios / notas|aclaraciones|información|último comentario|~cómo|~detalle|~detalles|~descripción|~próximos pasos",
        "duration": "duración|duración (días)|días|días hábiles|duración en días|n.º de días|nº de días|tiempo|plazo (días)|plazo en días|duración (d)|~esfuerzo (días)|~semanas",
        "dependency": "dependencia|dependencias|depende de|predecesora|predecesoras|requisito previo|requisitos previos|prerrequisito|prerrequisitos|después de|bloqueado por|precedencia|antecesora|~requiere|~espera",
    },
    Table.STAKEHOLDERS: {
        "name": "nombre|nombre completo|nombre y apellidos|nombre y apellido|persona|contacto|interesado|participante|quién|parte interesada|~integrante|~interesados|~miembro",
        "email": "correo|correo electrónico|e-mail|email|mail|dirección de correo",
        "side": "parte|lado|empresa|compañía|organización|cliente/proveedor|sociedad|~equipo|~entidad|~institución",
        "role": "rol|papel|papel en la decisión|rol en la decisión|rol en el proyecto|rol de compra|papel en el proyecto|tipo de interesado|rol en la compra|rol en el proceso|~tipo|~función en el proyecto",
        "title": "cargo|puesto|rol en la empresa|título|posición|función|ocupación|~departamento|~área",
        "power": "poder|poder de decisión|influencia|nivel de influencia|autoridad|nivel de poder|capacidad de decisión|grado de influencia|~peso|~nivel|~decisor|~importancia",
        "engagement": "postura|actitud|relación|compromiso|involucramiento|apoyo|disposición|sentimiento|nivel de compromiso|nivel de apoyo|sintonía|participación|~estado|~posición",
        "cares_about": "qué le importa|intereses|interés|prioridades|motivación|motivaciones|expectativas|necesidades|le preocupa|objetivos|qué busca|expectativa|qué espera|lo que le importa|~responsabilidad|~enfoque",
        "questions": "dudas|preguntas|preguntas abiertas|inquietudes|objeciones|preocupaciones|dudas abiertas|preguntas pendientes|dudas pendientes|reparos|~puntos abiertos|~pendientes",
    },
    Table.RISKS: {
        "kind": "tipo|clase|riesgo o supuesto|tipo de registro|~naturaleza",
        "category": "categoría|área|categoría del riesgo|ámbito|familia|~tema|~grupo|~tipo de riesgo",
        "description": "descripción|riesgo|riesgo / supuesto|descripción del riesgo|qué puede pasar|supuesto|detalle|asunto|punto|evento|problema|tema|pregunta|qué puede salir mal|riesgo identificado|~título|~nombre|~qué|~riesgos|~obstáculo",
        "owner": "responsable|dueño|encargado|quién|propietario|a cargo de|dueño del riesgo|propietario del riesgo|~persona|~asignado a|~seguimiento",
        "response": "respuesta|mitigación|plan de mitigación|medida|medidas|acción|acciones|plan de respuesta|qué hacemos|contingencia|plan de acción|tratamiento|acción de mitigación|solución|cómo lo mitigamos|acciones de mitigación|plan de contingencia|~plan|~comentario|~control",
        "due": "fecha límite|fecha|revisión|fecha de revisión|vencimiento|cuándo|plazo|fecha objetivo|próxima revisión|resolver antes de|fecha compromiso|~para cuándo",
        "status": "estado|estatus|situación|abierto/cerrado|abierto / cerrado|~cerrado",
    },
}

IGNORED = {
    Table.TIMELINE: "n.º|nº|n°|no.|no|#|id|número|núm.|núm|ref|ref.|código|clave|prioridad|importancia|urgencia|costo|coste|presupuesto|precio|importe|monto|cuánto|cuánto cuesta|lugar|dónde|donde|sede|participantes|con quién|asistentes|involucrados|creado|creado el|fecha de creación|creación|fecha de alta|alta|fecha de registro|registrado|fecha original|fecha inicial|original|línea base|fecha base|real|fecha real|fin real|inicio real|fecha de cierre|cerrado el|completado el|terminado el|desviación|desviación (días)|retraso|atraso|diferencia|modificado|última modificación|peso|ponderación|esfuerzo|horas|etiquetas|por qué|motivo|razón|justificación|a|c|i|s|raci|consultado|informado|aprobador|nivel|día|holgura|suplente|apoyo|reunión|color",
    Table.STAKEHOLDERS: "n.º|nº|n°|no.|#|id|teléfono|tel|tel.|móvil|celular|extensión|ext.|ubicación|oficina|ciudad|dirección|último contacto|última reunión|última conversación|linkedin|idioma|jefe|reporta a|suplente|notas|comentarios|observaciones|nuestro contacto|disponibilidad",
    Table.RISKS: "n.º|nº|n°|no.|#|id|ref|probabilidad|prob.|impacto|severidad|puntuación|puntaje|nivel|exposición|criticidad|p|i|pxi|prioridad|identificado por|identificado el|fecha de identificación|registrado|costo|tendencia|consecuencia|consecuencias|causa|efecto|valoración|calificación|comentarios|notas|observaciones|cerrado el",
}

VALUES = {
    Status: {
        Status.NOT_STARTED: "no iniciado|no iniciada|sin empezar|sin iniciar|pendiente|por hacer|por iniciar|planeado|planificado|nuevo|abierto|programado|no empezado|no|por empezar|futuro|por comenzar",
        Status.IN_PROGRESS: "en curso|en progreso|en proceso|iniciado|en marcha|en ejecución|parcial|en revisión|atrasado|retrasado|activo|en tiempo|comenzado|en riesgo|en desarrollo",
        Status.BLOCKED: "bloqueado|bloqueada|detenido|en espera|en pausa|pausado|suspendido|estancado|parado|frenado|esperando",
        Status.DONE: "hecho|hecha|terminado|terminada|completado|completada|completo|listo|lista|finalizado|finalizada|cerrado|sí|si|x|ok|cumplido|concluido|realizado|entregado|firmado|aprobado",
        Status.NOT_NEEDED: "no necesario|no aplica|n/a|cancelado|cancelada|descartado|no se necesita|no requerido|omitido|eliminado|anulado|no procede|aplazado",
    },
    Side: {
        Side.BUYER: "comprador|cliente|ustedes|ellos|vosotros|lado cliente|parte compradora|el cliente|equipo cliente",
        Side.SELLER: "vendedor|proveedor|nosotros|fabricante|lado proveedor|parte vendedora|el proveedor|consultora|partner|interno",
        Side.BOTH: "ambos|los dos|conjunto|todos|compartido|juntos|ambas partes|cliente y proveedor|ambas|cliente/proveedor",
    },
    Role: {
        Role.ECONOMIC_BUYER: "decisor económico|comprador económico|patrocinador|sponsor|responsable del presupuesto|decisor|patrocinador ejecutivo|firmante|aprobador|patrocinadora",
        Role.CHAMPION: "impulsor|impulsora|champion|promotor|promotora|campeón|aliado|líder del proyecto|aliada|defensor",
        Role.TECHNICAL_EVALUATOR: "evaluador técnico|evaluadora técnica|técnico|técnica|sistemas|ti|it|tecnología|arquitecto|informática",
        Role.END_USER: "usuario final|usuario|usuaria|usuarios|usuario clave|usuaria final|usuaria clave",
        Role.PROCUREMENT: "compras|adquisiciones|abastecimiento|comprador|procura|contratación",
        Role.LEGAL: "legal|jurídico|abogado|abogada|asesoría jurídica|asesor legal",
        Role.SECURITY: "seguridad|seguridad de la información|ciberseguridad|protección de datos|cumplimiento|seguridad informática",
        Role.FINANCE: "finanzas|contraloría|control de gestión|contabilidad|cfo|dirección financiera|financiero",
        Role.OTHER: "otro|otra|comercial|preventa|jefe de proyecto|éxito del cliente|consultor|consultora|implementación|ejecutivo de cuenta|gestor de cuenta|influenciador|observador|jefa de proyecto|rrhh",
    },
    DecisionPower: {
        DecisionPower.DECIDER: "decisor|decide|alto|alta|fuerte|aprobador|muy alto|firma",
        DecisionPower.INFLUENCER: "influenciador|recomienda|medio|media|asesor|influye|aconseja|moderado",
        DecisionPower.BLOCKER: "bloqueador|veto|puede bloquear|opositor|poder de veto",
        DecisionPower.USER: "usuario|bajo|baja|ninguno|usa|nulo",
    },
    Engagement: {
        Engagement.NOT_CONTACTED: "no contactado|desconocido|sin contacto|frío|sin contactar",
        Engagement.AWARE: "informado|neutral|neutro|contactado|enterado|indeciso|tibio",
        Engagement.ENGAGED: "comprometido|involucrado|activo|interesado|implicado|participa",
        Engagement.SUPPORTIVE: "a favor|favorable|partidario|positivo|apoya|promotor|muy a favor|aliado",
        Engagement.OPPOSED: "en contra|opuesto|negativo|reacio|escéptico|contrario|cauto|detractor|reticente|desfavorable",
    },
    RiskKind: {
        RiskKind.RISK: "riesgo|r|amenaza|problema",
        RiskKind.ASSUMPTION: "supuesto|suposición|hipótesis|s|premisa|dependencia",
        RiskKind.OPEN_QUESTION: "pregunta abierta|duda abierta|duda|pregunta|p|punto abierto|por aclarar|pendiente",
    },
    RiskCategory: {
        RiskCategory.BUDGET: "presupuesto|financiero|costo|coste|económico|presupuestario",
        RiskCategory.COMPETITIVE: "competencia|competitivo|mercado",
        RiskCategory.ORGANIZATIONAL: "organización|organizacional|organizativo|personas|recursos|político|equipo|personal",
        RiskCategory.TECHNICAL: "técnico|tecnología|integración|ti|datos|seguridad|sistemas|tecnológico",
        RiskCategory.OTHER: "otro|otros|legal|plazo|plazos|externo|contrato|cronograma|regulatorio|calendario|proveedor",
    },
    RiskStatus: {
        RiskStatus.OPEN: "abierto|nuevo|activo|en curso|vigilar|en seguimiento|abierta|en observación|vigente|pendiente|identificado",
        RiskStatus.MITIGATED: "mitigado|controlado|bajo control|reducido|mitigada|gestionado",
        RiskStatus.ACCEPTED: "aceptado|tolerado|asumido|aceptada",
        RiskStatus.CLOSED: "cerrado|resuelto|respondido|terminado|cerrada|resuelta|aclarado|aclarada",
    },
}

TABS = {
    Table.TIMELINE: "plan|cronograma|hitos|calendario|plan de acción|plan de acción mutuo|plan de trabajo|tareas|plan conjunto|actividades|plan de proyecto|seguimiento|plan de cierre|hoja de ruta|acciones|compromisos",
    Table.STAKEHOLDERS: "interesados|contactos|personas|equipo|partes interesadas|mapa de interesados|participantes|involucrados|directorio",
    Table.RISKS: "riesgos|registro de riesgos|riesgos y supuestos|puntos abiertos|matriz de riesgos|dudas abiertas|asuntos abiertos",
}

TOP = {
    "go_live": "puesta en marcha|fecha de arranque|arranque|salida en vivo|go-live|puesta en producción|fecha de lanzamiento|lanzamiento|fecha de puesta en marcha|salida a producción|inicio de operación|fecha de salida en vivo|fecha objetivo de arranque|entrada en producción|inicio de operaciones|salida a vivo|fecha go-live|en producción|puesta en servicio|fecha de puesta en producción",
    "why": "por qué esta fecha|motivo de la fecha|por qué ahora|evento crítico|razón de la fecha|por qué en esa fecha|evento detonante|¿por qué esta fecha",
    "objective": "objetivo|objetivos|meta|propósito|objetivo del negocio|objetivo común|finalidad|objetivo de negocio|resultado esperado|objetivo del proyecto|objetivo compartido|lo que buscamos",
    "metrics": "métricas|métricas de éxito|indicadores|indicadores de éxito|criterios de éxito|kpi|kpis|indicador|métrica|criterio de éxito|medidas de éxito|cómo medimos el éxito",
    "cost_of_inaction": "coste de no hacer nada|costo de no hacer nada|costo de la inacción|coste de la inacción|si no hacemos nada|costo de esperar|coste de esperar|costo de oportunidad|coste del retraso|costo del retraso|qué pasa si no hacemos nada",
    "acknowledged_by": "acusado por|aprobado por|validado por",
}

DATE_STAGES = {
    "now": "revisada|revisado|nueva|nuevo|actual|actualizada|previsión|comprometida|compromiso|reprogramada|vigente|estimada",
    "planned": "prevista|previsto|planificada|planificado|objetivo|meta|plan|planeada|planeado|programada",
    "original": "original|inicial|base|línea base|anterior|primera",
    "actual": "real|efectiva|cierre|completado|terminado|cerrado|cumplimiento|ejecutado|ejecutada",
    "created": "creación|creado|alta|registro|registrado|modificado|modificación|apertura|último|última|reunión|asignación",
}

TOTALS = "total|totales|suma|subtotal|cantidad|promedio"
EXAMPLES = "ejemplo|ej.|p. ej.|instrucciones"
MONTHS = "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre setiembre sep sept|octubre oct|noviembre nov|diciembre dic"
WEEKDAYS = "lunes lun|martes mar|miércoles mié|jueves jue|viernes vie|sábado sáb|domingo dom"
WEEKS = "semana|sem|s"
UNDECIDED = "por definir|por confirmar|tbd|lo antes posible|asap|n/a|?|pendiente|continuo"
UNITS = "día días d semana semanas sem mes meses h hora horas"
