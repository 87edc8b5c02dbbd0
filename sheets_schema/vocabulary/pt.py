"""The words people use in Portuguese plans, European and Brazilian; the form is that of `sheets_schema.vocabulary`."""

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
        "workstream": "frente|frente de trabalho|fluxo|fluxo de trabalho|fase|etapa do projeto|área|bloco|linha de trabalho|pacote de trabalho|workstream|trilha|macroetapa|âmbito|~etapa|~tema|~categoria|~grupo|~seção|~secção|~módulo|~marco|~lista|~bucket|~nome do bucket|~eixo|~objetivo",
        "name": "marco|marcos|tarefa|tarefas|atividade|atividades|actividade|ação|ações|acção|passo|passos|entregável|entrega|o quê|o que|o que fazer|a fazer|nome da tarefa|próximo passo|ação a realizar|atividade chave|item de ação|o que será feito|providência|~descrição|~nome|~título|~assunto|~tema|~evento|~etapa|~item|~detalhe",
        "owner": "responsável|responsáveis|encarregado|atribuído a|quem|quem faz|dono|proprietário|a cargo de|pessoa responsável|líder|designado|resp.|resp|responsável pela ação|nomes dos recursos|executor|~pessoa|~recurso|~recursos|~contato|~contacto|~nome|~por|~por quem|~executa",
        "side": "parte|lado|cliente/fornecedor|nós/vocês|nós / vocês|de quem é|de quem|cliente / fornecedor|nós/cliente|~empresa|~companhia|~equipe|~equipa|~organização|~responsável|~quem",
        "start": "início|data de início|começo|começa|data início|início previsto|data inicial prevista|arranque|início planejado|data de arranque|~desde|~de",
        "due": "prazo|data limite|data de vencimento|vencimento|fim|data de fim|data fim|término|data de término|quando|até quando|até|data alvo|data prevista|data de entrega|previsão|~data de conclusão|conclusão prevista|prazo final|deadline|nova data|data revisada|data revista|prazo atual|data acordada|data combinada|fim previsto|data meta|término previsto|data final|data planejada|previsão de término|data comprometida|~data|~conclusão|~semana|~mês|~dia|~cronograma|~prevista|~previsto",
        "status": "status|estado|situação|andamento|progresso|% concluído|% concluída|% conclusão|concluído|concluído?|feito|feito?|pronto|pronto?|farol|semáforo|ok|ok?|% de conclusão|avanço|✓|✔|☑|realizado|posição|ponto de situação|~%|~percentual|~cor|~check",
        "confirmed_by": "confirmado por|aprovado por|validado por|acordado com|aceito por|aceite por|aceite|aprovação|validação|assinado por|confirmação|de acordo|confirmado|validação do cliente|aprovação do cliente|revisado por|~acordo|~assinatura",
        "evidence": "evidência|evidências|comprovação|comprovante|prova|link|links|documento|documentos|anexo|anexos|ata|arquivo|ficheiro|registro|registo|comprovativo|ligação|~fonte|~entregável",
        "notes": "notas|nota|comentário|comentários|observação|observações|obs|obs.|anotações|informações|último comentário|~como|~detalhe|~detalhes|~descrição|~próximos passos",
        "duration": "duração|duração (dias)|dias|dias úteis|duração em dias|nº de dias|tempo|duração (d)|prazo (dias)|~esforço (dias)|~semanas",
        "dependency": "dependência|dependências|depende de|predecessora|predecessoras|pré-requisito|pré-requisitos|depois de|bloqueado por|antecessora|precedência|~requer|~aguarda",
    },
    Table.STAKEHOLDERS: {
        "name": "nome|nome completo|pessoa|contato|contacto|parte interessada|participante|quem|interessado|nome e sobrenome|nome e apelido|stakeholder|~integrante|~membro|~interessados",
        "email": "e-mail|email|mail|correio eletrónico|correio eletrônico|endereço de e-mail",
        "side": "parte|lado|empresa|companhia|organização|cliente/fornecedor|~equipe|~equipa|~entidade",
        "role": "papel|função na decisão|papel na decisão|papel no projeto|papel na compra|papel no processo|tipo de interessado|função no projeto|papel de compra|~tipo",
        "title": "cargo|função|função na empresa|título|posição|profissão|~departamento|~área|~setor",
        "power": "poder|poder de decisão|influência|nível de influência|autoridade|nível de poder|poder decisório|alçada|grau de influência|~peso|~nível|~decisor|~importância",
        "engagement": "engajamento|envolvimento|postura|atitude|relacionamento|apoio|sentimento|disposição|posicionamento|nível de apoio|nível de engajamento|relação|~status|~posição",
        "cares_about": "o que importa|interesses|interesse|prioridades|motivação|motivações|expectativas|necessidades|preocupa-se com|objetivos|o que valoriza|expectativa|o que busca|o que lhe importa|~responsabilidade|~foco",
        "questions": "dúvidas|perguntas|perguntas em aberto|objeções|preocupações|dúvidas em aberto|questões em aberto|questões|receios|~pontos em aberto|~pendências",
    },
    Table.RISKS: {
        "kind": "tipo|classe|risco ou premissa|tipo de registro|~natureza",
        "category": "categoria|área|categoria do risco|âmbito|família|~tema|~grupo|~tipo de risco",
        "description": "descrição|risco|risco / premissa|descrição do risco|o que pode acontecer|premissa|detalhe|assunto|ponto|evento|problema|tema|o que pode dar errado|pergunta|risco identificado|questão|~título|~nome|~o que|~riscos|~obstáculo",
        "owner": "responsável|dono|encarregado|quem|proprietário|dono do risco|a cargo de|responsável pelo risco|~pessoa|~atribuído a|~acompanhamento",
        "response": "resposta|mitigação|plano de mitigação|medida|medidas|ação|ações|plano de resposta|o que fazemos|contingência|plano de ação|tratamento|contramedida|ação de mitigação|solução|plano de contingência|o que faremos|~plano|~comentário|~controle",
        "due": "prazo|data limite|data de revisão|revisão|vencimento|quando|até quando|próxima revisão|data alvo|resolver até|~data",
        "status": "status|estado|situação|aberto/fechado|aberto / fechado|~fechado",
    },
}

IGNORED = {
    Table.TIMELINE: "n.º|nº|n°|no.|#|id|número|núm.|ref|ref.|código|item nº|prioridade|importância|urgência|gut|custo|orçamento|preço|valor|quanto|quanto custa|local|onde|lugar|participantes|com quem|envolvidos|presentes|criado|criado em|data de criação|data de abertura|aberto em|registrado em|data original|data inicial|prazo original|original|linha de base|base|real|realizado|data real|fim real|início real|término real|data de fechamento|concluído em|fechado em|finalizado em|data de conclusão real|desvio|desvio (dias)|atraso|diferença|modificado|última atualização|atualizado em|peso|esforço|horas|etiquetas|tags|por quê|por que|porquê|motivo|razão|justificativa|a|c|i|s|raci|consultado|informado|aprovador|nível|dia|folga|substituto|apoio|reunião|cor",
    Table.STAKEHOLDERS: "n.º|nº|n°|#|id|telefone|tel|tel.|celular|telemóvel|ramal|extensão|localização|local|escritório|cidade|endereço|último contato|último contacto|última reunião|última conversa|linkedin|idioma|gestor|reporta a|substituto|notas|comentários|observações|obs.|nosso contato|disponibilidade",
    Table.RISKS: "n.º|nº|n°|#|id|ref|probabilidade|prob.|impacto|severidade|gravidade|pontuação|nível|exposição|criticidade|p|i|pxi|prioridade|identificado por|identificado em|data de identificação|registrado em|custo|tendência|consequência|consequências|causa|efeito|avaliação|comentários|observações|score|fechado em",
}

VALUES = {
    Status: {
        Status.NOT_STARTED: "não iniciado|não iniciada|não começou|por iniciar|pendente|a fazer|por fazer|planejado|planeado|novo|aberto|programado|a iniciar|não|agendado|futuro|previsto",
        Status.IN_PROGRESS: "em andamento|em progresso|em curso|iniciado|em execução|parcial|em revisão|atrasado|ativo|no prazo|começado|fazendo|em risco|em desenvolvimento|em análise",
        Status.BLOCKED: "bloqueado|bloqueada|parado|em espera|pausado|suspenso|travado|impedido|aguardando|em pausa|à espera",
        Status.DONE: "concluído|concluída|feito|feita|terminado|pronto|pronta|finalizado|finalizada|completo|fechado|sim|x|ok|cumprido|realizado|entregue|assinado|aprovado|concluido",
        Status.NOT_NEEDED: "não necessário|desnecessário|não se aplica|n/a|cancelado|cancelada|descartado|não requerido|dispensado|eliminado|anulado|adiado",
    },
    Side: {
        Side.BUYER: "comprador|cliente|vocês|eles|lado cliente|contratante|o cliente|parte compradora|equipe cliente",
        Side.SELLER: "vendedor|fornecedor|nós|prestador|lado fornecedor|contratada|parceiro|o fornecedor|parte vendedora|interno|consultoria",
        Side.BOTH: "ambos|os dois|conjunto|todos|compartilhado|juntos|partilhado|ambas as partes|cliente e fornecedor|ambas|cliente/fornecedor",
    },
    Role: {
        Role.ECONOMIC_BUYER: "decisor econômico|decisor económico|comprador econômico|patrocinador|patrocinadora|sponsor|dono do orçamento|decisor|aprovador|decisora",
        Role.CHAMPION: "campeão|champion|promotor|promotora|defensor|defensora|apoiador|líder do projeto|aliado|impulsionador|aliada|campeã",
        Role.TECHNICAL_EVALUATOR: "avaliador técnico|avaliadora técnica|técnico|técnica|ti|it|tecnologia|sistemas|arquiteto|informática",
        Role.END_USER: "usuário final|utilizador final|usuário|usuária|utilizador|utilizadora|usuário-chave|usuários|usuária final|usuário chave|utilizador-chave",
        Role.PROCUREMENT: "compras|suprimentos|aquisições|comprador|compradora|procurement",
        Role.LEGAL: "jurídico|legal|advogado|advogada|assessoria jurídica|jurídica",
        Role.SECURITY: "segurança|segurança da informação|dpo|proteção de dados|encarregado de dados|lgpd|cibersegurança|conformidade",
        Role.FINANCE: "finanças|financeiro|controladoria|contabilidade|cfo|financeira|controlo de gestão",
        Role.OTHER: "outro|outra|comercial|pré-venda|pré-vendas|gerente de projeto|sucesso do cliente|consultor|consultora|implantação|implementação|executivo de contas|gestor de projeto|influenciador|rh|observador",
    },
    DecisionPower: {
        DecisionPower.DECIDER: "decisor|decide|alto|alta|forte|aprovador|muito alto|assina|decisora",
        DecisionPower.INFLUENCER: "influenciador|recomenda|médio|média|conselheiro|influencia|influenciadora|moderado",
        DecisionPower.BLOCKER: "bloqueador|veto|pode bloquear|opositor|poder de veto",
        DecisionPower.USER: "usuário|utilizador|baixo|baixa|nenhum|usa|nulo",
    },
    Engagement: {
        Engagement.NOT_CONTACTED: "não contatado|não contactado|desconhecido|sem contato|sem contacto|frio",
        Engagement.AWARE: "informado|neutro|neutra|contatado|ciente|indeciso|morno",
        Engagement.ENGAGED: "engajado|engajada|envolvido|ativo|interessado|envolvida",
        Engagement.SUPPORTIVE: "a favor|favorável|apoiador|positivo|apoia|promotor|muito favorável|apoiante",
        Engagement.OPPOSED: "contra|contrário|opositor|negativo|resistente|cético|cauteloso|detrator|desfavorável|céptico",
    },
    RiskKind: {
        RiskKind.RISK: "risco|r|ameaça|problema",
        RiskKind.ASSUMPTION: "premissa|pressuposto|suposição|hipótese|p|dependência",
        RiskKind.OPEN_QUESTION: "pergunta em aberto|questão em aberto|dúvida|pergunta|questão|ponto em aberto|d|a esclarecer|dúvida em aberto",
    },
    RiskCategory: {
        RiskCategory.BUDGET: "orçamento|financeiro|custo|custos|econômico|orçamentário|orçamental",
        RiskCategory.COMPETITIVE: "concorrência|competitivo|mercado|concorrente",
        RiskCategory.ORGANIZATIONAL: "organização|organizacional|pessoas|recursos|político|equipe|equipa|pessoal",
        RiskCategory.TECHNICAL: "técnico|tecnologia|integração|ti|dados|segurança|sistemas|tecnológico",
        RiskCategory.OTHER: "outro|outros|jurídico|legal|prazo|prazos|externo|contrato|cronograma|regulatório|fornecedor",
    },
    RiskStatus: {
        RiskStatus.OPEN: "aberto|novo|ativo|em andamento|monitorar|em acompanhamento|aberta|em curso|monitorado|em monitoramento|pendente|identificado",
        RiskStatus.MITIGATED: "mitigado|controlado|sob controle|reduzido|mitigada|sob controlo",
        RiskStatus.ACCEPTED: "aceito|aceite|tolerado|assumido|aceita",
        RiskStatus.CLOSED: "fechado|encerrado|resolvido|respondido|concluído|fechada|encerrada|resolvida|esclarecido",
    },
}

TABS = {
    Table.TIMELINE: "plano|cronograma|marcos|plano de ação|plano de ação mútuo|plano de trabalho|tarefas|linha do tempo|plano conjunto|atividades|5w2h|calendário|plano do projeto|plano de projeto|roteiro|ações|plano de fecho|plano de fechamento",
    Table.STAKEHOLDERS: "partes interessadas|contatos|contactos|pessoas|equipe|equipa|mapa de stakeholders|stakeholders|participantes|envolvidos|interessados",
    Table.RISKS: "riscos|registro de riscos|registo de riscos|riscos e premissas|pontos em aberto|matriz de riscos|questões em aberto|riscos e pressupostos",
}

TOP = {
    "go_live": "entrada em produção|go-live|data de go-live|início da operação|entrada em operação|implantação|data de lançamento|lançamento|data de entrada em produção|virada|data da virada|entrada em funcionamento|arranque|data de arranque|produção em|início de operação|início em produção|data de implantação|data do go-live|go live",
    "why": "por que esta data|motivo da data|por que agora|evento crítico|razão da data|porquê esta data|por que nessa data|por quê esta data|evento determinante|porque esta data",
    "objective": "objetivo|objetivos|meta|propósito|objetivo do negócio|objetivo comum|finalidade|objetivo de negócio|resultado esperado|objetivo do projeto|metas|o que queremos",
    "metrics": "métricas|métricas de sucesso|indicadores|indicadores de sucesso|critérios de sucesso|kpi|kpis|indicador|métrica|critério de sucesso|medidas de sucesso|como medimos o sucesso",
    "cost_of_inaction": "custo de não fazer nada|custo da inação|custo de não agir|se nada for feito|custo da espera|custo de esperar|custo do atraso|custo da inércia|se não fizermos nada",
    "acknowledged_by": "tomado conhecimento por|aprovado por|validado por",
}

DATE_STAGES = {
    "now": "revisada|revisado|revista|nova|novo|atual|atualizada|previsão|comprometida|repactuada|reprogramada|vigente|estimada|replanejada",
    "planned": "prevista|previsto|planejada|planejado|planeada|planeado|alvo|meta|plano|programada",
    "original": "original|inicial|base|linha de base|anterior|primeira",
    "actual": "real|efetiva|fechamento|concluído|encerrado|finalizado|realizada|realizado|efetivo",
    "created": "criação|criado|abertura|aberto|registro|registo|registrado|modificado|modificação|última|último|reunião|cadastro|solicitação",
}

TOTALS = "total|totais|soma|subtotal|quantidade|média"
EXAMPLES = "exemplo|ex.|p. ex.|instruções"
MONTHS = "janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|outubro out|novembro nov|dezembro dez"
WEEKDAYS = "segunda segunda-feira seg|terça terça-feira ter|quarta quarta-feira qua|quinta quinta-feira qui|sexta sexta-feira sex|sábado sáb|domingo dom"
WEEKS = "semana|sem|s"
UNDECIDED = "a definir|a confirmar|tbd|o quanto antes|asap|n/a|?|pendente|contínuo"
UNITS = "dia dias d semana semanas sem mês meses h hora horas"
