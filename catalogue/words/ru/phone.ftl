# Формы на телефоне.
phone-yes = Да
phone-no = Нет
phone-not-listed = Нет в списке, впишу название
phone-typed = впишите название
phone-required = На этот вопрос нужен ответ.
phone-between = Введите число от { $min } до { $max }.
phone-at-least = Введите число не меньше { $min }.
phone-at-most = Введите число не больше { $max }.
phone-phone = Введите номер телефона, например +7 702 000 00 00.
phone-url = Адрес должен начинаться с https://.
