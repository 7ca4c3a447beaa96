# Answers to scripts written for ODK Central, and what they can change.

refusal-submission-taken = There is a submission “{ $instance }” already. Give the new one an instanceID of its own, or send it as an edit.
refusal-submission-edit-taken = There is a submission “{ $instance }” already. Give the edit an instanceID of its own.
refusal-submission-edits-nothing = An edit says in deprecatedID which instance it changes; this one does not, or it names another submission. Take the current instanceID and send again.
refusal-submission-edits-unknown = There is no submission “{ $instance }” that could be edited. Look at the list of submissions and send the edit of one that is there.
refusal-json-unreadable = The request was not understood: { $detail }. Send JSON as the documentation of ODK Central’s API shows.
refusal-filter-unreadable = The condition was not understood at “{ $detail }”. Write it as: __system/submissionDate ge 2024-11-25.
refusal-filter-unsupported = Nothing can be compared with “{ $detail }” here. Use submitterId, submissionDate, updatedAt, deletedAt or reviewState of __system.
refusal-survey-taken = There is a questionnaire “{ $form }” already. Send the file as a new draft of it, or give it another form_id.
refusal-phone-has-all-forms = The phone “{ $name }” has all forms that its owner may fill in, so one of them cannot be taken from it. End its code and make a phone for chosen forms.
refusal-form-of-register = The form “{ $form }” belongs to the catalogue and is always open. Only questionnaires of the project are closed.
surveys-is-closing = closing
surveys-closing = Take no new ones
surveys-closing-help = The questionnaire leaves the phones, but answers that were collected before are still taken. Earlier answers stay.
surveys-close-now-help = Phones that still hold answers will not be able to send them.
history-verb-survey-closing = Questionnaire is closing
phones-forms = forms of this phone alone: { $name }
