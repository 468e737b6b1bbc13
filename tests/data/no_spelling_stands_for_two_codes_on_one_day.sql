-- A name that passed from one estate, province or industry to another may stand twice, but never on the same day: it
-- would double every row that it is looked up for.
select
    one.list_name,
    one.alias_key,
    one.code,
    other.code as other_code
from {{ ref("stg_aliases") }} as one
inner join {{ ref("stg_aliases") }} as other
    on
        one.list_name = other.list_name
        and one.alias_key = other.alias_key
        and one.code < other.code
        and coalesce(one.valid_from <= other.valid_to, true)
        and coalesce(one.valid_to >= other.valid_from, true)
