### auyl serve

serve-open = Auyl мына мекенжайда ашық: { $address } (тоқтату: Ctrl-C)
serve-first = Бірінші есептік жазбаны осы сілтемемен ашыңыз (бір рет жарайды): { $link }
cli-serve = Жобаны браузерде ашу: топқа арналған беттер, API, ашық бет
cli-arg-listen = Тыңдайтын мекенжай мен порт
cli-arg-tls-cert = Проксисіз HTTPS үшін сертификат (PEM)
cli-arg-tls-key = Сертификаттың кілті (PEM)
cli-arg-behind-proxy = Алдында кері прокси тұр, сұраныстың қайдан келгенін сол айтады
cli-arg-address = Сілтемелерде жазылатын мекенжай: https://…
cli-arg-most-upload = Қабылданатын ең үлкен файл, мегабайт
