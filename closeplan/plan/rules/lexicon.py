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

UNIT_ENDINGS = "チーム グループ 委員会 取締役会 役員会 理事会 部門 本部 事業部 全員 各位 株式会社 有限会社 合同会社".split()
"""How Japanese names of groups and companies end; their words are not spaced."""

COMPANY_BEGINNINGS = "株式会社 有限会社 合同会社".split()
"""How Japanese names of companies may begin, too."""

FUNCTIONS_UNSPACED = """
    法務 購買 調達 財務 経理 人事 総務 営業 開発 企画 経営企画 技術 情報システム 情シス システム セキュリティ 品質 品質保証
    マーケティング 広報 監査 業務 運用 製造 生産 管理 経営 研究 設計 サポート カスタマーサクセス 買い手 売り手 購入側 提供側
    """.split()
FUNCTION_ENDINGS = "部 課 室 係 担当 担当者".split()
"""What Japanese departments are called, and what may follow that: `法務部`. A name may end like one: `阿部`."""

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
    | {
        "nn",
        "n n",
        "vakant",
        "vacant",
        "noch zu klaren",
        "noch zu benennen",
        "wird noch benannt",
        "niemand zustandig",
    }
    | {
        "a preciser",
        "a determiner",
        "por determinar",
        "sin asignar",
        "sem responsavel",
        "da decidere",
        "da nominare",
    }
    | {"nog te bepalen", "ntb", "nog onbekend", "nog niemand"}
    | {
        "未定",
        "未設定",
        "未割当",
        "未確定",
        "担当未定",
        "担当者未定",
        "調整中",
        "検討中",
        "確認中",
        "なし",
        "空欄",
    }
)
"""What stands where nobody is named yet; signs alone (`?`, `-`, `…`) name nobody either."""
