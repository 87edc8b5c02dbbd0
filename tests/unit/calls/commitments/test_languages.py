"""The same acts in the other languages that are shipped."""

import pytest

from closeplan.calls.findings import Binding
from tests.dialogues import found_in

TAKEN = {
    "de": (
        ("S: Ich schicke Ihnen den Vertrag bis Freitag.",),
        ("S: Ich werde das Angebot bis zum 5. März überarbeiten.",),
        ("B: Können Sie mir die Liste schicken?", "S: Ja, gerne. Morgen."),
        ("S: Sie bekommen die Unterlagen am Montag.",),
        ("S: Ich kümmere mich darum.",),
        ("S: Den Termin schicke ich gleich nach dem Gespräch.",),
    ),
    "fr": (
        ("S: Je vous envoie le contrat d'ici vendredi.",),
        ("S: Je vais préparer une proposition pour demain.",),
        ("B: Pouvez-vous m'envoyer la liste ?", "S: Oui, bien sûr, demain."),
        ("S: Vous aurez le document lundi.",),
        ("S: Je m'en occupe.",),
        ("S: Je reviendrai vers vous jeudi avec les chiffres.",),
    ),
    "es": (
        ("S: Le voy a enviar el contrato el viernes.",),
        ("S: Te mando la propuesta mañana.",),
        ("B: ¿Puede enviarme la lista?", "S: Sí, claro, mañana mismo."),
        ("S: Lo tendrá el lunes.",),
        ("S: Yo me encargo.",),
        ("S: Prepararé el documento para el jueves.",),
    ),
    "pt": (
        ("S: Vou enviar o contrato até sexta.",),
        ("S: Mando-lhe a proposta amanhã.",),
        ("B: Pode enviar-me a lista?", "S: Sim, claro, amanhã."),
        ("S: Você vai receber o documento na segunda.",),
        ("S: Eu trato disso.",),
        ("S: Vou preparar o documento até quinta.",),
    ),
    "it": (
        ("S: Le manderò il contratto entro venerdì.",),
        ("S: Ti mando la proposta domani.",),
        ("B: Può mandarmi la lista?", "S: Sì, certo, domani."),
        ("S: Lo avrà lunedì.",),
        ("S: Me ne occupo io.",),
        ("S: Preparerò il documento entro giovedì.",),
    ),
    "nl": (
        ("S: Ik stuur je het contract voor vrijdag.",),
        ("S: Ik zal het voorstel morgen aanpassen.",),
        ("B: Kun je me de lijst sturen?", "S: Ja hoor, morgen."),
        ("S: Je krijgt het document maandag.",),
        ("S: Dat regel ik.",),
        ("S: Ik ga de planning deze week bijwerken.",),
    ),
    "ja": (
        ("S: 金曜日までに契約書をお送りします。",),
        ("S: 明日、提案書を作成します。",),
        ("B: リストを送っていただけますか。", "S: はい、承知しました。"),
        ("S: 来週月曜までに確認します。",),
        ("S: お任せください。",),
        ("S: 後ほどご連絡いたします。",),
    ),
}
CONDITIONAL = {
    "de": "Wenn der Vorstand zustimmt, unterschreiben wir bis Ende März.",
    "fr": "Si le comité valide, nous signerons avant la fin mars.",
    "es": "Si el comité lo aprueba, firmaremos antes de marzo.",
    "pt": "Se o comité aprovar, assinaremos até março.",
    "it": "Se il comitato approva, firmeremo entro marzo.",
    "nl": "Als de directie akkoord gaat, tekenen we voor eind maart.",
    "ja": "もし委員会が承認したら、三月末までに提出します。",
}
TALK = {
    "de": (
        "Ich teile mal meinen Bildschirm.",
        "Ich habe das gestern geschickt.",
        "Das müsste ich erst klären.",
    ),
    "fr": ("Je vais partager mon écran.", "Je vous l'ai envoyé hier.", "On verra la semaine prochaine."),
    "es": ("Voy a compartir mi pantalla.", "Se lo envié ayer.", "Ya veremos la semana que viene."),
    "pt": ("Vou partilhar o meu ecrã.", "Já lhe enviei ontem.", "Acho que é caro."),
    "it": ("Condivido lo schermo.", "Gliel'ho mandato ieri.", "Vedremo la prossima settimana."),
    "nl": ("Ik deel even mijn scherm.", "Dat heb ik gisteren gestuurd.", "Dat zou ik moeten vragen."),
    "ja": ("画面を共有します。", "昨日お送りしました。", "来週になるかもしれません。"),
}
REFUSED = {
    "de": ("Können Sie mir den Vertrag schicken?", "Das geht leider nicht."),
    "fr": ("Pouvez-vous m'envoyer le contrat ?", "Malheureusement, je ne peux pas."),
    "es": ("¿Puede enviarme el contrato?", "Lo siento, no puedo."),
    "pt": ("Pode enviar-me o contrato?", "Infelizmente não posso."),
    "it": ("Può mandarmi il contratto?", "Purtroppo non posso."),
    "nl": ("Kun je me het contract sturen?", "Nee, dat kan ik helaas niet."),
    "ja": ("契約書を送っていただけますか。", "申し訳ありませんが、できません。"),
}


@pytest.mark.parametrize(
    ("language", "lines"), [(name, lines) for name, every in TAKEN.items() for lines in every]
)
def test_taken_on(language: str, lines: tuple[str, ...]) -> None:
    (one,), unanswered = found_in(*lines, language=language)
    assert (one.owner, one.turn, one.binding) == ("Sam Ortiz", len(lines) - 1, Binding.FIRM)
    assert unanswered == ()


@pytest.mark.parametrize(("language", "words"), CONDITIONAL.items())
def test_conditional(language: str, words: str) -> None:
    (one,), _ = found_in(f"S: {words}", language=language)
    assert one.binding is Binding.CONDITIONAL


@pytest.mark.parametrize(
    ("language", "words"), [(name, words) for name, every in TALK.items() for words in every]
)
def test_talk(language: str, words: str) -> None:
    assert found_in(f"S: {words}", language=language)[0] == ()


@pytest.mark.parametrize(("language", "lines"), REFUSED.items())
def test_refused(language: str, lines: tuple[str, str]) -> None:
    taken, unanswered = found_in(f"B: {lines[0]}", f"S: {lines[1]}", language=language)
    assert (taken, [one.turn for one in unanswered]) == ((), [0])


NAMED = {
    "de": (
        ("S: Und ich schicke Ihnen bis zum 4. Dezember den Sicherheitsfragebogen.",),
        "den Sicherheitsfragebogen schicken",
    ),
    "de-CH": (
        ("B: Könnten Sie uns bis nächsten Freitag die Liste der Maschinen schicken?", "S: Ja, gerne."),
        "die Liste der Maschinen schicken",
    ),
    "fr": (
        ("B: Pourriez-vous nous envoyer le projet de contrat ?", "S: Oui, bien sûr, vous l'aurez lundi."),
        "envoyer le projet de contrat",
    ),
    "fr-CH": (("S: Vous aurez la liste avant vendredi.",), "Vous aurez la liste avant vendredi."),
    "ja": (("S: 11月27日までに契約書の案をお送りします。",), "契約書の案をお送りします"),
    "nl": (("S: Ik stuur u het contract voor 4 december.",), "stuur het contract"),
}


@pytest.mark.parametrize(("language", "said"), NAMED.items())
def test_it_is_named_in_its_own_words_without_the_day(
    language: str, said: tuple[tuple[str, ...], str]
) -> None:
    (one,), _ = found_in(*said[0], language=language)
    assert one.what == said[1]


def test_two_japanese_promises_stay_two() -> None:
    lines = ("S: 金曜日までに契約書をお送りします。", "S: 来週月曜までに質問票を確認します。")
    assert len(found_in(*lines, language="ja")[0]) == 2
