### Статистика проекта.

guide-statistics = Кто участвовал, в каких событиях и когда, и что говорит опрос о вовлечённости. Под каждым рисунком – таблица.
    Каждое число таблицы ведёт на страницу, где видно, какие записи за ним стоят. Рисунок и таблицу можно сохранить.

statistics-empty = Считать пока нечего. Внесите участников и листы регистрации: рисунки появятся сами.
statistics-table = Таблица
statistics-svg = Сохранить рисунок (SVG)
statistics-csv = Сохранить таблицу (CSV)
statistics-number = Число
statistics-share = Доля
statistics-interval = Границы 95 %
statistics-n = ({ $n } ответов)
statistics-change = Изменение: { $name }
statistics-about = Больше всего: { $name } – { $value }. Все числа стоят в таблице под рисунком.
statistics-group-age-gender = Возраст
statistics-group-status = Социальный статус
statistics-group-event-gender = Событие
statistics-group-months = Месяц
statistics-group-engagement = Этап опроса
