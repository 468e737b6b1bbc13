-- One row per list, spelling and validity: which code a name stands for, after normalisation, and when.
-- Every name of a list is an alias of its own code, so staging looks names up in one place.
with

spellings as (
    {%- set lists = {
        "estate": "estates",
        "industry": "industries",
        "nationality": "nationalities",
        "province": "provinces",
        "zone": "zones",
        "service": "services",
        "contract_type": "contract_types",
        "decision_outcome": "decision_outcomes",
        "unit": "units",
    } %}
    {%- for list, seed in lists.items() %}
        {%- for column in ["code", "name_th", "name_en"] %}
            select
                '{{ list }}' as list_name,
                {{ column }} as spelling,
                code,
                cast(null as date) as valid_from,
                cast(null as date) as valid_to
            from {{ ref(seed) }}
            union all
        {%- endfor %}
    {%- endfor %}
    select
        'estate' as list_name,
        alias as spelling,
        code,
        valid_from,
        valid_to
    from {{ ref("estate_aliases") }}
    union all
    select
        list as list_name,
        alias as spelling,
        code,
        valid_from,
        valid_to
    from {{ ref("aliases") }}
),

keyed as (
    select distinct
        list_name,
        {{ alias_key("spelling") }} as alias_key,
        code,
        valid_from,
        valid_to
    from spellings
)

select
    list_name,
    alias_key,
    code,
    valid_from,
    valid_to
from keyed
