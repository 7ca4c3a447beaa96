### auyl serve

serve-open = Auyl is open at { $address } (stop it with Ctrl-C)
serve-first = Make the first account with this link (it works once): { $link }
cli-serve = Open the project in the browser: pages for the team, an API, the open page
cli-arg-listen = Address and port to listen on
cli-arg-tls-cert = Certificate (PEM) for HTTPS without a proxy
cli-arg-tls-key = Its key (PEM)
cli-arg-behind-proxy = A reverse proxy stands before it and says where requests come from
cli-arg-address = The address people type, for links: https://…
cli-arg-most-upload = Largest file taken in, in megabytes
