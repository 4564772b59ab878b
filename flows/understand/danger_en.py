"""How people say in English that a life, a body or somebody's safety is at risk now: patterns over a text in small letters
without apostrophes and hyphens. `flows/understand/danger.py` reads them. `$` is the end of a clause.
"""

TWO = r"(?:\w+ ){0,2}"
MANY = "(?:ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|dozens|a dozen|half a bottle)"
HERSELF = "(?:him|her|them|it)(?:self|selves)"
PEOPLE = (
    "(?:he|she|they|husband|wife|partner|boyfriend|girlfriend|ex|father|dad|mother|brother|son|stepfather|uncle|man|men|"
    "woman|someone|somebody|guy|neighbour|neighbor|police|roommate|flatmate|landlord)"
)
DRUGS = "(?:pills|tablets|sleeping pills|meds|medication|medicine|paracetamol|tylenol|painkillers|antidepressants)"
OF_MINE = r"(?:(?!(?:my|the|his|her|their|your|it|this|that|he|she|not|never|no)\b)\w+ ){0,6}?"  # what may stand between

ABOUT_ME = (
    r"^(?:crisis|emergency|an emergency|sos|mayday|i need (?:urgent )?help (?:now|urgently)|i need urgent help)$",
    # Wanting to die.
    r"(?<!they )(?:want|wanting|ready|need|hope|hoping|prefer) to (?:just |really |only )?(?:die|be dead)\b",
    r"(?:i am|i might|i will|i would) (?:just )?going to die (?:tonight|today|now|by)",
    r"i (?:could|would|can) (?:just )?die$",
    r"(?:wish|pray|praying|hope|hoping|better if|easier if|happier if|best if|if only"
    r"|sorry that) (?:that )?i (?:\w+ ){0,3}"
    r"(?:dead|die|died|not alive|not exist|gone|disappeared|not wake up|not here|not born|never born"
    r"|not been born)(?:$| for good| forever)",
    r"rather (?:be dead|not be (?:alive|here any more)|not exist|not wake up)",
    r"not (?:see|imagine|picture) myself (?:living|being alive|alive|being here) (?:past|much|after|for long|any)",
    r"(?:done|finished|tired|sick|exhausted|fed up) (?:with |of |from |by )?"
    r"(?:living(?! out of| in | with | on | at | from )|being alive"
    r"|existing"
    r"|life$|my life$|this life$)",
    r"(?:want|need|way) out of (?:this |my )?life$",
    r"tonight is the night|said (?:my )?goodbyes? (?:to everyone|to everybody|to them all)|saying my goodbyes",
    r"(?:feel|feeling) like (?:dying|i want to die|ending)",
    r"(?:kill|killing|killed) my ?self\b",
    r"(?:hang|hanging|drown|drowning|shoot|shooting|suffocate|poison) myself\b(?! in the foot| for |ing)",
    r"(?:end|ending|take|taking|took) my (?:own )?life\b",
    r"(?:end|ending) it all\b",
    r"(?:going|want|wanting|time|ready|decided) to end (?:it|things)(?: now| tonight| today| forever)?(?=$"
    r"|,? i mean)",
    r"end things i mean my life",
    r"(?:i am|feel|feeling|felt|been|still|so|very|getting|really) (?:(?!not\b|never\b)\w+ )?suicidal\b",
    r"^suicidal\b",
    r"suicid(?:al|e) (?:thoughts|ideation|again|tonight|today|now|feelings)",
    r"thoughts (?:of|about) (?:suicide|death|dying|ending|killing)",
    r"(?:thinking|think) (?:a lot )?(?:of|about) (?:committing )?suicide\b",
    r"(?:commit|committing) suicide\b",
    r"\bi (?:have )?(?:just )?attempted suicide",
    rf"thinking about death {TWO}(?:all the time|constantly|every day)",
    r"wish (?:that )?i (?:was|were|would be|could be) dead",
    r"wish (?:that )?i (?:could|would) (?:just )?(?:die|disappear forever|stop existing)",
    r"wish (?:that )?i (?:had|would|was|were|have)? ?never (?:been |was )?born",
    r"wish (?:that )?i (?:did not|do not) exist",
    r"(?:rather|better off|better of|better) (?:be |being )?dead\b",
    r"hope(?:d)? i do not wake up",
    r"(?:never|not|do not want to|hope i do not) (?:to )?wake up(?:$| again| tomorrow| ever| any more)",
    r"not want to (?:live|be alive|exist|go on living|keep living|continue living)(?:$| any more| no more"
    r"| like this| another| at all)",
    r"not (?:want|wish|need) to (?:go on|keep on|carry on|continue) living",
    r"not want to be (?:here|alive|around)(?:$| any ?more| no more)",
    r"can not (?:go on|carry on|keep going)(?:$| any more| no more| like this| living)",
    r"can not (?:keep|go on|carry on|do) (?:living|life)\b",
    r"no (?:reason|point|sense|purpose) (?:to live|to be alive|in living|in being alive|in life|for me to live)",
    r"reason (?:for me )?to (?:live|be alive|go on living)\b",
    r"nothing (?:left )?(?:to|worth) (?:live|living) (?:for|4)",
    r"what is the point (?:of|in) (?:living|life|being alive)",
    r"life is (?:not|no longer) worth",
    r"(?:no|lost|losing) (?:\w+ )?will to live",
    r"(?:disappear|vanish|go away|gone|sleep) forever$",
    r"stop existing",
    r"better off (?:if i|without me)|better without me|happier if i (?:was|were)|happier without me",
    r"(?:nobody|no one) would (?:even )?(?:miss me|care|notice) if i (?:died|was gone|were gone|was dead"
    r"|disappeared|killed)",
    r"ready to die|not afraid to die",
    r"(?:my|a|the) (?:goodbye|suicide|farewell) (?:letter|note|letters|notes)\b",
    r"this is (?:my )?goodbye\b",
    r"not be around (?:much|for much) longer",
    # The same, in whatever words.
    rf"i {OF_MINE}die\b(?! of\b| for\b| on that| inside| laughing| hard| than| to\b)",
    rf"(?:way|option|solution|answer|escape|choice)(?: \w+)? (?:is|was|seems|seems to be|would be) {TWO}(?:die"
    r"|death|suicide|dying)\b",
    r"my (?:own )?suicide\b|(?:planning|planned|attempting|considering|contemplating|googling"
    r"|researching ways to commit) suicide\b",
    rf"not {TWO}(?:alive|here any more)(?:$| and)",
    r"(?:not|hard|reason|struggling|why|trying) (?:\w+ ){0,4}stay(?:ing)? alive",
    r"wish i (?:was|were) not (?:here|alive|around|born)(?:$| any more)",
    r"life (?:has|have|had) no (?:meaning|purpose|point|sense|value)",
    r"(?:want|wish|need|ready for) (?:it|it all|everything|my life) to (?:be over|end)$",
    r"(?:knife|blade|razor|scissors|gun|rope|noose) (?:to|against|at|on|in|round|around) (?:my|me)\b",
    r"(?:took|taken|take|swallowed|swallow|taking) (?:\w+ ){0,2}(?:bunch|handful|bottle|load|lots?|box|pack"
    r"|packet|strip) (?:of )?"
    rf"{TWO}{DRUGS}",
    r"(?:raped|strangled|choked|stabbed|molested|beats|beating|abuses|abusing) me\b(?! in the back| up about| to| at| down)",
    r"threatened me with a",
    r"(?:locked|trapped|tied) me (?:in|up|inside)\b",
    rf"{PEOPLE} (?:\w+ ){{0,4}}(?:with|has|had|holding|pulled|got) {TWO}(?:knife|gun|machete|weapon)\b",
    r"(?:someone|somebody|man|stranger|intruder) (?:\w+ ){0,3}(?:in|inside|outside) my (?:house|home|flat|room"
    r"|apartment|door|window)$",
    r"(?:fear|afraid|scared|terrified) for my (?:life|safety)",
    r"(?:about|going|want|ready|tempted) to (?:jump|throw myself)(?=$| off (?:the|a|my) (?!call|zoom)| from)",
    r"(?:not|idk if|unsure if|not sure|whether|sure if) (?:\w+ ){0,5}(?:live|be alive|living)(?:$| any more"
    r"| no more| like this| at all| now)",
    r"(?:my )?life is over|no (?:point|reason|sense|use) (?:in |to )?(?:living|being alive|live)",
    rf"(?:except|but|besides|other than) {TWO}(?:dying|death|to die)$",
    r"(?:drank|drunk|drinking|drink|swallowed) (?:\w+ )?(?:bleach|poison|antifreeze|insecticide|weedkiller|acid)",
    r"on (?:the|a) (?:ledge|edge of (?:the|a) (?:roof|bridge|building|cliff))",
    r"(?:cut|cuts|cutting|burn|burns|burned|burnt|hurt|hurting|scratch|hit|hitting) (?:myself"
    r"|my (?:own )?\w+) (?:\w+ )?(?:on purpose|deliberately)",
    # How.
    r"(?:took|taken|swallowed|take|taking) (?:a |an |the |my )?(?:whole |all |too many |lot of |handful of "
    r"|bottle of |load of )+"
    rf"(?:bottle )?(?:of )?(?:my |the |her |his )?{DRUGS}",
    rf"(?:took|taken|swallowed) all (?:of )?(?:my|the|her|his) {DRUGS}",
    rf"(?:took|taken|swallowed|taking) (?:(?:over |about |like )?(?:\d\d+|{MANY})) (?:of )?(?:my |the )?{DRUGS}",
    r"(?:got|have|bought|tied|tying) (?:a|the|my) (?:rope|noose)\b(?! (?:bridge|course))",
    r"(?:took|taken|take|taking|had|on) an? overdose\b(?! of (?:coffee|zoom|chocolate|work|meetings|news|sugar"
    r"|cake))",
    rf"(?:to overdose|overdosed)(?:$| on (?:my |all |the )?{DRUGS})",
    rf"{DRUGS} (?:are )?(?:ready|here|in front|in my hand|beside me|next to me)",
    r"(?:want|going|about|ready|is) to jump(?:$| off (?:a|the|this) (?:roof|bridge|building|cliff|balcony)"
    r"| off$| from)",
    r"(?:want|going|about|ready) to (?:jump|step|walk|throw myself) (?:in front of|under) (?:a|the)",
    r"in front of (?:a|the) (?:train|bus|truck|lorry|tube)",
    r"on the (?:roof|bridge|ledge) and",
    r"(?:car|myself|drive|driving) (?:my car )?off (?:a|the) (?:bridge|cliff)",
    r"crash(?:ing)? my car on purpose",
    r"(?:slit|slitting|cut|cutting|slash|slashing) my (?:own |\w+ )?(?:wrists?|veins|throat|arms?|legs?|thighs?"
    r"|skin)\b|cut(?:ting)? (?:myself )?too deep",
    r"use it on myself",
    # Hurting oneself.
    r"(?:am|been|started|starting|started to|keep|kept|about|stop|again|like) cutting (?:myself|again)\b(?! off"
    r"| some| short)",
    r"cutting myself (?:again|to feel)",
    rf"cut myself {TWO}(?:on purpose|deliberately|again$)",
    rf"burn(?:ing|ed|t)? myself {TWO}on purpose",
    r"(?:want|going|plan|planning|might|urge|urges|need|tempted|do) (?:to )?(?:hurt|harm|cut"
    r"|injure) myself\b(?! some| off)",
    r"(?:been|am|started|keep|not stop|like|of|about) (?:hurting|harming|injuring) myself\b",
    r"(?:been|am|started|i|urges to|want to|urge to|to) self harm(?:ing|ed)?(?:$| again| today| tonight"
    r"| last night| now)",
    r"(?:been|am) self harming",
    r"\bdo (?:something )?to myself|do something to myself",
    r"not trust myself (?:to be alone|tonight|alone|right now)",
    r"danger to myself",
    # Danger from somebody.
    rf"{PEOPLE} (?:is |are |s |has |will )?(?:going to|will|wants to|want to|says he will|says she will"
    r"|trying to|tried to|"
    r"threatened to|threatening to|threatens to|swore to) kill (?:me|us)\b(?! if| when| for| with"
    r"|.{0,40}\b(?:lol|haha|lmao|jk)\b)",
    r"threatened to (?:kill|stab|shoot) me",
    rf"{PEOPLE} (?:is |are )?(?:has|have|holding|has got|got|got|s got|with|is outside with) (?:a |got a "
    r"|the )(?:knife|gun|weapon|machete|axe)",
    rf"{PEOPLE} (?:is|are|keeps|was|has been|still)? ?(?:hitting|beating|hurting|choking|strangling|attacking"
    r"|raping|punching|"
    r"kicking) me\b(?! in (?:that|the) meeting)",
    rf"{PEOPLE} (?:has |have |just |also )?(?:hit|beat|beats|hits|strangled|choked|raped|stabbed|punched|kicked"
    r"|assaulted|"
    r"chokes) me\b(?! in the (?:back|meeting)| up\b| to it| with an? (?!knife|bat|belt|bottle|stick|gun|hammer|chair)| at )",
    r"(?:been|was|got|being|were) (?:raped|stabbed|strangled|sexually assaulted|gang raped|kidnapped"
    r"|trafficked)\b(?! in the back)",
    r"am being (?:attacked|beaten|followed|stalked|held|hurt|hit)\b(?! up| in that| for)",
    rf"{PEOPLE} (?:will|does|would) not let me (?:out|leave|go)\b",
    r"locked in and",
    r"not safe (?:at home|from myself|with myself|in my|here|tonight|right now|with him|with her)|am not safe$",
    r"not (?:feel )?safe (?:at home|in my (?:own )?(?:home|house|flat))",
    r"(?:am|are|is|was|were) in (?:immediate |real |great |serious )?danger\b",
    r"(?:trying|tries|tried) to (?:break in|get in|get into my|force|break down)|breaking in(?:to my)?\b",
    r"(?:hands|hand) (?:round|around|on|over|to) my (?:throat|neck|mouth)|me by the (?:throat|neck|hair)",
    r"hiding (?:from (?:him|her|them)|in the (?:bathroom|closet|toilet|bedroom|wardrobe))",
    rf"{PEOPLE} (?:is |are |keeps |has been )?following me\b(?! on (?:linkedin|twitter|instagram|x|facebook|tiktok))",
    rf"{PEOPLE} (?:is |are |has been |keeps )?stalking me|stalking me and",
    r"call the police please|please call the police",
)  # fmt: skip
# Somebody else, now.
ABOUT_OTHERS = (
    rf"(?:wants|want|going|about|threatening|plans|planning|trying|ready) to kill {HERSELF}\b|wants? to die\b",
    rf"(?:tried to kill|killed|cut|hanged) {HERSELF} (?:today|just now|tonight|last night|this morning)",
    r"(?:end|ending) (?:her|his|their) (?:own )?li(?:fe|ves)\b",
    r"take (?:her|his|their) own li(?:fe|ves)\b",
    r"(?:is|are|feels|gets) (?:\w+ )?suicidal\b",
    r"(?:has|have) (?:just )?(?:taken|swallowed) an overdose",
    r"does not want to (?:live|be alive|be here)(?:$| any more)",
    rf"(?:will|might|may|could) kill {HERSELF}\b|just overdosed|(?:commit|committing) suicide (?:tonight|today|now)",
    r"(?:cut|slit|slashed) (?:her|his|their) (?:own )?(?:wrists?|arms?|throat|veins)",
    r"(?:hit|beat)s? me$|(?:hit|beat)s? me (?:again|every|all the|when|if)\b",
)
# The thing itself, where nothing around it says that it is talk.
BARE = (r"suicid(?:e|al)\b|self harm\w*",)
