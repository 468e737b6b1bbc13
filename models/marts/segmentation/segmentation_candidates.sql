-- One row per attempt of the year and number of segments tried (S3, S4): every figure of the choice, for all that were
-- tried, so that no good average hides a bad score.
with

attempts as (
    select * from {{ ref("int_attempts") }}
),

choice as (
    select * from {{ ref("int_segmentation_choice") }}
),

reasons as (
    select * from {{ ref("int_candidate_reasons") }}
),

final as (
    select
        attempts.fiscal_year,
        cast(choice.attempt as integer) as attempt,
        choice.approach,
        cast(choice.k as integer) as k,
        cast(choice.n_sample as integer) as n_sample,
        choice.inertia,
        cast(choice.starts_agreeing as integer) as starts_agreeing,
        choice.silhouette,
        choice.calinski_harabasz,
        choice.jaccard_min,
        choice.jaccard_mean,
        choice.adjusted_rand_index_median,
        choice.smallest_share,
        cast(choice.smallest_n as integer) as smallest_n,
        choice.eligible,
        choice.chosen,
        reasons.reason_th,
        reasons.reason_en
    from choice
    inner join attempts
        on choice.attempt = attempts.attempt
    inner join reasons
        on
            choice.attempt = reasons.attempt
            and choice.k = reasons.k
)

select * from final
order by attempt, k
