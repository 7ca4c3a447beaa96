finding-catalogue-role-unknown = roles.toml файлында «{ $name }» рөлі жоқ.
    .todo = write ішіндегі атауын түзетіңіз немесе рөлді қосыңыз.{ $nearest_set ->
        [yes] {" "}Ең жақыны: { $nearest }
       *[no] {""}
    }
finding-catalogue-role-twice = «{ $id }» рөлі файлда екі рет тұр.
    .todo = Біреуін қалдырыңыз немесе екіншісіне басқа атау беріңіз.
finding-filter-does-not-fit = «{ $field }» өрісі бойынша бұлай іріктеуге болмайды.
    .todo = Басқа іріктеуді таңдаңыз.
