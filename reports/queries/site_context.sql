select * from edition.site_context
