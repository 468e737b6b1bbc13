select {{columns.segments}} from edition.segments order by rank_by_size
