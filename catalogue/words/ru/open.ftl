### Открытая страница проекта, для всех.

guide-open = Эта страница для всех: чего хочет проект, где он работает, что обещано и что достигнуто. Числа посчитаны по записям проекта.
    Имён, телефонов и других личных данных здесь не бывает; история успеха появляется только с согласия её героя.
    Лента (RSS) приносит новости в программу для чтения лент.

public-goal = Цель
public-objectives = Задачи
public-villages = Сёла
public-population = { $n ->
    [one] { $shown } житель
    [few] { $shown } жителя
   *[other] { $shown } жителей
}
public-news = Новости
public-feed = Лента (RSS)
public-news-event = Событие
public-news-publication = Публикация
public-news-raised = Поднята проблема
public-news-answered = Ответ органа
public-news-decided = Решение
public-news-solved = Проблема решена
public-news-reopened = Проблема открыта снова
public-news-voted = Итоги голосования
public-activities = Мероприятия
public-indicators = Индикаторы
public-surveys = Что говорят опросы
public-few = меньше 5
public-problems = Проблемы сёл
public-problems-table = Проблемы по сёлам и состояниям
public-village = Село
public-all = Всего
public-people = { $n ->
    [one] касается { $shown } человека
   *[other] касается { $shown } человек
}
public-stories = Истории успеха
public-publications = Публикации
public-newest-of = Показаны самые новые, всего { $n }.
public-empty = О проекте пока ничего не записано. Загляните позже.
public-as-of = По состоянию на { $day }. Посчитано по записям проекта; личных данных здесь нет.
