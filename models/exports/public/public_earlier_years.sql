-- One row per archive of an earlier year: its address beside this site, and what a reader calls it. Every page's foot
-- lists them.
with

cycle as (
    select * from {{ ref("int_cycle") }}
),

archived as (
    select distinct
        archived_year,
        restatement
    from {{ source("archive", "customer_segments") }}
),

final as (
    select
        archived.archived_year as fiscal_year,
        archived.restatement,
        cast(row_number() over (order by archived.archived_year desc, archived.restatement desc) as integer) as place,
        archived.archived_year || case
            when archived.restatement > 0 then '-restated-' || archived.restatement else ''
        end as folder,
        'ปีงบประมาณ ' || {{ printed_year("archived.archived_year", "th") }} || case
            when archived.restatement > 0 then ' (แก้ไขครั้งที่ ' || archived.restatement || ')' else ''
        end as title_th,
        'fiscal year ' || {{ printed_year("archived.archived_year", "en") }} || case
            when archived.restatement > 0 then ' (restatement ' || archived.restatement || ')' else ''
        end as title_en
    from archived
    inner join cycle
        on archived.archived_year < cycle.fiscal_year
)

select * from final
order by place
