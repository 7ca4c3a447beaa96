# Answers to phones: forms and submissions of ODK Collect and KoboCollect.

openrosa-kept = Received. Thank you!
openrosa-kept-before = This was received before; nothing is doubled.

refusal-submission-unreadable = The phone sent something that cannot be read ({ $detail }). It stays on the phone: do not delete it, and show it to the project’s manager.
refusal-submission-unnamed = The submission does not say which form it fills in or which one it is. It stays on the phone: show it to the project’s manager.
refusal-submission-differs = Another submission with the same number is here already. This one stays on the phone: tell the project’s manager, who compares the two.
refusal-submission-outdated = Somebody else has changed this submission in the meantime. Fetch it anew and make your change once more; yours stays on the phone.
refusal-phone-unknown = This phone’s code does not hold any more. Ask the project’s administrator for a new code and scan it; what you have collected stays on the phone.
refusal-phone-form-unknown = There is no form “{ $form }” for you in this project. Fetch the forms anew; what you have collected stays on the phone.
