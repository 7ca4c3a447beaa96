### Жобаның көрсеткіштері.

guide-indicators = Мақсаттар, міндеттер, іс-шаралар мен көрсеткіштер: не уәде етілді, не орындалды, барлығы және әр ауыл бойынша.
    «Нақты» бағанындағы сан оның қалай есептелгені және қай жазбаларға сүйенетіні көрсетілген бетке апарады.
    Тағы не істеу керегін көру үшін «Тек орындалмағандары» дегенді белгілеңіз.

indicators-title = Көрсеткіштер
indicators-add = Көрсеткіш қосу
indicators-empty = Әзірге көрсеткіш жоқ. Мақсат, міндет және іс-шара қосып, содан соң өлшемі мен нысанасы бар көрсеткішті енгізіңіз.
indicators-only-unmet = Тек орындалмағандары
indicators-place = Ауыл
indicators-all-places = Барлық ауыл
indicators-filter = Көрсету
indicators-none-left = Мұнда бәрі орындалды.
indicators-goal = Мақсат.
indicators-no-goal = Мақсаты көрсетілмеген
indicators-objective = Міндет
indicators-no-objective = Міндеті көрсетілмеген
indicators-activity-empty = Бұл іс-шараның көрсеткіші жоқ.
indicators-indicator = Көрсеткіш
indicators-target = Жоспар
indicators-actual = Нақты
indicators-reached = Орындалуы
indicators-met = орындалды
indicators-not-met = орындалмады
