# Forms on the phone.
phone-yes = Yes
phone-no = No
phone-not-listed = Not in the list, I type the name
phone-typed = type the name
phone-required = This question needs an answer.
phone-between = Enter a number from { $min } to { $max }.
phone-at-least = Enter a number of at least { $min }.
phone-at-most = Enter a number of at most { $max }.
phone-phone = Enter a telephone number, for example +7 702 000 00 00.
phone-url = The address has to begin with https://.
