# Ответы скриптам, написанным для ODK Central, и то, что они могут менять.

refusal-submission-taken = Отправка «{ $instance }» уже есть. Дайте новой свой instanceID или отправьте её как правку.
refusal-submission-edit-taken = Отправка «{ $instance }» уже есть. Дайте правке свой instanceID.
refusal-submission-edits-nothing = Правка называет в deprecatedID запись, которую меняет; здесь её нет или названа другая отправка. Возьмите текущий instanceID и отправьте снова.
refusal-submission-edits-unknown = Отправки «{ $instance }», которую можно было бы править, нет. Посмотрите список отправок и правьте ту, что есть.
refusal-json-unreadable = Запрос не понят: { $detail }. Отправьте JSON так, как показано в описании API ODK Central.
refusal-filter-unreadable = Условие непонятно у «{ $detail }». Пишите так: __system/submissionDate ge 2024-11-25.
refusal-filter-unsupported = С «{ $detail }» здесь ничего нельзя сравнить. Есть submitterId, submissionDate, updatedAt, deletedAt и reviewState из __system.
refusal-survey-taken = Анкета «{ $form }» уже есть. Отправьте файл как её новый черновик или дайте другой form_id.
refusal-phone-has-all-forms = У телефона «{ $name }» все формы, которые может заполнять его владелец, поэтому одну забрать нельзя. Отключите его код и заведите телефон для выбранных форм.
refusal-form-of-register = Форма «{ $form }» взята из каталога и открыта всегда. Закрываются только анкеты проекта.
surveys-is-closing = закрывается
surveys-closing = Не принимать новых
surveys-closing-help = Анкета уйдёт с телефонов, но собранные раньше ответы ещё будут приняты. Прежние ответы остаются.
surveys-close-now-help = Телефоны, на которых ещё лежат ответы, отправить их не смогут.
history-verb-survey-closing = Анкета закрывается
phones-forms = формы только этого телефона: { $name }
