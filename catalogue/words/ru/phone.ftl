# Формы на телефоне.
phone-yes = Да
phone-no = Нет
phone-not-listed = Нет в списке, впишу название
phone-typed = впишите название
phone-required = На этот вопрос нужен ответ.
phone-between = Введите число от { $min } до { $max }.
phone-at-least = Введите число не меньше { $min }.
phone-at-most = Введите число не больше { $max }.
phone-phone = Введите номер телефона, например +7 702 000 00 00.
phone-url = Адрес должен начинаться с https://.
refusal-submission-of-another-form = Прислан ответ на форму «{ $form }», а здесь ждали «{ $wanted }». Обновите список форм на телефоне и отправьте снова.
finding-submission-record-removed = Эту запись здесь удалили, а телефон прислал её ещё раз.
    .todo = Верните запись в её истории или оставьте удалённой и скажите тому, кто прислал.
finding-submission-version = Ответ дан на версию { $version } формы, а известна версия { $known }.
    .todo = Обновите формы на телефоне; просмотрите поля ответа.
finding-submission-field-unknown = В форме нет поля «{ $name }», а в нём написано «{ $typed }». Текст сохранён в исходном документе.
    .todo = Если нужно, внесите его в подходящее поле записи сами.
finding-submission-text-long = Один из ответов длиннее { $most } букв; лишнее в запись не вошло, но сохранено в исходном документе.
    .todo = Откройте исходный документ и внесите нужное короче.
finding-submission-file-name = В имени файла «{ $typed }» есть папка или недопустимый знак; он принят как «{ $name }».
    .todo = Проверьте, что пришёл тот самый файл.
finding-submission-clock = Часы телефона, похоже, неверны: начало { $started }, конец { $ended }, а получено { $received }.
    .todo = Проверьте даты в записи и поставьте верные дату и время на телефоне.
finding-xlsform-wrong = Форму преобразовать нельзя. Программа преобразования сообщает по-английски: { $detail }
    .todo = Исправьте указанную строку и загрузите файл снова.
finding-xlsform-no-column = Нет столбца { $heading }.
    .todo = Добавьте в первую строку листа с вопросами столбец «{ $heading }».
finding-xlsform-type-unknown = Нет такого типа вопроса: { $typed }
    .todo = Исправьте тип, например: text, integer, date, select_one список, image, geopoint.
finding-xlsform-no-name = У вопроса нет имени (name).
    .todo = Впишите короткое имя в столбец name, например water_source.
finding-xlsform-name-wrong = «{ $name }» не годится как имя.
    .todo = Начните имя с буквы и пишите без пробелов: буквы, цифры, «_», «-», «.».
finding-xlsform-name-twice = Имя «{ $name }» уже стоит в строке { $earlier }.
    .todo = Дайте одному из двух вопросов другое имя.
finding-xlsform-no-label = У вопроса «{ $name }» нет текста.
    .todo = Напишите вопрос в столбце label или возьмите тип calculate либо hidden.
finding-xlsform-not-closed = Группа «{ $name }» не закрыта.
    .todo = Добавьте строку { $end } после последнего вопроса группы.
finding-xlsform-end-alone = «{ $typed }» ничего не закрывает.
    .todo = Уберите эту строку или добавьте к ней begin: группы закрываются в обратном порядке.
finding-xlsform-no-list = У вопроса с выбором не указан список.
    .todo = Напишите после типа имя списка с листа choices, например: select_one yes_no.
finding-xlsform-list-missing = На листе choices нет списка «{ $list }».
    .todo = Исправьте имя списка или добавьте его варианты на лист choices. Сейчас есть: { $known }.
finding-xlsform-choice-half = У варианта ответа не указано { $heading }.
    .todo = В каждой строке листа choices заполните list_name и name.
finding-xlsform-choice-twice = В списке «{ $list }» имя «{ $name }» стоит дважды, впервые в строке { $earlier }.
    .todo = Дайте одному варианту другое имя или уберите строку.
finding-xlsform-choice-space = В имени «{ $name }» есть пробел, а несколько ответов разделяются пробелом.
    .todo = Поставьте вместо пробела «_».
finding-xlsform-reference-unknown = В форме нет вопроса «{ $name }».
    .todo = Проверьте имя в ссылке: оно пишется так же, как в столбце name.
finding-xlsform-reference-two = Вопросов с именем «{ $name }» два, непонятно, на какой ссылка.
    .todo = Дайте одному из них другое имя.
finding-xlsform-trigger = «{ $typed }» не может быть trigger.
    .todo = Сошлитесь на один вопрос, на который отвечает человек, например ${"{"}age{"}"}.
finding-xlsform-other-filtered = or_other не сочетается с фильтром и со списком из файла.
    .todo = Уберите or_other и добавьте вариант «другое» на лист choices.
finding-xlsform-expression = Телефон не прочитает выражение: { $typed } — { $reason ->
        [ends] в конце чего-то не хватает (возможно, не закрыта скобка)
        [quote] не закрыта кавычка
        [reference] после ${"{"} нет {"}"}
        [function] нет функции «{ $what }»
        [arguments] у функции «{ $what }» неверное число значений
       *[other] «{ $what }» здесь стоять не может
    }.
    .todo = Исправьте выражение, например: . > 0 and . < 120; selected(${"{"}from{"}"}, 'well').
finding-xlsform-no-survey = В файле нет листа survey.
    .todo = Назовите лист с вопросами survey.
finding-xlsform-sheet-not-taken = Лист «{ $sheet }» не принимается.
    .todo = Уберите этот лист; списки выбора перенесите на лист choices.
finding-xlsform-heading-twice = Столбец «{ $heading }» стоит дважды, впервые в { $earlier }.
    .todo = Удалите один из столбцов или переименуйте его.
finding-xlsform-heading-space = В заголовке столбца «{ $heading }» есть пробел.
    .todo = Поставьте вместо пробела подчёркивание, также и в choice_filter.
finding-xlsform-moment = Дату или время в этой ячейке Excel хранит числом, прежний вид потерян.
    .todo = Задайте ячейке формат «Текст» и наберите заново, например 09:30 или 2024-05-14.
finding-xlsform-no-calculation = В строке calculate нет вычисления.
    .todo = Впишите выражение в столбец calculation или удалите строку.
finding-xlsform-range-decimal = Шаг или граница шкалы дробные: { $typed }.
    .todo = Запишите целыми числами, например start=0 end=10 step=1, или возьмите тип decimal.
finding-xlsform-label-in-repeat = В тексте внутри повтора есть ссылка: { $typed }.
    .todo = Уберите ссылку из текста: телефон может показать ответ из другой строки.
finding-xlsform-attribute-lost = Значение в столбце «{ $heading }» у такой строки потеряется.
    .todo = Удалите его или перенесите к вопросу внутри группы.
finding-xform-unreadable = Документ XForm повреждён или опасен: { $detail }
    .todo = Сохраните файл заново из программы, которая его сделала.
finding-xform-not-a-form = Этот документ XML не форма XForm.
    .todo = Загрузите XLSForm (.xlsx) или XForm (.xml).
finding-xlsform-reference-in-repeat = Это выражение внутри повтора может указать не на ту строку: { $typed }
    .todo = Внутри повтора ссылайтесь только на вопросы той же строки; прочее вынесите в строку calculate.
finding-xlsform-repeat-in-repeat = Внутри повтора стоит ещё один повтор, так форма не принимается.
    .todo = Сделайте внутренний повтор отдельной формой или распишите его вопросы.
