"""The words people use in French plans; the form is that of `sheets_schema.vocabulary`."""

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
        "workstream": "chantier|flux|lot|phase|axe|volet|étape projet|workstream|domaine|périmètre|thématique|grande étape|~thème|~catégorie|~rubrique|~groupe|~section|~jalon|~étape|~module|~liste|~compartiment|~nom du compartiment|~nom de bucket|~sujet",
        "name": "jalon|jalons|tâche|tâches|action|actions|activité|activités|étape|étapes|livrable|quoi|à faire|action à mener|actions à mener|que faire|nom de la tâche|prochaine étape|point d'action|étape clé|opération|ce qu'il faut faire|point de contrôle|~intitulé|~libellé|~description|~titre|~désignation|~sujet|~point|~nom|~événement|~objet|~détail",
        "owner": "responsable|responsables|porteur|pilote|qui|assigné à|attribué à|propriétaire|chargé|en charge|référent|affecté à|personne responsable|acteur|porteur de l'action|pilote de l'action|resp.|resp|affectation|personne en charge|responsable de l'action|noms ressources|~personne|~intervenant|~ressource|~ressources|~contact|~nom|~par|~porté par|~interlocuteur",
        "side": "côté|partie|client/fournisseur|client / éditeur|client/prestataire|nous/vous|nous / vous|moa/moe|~société|~entreprise|~équipe|~organisation|~responsable|~entité|~à qui",
        "start": "début|date de début|démarrage|commence le|date début|début prévu|date de démarrage|début planifié|départ|lancement|~du|~à partir du",
        "due": "échéance|date d'échéance|date limite|fin|date de fin|quand|pour le|délai|date cible|date prévue|date butoir|à faire avant|fin prévue|date fin|date de réalisation|date prévisionnelle|deadline|échéance prévue|date révisée|nouvelle date|échéance révisée|date actualisée|prévision|prévu|prévue|date convenue|date engagée|au plus tard|livraison|fin planifiée|avant le|date de livraison|à rendre le|semaine cible|~date|~dates|~au|~semaine|~sem.|~période|~calendrier|~mois|~objectif|~jour",
        "status": "statut|état|avancement|fait|fait ?|terminé|terminé ?|% avancement|% achevé|% d'avancement|état d'avancement|taux d'avancement|météo|ok|ok ?|progression|✓|✔|☑|réalisé|réalisé ?|situation|~%|~pourcentage|~couleur|~feu|~voyant",
        "confirmed_by": "validé par|confirmé par|approuvé par|accepté par|validation|convenu avec|signé par|accord de|validation client|validé|accord client|confirmé|approbation|visa|validé avec|vérifié par|valideur|~accord|~signature",
        "evidence": "preuve|preuves|justificatif|justificatifs|lien|liens|document|documents|pièce jointe|pièces jointes|compte rendu|compte-rendu|livrable associé|fichier|emplacement|documentation|élément de preuve|lien / preuve|~livrable|~source|~référence doc|~cr|~livrables",
        "notes": "notes|note|remarque|remarques|commentaire|commentaires|observation|observations|précisions|info|infos|informations|dernier commentaire|~comment|~détails|~description|~prochaines étapes|~divers",
        "duration": "durée|durée (j)|durée (jours)|nb jours|nombre de jours|jours|jours ouvrés|durée en jours|durée (jo)|nb j.|~charge (j)|~délai (j)|~semaines",
        "dependency": "dépendance|dépendances|dépend de|prédécesseur|prédécesseurs|prérequis|pré-requis|après|bloqué par|en attente de|conditionné par|~antériorité|~nécessite",
    },
    Table.STAKEHOLDERS: {
        "name": "nom|nom complet|prénom nom|nom et prénom|nom prénom|prénom et nom|personne|contact|interlocuteur|partie prenante|acteur|participant|qui|~membre|~parties prenantes",
        "email": "e-mail|email|mail|courriel|adresse e-mail|adresse mail|mél|adresse électronique",
        "side": "côté|société|entreprise|organisation|partie|entité|camp|client/fournisseur|~équipe|~structure|~organisme",
        "role": "rôle|rôle dans la décision|rôle dans le projet|rôle projet|rôle décisionnel|rôle d'achat|rôle dans l'achat|type d'acteur|rôle dans l'évaluation|~type|~fonction projet|~responsabilité",
        "title": "fonction|poste|rôle dans l'entreprise|titre|intitulé de poste|position|métier|qualité|~service|~direction|~département",
        "power": "pouvoir|pouvoir de décision|influence|pouvoir décisionnel|niveau d'influence|poids|niveau de décision|degré d'influence|~décideur|~importance|~niveau",
        "engagement": "engagement|posture|attitude|relation|adhésion|sentiment|niveau d'engagement|~position|soutien|état d'esprit|degré d'adhésion|positionnement|~statut|~sensibilité",
        "cares_about": "attentes|priorités|intérêts|centres d'intérêt|motivations|enjeux|ce qui compte|préoccupations|objectifs|intérêt|enjeu|besoins|attente|gains attendus|motivation|ce qui lui importe|~responsabilité|~focus",
        "questions": "questions|questions ouvertes|questions en suspens|objections|inquiétudes|réserves|points en suspens|freins|craintes|points ouverts|~interrogations|~doutes|~points à lever",
    },
    Table.RISKS: {
        "kind": "type|nature|~risque / hypothèse|genre|type d'élément|~classe",
        "category": "catégorie|domaine|famille|thème|catégorie de risque|type de risque|~axe|~famille de risque|~nature",
        "description": "description|risque|description du risque|intitulé|libellé|hypothèse|point|sujet|risque / hypothèse|événement|énoncé|question|point ouvert|problème|risque identifié|que peut-il arriver|~titre|~quoi|~nom|~risques|~obstacle|~détail",
        "owner": "responsable|porteur|pilote|propriétaire|qui|en charge|porteur du risque|référent|resp.|~suivi par|~personne|~assigné à",
        "response": "réponse|parade|mesure|mesures|action|actions|plan d'action|mitigation|plan de mitigation|traitement|mesure corrective|mesures prises|parades|action corrective|contre-mesure|mesure de réduction|action de maîtrise|réponse apportée|solution|action prévue|ce que nous faisons|~plan|~commentaire|~prévention",
        "due": "échéance|date limite|revue le|date de revue|pour le|quand|délai|date cible|à traiter avant|prochaine revue|~date|~fin",
        "status": "statut|état|ouvert/fermé|ouvert / clos|situation|avancement|~clos",
    },
}

IGNORED = {
    Table.TIMELINE: "n°|no|n|#|id|numéro|réf|réf.|référence|code|ordre|priorité|prio|importance|urgence|coût|budget|montant|prix|combien|lieu|où|site|salle|participants|avec qui|présents|contributeurs|contributeur|créé le|date de création|création|créé par|modifié le|ouvert le|date d'ouverture|date d'émission|émis le|date initiale|échéance initiale|date d'origine|initiale|date de référence|baseline|réel|réelle|date réelle|fin réelle|début réel|réalisé le|terminé le|clos le|clôturé le|date de clôture|date effective|effective|écart|écart (j)|retard|poids|pondération|charge|charge (jh)|jh|étiquettes|tags|pourquoi|raison|motif|but|a|c|i|s|raci|consulté|informé|approbateur|niveau|jour|marge|suppléant|appui|réunion|instance|couleur",
    Table.STAKEHOLDERS: "n°|no|#|id|téléphone|tél|tél.|mobile|portable|ligne directe|site|bureau|adresse|ville|lieu|dernier contact|dernier échange|linkedin|langue|manager|supérieur|suppléant|remarque|remarques|notes|commentaire|commentaires|civilité|poste téléphonique|disponibilité|notre contact",
    Table.RISKS: "n°|no|#|id|réf|probabilité|proba|proba.|impact|gravité|criticité|score|cotation|niveau|occurrence|sévérité|p|i|g|f|pxi|priorité|identifié le|identifié par|ouvert le|date d'identification|coût|tendance|rang|conséquence|conséquences|cause|causes|effet|remarque|commentaires|détectabilité|fermé le",
}

VALUES = {
    Status: {
        Status.NOT_STARTED: "non commencé|pas commencé|à faire|à venir|prévu|planifié|nouveau|ouvert|non démarré|en attente de démarrage|pas démarré|à démarrer|non|à lancer|à planifier|non débuté|a faire",
        Status.IN_PROGRESS: "en cours|commencé|démarré|lancé|partiel|en revue|en relecture|entamé|en retard|actif|en bonne voie|engagé|à risque|en cours de validation|en traitement",
        Status.BLOCKED: "bloqué|bloquée|en attente|suspendu|en pause|en suspens|à l'arrêt|gelé|stoppé|en attente client|en attente du client",
        Status.DONE: "terminé|terminée|fait|faite|achevé|réalisé|réalisée|clos|close|oui|x|ok|validé|signé|soldé|livré|accompli|effectué",
        Status.NOT_NEEDED: "pas nécessaire|sans objet|s.o.|so|annulé|annulée|abandonné|non applicable|n/a|non requis|supprimé|inutile|reporté|hors périmètre",
    },
    Side: {
        Side.BUYER: "acheteur|client|vous|côté client|moa|maîtrise d'ouvrage|donneur d'ordre|équipe client",
        Side.SELLER: "vendeur|fournisseur|éditeur|prestataire|nous|notre équipe|côté fournisseur|moe|intégrateur|côté éditeur|interne|consultant",
        Side.BOTH: "les deux|ensemble|commun|tous|conjoint|partagé|client et fournisseur|client/éditeur|les deux parties|communs|conjointement",
    },
    Role: {
        Role.ECONOMIC_BUYER: "acheteur économique|décideur économique|sponsor|responsable du budget|décideur|signataire|détenteur du budget|commanditaire|approbateur|décisionnaire",
        Role.CHAMPION: "champion|allié|soutien interne|ambassadeur|promoteur|chef de projet métier|relais interne|porteur interne|porteur du projet|moteur",
        Role.TECHNICAL_EVALUATOR: "évaluateur technique|évaluatrice technique|technique|informatique|dsi|expert technique|it|architecte|si",
        Role.END_USER: "utilisateur final|utilisateur|utilisateurs|utilisatrice|utilisatrice clé|utilisateur clé|métier|utilisatrice finale",
        Role.PROCUREMENT: "achats|acheteur|service achats|approvisionnement|acheteuse",
        Role.LEGAL: "juridique|juriste|avocat|service juridique|droit|conseil juridique",
        Role.SECURITY: "sécurité|rssi|dpo|protection des données|sécurité informatique|conformité|ssi",
        Role.FINANCE: "finance|finances|daf|contrôle de gestion|comptabilité|direction financière|financier",
        Role.OTHER: "autre|commercial|avant-vente|chef de projet|réussite client|accompagnement|consultant|intégration|responsable de compte|projet|direction|prescripteur|observateur|ingénieur d'affaires|rh|pilotage",
    },
    DecisionPower: {
        DecisionPower.DECIDER: "décideur|décide|décideuse|fort|élevé|forte|élevée|haut|signataire|très fort",
        DecisionPower.INFLUENCER: "influenceur|prescripteur|moyen|moyenne|recommande|conseille|influence|modéré",
        DecisionPower.BLOCKER: "bloqueur|veto|peut bloquer|opposant|droit de veto",
        DecisionPower.USER: "utilisateur|faible|bas|aucun|consulté|utilise|nul",
    },
    Engagement: {
        Engagement.NOT_CONTACTED: "non contacté|inconnu|pas de contact|froid|jamais rencontré|pas encore rencontré",
        Engagement.AWARE: "informé|neutre|au courant|contacté|tiède|attentiste|indécis",
        Engagement.ENGAGED: "engagé|impliqué|actif|intéressé|mobilisé",
        Engagement.SUPPORTIVE: "favorable|soutien|positif|pour|partisan|très favorable|promoteur|moteur|convaincu|acquis",
        Engagement.OPPOSED: "opposé|contre|négatif|réticent|sceptique|défavorable|prudent|détracteur|réservé",
    },
    RiskKind: {
        RiskKind.RISK: "risque|r|menace|problème",
        RiskKind.ASSUMPTION: "hypothèse|h|supposition|dépendance|prérequis",
        RiskKind.OPEN_QUESTION: "question ouverte|question|point ouvert|q|à clarifier|point à lever|question en suspens",
    },
    RiskCategory: {
        RiskCategory.BUDGET: "budget|budgétaire|financier|coût|coûts|finance",
        RiskCategory.COMPETITIVE: "concurrence|concurrentiel|concurrent|marché",
        RiskCategory.ORGANIZATIONAL: "organisation|organisationnel|humain|ressources|politique|rh|conduite du changement|équipe",
        RiskCategory.TECHNICAL: "technique|technologie|intégration|informatique|données|sécurité|si",
        RiskCategory.OTHER: "autre|autres|juridique|planning|délai|délais|externe|contrat|contractuel|réglementaire|calendrier|fournisseur",
    },
    RiskStatus: {
        RiskStatus.OPEN: "ouvert|nouveau|actif|en cours|à surveiller|ouverte|à traiter|surveillé|en surveillance|identifié",
        RiskStatus.MITIGATED: "atténué|maîtrisé|sous contrôle|réduit|mitigé|traité",
        RiskStatus.ACCEPTED: "accepté|toléré|assumé",
        RiskStatus.CLOSED: "clos|fermé|résolu|terminé|répondu|close|clôturé|levé|soldé",
    },
}

TABS = {
    Table.TIMELINE: "plan|planning|calendrier|jalons|plan d'action|plan commun|plan d'actions|échéancier|tâches|feuille de route|plan projet|plan de projet|plan d'action commun|plan mutuel|actions|rétroplanning|suivi",
    Table.STAKEHOLDERS: "parties prenantes|acteurs|contacts|interlocuteurs|personnes|équipe|équipe projet|annuaire|intervenants",
    Table.RISKS: "risques|registre des risques|risques et hypothèses|points ouverts|analyse des risques|suivi des risques|points bloquants",
}

TOP = {
    "go_live": "mise en service|mise en service visée|mise en production|date de mise en production|go-live|lancement|date de lancement|mise en service prévue|démarrage prévu|date de mise en service|bascule|mep|date cible de mise en service|ouverture du service|mise en ligne|date de mise en ligne|mise en œuvre|mise en exploitation|date de démarrage|date de go-live|démarrage effectif|date de bascule|mise en production visée",
    "why": "pourquoi cette date|raison de la date|pourquoi maintenant|événement déclencheur|justification de la date|motif de la date|contrainte de date|pourquoi cette échéance",
    "objective": "objectif|objectifs|but|finalité|objectif métier|objectif commun|ambition|objectif du projet|résultat attendu|résultat visé|ce que nous voulons|enjeu|enjeux",
    "metrics": "indicateurs|indicateurs de succès|critères de réussite|critères de succès|kpi|kpis|indicateur|mesures de succès|indicateurs clés|critère de réussite|mesure du succès",
    "cost_of_inaction": "coût de l'inaction|coût du statu quo|coût de l'attente|si nous ne faisons rien|coût du retard|que coûte l'inaction|coût de ne rien faire|coût du report",
    "acknowledged_by": "pris en compte par|validé par|approuvé par",
}

DATE_STAGES = {
    "now": "révisée|révisé|nouvelle|actualisée|actualisé|prévision|prévisionnelle|prévisionnel|actuelle|engagée|recalée|repoussée|reportée",
    "planned": "prévue|prévu|planifiée|planifié|cible|visée",
    "original": "initiale|initial|origine|référence|baseline|première|ancienne",
    "actual": "réelle|réel|effective|effectif|réalisé|réalisée|terminé|clos|clôture|clôturé|achèvement",
    "created": "créé|création|ouvert|ouverture|émission|émis|modifié|modification|saisie|saisi|dernier|dernière|réunion",
}

TOTALS = "total|totaux|sous-total|somme|nombre|moyenne|ensemble"
EXAMPLES = "exemple|ex.|ex|mode d'emploi|consignes|consigne|par exemple|instructions"
MONTHS = "janvier janv jan|février févr fév|mars|avril avr|mai|juin|juillet juil|août|septembre sept sep|octobre oct|novembre nov|décembre déc"
WEEKDAYS = "lundi lun|mardi mar|mercredi mer|jeudi jeu|vendredi ven|samedi sam|dimanche dim"
WEEKS = "semaine|sem|s"
UNDECIDED = "à définir|à confirmer|tbd|asap|dès que possible|à préciser|n/a|?|en continu|à planifier"
UNITS = "jour jours j jo semaine semaines sem mois h heure heures"
