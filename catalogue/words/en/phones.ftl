# Phones of coordinators and their keys.

phones-title = Phones
phones-none = No phone is connected yet. Add one below, open ODK Collect on it, choose to set up by QR code and scan the code that appears here.
phones-scan = Scan this code with ODK Collect (Settings, Projects, Add project). It is shown only now: who has it can send for this person.
phones-address = Where there is no camera, type this address as the server:
phones-add = Connect a phone
phones-name = Name of the phone
phones-name-help = So that you find it again when it is lost, for example “Dina, blue Redmi”.
phones-whose = Who uses it
phones-whose-help = What comes from the phone is recorded under this person’s name, and the phone shows this person’s villages only.
phones-add-do = Make the code
phones-end = End
phones-over = ended
phones-ended = ended { $at }
phones-unused = not used yet
phones-seen = last used { $at }
phones-without-title = Give the phone a name.

guide-phones = Each phone has a key of its own. If a phone is lost, end its key: the others go on working, and what it has sent stays. What is collected and not yet sent stays on the phone.
