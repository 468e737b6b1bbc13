-- One row per pair of current customers that may be one: the same name but for its legal form, or the same customer
-- number under two ids. The list is for people: nothing is merged until one of them answers (see int_customer_merges).
with

customers as (
    select
        stg_customers.customer_id,
        stg_customers.customer_number,
        stg_customers.customer_name,
        stg_customers.estate,
        stg_customers.province,
        {{ company_key("stg_customers.customer_name") }} as name_key
    from {{ ref("stg_customers") }} as stg_customers
    inner join {{ ref("int_feed_periods") }} as periods
        on
            periods.feed = 'customers'
            and stg_customers.register_as_of = periods.period_end
),

-- joined on each key by itself, so that the list never compares everyone with everyone
pairs as (
    select
        one.customer_id as customer_id_1,
        other.customer_id as customer_id_2
    from customers as one
    inner join customers as other
        on
            one.name_key = other.name_key
            and one.customer_id < other.customer_id
    union
    select
        one.customer_id as customer_id_1,
        other.customer_id as customer_id_2
    from customers as one
    inner join customers as other
        on
            one.customer_number = other.customer_number
            and one.customer_id < other.customer_id
),

answers as (
    select
        outcome,
        decided_on,
        {{ extract_group("subject", duplicate_subject(), 1) }} as one_id,
        {{ extract_group("subject", duplicate_subject(), 2) }} as other_id
    from {{ ref("stg_decisions") }}
    where {{ matches("subject", duplicate_subject()) }}
    qualify row_number() over (
        partition by least(one_id, other_id), greatest(one_id, other_id)
        order by decided_on desc, source_sequence desc, source_row desc
    ) = 1
),

final as (
    select
        pairs.customer_id_1,
        pairs.customer_id_2,
        one.customer_name as customer_name_1,
        other.customer_name as customer_name_2,
        one.estate as estate_1,
        other.estate as estate_2,
        answers.outcome as decision,
        outcomes.name_th as decision_th,
        outcomes.name_en as decision_en,
        answers.decided_on,
        coalesce(one.name_key = other.name_key, false) as same_name,
        coalesce(one.customer_number = other.customer_number, false) as same_customer_number,
        one.estate = other.estate as same_estate,
        one.province = other.province as same_province,
        'ลูกค้าซ้ำ ' || pairs.customer_id_1 || ' = ' || pairs.customer_id_2 as decision_subject
    from pairs
    inner join customers as one
        on pairs.customer_id_1 = one.customer_id
    inner join customers as other
        on pairs.customer_id_2 = other.customer_id
    left join answers
        on
            pairs.customer_id_1 = least(answers.one_id, answers.other_id)
            and pairs.customer_id_2 = greatest(answers.one_id, answers.other_id)
    left join {{ ref("decision_outcomes") }} as outcomes
        on answers.outcome = outcomes.code
)

select * from final
