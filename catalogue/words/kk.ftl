### Интерфейс мәтіндері қазақ тілінде.

## Пәрмен жолы

our-fault = Біздің тараптан ақау болды: { $detail }. Ештеңе жартылай жазылған жоқ. Осы жолды қоса, бізге хабарлаңыз.
severity-severe = қате
severity-warning = ескерту
severity-hint = кеңес
column-code = Коды
column-indicator = Көрсеткіш
column-plan = Жоспар
column-actual = Нақты
column-met = Орындалды
left-out-to-review = Есепке алынбады: { $n } жазба түзетуді күтіп тұр
left-out-no-person = Есепке алынбады: { $n } жазбада қатысушы көрсетілмеген
catalogue-in-order = Каталог дұрыс: { $registers } тізілім, { $figures } көрсеткіш.
init-demo-progress = Үлгі жоба
init-done = Жаңа жоба { $spot } қалтасында. Енді: «auyl template project.xlsx», парақтарды толтырып, «auyl import project.xlsx».
init-demo-done = Үлгі жоба { $spot } қалтасында. Енді: «auyl indicators», «auyl check», «auyl report --out report.docx».
template-written = { $file } жазылды. Керек парақтарды толтырып, «auyl import { $file }» арқылы енгізіңіз.
import-progress = Жолдар
import-refused = { $file } файлынан ештеңе алынбады. Жоғарыда көрсетілгенді түзетіп, қайта енгізіңіз; --keep болса, қате жолдар тексеруге сақталады.
import-done = Енгізілді: { $created } жаңа, { $changed } өзгерген, { $unchanged } өзгеріссіз.
export-progress = Тізілімдер
export-done = { $n } жазба шығарылды: { $spot }.
report-language = Нысанның «{ $asked }» тіліндегі беті жоқ; есеп «{ $written }» тілінде құралды.
report-written = { $file } жазылды
freeze-refused = Есеп бекітілмеді: қателер бар. Түзетіп, қайта бекітіңіз.
freeze-done = Бекітілді: { $seq } оқиғасындағы { $cells } сан. «auyl verify» DOCX файлын кез келген уақытта салыстырады.
verify-fine = Бәрі сәйкес: { $seq } оқиғасы бойынша { $cells } сан қайта есептелді, құжатта да сол сандар.
check-clean = Бәрі орнында, қайшылық жоқ. Есепті бекітуге болады.
package-written = { $file } жазылды: { $n } файл, тізімдеме және олардың SHA-256 мәндері.
package-index = Тізімдеме
package-activity = Іс-шара
package-kind = Түрі
package-record = Жазба
package-file = Файл
package-size = Байт
package-sha256 = SHA-256
erased = { $register } { $id } жазбасының жеке деректері барлық нұсқада өшірілді. Бірде-бір сан өзгерген жоқ.
finding-record-to-review = Жазба түзетуді күтіп тұр, әзірге еш жерде есептелмейді: { $fields }.
    .todo = Жазбаны ашыңыз немесе кестедегі жолды түзетіп, қайта енгізіңіз.
cli-about = Ауылдағы гранттық жобаны алғашқы жиыннан өзін-өзі дәлелдейтін есепке дейін жүргізеді. Командасыз: қалта бос болса, үлгі жобаны жасайды, қорытынды есебін құрап, көрсеткіштерді, ескертулерді және файлдардың орнын көрсетеді.
cli-init = Деректер қалтасында жоба бастау
cli-template = Толтыруға арналған бос Excel кестесін жазу, әр тізілімге бір парақ
cli-import = Толтырылған кестені (.xlsx) немесе CSV қалтасын енгізу
cli-export = Барлық жазбаны Excel-ге, CSV қалтасына немесе екеуіне де шығару
cli-figure = Бір көрсеткішті есептеу: өрнек немесе каталогтағы атауы
cli-indicators = Барлық индикатор: жоспар және нақты
cli-check = Есепті бекіткенге дейін нені толықтыру, нені түзету керегін табу
cli-report = Есеп құрау
cli-freeze = Есепті әр санымен қазіргі күйінде бекіту
cli-verify = Бекітілген есептің барлық санын қайта есептеп, DOCX-пен салыстыру
cli-package = Есепті дәлелдерімен жинау: іс-шара бойынша қосымшалар, тізімдеме, әр файлдың SHA-256 мәні
cli-history = Жазбамен не болғаны, нұсқалар бойынша
cli-erase = Есімін, телефонын және басқа жеке деректерін өшіру; сандар қалады
cli-catalogue = Каталогты өзгертулер қалтасымен бірге тексеру
cli-completion = Қабықша үшін автотолықтыруды шығару
cli-man = Нұсқаулық бетін шығару
cli-arg-data = Жоба деректерінің қалтасы
cli-arg-database = Қалтадағы SQLite орнына PostgreSQL: postgres://…
cli-arg-catalogue = Кірістірілген каталогтың үстіне салынатын қалта
cli-arg-lang = Хабарламалар тілі: kk, ru немесе en
cli-arg-project = Бірнеше жоба болса, қайсысы
cli-arg-demo = Үлгі жобамен толтыру
cli-arg-file = Файл (немесе қалта)
cli-arg-keep = Бүкіл файлды қайтармай, қате жолдарды тексеруге сақтау
cli-arg-json = Бір JSON құжатын шығару
cli-arg-csv = CSV файлдарының қалтасы
cli-arg-without-personal = Есімдерсіз, телефондарсыз және басқа жеке деректерсіз
cli-arg-measure = Мысалы: 'persons(attendance where gender = female)'
cli-arg-by = Өріс бойынша бөлу; қайталауға болады
cli-arg-activity = Тек осы іс-шараға қатыстысын есептеу
cli-arg-records = Санның артындағы жазбаларды көрсету
cli-arg-as-of = Осы оқиғадан кейінгі күйі
cli-arg-form = Есеп нысаны
cli-arg-out = Қайда жазу: .docx, .pdf немесе .html; freeze үшін — қалта
cli-arg-report-lang = Есептің тілі, басқа болса
cli-arg-register = Тізілім
cli-arg-id = Жазбаның нөмірі
cli-arg-shell = Қабықша

### Нысандар: кітап тақырыптарының астындағы кеңестер; жолдарда, каталогта, көрсеткіштерде не дұрыс емес; бас тартулар

form-help-id = Жаңа жазба үшін бос қалдырыңыз
form-help-text = Мәтін
form-help-note = Бірнеше жолды мәтін
form-help-count = Бүтін сан
form-help-decimal = Сан
form-help-money = Теңге
form-help-date = Күні, мысалы 14.05.2024
form-help-time = Уақыты, мысалы 09:30
form-help-flag = Иә немесе жоқ
form-help-choice = Тізімнен таңдаңыз
form-help-many = Бірнешеуі болады, арасына ; қойыңыз
form-help-place = Ауылдың коды немесе атауы
form-help-point = Ендік, бойлық
form-help-link = Тізілімдегі коды немесе атауы
form-help-file = Осы кітаптың жанындағы файлдың аты
form-help-phone = Телефон, мысалы +7 702 000 00 00
form-help-url = Мекенжай, мысалы https://…

# Оқылатын файлдар
finding-id-twice = «{ $typed }» коды { $earlier }-жолда бар.
    .todo = Жаңа жазба болса, кодын бос қалдырыңыз, әйтпесе екі жолдың бірін ғана қалдырыңыз.
finding-key-twice = Бұл жол { $earlier }-жолдағы жазба туралы, бірақ басқаша айтады.
    .todo = Екі жолдың бірін қалдырыңыз немесе әрқайсысына өз id-ін беріңіз.
finding-sheet-unknown = «{ $sheet }» деген тізілім жоқ, парақ оқылмады.
    .todo = Парақ тізілімге қатысты болса, атын өзгертіңіз.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-heading-unknown = «{ $heading }» деген өріс жоқ, баған оқылмады.
    .todo = Бірінші жолдағы тақырыпты түзетіңіз.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-heading-twice = «{ $heading }» тақырыбы { $first } бағанында бар.
    .todo = Екі бағанның бірін ғана қалдырыңыз.
finding-heading-computed = «{ $heading }» мәнін бағдарлама есептейді, баған оқылмады.
    .todo = Ештеңе істеу қажет емес, бағанды өшіруге болады.
finding-heading-empty = Мұнда бірдеңе жазылған, бірақ бағанның тақырыбы жоқ; ол оқылмады.
    .todo = Бірінші жолға тақырыбын жазыңыз немесе бағанды тазалаңыз.
finding-cell-error = Ұяшықта Excel қатесі тұр: { $typed }.
    .todo = Формуланы түзетіңіз немесе мәннің өзін жазыңыз.
finding-workbook-nothing-recognised = «{ $file }» файлының бірде-бір парағы мен тақырыбы тізілімдерге сәйкес келмейді.
    .todo = «auyl template ФАЙЛ.xlsx» командасымен бос нысан жасап, жолдарды соған көшіріңіз.
finding-decision-sum = «{ $name }»: { $sum } теңге делінген, ал бөліктері { $parts } береді.
    .todo = Жолды шешіммен салыстырыңыз; қате шешімнің өзінде болса, мәслихатқа хабарлаңыз.
finding-decision-twice = «{ $name }»: бір парақта { $sum } теңге, екіншісінде { $other }; біріншісі алынды.
    .todo = Парақтарды шешіммен салыстырып, қате ұяшықты түзетіңіз.
finding-decision-no-unit = «{ $sheet }» парағында сомалардың өлшемі айтылмаған: мың теңге деп алынды.
    .todo = Олай болмаса, кестенің үстіне «мың теңге» не «теңге» деп жазып, файлды қайта жүктеңіз.
finding-decision-no-year = «{ $sheet }» парағында бюджеттің қай жылға арналғаны айтылмаған: кестенің үстіне «2024 жылға» деп жазыңыз.
    .todo = Жылын кестенің үстіне жазып, файлды қайта жүктеңіз.
finding-decision-nothing = «{ $file }» ішінен бюджет табылмады: сомасы бар кіріс не шығын жолы жоқ.
    .todo = Шешімнің қосымшасын (XLSX) таңдаңыз, ал бұл Auyl кітабы болса, ауылды көрсетпеңіз.
finding-csv-broken = CSV файлы әрі қарай оқылмайды: { $detail }.
    .todo = Оны UTF-8 кодтауымен CSV етіп қайта сақтаңыз.
finding-records-broken = Жазбалар файлы TOML ережесіне сай емес: { $detail }.
    .todo = Осы жолды түзетіңіз.
finding-records-nested = «{ $name }» ішінде кесте тұр, ал өрісте бір мән немесе сөздер тізімі болады.
    .todo = Мәнді бір жолға жазыңыз.

# Енгізілген мәндер
finding-id-malformed = «{ $typed }» жазбаның коды бола алмайды.
    .todo = 64-ке дейін латын әрпін, цифр, нүкте, сызықша, астын сызу белгісін жазыңыз немесе бос қалдырыңыз.
finding-field-missing = «{ $field }» толтырылмаған.
    .todo = Толтырыңыз: онсыз жазба еш жерде есептелмейді.
finding-field-not-asked = «{ $field }» мұнда сұралмайды, «{ $typed }» сақталмады.
    .todo = Өрісті тазалаңыз немесе ол тәуелді өрісті түзетіңіз.
finding-field-unknown = Тізілімде «{ $name }» деген өріс жоқ.
    .todo = Атауын түзетіңіз.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-number-not-whole = «{ $field }»: «{ $typed }» бүтін сан емес.
    .todo = Тек цифр жазыңыз, мысалы 60.
finding-number-malformed = «{ $field }»: «{ $typed }» сан емес немесе үтірден кейін төрт таңбадан көп.
    .todo = Цифр мен ондық үтір жазыңыз, мысалы 14,5.
finding-money-malformed = «{ $field }»: «{ $typed }» теңгемен жазылған сома емес.
    .todo = Цифрмен жазыңыз, үтірден кейін екі таңбадан аспасын, мысалы 2 440 000 немесе 150,50.
finding-number-too-small = «{ $field }»: { $typed } саны { $min } санынан кіші.
    .todo = Санды тексеріңіз.
finding-number-too-large = «{ $field }»: { $typed } саны { $max } санынан үлкен.
    .todo = Санды тексеріңіз.
finding-date-impossible = «{ $field }»: «{ $typed }» деген күн жоқ.
    .todo = Күнін, айын, жылын жазыңыз, мысалы 14.05.2024.
finding-time-malformed = «{ $field }»: «{ $typed }» уақыт емес.
    .todo = Сағаты мен минутын жазыңыз, мысалы 09:30.
finding-flag-malformed = «{ $field }»: «{ $typed }» иә де, жоқ та емес.
    .todo = Иә немесе Жоқ деп жазыңыз.
finding-point-malformed = «{ $field }»: «{ $typed }» картадағы нүкте емес.
    .todo = Ендігі мен бойлығын градуспен жазыңыз, мысалы 44.95, 65.35.
finding-phone-malformed = «{ $field }»: «{ $typed }» телефон нөмірі емес.
    .todo = Барлық цифрын жазыңыз, мысалы +7 702 000 00 00.
finding-url-malformed = «{ $field }»: «{ $typed }» интернет мекенжайы емес.
    .todo = Мекенжайды https:// бастап толық көшіріңіз.
finding-choice-unknown = «{ $field }»: «{ $typed }» тізімде жоқ.
    .todo = Тізімнен таңдаңыз.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-link-unknown = «{ $field }»: { $register } тізілімінде «{ $typed }» табылмады.
    .todo = Атауын түзетіңіз немесе алдымен сол жазбаны енгізіңіз.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-link-ambiguous = «{ $field }»: { $register } тізілімінде «{ $typed }» деген бірнеше жазба бар.
    .todo = Керегінің кодын жазыңыз: { $ids }.
finding-file-not-found = «{ $field }»: «{ $typed }» файлы жоқ.
    .todo = Файлды кітаптың жанына қойып, атын дәл жазыңыз.
finding-state-not-allowed = «{ $earlier }» күйінен кейін «{ $state }» күйі бола алмайды.
    .todo = Аралық күйлерден өткізіңіз.
finding-state-needs-field = «{ $state }» күйі үшін «{ $need }» керек.
    .todo = Толтырыңыз немесе ертерек күйді таңдаңыз.

# Каталог
finding-catalogue-words = Интерфейс мәтіні оқылмайды: { $detail }.
    .todo = Осы жолды түзетіңіз.
finding-catalogue-id = «{ $id }» атау бола алмайды: ол бос емес, жүйеге керек немесе a-z, 0-9, _ таңбаларынан басқасы бар.
    .todo = Әріптен басталатын, 40 таңбадан аспайтын басқа атау алыңыз.
finding-catalogue-id-not-file = Тізілімнің аты «{ $id }», ал файлының аты басқа.
    .todo = Файлды тізілімнің атымен атаңыз.
finding-catalogue-toml = Файл ережеге сай емес: { $detail }.
    .todo = Осы жолды түзетіңіз.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-catalogue-field-unknown = { $register } тізілімінде «{ $name }» өрісі жоқ.
    .todo = Атауын түзетіңіз.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-catalogue-register-unknown = «{ $name }» деген тізілім жоқ.
    .todo = Атауын түзетіңіз.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-catalogue-choices-unknown = choices қалтасында «{ $name }» тізімі жоқ.
    .todo = Атауын түзетіңіз немесе тізімді қосыңыз.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-catalogue-kind-unknown = «{ $kind }» деген өріс түрі жоқ.
    .todo = Мыналардың бірін жазыңыз: { $kinds }.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-catalogue-kind-lacks = «{ $kind }» түріндегі өріске «{ $what }» керек.
    .todo = «{ $what } = …» жолын қосыңыз.
finding-catalogue-mark-misplaced = «{ $kind }» түріндегі өріс «{ $mark }» бола алмайды.
    .todo = Белгіні алып тастаңыз немесе түрін өзгертіңіз.
finding-catalogue-severity-unknown = «{ $severity }» деген маңыздылық дәрежесі жоқ.
    .todo = severe, warning немесе hint деп жазыңыз.

# Көрсеткіштер; екінші жолда мәтін, үшіншісінде орны көрсетіледі
finding-measure-expected =
    Мұнда «{ $expected }» күтілген еді:
    { $text }
    { $pointer }
    .todo = Көрсеткішті осы жерде түзетіңіз.
finding-measure-sign-unknown =
    Көрсеткіште бұл таңбаның мағынасы жоқ:
    { $text }
    { $pointer }
    .todo = Оны алып тастаңыз.
finding-measure-quote-open =
    Тырнақша жабылмаған:
    { $text }
    { $pointer }
    .todo = Дәл сондай тырнақшамен жабыңыз.
finding-measure-too-long = Көрсеткіште не шартта { $most } сөз бен белгіден артық.
    .todo = Оны екіге бөліңіз.
finding-measure-too-deep =
    Жақшалар бірінің ішінде бірі тым көп:
    { $text }
    { $pointer }
    .todo = Көрсеткішті екіге бөліңіз.
finding-measure-number-not-whole =
    Мұнда тек бүтін сан тұра алады:
    { $text }
    { $pointer }
    .todo = Үлесті бөлу арқылы жазыңыз, мысалы 1 / 2.
finding-measure-function-unknown =
    Бұлай ештеңе есептелмейді:
    { $text }
    { $pointer }
    .todo = Мыналардың бірін жазыңыз: { $functions }.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-measure-register-unknown =
    Мұндай тізілім жоқ:
    { $text }
    { $pointer }
    .todo = Атауын түзетіңіз.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-measure-field-unknown =
    { $register } тізілімінде де, ол сілтейтін тізілімдерде де мұндай өріс жоқ:
    { $text }
    { $pointer }
    .todo = Атауын түзетіңіз.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-measure-field-ambiguous =
    { $register } тізілімінен бұл өріске бірнеше жол бар:
    { $text }
    { $pointer }
    .todo = Жолын толық жазыңыз, мыналардың бірі: { $ways }.
finding-measure-field-personal =
    Жеке деректер ешқашан есептелмейді:
    { $text }
    { $pointer }
    .todo = Жеке емес өрісті алыңыз, мысалы туған жылының орнына жас тобын.
finding-measure-not-a-link =
    { $register } тізіліміндегі «{ $field }» бір жазбаға апармайды:
    { $text }
    { $pointer }
    .todo = Атауды нүктенің алдында аяқтаңыз.
finding-measure-not-a-number =
    «{ $field }» сан емес:
    { $text }
    { $pointer }
    .todo = Жазбаларды санаңыз немесе саны бар өрісті көрсетіңіз.
finding-measure-not-ordered =
    «{ $field }» мәндерінің үлкені мен кішісі болмайды:
    { $text }
    { $pointer }
    .todo = = немесе != таңбасымен салыстырыңыз.
finding-measure-not-per-group =
    Топ бойынша тек count, persons және sum есептеледі:
    { $text }
    { $pointer }
    .todo = Жақша ішінде солардың бірін алыңыз.
finding-measure-group-unreachable =
    { $register } тізілімінен { $group } тізіліміне жол жоқ:
    { $text }
    { $pointer }
    .todo = Сілтемесі бар тізілімді көрсетіңіз.
finding-measure-counts-records =
    { $register } жазбалары өріссіз, тұтас саналады:
    { $text }
    { $pointer }
    .todo = Өрісті алып тастаңыз немесе sum қолданыңыз.
finding-measure-needs-field =
    { $register } тізілімінің қай өрісі екені айтылмаған:
    { $text }
    { $pointer }
    .todo = { $register }, нүкте және саны бар өрісті жазыңыз.
finding-measure-no-persons =
    { $register } тізілімі адамдарға апармайды:
    { $text }
    { $pointer }
    .todo = count немесе қатысушылары бар тізілімді алыңыз.
finding-measure-change-inside =
    Өзгеріс басқа көрсеткіштің ішінде тұра алмайды:
    { $text }
    { $pointer }
    .todo = Оны бөлек көрсеткіш етіңіз.
finding-measure-units-differ =
    { $left } мен { $right } бірге есептелмейді:
    { $text }
    { $pointer }
    .todo = Өлшем бірлігі бір мәндерді ғана есептеңіз.
finding-measure-fields-differ =
    Бұл екі өрістегі мәндер әртүрлі:
    { $text }
    { $pointer }
    .todo = Санды санмен, мәтінді мәтінмен салыстырыңыз.
finding-measure-value-wrong =
    «{ $field }» мұндай мән қабылдамайды:
    { $text }
    { $pointer }
    .todo = Былай жазыңыз: { $expected }.
finding-measure-choice-unknown =
    «{ $field }» тізімінде мұндай сөз жоқ:
    { $text }
    { $pointer }
    .todo = Мыналардың бірін жазыңыз: { $choices }.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-measure-without-activity = { $register } жазбалары іс-шараға апармайды, сондықтан іс-шара бойынша есептелмейді.
    .todo = Көрсеткішке «in project» қосыңыз.

# Бас тартулар
refusal-catalogue-has-faults = Каталогта қате бар ({ $spot }): { $detail } Файлды түзетіп, қайталаңыз.
refusal-measure-wrong = { $detail }
    { $todo }
refusal-form-unknown = «{ $form }» деген есеп нысаны жоқ. Бар нысандар: { $known }.
refusal-form-not-valid-then = «{ $form }» нысаны { $on } күні қолданыста болған жоқ. Қолданылатын мерзімі: { $valid }. Басқа күнді немесе нысанды таңдаңыз.
refusal-format-unknown = «{ $path }» қай пішімде жазылатыны белгісіз. Мыналардың бірін таңдаңыз: { $known }.
refusal-file-missing = «{ $path }» деген файл да, қалта да жоқ. Атын және қалтасын тексеріңіз.
refusal-file-unreadable = { $reason ->
        [denied] «{ $path }» файлын оқуға рұқсатыңыз жоқ. Иесіне жүгініңіз немесе файлды өз қалтаңызға көшіріңіз.
        [folder] «{ $path }» – қалта. Файлды көрсетіңіз.
        [text] «{ $path }» – UTF-8 кодындағы мәтін емес. Оны UTF-8 етіп қайта сақтаңыз.
       *[other] «{ $path }» оқылмайды{ $detail_set ->
            [yes] {" "}({ $detail })
           *[no] {""}
        }. Файл бүтін бе, оқуға рұқсатыңыз бар ма, тексеріңіз.
    }
refusal-file-unwritable = { $reason ->
        [denied] «{ $path }» файлын жазуға рұқсатыңыз жоқ. Басқа қалтаны таңдаңыз.
        [folder] «{ $path }» – қалта. Ондағы файлды көрсетіңіз.
        [occupied] «{ $path }» жолының бір бөлігі қалта емес, файл. Басқа атау таңдаңыз.
       *[other] «{ $path }» жазылмайды{ $detail_set ->
            [yes] {" "}({ $detail })
           *[no] {""}
        }. Ол басқа бағдарламада ашық емес пе, жазуға рұқсатыңыз бар ма, тексеріңіз.
    }
refusal-workbook-unreadable = { $reason ->
        [old] «{ $file }» ескі пішімде (.xls). Оны Excel бағдарламасында ашып, .xlsx етіп сақтап, қайталаңыз.
        [large] «{ $file }» ашылғанда тым үлкен. Оны бірнеше кітапқа бөліп, қайталаңыз.
       *[broken] «{ $file }» бүтін Excel кітабы емес. Оны Excel бағдарламасында ашып, .xlsx етіп сақтап, қайталаңыз; ашылмаса, қайта көшіріп немесе жүктеп алыңыз.
    }
refusal-workbook-protected = «{ $file }» құпиясөзбен қорғалған. Excel бағдарламасында ашып, құпиясөзін алып тастап, сақтаңыз.
refusal-folder-in-use = { $path_set ->
        [yes] «{ $path }» деректер қалтасын басқа Auyl пайдаланып тұр. Аяқталғанын күтіп, қайталаңыз.
       *[no] Деректерді басқа Auyl пайдаланып тұр. Аяқталғанын күтіп, қайталаңыз.
    }
refusal-folder-is-newer = «{ $path }» деректерін Auyl бағдарламасының жаңарақ нұсқасы жазған. Жаңа нұсқаны орнатыңыз.
refusal-folder-has-project = Мұнда жоба бар: { $project }. Басқа қалтаны көрсетіңіз: --data.
refusal-project-missing = { $known_set ->
        [yes] { $project_set ->
            [yes] Мұнда «{ $project }» жобасы жоқ. Барлары: { $known }.
           *[no] Мұнда бірнеше жоба бар: { $known }. Қайсысы керегін көрсетіңіз: --project.
        }
       *[no] { $spot_set ->
            [yes] «{ $spot }» қалтасында жоба жоқ. Оны «auyl init» командасымен жасаңыз (үлгісі: «auyl init --demo») немесе басқа қалтаны көрсетіңіз: --data.
           *[no] Мұнда әлі жоба жоқ. Оны «auyl init» командасымен жасаңыз (үлгісі: «auyl init --demo») немесе басқа қалтаны көрсетіңіз: --data.
        }
    }
refusal-database-unreachable = Дерекқор жауап бермейді ({ $detail }). Ештеңе өзгерген жоқ. Мекенжайын және дерекқордың жұмыс істеп тұрғанын тексеріп, қайталаңыз.
refusal-disk-full = { $path_set ->
        [yes] Дискіде «{ $path }» үшін орын қалмады. Ештеңе өзгерген жоқ. Орын босатып, қайталаңыз.
       *[no] Дискіде орын қалмады. Ештеңе өзгерген жоқ. Орын босатып, қайталаңыз.
    }
refusal-register-unknown = «{ $name }» деген тізілім жоқ.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
refusal-record-missing = { $register } тізілімінде «{ $id }» жазбасы жоқ. Кодын тексеріңіз.
refusal-record-is-linked = «{ $id }» жазбасына ({ $register }) әлі { $count } жазба сілтеп тұр. Алдымен соларды өзгертіңіз немесе жойыңыз.
refusal-report-unknown = «{ $file }» – осы жобаның бекітілген есебі емес. Алдымен есепті «auyl freeze» командасымен бекітіңіз немесе --data қалтасын тексеріңіз.
refusal-demo-missing = Бұл каталогта үлгі жоба жоқ. --catalogue кілтін алып тастаңыз немесе оған demo қалтасын қосыңыз.
refusal-output-missing = Қайда жазылатыны айтылмады. Кітапты (FILE.xlsx), CSV қалтасын (--csv DIR) немесе екеуін де көрсетіңіз.
refusal-event-missing = { $seq } нөмірлі оқиға жоқ. Соңғысы: { $last }.

## Documents read and written

finding-docx-not-docx = Бұл DOCX файлы емес немесе оның бір бөлігі ғана.
    .todo = Файлды Word-та DOCX ретінде сақтап, толығымен қайта жіберіңіз.
finding-docx-locked = Бұл DOC файлы немесе құпиясөзі бар DOCX.
    .todo = Оны Word-та ашып, құпиясөзсіз DOCX ретінде сақтаңыз.
finding-docx-damaged = Файлдың «{ $part }» бөлігі бүлінген.
    .todo = Файлды қайта жіберіңіз.
finding-docx-too-large = «{ $part }» бөлігі есеп үшін тым үлкен; ол оқылмады.
    .todo = Суреттерді кішірейтіп, файлды қайта сақтаңыз.
finding-paper-broken = Белгілеу осы жерде бұзылған, қалғаны оқылмады: { $reason }.
    .todo = Осы жерді түзетіңіз.
finding-paper-too-large = Құжатта бөлік тым көп; қалғаны оқылмады.
    .todo = Құжатты бөліңіз.
finding-paper-too-deep = Кірістіру тым терең; ішкі бөлігі оқылмады.
    .todo = Артық кірістірілген кестелерді алып тастаңыз.
finding-paper-entity-unknown = «&{ $name };» белгісі мұнда белгісіз.
    .todo = Таңбаның өзін жазыңыз.
finding-paper-tag-unopened = </{ $name }> ештеңені жаппайды.
    .todo = Оны алып тастаңыз.
finding-paper-tag-unclosed = <{ $name }> жабылмаған.
    .todo = </{ $name }> қосыңыз.
finding-page-element-unknown = <{ $name }> элементі есеп нысанына белгісіз; мәтіні сақталды.
    .todo = Оны рұқсат етілген элементпен ауыстырыңыз.
finding-page-class-unknown = Абзацтың «{ $name }» класы белгісіз.
    .todo = note, centered және signature бар.
finding-page-figure-without-cell = «{ $text }» саны есеп ұяшығын атамайды.
    .todo = Нысан ұяшығымен <data value="…"> деп жазыңыз.
finding-page-picture-missing = «{ $source }» суреті жоқ.
    .todo = JPEG немесе PNG файлын қайта жүктеңіз.
finding-page-picture-undescribed = «{ $source }» суретінің сипаттамасы жоқ.
    .todo = alt толтырыңыз: онда не көрінеді.
finding-page-widths-wrong = «{ $widths }» баған ендері түсініксіз.
    .todo = Сандарды бос орынмен бөліп жазыңыз.
finding-page-row-short = Кестенің { $row }-жолында { $columns } бағаннан аз.
    .todo = Жетпейтін ұяшықтарды қосыңыз.
finding-page-span-wrong = «{ $span }» баған не жол саны емес.
    .todo = 1-ден басталатын бүтін сан жазыңыз.

## Reports: forms, narratives, checks before freezing, verification

finding-form-page-missing = Есеп нысанында «{ $file }» беті жоқ.
    .todo = Файлды нысанның бумасына қосыңыз немесе басқа тілді таңдаңыз.
finding-form-register-unknown = Есеп нысаны жоқ тізілімді атайды: «{ $name }».
    .todo = form.toml файлындағы registers тізімін түзетіңіз.
finding-form-template-broken = Есеп нысанының беті толтырылмайды: { $detail }.
    .todo = Беттің осы жерін түзетіңіз.
finding-style-unknown = Санды «{ $style }» түрінде жазу жоқ.
    .todo = words, thousands және percent бар.
finding-digit-typed = Мәтінде артында ештеңе тұрмаған сандар терілген: { $typed }.
    .todo = Оларды қос жақшадағы өлшемге ауыстырыңыз, мысалы {"{{"} persons(attendance) {"}}"}.
finding-narrative-missing = «{ $section }» бөлімінің мәтіні жоқ{ $name }.
    .todo = Оны «Есеп мәтіндері» тізіліміне енгізіңіз.
finding-narrative-untranslated = Есеп тілінде мәтін жоқ, басқа тілдегі мәтін алынды.
    .todo = Мәтінді аударыңыз.
finding-deviation-missing = { $code } «{ $title }» көрсеткіші: жоспар { $plan }, нақты { $actual }, ал себебі жазылмаған.
    .todo = Осы көрсеткіш үшін «Жоспардан ауытқу себебі» бөлімінің мәтінін енгізіңіз.
finding-place-below-plan = { $code } «{ $title }» көрсеткіші, { $place }: { $due } керек, { $actual } бар.
    .todo = Жетіспейтінін енгізіңіз немесе ауытқу себебін жазыңыз.
finding-evidence-missing-event = { $code } «{ $title }» көрсеткіші: { $events } оқиғаның әрқайсысына «{ $kind }» файлынан { $due } керек. «{ $event }» оқиғасында ({ $day }, { $place }) { $has } ғана бар.
    .todo = Жетіспейтін файлдарды «Растайтын құжаттар» тізілімінде осы оқиғаға қосыңыз.
finding-evidence-missing-place = { $code } «{ $title }» көрсеткіші: әр ауылға «{ $kind }» файлынан { $due } керек. { $place } бойынша { $has } ғана бар.
    .todo = Жетіспейтін файлдарды қосып, ауылын көрсетіңіз.
finding-evidence-missing-activity = { $code } «{ $title }» көрсеткіші: «{ $kind }» файлынан { $due } керек, { $has } қосылған.
    .todo = Жетіспейтін файлдарды іс-шараға қосыңыз.
finding-story-length = «{ $title }» табыс тарихы ({ $lang }): { $sentences } сөйлем, ал { $fewest }–{ $most } сөйлем болуы керек.
    .todo = Тарихтың үш бөлігін қысқартыңыз немесе толықтырыңыз.
finding-record-twice = «{ $register }» тізілімінде бір нәрсе туралы { $count } жазба бар ({ $same }): { $ids }.
    .todo = Біреуін қалдырып, басқаларын түзетіңіз немесе алып тастаңыз.
finding-photo-other-day = «{ $file }» фотосы { $taken } түсірілген, ал «{ $event }» оқиғасы ({ $place }) { $held } өткен.
    .todo = Осы оқиғаның фотосын қосыңыз немесе «Басқа күн немесе орын себебі» өрісіне себебін жазыңыз.
finding-photo-far-away = «{ $file }» фотосы «{ $event }» оқиғасының орнынан ({ $day }, { $place }) { $km } км жерде түсірілген.
    .todo = Осы оқиғаның фотосын қосыңыз немесе «Басқа күн немесе орын себебі» өрісіне себебін жазыңыз.
finding-photo-two-events = Бір фото «{ $file }» бірнеше оқиғаға қосылған: { $events }.
    .todo = Оны түсірілген оқиғасында ғана қалдырыңыз.
finding-verify-cell-recomputed = { $cell } саны: бекітілген есепте { $frozen }, ал { $as_of }-оқиғадағы жазбалар бойынша { $now } шығады ({ $measure }).
    .todo = Сол кездегі жазбалар бағдарламадан тыс өзгертілген. Журналды тексеріңіз.
finding-verify-cell-uncountable = { $cell } санын ({ $measure }) енді есептеу мүмкін емес: { $detail }.
    .todo = Өлшемді және есеп бекітілген каталогты тексеріңіз.
finding-verify-cell-edited = { $cell } саны құжатта өзгертілген: { $frozen } болған, { $paper } болды (орны { $stands }; { $measure }).
    .todo = Бұрынғы мәнін қайтарыңыз немесе жазбаларды түзетіп, есепті қайта жинаңыз.
finding-verify-cell-missing = { $frozen } деген { $cell } саны ({ $measure }) құжатта жоқ: өшірілген немесе қолмен терілген.
    .todo = Оны бекітілген есептен қайтарыңыз.
finding-verify-cell-unknown = { $cell } саны бекітілген есепте болмаған; құжатта ол { $paper } (орны { $stands }).
    .todo = Оны құжаттан алып тастаңыз.
finding-verify-text-changed = Мәтін өзгертілген (орны { $stands }): «{ $before }» болған, «{ $after }» болды. Жаңа сандар: { $numbers }.
    .todo = Түзету керек болса, оны есеп мәтіндеріне енгізіп, есепті қайта жинаңыз.
finding-verify-text-added = Мәтін қосылған (орны { $stands }): «{ $after }». Ондағы сандар: { $numbers }.
    .todo = Мәтін керек болса, оны есеп мәтіндеріне енгізіп, есепті қайта жинаңыз.
finding-verify-text-removed = Мәтін алынып тасталған (орны { $stands }): «{ $before }».
    .todo = Мәтін артық болса, оны жазбалардан алып, есепті қайта жинаңыз.
provenance-title = Бұл сандар қайдан шықты
provenance-note = Есептің әр саны үшін: не саналды, не шықты, артында қандай жазбалар мен файлдар тұр.
provenance-activity = { $activity } іс-шарасы
provenance-records = жазба саны: { $n }
provenance-files = Файлдар, SHA-256 бойынша
provenance-more = Тағы { $n } жазба.

# Өзімен салыстырылған оқиғалар журналы
finding-log-altered = { $seq }-оқиға алдыңғысынан шықпайды: журнал бағдарламадан тыс өзгертілген.
    .todo = Сақтық көшірмемен салыстырыңыз; осы оқиғадан кейін жасалған есептерге сенбеңіз.
finding-record-altered = Жазба { $seq }-оқиға жазғандай емес: ол бағдарламадан тыс өзгертілген.
    .todo = Сақтық көшірмемен салыстырып, дұрыс мәндерін қайта енгізіңіз.
finding-record-lost = { $seq }-оқиға жазған жазба дерекқорда енді жоқ.
    .todo = Оны сақтық көшірмеден қалпына келтіріңіз.

## Сауалнама қаншалықты сенімді
uncertainty = { $n } жауап; 95 % сенімділікпен { $low } мен { $high } пайыз аралығында (өзгеріс үшін — пайыздық тармақ).
uncertainty-chance = Мұндай өзгерістің кездейсоқ болу ықтималдығы: { $p } %.

## Команда жолы: дұрыс терілмеген жері
usage-heading = Қолданылуы:
usage-commands = Командалар
usage-arguments = Аргументтер
usage-options = Кілттер
usage-help = Анықтаманы көрсету
usage-version = Нұсқасын көрсету
usage-command-unknown = «{ $given }» деген команда жоқ.{ $nearest_set ->
    [yes] {" "}Ең жақыны: { $nearest }.
   *[no] {""}
 }
usage-argument-unknown = «{ $given }» мұнда күтілмейді.{ $nearest_set ->
    [yes] {" "}Ең жақыны: { $nearest }.
   *[no] {""}
 }
usage-argument-missing = Жетпейтіні: { $missing }.
usage-value-wrong = «{ $given }» мәні { $argument } үшін жарамайды.{ $known_set ->
    [yes] {" "}Мыналардың бірін таңдаңыз: { $known }.
   *[no] {""}
 }
usage-value-missing = { $argument } кілтінен кейін мән керек.
usage-twice = { $argument } бірнеше рет берілген.
usage-other = Команда жолы түсініксіз: { $detail }
usage-see-help = Анықтама: { $command } --help
