select {{columns.segment_drivers}} from edition.segment_drivers order by segment_key, rank_by_share nulls last, item_id
