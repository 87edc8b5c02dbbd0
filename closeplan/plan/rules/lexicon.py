"""Words that tell a department or a company from a person, in the languages plans are written in.

Compared without case and accents, one word at a time.
"""

# ruff: noqa: SIM905  (lists of words read best as text)
from __future__ import annotations

UNIT = frozenset(
    """
    team teams department departments dept division group unit office committee board desk staff crew squad
    council management leadership stakeholders everyone everybody all all-hands
    abteilung bereich gruppe gremium vorstand geschaftsfuhrung leitung alle referat stabsstelle
    equipe departement direction comite bureau groupe tous
    equipo departamento direccion comite oficina grupo junta todos
    squadra reparto ufficio gruppo comitato consiglio tutti direzione
    afdeling ploeg groep directie bestuur iedereen
    setor diretoria equipa avdelning teamet styrelse afdelingen
    """.split()
)
"""Words that make whatever they stand beside a group: `IT team`, `Team Legal`."""

FUNCTION = frozenset(
    """
    it legal security infosec secops compliance privacy procurement purchasing sourcing finance finances
    accounting controlling hr human resources people talent marketing sales presales revenue revops
    engineering development dev devops ops operations product design support success customer implementation
    onboarding services professional service delivery data analytics audit risk tax treasury facilities logistics
    research quality qa admin administration enablement training business technology information digital
    buyer seller vendor supplier client partner prospect company provider buying selling
    recht rechtsabteilung rechts einkauf beschaffung finanzen buchhaltung personal vertrieb entwicklung technik
    datenschutz betriebsrat revision sicherheit informationssicherheit kunde kaufer verkaufer lieferant anbieter
    juridique achats achat comptabilite securite informatique ventes commercial conformite rh client fournisseur
    dsi rssi daf
    compras juridico finanzas contabilidad seguridad ventas sistemas cumplimiento rrhh cliente proveedor legales
    acquisti legale finanza contabilita sicurezza vendite informatica amministrazione fornitore risorse umane
    inkoop juridisch juridische financien beveiliging verkoop klant leverancier zaken
    financas contabilidade seguranca vendas suprimentos fornecedor juridica
    juridik inkop ekonomi sakerhet kund
    """.split()
)
"""What departments are called; a group only where nothing else stands beside them."""

JOINING = frozenset(
    "and und et y e en och of the de der die das la le les los du des di für fur for &".split()
)
"""Words that join others and say nothing themselves."""

COMPANY = frozenset(
    """
    gmbh mbh kgaa ohg inc incorporated llc llp ltd limited corp corporation plc pty sarl srl spa kft doo
    oyj aps holding holdings
    """.split()
)
"""Legal forms that no person's name ends with."""

COMPANY_CAPITALS = frozenset("AG SE SA SAS KG UG EV BV NV AB AS OY SL SLU SRO".split())
"""Legal forms that are also parts of names: they count in capitals only."""

PLACEHOLDER = frozenset(
    {"", "tbd", "tba", "tbc", "tbn", "n/a", "na", "none", "nobody", "unknown", "open", "to be defined"}
    | {"to be decided", "to be confirmed", "not assigned", "unassigned", "x", "xx", "xxx"}
    | {
        "offen",
        "noch offen",
        "unbekannt",
        "niemand",
        "a definir",
        "inconnu",
        "personne",
        "por definir",
        "nadie",
    }
    | {"da definire", "nessuno", "onbekend", "niemand", "a definir", "ninguem"}
)
"""What stands where nobody is named yet; signs alone (`?`, `-`, `…`) name nobody either."""
