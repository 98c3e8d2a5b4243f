"""The words of bulk content: plausible Danish that says nothing about anyone.

Only for measuring. Every page is marked as an example, and its note says that it is made up.
"""
# ruff: noqa: E501  (sentences are not broken)

from random import Random

STEDER = (
    "biblioteket", "skolen", "børnehaven", "plejehjemmet", "havnen", "stationen", "parken",
    "hallen", "gårdhaven", "torvet", "kulturhuset", "jobcentret", "genbrugspladsen", "værestedet",
    "bådelauget", "landsbyen", "boligområdet", "skoven", "byhaven", "medborgerhuset", "klubben",
)  # fmt: skip
HVEM = (
    "forældre", "unge", "ældre", "naboer", "frivillige", "pårørende", "lokale foreninger",
    "pædagoger", "sygeplejersker", "elever", "beboere", "butiksejere", "cyklister", "nytilflyttere",
    "lærere", "sagsbehandlere", "håndværkere", "landmænd", "studerende", "kunstnere",
)  # fmt: skip
GREB = (
    "lagde planen væk", "satte sig til samme bord", "byttede plads for en dag", "gik en tur sammen",
    "begyndte med spørgsmålene", "delte nøglen", "skrev uenigheden op på væggen",
    "lod de unge bestemme dagsordenen", "prøvede det af i ti uger", "åbnede budgettet",
    "holdt mødet i hallen", "inviterede dem, der plejer at blive væk", "flyttede mødet ud på pladsen",
    "tegnede ruten sammen", "lod opgaven ligge, til alle var hørt", "byggede det om tre gange",
)  # fmt: skip
SAGER = (
    "de mørke stier", "maden på plejehjemmet", "den tomme butik", "skolevejen", "larmen om aftenen",
    "den lange ventetid", "overgangen fra børnehave til skole", "ensomheden i opgangen",
    "affaldet i gården", "den nedlagte buslinje", "fritidslivet efter klokken 16",
    "indgangen til biblioteket", "samarbejdet med de pårørende", "det første job",
    "haven bag plejehjemmet", "den fælles legeplads", "tilbuddet til de sårbare unge",
)  # fmt: skip
SAETNINGER = (
    "Vi troede, at vi vidste, hvad problemet var, men {hvem} pegede på noget andet.",
    "Det første møde lå forkert, og kun få kom. Det næste blev holdt i nærheden af {sted}.",
    "{Hvem} og kommunens medarbejdere fik de samme spørgsmål og svarede hver for sig, før de talte sammen.",
    "Uenigheden om {sag} blev ikke løst på mødet. Den blev skrevet ned, så alle kunne se den.",
    "Der var ikke flere penge, men der var tid, lokaler og mennesker, der gerne ville.",
    "Efter seks uger var der tre forslag tilbage. To af dem kom fra {hvem}.",
    "Projektlederen holdt op med at lede og begyndte at sørge for kaffe, borde og referater.",
    "Politikerne lyttede i første halvdel og svarede først i anden.",
    "Det viste sig, at {sag} hang sammen med noget, som ingen forvaltning havde ansvaret for.",
    "En prøve i lille skala ved {sted} gav mere viden end den rapport, der lå i forvejen.",
    "Nogle af deltagerne gik undervejs. De følte, at beslutningen var taget, og det havde de delvis ret i.",
    "Aftalen blev skrevet på én side og hængt op ved {sted}.",
    "Det tog længere tid end planlagt, fordi {hvem} først blev inviteret sent.",
    "Borgermødet blev til en byvandring, og byvandringen blev til en arbejdsgruppe.",
    "Medarbejderne fik lov til at sige nej til opgaver, som ikke længere gav mening.",
    "Ingen målte virkningen, men både {hvem} og medarbejderne fortæller om færre misforståelser.",
    "Det lykkedes først, da ansvaret blev delt, og nøglen til {sted} fulgte med.",
    "Vi begyndte med en fælles frokost og sluttede med en liste over det, vi ikke kunne blive enige om.",
)  # fmt: skip
MISLYKKET = (
    "Tidspunktet passede de voksne og ikke de unge.", "De frivillige faldt fra, da vinteren kom.",
    "En app blev bygget, før nogen havde bedt om den.", "Referaterne blev for lange og ikke læst.",
    "For mange beslutninger var taget på forhånd.", "Vi glemte at spørge dem, der ikke kom.",
    "Pengene blev nævnt for sent.", "Mødelokalet var svært at finde.",
)  # fmt: skip
ANDERLEDES = (
    "Spørge tidligere og færre ad gangen.", "Sige højt fra begyndelsen, hvad der ikke kan ændres.",
    "Lønne en koordinator fra første dag.", "Holde møderne dér, hvor folk er i forvejen.",
    "Aftale, hvem der gør hvad, når projektet er slut.", "Bruge halvt så mange ord.",
)  # fmt: skip
OVERSKRIFTER = ("Udfordringen", "Det gjorde de", "Det kom der ud af det", "Det virkede ikke")
ARTIKEL = (
    "Hvorfor {sag} ikke kan løses alene", "Når {hvem} sidder med ved bordet", "Hvad {sag} lærte os om magt",
    "Fem spørgsmål før I samskaber om {sag}", "Et år ved {sted}", "Den dag {hvem} {greb}",
    "Kunsten at lade være: om {sag}", "Hvem mangler ved bordet, når det handler om {sag}?",
    "Om at skynde sig langsomt ved {sted}", "Uenighed er viden, sagde {hvem}",
)  # fmt: skip
KURSUS = (
    "Samskabelse om {sag}", "Mødet, hvor {hvem} er med", "Facilitering ved {sted}",
    "Når {hvem} og forvaltning {greb}", "Temadag om {sag}", "Netværk for dem, der arbejder med {sag}",
)  # fmt: skip
METODER = (
    "Borgermøde", "Byvandring", "Dialogspil", "Følgegruppe", "Interview", "Prøvehandling",
    "Samtalesalon", "Værksted",
)  # fmt: skip


def fill(text: str, chance: Random) -> str:
    words = {"hvem": chance.choice(HVEM), "sted": chance.choice(STEDER)}
    words |= {"sag": chance.choice(SAGER), "greb": chance.choice(GREB)}
    for name, word in words.items():
        text = text.replace("{" + name + "}", word)
        text = text.replace("{" + name.title() + "}", word[:1].upper() + word[1:])
    return text


def paragraph(chance: Random, sentences: int = 5) -> str:
    return " ".join(fill(one, chance) for one in chance.sample(SAETNINGER, sentences))


def case_title(chance: Random) -> str:
    return fill(chance.choice(("{Hvem} og kommunen {greb}", "{Hvem} {greb} ved {sted}",
                               "Fælles om {sag}", "{Sag} blev alles opgave",
                               "Da {hvem} {greb}")), chance)  # fmt: skip
