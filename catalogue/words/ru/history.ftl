### История записи и то, что произошло в проекте.

history-of = История: { $name }
history-verb-created = Добавлено
history-verb-changed = Изменено
history-verb-removed = Удалено
history-verb-erased = Стёрты личные данные
history-verb-project-created = Начат проект
history-verb-frozen = Закреплён отчёт
history-verb-opened = Включена открытая страница
history-verb-closed = Выключена открытая страница
history-verb-other = Другое
history-somebody = кто-то
history-program = программа
history-now = так сейчас
history-field = Поле
history-before = Было
history-after = Стало
history-undo = Вернуть эту версию
history-undo-sure = Вернуть записи то, что в ней было тогда? Нынешняя версия останется в истории.
history-removed = Эта запись удалена. Её версии остались.
history-removed-back = Эта запись удалена. Кнопка «Вернуть эту версию» восстановит её.
history-contested = Пока вы смотрели историю, кто-то изменил эту запись. Ничего не возвращено: посмотрите последнюю версию и решите снова.
history-when = Когда
history-who = Кто
history-what = Что произошло
history-register = Реестр
history-record = Запись
history-history = история
history-records = { $n ->
    [one] { $n } запись
    [few] { $n } записи
   *[other] { $n } записей
}
history-nothing = Ничего такого здесь не происходило.
history-older = Раньше
history-newest = К последнему
told-undone = В записи снова то, что было тогда.
told-undone-already = В записи уже это и стоит; ничего не изменено.
told-undone-to-review = Запись восстановлена, но что-то в ней больше не подходит: исправьте, до тех пор она нигде не считается.
guide-history = Все версии записи: кто и когда их сделал. Прежнее зачёркнуто, новое стоит рядом. «Вернуть эту версию» создаёт ещё одну версию, и ничего не теряется.
guide-log = Всё, что в проекте добавили, изменили или удалили, начиная с последнего. Импорт стоит одной строкой. Изменить или стереть это нельзя; имена людей, чьи данные стёрты, не показываются.
