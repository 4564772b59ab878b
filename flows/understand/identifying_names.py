"""Given names and family names of many peoples, as they may be typed in a hurry: no capitals, no accents.

They only help where nothing else does: a name in lower letters, or the first word of a sentence. A name that isn't here is
found by its capital, or by what stands before it. None is here that is an ordinary word in English or Spanish (hope, joy, sol,
luz). Who misses one adds it.
"""

from flows.understand.vocabulary import words

NAMES = words("""
abebe abena abiodun abioye adaeze adama adaora ade adebayo adedayo adeola adesuwa adeyemi adjoa afia afua akello
akosua akua akwasi alhassan almaz ama amadi amadou aminata amma anan ashanti ayodele ayomide azikiwe babajide
babatunde bankole bisi bola bolanle chiamaka chibuzo chidi chidinma chika chimamanda chinedu chinua chinwe chioma
chukwudi dayo desta dlamini ebele efua ekene ekow emeka enitan eniola esi ezinne fatou fatoumata fela femi folake
folasade funmi funmilayo gathoni getachew haile hirut idowu ifeanyi ifeoma ije ikenna imani iniko jabari jelani
kagiso kamau kato kayode kehinde kelechi kgosi khaya khosi kipchoge kofi kojo kwabena kwadwo kwaku kwame kwasi kwesi
lerato lindiwe lulu lungile mandla mamadou mariama mbali mbeki mekonnen moussa mthunzi mutua mwangi naledi nana
ndidi ngozi njeri njoroge nkechi nkosana nneka nnamdi nobuhle nomsa nomvula nonso ntombi nyah nyambura nyong obi
obiageli obinna odhiambo ogechi okafor okeke okonkwo oluchi olufemi olumide oluwaseun oluwatobi oluwatoyin omari
omolara onyeka osei oumar ousmane rudo sade segun selam seun shaka sibusiso sipho siphiwe solape sundiata taiwo
tafadzwa tatenda temitope tendai tesfaye thabo thandeka thandi thandiwe themba tinashe tobi tunde uche udo wambui
wangari wanjiku wanjiru yaa yaw yemi yemisi yetunde zanele zawadi zola zuberi aaliyah abdul abdullah abdi abdirahman
adel adil adnan ahmad ahmed aisha aishah ali alia aliyah amal amin amina aminah amir amira anwar asma ayaan ayan
ayesha aziz bashir bilal dalia dina fadi fahad fahima faisal farah farid farida faruq fatima fatimah ghada habiba
hadiya hafsa hakim halima hamid hamza hana hanan haroon hasan hassan hawa hiba huda hussein ibrahim idris ifrah iman
imran ismail jamal jamila kareem karim khadija khadijah khaled khalid khalil laila latifa layla leila lina maha
mahmoud malik mansour mariam marwa maryam mehdi mohamed mohammad mohammed mona muhammad mustafa nabil nadia najma
nasir nasra nawal noor nora noura nour omar osama othman qasim rafiq rahim rahma rania rashid rasha reem rima saad
sabah sadia safiya sahar said salim salma salman samir samira sana sara sarah sayed shadi shahid shirin sofia sumaya
syed tahir tariq umar umm usman waleed wafa xasan yasmin yasmine younes yousef yusuf zahra zainab zara zaynab zeinab
zeynep ayse emre mehmet elif fatma hatice hamed reza parisa nasrin shirin golnaz arash cyrus dariush farhad aarav
aarti abhishek aditi aditya ajay akash amit amrita ananya anil anita anjali ankita anushka aparna archana arjun arun
asha ashok bhavna chandra deepa deepak deepika devi dev dinesh divya gaurav geeta gita gopal harpreet gurpreet
indira ishaan jaspreet jaya jyoti kamala kavita kavya kiran krishna kumar lakshmi lata leela madhuri mahesh manish
manju manpreet meena meera mohan mukesh nandini naresh neeta neha nikhil nisha nitin padma pooja pradeep prakash
pranav prasad priti priya priyanka rahul raj raja rajesh raju rakesh ramesh rani ravi rekha ritu rohan rohit rukmini
sandeep sandhya sangeeta sanjay sarita savita seema shanti sharma shreya simran singh sita sneha sonia sudha sunil
sunita suresh sushila swati tara uma usha varun vijay vikram vimala vinod vivek farhana nasreen rumana shabnam
tasnim thilini nimal kumari sanduni dilani chaminda ruwan tenzin pema dolma karma dawa pasang nima gurung tamang
thapa sherpa lhamo aiko akira asami ayumi chiyo daichi emi haruka haruki hideo hiroshi hiroko junko kaori kazuo
keiko kenji kimiko kumiko makoto mariko masako michiko midori misaki naoko naomi noriko reiko sachiko sakura satoshi
shinji takashi takeshi tomoko toshiko yoko yoshiko yuki yumi bae chul eunji haeun hana hyejin hyun hyunwoo jihoon
jimin jisoo jiwoo jiyoung joon kyung minho minjun minji minseo seojun seoyeon seung soojin sooyoung sunghee woo yeon
yuna bao chen chun feng guo hai hao hong hua hui jiahao jian jiang jie jing jun lei liang lijun ling mei meiling
ming mingming ping qiang qing rong shan shu tao wei wen xia xiang xiao xiaoming xin xiu yan yang ying yong yu yue
yun zhang zhen zheng zhi zhou anh binh chau dao diep duc dung duong giang hanh hien hieu hoa hoang huong huy khanh
khoa lan linh mai minh my nga ngoc nguyen nhung phuong quan quang quyen quynh thanh thao thi thu thuy tien tran
trang trinh trung tuan tuyen tuyet uyen viet xuan yen chaiwat kanya malee niran ploy siriporn somchai sunan suda
wanida aung hla khin kyaw myint thida win zaw sokha srey bopha dara channary agus budi dewi dian eka indah putri
rini siti sri wayan ketut nyoman made putu yuni aung bayani dalisay datu jejomar ligaya luningning mayumi nene rizal
tala tadeo maricel jocelyn rowena aroha anahera ariana atawhai hine hinemoa hemi hone huia ihaia kahu kahurangi
kauri kiri kora mahina mana manaia marama matiu mere mihi moana ngaio ngaire nikau paora piripi pounamu rangi rawiri
rewi rongo ruia tama tamati tane tangaroa tawhiri tui waimarie wairua whetu wiremu alamea alofa fetu fiafia ioane
iolana kailani kaimana kalani kalea kamea keala keanu kekoa leilani lono makana malia mele moana nalani noelani
nohea palila pua sefa sina sione tavita tevita tupou viliami losa mele salesi aiyana aponi aquene ayita chayton
chenoa cheyenne dakotah enola halona hiawatha kachina kaya kimi koda leotie lonan magena mahala makya mika nahimana
nayeli nizhoni nokomis nova odina onida sakari sequoyah shappa takoda tallulah tayen winona wapun wuti yuma zitkala
acoyani ameyali atzi atzin chimalli citlali citlalli cuauhtemoc eztli huitzilin itzel ixchel ixtli izel malinalli
meztli moctezuma nahuatl nelli nenetl nahui nicte quetzal quetzalli sacnite tlalli tonalli tonantzin tlaloc xiadani
xitlali xochitl xochiquetzal xoco yaretzi yatziri yolotl yoloti yoltzin zyanya zeltzin amaru anahi anka antay asiri
atahualpa chaska illari inti kantu katari killa killari kusi kuntur nina nayra pachacutec puma qori quilla quispe
mamani condori huaman sami saywa sisa sumaq suri tupac tupaq urpi wara wayra wayta yachay yupanqui yuraq yma ayelen
ailen aucan huilen lautaro likan millaray nahuel nehuen pehuen rayen suyai yanquiray caupolican guadalupe yeison
yuliana yuridia jazmin siboney alejandra alejandro alfonso alicia alvaro ana andrea andres angelica antonia antonio
araceli armando arturo beatriz benjamin bernardo camila carla carlos carmen carolina catalina cecilia cesar claudia
cristian cristina daniel daniela david diana diego domingo edgar eduardo elena elisa emilia emiliano emilio enrique
erika ernesto esteban estela esther eugenia eva fabiola federico felipe fernanda fernando francisca francisco
gabriel gabriela gerardo gilberto gisela gonzalo graciela gregorio guillermo gustavo hector hugo ignacio ines irene
isabel isabela isidro ivan jaime javier jesus jimena joaquin jorge jose josefina juan juana julia julian juliana
julio karen karina laura leonardo leticia lorena lorenzo lucia luciana luis luisa magdalena manuel manuela marcela
marcelo marco marcos margarita maria mariana mariano maribel maricela mario marisol marta martha martin mateo matias
mauricio maximiliano mercedes micaela miguel miriam monica nancy natalia nicolas nora norma octavio olga oscar pablo
paola patricia patricio paula pedro pilar rafael ramiro ramon raquel raul rebeca ricardo roberto rocio rodolfo
rodrigo rogelio rosario ruben salvador samuel sandra santiago sara sebastian sergio silvia simon sofia sonia susana
teresa tomas valentina valeria vanessa veronica vicente victor victoria virginia wilmer ximena yadira yolanda
yesenia garcia rodriguez martinez hernandez lopez gonzalez perez sanchez ramirez fernandez gomez diaz vasquez joao
jose caetano thiago tiago beatriz luiza raissa iracema jandira moacir ubirajara oliveira silva souza aaron adam
agnes alan albert alexander alice alison amanda amelia amy andrew angela ann anna anne anthony arthur ashley barbara
benjamin bernard beth brandon brenda brian bruce bryan caroline catherine charles charlotte chloe chris christine
christopher colin courtney craig cynthia daisy darius darnell dean deborah denise dennis derek deshawn diane donald
donna doris dorothy douglas ebony edith edward eileen elaine eleanor elizabeth ellen emily emma eric ethan eugene
evelyn fiona frances frederick gareth gary geoffrey george gerald gillian gloria gordon graham greg gregory harold
harriet harry heather helen henry howard hugh ian isaac jack jackie jacob jacqueline jake jamal james jamie jane
janet janice jasmine jason jean jeffrey jennifer jeremy jerome jerry jessica jill joan joanna joe joel john johnny
jonathan jordan joseph joshua joyce judith julie justin karen kate katherine kathleen katie keisha keith kelly
kenneth kevin kimberly kylie larry latasha latoya lauren laurence lawrence leah leon leonard leroy lewis liam
lillian linda lindsay lisa lola lorraine louis louise lucy luke lydia lynn malcolm marcus margaret maria marilyn
marie marion marjorie marlon marshall martin marvin mary matthew maureen maurice megan melanie melissa michael
michelle mildred mohamed molly monique muriel natalie nathan neil nicholas nicole nigel noah olivia oliver oscar
pamela patricia patrick paul paula pauline peter philip phillip phyllis rachel ralph raymond rebecca richard robert
roger ronald rory rosemary roy russell ruth ryan samantha samuel sandra saoirse sarah scott sean shanice shanika
shannon sharon sheila shelly shirley siobhan sophia sophie stephanie stephen steve steven stuart susan suzanne
sylvia tamika tanisha tanya terrence teresa thelma theresa thomas tiffany timothy tina tom tony tracy tyrone valerie
vanessa vera veronica victor vincent violet vivian walter wendy wilfred william yvonne zachary zoe aoife niamh
ciaran padraig rhys gwen angharad alasdair callum dmitri ivan katya natasha olga sergei svetlana tatiana vladimir
agnieszka katarzyna malgorzata piotr tomasz wojciech claudette delroy marlene winston garfield shanique tyrell
""") - words("""

ade mana nova puma inti made tala sana tara dean joyce jordan jack jean dawa karma nina said my win suda raja dina
mele asha hai shan my ping yang lan mai thu tien hong ming anan ana-lisa lulu hana anka dara dao lei hao jie jun tao
wei wen xin yan ying yong yu yue yun dev lata ravi-shankar rani usha made hine kauri kiwi tui moana rangi wairua
mihi aroha-nui ploy rosario pilar mercedes domingo salvador marina nahuatl quetzal wara dung bola nana kaya nene
violet daisy heather victoria santiago cesar jesus guadalupe margarita rocio iman noor amal huda karim-khan feng
fiafia tama seung pua fetu inti kora yuma
""")
