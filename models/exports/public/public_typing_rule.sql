-- One row per path of the rule by which staff tell a customer's segment, as it may be published: conditions in words,
-- and how far to trust them as a band, because the exact share would tell how few customers are the exception.
with

rule as (
    select * from {{ ref("segment_typing_rule") }}
),

judged as (
    select
        *,
        {{ is_hidden("'path'", "cast(path_no as varchar)") }} as customers_are_hidden,
        customers < {{ threshold("smallest_customers_min") }} as share_is_hidden
    from rule
),

final as (
    select
        fiscal_year,
        path_no,
        segment_key,
        conditions_th,
        {{ shown_text(printed_number("customers"), "customers_are_hidden") }} as customers_text,
        case when is_clear then '' else 'ไม่ชัด: ' end || {{ shown_text(share_band("probability"), "share_is_hidden") }}
            as certainty_th,
        case
            when accuracy is null then 'ยังวัดความแม่นยำของกฎนี้ไม่ได้ เพราะมีกลุ่มที่มีลูกค้าเพียงรายเดียว'
            else
                'กฎนี้บอกกลุ่มถูก ' || {{ printed_share("accuracy") }}
                || ' ของลูกค้าที่ไม่ได้ใช้สร้างกฎ (การตรวจสอบไขว้) เทียบกับ ' || {{ printed_share("base_rate") }}
                || ' ถ้าตอบกลุ่มที่ใหญ่ที่สุดทุกครั้ง'
        end as accuracy_th
    from judged
)

select * from final
