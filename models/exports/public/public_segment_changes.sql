-- One row per segment of last year and what became of its customers: stayed, moved because they changed, because the
-- method did, or both, or left. Shares as bands, and every pair has its row, so that a few customers can't be told from
-- none. One row that says so when last year's rule is not there to compare with.
with

changes as (
    select * from {{ ref("segment_changes") }}
),

causes as (
    select
        named.cause_order,
        named.cause,
        named.cause_th,
        named.cause_en
    from (
        values
        (1, 'stayed', 'อยู่กลุ่มเดิม', 'Stayed in the segment'),
        (2, 'customer_changed', 'ย้ายกลุ่มเพราะลูกค้าเปลี่ยน', 'Moved because the customer changed'),
        (3, 'method_changed', 'ย้ายกลุ่มเพราะวิธีจำแนกเปลี่ยน', 'Moved because the method changed'),
        (4, 'both_changed', 'เปลี่ยนทั้งลูกค้าและวิธีจำแนก', 'Moved for both reasons'),
        (5, 'left', 'ไม่เป็นลูกค้าแล้ว', 'No longer a customer')
    ) as named (cause_order, cause, cause_th, cause_en)
),

origins as (
    select
        fiscal_year,
        previous_fiscal_year,
        status,
        previous_segment_key,
        min(previous_name_th) as name_th,
        min(previous_name_en) as name_en,
        sum(customers) as customers
    from changes
    where status = 'compared' and previous_segment_key is not null
    group by fiscal_year, previous_fiscal_year, status, previous_segment_key
),

counted as (
    select
        previous_segment_key,
        cause,
        sum(customers) as customers
    from changes
    group by previous_segment_key, cause
),

pairs as (
    select
        origins.*,
        causes.cause_order,
        causes.cause,
        causes.cause_th,
        causes.cause_en,
        coalesce(counted.customers, 0) / origins.customers as share_of_origin
    from origins
    cross join causes
    left join counted
        on
            origins.previous_segment_key = counted.previous_segment_key
            and causes.cause = counted.cause
),

final as (
    select
        fiscal_year,
        previous_fiscal_year,
        status,
        previous_segment_key,
        cast(dense_rank() over (order by customers desc, previous_segment_key asc) as integer) as origin_order,
        name_th as origin_th,
        name_en as origin_en,
        cause_order,
        cause,
        cause_th,
        cause_en,
        case
            when customers < {{ threshold("smallest_customers_min") }} then 'x'
            else {{ share_band("share_of_origin") }}
        end as share_text
    from pairs
    union all
    select
        fiscal_year,
        previous_fiscal_year,
        status,
        cast(null as varchar) as previous_segment_key,
        0 as origin_order,
        case status
            when 'no_earlier_year' then 'ยังไม่มีผลการจำแนกของปีก่อนให้เทียบ'
            else 'ไม่มีกฎการจำแนกของปีก่อนในคลัง จึงแยกไม่ได้ว่าลูกค้าเปลี่ยนหรือวิธีเปลี่ยน'
        end as origin_th,
        case status
            when 'no_earlier_year' then 'No earlier year to compare with'
            else 'Last year’s rule is not archived: it can not be told whether customers changed or the method did'
        end as origin_en,
        0 as cause_order,
        cast(null as varchar) as cause,
        '–' as cause_th,
        '–' as cause_en,
        '–' as share_text
    from changes
    where status <> 'compared'
)

select * from final
