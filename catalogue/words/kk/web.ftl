### Барлық бетке ортақ сөздер.

web-skip = Мазмұнға өту
web-menu = Мәзір
web-project = Жоба
web-projects = Жобалар
web-start = Басты бет
web-indicators = Көрсеткіштер
web-statistics = Статистика
web-report = Есеп
web-import = Импорт
web-registers = Тізілімдер
web-events = Оқиғалар
web-log = Не болды
web-settings = Баптаулар
web-accounts = Есептік жазбалар
web-me = Менің баптауларым
web-sign-in = Кіру
web-sign-out = Шығу
web-language = Тіл
web-guide = Бұл бет не үшін керек?
web-save = Сақтау
web-cancel = Бас тарту
web-back = Артқа
web-yes = Иә
web-no = Жоқ
web-stopped = Орындалмады
web-our-fault = Біздің жақтан қате кетті. Енгізгеніңіз сақталған жоқ болса, бетті қайталап көріңіз. Қайталанса, жоба жетекшісіне мына нөмірді айтыңыз: { $number }.
web-to-start = Басты бетке
web-open-page = Ашық бет
web-api = Бағдарламаларға (API)
web-made-with = Auyl – ашық бағдарлама

## Бас тартулар

refusal-page-missing = Мұндай бет жоқ. Сілтемені тексеріңіз немесе басты бетке өтіңіз.
refusal-not-allowed = Бұған сіздің рөліңіздің құқығы жетпейді. Қажет болса, жоба жетекшісінен сұраңыз.
refusal-form-from-elsewhere = Бұл форма басқа сайттан жіберілді, сондықтан орындалмады. Бетті осы жерде ашып, қайталаңыз.
refusal-request-malformed = Сұраныс түсініксіз: { $detail }. Бетті қайта ашып, қайталаңыз.
refusal-request-too-large = Бұл тым үлкен: ең көбі { $limit }. Файлды кішірейтіңіз немесе бөліп жіберіңіз.
refusal-too-many-requests = Тым көп әрекет жасалды. { $minutes } минуттан кейін қайталаңыз.
refusal-address-in-use = { $address } мекенжайын тыңдау мүмкін емес ({ $detail }). Басқа бағдарлама тоқтатылсын немесе --listen арқылы басқа порт көрсетілсін.
