select {{columns.site_context}}, printf('%.4f', alpha) as alpha_text from edition.site_context
