# Сообщения людям: что ждёт, что отправлено; и сами тексты сообщений.
cli-arg-smtp = Почтовый сервер: smtps://логин:пароль@сервер или smtp://…; лучше в переменной среды, где его не прочтут другие
cli-arg-smtp-from = От кого: "Auyl <auyl@example.org>"
cli-arg-sms = Шлюз для SMS, внутри {"{"}to{"}"} и {"{"}text{"}"}: https://…
cli-arg-sms-header = Заголовок для шлюза, "Authorization: Bearer …"; можно повторять, в переменной среды по одному в строке
cli-arg-sms-body = Что отправлять шлюзу методом POST, внутри {"{"}to{"}"} и {"{"}text{"}"}; JSON или поля формы
cli-arg-tiles = Картинки карты с другого сервера, https://…/{"{"}z{"}"}/{"{"}x{"}"}/{"{"}y{"}"}.png; без них карта никого не спрашивает
cli-arg-tiles-credit = Чьи это картинки, как владелец просит писать, и ссылка: «© Название https://…»
refusal-setting-misunderstood = Настройка { $setting } не понята: { $detail }. Сверьте с примером: auyl serve --help.
outbox-title = Сообщения
outbox-call = Сообщить самим
outbox-call-none = Сообщать самим нечего.
outbox-not-set = { $n ->
    [one] { $channel }: на сервере не настроено; { $n } сообщение надо передать самим.
    [few] { $channel }: на сервере не настроено; { $n } сообщения надо передать самим.
   *[many] { $channel }: на сервере не настроено; { $n } сообщений надо передать самим.
 }
outbox-mail = Электронная почта
outbox-sms = Телефон
outbox-which = Какие сообщения
outbox-show-open = Открытые
outbox-show-failed = Не отправленные
outbox-show-sent = Отправленные
outbox-show-told = Решённые вручную
outbox-show-all = Все
outbox-none = Таких сообщений нет.
outbox-what = Что
outbox-to = Кому
outbox-state = Состояние
outbox-when = Когда
outbox-text = Текст
outbox-about = Запись
outbox-forgotten = адрес удалён
outbox-is-waiting = Ждёт
outbox-is-sending = В пути
outbox-is-failed = Не отправлено
outbox-is-sent = Отправлено
outbox-is-told = Сообщили сами
outbox-is-dropped = Не сообщаем
outbox-late = Старая новость: случилось, пока сервер не работал
outbox-twice = Возможно, ушло дважды
outbox-tries = { $n ->
    [one] { $n } попытка
    [few] { $n } попытки
   *[many] { $n } попыток
 }
outbox-again = Отправить ещё раз
outbox-tell = Сообщили сами
outbox-drop = Не сообщать
told-outbox-changed = Готово.
told-outbox-nothing = Ничего не изменено: отметьте сообщения; отправленное и забытое остаётся как есть.
outbox-confirm-title = Сообщать мне
outbox-confirm-help = Если подтвердите, на этот адрес сообщат о каждом шаге проблемы. Прекратить можно в любое время.
outbox-confirm-do = Да, сообщайте
outbox-confirmed = Готово: сообщим о каждом шаге.
outbox-stop-title = Больше не писать
outbox-stop-help = Вам больше не будут сообщать, что стало с этой проблемой. Ваш адрес удаляется из сообщений. Сама проблема остаётся.
outbox-stop-do = Не писать мне
outbox-stopped = Готово: об этом вам больше не напишут.
outbox-stop = Вы оставили этот адрес, чтобы вам сообщали. Больше не писать: { $link }
guide-outbox = Сообщения жителям и органам: каждое уходит один раз; если сервер получателя молчит, попытки идут двое суток; через 30 дней адрес удаляется. Что отправить нельзя, ждёт здесь: сообщите по телефону и отметьте.
guide-call = Распечатайте список или читайте по телефону. Отметьте, кому сообщили.
guide-stop = Нажмите кнопку: об этой проблеме вам будут сообщать или больше не напишут. Если не нажимать, ничего не изменится.
start-unsent = { $n ->
    [one] { $n } сообщение не ушло.
    [few] { $n } сообщения не ушли.
   *[other] { $n } сообщений не ушло.
    }
outbox-why-nobody = Никто не отвечает.
outbox-why-broke = Связь прервалась.
outbox-why-no-answer = Ответа нет, дошло ли, неизвестно.
outbox-why-no-address = Это не адрес почты.
outbox-why-no-site = Адрес сервера не указан: задайте AUYL_ADDRESS.
