"""What stands around something that tells who somebody is, and what is written with a capital and tells nothing of the kind."""

from flows.understand.vocabulary import phrases, words

# Written with a capital, and nobody's name.
ORDINARY = words("""
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january
february march april may june july august september october november december jan feb apr jun jul aug sep sept oct
nov dec lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto
septiembre setiembre octubre noviembre diciembre i i'm i've i'd i'll im ive god dios lord allah buddha jesus christ
spirit creator earth pachamama black white brown indigenous native bipoc poc global majority bame bi person people
colour color coach coaches coaching mentor mentoring supervision supervisor dei edi hr ceo islam muslim christian
christianity jewish judaism hindu hinduism buddhist buddhism sikh sikhism catholic quaker ifa vodou candomble
santeria bible quran koran torah gita ramadan eid diwali divali christmas easter hanukkah kwanzaa juneteenth navidad
pascua ramadan ano cuaresma holi vesak nowruz matariki thanksgiving lent advent passover yom kippur sabbath shabbat
raymi muertos history
month lives matter pride heritage awareness zoom whatsapp
teams slack google youtube facebook instagram linkedin tiktok spotify email excel word
powerpoint sms wifi covid brexit podcast ted kindle amazon netflix audible twitter signal telegram gestalt ubuntu
sawubona whakawhanaungatanga whanau manaakitanga tikanga marae hui iwi hapu sankofa nguzo saba ayni sumak kawsay
buen vivir vipassana zen yoga reiki ayurveda tai chi qigong capoeira haka talanoa dadirri kaupapa hooponopono
potlatch socratic freudian jungian rogerian adlerian narrative therapy cbt nlp enneagram myers briggs disc
motivational interviewing nonviolent communication appreciative inquiry internal family systems theory solution
focused clean language immunity change transactional analysis systemic constellations focusing somatic experiencing
empty chair wheel life entrevista motivacional comunicacion violenta indagacion apreciativa constelaciones
familiares analisis transaccional silla vacia rueda vida teoria coaching mentoria supervision coach african american
british english spanish french asian caribbean latin latina latino latinx latine hispanic arab arabic chicana
chicano afro european western eastern northern southern west east north south maori pakeha aboriginal torres strait
islander islanders pacific pasifika samoan tongan hawaiian fijian inuit metis first nations nation cree ojibwe
anishinaabe lakota navajo dine cherokee haudenosaunee mohawk yoruba igbo hausa akan ashanti zulu xhosa swahili
kikuyu luo amharic oromo somali wolof mandinka fulani berber amazigh tamil punjabi bengali hindi urdu gujarati
marathi telugu sinhala nepali tibetan tagalog filipino visayan javanese malay thai khmer lao hmong vietnamese korean
japanese chinese mandarin cantonese quechua aymara guarani mapuche mapudungun nahuatl maya mayan zapotec mixtec
garifuna taino creole patois jamaican haitian cuban mexican peruvian colombian brazilian portuguese nigerian
ghanaian kenyan ethiopian eritrean indian pakistani bangladeshi roma romani sami kurdish turkish persian farsi
iranian palestinian lebanese egyptian moroccan africa america americas asia europe caribe caribbean oceania abya
yala turtle island amazonia andes sahara recursos humanos unesco nhs uk usa us eu un dear hi hello hola querida
querido estimada grow oscar clear star smart swot
""")

# What a sentence may begin with, and isn't a name.
STARTERS = words("""
a about above across actually after again all almost along already also although always am among an and another any
anybody anyone anything are around as ask asking at away be because been before begin being believe below best
better between beyond both breathe bring but by can call clearly coaching could day did do does doing done don't
down each early either else end even every everybody everyone everything feeling few finally find first five for
forgive four from get give go going good grief had half has have having he he's hear her here hers herself him
himself his hold how however i i'm if imagine in inside instead into is it it's its itself just keep know last later
least less let let's like listen little long look make many may maybe me meet met might mine more most mostly much
must my myself name need neither never new next no nobody none nor not nothing notice now of off often ok okay on
once one only open or other others our ours out outside over own perhaps place play please put quite rather read
really remember right same say see seeing seven several eight nine shall she she's should since sit six so some
somebody someone something sometimes soon start still stop such take talk tell ten than thank thanks that that's the
their theirs them themselves then there there's these they they're thing things think this those though three
through till to today together tomorrow tonight too towards try turn two under until up upon use very wait walk was
watch we we're well went were what what's when whenever where wherever whether which while who who's whoever whole
whose why will with within without work working would write yes yesterday yet you you're your yours yourself client
clients coachee coachees supervisee mentee mother father sister brother boss manager director partner family friend
friends people men women man woman elders elder ancestors children someone's nobody's everyone's today's worked
talked spoke sat signed reach write a abre acepta acompanar acompano adelante agradezco ahi ahora al algo alguien
algun alguna algunas algunos alla alli ambos antes apenas aprendi aqui asi aun aunque ayer bajo bastante bien busca
busco cada callar casi cierra como con contra creo cual cuales cualquier cuando cuanto cuenta cuidado da de debajo
decir dejar del dentro desde despues di dice dijo dime donde dos durante e el ella ellas ellos en encima entonces
entre era eran es esa esas escribe escribi escucha ese eso esos esta estaba estamos estan estar estas este esto
estos estoy estuve firmo fue fui fueron gracias ha haber habia habla hablamos hable hace hacer hacia han hasta hay
haz he hicimos hoy igual incluso inhala jamas juntas juntos la las le leer les lo los luego llama llamala llevo
manana mas me mi mientras mira mis mismo mucha muchas mucho muchos muy nada nadie ni ninguna ninguno no nos nosotras
nosotros nuestra nuestro nunca o ojala os otra otras otro otros para parece paso pero piensa poco por porque
pregunta pregunte primero pues que quien quienes quiere quiero quizas respira se segun seis sentarse ser si siempre
sigue siguiente sin sino sobre solo somos son soy su sus tal tambien tampoco tan tanto te tengo tenia tiene toda
todas todavia todo todos trabaja trabajamos trabajar trabaje trabajo tras tres tu tus un una unas uno unos usa uso
va vamos ver veces vi vive vino vivio voy y ya yo cliente clienta clientes coachee madre padre hermana hermano jefa
jefe directora director pareja familia amiga amigo gente hombres mujeres mujer hombre mayores personas nacio cumplio
ensena pasa pide le hicimos conversamos escuchar sentir mirar duelo gracias firma lee
""")

# Nouns that people begin a sentence with, and that can do what people do: "Grief asks for time".
ABSTRACT = words("""
grief silence trust anger shame joy love fear hope faith grace peace pain loss time money power family culture
language race racism work rest sleep food water music song dance art story stories memory memories history land home
place body breath voice laughter tears rage sorrow guilt envy pride courage doubt care kindness patience presence
curiosity humility respect dignity justice freedom truth wisdom knowledge age youth death birth life change growth
play prayer ritual ceremony tradition community belonging identity gender class caste colonialism whiteness
blackness supremacy privilege burnout stress anxiety depression trauma healing therapy mentoring leadership
management feedback conflict failure success progress practice process rhythm space distance touch contact eye
contact space nature winter spring summer autumn accreditation ethics theory method supervision research evidence
data technology everyone's nobody's rejection resistance duelo silencio confianza rabia verguenza alegria amor miedo
esperanza fe gracia paz dolor tiempo dinero poder familia cultura lengua trabajo
""")
ABSTRACT_ENDS = (
    "ing",
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ism",
    "ship",
    "ance",
    "ence",
    "cion",
    "sion",
    "dad",
    "miento",
    "ncia",
    "ismo",
    "aje",
)

# Words that are names too; and what only people do.
VIRTUES = words("""
blessing mercy grace faith hope joy patience precious prudence charity comfort gift goodness happiness innocent
justice peace prince princess promise prosper trust wisdom sunday friday monday love glory honour praise favour
memory beauty lovemore gracious esperanza consuelo soledad dolores paz luz sol alma caridad concepcion gracia
milagros piedad remedios rosario salud socorro amor cielo mar
""")
PEOPLE_DO = words("""
told says said asked asks cried wept works worked lives lived resigned dreads apologised apologises texted texts
wrote smiled laughed sat thinks thought hates hated married studies studied dice dijo pregunto lloro llora trabaja
trabajo vive vivia renuncio escribio sonrio rio piensa odia estudia conto
""")

# What somebody does: a word before it, with a capital, is who does it.
DOES = words("""
told tells said says asked asks wants wanted wept weeps cried cries feels felt thinks thought keeps kept left leaves
lost loses works worked lives lived came comes went goes got gets has had is was isn't wasn't hasn't hadn't doesn't
didn't won't can't couldn't wouldn't will would can could knows knew needs needed hates hated loves loved likes
liked hopes hoped believes believed believed says never always also just finally now still brought brings taught
teaches showed shows gave gives took takes found finds started starts stopped stops called calls wrote writes sent
sends texted texts met meets spoke speaks talked talks laughed laughs smiled smiles sat sits stood stands broke
breaks refused refuses decided decides dreads dreaded struggles struggled apologised apologised resigned quit signed
joined became becomes grew grieves grieved dreams dreamed lies lied whispered shouted worries worried tried tries
moved moves and me te se le nos dijo dice quiere queria siente sintio piensa penso lloro llora perdio pierde trabaja
trabajo vive vivia vino viene fue era es esta estaba tiene tenia no ya nunca siempre tambien odia ama cree creia
sabe sabia necesita conto cuenta pidio pide pregunto pregunta llego llega salio sale dejo deja empezo empieza
escribio escribe hablo habla rio sonrio renuncio firmo ensena cambio trajo trae puede podia
""")

# In lower letters after "my client": not a name.
AFTER_ROLE = words("""
a about after again all already also although always an and are as asked asks at away back base because became been
before began being both broke brought but by called calls came can can't cannot chose comes could couldn't couldn't
cried did didn't does doesn't don't down each either even ever every feel feels fell felt finally first for forgot
found from gave gets goes going got grew had hadn't has hasn't hated have he her here herself him himself his how i
if in into is isn't it its itself just keeps kept knew know knows last later least left less let lies like list lost
made makes may me might more most must my myself never next no nor not now of off often on once one only or other
our out over own paid people put quit ran really relations relationship rather said sat saw says seems sees sent
service session sessions shall she should since sits slept so some something sometimes soon spoke stands started
still stood stops story such take takes talk taught than that the their them then there these they think thinks this
though thought through till to today told too took tries two under until up us very wait wants was wasn't we well
went were what when where whether which while who whom whose why will with within without woke won't work would
wouldn't wrote yesterday yet you your work working care notes files base group list meeting a abajo acaba ahora al
algo alguna antes apenas aqui asi aun aunque ayer base bien cada como con contra cree creia cuando cuenta da de dejo
del desde despues dice dijo donde durante e el ella en entonces entre era es esa ese esta estaba este estuvo falta
fue ha habia habla hablo hace hacia hasta hay hoy igual ya la las le les lleva llego lleva llora lloro lo los luego
llamada mas me mi mientras mira muy nada negra negro ni ninguna no nos nueva nuevo nunca o odia olvida olvido otra
otro para parece pasa paso pero perdio pide pidio piensa pierde poco por porque pregunta pregunto puede pues que
quien queria quiere quiso sabe sale salio se sea segun sentia si siempre siente sigue sin sino sintio sobre solia
solo son su sus suele tal tambien tampoco tan tanto tarda te tenia tiene todavia todo trabaja trajo tras tu tuvo un
una va vino vio vive vivia volvio vuelve y ya
""")
VERB_ENDS = ("s", "ed", "ing", "n't", "aba", "ando", "iendo", "aron", "ieron", "ly", "mente")

# What follows "works at" or "trabaja en" and is no employer.
NO_EMPLOYER = words("""
a all an any the this that these those my our your his her their its night nights day dawn home work least first
last once times speed it them us me him herself himself themselves ourselves yourself years months weeks days hours
two three four five six seven eight nine ten some someone somebody free nothing money less more peanuts pay now
change fun whoever both many large small big one charities charity government justice peace others people clients
family another it's being having getting un una unos unas el la lo los las casa equipo equipos silencio turnos
noches noche dia dias madrugada ello eso esto esta este su sus mi mis tu ventas finanzas educacion salud recursos
marketing tecnologia sistemas general paz mejorar cambiar ser no si que como cada dos tres varias varios muchos
muchas otra otro otras otros algo alguien nadie nada si ella ellos ellas vivir comer ganar poder cuenta linea remoto
grupo conjunto publico secreto ambos ambas todo todos todas negro verano invierno fin ti nosotros ustedes
""")

METHODS = phrases("""
motivational interviewing, nonviolent communication, appreciative inquiry, internal family systems, theory u,
solution focused, clean language, immunity to change, transactional analysis, day of the dead, wheel of life, the
empty chair, people of colour, people of color, people of the global majority, entrevista motivacional, comunicacion
no violenta, indagacion apreciativa, constelaciones familiares, analisis transaccional, dia de muertos, semana
santa, ano nuevo, rueda de la vida
""")

# Whom all the world knows, and nobody coaches: who is read, quoted and listened to. Their names tell of no client.
PUBLIC = phrases("""
audre lorde, bell hooks, paulo freire, brené brown, brene brown, frantz fanon, toni morrison, maya angelou, james
baldwin, angela davis, w.e.b. du bois, desmond tutu, nelson mandela, martin luther king, malcolm x, rosa parks,
wangari maathai, chinua achebe, chimamanda ngozi adichie, chimamanda adichie, ngugi wa thiong'o, wole soyinka,
kimberlé crenshaw, kimberle crenshaw, resmaa menakem, robin diangelo, ibram x. kendi, ibram kendi, ta-nehisi coates,
reni eddo-lodge, layla saad, gloria anzaldúa, gloria anzaldua, eduardo galeano, gabriel garcía márquez, garcía
márquez, garcia marquez, isabel allende, frida kahlo, rigoberta menchú, rigoberta menchu, berta cáceres, octavio paz,
pablo neruda, mario benedetti, octavia butler, robin wall kimmerer, thich nhat hanh, dalai lama, mahatma gandhi,
viktor frankl, carl rogers, carl jung, sigmund freud, nancy kline, john whitmore, timothy gallwey, marshall rosenberg,
gabor maté, gabor mate, bessel van der kolk, esther perel, adam grant, simon sinek, peter senge, otto scharmer, oprah
winfrey, oprah, michelle obama, barack obama, beyoncé, beyonce, rihanna, burna boy, bob marley, nina simone, stevie
wonder, bad bunny, celia cruz, mercedes sosa, fela kuti, george floyd, breonna taylor, stephen lawrence, serena
williams, muhammad ali
""")
