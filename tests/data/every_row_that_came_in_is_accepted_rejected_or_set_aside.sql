-- Rows in = accepted + rejected + set aside, for every table of every file; a row is a fault in intake or staging.
select
    source_file,
    source_sheet,
    source_table,
    rows_in,
    accepted,
    rejected,
    set_aside
from {{ ref("data_quality") }}
where rows_in != accepted + rejected + set_aside
