# Бастапқы бет: іс-шаралардың барысы.
progress-done = Орындалды
progress-late = Мерзімі өтті
progress-running = Жүріп жатыр
progress-planned = Жоспарда
