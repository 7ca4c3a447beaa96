# Мәселені көтергендер мен қолдағандарға әр қадамда не айтылады. $link – талон беті.
outbox-step-confirm =
    Сәлеметсіз бе!
    {""}
    «{ $problem }» мәселесін ({ $village }) хабарлағанда осы мекенжай қалдырылды. Не болғанын хабарлап тұруымызды қаласаңыз, сілтемені басып, растаңыз: { $link }
    {""}
    Сіз болмасаңыз, ештеңе істемеңіз: бұл мекенжайға енді жазылмайды.
    {""}
    { $project }
    .subject = Хабарлап тұрайық па? { $problem }
    .short = { $project }. «{ $problem }»: не болғанын хабарлап тұрайық па? { $link }
outbox-step-received =
    Сәлеметсіз бе!
    {""}
    «{ $problem }» мәселесі ({ $village }) қабылданды.{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Барысын осы жерден көресіз: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Қабылданды: { $problem }
    .short = Қабылданды: { $problem } ({ $village }).{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-merged =
    Сәлеметсіз бе!
    {""}
    Сіз айтқан жайт «{ $problem }» мәселесін ({ $village }) қайталайды. Екеуі бірге жүреді, сіздің даусыңыз сонда есептелді.{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Барысын осы жерден көресіз: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Осындай мәселемен біріктірілді: { $problem }
    .short = Біріктірілді: { $problem }. Даусыңыз есептелді.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-in_letter =
    Сәлеметсіз бе!
    {""}
    «{ $problem }» мәселесі ({ $village }) мемлекеттік органға хатпен жіберілді. Органның жауап беруіне 15 жұмыс күні бар.{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Барысын осы жерден көресіз: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Хат жіберілді: { $problem }
    .short = { $problem }: органға хат жіберілді.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-answered =
    Сәлеметсіз бе!
    {""}
    Мемлекеттік орган «{ $problem }» мәселесі ({ $village }) бойынша жауап берді.{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Барысын осы жерден көресіз: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Жауап келді: { $problem }
    .short = { $problem }: орган жауап берді.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-decided =
    Сәлеметсіз бе!
    {""}
    «{ $problem }» мәселесі ({ $village }) бойынша шешім қабылданды.{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Барысын осы жерден көресіз: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Шешім бар: { $problem }
    .short = { $problem }: шешім қабылданды.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
outbox-step-solved =
    Сәлеметсіз бе!
    {""}
    «{ $problem }» мәселесі ({ $village }) шешілді деп хабарланды. Солай ма?{ $link_set ->
        [yes] { " " }Мына бетте «иә» не «жоқ» деп жауап беріңіз: { $link }
       *[no] { " " }Шешілмесе, ауыл үйлестірушісіне айтыңыз: мәселе қайта ашылады.
    }{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Растауыңызды сұраймыз: { $problem }
    .short = { $problem }: шешілді делінді. Солай ма?{ $link_set ->
        [yes] { " " }Жауап беру: { $link }
       *[no] { "" }
    }
outbox-step-reopened =
    Сәлеметсіз бе!
    {""}
    «{ $problem }» мәселесі ({ $village }) қайта ашылды: ол әлі шешілген жоқ.{ $ticket_set ->
        [yes] { " " }Талон: { $ticket }.
       *[no] { "" }
    }{ $link_set ->
        [yes] { " " }Барысын осы жерден көресіз: { $link }
       *[no] { "" }
    }
    {""}
    { $project }
    .subject = Қайта ашылды: { $problem }
    .short = { $problem }: қайта ашылды.{ $link_set ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }
