-- One row per name that a unit gives to a segment of this year: the segment meant, told by its key or present name, or
-- the reason why the row goes back. A row that came back corrected is not sent again.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

requests as (
    select requests.*
    from {{ ref("stg_segment_names") }} as requests
    inner join cycle
        on requests.fiscal_year = cycle.fiscal_year
),

own_names as (
    select * from {{ ref("int_segment_own_names") }}
),

present_names as (
    select
        segment_no,
        segment_key as present_name
    from own_names
    union all
    select
        segment_no,
        name_th as present_name
    from own_names
    union all
    select
        segment_no,
        name_en as present_name
    from own_names
),

matched as (
    select
        requests.fiscal_year,
        requests.segment,
        requests.name_th,
        requests.name_en,
        requests.paragraph_th,
        requests.paragraph_en,
        requests.unit,
        requests.reason,
        requests.source_file,
        requests.source_sheet,
        requests.source_table,
        requests.source_row,
        requests.source_key,
        requests.source_sequence,
        min(present_names.segment_no) as segment_no
    from requests
    left join present_names
        on {{ alias_key("requests.segment") }} = {{ alias_key("present_names.present_name") }}
    group by all
),

referenced as (
    select
        matched.*,
        senders.sender,
        {{ reference_of_row("senders.file_hash", "matched.source_sheet", "matched.source_row") }} as row_reference
    from matched
    left join {{ ref("stg_file_senders") }} as senders
        on
            senders.feed = 'segment_names'
            and matched.source_key = senders.source_key
),

came_back as (
    select distinct {{ row_reference("reference") }} as row_reference
    from {{ ref("stg_returned_rows") }}
),

final as (
    select
        referenced.*,
        came_back.row_reference is not null as came_back,
        case
            when referenced.segment_no is null then 'unknown'
            when
                row_number() over (
                    partition by referenced.segment_no
                    order by referenced.source_sequence desc, referenced.source_row desc
                ) = 1
                then 'used'
            else 'superseded'
        end as status
    from referenced
    left join came_back
        on referenced.row_reference = came_back.row_reference
)

select * from final
