### Жобалар тізімі.

portfolio-search = Жобаны іздеу
portfolio-sort = Реттеу
portfolio-show = Көрсету
portfolio-title = Жоба
portfolio-places = Ауылдар
portfolio-met = Орындалған көрсеткіштер
portfolio-of = { $all } ішінен { $met }
portfolio-findings = Ескертулер
portfolio-severe = { $n } ауыр
portfolio-warnings = { $n } тексеру керек
portfolio-clean = жоқ
portfolio-spent = Жұмсалған
portfolio-grant = грант: { $name }
portfolio-stale = саналуда
portfolio-total = Барлығы: { $n }
portfolio-none = Мұндай жоба жоқ. Іздеу сөзін өзгертіңіз немесе әкімшіден шақыру сұраңыз.
portfolio-before = Алдыңғы
portfolio-next = Келесі
guide-projects = Сіз қатысатын барлық жоба: көрсеткіштер, ескертулер және жұмсалған қаражат бір кестеде. Жобаға өту үшін атын басыңыз.
