# ODK Central үшін жазылған скриптерге жауап және олар өзгерте алатын нәрсе.

refusal-submission-taken = «{ $instance }» жіберілімі бұрыннан бар. Жаңасына өз instanceID беріңіз немесе оны түзету ретінде жіберіңіз.
refusal-submission-edit-taken = «{ $instance }» жіберілімі бұрыннан бар. Түзетуге өз instanceID беріңіз.
refusal-submission-edits-nothing = Түзету қай жазбаны өзгертетінін deprecatedID арқылы айтады; мұнда ол жоқ немесе басқа жіберілім аталған. Қазіргі instanceID мәнін алып, қайта жіберіңіз.
refusal-submission-edits-unknown = Түзетуге болатын «{ $instance }» жіберілімі жоқ. Жіберілімдер тізімін қарап, бар біреуін түзетіңіз.
refusal-json-unreadable = Сұрау түсініксіз: { $detail }. JSON мәнін ODK Central API сипаттамасындағыдай жіберіңіз.
refusal-filter-unreadable = Шарттың «{ $detail }» тұсы түсініксіз. Былай жазыңыз: __system/submissionDate ge 2024-11-25.
refusal-filter-unsupported = Мұнда «{ $detail }» мәнімен ештеңені салыстыруға болмайды. __system ішіндегі submitterId, submissionDate, updatedAt, deletedAt, reviewState бар.
refusal-survey-taken = «{ $form }» анкетасы бұрыннан бар. Файлды оның жаңа жоба нұсқасы ретінде жіберіңіз немесе басқа form_id беріңіз.
refusal-phone-has-all-forms = «{ $name }» телефонында иесі толтыра алатын барлық форма бар, сондықтан біреуін алып тастауға болмайды. Кодын өшіріп, таңдалған формаларға арналған телефон қосыңыз.
refusal-form-of-register = «{ $form }» формасы каталогтан алынған, ол әрқашан ашық. Тек жобаның анкеталары жабылады.
surveys-is-closing = жабылып жатыр
surveys-closing = Жаңасын қабылдамау
surveys-closing-help = Анкета телефондардан кетеді, бірақ бұрын жиналған жауаптар әлі қабылданады. Алдыңғы жауаптар қалады.
surveys-close-now-help = Жауабы әлі жіберілмеген телефондар оны жібере алмай қалады.
history-verb-survey-closing = Анкета жабылып жатыр
phones-forms = тек осы телефонның формалары: { $name }
