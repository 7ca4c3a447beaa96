# Начальная страница: ход мероприятий.
progress-done = Выполнено
progress-late = Просрочено
progress-running = Идёт
progress-planned = Впереди

# Статистика.
statistic-age-gender = Участники по возрасту и полу
statistic-status = Участники по социальному статусу
statistic-event-gender = Пришедшие на события по полу
statistic-months = Посещения по месяцам
statistic-engagement = Уровень вовлечённости жителей
statistic-not-said = Не указано
