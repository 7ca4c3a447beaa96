### Отчёт: разделы, предпросмотр, выгрузка, закрепление, сверка.

report-title = Отчёт
report-in-language = Язык отчёта
report-take = Посмотреть и выгрузить
report-preview = Весь отчёт
report-package = Пакет с подтверждениями (ZIP)
report-verify = Сверить файл
report-freeze = Закрепить отчёт
report-freeze-help = Числа и файлы сохранятся такими, какие они сейчас; изменить их потом нельзя.
report-freeze-sure = Закрепить отчёт в его нынешнем виде?
report-freeze-blocked = Закрепить отчёт пока нельзя: сначала устраните замечания с пометкой «важно».
report-freeze-refused = Отчёт не закреплён
report-freeze-refused-why = { $n ->
    [one] Осталось { $n } важное замечание. Устраните его и закрепите отчёт снова.
    [few] Осталось { $n } важных замечания. Устраните их и закрепите отчёт снова.
   *[other] Осталось { $n } важных замечаний. Устраните их и закрепите отчёт снова.
 }
report-texts-whole = Тексты о проекте в целом
report-texts-of = Тексты: { $name }
report-text-missing = нет текста
report-text-write = написать
report-no-language = нет: { $name }
report-nothing-about = Здесь пока нет записей, о которых можно писать. Сначала внесите план проекта.
report-findings = { $n ->
    [one] { $n } замечание
    [few] { $n } замечания
   *[other] { $n } замечаний
 }
report-no-findings = Замечаний нет: отчёт можно закрепить.
report-more = Ещё { $n }
report-mend = Исправить
report-severe = важно
report-warning = проверьте
report-hint = совет
report-as-of = По событиям до № { $name }
report-line = Строка { $n }

## Закреплённые отчёты

report-frozen-list = Закреплённые отчёты
report-frozen-none = Закреплённых отчётов ещё нет. Когда важных замечаний не останется, закрепите отчёт перед отправкой.
report-frozen-title = Закреплённый отчёт
report-frozen-when = Когда
report-frozen-who = Кто
report-frozen-event = По событие №
report-frozen-cells = Чисел в отчёте
report-frozen-id = Номер отчёта
report-frozen-files = Файлы, как они были закреплены
told-frozen = Отчёт закреплён.
report-compare = Сравнить
report-compare-title = Сравнить с другим отчётом
report-compare-older = Прежний
report-compare-newer = Новый
report-compare-heading = Сравнение двух отчётов
report-compared-agree = Совпадает чисел: { $n }
report-compared-same = Все числа совпадают.
report-compared-changed = Изменились: { $n }
report-compared-new = Появились: { $n }
report-compared-gone = Исчезли: { $n }
report-compared-what = Что считается
report-compared-before = Было
report-compared-after = Стало

## Сверка

report-verify-title = Сверка файла с закреплённым отчётом
report-verify-file = Файл отчёта (DOCX)
report-verify-help = Файл сравнивается с отчётом, из которого он сделан: каждое число пересчитывается по записям того дня. Файл не сохраняется.
report-verify-do = Сверить
report-verify-empty = Файл не выбран или пуст. Выберите файл DOCX.
report-verify-is = Это отчёт:
report-verify-agrees = Всё совпадает: ни числа, ни слова не изменены.
report-verify-differs = { $n ->
    [one] Найдено { $n } расхождение.
    [few] Найдено { $n } расхождения.
   *[other] Найдено { $n } расхождений.
 }

## Долгая работа

report-job-pdf = Готовится PDF
report-job-zip = Собирается пакет с подтверждениями
report-job-freeze = Отчёт закрепляется
report-job-ready = Готово. Если файл не загрузился сам, нажмите кнопку.
report-job-fetch = Скачать
report-job-wait = Работа идёт. Это может занять до минуты.
report-job-progress = Готово { $done } из { $total }.
report-job-itself = Страница обновляется сама.

## Текст раздела

report-text-record = Запись и её история
report-text-help = Числа не печатайте: поставьте { "{{" } и выберите меру из списка. Абзацы разделяйте пустой строкой, выделяйте *курсивом* и **жирным**, списки начинайте с «- » или «1. ».
report-text-empty = Здесь появится текст, как он будет в отчёте.
report-preview-text = Как будет в отчёте
report-preview-do = Показать
report-text-refused = Текст не сохранён
report-text-conflict = Пока вы писали, текст изменил другой человек: { $name }
report-text-conflict-do = Ниже – что написано там. Перенесите нужное в свой текст и сохраните ещё раз: тогда останется ваш.
report-text-unsent = Показан ваш ещё не сохранённый текст.
report-text-discard = Вернуть сохранённый
report-text-kept = Черновик сохранён
report-offer-none = Ничего не найдено
report-offer-some = Предложено мер:
report-offer-typed = как написано
told-text-saved = Текст сохранён.

guide-report = Здесь собирается отчёт грантодателю: видно, какие тексты написаны, каких не хватает и что не сходится.
    Отчёт можно посмотреть целиком и выгрузить в DOCX, PDF или HTML. Перед отправкой закрепите его: тогда любое число можно будет перепроверить.
guide-section = Слева пишите текст раздела, справа видно, каким он будет в отчёте.
    Числа не печатаются, а ставятся мерами в двойных скобках: они пересчитываются сами. Нажмите на число в предпросмотре, чтобы узнать, из чего оно сложилось.
guide-frozen = Закреплённый отчёт хранится вместе с файлами и номером события, по которое он посчитан.
    Его можно скачать таким, каким он был отправлен, и сравнить с другим.
guide-verify = Если отчёт вернулся от кого-то в DOCX, проверьте, не изменены ли в нём числа или слова.
guide-job = Работа продолжается, даже если закрыть эту страницу. Результат ждёт здесь один час.
report-empty = Отчитываться пока не о чем. Начните с паспорта проекта: его сроки говорят, какая форма отчёта действует.
