# Что сообщают на каждом шаге тем, кто поднял проблему или поддержал её. $link – страница талона.
outbox-step-confirm =
    Здравствуйте!
    {""}
    Этот адрес оставили, когда сообщили о проблеме «{ $problem }» ({ $village }). Если хотите знать, что с ней станет, подтвердите по ссылке: { $link }
    {""}
    Если это были не вы, ничего не делайте: больше сюда не напишут.
    {""}
    { $project }
    .subject = Сообщать вам, что станет с проблемой? { $problem }
    .short = { $project }. «{ $problem }»: сообщать вам, что с ней станет? { $link }
outbox-step-received =
    Здравствуйте!
    {""}
    Ваша проблема «{ $problem }» ({ $village }) принята.{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Как идёт дело: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Принято: { $problem }
    .short = Принято: { $problem } ({ $village }).{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-merged =
    Здравствуйте!
    {""}
    То, что вы сообщили, повторяет проблему «{ $problem }» ({ $village }). Дальше они идут вместе, ваш голос учтён там.{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Как идёт дело: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Объединено с такой же проблемой: { $problem }
    .short = Объединено: { $problem }. Ваш голос учтён.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-in_letter =
    Здравствуйте!
    {""}
    Проблема «{ $problem }» ({ $village }) направлена в государственный орган письмом. На ответ у органа 15 рабочих дней.{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Как идёт дело: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Отправлено письмо: { $problem }
    .short = { $problem }: письмо отправлено в орган.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-answered =
    Здравствуйте!
    {""}
    Государственный орган ответил на проблему «{ $problem }» ({ $village }).{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Как идёт дело: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Пришёл ответ: { $problem }
    .short = { $problem }: орган ответил.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-decided =
    Здравствуйте!
    {""}
    По проблеме «{ $problem }» ({ $village }) принято решение.{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Как идёт дело: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Есть решение: { $problem }
    .short = { $problem }: принято решение.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-solved =
    Здравствуйте!
    {""}
    Сообщают, что проблема «{ $problem }» ({ $village }) решена. Так ли это?{ $link_set ->
        [yes] { " " }Ответьте «да» или «нет» на странице: { $link }
       *[no] { " " }Если нет, скажите координатору села: проблему откроют снова.
    }{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Подтвердите, пожалуйста: { $problem }
    .short = { $problem }: сообщают, что решена. Так ли это?{ $link_set ->
        [yes] { " " }Ответить: { $link }
       *[no] { "" }
    }
outbox-step-reopened =
    Здравствуйте!
    {""}
    Проблема «{ $problem }» ({ $village }) снова открыта: она ещё не решена.{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Как идёт дело: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Снова открыта: { $problem }
    .short = { $problem }: снова открыта.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
