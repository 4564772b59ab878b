"""What languages are called, beside what Babel knows; folded where people write it."""

from flows.understand.vocabulary import words

OWN = """
aa Qafar | ab Аԥсшәа | af Afrikaans | agq Aghem | ak Akan | am አማርኛ | an aragonés | ann Obolo | apc العامية |
ar العربية | arn Mapudungun | as অসমীয়া | asa Kipare | ast asturianu | az azərbaycan | ba башҡорт теле | bal بلۆچی |
bas Ɓàsàa | be беларуская | bem Ichibemba | bew Betawi | bez Hibena | bg български | bgc हरियाणवी |
bgn بلوچی (رخشانی) | bho भोजपुरी | blo anii kagɩja | blt ꪼꪕꪒꪾ | bm bamanakan | bn বাংলা | bo བོད་སྐད་ |
br brezhoneg | brx बर’ | bs bosanski | bss Akoose | byn ብሊን | ca català | cad Caddo | cch Atsam | ccp 𑄌𑄋𑄴𑄟𑄳𑄦 |
ce нохчийн | ceb Cebuano | cgg Rukiga | cho Chahta | chr ᏣᎳᎩ | cic Chikashshanompaʼ | ckb کوردیی ناوەندی | co corsu |
cs čeština | csw ᓀᐦᐃᓇᐍᐏᐣ | cu церковнослове́нскїй | cv чӑваш | cy Cymraeg | da dansk | dav Kitaita | de Deutsch |
dje Zarmaciine | doi डोगरी | dsb dolnoserbšćina | dua duálá | dv ދިވެހިބަސް | dyo joola | dz རྫོང་ཁ | ebu Kĩembu |
ee eʋegbe | el Ελληνικά | en English | eo Esperanto | es español | et eesti | eu euskara | ewo ewondo | fa فارسی |
ff Pulaar | fi suomi | fil Filipino | fo føroyskt | fr français | frr Nordfriisk | fur furlan | fy Frysk |
ga Gaeilge | gaa Gã | gd Gàidhlig | gez ግዕዝኛ | gl galego | gn avañe’ẽ | gsw Schwiizertüütsch | gu ગુજરાતી |
guz Ekegusii | gv Gaelg | ha Hausa | haw ʻŌlelo Hawaiʻi | he עברית | hi हिन्दी | hnj 𞄀𞄄𞄰𞄩𞄍𞄜𞄰 | hr hrvatski |
hsb hornjoserbšćina | ht Kreyòl Ayisyen | hu magyar | hy հայերեն | ia interlingua | id Indonesia | ie Interlingue |
ig Igbo | ii ꆈꌠꉙ | io Ido | is íslenska | it italiano | iu ᐃᓄᒃᑎᑐᑦ | ja 日本語 | jbo la .lojban. | jgo Ndaꞌa |
jmc Kimachame | jv Jawa | ka ქართული | kaa қарақалпақша | kab Taqbaylit | kaj Kaje | kam Kikamba | kcg Katab |
kde Chimakonde | kea kabuverdianu | ken Kɛnyaŋ | kgp kanhgág | khq Koyra ciini | ki Gikuyu | kk қазақ тілі |
kkj kakɔ | kl kalaallisut | kln Kalenjin | km ខ្មែរ | kn ಕನ್ನಡ | ko 한국어 | kok कोंकणी | kpe Kpɛlɛɛ | ks کٲشُر |
ksb Kishambaa | ksf rikpa | ksh Kölsch | ku kurdî (kurmancî) | kw kernewek | kxv kuvi | ky кыргызча | la Latina |
lag Kɨlaangi | lb Lëtzebuergesch | lg Luganda | lij ligure | lkt Lakȟólʼiyapi | lld ladin | lmo Lombard |
ln lingála | lo ລາວ | lrc لۊری شومالی | lt lietuvių | ltg latgalīšu | lu Tshiluba | luo Dholuo | luy Luluhia |
lv latviešu | mai मैथिली | mas Maa | mdf мокшень кяль | mer Kĩmĩrũ | mfe kreol morisien | mg Malagasy | mgh Makua |
mgo metaʼ | mi Māori | mic Lʼnuiʼsuti | mk македонски | ml മലയാളം | mn монгол | mni মৈতৈলোন্ | moh Kanienʼkéha |
mr मराठी | ms Melayu | mt Malti | mua MUNDAŊ | mus Mvskoke | my မြန်မာ | myv эрзянь кель | mzn مازرونی |
naq Khoekhoegowab | nd isiNdebele | nds Neddersass’sch | ne नेपाली | nl Nederlands | nmg Kwasio |
nnh Shwóŋò ngiembɔɔn | no norsk | nqo ߒߞߏ | nr isiNdebele | nso Sesotho sa Leboa | nus Thok Nath | nv Diné Bizaad |
ny Nyanja | nyn Runyankore | oc occitan | om Oromoo | or ଓଡ଼ିଆ | os ирон | osa 𐓏𐓘𐓻𐓘𐓻𐓟 | pa ਪੰਜਾਬੀ | pap Papiamentu |
pcm Naijíriá Píjin | pis Pijin | pl polski | prg prūsiskan | ps پښتو | pt português | qu Runasimi | quc Kʼicheʼ |
raj राजस्थानी | rhg 𐴌𐴗𐴥𐴝𐴙𐴚𐴒𐴙𐴝 | rif Tarifit | rm rumantsch | rn Ikirundi | ro română | rof Kihorombo | ru русский |
rw Ikinyarwanda | rwk Kiruwa | sa संस्कृत भाषा | sah саха тыла | saq Kisampur | sat ᱥᱟᱱᱛᱟᱲᱤ | sbp Ishisangu |
sc sardu | scn sicilianu | sd سنڌي | sdh کوردی خوارگ | se davvisámegiella | seh sena | ses Koyraboro senni |
sg Sängö | shi ⵜⴰⵛⵍⵃⵉⵜ | shn တႆး | si සිංහල | sid Sidaamu Afo | sk slovenčina | skr سرائیکی | sl slovenščina |
sma Åarjelsaemien gïele | smj julevsámegiella | smn anarâškielâ | sms sääʹmǩiõll | sn chiShona | so Soomaali |
sq shqip | sr српски | ss siSwati | ssy Saho | st Sesotho | su Basa Sunda | sv svenska | sw Kiswahili | syr ܣܘܪܝܝܐ |
szl ślōnski | ta தமிழ் | te తెలుగు | teo Kiteso | tg тоҷикӣ | th ไทย | ti ትግርኛ | tig ትግረ | tk türkmen dili |
tn Setswana | to lea fakatonga | tok toki pona | tpi Tok Pisin | tr Türkçe | trv patas Taroko | trw توروالی |
ts Xitsonga | tt татар | twq Tasawaq senni | tzm Tamaziɣt n laṭlaṣ | ug ئۇيغۇرچە | uk українська | ur اردو |
uz o‘zbek | vai ꕙꔤ | ve Tshivenḓa | vec veneto | vi Tiếng Việt | vmw emakhuwa | vo Volapük | vun Kyivunjo |
wa walon | wae Walser | wal ወላይታቱ | wbp Warlpiri | wo Wolof | xh IsiXhosa | xnr कांगड़ी | xog Olusoga | yav nuasue |
yi ייִדיש | yo Èdè Yorùbá | yrl nheẽgatu | yue 粵語 | za Vahcuengh | zgh ⵜⴰⵎⴰⵣⵉⵖⵜ | zh 中文 | zu isiZulu
"""
"""Code and the language's own name for itself, from Babel's data. Kept here, since loading it takes a second and 130 MB."""

COMMON = words("""
en es fr pt de it nl zh yue ja ko vi th id ms fil ar fa tr he ru uk pl ro el hu cs sk bg sr hr bs sl sq sv da no fi is ga cy gd
ca gl eu hi bn pa gu mr ta te ml kn ur ne si ps ku km lo my mn ka hy az kk uz sw yo ig ha am ti so om zu xh af sn st tn nso
ts ss
ve nd rw rn lg ny wo ff bm ak ee gaa fon ln kg lu mg kri pcm jam ht pap qu gn ay arn nah nv chr cr iu oj mi haw sm to fj tpi ceb
ilo jv su ki luo kam luy mer kln bem sg ber kab tt ug bo dz dv sd ks as or lb mt lt lv et mk be eo la yi bem loz ase bfi cab efi
""")
"""Codes of languages that are known with a slip in them. Of all others only the exact name is."""

CALLED = {
    "zh": "mandarin, mandarin chinese, putonghua, huayu, mandarino, chino mandarin, hanyu, guoyu, 普通话, 汉语, 国语, 華語, 华语",
    "yue": "cantonese chinese, 广东话, 廣東話", "nan": "hokkien, taiwanese, min nan", "fa": "farsi, persian farsi, parsi, dari",
    "fil": "tagalog, pilipino, filipino tagalog, tagalo",
    "pcm": "pidgin, naija, pidgin english, nigerian pidgin english, naija pidgin, "
    "broken english, pidgin nigeriano, west african pidgin",
    "jam": "patois, patwa, jamaican, jamaican patois, jamaican creole, jamaiquino",
    "ht": "haitian, kreyol, haitian kreyol, creole haitian, kreyol ayisyen, creole haitiano, haitiano, criollo de haiti",
    "es": "castellano, castilian, castellana, espanish, latam spanish, latin american spanish",
    "pt": "brazilian, brazilian portuguese, brasileno, portugues brasileno",
    "en": "ingles britanico, ingles americano, inglesa, inglish, englisch, anglais",
    "de": "aleman",
    "fr": "francesa", "ak": "twi, asante, ashanti, asante twi, fante, fanti, akan twi",
    "ee": "eve, ewe", "yo": "yuroba, yoruba", "ig": "ibo", "ha": "hausa, haussa", "sw": "kiswahili, suahili, swahili",
    "zu": "isizulu", "xh": "isixhosa", "st": "sotho, sesotho", "nso": "sepedi, pedi", "tn": "setswana, tswana",
    "ts": "xitsonga, tsonga",
    "ve": "tshivenda, venda", "ss": "siswati, swazi, swati", "nr": "south ndebele", "nd": "north ndebele, zimbabwean ndebele",
    "sn": "chishona", "lg": "luganda, ganda", "rw": "kinyarwanda, rwanda", "rn": "kirundi, rundi",
    "ny": "chichewa, chewa, nyanja, chinyanja",
    "bem": "bemba, chibemba", "loz": "lozi, silozi", "ln": "lingala", "kg": "kikongo, kongo", "lu": "tshiluba, luba",
    "ki": "gikuyu, kikuyu, agikuyu", "luo": "dholuo", "kam": "kikamba", "luy": "luhya, luyia", "mer": "kimeru",
    "so": "somali, soomaali, somalo",
    "om": "oromo, afaan oromo, afan oromo, oromifa, oromiffa", "am": "amharic, amarigna, amarinya",
    "ti": "tigrinya, tigrigna, tigrina",
    "ff": "fula, fulani, fulah, pulaar, fulfulde, pular, peul", "bm": "bambara, bamanankan", "wo": "wolof, olof",
    "kri": "krio, sierra leone krio",
    "men": "mende", "bin": "edo, bini", "mnk": "mandinka, mandinga", "ber": "berber, bereber",
    "zgh": "amazigh, tamazight", "cab": "garifuna, garinagu",
    "sc": "sardinian", "ary": "darija, moroccan arabic, arabe marroqui", "arz": "egyptian arabic, arabe egipcio",
    "apc": "levantine arabic, arabe levantino",
    "ar": "arabic, arab, arabe, modern standard arabic, fusha", "pa": "panjabi, punjabi, punyabi",
    "bn": "bangla, bengali, bengalla",
    "gu": "gujrati, gujarati, guyarati", "hi": "hindi, hindustani, hinglish", "ur": "urdu", "ta": "tamil, tamizh",
    "ml": "malayalam", "si": "sinhalese, sinhala",
    "or": "oriya, odia", "ps": "pushto, pashto, pashtu, pastun", "ku": "kurdish, kurmanji, kurmanci, kurdo",
    "ckb": "sorani, central kurdish",
    "he": "ivrit, hebrew, hebreo", "el": "greek, griego, ellinika", "nl": "flemish, flamenco belga, neerlandes, holandes",
    "ro": "moldovan, rumano",
    "sr": "serbo croatian, serbocroatian, serbocroata", "no": "bokmal, nynorsk, norsk, noruego",
    "ca": "valencian, valenciano, catalan valenciano",
    "eu": "basque, vasco, vascuence, euskara, euskera", "gl": "galician, gallego", "ga": "irish, irish gaelic, gaeilge",
    "gd": "scottish gaelic, scots gaelic",
    "my": "burmese, myanmar, birmano", "km": "khmer, cambodian, camboyano", "lo": "lao, laotian",
    "ms": "malay, bahasa melayu, bahasa malaysia, malayo",
    "id": "indonesian, bahasa indonesia, indonesio", "ceb": "bisaya, visayan, cebuano", "hil": "ilonggo, hiligaynon",
    "ilo": "ilokano, ilocano",
    "mi": "maori, te reo, te reo maori", "haw": "hawaiian, olelo hawaii", "sm": "samoan, gagana samoa", "to": "tongan",
    "fj": "fijian",
    "qu": "quechua, quichua, kichwa, runasimi, kechua", "gn": "guarani", "ay": "aymara, aimara",
    "arn": "mapudungun, mapuche", "nah": "nahuatl",
    "yua": "yucatec maya, maya yucateco", "quc": "kiche, quiche", "nv": "navajo, dine, dine bizaad",
    "chr": "cherokee, tsalagi", "oj": "ojibwe, ojibwa, anishinaabemowin",
    "cr": "cree", "lkt": "lakota", "iu": "inuktitut", "ja": "nihongo", "ko": "hangugeo", "ru": "russkiy",
    "uk": "ukrainska", "pap": "papiamentu, papiamento",
    "ase": "asl, american sign language, lengua de senas americana",
    "bfi": "bsl, british sign language, lengua de senas britanica",
    "srn": "sranan, sranan tongo", "mfe": "mauritian creole, morisien, kreol morisien",
    "crs": "seychellois creole, seselwa", "kea": "cape verdean creole, kriolu, cabo verdiano",
    "tpi": "tok pisin", "bi": "bislama", "ug": "uyghur, uighur", "zza": "zazaki", "arc": "aramaic, arameo",
    "rom": "romani, romany, romani chib",
}  # fmt: skip
"""Other names, and other ways to spell them."""

SEVERAL = {
    "creole": ("ht", "jam", "mfe"), "criollo": ("ht",), "kreol": ("ht", "mfe"), "bahasa": ("id", "ms"), "ndebele": ("nd", "nr"),
    "isindebele": ("nd", "nr"), "sign language": ("ase", "bfi"), "lengua de senas": ("ase", "bfi"), "gaelic": ("ga",
    "gd"), "pijin": ("pcm", "pis"),
    "maya": ("yua", "quc"), "mayan": ("yua", "quc"), "sami": ("se",), "gaelico": ("ga",
    "gd"), "south african": ("af",), "indian": ("hi",),
    "african": (), "nigerian": (), "ghanaian": (), "kenyan": (),
}  # fmt: skip
"""Names that may mean more than one language: a careful reader asks."""

NAMES = {
    "cab": ("Garifuna", "garífuna"), "bfi": ("British Sign Language",
    "lengua de señas británica"), "yua": ("Yucatec Maya", "maya yucateco"),
    "ase": ("American Sign Language", "lengua de señas americana"), "jam": ("Jamaican Patois", "patois jamaicano"),
    "ak": ("Akan (Twi)", "akan (twi)"), "ber": ("Berber", "bereber"), "nah": ("Nahuatl", "náhuatl"), "mnk": ("Mandinka",
    "mandinga"),
    "ary": ("Moroccan Arabic", "árabe marroquí"), "arz": ("Egyptian Arabic", "árabe egipcio"), "apc": ("Levantine Arabic",
    "árabe levantino"),
}  # fmt: skip
"""English and Spanish names where Babel has none, or one that its speakers may not look for."""

SAME = {
    "tw": "ak", "fat": "ak", "tl": "fil", "nb": "no", "nn": "no", "cmn": "zh", "prs": "fa", "sh": "sr", "iw": "he",
    "mo": "ro", "swc": "sw", "pes": "fa",
    "arb": "ar",
}  # fmt: skip
"""Codes that are another here, so that two who can talk to each other have the same."""

CODES = {
    "ga": "gaa",     "eng": "en", "spa": "es", "esp": "es", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de",
    "ita": "it", "swa": "sw", "yor": "yo", "ibo": "ig", "hau": "ha",
    "zho": "zh", "chi": "zh", "ara": "ar", "hin": "hi", "rus": "ru", "pcm": "pcm", "jam": "jam", "yue": "yue",
    "fil": "fil", "port": "pt", "span": "es", "fren": "fr",
}  # fmt: skip
"""Codes of more or other letters. "Ga" is spoken in Accra; nobody writes "ga" for Irish."""

DOUBTFUL = words(
    "no hi so is it in as am or to be my me he si id ha la os se te ti ay an io av li lo ve ky kg km ss"
)
"""Codes that are words too: they count only beside other codes."""

JOINING = words("and n nd y e et und u or o plus also tambien ademas na")
FILLERS = words("""
i im i'm am a an the in of my me we speak speaks speaking coach coaching coached can could do does both only just mostly mainly
fluent fluently native natively mother first second third tongue tongues language languages bit little some basic conversational
intermediate advanced good very well as quite please pls thanks thank you hi hello hey hola too sometimes is are it its with work
yes ok okay all levels bilingual trilingual would like prefer offer sessions session read write understand
hablo habla entiendo puedo coacheo trabajo doy ofrezco sesiones en de del la el los las mi mis un una poco algo tambien
solo solamente
ambos ambas idioma idiomas lengua lenguas materna nativo nativa fluido fluida basico intermedio avanzado muy bien bilingue
soy yo con
gracias por favor porfa si es son principalmente sobre todo
""")
"""Words that may stand around the names."""

REFUSING = words("""
but not no dont don't cant can't cannot isn't except without never none neither nor nothing learning studying beginner
forgot rusty if
ni sin excepto menos salvo nunca ninguno ninguna tampoco aprendiendo estudiando aprendo pero maybe perhaps quizas
""")
"""With one of these it may be a language that they don't coach in."""

COUNTRY_LIKE = words("""
china chine korea corea india japan persia arabia turk spain france dutchland roman latina latino
""")
"""Words near a name that are something else."""
