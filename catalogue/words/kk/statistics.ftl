### Жобаның статистикасы.

guide-statistics = Кім қатысты, қандай оқиғаларға және қашан, қатысу деңгейі туралы сауалнама не дейді. Әр суреттің астында кестесі бар.
    Кестедегі әр сан оның артында қандай жазбалар тұрғаны көрінетін бетке апарады. Сурет пен кестені сақтап алуға болады.

statistics-empty = Әзірге санайтын ештеңе жоқ. Қатысушылар мен тіркеу парақтарын енгізіңіз: суреттер өзі пайда болады.
statistics-table = Кесте
statistics-svg = Суретті сақтау (SVG)
statistics-csv = Кестені сақтау (CSV)
statistics-number = Саны
statistics-share = Үлесі
statistics-interval = 95% аралығы
statistics-n = ({ $n } жауап)
statistics-change = Өзгеріс: { $name }
statistics-about = Ең көбі: { $name } – { $value }. Барлық сан суреттің астындағы кестеде тұр.
statistics-group-age-gender = Жасы
statistics-group-status = Әлеуметтік мәртебесі
statistics-group-event-gender = Оқиға
statistics-group-months = Ай
statistics-group-engagement = Сауалнама кезеңі
