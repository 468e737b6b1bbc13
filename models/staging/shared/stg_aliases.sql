-- One row per list and spelling: which code a name stands for, after normalisation.
-- Every name of a list is an alias of its own code, so staging looks names up in one place.
with

spellings as (
    {%- set lists = {
        "estate": "estates",
        "industry": "industries",
        "nationality": "nationalities",
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
                code
            from {{ ref(seed) }}
            union all
        {%- endfor %}
    {%- endfor %}
    select
        'estate' as list_name,
        alias as spelling,
        code
    from {{ ref("estate_aliases") }}
    union all
    select
        list as list_name,
        alias as spelling,
        code
    from {{ ref("aliases") }}
),

keyed as (
    select distinct
        list_name,
        {{ alias_key("spelling") }} as alias_key,
        code
    from spellings
)

select
    list_name,
    alias_key,
    code
from keyed
