-- One row per attempt of the year and number of segments tried (S3, S4), and one per attempt for the house rule as a
-- benchmark: every figure of the choice, for all that were tried, so that no good average hides a bad score.
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

sentences as (
    select * from {{ ref("int_choice_sentences") }}
),

tried as (
    select
        choice.attempt,
        choice.approach,
        choice.k,
        choice.eligible,
        choice.chosen,
        false as is_benchmark,
        reasons.reason_th,
        reasons.reason_en
    from choice
    inner join reasons
        on
            choice.attempt = reasons.attempt
            and choice.k = reasons.k
),

benchmarks as (
    select
        candidates.attempt,
        candidates.approach,
        candidates.k,
        false as eligible,
        false as chosen,
        true as is_benchmark,
        'เกณฑ์เปรียบเทียบ: กฎของหน่วยงาน ไม่ได้ค้นหาจากข้อมูลจึงไม่มีค่าความคงตัว และไม่ทดสอบเว้นแต่มีมติ' as reason_th,
        'Benchmark: the house rule; not searched for in the data, so stability does not apply; tested by decision only'
            as reason_en
    from {{ ref("int_segmentation_candidates") }} as candidates
    inner join attempts
        on candidates.attempt = attempts.attempt
    where
        candidates.approach = 'house_rule'
        and attempts.approach <> 'house_rule'
),

shown as (
    select * from tried
    union all
    select * from benchmarks
),

final as (
    select
        attempts.fiscal_year,
        cast(shown.attempt as integer) as attempt,
        shown.approach,
        cast(shown.k as integer) as k,
        shown.is_benchmark,
        cast(candidates.n_sample as integer) as n_sample,
        candidates.inertia,
        cast(candidates.starts_agreeing as integer) as starts_agreeing,
        candidates.silhouette,
        candidates.calinski_harabasz,
        candidates.bic,
        candidates.stability,
        candidates.jaccard_min,
        candidates.jaccard_mean,
        {{ json_numbers_text("candidates.jaccard_per_segment") }} as jaccard_per_segment,
        candidates.adjusted_rand_index_median,
        candidates.smallest_share,
        cast(candidates.smallest_n as integer) as smallest_n,
        candidates.tendency,
        candidates.tendency_ratio,
        shown.eligible,
        shown.chosen,
        shown.reason_th,
        shown.reason_en,
        sentences.sentence_th as choice_th,
        sentences.sentence_en as choice_en
    from shown
    inner join {{ ref("int_segmentation_candidates") }} as candidates
        on
            shown.attempt = candidates.attempt
            and shown.approach = candidates.approach
            and shown.k = candidates.k
    inner join attempts
        on shown.attempt = attempts.attempt
    inner join sentences
        on shown.attempt = sentences.attempt
)

select * from final
order by attempt, is_benchmark, k
