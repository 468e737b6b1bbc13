-- One row per customer id that people found to be another's, with the id it counts under: the smallest of all that are
-- the same. Only an answer through the feed of decisions merges customers, the latest for each pair; a name never does.
with recursive

answers as (
    select
        {{ extract_group("subject", duplicate_subject(), 1) }} as one_id,
        {{ extract_group("subject", duplicate_subject(), 2) }} as other_id,
        outcome,
        decided_on,
        source_sequence,
        source_row
    from {{ ref("stg_decisions") }}
    where {{ matches("subject", duplicate_subject()) }}
),

same as (
    select
        one_id,
        other_id
    from answers
    qualify
        row_number() over (
            partition by least(one_id, other_id), greatest(one_id, other_id)
            order by decided_on desc, source_sequence desc, source_row desc
        ) = 1
        and outcome = 'same'
),

both_ways as (
    select
        one_id as from_id,
        other_id as to_id
    from same
    union
    select
        other_id as from_id,
        one_id as to_id
    from same
),

reached as (
    select
        from_id,
        to_id
    from both_ways
    union
    select
        reached.from_id,
        both_ways.to_id
    from reached
    inner join both_ways
        on reached.to_id = both_ways.from_id
),

final as (
    select
        from_id as merged_id,
        min(to_id) as customer_id
    from reached
    group by from_id
    having min(to_id) < from_id
)

select * from final
