### Бірнеше жоба және жаңа жоба.

guide-projects = Өзіңіз қатысатын барлық жоба қатар тұр: неше көрсеткіш орындалды, не түзетілуі керек, қанша қаражат жұмсалды.
    Баған атауын бассаңыз, тізім сол бойынша реттеледі, тағы бассаңыз – кері ретпен. Жобаның атауы оның бастапқы бетіне апарады.
guide-project-new = Жоба – бір грант шарты: оның жазбалары, есептері мен мүшелері басқалардан бөлек тұрады.
    Сіз оның әкімшісі боласыз, қалғандарды баптаулардан шақырасыз. Атауын, кезеңін және ауылдарын кейін өзгертуге болады.

portfolio-new = Жаңа жоба
portfolio-empty = Сіз әзірге ешбір жобаға қатыспайсыз. Ұйымыңыздың әкімшісінен шақыру сұраңыз немесе жаңа жоба бастаңыз.
portfolio-being-counted = { $n } жобаның сандары қазір есептеліп жатыр. Бір минуттан соң бетті жаңартыңыз.
portfolio-not-yet = есептелуде
portfolio-n = { $n } жоба
portfolio-search = Атауы, ауыл немесе ұйым
portfolio-find = Табу
portfolio-nothing-found = Бұл сөздер бойынша жоба табылмады.
portfolio-all = Барлық жобаны көрсету
portfolio-title = Жоба
portfolio-organisation = Ұйым
portfolio-places = Ауылдар
portfolio-met = Көрсеткіштер
portfolio-met-of = { $all } ішінен { $met }
portfolio-findings = Түзету керек
portfolio-severe = { $n } қате
portfolio-warnings = { $n } ескерту
portfolio-well = жоқ
portfolio-spent = Гранттан жұмсалғаны
portfolio-period = Кезеңі
portfolio-mend = Мынаны түзетіңіз
portfolio-title-kk = Қазақша атауы
portfolio-title-ru = Орысша атауы
portfolio-title-help = Грант шартындағыдай. Бастау үшін екеуінің бірі жеткілікті.
portfolio-title-missing = Жобаның атауын қазақша немесе орысша жазыңыз.
portfolio-title-long = Тым ұзын: ең көбі { $n } таңба.
portfolio-id = Мекенжайдағы қысқа атауы
portfolio-id-help = Кіші латын әріптері, цифрлар және дефис, мысалы «aral-2026». Кейін өзгертуге болмайды.
portfolio-id-wrong = Қысқа атау кіші латын әрпінен басталып, тек әріп, цифр және дефистен тұрады, ең көбі { $n } таңба.
portfolio-id-taken = Мұндай қысқа атау бос емес. Басқасын таңдаңыз.
portfolio-first = Басталған күні
portfolio-last = Аяқталған күні
portfolio-day-wrong = Жобаның басталған және аяқталған күнін көрсетіңіз, мысалы 01.03.2026.
portfolio-days-turned = Аяқталған күні басталған күнінен бұрын. Екеуін де грант шартымен салыстырыңыз.
portfolio-places-help = Әр ауыл – жеке жолда. Коды мен ауданы кейін толтырылады.
portfolio-places-many = Тым көп: ең көбі { $n } ауыл, әрқайсысы жеке жолда.
portfolio-organisation-wrong = Жоба қай ұйымдікі екенін таңдаңыз.
portfolio-organisation-there = Мұндай атаулы ұйым бар. Оны жоғарыдағы тізімнен таңдаңыз.
portfolio-new-organisation = Немесе жаңа ұйым
portfolio-new-organisation-help = Ұйымның атауы. Басқа ұйымдардың мүшелері оның жобаларын мүлде көрмейді.
portfolio-begin = Жобаны бастау
told-project-begun = Жоба ашылды. Төмендегі алғашқы қадамдарды орындап, команданы баптаулардан шақырыңыз.
