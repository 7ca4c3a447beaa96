### Жобаның ашық беті, бәріне арналған.

guide-open = Бұл бет бәріне арналған: жоба нені көздейді, қай жерде жұмыс істейді, не уәде етілді, неге қол жеткізілді. Сандар жобаның жазбаларынан саналған.
    Аты-жөні, телефоны сияқты жеке деректер мұнда ешқашан көрсетілмейді; табыс тарихы кейіпкерінің келісімімен ғана жарияланады.
    Таспа (RSS) жаңалықтарды таспа оқитын бағдарламаға жеткізеді.

public-goal = Мақсат
public-objectives = Міндеттер
public-villages = Ауылдар
public-population = { $n ->
   *[other] { $shown } тұрғын
}
public-news = Жаңалықтар
public-feed = Таспа (RSS)
public-news-event = Оқиға
public-news-publication = Жарияланым
public-news-raised = Мәселе көтерілді
public-news-answered = Органның жауабы
public-news-decided = Шешім
public-news-solved = Мәселе шешілді
public-news-reopened = Мәселе қайта ашылды
public-news-voted = Дауыс беру нәтижесі
public-activities = Іс-шаралар
public-indicators = Көрсеткіштер
public-surveys = Сауалнамалар не дейді
public-few = 5-тен аз
public-problems = Ауылдардың мәселелері
public-problems-table = Мәселелер ауыл мен күйі бойынша
public-village = Ауыл
public-all = Барлығы
public-people = { $n ->
   *[other] { $shown } адамға қатысты
}
public-stories = Табыс тарихтары
public-publications = Жарияланымдар
public-newest-of = Ең жаңалары көрсетілген, барлығы { $n }.
public-empty = Бұл жоба туралы әзірге ештеңе жазылмаған. Кейінірек қараңыз.
public-as-of = { $day } күнгі жағдай. Жобаның жазбаларынан саналған; мұнда жеке деректер жоқ.
