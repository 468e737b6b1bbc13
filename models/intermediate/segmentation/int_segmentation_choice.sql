-- One row per attempt and candidate k: whether it is eligible, whether it is the attempt's choice, and why. The choice
-- knows the basis only: stable before usable, then the clearest separation, then the larger smallest segment. A rule
-- not searched for in these data (last year's, the house rule) has no stability; it only has to be large enough.
with

candidates as (
    select candidates.*
    from {{ ref("int_segmentation_candidates") }} as candidates
    inner join {{ ref("int_attempts") }} as attempts
        on
            candidates.attempt = attempts.attempt
            and candidates.approach = attempts.approach
),

judged as (
    select
        *,
        coalesce(
            jaccard_min >= {{ threshold("jaccard_eligible") }},
            stability = 'not_applicable',
            false
        ) as is_recurrent,
        coalesce(jaccard_min >= {{ threshold("jaccard_stable") }}, false) as is_stable,
        coalesce(
            adjusted_rand_index_median >= {{ threshold("adjusted_rand_index_min") }},
            stability = 'not_applicable',
            false
        ) as is_repeatable,
        coalesce(
            smallest_share >= {{ threshold("smallest_share_min") }}
            and smallest_n >= {{ threshold("smallest_customers_min") }},
            false
        ) as is_large_enough
    from candidates
),

eligible as (
    select
        *,
        is_recurrent and is_repeatable and is_large_enough as eligible
    from judged
),

ranked as (
    select
        *,
        row_number() over (
            partition by attempt, eligible
            order by is_stable desc, round(silhouette, 3) desc nulls last, smallest_share desc, k asc
        ) as preference
    from eligible
),

final as (
    select
        attempt,
        approach,
        k,
        n_sample,
        inertia,
        starts_agreeing,
        silhouette,
        calinski_harabasz,
        jaccard_min,
        jaccard_mean,
        jaccard_per_segment,
        adjusted_rand_index_median,
        smallest_share,
        smallest_n,
        bic,
        tendency,
        tendency_ratio,
        stability,
        is_recurrent,
        is_stable,
        is_repeatable,
        is_large_enough,
        eligible,
        preference,
        eligible and preference = 1 as chosen
    from ranked
)

select * from final
