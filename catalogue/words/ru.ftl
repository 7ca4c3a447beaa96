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
init-done = Новый проект в папке { $spot }. Дальше: «auyl template project.xlsx», заполните листы, затем «auyl import project.xlsx».
init-demo-done = Пример проекта в папке { $spot }. Дальше: «auyl indicators», «auyl check», «auyl report --out report.docx».
template-written = Записан файл { $file }. Заполните нужные листы и загрузите: «auyl import { $file }».
import-progress = Строки
import-refused = Из файла { $file } ничего не взято. Исправьте указанное выше и загрузите снова; с --keep неверные строки сохраняются на проверку.
import-done = Загружено: новых { $created }, изменённых { $changed }, без изменений { $unchanged }.
export-progress = Реестры
export-done = Записей выгружено: { $n }, место: { $spot }.
report-language = На языке «{ $asked }» у формы нет страницы; отчёт составлен на языке «{ $written }».
report-written = Записан файл { $file }
freeze-refused = Отчёт не зафиксирован: есть ошибки. Исправьте их и зафиксируйте снова.
freeze-done = Зафиксировано: { $cells } { $cells ->
    [one] цифра
    [few] цифры
   *[many] цифр
 } по состоянию на событие { $seq }. «auyl verify» в любое время сверит с ними DOCX.
verify-fine = Всё сходится: пересчитано { $cells } { $cells ->
    [one] значение
    [few] значения
   *[many] значений
 } по состоянию на событие { $seq }, в документе те же.
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
finding-record-to-review = Запись ждёт исправления и нигде не считается: { $fields }.
    .todo = Откройте её или исправьте строку в таблице и загрузите снова.
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

### Формы: подсказки под заголовками книги; что не так со строками, каталогом и показателями; отказы

form-help-id = Для новой записи оставьте пустым
form-help-text = Текст
form-help-note = Текст в несколько строк
form-help-count = Целое число
form-help-decimal = Число
form-help-money = Тенге
form-help-date = Дата, например 14.05.2024
form-help-time = Время, например 09:30
form-help-flag = Да или нет
form-help-choice = Выберите из списка
form-help-many = Можно несколько, через ;
form-help-place = Код или название села
form-help-point = Широта, долгота
form-help-link = Код или название из реестра
form-help-file = Имя файла рядом с этой книгой
form-help-phone = Телефон, например +7 702 000 00 00
form-help-url = Адрес, например https://…

# Файлы, которые читаются
finding-id-twice = Код «{ $typed }» уже стоит в строке { $earlier }.
    .todo = Для новой записи оставьте код пустым или оставьте одну из двух строк.
finding-key-twice = Эта строка о той же записи, что и строка { $earlier }, но говорит другое.
    .todo = Оставьте одну из двух строк или дайте каждой свой id.
finding-sheet-unknown = Реестра «{ $sheet }» нет, лист не прочитан.
    .todo = Если лист относится к реестру, переименуйте его.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-heading-unknown = Поля «{ $heading }» нет, столбец не прочитан.
    .todo = Исправьте заголовок в первой строке.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-heading-twice = Заголовок «{ $heading }» уже стоит в столбце { $first }.
    .todo = Оставьте один из двух столбцов.
finding-heading-computed = «{ $heading }» вычисляет программа, столбец не прочитан.
    .todo = Делать ничего не нужно, столбец можно удалить.
finding-heading-empty = Здесь что-то написано, но у столбца нет заголовка; он не прочитан.
    .todo = Напишите заголовок в первой строке или очистите столбец.
finding-cell-error = В ячейке ошибка Excel: { $typed }.
    .todo = Исправьте формулу или впишите само значение.
finding-workbook-nothing-recognised = В «{ $file }» ни один лист и ни один заголовок не относится к реестрам.
    .todo = Создайте пустую форму командой «auyl template ФАЙЛ.xlsx» и перенесите строки в неё.
finding-decision-sum = «{ $name }»: указано { $sum } тенге, а части дают { $parts }.
    .todo = Сверьте строку с решением; если ошибка в самом решении, сообщите маслихату.
finding-decision-twice = «{ $name }»: на одном листе { $sum } тенге, на другом { $other }; взято первое.
    .todo = Сверьте листы с решением и исправьте неверную ячейку.
finding-decision-no-unit = На листе «{ $sheet }» не сказано, в чём суммы: они приняты за тысячи тенге.
    .todo = Если это не так, напишите над таблицей «тысяч тенге» или «тенге» и загрузите файл снова.
finding-decision-no-year = На листе «{ $sheet }» не сказано, на какой год бюджет: напишите над таблицей «на 2024 год».
    .todo = Укажите год над таблицей и загрузите файл снова.
finding-decision-nothing = В «{ $file }» не найден бюджет: нет строки доходов или затрат с суммой.
    .todo = Выберите приложение к решению (XLSX), а если это книга Auyl, село не указывайте.
finding-csv-broken = Файл CSV дальше не читается: { $detail }.
    .todo = Сохраните его ещё раз как CSV в кодировке UTF-8.
finding-records-broken = Файл записей написан не по правилам TOML: { $detail }.
    .todo = Исправьте эту строку.
finding-records-nested = В «{ $name }» стоит таблица, а в поле может быть одно значение или список слов.
    .todo = Запишите значение одной строкой.

# Введённые значения
finding-id-malformed = «{ $typed }» не может быть кодом записи.
    .todo = Возьмите до 64 латинских букв, цифр, точек, дефисов и подчёркиваний или оставьте пустым.
finding-field-missing = Поле «{ $field }» не заполнено.
    .todo = Заполните его: без него запись нигде не считается.
finding-field-not-asked = «{ $field }» здесь не спрашивается, «{ $typed }» не сохранено.
    .todo = Очистите поле или исправьте то, от которого оно зависит.
finding-field-unknown = В реестре нет поля «{ $name }».
    .todo = Исправьте название.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-number-not-whole = «{ $field }»: «{ $typed }» не целое число.
    .todo = Пишите только цифры, например 60.
finding-number-malformed = «{ $field }»: «{ $typed }» не число, или знаков после запятой больше четырёх.
    .todo = Пишите цифры и десятичную запятую, например 14,5.
finding-money-malformed = «{ $field }»: «{ $typed }» не сумма в тенге.
    .todo = Пишите цифры, после запятой не больше двух, например 2 440 000 или 150,50.
finding-number-too-small = «{ $field }»: { $typed } меньше, чем { $min }.
    .todo = Проверьте число.
finding-number-too-large = «{ $field }»: { $typed } больше, чем { $max }.
    .todo = Проверьте число.
finding-date-impossible = «{ $field }»: дня «{ $typed }» не бывает.
    .todo = Пишите день, месяц и год, например 14.05.2024.
finding-time-malformed = «{ $field }»: «{ $typed }» не время.
    .todo = Пишите часы и минуты, например 09:30.
finding-flag-malformed = «{ $field }»: «{ $typed }» это ни да, ни нет.
    .todo = Напишите Да или Нет.
finding-point-malformed = «{ $field }»: «{ $typed }» не точка на карте.
    .todo = Пишите широту и долготу в градусах, например 44.95, 65.35.
finding-phone-malformed = «{ $field }»: «{ $typed }» не номер телефона.
    .todo = Пишите все цифры, например +7 702 000 00 00.
finding-url-malformed = «{ $field }»: «{ $typed }» не адрес в интернете.
    .todo = Скопируйте адрес целиком, начиная с https://.
finding-choice-unknown = «{ $field }»: «{ $typed }» нет в списке.
    .todo = Выберите из списка.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-link-unknown = «{ $field }»: «{ $typed }» не найдено в реестре { $register }.
    .todo = Исправьте название или сначала внесите эту запись.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-link-ambiguous = «{ $field }»: в реестре { $register } несколько записей «{ $typed }».
    .todo = Напишите код нужной: { $ids }.
finding-file-not-found = «{ $field }»: файла «{ $typed }» нет.
    .todo = Положите файл рядом с книгой и напишите его имя точно.
finding-state-not-allowed = Состояние «{ $state }» не может идти после «{ $earlier }».
    .todo = Пройдите через промежуточные состояния.
finding-state-needs-field = Для состояния «{ $state }» нужно поле «{ $need }».
    .todo = Заполните его или выберите более раннее состояние.

# Каталог
finding-catalogue-words = Текст интерфейса не читается: { $detail }.
    .todo = Исправьте эту строку.
finding-catalogue-id = «{ $id }» не годится как название: оно занято, зарезервировано или содержит не только a-z, 0-9 и _.
    .todo = Возьмите другое название, не длиннее 40 знаков, с буквы.
finding-catalogue-id-not-file = Реестр называется «{ $id }», а его файл называется иначе.
    .todo = Назовите файл как реестр.
finding-catalogue-toml = Файл написан не по правилам: { $detail }.
    .todo = Исправьте эту строку.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-catalogue-field-unknown = В реестре { $register } нет поля «{ $name }».
    .todo = Исправьте название.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-catalogue-register-unknown = Реестра «{ $name }» нет.
    .todo = Исправьте название.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-catalogue-choices-unknown = Списка «{ $name }» в папке choices нет.
    .todo = Исправьте название или добавьте список.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-catalogue-kind-unknown = «{ $kind }» не вид поля.
    .todo = Напишите один из { $kinds }.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-catalogue-kind-lacks = Полю вида «{ $kind }» нужно «{ $what }».
    .todo = Добавьте строку «{ $what } = …».
finding-catalogue-mark-misplaced = Поле вида «{ $kind }» не может быть «{ $mark }».
    .todo = Уберите отметку или смените вид.
finding-catalogue-severity-unknown = «{ $severity }» не степень важности.
    .todo = Напишите severe, warning или hint.

# Показатели; во второй строке текст, в третьей указано место
finding-measure-expected =
    Здесь ожидалось «{ $expected }»:
    { $text }
    { $pointer }
    .todo = Исправьте показатель в этом месте.
finding-measure-sign-unknown =
    Этот знак в показателе ничего не значит:
    { $text }
    { $pointer }
    .todo = Уберите его.
finding-measure-quote-open =
    Кавычка не закрыта:
    { $text }
    { $pointer }
    .todo = Закройте её такой же кавычкой.
finding-measure-too-long = В показателе или условии больше { $most } слов и знаков.
    .todo = Разделите его на два.
finding-measure-too-deep =
    Слишком много скобок одна в другой:
    { $text }
    { $pointer }
    .todo = Разделите показатель на два.
finding-measure-number-not-whole =
    Здесь может стоять только целое число:
    { $text }
    { $pointer }
    .todo = Долю запишите делением, например 1 / 2.
finding-measure-function-unknown =
    Так ничего не считают:
    { $text }
    { $pointer }
    .todo = Напишите одно из { $functions }.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-measure-register-unknown =
    Такого реестра нет:
    { $text }
    { $pointer }
    .todo = Исправьте название.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-measure-field-unknown =
    Ни в { $register }, ни там, куда ведут его ссылки, такого поля нет:
    { $text }
    { $pointer }
    .todo = Исправьте название.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-measure-field-ambiguous =
    Из { $register } к этому полю ведёт несколько путей:
    { $text }
    { $pointer }
    .todo = Напишите путь целиком, один из { $ways }.
finding-measure-field-personal =
    Личные поля никогда не считаются:
    { $text }
    { $pointer }
    .todo = Возьмите поле, которое не личное, например возрастную группу вместо года рождения.
finding-measure-not-a-link =
    «{ $field }» в { $register } не ведёт к одной записи:
    { $text }
    { $pointer }
    .todo = Закончите название перед точкой.
finding-measure-not-a-number =
    «{ $field }» не число:
    { $text }
    { $pointer }
    .todo = Считайте записи или назовите поле с числом.
finding-measure-not-ordered =
    У «{ $field }» нет больше и меньше:
    { $text }
    { $pointer }
    .todo = Сравнивайте знаком = или !=.
finding-measure-not-per-group =
    По группам считают только count, persons и sum:
    { $text }
    { $pointer }
    .todo = Возьмите в скобках одно из них.
finding-measure-group-unreachable =
    { $register } не ведёт к { $group }:
    { $text }
    { $pointer }
    .todo = Назовите реестр, на который есть ссылка.
finding-measure-counts-records =
    Записи { $register } считаются целиком, без поля:
    { $text }
    { $pointer }
    .todo = Уберите поле или возьмите sum.
finding-measure-needs-field =
    Не сказано, какое поле { $register } имеется в виду:
    { $text }
    { $pointer }
    .todo = Напишите { $register }, точку и поле с числом.
finding-measure-no-persons =
    { $register } не ведёт к людям:
    { $text }
    { $pointer }
    .todo = Возьмите count или реестр с участниками.
finding-measure-change-inside =
    Изменение не может стоять внутри другого показателя:
    { $text }
    { $pointer }
    .todo = Сделайте его отдельным показателем.
finding-measure-units-differ =
    { $left } и { $right } вместе не считаются:
    { $text }
    { $pointer }
    .todo = Считайте только значения в одной единице.
finding-measure-fields-differ =
    В этих двух полях разное:
    { $text }
    { $pointer }
    .todo = Сравнивайте числа с числами, тексты с текстами.
finding-measure-value-wrong =
    У «{ $field }» не может быть такого значения:
    { $text }
    { $pointer }
    .todo = Пишите так: { $expected }.
finding-measure-choice-unknown =
    В списке «{ $field }» такого слова нет:
    { $text }
    { $pointer }
    .todo = Напишите одно из { $choices }.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-measure-without-activity = Записи { $register } не ведут к мероприятию, поэтому по мероприятию их не посчитать.
    .todo = Добавьте к показателю «in project».

# Отказы
refusal-catalogue-has-faults = В каталоге ошибка ({ $spot }): { $detail } Исправьте файл и повторите.
refusal-measure-wrong = { $detail }
    { $todo }
refusal-form-unknown = Формы отчёта «{ $form }» нет. Известные формы: { $known }.
refusal-form-not-valid-then = Форма «{ $form }» на { $on } не действовала. Она действует: { $valid }. Возьмите другую дату или форму.
refusal-format-unknown = Неясно, в каком формате писать «{ $path }». Выберите один из: { $known }.
refusal-file-missing = Файла или папки «{ $path }» нет. Проверьте имя и папку.
refusal-file-unreadable = { $reason ->
        [denied] У вас нет права читать «{ $path }». Обратитесь к владельцу или скопируйте файл в свою папку.
        [folder] «{ $path }» – папка. Укажите файл.
        [text] «{ $path }» – не текст в кодировке UTF-8. Сохраните его заново в UTF-8.
       *[other] «{ $path }» не читается{ $detail_set ->
            [yes] {" "}({ $detail })
           *[no] {""}
        }. Проверьте, цел ли файл и есть ли у вас право на чтение.
    }
refusal-file-unwritable = { $reason ->
        [denied] У вас нет права записать «{ $path }». Выберите другую папку.
        [folder] «{ $path }» – папка. Укажите файл в ней.
        [occupied] На пути к «{ $path }» стоит файл, а не папка. Выберите другое имя.
       *[other] «{ $path }» не записывается{ $detail_set ->
            [yes] {" "}({ $detail })
           *[no] {""}
        }. Проверьте, не открыт ли он в другой программе и есть ли у вас право на запись.
    }
refusal-workbook-unreadable = { $reason ->
        [old] «{ $file }» записан в старом формате (.xls). Откройте его в Excel, сохраните как .xlsx и повторите.
        [large] «{ $file }» слишком велик после распаковки. Разделите его на несколько книг и повторите.
       *[broken] «{ $file }» не целая книга Excel. Откройте её в Excel, сохраните как .xlsx и повторите; если не открывается, скопируйте или скачайте её ещё раз.
    }
refusal-workbook-protected = «{ $file }» защищён паролем. Откройте его в Excel, снимите пароль и сохраните.
refusal-folder-in-use = { $path_set ->
        [yes] Папкой данных «{ $path }» пользуется другой Auyl. Дождитесь, пока он закончит, и повторите.
       *[no] Данными пользуется другой Auyl. Дождитесь, пока он закончит, и повторите.
    }
refusal-folder-is-newer = Данные в «{ $path }» записаны более новым Auyl. Установите новую версию.
refusal-folder-has-project = Здесь уже есть проект: { $project }. Укажите другую папку: --data.
refusal-project-missing = { $known_set ->
        [yes] { $project_set ->
            [yes] Проекта «{ $project }» здесь нет. Есть: { $known }.
           *[no] Здесь несколько проектов: { $known }. Укажите нужный: --project.
        }
       *[no] { $spot_set ->
            [yes] В папке «{ $spot }» нет проекта. Создайте его командой «auyl init» (пример: «auyl init --demo») или укажите другую папку: --data.
           *[no] Проекта здесь ещё нет. Создайте его командой «auyl init» (пример: «auyl init --demo») или укажите другую папку: --data.
        }
    }
refusal-database-unreachable = База данных не отвечает ({ $detail }). Ничего не изменено. Проверьте адрес и работает ли база, затем повторите.
refusal-disk-full = { $path_set ->
        [yes] На диске нет места для «{ $path }». Ничего не изменено. Освободите место и повторите.
       *[no] На диске нет места. Ничего не изменено. Освободите место и повторите.
    }
refusal-register-unknown = Реестра «{ $name }» нет.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
refusal-record-missing = В реестре { $register } нет записи «{ $id }». Проверьте код.
refusal-record-is-linked = { $count ->
    [one] На «{ $id }» ({ $register }) ещё ссылается { $count } запись
    [few] На «{ $id }» ({ $register }) ещё ссылаются { $count } записи
   *[many] На «{ $id }» ({ $register }) ещё ссылаются { $count } записей
    }. Сначала измените или удалите их.
refusal-report-unknown = «{ $file }» – не зафиксированный отчёт этого проекта. Сначала зафиксируйте отчёт командой «auyl freeze» или проверьте --data.
refusal-demo-missing = В этом каталоге нет примера проекта. Уберите --catalogue или добавьте в него папку demo.
refusal-output-missing = Не сказано, куда записать. Укажите книгу (FILE.xlsx), папку для CSV (--csv DIR) или и то и другое.
refusal-event-missing = События { $seq } нет. Последнее: { $last }.

## Documents read and written

finding-docx-not-docx = Это не файл DOCX или только его часть.
    .todo = Пришлите весь файл ещё раз, сохранив его в Word как DOCX.
finding-docx-locked = Это файл DOC или DOCX с паролем.
    .todo = Откройте его в Word и сохраните как DOCX без пароля.
finding-docx-damaged = Часть «{ $part }» файла повреждена.
    .todo = Пришлите файл ещё раз.
finding-docx-too-large = Часть «{ $part }» после распаковки больше, чем может занимать отчёт; она не прочитана.
    .todo = Уменьшите картинки и сохраните файл заново.
finding-paper-broken = Разметка здесь нарушена, дальше файл не прочитан: { $reason }.
    .todo = Исправьте это место.
finding-paper-too-large = В документе слишком много частей; остаток не прочитан.
    .todo = Разделите документ.
finding-paper-too-deep = Вложенность слишком глубока; внутренняя часть не прочитана.
    .todo = Уберите лишние вложенные таблицы.
finding-paper-entity-unknown = Обозначение «&{ $name };» здесь неизвестно.
    .todo = Напишите сам знак.
finding-paper-tag-unopened = </{ $name }> ничего не закрывает.
    .todo = Уберите его.
finding-paper-tag-unclosed = <{ $name }> не закрыт.
    .todo = Добавьте </{ $name }>.
finding-page-element-unknown = Элемент <{ $name }> форме отчёта неизвестен; его текст сохранён.
    .todo = Замените его разрешённым элементом.
finding-page-class-unknown = Класс «{ $name }» абзаца неизвестен.
    .todo = Есть note, centered и signature.
finding-page-figure-without-cell = Цифра «{ $text }» не называет ячейку отчёта.
    .todo = Напишите <data value="…"> с ячейкой формы.
finding-page-picture-missing = Картинки «{ $source }» нет.
    .todo = Загрузите файл JPEG или PNG заново.
finding-page-picture-undescribed = У картинки «{ $source }» нет описания.
    .todo = Заполните alt: что на ней видно.
finding-page-widths-wrong = Ширины столбцов «{ $widths }» непонятны.
    .todo = Напишите числа через пробел.
finding-page-row-short = В строке { $row } таблицы меньше { $columns } столбцов.
    .todo = Добавьте недостающие ячейки.
finding-page-span-wrong = «{ $span }» не число столбцов или строк.
    .todo = Напишите целое число от 1.

## Reports: forms, narratives, checks before freezing, verification

finding-form-page-missing = У формы отчёта нет страницы «{ $file }».
    .todo = Добавьте файл в папку формы или возьмите другой язык.
finding-form-register-unknown = Форма отчёта перечисляет реестр «{ $name }», которого нет.
    .todo = Исправьте список registers в form.toml.
finding-form-template-broken = Страница формы отчёта не заполняется: { $detail }.
    .todo = Исправьте это место страницы.
finding-style-unknown = Вида записи числа «{ $style }» нет.
    .todo = Есть words, thousands и percent.
finding-digit-typed = В тексте набраны числа, за которыми ничего не стоит: { $typed }.
    .todo = Замените их мерами в двойных фигурных скобках, например {"{{"} persons(attendance) {"}}"}.
finding-narrative-missing = Нет текста раздела «{ $section }»{ $name }.
    .todo = Внесите его в реестр «Тексты отчёта».
finding-narrative-untranslated = Текста на языке отчёта нет, взят текст на другом языке.
    .todo = Переведите его.
finding-deviation-missing = Показатель { $code } «{ $title }»: план { $plan }, факт { $actual }, а причина не написана.
    .todo = Внесите в тексты отчёта раздел «Обоснование отклонения от плана» для этого показателя.
finding-place-below-plan = Показатель { $code } «{ $title }», { $place }: нужно { $due }, есть { $actual }.
    .todo = Внесите недостающее или объясните отклонение.
finding-evidence-missing-event = Показатель { $code } «{ $title }»: на каждое событие (их { $events }) нужно файлов «{ $kind }»: { $due }. У события «{ $event }» ({ $day }, { $place }) их { $has }.
    .todo = Приложите недостающие файлы в реестре «Подтверждения» к этому событию.
finding-evidence-missing-place = Показатель { $code } «{ $title }»: в каждом селе нужно файлов «{ $kind }»: { $due }. По селу { $place } их { $has }.
    .todo = Приложите недостающие файлы и укажите в них село.
finding-evidence-missing-activity = Показатель { $code } «{ $title }»: нужно файлов «{ $kind }»: { $due }, приложено { $has }.
    .todo = Приложите недостающие файлы к мероприятию.
finding-story-length = История успеха «{ $title }» ({ $lang }): предложений { $sentences }, а нужно от { $fewest } до { $most }.
    .todo = Сократите или дополните три части истории.
finding-record-twice = Реестр «{ $register }»: { $count } { $count ->
        [one] запись
        [few] записи
       *[many] записей
    } об одном и том же ({ $same }): { $ids }.
    .todo = Оставьте одну запись, остальные исправьте или уберите.
finding-photo-other-day = Фото «{ $file }» снято { $taken }, а событие «{ $event }» ({ $place }) прошло { $held }.
    .todo = Приложите фото этого события или запишите в поле «Причина другой даты или места», почему день другой.
finding-photo-far-away = Фото «{ $file }» снято в { $km } км от места события «{ $event }» ({ $day }, { $place }).
    .todo = Приложите фото этого события или запишите в поле «Причина другой даты или места», почему место другое.
finding-photo-two-events = Одно и то же фото «{ $file }» приложено к разным событиям: { $events }.
    .todo = Оставьте его у того события, которое на нём снято.
finding-verify-cell-recomputed = Цифра { $cell }: в замороженном отчёте { $frozen }, а по записям события { $as_of } выходит { $now } ({ $measure }).
    .todo = Записи того времени изменены в обход программы. Проверьте журнал.
finding-verify-cell-uncountable = Цифру { $cell } ({ $measure }) больше нельзя посчитать: { $detail }.
    .todo = Проверьте меру и каталог, с которым отчёт был заморожен.
finding-verify-cell-edited = Цифра { $cell } изменена в документе: было { $frozen }, стало { $paper } (место { $stands }; { $measure }).
    .todo = Верните прежнее значение или исправьте записи и соберите отчёт заново.
finding-verify-cell-missing = Цифры { $cell } ({ $measure }), равной { $frozen }, в документе нет: её удалили или набрали вручную.
    .todo = Верните её из замороженного отчёта.
finding-verify-cell-unknown = Цифры { $cell } в замороженном отчёте не было; в документе она { $paper } (место { $stands }).
    .todo = Уберите её из документа.
finding-verify-text-changed = Текст изменён (место { $stands }): было «{ $before }», стало «{ $after }». Новые числа: { $numbers }.
    .todo = Если правка нужна, внесите её в тексты отчёта и соберите отчёт заново.
finding-verify-text-added = Добавлен текст (место { $stands }): «{ $after }». Числа в нём: { $numbers }.
    .todo = Если текст нужен, внесите его в тексты отчёта и соберите отчёт заново.
finding-verify-text-removed = Убран текст (место { $stands }): «{ $before }».
    .todo = Если текст лишний, уберите его из записей и соберите отчёт заново.
provenance-title = Откуда эти цифры
provenance-note = Для каждой цифры отчёта: что считалось, что вышло и какие записи и файлы за ней стоят.
provenance-activity = мероприятие { $activity }
provenance-records = записей: { $n }
provenance-files = Файлы по SHA-256
provenance-more = И ещё записей: { $n }.

# Журнал событий, сверенный с самим собой
finding-log-altered = Событие { $seq } не следует из предыдущего: журнал изменён в обход программы.
    .todo = Сверьте с резервной копией; не полагайтесь на отчёты, собранные после этого события.
finding-record-altered = Запись не такая, какой её записало событие { $seq }: она изменена в обход программы.
    .todo = Сверьте с резервной копией и внесите верные значения заново.
finding-record-lost = Записи, которую записало событие { $seq }, больше нет в базе.
    .todo = Восстановите её из резервной копии.

## Насколько надёжен опрос
uncertainty = Ответов: { $n }; с надёжностью 95 % от { $low } до { $high } процентов (для изменения — процентных пунктов).
uncertainty-chance = Вероятность такого изменения случайно: { $p } %.

## Командная строка: где она набрана не так
usage-heading = Использование:
usage-commands = Команды
usage-arguments = Аргументы
usage-options = Ключи
usage-help = Показать справку
usage-version = Показать версию
usage-command-unknown = Команды «{ $given }» нет.{ $nearest_set ->
    [yes] {" "}Ближайшая: { $nearest }.
   *[no] {""}
 }
usage-argument-unknown = «{ $given }» здесь не ожидается.{ $nearest_set ->
    [yes] {" "}Ближайшее: { $nearest }.
   *[no] {""}
 }
usage-argument-missing = Не хватает: { $missing }.
usage-value-wrong = «{ $given }» не подходит для { $argument }.{ $known_set ->
    [yes] {" "}Выберите одно из: { $known }.
   *[no] {""}
 }
usage-value-missing = После { $argument } нужно значение.
usage-twice = { $argument } указано больше одного раза.
usage-other = Командная строка непонятна: { $detail }
usage-see-help = Справка: { $command } --help
