# Карта потребностей: сёла по сферам проблем; паспорта и объявления сёл.
needs-title = Карта потребностей
needs-map = На карте
needs-matrix = Сёла и сферы
needs-weigh = Что показывает размер
needs-by-count = Число проблем
needs-by-supporters = Число поддержавших
needs-by-people = Сколько людей касается
needs-by-urgent = Проблемы с высоким приоритетом
needs-sphere = Сфера
needs-state = Состояние
needs-group = Кого касается
needs-raised = Подняты
needs-usual = Показать все
needs-about = { $weight }: { $n }; сёл: { $villages }; решено: { $solved }.{ $first_set ->
    [yes] { " " }Больше всего: { $first }.
   *[no] { "" }
 }
needs-about-survey = Ответов: { $n }, сёл: { $villages }, последняя волна.{ $first_set ->
    [yes] { " " }Чаще всего называют: { $first }.
   *[no] { "" }
 }
needs-done = решено { $n }{ $leads_set ->
    [yes] ; больше всего: { $leads }
   *[no] { "" }
 }
needs-solved = Решено
needs-open = Не решено
needs-named = Доля назвавших
needs-weight = Вес
needs-village = Село
needs-whole = Всего
needs-none = Подходящих записей нет.
needs-elsewhere = Ещё { $n } не относится ни к одному селу проекта.
needs-tiles = Картинки карты:
needs-source = Контуры: Natural Earth (общественное достояние), с точностью около километра. Сёла без точки на карте – только в таблице.
guide-needs = Чем больше круг, тем больше проблем в селе; тёмный сектор – решённое. Выберите, что показывает размер, сферу, состояние или дни. Таблица говорит то же; главная сфера каждого села отмечена.
village-about = Проблем: { $n }, из них решено: { $solved }.{ $people_set ->
    [yes] { " " }Жителей: { $people }.
   *[no] { "" }
 }
village-list = Список проблем
village-by-sphere = Проблемы по сферам
village-sheet = Паспорт села на одной странице
village-sheet-help = Лист А4: жители, проблемы по приоритету, что ответили, SWOT, ресурсы, рекомендации, органы.
village-notice = Объявление для доски
village-notice-help = Лист А4 за месяц: новые проблемы, ответы, решения, решённое, будущие встречи. Без имён жителей.
village-month = Месяц
village-language = Язык
village-sheet-of = { $village }: паспорт села
village-notice-of = { $village }: что стало с проблемами. { $month }
village-notice-about = Для всех жителей. Прочитайте и расскажите соседям.
village-people = Жителей: { $n_set ->
    [yes] { $n }
   *[no] неизвестно
 }{ $adults_set ->
    [yes] , из них взрослых: { $adults }
   *[no] { "" }
 }.
village-problems = Проблемы по приоритету
village-problem = Проблема
village-priority = Приоритет
village-no-problems = Проблем не записано.
village-more = и ещё { $n }
village-answered = Что ответили: проблем { $all }, направлено в письмах { $letters }, получен ответ { $replies }, есть решение { $decided }, решено { $solved }.
village-decisions = Решения
village-swot = Сильные и слабые стороны, возможности и угрозы
village-means = Ресурсы села: { $means }.
village-recommendations = Рекомендации
village-contacts = Куда обращаться
village-office = офис проекта: { $address }
village-new = Новые проблемы
village-replies = Ответы органов
village-solved = Решено
village-meetings = Будущие встречи
village-nothing = Нет.
guide-village = Паспорт и объявление составлены из того, что записано сейчас; распечатайте для акима, депутата или доски. В них названы органы, но не жители.
