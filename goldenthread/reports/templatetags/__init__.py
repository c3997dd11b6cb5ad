"""The look in templates: signs, sentences, tables and charts."""
