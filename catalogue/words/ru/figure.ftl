### Страница одного числа, и мера словами.

guide-figure = Здесь видно, что именно посчитано, сколько вышло, что не учтено и почему, и какие записи и файлы за этим числом стоят.
    Каждая запись – ссылка; фотографии и листы регистрации открываются из записи.
    Внизу можно посчитать любую другую меру, по одному мероприятию или по всему проекту, в том числе так, как было раньше.

figure-title = Показатель
figure-value = Значение
figure-wrong = Эту меру посчитать нельзя
figure-to-the-measure = Исправить меру
figure-now = Показать, как сейчас
figure-as-of = Показано, как было после события № { $n }.
figure-promised = По плану
figure-measure = Мера
figure-other-languages = На других языках
figure-parts = По частям
figure-bars = По частям: { $name }
figure-bars-about = { $n ->
    [one] { $n } полоса, длина по величине числа
    [few] { $n } полосы, длина по величине числа
   *[many] { $n } полос, длина по величине числа
}
figure-not-said = Не указано
figure-interval = Ответов: { $n }. Верное значение с вероятностью 95 % – от { $low } до { $high }
figure-interval-of = Ответов: { $n } (могло ответить жителей: { $people }). Верное значение с вероятностью 95 % – от { $low } до { $high }
figure-files = Подтверждающие файлы
figure-more-files = ещё { $n }; они открываются из записей
figure-records = Записи за этим числом
figure-n-records = { $n ->
    [one] { $n } запись
    [few] { $n } записи
   *[many] { $n } записей
}
figure-no-records = Ни одной записи: считать пока нечего. Проверьте условие меры или внесите записи.
figure-record = Запись
figure-register = Реестр
figure-proofs = Файлы
figure-version = Событие
figure-earlier = Раньше
figure-later = Дальше
figure-json = Это же для программ (JSON)
figure-own-places = Число посчитано по всему проекту; в списке только записи ваших сёл.
figure-numerator = В списке записи, для которых условие выполнено.
figure-wide = Эта мера считает по всему проекту, мероприятие на неё не влияет.
figure-ask = Посчитать другое
figure-measure-help = Например:
figure-activity = Мероприятие
figure-whole-project = Весь проект
figure-by = Отдельно по полю
figure-at = После события №
figure-count = Посчитать
figure-named = Готовые показатели

measure-count = записи в реестре «{ $register }»
measure-persons = разные люди в реестре «{ $register }»
measure-sum = сумма поля «{ $field }» в реестре «{ $register }»
measure-mean = среднее значение поля «{ $field }» в реестре «{ $register }»
measure-least = наименьшее значение поля «{ $field }» в реестре «{ $register }»
measure-most = наибольшее значение поля «{ $field }» в реестре «{ $register }»
measure-share = доля записей в реестре «{ $register }», для которых { $cond }
measure-share-answered = доля среди ответивших в реестре «{ $register }», для которых { $cond }
measure-where = { $what }, где { $cond }
measure-among = { $what }; только среди тех, где { $cond }
measure-least-per = наименьшее на одну запись реестра «{ $group }»: { $what }
measure-most-per = наибольшее на одну запись реестра «{ $group }»: { $what }
measure-mean-per = в среднем на одну запись реестра «{ $group }»: { $what }
measure-groups = { $what } (учтены те, где { $cond })
measure-change = изменение от «{ $from }» к «{ $to }»: { $what }
measure-by = { $what }; отдельно по: { $fields }
measure-and = и
measure-or = или
measure-not = неверно, что { $cond }
measure-is = { $field } – { $value }
measure-is-not = { $field } – не { $value }
measure-less = { $field } меньше { $value }
measure-at-most = { $field } не больше { $value }
measure-more = { $field } больше { $value }
measure-at-least = { $field } не меньше { $value }
measure-before = { $field } раньше { $value }
measure-until = { $field } не позже { $value }
measure-after = { $field } позже { $value }
measure-since = { $field } не раньше { $value }
measure-one-of = { $field } – одно из: { $values }
measure-is-set = поле «{ $field }» заполнено
measure-is-not-set = поле «{ $field }» не заполнено
