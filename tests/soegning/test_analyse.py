"""What meets in the index: forms, spellings and parts of one word. Pure functions."""

import pytest

from soegning.analyse import content_words, fold, known_halves, parts, parts_of, stem, words

SITE = words(
    "borger møde møder dagtilbud leder tilbud kommunal bestyrelse fælles skabe forældre inddragelse"
    " skabelse netværk medborger proces konsulent køre plan arbejde plads barn have spørge mål"
    " bil led følge end ring evaluere dag dialoger frem tid spørgsmål"
    " by råd løsning konflikter børn"
)
STEMS = {stem(word) for word in SITE}


@pytest.mark.parametrize(
    "forms",
    [
        "samskabelse samskabende samskabelsen samskaber SAMSKABELSE",
        "kommune kommuner kommunernes kommunen",
        "borgermøde borgermøder borgermødet borgermoede borgermoeder",
        "løsning løsninger løse loesning",
        "undervisning undervise underviser",
        "facilitering facilitere facilitator facilitatorer",
        "evaluering evaluere evalueret",
        "udvikling udvikle udvikles",
        "koordinator koordinere koordination",
        "organisation organisere organisationer",
        "uenighed uenigheder uenige uenig",
        "frivillig frivillige frivillighed",
        "børn barn børnene boern",
        "ældre ældres ældste aeldre",
        "Århus Aarhus århus",
        "inddragelse inddrage inddraget",
        "idé ide idéer",
        "budget budgettet budgetter budgets budgetterne",
        "kvalitet kvaliteten kvaliteter",
        "by byen byer byerne byens bys",
        "uge ugen uger ugernes",
        "bog bogen bøger bøgerne",
        "drejebog drejebøger drejebøgerne",
        "mor moren mødre mødrene",
        "hånd hånden hænder hænderne",
        "embedsmand embedsmænd embedsmændene",
        "introkursus introkurser introkurset",
        "stor stort store større største størst",
        "ung ungt unge yngre yngste",
        "sårbar sårbart sårbare",
        "grøn grønt grønne",
        "kommunal kommunalt kommunale",
        "åben åbent åbne",
        "måle måler målte målt måling",
        "møde mødes mødtes mødt",
        "center centret centeret centre centrene",
        "eksempel eksemplet eksempler eksemplerne",
        "middel midler midlerne",
        "enkel enkelt enkle",
        "arbejdsplads arbejdspladsen arbejdspladser",
        "aktør aktøren aktører aktørerne",
        "mulighed muligheden muligheder mulighederne",
        "ansætte ansættelse ansættelsen",
        "oplyse oplysning oplysninger",
        "Odense Odenses",
        "afprøve afprøver afprøvede afprøvet",
        "bygge bygger byggede bygget",
        "arbejde arbejdede arbejdet",
        "billede billeder billedet",
        "lære lærte lært læring",
        "samskabe samskabte samskabt",
        "god godt gode",
        "forælder forældre forælderen",
        "aften aftenen aftener",
        "demens demensen",
        "licens licensen licenser",
        "idræt idrætten idrættens",
        "museum museet museer",
        "kollega kolleger kollegaerne",
        "ø øen øer øerne",
        "sti stien stier stierne",
        "stue stuen stuer",
        "tolv 12",
        "to 2",
    ],
)
def test_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("møde", "mod"),
        ("mening", "men"),
        ("kommune", "kommunikation"),
        ("borger", "borgmester"),
        ("magt", "mag"),
        ("start", "star"),
        ("kort", "kor"),
        ("sparring", "spare"),
        ("håndtering", "hånd"),
        ("stilling", "stille"),
        ("interesse", "intern"),
        ("vandre", "vand"),
        ("Slagelse", "slags"),
        ("Skive", "skiver"),
        ("billede", "bil"),
        ("fremmede", "frem"),
        ("vært", "være"),
    ],
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert stem(fold(one)) != stem(fold(other))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("borgermøder", "borg moed"),
        ("dialogmøde", "dialog moed"),
        ("dagtilbudsleder", "dagtilbud dag tilbud led"),
        ("forældreinddragelse", "foraeldr inddrag"),
        ("arbejdsplads", "arbejd plads"),
        ("børnehave", "barn hav"),
        ("havearbejde", "hav arbejd"),
        ("fællesskab", ""),
        ("billede", ""),
        ("konfliktløsning", "konflik loes"),
        ("konfliktløs", ""),
        ("byråd", "by raad"),
        ("spørgsmål", ""),
        ("spørgsmålene", ""),
        ("målspørgsmål", "maal spoergsmaal"),
        ("fremtid", ""),
        ("følgende", ""),
        ("evaluering", ""),
        ("samskabelse", ""),
        ("møde", ""),
        ("2026borger", ""),
    ],
)
def test_compounds_fall_apart_into_the_sites_words(word: str, expected: str) -> None:
    found = parts(fold(word), set(SITE).__contains__, STEMS.__contains__)

    assert " ".join(found) == expected


def test_many_compounds_are_looked_up_in_few_rounds() -> None:
    rounds = []

    def lookup(asked: set[str], heads: set[str]) -> tuple[set[str], set[str]]:
        rounds.append(len(asked))
        return asked & set(SITE), heads & STEMS

    found = parts_of(
        words("borgermøder dagtilbudsleder kommunalbestyrelsesmøder og en til"), lookup
    )

    assert found["borgermoeder"] == ("borg", "moed")
    assert found["dagtilbudsleder"] == ("dagtilbud", "dag", "tilbud", "led")
    assert len(rounds) <= 4


def test_half_of_a_compound_is_known() -> None:
    def lookup(asked: set[str], heads: set[str]) -> tuple[set[str], set[str]]:
        return asked & set(SITE), heads & STEMS

    found = known_halves(
        words("forældreområdet kvæstormøde eftermøder busnetværk kvæstur foræld"), lookup
    )

    assert found == {
        "foraeldreomraadet": "foraeldr",
        "kvaestormoede": "moed",
        "eftermoeder": "moed",
        "busnetvaerk": "netvaerk",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ærlig øvelse i Århus", "aerlig oevelse i aarhus"),
        ("co-creation, 2. udgave", "co creation 2 udgave"),
        ("snake_case\0nul", "snake case nul"),
        ("😀 \u202e", ""),
        ("“Citat” – tanke…", "citat tanke"),
        ("Ελλάδα", "ellada"),
        ("x" * 200, "x" * 48),
    ],
)
def test_text_becomes_plain_words(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


def test_filling_carries_no_meaning() -> None:
    assert content_words(words("Hvad er det, der gør et møde godt? Et møde!")) == ["moede", "godt"]
