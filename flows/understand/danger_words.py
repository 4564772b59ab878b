"""Words about danger: what is a slip or short for what, and what shows that it isn't so, long over, or nobody's case."""

from flows.understand.vocabulary import words

SHORT_FOR = {
    "wanna": "want to", "wana": "want to", "wnat": "want", "wan": "want", "gonna": "going to", "gunna": "going to",
    "gona": "going to", "kms": "kill myself", "kil": "kill", "suicidle": "suicidal", "suiside": "suicide",
    "suisidar": "suicidar", "suisidarme": "suicidarme", "suisidas": "suicidas", "killin": "killing",
    "killmyself": "kill myself", "kys": "kill myself", "tonite": "tonight", "2nite": "tonight", "ded": "dead",
    "liv": "live", "r": "are", "u": "you", "unalive": "kill myself", "unaliving": "killing myself", "ive": "i have", "im": "i am",
    "iam": "i am", "hes": "he is", "shes": "she is", "theyre": "they are", "cant": "can not", "cannot": "can not",
    "dont": "do not", "dnt": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "wasnt": "was not",
    "werent": "were not", "bout": "about", "abt": "about", "arent": "are not", "wont": "will not", "id": "i would",
    "ill": "i will", "wouldnt": "would not", "theyd": "they would", "theres": "there is", "whats": "what is",
    "partners": "partner is", "anymore": "any more", "noone": "nobody", "plz": "please", "pls": "please",
    "commiting": "committing", "kiero": "quiero", "qiero": "quiero", "kero": "quiero", "qro": "quiero",
    "bibir": "vivir", "vibir": "vivir", "tngo": "tengo", "q": "que", "k": "que", "x": "por", "xq": "porque",
    "pq": "porque", "pa": "para", "estubiera": "estuviera", "estubiese": "estuviera", "estuviese": "estuviera",
    "kitarme": "quitarme", "hazerme": "hacerme", "asia": "hacia", "toy": "estoy",
    "shouldve": "should have", "shoulda": "should have", "wouldve": "would have", "wud": "would", "cud": "could",
    "shud": "should", "waan": "want", "wnt": "want", "cyaan": "can not", "nuh": "not", "neva": "never",
    "tmrw": "tomorrow", "tmr": "tomorrow", "2moro": "tomorrow", "tomoro": "tomorrow", "tomorow": "tomorrow", "b4": "before",
    "dey": "they", "dem": "them", "n": "and", "nd": "and", "ur": "your", "havent": "have not", "hasnt": "has not",
    "hadnt": "had not", "couldnt": "could not", "aint": "is not", "youre": "you are", "wots": "what is", "luv": "love",
    "myslef": "myself", "mysef": "myself", "maself": "myself", "m": "me", "stoy": "estoy", "boi": "voy",
    "aki": "aqui", "akí": "aqui", "dspues": "despues", "xfa": "por favor", "tb": "tambien", "tmb": "tambien", "d": "de",
    "kien": "quien", "morirm": "morirme", "matarm": "matarme", "alguin": "alguien", "nomas": "no mas", "hijxs": "hijos",
}  # fmt: skip
# What a slip of a letter or two is still read as.
KEYS = (
    "suicide", "suicidal", "suicidio", "suicidarme", "suicidarse", "suicidar", "suicidas", "suicida", "overdose", "overdosed",
    "sobredosis", "myself", "morirme", "matarme", "autolesionarme", "pastillas",
)  # fmt: skip
REAL = words(
    "morirse matarse matarte matarle matarla matarlo suicides suicidado suicido morirte moriremos suicidan itself"
)

# Who says that it isn't so: within three words before it, in the same clause.
NOT = r"(?:not|never|no|nunca|jamas|nadie|without|tampoco|neither)"
NOT_ONLY = (
    r"(?:just|only|solo|joking|kidding|ok|okay|well|fine|broma|bien|more|aguanto|puedo|stop|dejo de|paro de)"
)
# What is long over.
OVER = (
    r"\b(?:years? ago|decades? ago|long ago|in my (?:teens|twenties|thirties|youth)|when i was (?:young|younger"
    r"|a teen\w*|a child|\d+)|"
    r"as a teen\w*|used to|hace (?:\w+ )?anos|de joven|de adolescente|a los (?:veinte|quince|dieciseis|treinta"
    r"|\d+))\b"
)
# Today, beside what is long over.
NOW = r"\b(?:now|today|tonight|again|still|am|want|ahora|hoy|otra vez|de nuevo|todavia|quiero)\b"
# A case that nobody has: teaching, practice, "what if a client…".
MADE_UP = (
    r"\b(?:(?:when|if|cuando|si) (?:a|an|any|some\w*|your|un|una|su|alguien|clients?)\b|role ?plays?|juegos? de roles|"
    r"(?:a|any|un|una|some) (?:client|coachee|person|cliente|persona) (?:who|that|que)|"
    r"(?:somebody|someone|people|alguien|gente|personas) (?:who|that|que)|what should a|que debe hacer un|"
    r"how (?:do|would|should) (?:i|you|we) (?:respond|handle|treat|work)|como (?:respondo|tratarias|responder)|client of mine|"
    r"cliente mio|case study|once|una vez)\b"
)
# Talk about it, as coaches talk.
TALK = (
    r"\b(?:protocol\w*|policy|policies|politica|formacion|contract|contrato|research|investig\w+|dissertation|tesis|rates?|tasas?|"
    r"train\w*|forme|workshops?|talleres|prevention|prevencion|awareness|hotline|linea de|volunteer|voluntari[oa]|talks?|charla|"
    r"topic|tema|supervision|"
    r"first aid|primeros auxilios|course|curso|bereavement|helpline|survivors|sobrevivientes|"
    r"bereaved|duelos?|lost|perdi|perdio|perdieron|"
    r"works? (?:with|in)|"
    r"trabaja (?:con|en)|squad|escuadron|club|referral|derivar\w*|covers|cubre|group|grupo|thought of|pensado en|coach|coaches)\b"
)
TITLES = (
    r"\b(?:read|reading|book|called|titled|watch\w*|film|movie|novel|song|series|play|listening|author|leyendo"
    r"|lei|leo|libro|"
    r"novela|pelicula|cancion|serie|vi|viendo|titulado)\b"
)
