-- One row per attempt and number of groups tried: how the segments were chosen, with every figure of the choice. All
-- figures are over the whole sample; none belongs to a customer.
with

candidates as (
    select * from {{ ref("segmentation_candidates") }}
),

approaches as (
    select * from {{ ref("approaches") }}
),

final as (
    select
        candidates.fiscal_year,
        candidates.attempt,
        approaches.label_th as approach_th,
        approaches.label_en as approach_en,
        candidates.k,
        candidates.is_benchmark,
        candidates.n_sample,
        candidates.silhouette,
        candidates.calinski_harabasz,
        candidates.bic,
        candidates.jaccard_min,
        candidates.jaccard_mean,
        candidates.jaccard_per_segment,
        candidates.adjusted_rand_index_median,
        candidates.smallest_share,
        candidates.eligible,
        candidates.chosen,
        candidates.reason_th,
        candidates.reason_en,
        candidates.choice_th,
        candidates.choice_en,
        case
            when candidates.is_benchmark then '–'
            when candidates.tendency = 'natural' then 'กลุ่มตามธรรมชาติ'
            when candidates.tendency = 'constructed' then 'กลุ่มที่กำหนดขึ้น'
        end as tendency_th,
        case
            when candidates.is_benchmark then '–'
            when candidates.tendency = 'natural' then 'Natural groups'
            when candidates.tendency = 'constructed' then 'Constructed groups'
        end as tendency_en,
        case
            when candidates.is_benchmark then 'เกณฑ์เปรียบเทียบ'
            when candidates.chosen then 'เลือกใช้'
            when candidates.eligible then 'เข้าเกณฑ์'
            else 'ไม่เข้าเกณฑ์'
        end as result_th,
        case
            when candidates.is_benchmark then 'Benchmark'
            when candidates.chosen then 'Chosen'
            when candidates.eligible then 'Eligible'
            else 'Not eligible'
        end as result_en
    from candidates
    inner join approaches
        on candidates.approach = approaches.approach
)

select * from final
