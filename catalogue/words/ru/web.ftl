### Слова, общие для всех страниц.

web-skip = Перейти к содержанию
web-menu = Меню
web-project = Проект
web-projects = Проекты
web-start = Главная
web-indicators = Индикаторы
web-statistics = Статистика
web-report = Отчёт
web-import = Импорт
web-registers = Реестры
web-events = События
web-log = Что произошло
web-settings = Настройки
web-accounts = Учётные записи
web-me = Мои настройки
web-sign-in = Войти
web-sign-out = Выйти
web-language = Язык
web-guide = Для чего эта страница?
web-save = Сохранить
web-cancel = Отмена
web-back = Назад
web-yes = Да
web-no = Нет
web-stopped = Не выполнено
web-our-fault = Ошибка на нашей стороне. Повторите действие; если не поможет, сообщите руководителю проекта номер { $number }.
web-to-start = На главную
web-open-page = Открытая страница
web-api = Для программ (API)
web-made-with = Auyl – открытая программа

## Отказы

refusal-page-missing = Такой страницы нет. Проверьте ссылку или перейдите на главную.
refusal-not-allowed = Ваша роль этого не позволяет. Если это нужно для работы, обратитесь к руководителю проекта.
refusal-form-from-elsewhere = Эта форма отправлена с другого сайта и поэтому не выполнена. Откройте страницу здесь и повторите.
refusal-request-malformed = Запрос не понят: { $detail }. Откройте страницу заново и повторите.
refusal-request-too-large = Это слишком много: не больше { $limit }. Уменьшите файл или отправьте его частями.
refusal-too-many-requests = Слишком много попыток. Повторите через { $minutes } мин.
refusal-address-in-use = Адрес { $address } занят или недоступен ({ $detail }). Остановите другую программу или укажите другой порт: --listen.
