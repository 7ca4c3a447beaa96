finding-catalogue-role-unknown = Роли «{ $name }» в roles.toml нет.
    .todo = Исправьте название в write или добавьте роль.{ $nearest_set ->
        [yes] {" "}Ближайшее: { $nearest }
       *[no] {""}
    }
finding-catalogue-role-twice = Роль «{ $id }» стоит в файле дважды.
    .todo = Оставьте одну или назовите вторую иначе.
finding-filter-does-not-fit = Поле «{ $field }» так не отбирается.
    .todo = Выберите другой отбор.
