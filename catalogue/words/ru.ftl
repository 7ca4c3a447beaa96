### Тексты интерфейса на русском языке.

## Командная строка

our-fault = Сбой на нашей стороне: { $detail }. Наполовину ничего не записано. Сообщите нам, приложив эту строку.
severity-severe = ошибка
severity-warning = предупреждение
severity-hint = подсказка
column-code = Код
column-indicator = Индикатор
column-plan = План
column-actual = Факт
column-met = Да/нет
left-out-to-review = Не учтено: { $n ->
    [one] { $n } запись ждёт исправления
    [few] { $n } записи ждут исправления
   *[many] { $n } записей ждут исправления
 }
left-out-no-person = Не учтено: { $n ->
    [one] { $n } запись без участника
    [few] { $n } записи без участника
   *[many] { $n } записей без участника
 }
catalogue-in-order = Каталог в порядке: реестров { $registers }, показателей { $figures }.
init-demo-progress = Пример проекта
init-done = Новый проект в папке { $place }. Дальше: «auyl template project.xlsx», заполните листы, затем «auyl import project.xlsx».
init-demo-done = Пример проекта в папке { $place }. Дальше: «auyl indicators», «auyl check», «auyl report --out report.docx».
template-written = Записан файл { $file }. Заполните нужные листы и загрузите: «auyl import { $file }».
import-progress = Строки
import-refused = Из файла { $file } ничего не взято. Исправьте указанное выше и загрузите снова; с --keep неверные строки сохраняются на проверку.
import-done = Загружено: новых { $created }, изменённых { $changed }, без изменений { $unchanged }.
export-progress = Реестры
export-done = Записей выгружено: { $n }, место: { $place }.
report-written = Записан файл { $file }
freeze-refused = Отчёт не зафиксирован: есть ошибки. Исправьте их и зафиксируйте снова.
freeze-done = Зафиксировано: { $cells } { $cells ->
    [one] цифра
    [few] цифры
   *[many] цифр
 } по состоянию на событие { $event }. «auyl verify» в любое время сверит с ними DOCX.
verify-fine = Всё сходится: пересчитано { $cells } { $cells ->
    [one] значение
    [few] значения
   *[many] значений
 } по состоянию на событие { $event }, в документе те же.
check-clean = Всё на месте, противоречий нет. Отчёт можно зафиксировать.
package-written = Записан файл { $file }: { $n } { $n ->
    [one] файл
    [few] файла
   *[many] файлов
 }, опись и их SHA-256.
package-index = Опись
package-activity = Мероприятие
package-kind = Вид
package-record = Запись
package-file = Файл
package-size = Байт
package-sha256 = SHA-256
erased = Личные данные записи { $register } { $id } удалены во всех версиях. Ни одна цифра не изменилась.
finding-record-to-review = Запись ждёт исправления и нигде не учитывается: { $codes }
    .todo = Откройте её или исправьте строку в таблице и загрузите снова.
finding-told-twice = В реестре «{ $register }» одно и то же указано несколько раз ({ $fields }): { $ids }
    .todo = Оставьте одну запись и удалите остальные или исправьте опечатку.
cli-about = Ведёт сельский грантовый проект от первого схода до отчёта, который сам себя доказывает. Без команды создаёт пример проекта, если папка пуста, составляет итоговый отчёт и показывает индикаторы, замечания и места файлов.
cli-init = Начать проект в папке данных
cli-template = Записать пустую таблицу Excel, по листу на реестр
cli-import = Загрузить заполненную таблицу (.xlsx) или папку файлов CSV
cli-export = Выгрузить все записи в Excel, в папку CSV или в оба вида
cli-figure = Посчитать один показатель: формулу или имя из каталога
cli-indicators = Все индикаторы: план и факт
cli-check = Найти, чего не хватает и что противоречит, до фиксации отчёта
cli-report = Составить отчёт
cli-freeze = Зафиксировать отчёт с каждой цифрой, как она есть сейчас
cli-verify = Пересчитать все цифры зафиксированного отчёта и сверить DOCX
cli-package = Собрать отчёт с доказательствами: приложения по мероприятиям, опись, SHA-256 каждого файла
cli-history = Что происходило с записью, версия за версией
cli-erase = Удалить имя, телефон и другие личные данные; цифры остаются
cli-catalogue = Проверить каталог вместе с папкой изменений
cli-completion = Вывести автодополнение для оболочки
cli-man = Вывести страницу руководства
cli-arg-data = Папка данных проекта
cli-arg-database = PostgreSQL вместо файла SQLite в папке: postgres://…
cli-arg-catalogue = Папка, которая накладывается на встроенный каталог
cli-arg-lang = Язык сообщений: kk, ru или en
cli-arg-project = Проект, если их несколько
cli-arg-demo = Заполнить примером проекта
cli-arg-file = Файл (или папка)
cli-arg-keep = Сохранить неверные строки на проверку, а не отклонять весь файл
cli-arg-json = Вывести один документ JSON
cli-arg-csv = Папка для файлов CSV
cli-arg-without-personal = Без имён, телефонов и других личных данных
cli-arg-measure = Например: 'persons(attendance where gender = female)'
cli-arg-by = Разбить по полю; можно повторять
cli-arg-activity = Считать только относящееся к этому мероприятию
cli-arg-records = Показать записи, стоящие за цифрой
cli-arg-as-of = Как было после этого события
cli-arg-form = Форма отчёта
cli-arg-out = Куда записать: .docx, .pdf или .html; для freeze — папка
cli-arg-report-lang = Язык отчёта, если он другой
cli-arg-register = Реестр
cli-arg-id = Номер записи
cli-arg-shell = Оболочка
