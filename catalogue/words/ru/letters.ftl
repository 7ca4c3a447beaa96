# Письма органам, ответы на них и обещания.

letters-title = Письма и обещания
letters-compose = Составить письмо
letters-asked = Что стало с рекомендациями
letters-drafts = Черновики
letters-waiting-title = Письма без ответа
letters-answered-title = Письма с ответом
letters-bodies = Органы
letters-new-body = Добавить орган
letters-no-bodies = Реестр органов пуст. Добавьте орган, которому пишете: название, адрес, почту.
letters-without-body-todo = Выберите в рекомендации орган
letters-promises = Обещания
letters-promises-all = Все обещания
letters-no-promises = Обещаний, которые ждут исполнения, нет.
letters-sent-on = Дата отправки
letters-letter = Письмо
letters-to = Кому
letters-standing = Состояние
letters-draft = черновик
letters-answered = получен ответ
letters-choose-body = Кому пишем?
letters-preview = Так будет выглядеть письмо
letters-asks = Рекомендации
letters-no-asks = Неотправленных рекомендаций этому органу нет. Письмо можно написать и без них.
letters-no-asks-in = В этом письме нет рекомендаций.
letters-official = На чьё имя
letters-to-the-body = самому органу
letters-language = Язык письма
letters-in-kk = на казахском
letters-in-ru = на русском
letters-kind = Вид письма
letters-kind-help = По виду выбирается шаблон письма.
letters-subject-field = Тема
letters-subject-help = Если оставить пустым, тема составится из названий сёл.
letters-text = Вступление
letters-text-help = Стоит перед рекомендациями. Если пусто, останется текст шаблона.
letters-enclosures = Приложения
letters-enclosures-help = Каждое с новой строки: карта потребностей, протокол.
letters-look = Посмотреть
letters-make = Создать черновик
letters-subject = Рекомендации: { $places }
letters-subject-plain = Предложения
letters-bin = БИН
letters-edit = Исправить
letters-link-made = Ссылка готова. Она показывается только сейчас: отправьте её вместе с письмом или приложите напечатанный код. Прежняя ссылка больше не открывается.
letters-replies = Ответы
letters-reply-new = пришёл по ссылке, не просмотрен
letters-paper = Текст письма
letters-facts = Сведения
letters-copy = Копия
letters-record = Запись в реестре
letters-send = Отправка
letters-send-help = В тот миг, когда письмо отмечается отправленным, оно получает следующий номер журнала. Номера не повторяются и не пропадают.
letters-channel = Как отправлено
letters-registered-help = Если орган зарегистрировал сразу (нарочно, еӨтініш), заполните эти три поля; можно и позже.
letters-registered-number = Входящий номер органа
letters-registered-on = Дата регистрации в органе
letters-ticket = Номер талона или обращения в еӨтініш
letters-send-do = Отметить отправленным
letters-discard = Удалить черновик
letters-discard-confirm = Черновик будет удалён, его рекомендации снова станут свободными.
letters-link = Ссылка для ответа органа
letters-link-help = По ссылке без регистрации отвечают на это письмо: номер, дата, файл и решение по каждой рекомендации.
letters-link-do = Создать ссылку
letters-link-again = Прежняя ссылка закроется.
letters-link-end = Закрыть ссылку
letters-link-used = По ссылке ответили { $at }.
letters-link-ended = Ссылка закрыта { $at }.
letters-link-over = Срок ссылки истёк { $at }.
letters-link-holds = Ссылка открывается до { $at }.
letters-term = Срок
letters-registered = Орган зарегистрировал
letters-extended = Орган продлил срок
letters-extended-help = Срок продлевают мотивированным решением не более чем на два месяца от него и сообщают об этом за 3 рабочих дня (статья 76 АППК). Если день не назван, берётся самый поздний.
letters-extended-on = Дата решения
letters-extended-until = До какого дня
letters-told-on = Когда нам сообщили
letters-reason = Причина
letters-redirected = Орган перенаправил письмо
letters-redirected-help = Компетентному органу направляют за 3 рабочих дня (статья 65 АППК); срок считается заново от регистрации там.
letters-redirected-to = Какому органу
letters-redirected-on = Дата перенаправления
letters-redirected-from = Первоначальный адресат
letters-due = Срок ответа
letters-done-on = выполнено { $name }
letters-by-day = к { $name }
letters-closed = Ссылка не открывается
letters-closed-unknown = Такой ссылки нет. Проверьте, что адрес скопирован целиком; если не открывается, попросите новую у организации, которая прислала письмо.
letters-closed-ended = Эта ссылка закрыта. Попросите новую у организации, которая прислала письмо.
letters-closed-answered = На это письмо уже ответили. Если закралась ошибка, напишите организации, которая прислала письмо.
letters-closed-over = Срок этой ссылки истёк. Попросите новую у организации, которая прислала письмо.
letters-day-impossible = Дня «{ $name }» не бывает.
letters-day-missing = Укажите день.
letters-day-to-come = Этот день ещё не наступил.
letters-registered-before = Письмо не регистрируют раньше отправки.
letters-channel-missing = Выберите, как отправлено.
letters-by-server = Пусть отправит сервер: { $to }. Вместе с письмом (PDF, DOCX) уйдёт ссылка для ответа.
letters-body-without-mail = У этого органа не указана или неверна электронная почта. Заполните запись органа.
letters-no-mail-server = Почтового сервера здесь нет: письмо по e-mail отправьте из своего ящика (PDF и ссылку для ответа приложите), а день отметьте здесь.
letters-mail-today = Сервер отправляет только сегодняшним днём. Если письмо отправили сами раньше, снимите отметку.
letters-messages = Сообщения органу
letters-mail-letter = Само письмо
letters-mail-before = Напоминание о сроке
letters-mail-after = Напоминание: срок прошёл
letters-changed-meanwhile = Письмо тем временем изменили. Откройте страницу заново и внесите ещё раз.
letters-until-before = Срок не может быть раньше решения.
letters-to-missing = Выберите орган.
letters-reply-title = Ответ на письмо
letters-from = От кого
letters-the-letter = Само письмо
letters-reply-not-sent = Ответ ещё не отправлен
letters-reply-reason = Если отказано или принято частично: причина, какая часть
letters-reply-sent-to = Если направлено в другой орган: кому
letters-reply-paper = Ответное письмо
letters-reply-number = Номер ответа
letters-reply-day = Дата ответа
letters-reply-file = Файл ответа
letters-reply-file-help = Скан или PDF, до { $limit }.
letters-reply-file-there = Приложен: { $name }
letters-reply-text = Что ещё хотите сообщить
letters-reply-do = Отправить ответ
letters-reply-before = Ответ не бывает раньше письма.
letters-reply-number-missing = Укажите номер ответа.
letters-file-unwritten = Файл не удалось сохранить. Повторите позже; то, что вы написали, осталось здесь.
letters-outcome-missing = Выберите ответ на эту рекомендацию.
letters-reason-missing = Укажите причину.
letters-sent-to-missing = Укажите, в какой орган направлено.
letters-thanks = Ответ получен
letters-thanks-number = Спасибо. Ответ № { $name } дошёл до организации, которая прислала письмо.
letters-thanks-said = Что вы ответили
letters-thanks-mend = Если закралась ошибка, напишите по адресу из письма: по ссылке отвечают один раз.
letters-body-no-letters = Этому органу писем ещё не отправляли.
letters-unsent = Рекомендации, которых нет в письмах
letters-whole-body = Весь орган
letters-body-link = Ссылка для самого органа
letters-body-link-help = По ссылке без регистрации видно, о чём просили этот орган и что он обещал. Личных данных жителей там нет.
letters-body-link-made = Ссылка готова. Она показывается только сейчас. Прежняя ссылка больше не открывается.
letters-look-about = Рекомендации жителей, направленные вам, их сроки и обещания, данные на встречах.
letters-asked-villages = Сёла
letters-asked-bodies = Органы
letters-asked-all = Всего
letters-asked-asked = Запрошено
letters-asked-answered = Отвечено
letters-asked-accepted = Принято
letters-asked-refused = Отказано
letters-asked-done = Выполнено
letters-asked-median = Ответ, дней (медиана)
letters-asked-about = На сколько рекомендаций из отправленных писем ответили, сколько приняли (в том числе частично) и выполнили. Дни считаются от регистрации (иначе от отправки) до ответа.
letters-asked-nothing = Ещё ничего не отправлено.
told-letter-made = Черновик готов. Проверьте и отправляйте.
told-letter-sent = Письмо получило номер и отмечено отправленным.
told-letter-term = Сохранено, срок пересчитан.
told-letter-discarded = Черновик удалён.
told-link-ended = Ссылка закрыта.
guide-letters = Здесь видно, что ждёт: неотправленные рекомендации, письма без ответа, обещания с близким сроком. Письмо составляется одному органу из рекомендаций ему.
guide-compose = Отметьте рекомендации и нажмите «Посмотреть»: письмо появится вверху страницы. Если всё верно, создайте черновик; номер даётся только при отправке.
guide-letter = Путь письма: черновик, отправлено, зарегистрировано, получен ответ. Срок ответа – 15 рабочих дней, считая со дня после регистрации; праздники и перенесённые дни учтены.
guide-asked = Каждое число – мера: по нажатию открываются записи за ним.
guide-body = Всё об одном органе: письма, рекомендации, обещания и сроки. То же самое можно показать самому органу по ссылке.
guide-reply = Регистрация не нужна. Выберите по одному ответу на каждую рекомендацию; при отказе укажите причину. Если чего-то не хватает, написанное не пропадёт.
letters-none-sent = Ещё не отправлено ни одного письма.
letters-by-clock = сам день
letters-by-link = орган по ссылке
start-promises = Обещания
finding-letter-number-gap = В журнале писем не хватает номеров ({ $n }): { $numbers }.
    .todo = Внесите письма с этими номерами или исправьте номер.
finding-letter-extended-too-long = Срок письма № { $number } продлён до { $on }, а по закону не дольше чем до { $last }.
    .todo = Проверьте даты; если всё верно, на это можно пожаловаться.
finding-letter-extension-told-late = О продлении по письму № { $number } сообщили { $on }, а должны были до { $last }.
    .todo = Проверьте даты.
finding-letter-redirected-late = Письмо № { $number } перенаправили { $on }, а должны были до { $last }.
    .todo = Проверьте даты; узнайте номер регистрации в новом органе.
finding-problem-without-letter = Проблемы «{ $title }» нет ни в одном письме и ни в одной отправленной рекомендации.
    .todo = Составьте рекомендацию и включите её в письмо.
finding-recommendation-asked-twice = Этот орган уже просили о том же в письме № { $number }.
    .todo = Не просите ещё раз: дождитесь ответа на то письмо, а если срок прошёл, напомните.
refusal-letter-was-sent = Это письмо уже отправлено под номером { $number }. Его нельзя ни отправить ещё раз, ни удалить.
refusal-letter-not-sent = Это письмо ещё не отправлено. Сначала отметьте его отправленным.
refusal-letter-without-sender = Паспорт проекта не заполнен: в письме должны быть название, адрес и подписавший. Заполните паспорт и отправьте снова.
letters-waiting = { $n ->
    [one] { $n } рекомендация ждёт письма
    [few] { $n } рекомендации ждут письма
   *[many] { $n } рекомендаций ждут письма
}
letters-without-body = { $n ->
    [one] У { $n } рекомендации не выбран орган, письма из неё не составить.
   *[other] У { $n } рекомендаций не выбран орган, письма из них не составить.
}
finding-letter-due-soon = { $name }: срок ответа { $due }, осталось рабочих дней: { $n }.
    .todo = Позвоните в орган и узнайте, готов ли ответ.
finding-promise-due-soon = Срок обещания «{ $name }» – { $due }, осталось рабочих дней: { $n }.
    .todo = Напомните тому, кто обещал.
refusal-recommendation-taken = Выбранных рекомендаций, которые уже заняты: { $count }. Кто-то включил их в другое письмо. Обновите выбор и повторите.
guide-look = По этой ссылке видно, о чём просили и что обещано. Изменить здесь ничего нельзя.
guide-thanks = Ваш ответ у проекта. Если в нём что-то не так, напишите организации, от которой пришло письмо.
guide-closed = Ссылка больше не действует. Новую попросите у организации, от которой пришло письмо.
outbox-letter-mail =
    Здравствуйте!
    {""}
    Направляем письмо № { $number } от { $day }: { $subject }.
    Срок ответа: { $due }.{ $link_set ->
        [yes] { " " }Ответить можно без регистрации на странице: { $link }
       *[no] { "" }
    }
    {""}
    { $sender }
    .subject = № { $number }. { $subject }
    .short = Письмо № { $number }: { $subject }. Срок ответа: { $due }.
outbox-letter-before =
    Здравствуйте!
    {""}
    Срок ответа на письмо № { $number } от { $day } – { $due }: { $subject }.{ $link_set ->
        [yes] { " " }Ответить можно без регистрации на странице: { $link }
       *[no] { "" }
    }
    {""}
    Если ответ уже отправлен, не обращайте внимания на это сообщение.
    {""}
    { $sender }
    .subject = Напоминание: письмо № { $number }, срок { $due }
    .short = Срок ответа на письмо № { $number }: { $due }.
outbox-letter-after =
    Здравствуйте!
    {""}
    На письмо № { $number } от { $day } нет ответа, срок прошёл { $due }: { $subject }.{ $link_set ->
        [yes] { " " }Ответить можно без регистрации на странице: { $link }
       *[no] { "" }
    }
    {""}
    Если срок продлён или письмо перенаправлено, сообщите об этом, пожалуйста.
    {""}
    { $sender }
    .subject = Срок ответа прошёл: письмо № { $number }
    .short = Срок ответа на письмо № { $number } прошёл { $due }.
