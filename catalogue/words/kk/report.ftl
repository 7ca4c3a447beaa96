### Есеп: бөлімдер, алдын ала көру, жүктеп алу, бекіту, салыстыру.

report-title = Есеп
report-in-language = Есеп тілі
report-take = Қарау және жүктеп алу
report-preview = Есепті толық көру
report-package = Дәлелдерімен бірге пакет (ZIP)
report-verify = Файлды тексеру
report-freeze = Есепті бекіту
report-freeze-help = Сандар мен файлдар дәл қазіргі күйінде сақталады, кейін өзгертуге болмайды.
report-freeze-sure = Есеп қазіргі күйінде бекітілсін бе?
report-freeze-blocked = Есепті әзірге бекітуге болмайды: алдымен «маңызды» деген ескертулерді жойыңыз.
report-freeze-refused = Есеп бекітілмеді
report-freeze-refused-why = { $n } маңызды ескерту қалды. Оларды жөндеп, есепті қайта бекітіңіз.
report-texts-whole = Тұтас жоба туралы мәтіндер
report-texts-of = Мәтіндер: { $name }
report-text-missing = мәтін жоқ
report-text-write = жазу
report-no-language = { $name } жоқ
report-nothing-about = Әзірге мәтін жазатын жазба жоқ. Алдымен жоба жоспарын енгізіңіз.
report-findings = { $n } ескерту
report-no-findings = Ескерту жоқ: есепті бекітуге болады.
report-more = Тағы { $n }
report-mend = Жөндеу
report-severe = маңызды
report-warning = тексеріңіз
report-hint = кеңес
report-as-of = № { $name } оқиғаға дейін
report-line = { $n }-жол

## Бекітілген есептер

report-frozen-list = Бекітілген есептер
report-frozen-none = Бекітілген есеп әлі жоқ. Маңызды ескерту қалмаған соң, есепті жіберер алдында бекітіңіз.
report-frozen-title = Бекітілген есеп
report-frozen-when = Қашан
report-frozen-who = Кім
report-frozen-event = Соңғы оқиға №
report-frozen-cells = Есептегі сандар
report-frozen-id = Есеп нөмірі
report-frozen-files = Бекітілген кездегі файлдар
told-frozen = Есеп бекітілді.
report-compare = Салыстыру
report-compare-title = Басқа есеппен салыстыру
report-compare-older = Бұрынғысы
report-compare-newer = Жаңасы
report-compare-heading = Екі есепті салыстыру
report-compared-agree = Бірдей сандар: { $n }
report-compared-same = Барлық сан бірдей.
report-compared-changed = Өзгергені: { $n }
report-compared-new = Қосылғаны: { $n }
report-compared-gone = Жоғалғаны: { $n }
report-compared-what = Не саналады
report-compared-before = Бұрын
report-compared-after = Енді

## Тексеру

report-verify-title = Файлды бекітілген есеппен салыстыру
report-verify-file = Есеп файлы (DOCX)
report-verify-help = Файл өзі жасалған есеппен салыстырылады: әр сан сол күнгі жазбалар бойынша қайта есептеледі. Файл сақталмайды.
report-verify-do = Тексеру
report-verify-empty = Файл таңдалмаған немесе бос. DOCX файлын таңдаңыз.
report-verify-is = Бұл мына есеп:
report-verify-agrees = Бәрі сәйкес: сандар да, сөздер де өзгермеген.
report-verify-differs = { $n } айырмашылық табылды.

## Ұзақ жұмыс

report-job-pdf = PDF дайындалуда
report-job-zip = Дәлелдер пакеті жиналуда
report-job-freeze = Есеп бекітілуде
report-job-ready = Дайын. Файл өзі жүктелмесе, батырманы басыңыз.
report-job-fetch = Жүктеп алу
report-job-wait = Жұмыс жүріп жатыр. Бір минутқа дейін созылуы мүмкін.
report-job-progress = { $total } жолдың { $done } дайын.
report-job-itself = Бет өзі жаңарады.

## Бөлім мәтіні

report-text-record = Жазба және оның тарихы
report-text-help = Сандарды қолмен жазбаңыз: { "{{" } теріп, тізімнен өлшемді таңдаңыз. Абзацтарды бос жолмен бөліңіз, *көлбеу* және **қалың** жазуға болады, тізім жолдарын «- » немесе «1. » деп бастаңыз.
report-text-empty = Мәтіннің есептегі түрі осы жерде көрінеді.
report-preview-text = Есепте осылай болады
report-preview-do = Көрсету
report-text-refused = Мәтін сақталмады
report-text-conflict = Сіз жазып жатқанда мәтінді басқа адам өзгертті: { $name }
report-text-conflict-do = Төменде сол адамның жазғаны тұр. Керегін өз мәтініңізге көшіріп, қайта сақтаңыз: сонда сіздікі қалады.
report-text-unsent = Әлі сақталмаған мәтініңіз көрсетіліп тұр.
report-text-discard = Сақталғанын қайтару
report-text-kept = Қаралама сақталды
report-offer-none = Ештеңе табылмады
report-offer-some = Ұсынылған өлшем саны:
report-offer-typed = жазылғандай
told-text-saved = Мәтін сақталды.

guide-report = Грант берушіге арналған есеп осы жерде жиналады: қай мәтін жазылғаны, қайсысы жетіспейтіні және не сәйкес келмейтіні көрінеді.
    Есепті тұтас қарап, DOCX, PDF не HTML түрінде жүктеп алуға болады. Жіберер алдында бекітіңіз: сонда кез келген санды қайта тексеруге болады.
guide-section = Сол жақта бөлім мәтінін жазасыз, оң жақта оның есептегі түрі көрінеді.
    Сандар қолмен жазылмайды, қос жақша ішінде өлшем болып қойылады да, өздері қайта есептеледі. Алдын ала көріністегі санды бассаңыз, оның неден құралғанын көресіз.
guide-frozen = Бекітілген есеп файлдарымен және қай оқиғаға дейін саналғанымен бірге сақталады.
    Оны жіберілген күйінде жүктеп алып, басқа есеппен салыстыруға болады.
guide-verify = Есеп біреуден DOCX болып қайтса, ондағы сандар мен сөздердің өзгермегенін тексеріңіз.
guide-job = Бұл бетті жапсаңыз да, жұмыс жүре береді. Нәтиже осы жерде бір сағат сақталады.
report-empty = Есеп беретін ештеңе әзірге жоқ. Алдымен жоба паспортын толтырыңыз: қай есеп нысаны күшінде екені соның мерзімінен белгілі болады.
