# Телефондағы пішіндер.
phone-yes = Иә
phone-no = Жоқ
phone-not-listed = Тізімде жоқ, атын өзім жазамын
phone-typed = атын жазыңыз
phone-required = Бұл сұраққа жауап керек.
phone-between = { $min } мен { $max } аралығындағы санды жазыңыз.
phone-at-least = { $min } немесе одан үлкен санды жазыңыз.
phone-at-most = { $max } немесе одан кіші санды жазыңыз.
phone-phone = Телефон нөмірін жазыңыз, мысалы +7 702 000 00 00.
phone-url = Мекенжай https:// деп басталуы керек.
refusal-submission-of-another-form = Жіберілген «{ $form }» пішінінің жауабы, ал бұл жерде «{ $wanted }» күтілген. Телефонда пішіндер тізімін жаңартып, қайта жіберіңіз.
finding-submission-record-removed = Бұл жазба осында өшірілген, ал телефон оны тағы бір рет жіберді.
    .todo = Жазбаны тарихынан қайтарыңыз немесе өшірілген күйінде қалдырып, жіберген адамға айтыңыз.
finding-submission-version = Жауап пішіннің { $version } нұсқасына жазылған, ал белгілі нұсқасы { $known }.
    .todo = Телефонда пішіндерді жаңартыңыз; жауаптың өрістерін қарап шығыңыз.
finding-submission-field-unknown = Пішінде «{ $name }» өрісі жоқ, онда «{ $typed }» деп жазылған. Мәтін түпнұсқада сақталды.
    .todo = Керек болса, жазбаның тиісті өрісіне өзіңіз енгізіңіз.
finding-submission-text-long = Бір жауап { $most } әріптен ұзын; артығы жазбаға кірмеді, түпнұсқада сақталды.
    .todo = Түпнұсқаны ашып, қажетін қысқартып енгізіңіз.
finding-submission-file-name = Файлдың «{ $typed }» деген атында қалта не жарамсыз белгі бар; «{ $name }» деп алынды.
    .todo = Файлдың дұрыс жеткенін тексеріңіз.
finding-submission-clock = Телефонның сағаты қате көрінеді: басталуы { $started }, аяқталуы { $ended }, ал { $received } күні келді.
    .todo = Жазбадағы күндерді тексеріп, телефонның күні мен уақытын түзетіңіз.
finding-xlsform-wrong = Пішінді түрлендіру мүмкін емес. Түрлендіруші ағылшынша былай дейді: { $detail }
    .todo = Көрсетілген жолды түзетіп, файлды қайта жүктеңіз.
finding-xlsform-no-column = { $heading } бағаны жоқ.
    .todo = Сұрақтар парағының бірінші жолына «{ $heading }» деген баған қосыңыз.
finding-xlsform-type-unknown = Сұрақтың мұндай түрі жоқ: { $typed }
    .todo = Түрін түзетіңіз, мысалы: text, integer, date, select_one тізім, image, geopoint.
finding-xlsform-no-name = Сұрақтың атауы (name) жоқ.
    .todo = name бағанына қысқа атау жазыңыз, мысалы water_source.
finding-xlsform-name-wrong = «{ $name }» атау болуға жарамайды.
    .todo = Атауды әріптен бастап, бос орынсыз жазыңыз: әріптер, цифрлар, «_», «-», «.».
finding-xlsform-name-twice = «{ $name }» атауы бұрын { $earlier }-жолда тұр.
    .todo = Екі сұрақтың біріне басқа атау беріңіз.
finding-xlsform-no-label = «{ $name }» сұрағының мәтіні жоқ.
    .todo = label бағанына сұрақты жазыңыз немесе түрін calculate не hidden деп өзгертіңіз.
finding-xlsform-not-closed = «{ $name }» тобы жабылмаған.
    .todo = Топтың соңғы сұрағынан кейін { $end } деген жол қосыңыз.
finding-xlsform-end-alone = «{ $typed }» ештеңені жаппайды.
    .todo = Осы жолды алып тастаңыз немесе сәйкес begin жолын қосыңыз: топтар ашылған ретіне кері жабылады.
finding-xlsform-no-list = Таңдау сұрағында тізімнің атауы жоқ.
    .todo = Түрден кейін choices парағындағы тізімнің атауын жазыңыз, мысалы: select_one yes_no.
finding-xlsform-list-missing = choices парағында «{ $list }» тізімі жоқ.
    .todo = Тізімнің атауын түзетіңіз немесе сөздерін choices парағына қосыңыз. Қазір бары: { $known }.
finding-xlsform-choice-half = Таңдау сөзінде { $heading } жоқ.
    .todo = choices парағының әр жолында list_name мен name толтырылуы керек.
finding-xlsform-choice-twice = «{ $list }» тізімінде «{ $name }» екі рет тұр, алдыңғысы { $earlier }-жолда.
    .todo = Біріне басқа атау беріңіз немесе жолды алып тастаңыз.
finding-xlsform-choice-space = «{ $name }» атауында бос орын бар, ал бірнеше жауап бос орынмен бөлінеді.
    .todo = Бос орынның орнына «_» жазыңыз.
finding-xlsform-reference-unknown = Пішінде «{ $name }» деген сұрақ жоқ.
    .todo = Сілтемедегі атауды тексеріңіз: ол name бағанындағыдай жазылуы керек.
finding-xlsform-reference-two = «{ $name }» деген сұрақ екеу, сілтеменің қайсысын айтатыны белгісіз.
    .todo = Сұрақтардың біріне басқа атау беріңіз.
finding-xlsform-trigger = «{ $typed }» trigger болмайды.
    .todo = Адам жауап беретін бір сұраққа сілтеңіз, мысалы ${"{"}age{"}"}.
finding-xlsform-other-filtered = or_other мен сүзгі немесе файлдан алынған тізім бірге жүрмейді.
    .todo = or_other сөзін алып тастап, choices парағына «басқа» деген сөз қосыңыз.
finding-xlsform-expression = Өрнекті телефон оқи алмайды: { $typed } — { $reason ->
        [ends] соңында бірдеңе жетіспейді (жабылмаған жақша болуы мүмкін)
        [quote] тырнақша жабылмаған
        [reference] ${"{"} таңбасынан кейін {"}"} жоқ
        [function] «{ $what }» деген функция жоқ
        [arguments] «{ $what }» функциясында мәндер саны дұрыс емес
       *[other] «{ $what }» бұл жерде тұра алмайды
    }.
    .todo = Өрнекті түзетіңіз, мысалы: . > 0 and . < 120; selected(${"{"}from{"}"}, 'well').
finding-xlsform-no-survey = Файлда survey деген парақ жоқ.
    .todo = Сұрақтар тұрған парақты survey деп атаңыз.
finding-xlsform-sheet-not-taken = «{ $sheet }» парағы қабылданбайды.
    .todo = Бұл парақты алып тастаңыз; таңдау тізімдерін choices парағына көшіріңіз.
finding-xlsform-heading-twice = «{ $heading }» бағаны екі рет тұр, алғашқысы { $earlier } бағанында.
    .todo = Бағандардың бірін өшіріңіз немесе атын өзгертіңіз.
finding-xlsform-heading-space = «{ $heading }» баған атауында бос орын бар.
    .todo = Бос орынның орнына астын сызу белгісін қойыңыз, choice_filter ішінде де солай жазыңыз.
finding-xlsform-moment = Бұл ұяшықтағы күнді немесе уақытты Excel сан етіп сақтаған, бастапқы түрі жоғалған.
    .todo = Ұяшықтың пішімін «Мәтін» етіп, мысалы 09:30 не 2024-05-14 деп қайта теріңіз.
finding-xlsform-no-calculation = calculate жолында есептеу жазылмаған.
    .todo = calculation бағанына өрнек жазыңыз немесе жолды өшіріңіз.
finding-xlsform-range-decimal = Шкаланың қадамы не шегі бөлшек сан: { $typed }.
    .todo = Бүтін сандармен жазыңыз, мысалы start=0 end=10 step=1, немесе decimal түрін алыңыз.
finding-xlsform-label-in-repeat = Қайталау ішіндегі мәтінде сілтеме бар: { $typed }.
    .todo = Мәтіндегі сілтемені алып тастаңыз: телефон басқа жолдың жауабын көрсетуі мүмкін.
finding-xlsform-attribute-lost = «{ $heading }» бағанындағы мән мұндай жолда жоғалып кетеді.
    .todo = Мәнді өшіріңіз немесе топтың ішіндегі сұраққа көшіріңіз.
finding-xform-unreadable = XForm құжаты бұзылған не қауіпті: { $detail }
    .todo = Файлды пішін жасаған бағдарламадан қайта сақтаңыз.
finding-xform-not-a-form = Бұл XML құжаты XForm пішіні емес.
    .todo = XLSForm файлын (.xlsx) немесе XForm файлын (.xml) жүктеңіз.
finding-xlsform-reference-in-repeat = Қайталау ішіндегі бұл өрнек қате жолға сілтеуі мүмкін: { $typed }
    .todo = Қайталау ішінде тек сол жолдың сұрақтарына сілтеңіз; басқасын calculate жолына шығарыңыз.
finding-xlsform-repeat-in-repeat = Қайталаудың ішінде тағы қайталау бар, ол қабылданбайды.
    .todo = Ішкі қайталауды бөлек пішін етіңіз немесе сұрақтарын көбейтіп жазыңыз.
