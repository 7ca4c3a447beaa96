### Signing in at a provider of OpenID Connect.

openid-title = Signing in elsewhere
openid-sign-in = Sign in with { $name }
openid-going = You are taken to { $name } and come back here afterwards.
openid-go = Go there now
openid-me = Sign in with { $name }
openid-off = Connect your account there with this one, and you can sign in without the password.
openid-on = Connected
openid-connect = Connect
openid-disconnect = Disconnect
told-openid = Connected: you can sign in that way now.
told-openid-ended = Disconnected: only login and password let you in now.
guide-openid = You sign in at the other site; it tells us who you are there and nothing else. If nothing happens, press the button. You have ten minutes.
refusal-openid-silent = { $name } does not answer. Wait a little and try again, or sign in with login and password.
refusal-openid-denied = { $name } did not let you in, or you stopped on the way. Begin again, or sign in with login and password.
refusal-openid-stale = This way of signing in was used already, took longer than ten minutes or began in another browser. Begin again.
refusal-openid-untrusted = What { $name } answered does not hold, so nobody was let in. Begin again; if it stays so, tell whoever keeps this server.
refusal-openid-unknown = { $name } knows you, but no account here is connected with it. Sign in with login and password and connect it under your name. If you have no account, ask the project’s administrator for an invitation.
refusal-openid-taken = Your account at { $name } is connected with another account here. Disconnect it there first.
cli-arg-openid-issuer = Provider of OpenID Connect at which people may sign in: https://…
cli-arg-openid-client-id = What the provider calls this server
cli-arg-openid-client-secret = The secret the provider gave this server; better in the environment, where others do not read it
cli-arg-openid-label = What people call the provider, on the button
