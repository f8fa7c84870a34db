"""First names that children in England have, written down for finding them in free text.

They are of every part of the country's population, in the spellings that are met most. None is complete: what
``names_in_text`` finds does not hang on this list alone.
"""

from __future__ import annotations

# Names that are hardly ever another word.
_SURE = """
aaliya aaliyah aamir aarav aaron aarya aaryan aayan abbas abbie abby abdirahman abdul abdullah abdullahi
abena abigail abraham ada adam adel adil aditi aditya adnan adrian adriana adriano ahmad ahmed aidan aiden
aila aileen aimee aisha aishah aisling aiza ajay akash akeem akira aksel alana alanna alasdair alastair
albert albie alejandro aleksander aleksandra alessandro alessia alex alexa alexander alexandra alexandru
alexia alexis alfie alfred ali alia alicia alina alisa alisha alissa alistair aliyah allan allegra alma
amaan amal amani amara amari amaya amelia amelie amina aminah amir amira amirah amit amna amrit amy ana
anaiya anand anaya andre andrea andreea andrei andrew andrzej aneesa angela angelina angus anika anisa
anisha anita aniya anjali ann anna annabel annabelle annalise anne annie annika anthony antoni antonia
antonio antony anwar anya aoife aqsa arabella aria ariana arianna ariella aris arjun arlo armaan arman
armando arnav aron arran arslan arthur arturo arun arya aryan asad asha asher ashleigh ashley ashton asma
asmaa astrid atticus aubrey aurelia aurora austeja ava avani avi aya ayaan ayan ayana ayat ayesha ayla ayman
ayo ayub ayush azaan aziz babajide badr barnaby bartosz basma beatrice beatrix becky bella ben benedict
benjamin benji bernard beth bethan bethany betsy beverley bhavika bianca bilal billie billy blaise blessy
bogdan bonnie breanna brenda brendan brett brian brianna bridget brielle brody bronte bronwen bryan bryony
bushra caden caitlin caitlyn caleb callie callum calum calvin cameron camila camilla camille caoimhe cara
carina carl carla carlos carly carol caroline carrie carys casey caspar casper cassandra cassie caterina
catherine cathy catrin cecilia cecily celia celine cerys chanel chantal chantelle charis charles charlie
charlotte charvi chelsie chiamaka chidi chidubem chike chinedu chloe chris christina christine christopher
cian ciara ciaran claire clara clarissa claudia clementine colette colin connie connor conor coral cordelia
corey cosmin craig cristian cristina cynthia daan daisie dalia damian damien damilola damon dan daniel
daniela danielle danil danish danny dante danyal darcey darcie daria darius darnell darragh darren daud dave
david davina dawid dawood deborah declan deepa deepak delia delilah demi denis denise dennis denzel derek
desmond dexter deya dhruv diana diego dilan dillon dina diogo dionne diya djamila dominic dominik dominika
donna donovan doreen dorothy douglas duncan dwayne dylan ebony ebrahim eddie edgar edie edith eduard eduardo
edward edwin efe effie ehsan eileen eilidh ela elaine eleanor elena eleni eli eliana elias elif elijah elin
eliott elisa elise elisha eliza elizabeth ella elle ellen ellie elliot elliott ellis-mae eloise elouise elsa
elsie elspeth elton elvin ema emanuel emeka emil emilia emilie emilija emily emin emma emmanuel emmie enoch
enrique enzo eoin ephraim eric erica erik erika erin ernest esha esme esmee esmeralda esther ethan ethel
etienne eugene eva evan evangeline evelina evelyn evie ewa ewan ezekiel ezra fabian fabio fadi fahad fahim
faisal faiza faizan farah fareed farhan faris farouk fatema fatima fatimah fatou fatoumata federico felicity
felix femi fernando ffion fiadh fifi filip filippo fin fingal finlay finley finn finnian fintan fiona
fletcher florian folarin fran frances francesca francesco francisco franciszek frankie franklin fraser fred
freddie freddy frederic frederick freya frida gabriel gabriela gabriella gabrielle gareth garry gary gavin
gemma genevieve geoffrey george georgie georgina gerald gerard ghazal gia gianna gideon gilbert giles gina
giorgia giovanni gisele giulia giuseppe gloria gloriana grace-mae gracie grayson greg gregor gregory greta
griffin grzegorz guillermo gulnaz gurdeep gurpreet gus gwen gwendolyn gwilym habib habiba hadi hadiya hadiza
hadley hafsa hafsah hajar hajra hakeem haleema halima hamid hamish hamza hamzah hana hanan hania hanna
hannah hans hardeep hari haris harjit harleen harley haroon haroun harper harpreet harriet harrison harry
harsh harshita haruka harvey hasan haseeb hashim hassan hattie hawa haya hayden haydn hayley heba hector
heidi helen helena helene henrietta henrik henry hermione hiba hicham hiro hristo hubert hugh hugo humaira
humphrey husna hussain hussein iain ian ibraheem ibrahim ibtisam ida idris ife ifeoma ifrah ignacy igor
ikram ilaria ilhan ilia ilyas iman imogen imraan imran inaaya inaya indie indigo indira indy ines inga
ingrid inigo ioan ioana iona ionut iqra ira irene irfan irina isa isaac isabel isabella isabelle isha ishaan
ishaaq ishan ishaq isla ismaeel ismail isobel isra issa ivan ivana iwan izaan izabela izabella izzy jacek
jackson jacob jacqueline jaden jagoda jahmal jai jaiden jake jakub jamaal jamal jameel jameela james jamie
jamil jana jane janelle janet janice jannat jared jasleen jason jasper jaspreet javier jay jaya jayce jayden
jaydon jayla jaylen jean jeevan jeffrey jemima jemma jen jenna jennifer jenny jenson jeremiah jeremy
jermaine jerome jesse jessica jessie jethro jia jiho jill jim jimmy jing jinny joan joanna joanne joao jodie
joe joel joey johan johanna john johnny jon jonah jonas jonathan jorge jorgie joseph josephine josh joshua
josiah josie jude judith jules julia julian juliana julie juliet juliette julius junaid juno justin justina
justyna kabir kacper kadija kai kaiden kailan kairo kaitlyn kamal kamila kamran kane kara kareem karen karim
karina karl karla karolina karthik kasia kasper kate katelyn katerina katharine katherine kathleen kathryn
katie katrina kavya kaya kaycee kayden kayla kayleigh kayley keegan keeley keiko keira keiran keisha keith
kellan kelly kelsey kelvin kemi ken kendra kenji kenneth kenzie kenzo kerry kevin keziah khadija khadijah
khaled khalid khalil khloe khushi kian kiara kiera kieran kiki kimberley kimora kinga kira kiran kirsten
kirsty kiyan klara klaudia koby kofi komal konrad kourtney kris krish krishna kristian kristina krystian
krzysztof kuba kuldeep kumail kunal kwabena kwame kweku kyan kye kyla kylie kyra laaibah lacey laiba laila
lara larissa latifa latoya laura lauren laurence laurie lavinia layan layla layth lea leah leanne leela leen
leia leila lena lennie lennon lenny leo leon leona leonard leonardo leonie leopold leroy lesley leticia levi
lewis lexi lexie leyla liam liana lianna libby lidia liepa lila lilah lilia lilian liliana lillian lillie
lina linda lisa liv livia liyana lizzie llewellyn lloyd lois lola loreen lorena lorenzo loretta lorna lottie
lou louie louis louisa louise lowen luan lubna luc luca lucas lucia lucian luciana lucie lucinda lucy luis
luisa luka lukas lukasz lula lulu luna lwazi lydia lyla lylah lyndsey lyra maahir maariya mabel maciej
mackenzie maddie maddison madeeha madeleine madeline madina madison mae maeve magda magdalena maha mahad
mahdi mahek mahi mahira mahmoud mahmud mahnoor maia maisie maisy maja makayla makena malachi malaika malak
malaya malcolm mali malik malika mamadou manahil mandeep manjit manny manuel manveer marc marcel marcin
marcos marcus margaret margot maria mariah mariam mariama marianna marianne marie marina mario marisa
marissa marius marley marlon marsha martha martin martina martyna marwa marwan mary maryam marzena massimo
mateo mateusz mathew mathilda matilda matteo matthew matthias maud maurice maverick maxim maxime maximilian
maximus maxine maxwell maya mayar mayowa mayra mayssa meera megan meghan mehak mehdi mehmet mehreen mei
melania melanie melissa meredith merryn mia mica micah michael michaela michal michele michelle miguel mihai
mika mikael mikail mikayla mikey miko mikolaj mila milana milena millie milo milosz mina minahil minnie mira
miraal miriam misbah mischa mitchell mohamad mohamed mohammad mohammed mohamud mohsin moira mollie molly
momina mona monika monty morgan moses moshe muaaz muhammad muhammed muna munira murad murtaza musa musab
mustafa mya myah mylo myra myron nabil nabila nadia nadine nadir naeem nafisa nahla naila naima najma nala
nana nancy nandini naomi narges naseem nasir nasra nastassja natalia natalie natan natasha nathan nathanael
nathaniel naveed navya nawal nayan nayra nazia nedas neeraj neha nehal neil nela nell nellie nelly nevaeh
neve niall niamh nico nicola nicolas nicole nida nieve nigel nihal nikhil nikita nikki niko nikola nikolai
nikos nila nimra nina nirvana nisha nishka nithya noa noah noel noelle nojus nola noor noora nora norah
noreen norman nour nuala nura nuria nusaybah nusrat nyah nyasha nyla obinna octavia ola olaf oleksandr olga
oliver olivia olivier ollie oluwaseun oluwatobi omar omari omer oona oren orla orlaith orlando oscar osian
oskar osman otis ottilie owain owen oyin oyinkan pablo paddy paloma pamela paola paolo parisa parth pascal
patience-mae patricia patrick patrycja patryk paul paula paulina pauline pavel pawel paxton payton pearse
pedro peggy penelope perry peter petra petros peyton philip philippa phoebe pia pierre piers piotr pippa
polly prabhjot pranav praveen preeti priscilla prisha priya priyanka przemyslaw qasim quinn rabia rachael
rachel radek rafael rafaella rafal rafe raheem rahel rahim rahma rahul raina raisa raiyan raj raja rajan
rajesh rajveer ralph ramadan rameen ramla ramon ramona ramsha rana randeep rani rania ranveer raphael
raphaella rares rashid rashida raul raveena ravi rawan rayaan rayan raymond rayyan razia reanna rebecca
rebekah reece reem reggie regina rehaan rehan reina remi remy rene renee reuben rex rhea rhian rhianna
rhiannon rhodri rhona rhys ria rianna ricardo riccardo richard richie ricky rida ridwan rihanna riley rina
rishi rita ritika riya robbie robert roberta roberto roberts robyn rocco rocio roda roderick rodrigo roger
rohan rohit rokas roksana roland romeo romilly romy ronald ronaldo ronan ronnie rory rosa rosalie rosalind
rosalyn rosanna roshan rosie rowena roxanne roy ruaridh ruben rubie rudi rudy rufus rukhsana rupert ruth
ryan ryder rylan rylee ryley saad saanvi saarah saba sabah sabina sabrina sadia sadie safa safia safiya
safiyyah safwan sahib sahil saima saira sajid sakina salahuddin saleem salim salma salman salome saman
samanta samantha samara sameer samia samir samira samiya sammy samson samuel sana sanaa sandeep sandra sania
sanjana sanjay santiago saoirse sara sarah sarai sarina sasha saskia saul saule savanna sean seb sebastian
seema selena selim selina selma senan seraphina seren serena sergio seth shabana shabnam shafiq shahid
shahzaib shaimaa shakeel shakira shamima shamso shanaya shane shania shanice shannon shaun shawn shay shayan
shayla shayne sheena sheila shelby sheryl shivam shivani shola shona shreya shruti shyam shyla sian sibel
siddharth siddiq sidney sierra silas silvia simeon simon simona simone simran sina sinead siobhan siyana
skyla skylar sofia sohaib sohail solomon sonia sonya sophia sophie soraya stacey stanislaw stefan stefania
stella stephanie stephen steve steven stewart stuart subhan sufyan suhaib suhayb sukhdeep sulaiman sulayman
suleiman sumaiya sumaya sumayyah suraj suresh surya susan susanna susannah suzanne svetlana sybil syeda
sylvia sylvie szymon tabitha tadhg taha tahir tahira tahlia taibah taiwo talal talha talia talitha tallulah
tamara tamia tamika tammy tamsin tanisha tanvi tanya tara tariq tarun taryn tasneem tasnim tatiana tatum
tayla tayyab teagan ted teddy tegan temi temitope tendai teo teresa terri terry tess tessa thaddeus thalia
thea thelma theodora theodore theresa thiago thomas tia tiago tianna tiara tiffany tilda tilly tim timothy
tina tobi tobias tobiloba toby tod todd tolu tom tomas tomasz tommy tomos toni tony torin travis trevor
tristan tudor tunde twm tyler tymon tymoteusz tyra tyreece tyrese tyrone uche ugo ulrika ulrike ulysses uma
umair umar umaymah ummara uriah uriel ursula usama usman uthman uzair valentina valentino valerie vanessa
varun vasile vera veronica vicky victor vidya vihaan vijay vikram viktor viktoria vincent vinnie vinny viola
vivaan vivek vivian vivien vivienne vlad vladimir wafa wahid wajiha waleed walid walter waqas wasim wendy
wiktor wiktoria wilbur wilfred wilhelm william willis wilma wilson winifred winnie winston wojciech wyatt
xander xanthe xavier ximena yahya yakub yamin yana yanis yaqub yara yaseen yash yasin yasir yasmin yasmina
yasmine yassin yassine yazan yazid yolanda yosef yosuf youcef younes yousef yousif youssef yousuf yuki yunus
yuri yusra yusuf yvette yvonne zac zach zachariah zachary zack zaid zaim zain zaina zainab zaira zak zakaria
zakariya zaki zakir zara zarah zayaan zayan zayd zayn zayna zaynab zaynah zeeshan zeina zeinab zelda zena
zeynep zhen zia zidan zina zion zoe zoey zofia zoha zohra zola zoltan zoran zoya zubair zubayr zulaikha
zuzanna
"""
# Names that are also words, months, places, colours or trades: they count only beside something that says
# that a child is meant.
_ALSO_WORDS = """
addison adele alan amber angel april archer archie art ash aspen august austin autumn axel bailey baker
basil bay bea beau bill blake blessing blossom blue bob bobby bodhi boston brad bradley brandon bree brook
brooke brooklyn bruno buddy carey carmen carter chance chandler charity chase chelsea chester chi christian
clay cliff clive cody cohen cole constance cooper courtney curtis dahlia daisy dakota dale dana darcy dawn
dean denver destiny dev devon dolly don dora drake drew duke earl eden ellis eve faith favour fern fleur
flora florence ford fox francis frank gene georgia gil ginger glen glenn gordon grace graham grant grey guy
hailey hal harmony haven hazel heath heather heaven henley holly honey hope hudson hunter imani india iris
isis israel ivory ivy jace jack jade jan jasmine jaz jewel jordan joy jun june kay kim king kit kyle lance
lane lark lee lexis liberty lily lincoln logan london lorraine luke lux madonna magnus major marco marigold
mark marvin mason max maxi may melody mercedes mercy milan miles mo montana myles nat neo nick nicky norma
nova ocean odin olive opal otto page paige paisley paris parker pat patience pearl penny phoenix piper poppy
preston prince princess ray raya reed reese reid remus rian rich rio river rob robin roma roman romany rose
rosemary ross rowan royce ruby rue rum russell rye sage sahara salem sally sam savannah scarlet scarlett
scott shelley sid sienna silver skip sky skye sol sonny spencer stan stanley star stephan sterling storm sue
sultan summer sunny sydney tai tasha tate tay taylor terra theo tiger trinity troy ty una unity val
will
valentine valeria van venus verity victoria violet virginia wade ward warren wayne wells wesley west will
willow win wren yael zen
"""

SURE = frozenset(_SURE.split())
ALSO_WORDS = frozenset(_ALSO_WORDS.split())
FIRST_NAMES = SURE | ALSO_WORDS
