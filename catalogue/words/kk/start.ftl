### Жобаның бастапқы беті.

guide-start = Бұл бетте не кешігіп жатқаны, не жетіспейтіні, көрсеткіштердің қалай орындалып жатқаны, қай хаттарға жауап күтілетіні және соңғы өзгерістер көрінеді.
    «Нені түзету керек» тізімінің әр жолы түзететін жерге апарады: форманың өрісіне немесе оқиғаның бетіне.
    Сандар жазбалардан есептеледі; қай жазбалар саналғанын көру үшін көрсеткішті басыңыз.
guide-mend = Жоба жазбаларына қатысты барлық ескерту; алдымен жазбаны санатпайтын немесе есепті бекіттірмейтіндері тұрады.
    Ескертуді басыңыз: түзетілетін өрісі бар форма ашылады.

start-behind = № { $n } оқиғадан кейінгі жай-күй көрсетілген; жаңасы қазір есептеліп жатыр. Бір минуттан соң бетті жаңартыңыз.
start-begins-in = { $n } күннен кейін басталады
start-days-left = { $n } күн қалды
start-days-over = { $n } күн бұрын аяқталды
start-last-day-today = Бүгін – жобаның соңғы күні
start-steps = Неден бастау керек
start-step-done = дайын
start-step-passport = Жоба паспортын толтырыңыз: атауы, мерзімі, грант сомасы
start-step-places = Ауылдарды толықтырыңыз: ӘАОЖ коды, түрі, ауданы
start-step-import = Жазбалар кестеде жүргізілсе, Excel кітабын жүктеңіз
start-step-objective = Мақсат пен міндеттерді қосыңыз
start-step-activity = Іс-шараларды күндерімен қосыңыз
start-step-indicator = Не уәде етілгенін жазыңыз: өлшемі мен нысанасы бар көрсеткіштер
start-mend = Нені түзету керек
start-nothing-to-mend = Ескерту жоқ: керектің бәрі орнында.
start-severe = Маңызды
start-warning = Тексеріңіз
start-hint = Кеңес
start-n-severe = { $n } маңызды
start-n-warnings = { $n } тексеретін
start-n-hints = { $n } кеңес
start-mend-more = Бәрін көрсету: тағы { $n } ескерту
start-and-more = тағы { $n }
start-all-indicators = Барлық көрсеткіш
start-no-indicators = Әзірге көрсеткіш жоқ. Іс-шара қосып, ол бойынша не уәде етілгенін жазыңыз.
start-met-of = { $all } ішінен { $met }
start-met = орындалды
start-worst = Нысанадан ең алысы
start-letters = Жауап күткен хаттар
start-letters-all = Барлық хат
start-no-letters = Барлық хатқа жауап келді.
start-letter-over = { $n } жұмыс күніне кешікті
start-letter-left = { $n ->
    [0] мерзімі бүгін
   *[other] { $n } жұмыс күні қалды
}
start-letter-without-day = жіберілген күні көрсетілмеген
start-last = Соңғы өзгерістер
start-whole-log = Толық журнал
start-n-records = { $n } жазба
start-by-command = пәрмен жолы
start-timeline = Іс-шаралардың мерзімі
start-timeline-about = { $n } іс-шара: жолақ бірінші күннен соңғы күнге дейін, сызық – бүгінгі күн
start-timeline-table = Іс-шаралар кестесі
start-today = бүгін
start-activity = Іс-шара
start-days = Мерзімі
start-first-day = Бірінші күні
start-last-day = Соңғы күні
start-standing = Барысы

happened-created = Қосылды
happened-changed = Өзгертілді
happened-removed = Жойылды
happened-erased = Жеке деректер өшірілді
happened-frozen = Есеп бекітілді
happened-project-created = Жоба ашылды
