# Бастапқы бет: іс-шаралардың барысы.
progress-done = Орындалды
progress-late = Мерзімі өтті
progress-running = Жүріп жатыр
progress-planned = Жоспарда

# Статистика.
statistic-age-gender = Қатысушылар жасы мен жынысы бойынша
statistic-status = Қатысушылар әлеуметтік мәртебесі бойынша
statistic-event-gender = Оқиғаға келгендер жынысы бойынша
statistic-months = Айлар бойынша қатысулар саны
statistic-engagement = Тұрғындардың белсенділік деңгейі
statistic-not-said = Көрсетілмеген
