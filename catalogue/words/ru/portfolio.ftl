### Список проектов.

portfolio-search = Поиск проекта
portfolio-sort = Упорядочить
portfolio-show = Показать
portfolio-title = Проект
portfolio-places = Сёла
portfolio-met = Выполненные индикаторы
portfolio-of = { $met } из { $all }
portfolio-findings = Замечания
portfolio-severe = { $n } серьёзных
portfolio-warnings = { $n } проверить
portfolio-clean = нет
portfolio-spent = Израсходовано
portfolio-grant = грант: { $name }
portfolio-stale = подсчитывается
portfolio-total = Всего: { $n }
portfolio-none = Таких проектов нет. Измените запрос или попросите у администратора приглашение.
portfolio-before = Назад
portfolio-next = Дальше
guide-projects = Все проекты, в которых вы участвуете: индикаторы, замечания и расходы в одной таблице. Нажмите на название, чтобы открыть проект.
