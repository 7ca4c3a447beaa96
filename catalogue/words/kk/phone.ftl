# Телефондағы пішіндер.
phone-yes = Иә
phone-no = Жоқ
phone-not-listed = Тізімде жоқ, атын өзім жазамын
phone-typed = атын жазыңыз
phone-required = Бұл сұраққа жауап керек.
phone-between = { $min } мен { $max } аралығындағы санды жазыңыз.
phone-at-least = { $min } немесе одан үлкен санды жазыңыз.
phone-at-most = { $max } немесе одан кіші санды жазыңыз.
phone-phone = Телефон нөмірін жазыңыз, мысалы +7 702 000 00 00.
phone-url = Мекенжай https:// деп басталуы керек.
