"""The language of a call by its commonest words."""

from __future__ import annotations

import pytest

from closeplan.calls.language import language_of

SAID = {
    "en": "So we will send you the contract on Friday, and then our legal team has about two weeks to look at it.",
    "de": "Also wir schicken Ihnen den Vertrag am Freitag, und dann hat unsere Rechtsabteilung zwei Wochen für die Prüfung, nicht mehr.",
    "fr": "Nous vous envoyons le contrat vendredi, et notre service juridique a deux semaines pour le lire, mais pas plus.",
    "es": "Les enviamos el contrato el viernes, y nuestro equipo legal tiene dos semanas para revisarlo, pero eso es todo.",
    "it": "Vi mandiamo il contratto venerdì, poi il nostro ufficio legale ha due settimane per leggerlo, ma non di più.",
    "pt": "Nós enviamos o contrato na sexta, e o jurídico tem duas semanas para ler, mas isso não é muito, então vamos com calma.",
    "nl": "We sturen jullie het contract op vrijdag, en dan heeft onze juridische afdeling twee weken om het te lezen, maar niet meer.",
    "ja": "金曜日に契約書をお送りします。それから法務部で二週間ほど確認させていただきます。",
}
OTHERS = {
    "sv": "Vi skickar avtalet på fredag, och sedan har vår juridiska avdelning två veckor på sig att läsa det, men inte mer än så.",
    "pl": "Wyślemy umowę w piątek, a potem nasz dział prawny ma dwa tygodnie, żeby ją przeczytać, ale nie więcej niż to, prawda.",
    "fi": "Lähetämme sopimuksen perjantaina, ja sitten lakiosastollamme on kaksi viikkoa aikaa lukea se, mutta ei yhtään enempää kuin se on.",
}


@pytest.mark.parametrize("language", SAID)
def test_each_shipped_language(language: str) -> None:
    assert language_of([SAID[language]]) == language


@pytest.mark.parametrize("language", OTHERS)
def test_others_are_not_guessed(language: str) -> None:
    assert language_of([OTHERS[language]]) == ""


def test_what_the_file_says_is_believed() -> None:
    assert language_of([SAID["de"]], "fr-FR") == "fr"
    assert language_of([SAID["de"]], "cs") == ""
    assert language_of([SAID["de"]], "german") == "de"
