### auyl serve

serve-open = Auyl открыт по адресу { $address } (остановить: Ctrl-C)
serve-first = Создайте первую учётную запись по ссылке (действует один раз): { $link }
cli-serve = Открыть проект в браузере: страницы для команды, API, открытая страница
cli-arg-listen = Адрес и порт
cli-arg-tls-cert = Сертификат (PEM) для HTTPS без прокси
cli-arg-tls-key = Ключ сертификата (PEM)
cli-arg-behind-proxy = Впереди стоит обратный прокси и говорит, откуда запросы
cli-arg-address = Адрес для ссылок: https://…
cli-arg-most-upload = Наибольший файл, в мегабайтах
