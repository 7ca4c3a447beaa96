### Индикаторы проекта.

guide-indicators = Цели, задачи, мероприятия и индикаторы: что обещано и что выполнено, всего и по каждому селу.
    Число в столбце «Факт» ведёт на страницу, где видно, как оно посчитано и какие записи за ним стоят.
    Отметьте «Только невыполненные», чтобы увидеть, что ещё нужно сделать.

indicators-title = Индикаторы
indicators-add = Добавить индикатор
indicators-empty = Индикаторов пока нет. Добавьте цель, задачу и мероприятие, затем индикатор с мерой и целью.
indicators-only-unmet = Только невыполненные
indicators-place = Село
indicators-all-places = Все сёла
indicators-filter = Показать
indicators-none-left = Здесь всё выполнено.
indicators-goal = Цель.
indicators-no-goal = Без цели
indicators-objective = Задача
indicators-no-objective = Без задачи
indicators-activity-empty = Индикаторов у этого мероприятия нет.
indicators-indicator = Индикатор
indicators-target = План
indicators-actual = Факт
indicators-reached = Выполнение
indicators-met = выполнен
indicators-not-met = не выполнен
