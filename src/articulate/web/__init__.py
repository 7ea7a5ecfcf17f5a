"""The desk on a web page: the same services as the command line's, as pages and JSON.

It turns a request into a call of a service, and the answer into a page or an object.
Unlike `cli`, it must know who asks: a person signs in, and what they may ask for is
judged by `services.access`, under every page.

What a visit is: `settings` how it is served; `visit` who asks, and what they are given;
`cookies` by which they are known; `table` every page and what one must be allowed to
see it; `security` headers, and forms that come from elsewhere; `rates` how often,
`sizes` how much; `days` how one is written; `problems` a situation becomes a status and
a page; `rendering` templates; `description` what OpenAPI says of it.

What there is: `screen` what one is, `screens` one folder for each, with its templates
beside it; `templates` what they share; `static` the stylesheet, and htmx, which no page
needs; `app` puts all of it together; `server` lets it run.

It must not know any room but bootstrap, services, settings, explain, rulebook, model
and diagnostics, and decides nothing.
"""
