# Начальная страница: ход мероприятий.
progress-done = Выполнено
progress-late = Просрочено
progress-running = Идёт
progress-planned = Впереди
