-- One row per customer with usage: the unit that looks after it, which is the one that sent its newest month.
with

usage as (
    select
        {{ counts_under("service_usage.juristic_id") }} as customer_id,
        service_usage.month,
        service_usage.source_file
    from {{ ref("stg_service_usage") }} as service_usage
    left join {{ ref("int_customer_merges") }} as merged
        on service_usage.juristic_id = merged.merged_id
),

senders as (
    select
        source_file,
        min(sender) as sender
    from {{ ref("stg_file_senders") }}
    where feed = 'service_usage'
    group by source_file
),

final as (
    select
        usage.customer_id,
        senders.sender as unit
    from usage
    inner join senders
        on usage.source_file = senders.source_file
    qualify row_number() over (
        partition by usage.customer_id
        order by usage.month desc, senders.sender asc
    ) = 1
)

select * from final
