-- One row: indicator K3 of the cycle's year, all areas and contract types together, in the common form of the
-- scoreboard. A year that isn't over counts as reached as soon as its target is, and as not yet measured until then.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

year_total as (
    select *
    from {{ ref("area_against_target") }}
    where
        quarter = 0
        and area = 'all'
        and contract_type = 'all'
),

final as (
    select
        cycle.fiscal_year,
        'K3' as kpi,
        cast(null as varchar) as aspect,
        year_total.target_rai as target_figure,
        year_total.actual_rai as actual_figure,
        case
            when year_total.status in ('reached', 'not_reached') then year_total.status
            when year_total.status = 'target_unclear' then 'not_enough_data'
            else 'not_yet_measured'
        end as status,
        case
            when year_total.fiscal_year is null then 'ยังไม่มีกลุ่มลูกค้าที่ผ่านการทดสอบในปีนี้'
            when year_total.target_rai is null then 'ยังไม่มีเป้าหมายครบทุกไตรมาสและทุกพื้นที่'
            when year_total.status = 'target_unclear'
                then 'มีเป้าหมายที่ต่างกันในวันเดียวกัน ต้องชี้ขาดก่อนจึงตัดสินได้'
            when year_total.actual_rai is null then 'ยังไม่ได้รับผลการขาย/เช่าพื้นที่ของปีนี้'
            else
                'ขาย/เช่าได้ ' || {{ area_text("year_total.actual_rai") }}
                || ' ไร่ จากเป้าหมาย ' || {{ area_text("year_total.target_rai") }}
                || ' ไร่ ทราบผล ' || year_total.quarters_known || ' จาก 4 ไตรมาส'
                || case
                    when year_total.target_is_restated
                        then ' (เป้าหมายแรก ' || {{ area_text("year_total.first_target_rai") }} || ' ไร่)'
                    else ''
                end
                || case
                    when
                        coalesce(
                            year_total.actual_as_of <> year_total.actual_latest_as_of,
                            year_total.actual_latest_as_of is not null
                        )
                        then
                            ' (ผล ณ วันที่ '
                            || {{ printed_days("year_total.actual_as_of", "year_total.actual_latest_as_of") }} || ')'
                    else ''
                end
        end as why_th,
        case
            when year_total.fiscal_year is null then 'No segments passed the test of this year yet'
            when year_total.target_rai is null then 'No target for every quarter and area yet'
            when year_total.status = 'target_unclear' then 'Two targets of one day differ; one has to be settled first'
            when year_total.actual_rai is null then 'No area sold or leased has been reported for the year yet'
            else
                {{ area_text("year_total.actual_rai") }}
                || ' rai sold and leased of a target of ' || {{ area_text("year_total.target_rai") }}
                || ' rai; ' || year_total.quarters_known || ' of 4 quarters known'
                || case
                    when year_total.target_is_restated
                        then ' (first target ' || {{ area_text("year_total.first_target_rai") }} || ' rai)'
                    else ''
                end
                || case
                    when
                        coalesce(
                            year_total.actual_as_of <> year_total.actual_latest_as_of,
                            year_total.actual_latest_as_of is not null
                        )
                        then
                            ' (results as of ' || coalesce(cast(year_total.actual_as_of as varchar), 'an unknown day')
                            || ' to ' || cast(year_total.actual_latest_as_of as varchar) || ')'
                    else ''
                end
        end as why_en,
        'ปีงบประมาณ ' || cycle.fiscal_year as period_th,
        'Fiscal year ' || (cycle.fiscal_year - 543) as period_en,
        year_total.actual_as_of as as_of,
        cast(null as bigint) as n
    from cycle
    left join year_total
        on cycle.fiscal_year = year_total.fiscal_year
)

select * from final
