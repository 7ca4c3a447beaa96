# Органдарға жазылған хаттар, олардың жауаптары мен уәделер.

letters-title = Хаттар мен уәделер
letters-compose = Хат құрастыру
letters-asked = Ұсынымдардан не шықты
letters-drafts = Жобалар
letters-waiting-title = Жауап күткен хаттар
letters-answered-title = Жауап келген хаттар
letters-bodies = Органдар
letters-new-body = Орган қосу
letters-no-bodies = Органдар тізілімі бос. Хат жазатын органды қосыңыз: атауы, мекенжайы, поштасы.
letters-without-body-todo = Ұсынымның өзінде органды таңдаңыз
letters-promises = Уәделер
letters-promises-all = Барлық уәде
letters-no-promises = Күтіп тұрған уәде жоқ.
letters-sent-on = Жіберілген күні
letters-letter = Хат
letters-to = Кімге
letters-standing = Жағдайы
letters-draft = жоба
letters-answered = жауап келді
letters-choose-body = Хат кімге жазылады?
letters-preview = Хат осылай көрінеді
letters-asks = Ұсынымдар
letters-no-asks = Бұл органға жіберілмеген ұсыным жоқ. Ұсынымсыз да хат жазуға болады.
letters-no-asks-in = Бұл хатта ұсыным жоқ.
letters-official = Кімнің атына
letters-to-the-body = органның өзіне
letters-language = Хат тілі
letters-in-kk = қазақша
letters-in-ru = орысша
letters-kind = Хат түрі
letters-kind-help = Түріне қарай хаттың үлгісі таңдалады.
letters-subject-field = Тақырыбы
letters-subject-help = Бос қалдырсаңыз, тақырып ауылдардың атынан құралады.
letters-text = Кіріспе сөзі
letters-text-help = Ұсынымдардың алдында тұрады. Бос болса, үлгінің сөзі қалады.
letters-enclosures = Қосымшалар
letters-enclosures-help = Әрқайсысы бөлек жолға: қажеттіліктер картасы, хаттама.
letters-look = Қарап шығу
letters-make = Жобаны жасау
letters-subject = { $places } бойынша ұсынымдар
letters-subject-plain = Ұсыныстар
letters-bin = БСН
letters-edit = Түзету
letters-link-made = Сілтеме дайын. Ол тек қазір көрсетіледі: хатпен бірге жіберіңіз немесе кодын басып шығарып, қоса беріңіз. Бұрынғы сілтеме енді ашылмайды.
letters-replies = Жауаптар
letters-reply-new = сілтемемен келді, қаралмады
letters-paper = Хаттың мәтіні
letters-facts = Мәліметтер
letters-copy = Көшірмесі
letters-record = Тізілімдегі жазба
letters-send = Жіберу
letters-send-help = Хат жіберілді деп белгіленген сәтте журналдың келесі нөмірін алады. Нөмір қайталанбайды және босқа кетпейді.
letters-channel = Қалай жіберілді
letters-registered-help = Орган бірден тіркесе (қолма-қол, еӨтініш), мына үшеуін толтырыңыз; кейін де енгізуге болады.
letters-registered-number = Органның кіріс нөмірі
letters-registered-on = Органда тіркелген күні
letters-ticket = Талон немесе еӨтініш нөмірі
letters-send-do = Жіберілді деп белгілеу
letters-discard = Жобаны жою
letters-discard-confirm = Жоба жойылады, ұсынымдары қайтадан бос болады.
letters-link = Орган жауап беретін сілтеме
letters-link-help = Сілтемесі бар адам тіркелмей-ақ осы хатқа жауап береді: нөмірі, күні, файлы және әр ұсыным бойынша шешім.
letters-link-do = Сілтеме жасау
letters-link-again = Бұрынғы сілтеме жабылады.
letters-link-end = Сілтемені жабу
letters-link-used = Сілтемемен { $at } жауап берілді.
letters-link-ended = Сілтеме { $at } жабылды.
letters-link-over = Сілтеменің мерзімі { $at } өтті.
letters-link-holds = Сілтеме { $at } дейін ашылады.
letters-term = Мерзім
letters-registered = Орган тіркеді
letters-extended = Орган мерзімді ұзартты
letters-extended-help = Мерзім дәлелді шешіммен, сол шешімнен бастап екі айдан аспайтын уақытқа ұзартылады; бұл туралы 3 жұмыс күнінде хабарланады (ӘРПК 76-бап). Күні айтылмаса, ең ұзағы алынады.
letters-extended-on = Шешім күні
letters-extended-until = Қай күнге дейін
letters-told-on = Бізге хабарланған күн
letters-reason = Себебі
letters-redirected = Орган басқа органға жолдады
letters-redirected-help = Құзыретті органға 3 жұмыс күнінде жолданады (ӘРПК 65-бап); жаңа орган тіркеген күннен бастап мерзім қайта есептеледі.
letters-redirected-to = Қай органға
letters-redirected-on = Жолданған күні
letters-redirected-from = Бастапқы адресат
letters-due = Жауап мерзімі
letters-done-on = { $name } орындалды
letters-by-day = { $name } дейін
letters-closed = Сілтеме ашылмайды
letters-closed-unknown = Мұндай сілтеме жоқ. Мекенжай толық көшірілгенін тексеріңіз; болмаса, хатты жіберген ұйымнан жаңа сілтеме сұраңыз.
letters-closed-ended = Бұл сілтеме жабылған. Жаңасын хатты жіберген ұйымнан сұраңыз.
letters-closed-answered = Бұл хатқа жауап берілген. Қате кетсе, хатты жіберген ұйымға жазыңыз.
letters-closed-over = Бұл сілтеменің мерзімі өтті. Жаңасын хатты жіберген ұйымнан сұраңыз.
letters-day-impossible = «{ $name }» деген күн жоқ.
letters-day-missing = Күнін енгізіңіз.
letters-day-to-come = Бұл күн әлі келген жоқ.
letters-registered-before = Хат жіберілгенге дейін тіркелмейді.
letters-channel-missing = Қалай жіберілгенін таңдаңыз.
letters-by-server = Хатты сервердің өзі жіберсін: { $to }. Хат (PDF, DOCX) пен жауап беретін сілтеме бірге кетеді.
letters-body-without-mail = Бұл органның электрондық поштасы жазылмаған не қате. Органның жазбасын толтырыңыз.
letters-no-mail-server = Мұнда пошта сервері жоқ: хатты өз поштаңыздан жіберіңіз (PDF пен жауап сілтемесін қоса), күнін осында белгілеңіз.
letters-mail-today = Сервер бүгінгі күнмен ғана жібереді. Бұрын өзіңіз жіберген болсаңыз, белгіні алып тастаңыз.
letters-messages = Органға кеткен хабарлар
letters-mail-letter = Хаттың өзі
letters-mail-before = Мерзімі жақындағаны ескертілді
letters-mail-after = Мерзімі өткені ескертілді
letters-changed-meanwhile = Хатты біреу өзгертіп қойды. Бетті қайта ашып, тағы енгізіңіз.
letters-until-before = Мерзім шешімнен бұрын бола алмайды.
letters-to-missing = Органды таңдаңыз.
letters-reply-title = Хатқа жауап
letters-from = Кімнен
letters-the-letter = Хаттың өзі
letters-reply-not-sent = Жауап әлі жіберілген жоқ
letters-reply-reason = Бас тартылса немесе ішінара қабылданса: себебі, қай бөлігі
letters-reply-sent-to = Басқа органға жолданса: кімге
letters-reply-paper = Жауап хат
letters-reply-number = Жауаптың нөмірі
letters-reply-day = Жауаптың күні
letters-reply-file = Жауап хаттың файлы
letters-reply-file-help = Скан немесе PDF, { $limit } дейін.
letters-reply-file-there = Қоса берілді: { $name }
letters-reply-text = Қосымша айтарыңыз
letters-reply-do = Жауапты жіберу
letters-reply-before = Жауап хаттан бұрын жазылмайды.
letters-reply-number-missing = Жауаптың нөмірін енгізіңіз.
letters-file-unwritten = Файлды сақтау мүмкін болмады. Кейінірек қайталаңыз; жазғаныңыз осында.
letters-outcome-missing = Бұл ұсыным бойынша шешімді таңдаңыз.
letters-reason-missing = Себебін жазыңыз.
letters-sent-to-missing = Қай органға жолданғанын жазыңыз.
letters-thanks = Жауап қабылданды
letters-thanks-number = Рақмет. № { $name } жауап хатты жіберген ұйымға жетті.
letters-thanks-said = Не деп жауап бердіңіз
letters-thanks-mend = Қате кетсе, хатта көрсетілген мекенжайға жазыңыз: сілтеме бір рет қана жауап береді.
letters-body-no-letters = Бұл органға әлі хат жіберілген жоқ.
letters-unsent = Хатта тұрмаған ұсынымдар
letters-whole-body = Органның бәрі
letters-body-link = Орган өзі көретін сілтеме
letters-body-link-help = Сілтемесі бар адам осы органнан не сұралғанын және не уәде етілгенін тіркелмей көреді. Тұрғындардың жеке деректері онда жоқ.
letters-body-link-made = Сілтеме дайын. Ол тек қазір көрсетіледі. Бұрынғы сілтеме енді ашылмайды.
letters-look-about = Тұрғындардың сізге жолдаған ұсынымдары, олардың мерзімдері мен кездесулерде берілген уәделер.
letters-asked-villages = Ауылдар
letters-asked-bodies = Органдар
letters-asked-all = Барлығы
letters-asked-asked = Сұралды
letters-asked-answered = Жауап берілді
letters-asked-accepted = Қабылданды
letters-asked-refused = Бас тартылды
letters-asked-done = Орындалды
letters-asked-median = Жауап, күн (медиана)
letters-asked-about = Хатпен жіберілген ұсынымдардың қаншасына жауап берілді, қаншасы қабылданды (ішінара да) және орындалды. Күн тіркелгеннен (болмаса жіберілгеннен) жауапқа дейін саналады.
letters-asked-nothing = Әлі ештеңе жіберілген жоқ.
told-letter-made = Жоба дайын. Қарап шығып, жіберіңіз.
told-letter-sent = Хат нөмірленіп, жіберілді деп белгіленді.
told-letter-term = Сақталды, мерзім қайта есептелді.
told-letter-discarded = Жоба жойылды.
told-link-ended = Сілтеме жабылды.
guide-letters = Бұл бетте не күтіп тұрғаны көрінеді: жіберілмеген ұсынымдар, жауап күткен хаттар, мерзімі жақындаған уәделер. Хат бір органға, оның ұсынымдарынан құрастырылады.
guide-compose = Ұсынымдарды белгілеп, «Қарап шығу» түймесін басыңыз: хат беттің басында көрінеді. Ұнаса, жобаны жасаңыз; нөмір тек жіберілгенде беріледі.
guide-letter = Хаттың жолы: жоба, жіберілді, тіркелді, жауап келді. Жауап мерзімі – тіркелген күннің ертеңінен бастап 15 жұмыс күні; мерекелер мен ауыстырылған демалыс күндері ескеріледі.
guide-asked = Әр сан – өлшем: басқанда артында тұрған жазбалар ашылады.
guide-body = Бір органның бәрі: хаттары, ұсынымдары, уәделері және күндері. Дәл осыны органның өзіне сілтемемен көрсетуге болады.
guide-reply = Тіркелудің қажеті жоқ. Әр ұсынымға бір жауап таңдаңыз; бас тартсаңыз, себебін жазыңыз. Бір нәрсе жетпесе, жазғаныңыз жоғалмайды.
letters-none-sent = Әлі бірде-бір хат жіберілген жоқ.
letters-by-clock = күннің өзі
letters-by-link = орган, сілтеме арқылы
start-promises = Уәделер
finding-letter-number-gap = Хаттар журналында { $n } нөмір жоқ: { $numbers }.
    .todo = Осы нөмірлі хаттарды енгізіңіз немесе нөмірді түзетіңіз.
finding-letter-extended-too-long = № { $number } хаттың мерзімі { $on } дейін ұзартылған, ал заң бойынша ең ұзағы – { $last }.
    .todo = Күндерді тексеріңіз; дұрыс болса, органға шағым жасауға болады.
finding-letter-extension-told-late = № { $number } хаттың ұзартылғаны { $on } хабарланған, ал { $last } дейін хабарлануы керек еді.
    .todo = Күндерді тексеріңіз.
finding-letter-redirected-late = № { $number } хат басқа органға { $on } жолданған, ал { $last } дейін жолдануы керек еді.
    .todo = Күндерді тексеріңіз; жаңа органның тіркеу нөмірін сұраңыз.
finding-problem-without-letter = «{ $title }» мәселесі ешбір хатта да, жіберілген ұсынымда да жоқ.
    .todo = Ұсыным жазып, хатқа қосыңыз.
finding-recommendation-asked-twice = Осы органнан дәл осы нәрсе № { $number } хатта сұралған.
    .todo = Қайта сұрамай, сол хаттың жауабын күтіңіз немесе мерзімі өтсе, еске салыңыз.
refusal-letter-was-sent = Бұл хат жіберіліп қойған, нөмірі – { $number }. Оны қайта жіберуге де, жоюға да болмайды.
refusal-letter-not-sent = Бұл хат әлі жіберілген жоқ. Алдымен оны жіберілді деп белгілеңіз.
refusal-letter-without-sender = Жоба паспорты толтырылмаған: хатта жіберушінің атауы, мекенжайы, қол қоюшысы болуы керек. Паспортты толтырып, қайта жіберіңіз.
letters-waiting = { $n } ұсыным хат күтіп тұр
letters-without-body = { $n } ұсынымның органы таңдалмаған, олардан хат құрастырылмайды.
finding-letter-due-soon = { $name }: жауап мерзімі { $due }, { $n } жұмыс күні қалды.
    .todo = Органға қоңырау шалып, жауап дайын ба, сұраңыз.
finding-promise-due-soon = «{ $name }» уәдесінің мерзімі { $due }, { $n } жұмыс күні қалды.
    .todo = Уәде бергенге еске салыңыз.
refusal-recommendation-taken = Таңдалған ұсынымдардың { $count }-і енді бос емес: біреу оны басқа хатқа қосып қойған. Таңдауды жаңартып, қайталаңыз.
guide-look = Бұл сілтемемен не сұралғаны мен не уәде етілгені көрінеді. Мұнда ештеңе өзгертілмейді.
guide-thanks = Жауабыңыз жобада. Түзету керек болса, хатты жіберген ұйымға жазыңыз.
guide-closed = Сілтеме енді ашылмайды. Жаңасын хатты жіберген ұйымнан сұраңыз.
outbox-letter-mail =
    Сәлеметсіз бе!
    {""}
    № { $number } хатымызды ({ $day }) жолдап отырмыз: { $subject }.
    Жауап беру мерзімі: { $due }.{ $link_set ->
        [yes] { " " }Тіркелмей-ақ мына бетте жауап беруге болады: { $link }
       *[no] { "" }
    }
    {""}
    { $sender }
    .subject = № { $number }. { $subject }
    .short = № { $number } хат: { $subject }. Жауап мерзімі: { $due }.
outbox-letter-before =
    Сәлеметсіз бе!
    {""}
    Біздің № { $number } хатымызға ({ $day }) жауап беру мерзімі – { $due }: { $subject }.{ $link_set ->
        [yes] { " " }Тіркелмей-ақ мына бетте жауап беруге болады: { $link }
       *[no] { "" }
    }
    {""}
    Жауап жіберілген болса, бұл хабарды ескермеңіз.
    {""}
    { $sender }
    .subject = Еске салу: № { $number } хат, мерзімі { $due }
    .short = № { $number } хатқа жауап мерзімі: { $due }.
outbox-letter-after =
    Сәлеметсіз бе!
    {""}
    Біздің № { $number } хатымызға ({ $day }) жауап келмеді, мерзімі { $due } күні өтті: { $subject }.{ $link_set ->
        [yes] { " " }Тіркелмей-ақ мына бетте жауап беруге болады: { $link }
       *[no] { "" }
    }
    {""}
    Мерзім ұзартылса немесе хат басқа органға жолданса, бұл туралы хабарлаңыз.
    {""}
    { $sender }
    .subject = Жауап мерзімі өтті: № { $number } хат
    .short = № { $number } хатқа жауап мерзімі { $due } күні өтті.
