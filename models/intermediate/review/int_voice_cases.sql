-- One row per complaint or suggestion received: when, of which segment of the year, through which channel, what about,
-- and how long it took. Whoever is no current customer, or is not named, has the segment `unknown`.
with

members as (
    select
        customer_id,
        segment_key
    from {{ ref("customer_segments") }}
),

cycle as (
    select * from {{ ref("int_cycle") }}
),

voices as (
    select
        voices.*,
        {{ counts_under("voices.juristic_id") }} as counted_id,
        {{ fiscal_year("voices.received_on") }} as fiscal_year,
        {{ fiscal_quarter("voices.received_on") }} as fiscal_quarter
    from {{ ref("stg_voice_of_customer") }} as voices
    left join {{ ref("int_customer_merges") }} as merged
        on voices.juristic_id = merged.merged_id
    where coalesce(voices.received_on <= {{ day_asked_for() }}, true)
),

channels as (
    select * from {{ ref("stg_aliases") }}
    where list_name = 'voice_channel'
),

final as (
    select
        voices.received_number,
        voices.fiscal_year,
        voices.fiscal_quarter,
        members.customer_id,
        -- the review of a year reads what came in it and in the year before
        voices.fiscal_year between cycle.fiscal_year - 1 and cycle.fiscal_year as is_reviewed,
        -- who stands behind the case: a case that names nobody stands for itself
        coalesce(voices.counted_id, voices.received_number) as contributor,
        coalesce(members.segment_key, 'unknown') as segment_key,
        case when voices.channel is null then 'not_told' else coalesce(channels.code, 'other') end as channel,
        coalesce(sorted.theme, 'unclassified') as theme,
        sorted.other_themes is not null as has_several_themes,
        voices.closed_on is null as is_open,
        case
            when voices.closed_on >= voices.received_on
                then date_diff('day', voices.received_on, voices.closed_on)
        end as days_to_close
    from voices
    cross join cycle
    left join members
        on voices.counted_id = members.customer_id
    left join channels
        on {{ alias_key("voices.channel") }} = channels.alias_key
    left join {{ ref("int_voice_themes") }} as sorted
        on voices.subject = sorted.subject
)

select * from final
