# Қажеттіліктер картасы: ауылдар мәселелердің саласы бойынша; ауылдың парағы мен хабарландыруы.
needs-title = Қажеттіліктер картасы
needs-map = Картада
needs-matrix = Ауылдар мен салалар
needs-weigh = Көлемі нені көрсетеді
needs-by-count = Мәселелер саны
needs-by-supporters = Қолдаушылар саны
needs-by-people = Қанша адамға қатысты
needs-by-urgent = Маңызы жоғары мәселелер
needs-sphere = Саласы
needs-state = Күйі
needs-group = Кімге қатысты
needs-raised = Көтерілген күні
needs-usual = Барлығын көрсету
needs-about = { $weight }: { $n }; ауыл: { $villages }; шешілгені: { $solved }.{ $first_set ->
    [yes] { " " }Ең көбі: { $first }.
   *[no] { "" }
 }
needs-about-survey = Жауап: { $n }, ауыл: { $villages }, соңғы кезең.{ $first_set ->
    [yes] { " " }Ең жиі аталғаны: { $first }.
   *[no] { "" }
 }
needs-done = шешілгені { $n }{ $leads_set ->
    [yes] ; ең көбі: { $leads }
   *[no] { "" }
 }
needs-solved = Шешілді
needs-open = Шешілмеді
needs-named = Атағандар үлесі
needs-weight = Салмағы
needs-village = Ауыл
needs-whole = Барлығы
needs-none = Сәйкес жазба жоқ.
needs-elsewhere = Тағы { $n } жобаның ешбір ауылына жатпайды.
needs-tiles = Карта суреттері:
needs-source = Сызықтар: Natural Earth (қоғам игілігі), дәлдігі шамамен бір километр. Картада орны жоқ ауылдар тек кестеде.
guide-needs = Шеңбер неғұрлым үлкен болса, ауылда мәселе соғұрлым көп; қою секторы – шешілгені. Көлемі нені көрсететінін, саланы, күйді немесе күндерді таңдаңыз. Кестеде де сол айтылған; әр ауылдың басты саласы белгіленген.
village-about = Мәселе: { $n }, оның шешілгені: { $solved }.{ $people_set ->
    [yes] { " " }Тұрғындар: { $people }.
   *[no] { "" }
 }
village-list = Мәселелер тізімі
village-by-sphere = Мәселелер салалар бойынша
village-sheet = Ауылдың бір беттік паспорты
village-sheet-help = А4 парағы: тұрғындар, мәселелер маңызы бойынша, жауаптар, SWOT, ресурстар, ұсынымдар, органдар.
village-notice = Тақтаға хабарландыру
village-notice-help = Бір айдың А4 парағы: жаңа мәселелер, жауаптар, шешімдер, шешілгені, алдағы кездесулер. Тұрғындардың аты жазылмайды.
village-month = Ай
village-language = Тілі
village-sheet-of = { $village }: ауыл паспорты
village-notice-of = { $village }: мәселелер не болды. { $month }
village-notice-about = Барлық тұрғындарға. Оқып, көршілерге айтыңыз.
village-people = Тұрғындар: { $n_set ->
    [yes] { $n }
   *[no] белгісіз
 }{ $adults_set ->
    [yes] , оның ересегі: { $adults }
   *[no] { "" }
 }.
village-problems = Мәселелер маңызы бойынша
village-problem = Мәселе
village-priority = Маңызы
village-no-problems = Мәселе жазылмаған.
village-more = тағы { $n }
village-answered = Жауаптар: мәселе { $all }, хатпен жіберілгені { $letters }, жауап келгені { $replies }, шешімі бары { $decided }, шешілгені { $solved }.
village-decisions = Шешімдер
village-swot = Күшті және әлсіз жақтары, мүмкіндіктері мен қауіптері
village-means = Ауылдың ресурстары: { $means }.
village-recommendations = Ұсынымдар
village-contacts = Қайда хабарласу керек
village-office = жоба кеңсесі: { $address }
village-new = Жаңа мәселелер
village-replies = Органдардың жауаптары
village-solved = Шешілді
village-meetings = Алдағы кездесулер
village-nothing = Жоқ.
guide-village = Паспорт пен хабарландыру қазір жазылған деректерден жасалады; әкімге, депутатқа немесе тақтаға басып шығарыңыз. Онда органдар аталады, тұрғындар аталмайды.
