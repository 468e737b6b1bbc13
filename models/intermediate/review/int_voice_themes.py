"""One row per distinct subject of complaints and suggestions: the theme that it is about, if any."""

from customer_segmentation.methods.themes import themes_of


def model(dbt, session):
    """Sort the subjects into themes by the declared words."""
    dbt.config(materialized="table")
    themes = dbt.ref("voice_themes").df().dropna(subset="words").sort_values("sort_order")
    dictionary = {row.theme: row.words.split("|") for row in themes.itertuples()}
    texts = dbt.ref("int_voice_texts").df().sort_values("subject")
    return themes_of(texts["subject"], dictionary).rename(columns={"text": "subject"})
